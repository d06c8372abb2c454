"""The Data quality sheet: what was checked, and one flat table of what was found; or that nothing was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from efreport.document import Block, Document, Heading, Paragraph, Table
from efreport.writers.xlsx.blocks import rows_for, type_for, write_blocks
from efreport.writers.xlsx.flat_table import write_flat_table
from efreport.writers.xlsx.page import set_up_page
from efreport.writers.xlsx.rows import Rows
from efreport.writers.xlsx.styles import HEADING, LINE

QUALITY: Final = "Data quality"
WIDTHS: Final = (11.0, 22.0, 11.0, 11.0, 20.0, 12.0, 9.0, 46.0, 40.0)
WITHOUT_TABLE: Final = (100.0,)


def write_quality(workbook: Workbook, document: Document) -> Rows:
    """Write the sheet, and give its rows."""
    sheet: Worksheet = workbook.create_sheet(QUALITY)
    set_up_page(sheet, document)
    title, blocks = title_of(document)
    table = next((block for block in blocks if isinstance(block, Table)), None)
    draft = "DRAFT: " if document.draft else ""
    if table is None:
        sheet.sheet_view.showGridLines = False
        rows = rows_for(sheet, WITHOUT_TABLE, document.style)
        rows.line(f"{draft}{title}, {document.quarter}", HEADING)
        rows.gap(0.4)
        write_blocks(rows, blocks)
        return rows
    rows = rows_for(sheet, _widths(table, document), document.style)
    rows.line(f"{draft}{title}, {document.quarter}", HEADING)
    for block in blocks:
        if isinstance(block, Paragraph):
            rows.line(block.text.words, LINE)
    write_flat_table(rows, table.name or "Findings", table.headings, table.rows)
    return rows


def title_of(document: Document) -> tuple[str, Sequence[Block]]:
    """Give the title of the sheet, and the blocks below it."""
    match document.quality:
        case (Heading(words=words), *blocks):
            return words, blocks
        case blocks:
            return QUALITY, blocks


def _widths(table: Table, document: Document) -> tuple[float, ...]:
    type_ = type_for(document.style)
    usual = WIDTHS + (WIDTHS[-1],) * (len(table.headings) - len(WIDTHS))
    return tuple(
        max((type_.width_for(row[number].words, width) for row in table.rows), default=width)
        for number, width in enumerate(usual[: len(table.headings)])
    )
