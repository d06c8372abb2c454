"""Reads what a return needs of an Excel workbook: sheets, cells as Excel shows them, what is hidden and what is merged."""

from efreport.returns.workbook.book import Book, open_book
from efreport.returns.workbook.worksheet import read_worksheet

__all__ = ["Book", "open_book", "read_worksheet"]
