"""The record of what was published: one file that is only ever added to, in which a later change would show."""

from efreport.ledger.edition import FIRST, Edition, SealedFile, contents_of
from efreport.ledger.keeping import LedgerFault, append, damage, editions
from efreport.ledger.verifying import broken, name_of, printed_seals

__all__ = [
    "FIRST",
    "Edition",
    "LedgerFault",
    "SealedFile",
    "append",
    "broken",
    "contents_of",
    "damage",
    "editions",
    "name_of",
    "printed_seals",
]
