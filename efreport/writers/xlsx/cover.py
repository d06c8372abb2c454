"""The Cover sheet: whose framework it is, for which quarter, linked contents, and the first page's blocks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from efreport.document import Document, Heading
from efreport.writers.xlsx.blocks import Rows, rows_for, write_blocks
from efreport.writers.xlsx.page import name_range, set_up_page
from efreport.writers.xlsx.styles import DRAFT, LINE, SUBHEADING, TITLE

QUARTER: Final = "Quarter"


def write_cover(workbook: Workbook, document: Document, first_rows: Mapping[str, int]) -> None:
    """Write the sheet; `first_rows` are the rows of the Framework sheet on which the areas begin."""
    sheet: Worksheet = workbook.create_sheet("Cover", 0)
    set_up_page(sheet, document)
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.tabSelected = True
    rows = rows_for(sheet, document.cover, document.style)
    rows.line(document.title, TITLE)
    rows.line(document.directorate, LINE)
    rows.line(document.organisation, LINE)
    quarter = rows.line(document.quarter, LINE)
    name_range(workbook, QUARTER, sheet, quarter.coordinate)
    if document.draft:
        rows.line("DRAFT", DRAFT)
    _write_contents(rows, document, first_rows)
    rows.skip()
    write_blocks(rows, document.cover)


def _write_contents(rows: Rows, document: Document, first_rows: Mapping[str, int]) -> None:
    rows.skip()
    rows.line("Contents", SUBHEADING)
    rows.link("Framework", "Framework!A1")
    for block in document.areas:
        if isinstance(block, Heading) and block.level == 1:
            row = first_rows.get(block.words)
            rows.link(block.words, f"Framework!A{row}" if row else "Notes!A1")
    rows.link("Notes", "Notes!A1")
