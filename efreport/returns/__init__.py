"""Reads returns: the only room that opens an author's workbook, and it only ever reads."""

from efreport.returns.folder import (
    NothingToRead,
    Sources,
    earlier_sources,
    find_sources,
    newest_quarter,
    quarters_in,
)
from efreport.returns.reader import read_earlier, read_round

__all__ = [
    "NothingToRead",
    "Sources",
    "earlier_sources",
    "find_sources",
    "newest_quarter",
    "quarters_in",
    "read_earlier",
    "read_round",
]
