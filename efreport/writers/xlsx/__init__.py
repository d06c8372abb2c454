"""The Excel workbook: a Document into the bytes of an .xlsx, and those bytes read back; how is in the modules here."""

from __future__ import annotations

from efreport.document import Document
from efreport.writers.xlsx.book import book_in
from efreport.writers.xlsx.cover import write_cover
from efreport.writers.xlsx.framework import write_framework
from efreport.writers.xlsx.history import write_history
from efreport.writers.xlsx.notes import write_notes
from efreport.writers.xlsx.package import package
from efreport.writers.xlsx.quality import write_quality
from efreport.writers.xlsx.reading import missing
from efreport.writers.xlsx.summary import write_summary

__all__ = ["missing", "render"]


def render(document: Document) -> bytes:
    """Give the workbook of a document: the sheets Cover, Summary, Framework, History if there are trends, Data quality and Notes."""
    book = book_in(document.style)
    summary = write_summary(book, document)
    framework, first_rows = write_framework(book, document)
    history = write_history(book, document)
    behind = summary, framework, *history, write_quality(book, document), write_notes(book, document)
    return package(book, document, (write_cover(book, document, first_rows), *behind))
