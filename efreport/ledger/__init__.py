"""The record of what was published: one file that is only ever added to, in which a later change would show."""

from efreport.ledger.edition import DOCUMENT, FIRST, Edition, SealedFile, contents_of
from efreport.ledger.keeping import LedgerFault, append, append_all, damage, editions, editions_of, entries, last_seal
from efreport.ledger.verifying import (
    Standing,
    Verified,
    VerifiedFile,
    broken,
    documents,
    name_of,
    newest,
    printed_seals,
    published,
    recognise,
)

__all__ = [
    "DOCUMENT", "FIRST", "Edition", "LedgerFault", "SealedFile", "Standing", "Verified", "VerifiedFile", "append",
    "append_all", "broken", "contents_of", "damage", "documents", "editions", "editions_of", "entries", "last_seal",
    "name_of", "newest", "printed_seals",
    "published", "recognise",
]  # fmt: skip
