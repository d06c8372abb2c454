"""A sheet that is written from the top down, row by row, with what fits on a printed page; no contents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl.cell import Cell
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from efreport.writers.xlsx.cells import text_cell
from efreport.writers.xlsx.heights import TALLEST, Type
from efreport.writers.xlsx.page import points_of_a_page
from efreport.writers.xlsx.styles import LINK


@dataclass
class Rows:
    """A sheet, the widths of its columns, the row that was written last, the points that its page is
    filled to, and how tall it is in all.
    """

    sheet: Worksheet
    widths: Sequence[float]
    type: Type
    last: int = 0
    filled: float = 0
    tall: float = 0

    def gap(self, lines: float = 1) -> None:
        """Leave an empty row, as tall as that many lines."""
        self.space(lines * self.type.line_height)

    def space(self, points: float) -> None:
        """Leave an empty row of that height; nothing where it is none."""
        if points > 0:
            self._append([], min(TALLEST, points))

    def line(self, words: str, style: str) -> Cell:
        """Write words that run on over the columns beside them."""
        cell = text_cell(self.sheet, words, style)
        self._append([cell], None)
        return cell

    def ruled(self, words: str, style: str) -> None:
        """Write words whose style is a rule below them, over all columns."""
        empty = [Cell(self.sheet, row=1, column=1) for _ in self.widths[1:]]
        for cell in empty:
            cell.style = style
        self._append([text_cell(self.sheet, words, style), *empty], None)

    def link(self, words: str, location: str, style: str = LINK) -> None:
        """Write a link to a place in the workbook."""
        cell = self.line(words, style)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=location)

    def wrapped(self, cells: list[Cell], words: Iterable[str], *, bold: bool = False) -> None:
        """Write cells whose words are wrapped, in a row that is tall enough for them."""
        self._append(cells, self.type.height_for(words, self.widths, bold=bold))

    def keep(self, points: float) -> None:
        """Begin a new page where what comes next, of that height, does not fit on this one but on one of its own."""
        page = points_of_a_page(self.widths)
        if points <= page < self.filled + points:
            self.sheet.row_breaks.append(Break(id=self.last))
            self.filled = 0

    def height_of(self, words: Iterable[str], *, bold: bool = False) -> float:
        """Give the height of a row that holds those words."""
        return self.type.height_for(words, self.widths, bold=bold) or self.type.line_height

    def _append(self, cells: list[Cell], height: float | None) -> None:
        self.sheet.append(cells)
        self.last += 1
        if height is not None:
            self.sheet.row_dimensions[self.last].height = height
        self.tall += height or self.type.line_height
        self.filled = (self.filled + (height or self.type.line_height)) % points_of_a_page(self.widths)
