"""One worksheet, read element by element, never as a whole: only cells that hold anything are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from efreport.model import Protected
from efreport.returns.allowance import Allowance
from efreport.returns.sheet import Area, Sheet, SheetCell
from efreport.returns.workbook.book import Book, Listed
from efreport.returns.workbook.contents import Content, content, never_calculated
from efreport.returns.workbook.formats import GENERAL
from efreport.returns.workbook.formulas import LAST_COLUMN, LAST_ROW, LONGEST_FORMULA, column_number, moved
from efreport.returns.workbook.strings import RunsOfText, shown_text
from efreport.returns.workbook.xml import in_workbooks, is_true, parse

_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})", re.ASCII)
_BLOCK = re.compile(rf"{_PLACE.pattern}(?::{_PLACE.pattern})?", re.ASCII)
_NOTHING: dict[str, str] = {}


def read_worksheet(book: Book, listed: Listed, allowance: Allowance) -> Sheet:
    """Read a worksheet. Raises NotAWorkbook where more is in it than is allowed, and anything for a damaged one."""
    read = _Reading(book, allowance)
    part = book.package.part(listed.part)
    parse(part, in_workbooks(read.begins), in_workbooks(read.ends), read.runs.pieces.append, read.count)
    return Sheet(
        listed.name,
        _in_order(_without_swallowed(read.rows, read.merged, allowance)),
        listed.hidden,
        frozenset(read.hidden_rows),
        frozenset(read.hidden_columns),
        tuple(read.merged),
        read.protected,
    )


class _Reading:
    """A worksheet as it is being parsed: what was found of it, and the cell that the parser is in."""

    def __init__(self, book: Book, allowance: Allowance) -> None:
        self._book, self._allowance = book, allowance
        self.rows: dict[int, dict[int, SheetCell]] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.merged: list[Area] = []
        self.protected = Protected.NOT
        self.runs = RunsOfText()
        self._pieces = self.runs.pieces
        self._shared: dict[str, tuple[int, int, str]] = {}
        kept = self._shared, self.merged, self.hidden_rows, self.hidden_columns, self._pieces, self.runs.runs
        self._count_kept = allowance.growing(*kept)
        self._row = self._column = self._cell_row = self._found = 0
        self._row_text = ""
        self._kind, self._style = "n", ""
        self._stored: str | None = None
        self._formula: str | None = None
        self._formula_kind: dict[str, str] = _NOTHING
        self.begins = {
            "c": self._begin_cell,
            "v": self._begin_text,
            "f": self._begin_formula,
            "row": self._begin_row,
            "col": self._begin_column,
            "mergeCell": self._begin_merged,
            "sheetProtection": self._begin_protection,
            "is": self.runs.begin,
            **self.runs.begins,
        }
        self.ends = {
            "c": self._end_cell,
            "v": self._end_value,
            "f": self._end_formula,
            "is": self._end_inline,
            **self.runs.ends,
        }

    def _begin_row(self, attributes: dict[str, str]) -> None:
        said = attributes.get("r")
        self._row = _within(_whole(said) if said else self._row + 1, LAST_ROW)
        self._row_text = str(self._row)
        self._column = 0
        if is_true(attributes.get("hidden")):
            self.hidden_rows.add(self._row)

    def count(self) -> None:
        """Count the cells that were found since this was last asked for, and what else is kept."""
        self._allowance.take(self._found)
        self._found = 0
        self._count_kept()

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._stored = self._formula = None
        place = attributes.get("r")
        if not place:
            self._cell_row, self._column = self._row, _within(self._column + 1, LAST_COLUMN)
        elif place.endswith(self._row_text) and (column := _column(place[: -len(self._row_text)])):
            self._cell_row, self._column = self._row, column
        else:
            self._cell_row, self._column = _place(place)

    def _begin_text(self, _: dict[str, str]) -> None:
        self._pieces.clear()

    def _end_value(self) -> None:
        if self._kind != "inlineStr":
            self._stored = "".join(self._pieces)

    def _end_inline(self) -> None:
        text = self.runs.take()
        if self._kind == "inlineStr":
            self._stored = text

    def _begin_formula(self, attributes: dict[str, str]) -> None:
        self._formula_kind = attributes
        self._pieces.clear()

    def _end_formula(self) -> None:
        formula = "=" + "".join(self._pieces)
        if len(formula) > LONGEST_FORMULA:
            raise ValueError(formula[:80])
        if self._formula_kind.get("t") == "shared":
            formula = self._shared_formula(self._formula_kind.get("si", ""), formula)
        self._formula = formula

    def _shared_formula(self, number: str, formula: str) -> str:
        """Give the formula of a cell that shares one: the first of them has it written out."""
        if number not in self._shared:
            if formula != "=":
                self._shared[number] = self._cell_row, self._column, formula
            return formula
        row, column, first = self._shared[number]
        return moved(first, self._cell_row - row, self._column - column)

    def _end_cell(self) -> None:
        found = self._content()
        if found is not None and found.text:
            row = self._cell_row
            cell = SheetCell(row, self._column, found.text, found.amount, found.problem)
            self.rows.setdefault(row, {})[self._column] = cell
            self._found += 1

    def _content(self) -> Content | None:
        stored = self._stored
        if stored:
            match self._kind:
                case "s":
                    return Content(self._book.strings[_whole(stored)])
                case "inlineStr":
                    return Content(shown_text(stored))
                case kind:
                    number_format = self._book.formats.get(self._style, GENERAL)
                    return content(kind, stored, number_format, since_1904=self._book.since_1904)
        # A formula whose result is no text at all was calculated, and shows nothing.
        if self._formula is None or (stored is not None and self._kind == "str"):
            return None
        return never_calculated(self._formula)

    def _begin_column(self, attributes: dict[str, str]) -> None:
        if is_true(attributes.get("hidden")):
            first = _whole(attributes.get("min", "1"))
            last = _whole(attributes.get("max", str(first)))
            self.hidden_columns.update(range(max(first, 1), min(last, LAST_COLUMN) + 1))

    def _begin_protection(self, attributes: dict[str, str]) -> None:
        if is_true(attributes.get("sheet")):
            has_password = bool(attributes.get("password") or attributes.get("hashValue"))
            self.protected = Protected.SECRETLY if has_password else Protected.OPENLY

    def _begin_merged(self, attributes: dict[str, str]) -> None:
        if match := _BLOCK.fullmatch(attributes.get("ref", "")):
            first_row, first_column = _place(match[1] + match[2])
            last_row, last_column = _place(match[3] + match[4]) if match[3] else (first_row, first_column)
            self.merged.append(Area(first_row, last_row, first_column, last_column))


def _whole(number: str) -> int:
    """Read a number of a row, a column or a text. Raises ValueError for one that is none, or below nought."""
    whole = int(number) if number.isdecimal() else int(float(number))
    if whole < 0:
        raise ValueError(number)
    return whole


def _within(number: int, last: int) -> int:
    """Give the number of a row or column again. Raises ValueError for one that no sheet has."""
    if not 1 <= number <= last:
        raise ValueError(number)
    return number


@lru_cache(maxsize=LAST_COLUMN)
def _column(letters: str) -> int:
    """Give the number of a column; nought for what names none."""
    number = column_number(letters) if letters.isascii() and letters.isalpha() and len(letters) < 4 else 0
    return number if number <= LAST_COLUMN else 0


def _place(reference: str) -> tuple[int, int]:
    """Give the row and the column of a cell. Raises ValueError for what is no place on a sheet."""
    match = _PLACE.fullmatch(reference)
    row, column = (int(match[2]), _column(match[1])) if match else (0, 0)
    if not (column and 1 <= row <= LAST_ROW):
        raise ValueError(reference)
    return row, column


def _without_swallowed(
    rows: dict[int, dict[int, SheetCell]], merged: list[Area], allowance: Allowance
) -> dict[int, dict[int, SheetCell]]:
    """Take out cells that a merged block swallows: whatever a workbook still stores in them, Excel shows none of it."""
    for block in merged:
        allowance.take(0)
        for row in _rows_of(block, rows):
            for column in [each for each in rows[row] if block.swallows(row, each)]:
                del rows[row][column]
    return rows


def _rows_of(block: Area, rows: dict[int, dict[int, SheetCell]]) -> Iterator[int]:
    """Give the rows of a block that hold anything, by the shorter way; a block may be a million rows long."""
    numbers = range(block.first_row, block.last_row + 1)
    return (
        (row for row in numbers if row in rows) if len(numbers) < len(rows) else (row for row in rows if row in numbers)
    )


def _in_order(rows: dict[int, dict[int, SheetCell]]) -> dict[int, dict[int, SheetCell]]:
    """Put rows and cells in order, in which nearly every workbook stores them; a row without any is left out."""
    return {row: _cells_in_order(rows[row]) for row in sorted(rows) if rows[row]}


def _cells_in_order(cells: dict[int, SheetCell]) -> dict[int, SheetCell]:
    columns = list(cells)
    return cells if columns == sorted(columns) else dict(sorted(cells.items()))
