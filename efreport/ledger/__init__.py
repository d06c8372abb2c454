"""The record of what was published: one file that is only ever added to, in which a later change would show."""

from efreport.ledger.edition import DOCUMENT, FIRST, Edition, SealedFile, contents_of
from efreport.ledger.keeping import (
    LedgerFault,
    append,
    append_all,
    damage,
    editions,
    editions_of,
    entries,
    last_seal,
    seals,
)
from efreport.ledger.receipts import list_of_seals, not_in_ledger, receipts_in
from efreport.ledger.verifying import (
    Standing,
    Verified,
    VerifiedFile,
    broken,
    by_seal,
    documents,
    name_of,
    newest,
    printed_seals,
    published,
    recognise,
)

__all__ = [
    "DOCUMENT", "FIRST", "Edition", "LedgerFault", "SealedFile", "Standing", "Verified", "VerifiedFile", "append",
    "append_all", "broken", "by_seal", "contents_of", "damage", "documents", "editions", "editions_of", "entries", "last_seal",
    "list_of_seals", "name_of", "newest", "not_in_ledger", "printed_seals", "published", "receipts_in", "recognise", "seals",
]  # fmt: skip
