"""The Data quality sheet: what was checked, and one flat table of what was found; or that nothing was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from efreport.document import Block, Document, Heading, Paragraph, Table
from efreport.writers.xlsx.blocks import write_blocks
from efreport.writers.xlsx.book import Book
from efreport.writers.xlsx.flat_table import write_flat_table
from efreport.writers.xlsx.heights import Type
from efreport.writers.xlsx.page import Sheet, page_of
from efreport.writers.xlsx.rows import Rows
from efreport.writers.xlsx.styles import HEADING, LINE

QUALITY: Final = "Data quality"
WIDTHS: Final = (11.0, 22.0, 11.0, 11.0, 20.0, 12.0, 9.0, 46.0, 40.0)
WITHOUT_TABLE: Final = (100.0,)


def write_quality(book: Book, document: Document) -> Rows:
    """Write the sheet, and give its rows."""
    title, blocks = title_of(document)
    table = next((block for block in blocks if isinstance(block, Table)), None)
    draft = "DRAFT: " if document.draft else ""
    if table is None:
        rows = Rows(book, Sheet(QUALITY, page_of(document)), WITHOUT_TABLE)
        rows.line(f"{draft}{title}, {document.quarter}", HEADING)
        rows.gap(0.4)
        write_blocks(rows, blocks)
        return rows
    rows = Rows(book, Sheet(QUALITY, page_of(document), lines=True), _widths(table, book.type))
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


def _widths(table: Table, type_: Type) -> tuple[float, ...]:
    usual = WIDTHS + (WIDTHS[-1],) * (len(table.headings) - len(WIDTHS))
    return tuple(
        max((type_.width_for(row[number].words, width) for row in table.rows), default=width)
        for number, width in enumerate(usual[: len(table.headings)])
    )
