"""The record of what was published: one file that is only ever added to, in which a later change would show."""

from efreport.ledger.decoding import figures_of
from efreport.ledger.edition import DOCUMENT, FIRST, Edition, Entry, Listed, SealedFile, Stored, contents_of
from efreport.ledger.keeping import (
    LedgerFault,
    Own,
    append,
    append_all,
    damage,
    editions,
    faults,
    last_seal,
    listed,
    propose,
    seals,
    survey,
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
    "DOCUMENT", "FIRST", "Edition", "Entry", "LedgerFault", "Listed", "Own", "SealedFile", "Standing", "Stored",
    "Verified", "VerifiedFile", "append", "append_all", "broken", "by_seal", "contents_of", "damage", "documents",
    "editions", "faults", "figures_of", "last_seal", "list_of_seals", "listed", "name_of", "newest", "not_in_ledger",
    "printed_seals", "propose", "published", "receipts_in", "recognise", "seals", "survey",
]  # fmt: skip
