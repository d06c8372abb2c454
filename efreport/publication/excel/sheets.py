"""One sheet of a workbook as facts: its cells, rows, columns and tables. What is right or wrong is not known here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from efreport.model import CellRef
from efreport.publication.excel.names import Area, S, area_of, column_number, number, read_out
from efreport.publication.excel.styles import PLAIN, CellStyle
from efreport.publication.package import Element, Package

_TEXT, _RUN, _ROW = f"{S}t", f"{S}r", f"{S}row"
_VALUE, _INLINE, _FORMULA = f"{S}v", f"{S}is", f"{S}f"
DEFAULT_WIDTH = 8.43


class Cell(NamedTuple):
    """A cell that holds something or is coloured: its place, its words or its number, its style.

    `error` is what it shows instead of a value; `is_formula` and `has_value` say whether it is worked out, and has been;
    a person sees nothing in one that `is_blank`.
    """

    row: int
    column: int
    words: str
    number: float | None
    style: CellStyle
    error: str
    is_formula: bool
    has_value: bool
    is_blank: bool


@dataclass(frozen=True)
class ExcelTable:
    """An Excel table: its name, the cells that it covers, how many rows of headings, and its columns' names."""

    name: str
    area: Area
    header_rows: int
    columns: tuple[str, ...]


@dataclass(frozen=True)
class RowFacts:
    """A row: its height in points where somebody set it, and whether it is hidden."""

    height: float | None
    is_hidden: bool


class Sheet:
    """A sheet."""

    def __init__(
        self, workbook: str, name: str, state: str, part: str, package: Package, shared: Sequence[str],
        styles: Sequence[CellStyle],
    ) -> None:  # fmt: skip
        self.workbook = workbook
        self.name = name
        self.is_hidden = state not in ("", "visible")
        self.part = part
        self.package = package
        self._shared = shared
        self._styles = styles
        self.rows: dict[int, RowFacts] = {}
        self.cells: dict[tuple[int, int], Cell] = {}
        self._words: dict[str, str] = {}
        above = 0
        for row in package.each(part, _ROW):
            above = number(row.get("r"), above + 1)
            self._read(row, above)
            row.clear()
        self.root: Element = package.root(part)

    @property
    def is_worksheet(self) -> bool:
        """Say whether it has cells: a sheet may be a chart instead."""
        return bool(self.root.tag == f"{S}worksheet")

    def at(self, row: int = 0, column: int = 0) -> CellRef:
        """Give the place of a cell, or of the sheet as a whole."""
        return CellRef(self.workbook, self.name, row, column)

    def _read(self, row: Element, above: int) -> None:
        height, is_hidden = _height(row), row.get("hidden") in ("1", "true")
        if height is not None or is_hidden:
            self.rows[above] = RowFacts(height, is_hidden)
        column = 0
        for cell in row:
            column = column_number(cell.get("r", "").rstrip("0123456789")) or column + 1
            read = self._cell(cell, above, column)
            if not read.is_blank or read.style.is_filled:
                self.cells[above, column] = read

    def _cell(self, cell: Element, row: int, column: int) -> Cell:
        words, value, error, formula, stored = "", None, "", False, ""
        kind = cell.get("t", "n")
        for each in cell:
            tag = each.tag
            if tag == _VALUE:
                stored = each.text or ""
            elif tag == _INLINE:
                words = _rich(each)
                # The same words stand in many cells, and are kept once.
                words = self._words.setdefault(words, words)
            elif tag == _FORMULA:
                formula = True
        match kind:
            case "s":
                words = self._shared[number(stored)] if number(stored, -1) in range(len(self._shared)) else ""
            case "str" | "d":
                words = read_out(stored)
            case "b":
                words = "TRUE" if stored == "1" else "FALSE"
            case "e":
                error = stored or "#N/A"
            case "n" if stored:
                value = _amount(stored)
            case _:
                pass
        style = number(cell.get("s"))
        look = self._styles[style] if 0 <= style < len(self._styles) else PLAIN
        is_blank = value is None and not error and not formula and not words.strip()
        return Cell(row, column, words, value, look, error, formula, bool(stored) or bool(words), is_blank)

    def get(self, row: int, column: int) -> Cell | None:
        """Give a cell that holds something or is coloured."""
        return self.cells.get((row, column))

    def is_filled(self, row: int, column: int) -> bool:
        """Say whether a person sees anything in a cell."""
        cell = self.cells.get((row, column))
        return cell is not None and not cell.is_blank

    @cached_property
    def filled(self) -> Sequence[Cell]:
        """Every cell in which a person sees something, row by row."""
        return tuple(cell for cell in self.cells.values() if not cell.is_blank)

    @cached_property
    def widths(self) -> Mapping[int, float]:
        """The widths of the columns that were set, in digits of the default font."""
        return {
            column: _amount(each.get("width")) or DEFAULT_WIDTH
            for each in self.root.iterfind(f"{S}cols/{S}col")
            for column in range(
                number(each.get("min")), min(number(each.get("max")), number(each.get("min")) + 500) + 1
            )
        }

    def width(self, column: int) -> float:
        """Give the width of a column, in digits of the default font."""
        return self.widths.get(column, self._default_width)

    @cached_property
    def _default_width(self) -> float:
        found = self.root.find(f"{S}sheetFormatPr")
        return (_amount(found.get("defaultColWidth")) if found is not None else None) or DEFAULT_WIDTH

    @cached_property
    def hidden_columns(self) -> Sequence[int]:
        """The first of each run of hidden columns."""
        columns = self.root.iterfind(f"{S}cols/{S}col")
        return tuple(number(each.get("min")) for each in columns if each.get("hidden") in ("1", "true"))

    @cached_property
    def merged(self) -> Sequence[str]:
        """The ranges of merged cells."""
        return tuple(each.get("ref", "") for each in self.root.iterfind(f"{S}mergeCells/{S}mergeCell"))

    @cached_property
    def tables(self) -> Sequence[ExcelTable]:
        """The Excel tables on the sheet."""
        parts = (each.target for each in self.package.related(self.part) if each.kind == "table")
        return tuple(_table(self.package.root(part)) for part in parts if part in self.package.parts)

    def find(self, name: str) -> Element | None:
        """Give one of the sheet's own settings by its name."""
        return self.root.find(S + name)


def _table(table: Element) -> ExcelTable:
    columns = tuple(read_out(each.get("name", "")) for each in table.iterfind(f"{S}tableColumns/{S}tableColumn"))
    rows = number(table.get("headerRowCount"), 1)
    return ExcelTable(table.get("displayName", ""), area_of(table.get("ref", "")), rows, columns)


def _height(row: Element) -> float | None:
    return _amount(row.get("ht")) if row.get("customHeight") in ("1", "true") else None


def _rich(element: Element) -> str:
    """Give the words of a text that may change its look within; how it is pronounced is not among them."""
    plain = element[0] if len(element) else None
    if plain is not None and plain.tag == _TEXT:
        return read_out(plain.text or "")
    return read_out("".join(each.text or "" for each in element.iterfind(f"{_RUN}/{_TEXT}")))


def shared_words(root: Element | None) -> tuple[str, ...]:
    """Give the texts that cells share."""
    return tuple(map(_rich, root)) if root is not None else ()


def _amount(words: str | None) -> float | None:
    try:
        return float(words or "")
    except ValueError:
        return None
