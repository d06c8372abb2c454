"""A sheet that is written from the top down, row by row, with what fits on a printed page; no contents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from efreport.writers.xlsx.book import Book
from efreport.writers.xlsx.cells import Cell, empty_cell, text_cell
from efreport.writers.xlsx.drawings import Charts
from efreport.writers.xlsx.heights import TALLEST
from efreport.writers.xlsx.markup import NOTHING, Xml
from efreport.writers.xlsx.page import Sheet, Table, points_of_a_page
from efreport.writers.xlsx.places import absolute, letters_of
from efreport.writers.xlsx.printing import Cut
from efreport.writers.xlsx.styles import LINK


class Link(NamedTuple):
    """A cell that leads to a place in the workbook."""

    cell: str
    location: str


class Rows:
    """The rows of a sheet as markup, and what the sheet says of them: links, page breaks, its table and its charts.

    `widths` are those of the columns, `last` the row that was written last; `filled` are the points that its page is
    filled to, and `tall` those of all rows. Where it is `cut`, it prints in parts.
    `extension` is what stands last in the sheet's part.
    """

    def __init__(self, book: Book, sheet: Sheet, widths: Sequence[float]) -> None:
        self.sheet = sheet
        self.looks = book.looks
        self.widths = widths
        self.type = book.type
        self.links: list[Link] = []
        self.breaks: list[int] = []
        self.table: Table | None = None
        self.charts: Charts | None = None
        self.cut: Cut | None = None
        self.extension: Xml = NOTHING
        self._names = book.names
        self.last = 0
        self.filled = 0.0
        self.tall = 0.0
        self.markup: list[bytes] = []
        self._letters: list[str] = []
        self._last_filled = 0

    @property
    def area(self) -> str:
        """The cells from the first to the last, such as A1:U84."""
        return f"A1:{self._letters[-1]}{self._last_filled}" if self._letters else "A1:A1"

    @property
    def columns(self) -> Iterator[tuple[int, float]]:
        """The columns, counted from 1, with their widths."""
        return enumerate(self.widths, 1)

    def name(self, name: str, area: str) -> None:
        """Give cells a name that formulas and other programs can find them by."""
        self._names[name] = f"'{self.sheet.name}'!{absolute(area)}"

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
        self.links.append(Link(self.line(words, style), location))

    def wrapped(self, cells: Sequence[Cell], *, bold: bool = False, room: str = "", least: float = 0) -> None:
        """Write cells whose words are wrapped, in a row that is tall enough for them and has at least that many points.

        `room` is added to the words of each.
        """
        height = self.type.height_for([cell.words + room for cell in cells], self.widths, bold=bold)
        self._append(cells, max(height or 0, least) or None)

    def keep(self, points: float) -> None:
        """Begin a new page where what comes next, of that height, does not fit on this one but on one of its own."""
        if points <= self._page < self.filled + points:
            self.breaks.append(self.last)
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
            self._letters.append(letters_of(len(self._letters) + 1))
        return (cell.markup(f"{letter}{self.last}") for letter, cell in zip(self._letters, cells, strict=False))
