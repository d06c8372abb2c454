"""Headings, paragraphs and plain tables one under another on a sheet; not the flat table of indicators."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from efreport.document import Block, Chart, Heading, IndicatorTable, Number, Paragraph, Style, Table, Text
from efreport.writers.formats import whole_number
from efreport.writers.xlsx.cells import content_cell, text_cell
from efreport.writers.xlsx.heights import Type, type_of
from efreport.writers.xlsx.styles import BOLD, CAPTION, LINK, SUBHEADING, TABLE_HEADER, look_of, paragraph_style

FIRST_WIDTH: Final = 64.0
WIDEST: Final = 26.0
NARROWEST: Final = 13.0


@dataclass
class Rows:
    """A sheet that is written from the top down, and the row that was written last."""

    sheet: Worksheet
    widths: Sequence[float]
    type: Type
    last: int = 0

    def skip(self) -> None:
        """Leave a row empty."""
        self._append([])

    def line(self, words: str, style: str) -> Cell:
        """Write words that run on over the columns beside them."""
        cell = text_cell(self.sheet, words, style)
        self._append([cell])
        return cell

    def link(self, words: str, location: str) -> None:
        """Write a link to a place in the workbook."""
        cell = self.line(words, LINK)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=location)

    def wrapped(self, cells: list[Cell], words: Iterable[str], *, bold: bool = False) -> None:
        """Write cells whose words are wrapped, in a row that is tall enough for them."""
        self._append(cells)
        self.sheet.row_dimensions[self.last].height = self.type.height_for(words, self.widths, bold=bold)

    def _append(self, cells: list[Cell]) -> None:
        self.sheet.append(cells)
        self.last += 1


def type_for(style: Style) -> Type:
    """Give the type of the cells in a house style."""
    look = look_of(style)
    return type_of(look.font, look.points)


def rows_for(sheet: Worksheet, blocks: Iterable[Block], style: Style) -> Rows:
    """Set a sheet's columns to the widths that the tables among its blocks need, and begin to write it."""
    widths = {1: FIRST_WIDTH}
    for table in (block for block in blocks if isinstance(block, Table)):
        for row in (table.headings, *(tuple(cell.words for cell in row) for row in table.rows)):
            for number, words in enumerate(row[1:], 2):
                widths[number] = max(widths.get(number, NARROWEST), min(WIDEST, len(words) * 1.1 + 2))
    for number, width in widths.items():
        sheet.column_dimensions[get_column_letter(number)].width = width
    return Rows(sheet, tuple(widths.values()), type_for(style))


def write_blocks(rows: Rows, blocks: Iterable[Block]) -> None:
    """Write blocks from the next row on."""
    heading = ""
    for block in blocks:
        match block:
            case Heading():
                heading = block.words
                rows.skip()
                rows.line(heading, SUBHEADING)
            case Paragraph():
                cell = text_cell(rows.sheet, block.text.words, paragraph_style(block.text.role))
                rows.wrapped([cell], [block.text.words], bold=block.text.role in BOLD)
            case Table():
                _write_table(rows, block, under=heading)
            case Chart():
                pass  # What they draw is on the Framework sheet.
            case IndicatorTable():
                pass  # Its rows are the Framework sheet.


def _write_table(rows: Rows, table: Table, *, under: str) -> None:
    if table.caption != under:
        rows.skip()
        rows.line(table.caption, CAPTION)
    header = [text_cell(rows.sheet, heading, TABLE_HEADER) for heading in table.headings]
    rows.wrapped(header, table.headings, bold=True)
    for row in table.rows:
        first, *others = row
        cells = [content_cell(rows.sheet, content) for content in (first, *map(_counted, others))]
        rows.wrapped(cells, (cell.words for cell in row))


def _counted(cell: Text) -> Text | Number:
    """Counts are numbers, so that they can be added up."""
    return whole_number(cell.words) or cell
