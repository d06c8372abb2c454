"""The Notes sheet: the document's notes, and what its areas say outside the tables of indicators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from efreport.document import Block, Chart, Document, Heading, IndicatorTable, Paragraph, Table, Text
from efreport.writers.xlsx.blocks import rows_for, widths_for, write_blocks
from efreport.writers.xlsx.page import set_up_page
from efreport.writers.xlsx.rows import Rows
from efreport.writers.xlsx.styles import HEADING

REMARKS: Final = Table(
    caption="Notes on service areas and sections",
    description="One row for each note: the service area, the section and the note.",
    headings=("Service area", "Section", "Note"),
    rows=(),
)


def write_notes(workbook: Workbook, document: Document) -> Rows:
    """Write the sheet, and give its rows."""
    sheet: Worksheet = workbook.create_sheet("Notes")
    set_up_page(sheet, document)
    sheet.sheet_view.showGridLines = False
    title, *blocks = document.notes or (Heading(1, "Notes"),)
    if not isinstance(title, Heading):
        title, blocks = Heading(1, "Notes"), [title, *blocks]
    blocks += _remarks(document)
    rows = rows_for(sheet, widths_for(blocks), document.style)
    rows.line(title.words, HEADING)
    rows.gap(0.4)
    write_blocks(rows, blocks)
    return rows


def _remarks(document: Document) -> Iterator[Block]:
    rows = tuple(_remark_rows(document))
    if rows:
        yield Heading(2, REMARKS.caption)
        yield replace(REMARKS, rows=rows)
    yield from (block for block in document.areas if isinstance(block, Table))


def _remark_rows(document: Document) -> Iterator[tuple[Text, ...]]:
    """The flat table has no place for a paragraph, so each becomes a row that says where it stands."""
    area, section = "", ""
    for block in document.areas:
        match block:
            case Heading(level=1):
                area, section = block.words, "All sections"
            case Heading():
                section = block.words
            case Paragraph():
                yield Text(area), Text(section), block.text
            case Table() | IndicatorTable() | Chart():
                pass
