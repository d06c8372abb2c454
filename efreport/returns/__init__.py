"""Reads returns: the only room that opens an author's workbook, and it only ever reads."""

from efreport.returns.folder import (
    NoReturns,
    NothingToRead,
    Sources,
    earlier_sources,
    find_sources,
    newest_quarter,
    quarters_in,
)
from efreport.returns.reader import read_earlier, read_round

__all__ = [
    "NoReturns",
    "NothingToRead",
    "Sources",
    "earlier_sources",
    "find_sources",
    "newest_quarter",
    "quarters_in",
    "read_earlier",
    "read_round",
]
