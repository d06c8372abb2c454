"""The Notes sheet: the document's notes, and what its areas say outside the tables of indicators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from efreport.document import Block, Chart, Document, Heading, IndicatorTable, Paragraph, Table, Text
from efreport.writers.xlsx.blocks import widths_for, write_blocks
from efreport.writers.xlsx.book import Book
from efreport.writers.xlsx.page import Sheet, page_of
from efreport.writers.xlsx.rows import Rows
from efreport.writers.xlsx.styles import HEADING

REMARKS: Final = Table(
    caption="Notes on service areas and sections",
    description="One row for each note: the service area, the section and the note.",
    headings=("Service area", "Section", "Note"),
    rows=(),
)


def write_notes(book: Book, document: Document) -> Rows:
    """Write the sheet, and give its rows."""
    title, *blocks = document.notes or (Heading(1, "Notes"),)
    if not isinstance(title, Heading):
        title, blocks = Heading(1, "Notes"), [title, *blocks]
    blocks += _remarks(document)
    rows = Rows(book, Sheet("Notes", page_of(document)), widths_for(blocks))
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
