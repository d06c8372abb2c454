"""The Excel workbook: a Document into the bytes of an .xlsx, and those bytes read back; how is in the modules here."""

from __future__ import annotations

from openpyxl import Workbook

from efreport.document import Document
from efreport.writers.xlsx.cover import write_cover
from efreport.writers.xlsx.framework import write_framework
from efreport.writers.xlsx.history import write_history
from efreport.writers.xlsx.notes import write_notes
from efreport.writers.xlsx.package import describe, package
from efreport.writers.xlsx.quality import write_quality
from efreport.writers.xlsx.reading import missing
from efreport.writers.xlsx.styles import add_styles
from efreport.writers.xlsx.summary import charts_of, write_summary

__all__ = ["missing", "render"]


def render(document: Document) -> bytes:
    """Give the workbook of a document: the sheets Cover, Summary, Framework, History if there are trends, Data quality and Notes."""
    workbook = Workbook()
    del workbook["Sheet"]
    add_styles(workbook, document.style)
    describe(workbook, document)
    cover = workbook.create_sheet("Cover")
    summary, drawn = write_summary(workbook, document)
    framework, first_rows = write_framework(workbook, document)
    history = write_history(workbook, document)
    behind = summary, framework, *history, write_quality(workbook, document), write_notes(workbook, document)
    sheets = write_cover(cover, document, first_rows), *behind
    return package(workbook, sheets, charts_of(drawn, workbook, document.style))
