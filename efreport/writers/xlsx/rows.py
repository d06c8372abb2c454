"""A sheet that is written from the top down, row by row, with what fits on a printed page; no contents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from efreport.writers.xlsx.cells import Cell, empty_cell, text_cell
from efreport.writers.xlsx.heights import TALLEST, Type
from efreport.writers.xlsx.looks import Looks
from efreport.writers.xlsx.page import points_of_a_page
from efreport.writers.xlsx.styles import LINK


class Rows:
    """The rows of a sheet as markup, beside which openpyxl keeps all else of it.

    `widths` are those of the columns, `last` the row that was written last; `filled` are the points that its page is
    filled to, and `tall` those of all rows. `extension` is what stands last in the sheet's part.
    """

    def __init__(self, sheet: Worksheet, widths: Sequence[float], type_: Type) -> None:
        self.sheet = sheet
        self.looks = Looks(sheet)
        self.widths = widths
        self.type = type_
        self.last = 0
        self.filled = 0.0
        self.tall = 0.0
        self.markup: list[bytes] = []
        self.extension = ""
        self._letters: list[str] = []
        self._last_filled = 0

    @property
    def area(self) -> str:
        """The cells from the first to the last, such as A1:U84."""
        return f"A1:{self._letters[-1]}{self._last_filled}" if self._letters else "A1:A1"

    def gap(self, lines: float = 1) -> None:
        """Leave an empty row, as tall as that many lines."""
        self.space(lines * self.type.line_height)

    def space(self, points: float) -> None:
        """Leave an empty row of that height; nothing where it is none."""
        if points > 0:
            self._append([], min(TALLEST, points))

    def line(self, words: str, style: str) -> str:
        """Write words that run on over the columns beside them, and give the place of their cell."""
        self._append([text_cell(self.looks, words, style)], None)
        return f"A{self.last}"

    def ruled(self, words: str, style: str) -> None:
        """Write words whose style is a rule below them, over all columns."""
        empty = empty_cell(self.looks, style)
        self._append([text_cell(self.looks, words, style), *(empty for _ in self.widths[1:])], None)

    def link(self, words: str, location: str, style: str = LINK) -> None:
        """Write a link to a place in the workbook."""
        self.line(words, style)
        # openpyxl writes the links of the cells that it has itself.
        self.sheet.cell(self.last, 1).hyperlink = Hyperlink(ref="", location=location)

    def wrapped(self, cells: Sequence[Cell], *, bold: bool = False, room: str = "", least: float = 0) -> None:
        """Write cells whose words are wrapped, in a row that is tall enough for them and has at least that many points.

        `room` is added to the words of each.
        """
        height = self.type.height_for([cell.words + room for cell in cells], self.widths, bold=bold)
        self._append(cells, max(height or 0, least) or None)

    def keep(self, points: float) -> None:
        """Begin a new page where what comes next, of that height, does not fit on this one but on one of its own."""
        if points <= self._page < self.filled + points:
            self.sheet.row_breaks.append(Break(id=self.last))
            self.filled = 0

    def height_of(self, words: Iterable[str], *, bold: bool = False) -> float:
        """Give the height of a row that holds those words."""
        return self.type.height_for(words, self.widths, bold=bold) or self.type.line_height

    @cached_property
    def _page(self) -> float:
        return points_of_a_page(self.widths)

    def _append(self, cells: Sequence[Cell], height: float | None) -> None:
        self.last += 1
        if cells or height is not None:
            tall = "" if height is None else f' ht="{height:.16g}" customHeight="1"'
            self.markup.append(f'<row r="{self.last}"{tall}>{"".join(self._placed(cells))}</row>'.encode())
        if cells:
            self._last_filled = self.last
        self.tall += height or self.type.line_height
        self.filled = (self.filled + (height or self.type.line_height)) % self._page

    def _placed(self, cells: Sequence[Cell]) -> Iterator[str]:
        """The markup of a row's cells. One for each letter, since a string for each place is what takes time."""
        while len(self._letters) < len(cells):
            self._letters.append(get_column_letter(len(self._letters) + 1))
        return (cell.markup(f"{letter}{self.last}") for letter, cell in zip(self._letters, cells, strict=False))
