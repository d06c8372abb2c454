"""The table of a return, found as a person would find it: by the row that holds the headings, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from efreport.model import (
    FIGURE_COLUMNS,
    Cell,
    CellRef,
    Column,
    ColumnSetting,
    FigureCell,
    Heading,
    Row,
    ServiceArea,
    fill_periods,
    same_code,
)
from efreport.quarter import Quarter
from efreport.returns.cells import read_figure, read_words
from efreport.returns.matching import Catalogue
from efreport.returns.sheet import Sheet, SheetCell
from efreport.values import plain

FEWEST_HEADINGS = 3
LONGEST_HEADING = 200
LONGEST_CODE = 40
_YEARS = re.compile(r"((?:19|20)\d\d)\s*[-/]\s*(?:(?:19|20))?(\d\d)(?!\d)")
_CODE_LIKE = re.compile(r"(?=.*[A-Za-z])(?=.*\d)[\w ./&-]+")


class TableFound(NamedTuple):
    """Where a sheet's table is: its heading row, what each heading stands for, and the place of each column.

    `repeats` are the rows below that hold headings again, each with what its own stand for.
    """

    sheet: Sheet
    row: int
    headings: Mapping[int, Column | None]
    columns: Mapping[Column, int]
    repeats: Mapping[int, Mapping[int, Column]]


@lru_cache(maxsize=64)
def heading_forms(settings: tuple[ColumnSetting, ...], quarter: Quarter) -> Mapping[str, Column]:
    """List every known form of every heading for that quarter, in the form in which headings are compared."""
    forms = {
        same_heading(fill_periods(form, quarter)): setting.column
        for setting in reversed(settings)
        for form in (*setting.known_as, setting.heading)
    }
    return MappingProxyType(forms)


@lru_cache(maxsize=32_768)
def same_heading(text: str) -> str:
    """Give a heading in the form in which two are compared: 2013-14 as 2013/14, no spaces, dots, brackets or case."""
    return same_code(_YEARS.sub(r"\1/\2", plain(text)))


def find_table(sheet: Sheet, forms: Mapping[str, Column]) -> TableFound | None:
    """Find the row of the sheet with the most known headings; None where no row has at least three."""
    rows = {number: places for number, row in sheet.rows.items() if (places := _heading_row(row, forms))}
    if not rows:
        return None
    best = max(rows, key=lambda number: len(rows[number]))
    headings = _headings(sheet.rows[best], forms)
    repeats = {number: _known(_headings(sheet.rows[number], forms)) for number in rows if number > best}
    return TableFound(sheet, best, headings, rows[best], repeats)


def _heading_row(row: Mapping[int, SheetCell], forms: Mapping[str, Column]) -> dict[Column, int]:
    """Give the place of each column; of two headings for one column the first counts. Nothing where it is no row of headings."""
    places: dict[Column, int] = {}
    for place, cell in row.items():
        column = forms.get(same_heading(cell.text)) if len(cell.text) <= LONGEST_HEADING else None
        if column is not None:
            places.setdefault(column, place)
    return places if len(places) >= FEWEST_HEADINGS else {}


def _headings(row: Mapping[int, SheetCell], forms: Mapping[str, Column]) -> dict[int, Column | None]:
    return {
        place: forms.get(same_heading(cell.text)) if len(cell.text) <= LONGEST_HEADING else None
        for place, cell in row.items()
    }


def read_headings(table: TableFound, workbook: str) -> tuple[Heading, ...]:
    """Give the headings with their places."""
    cells = table.sheet.rows[table.row]
    return tuple(
        Heading(CellRef(workbook, table.sheet.name, table.row, place), cells[place].text, column)
        for place, column in table.headings.items()
    )


def second_table(table: TableFound) -> int:
    """Give the row of another table's headings below, whose columns stand elsewhere; 0 where there is none."""
    own = _known(table.headings)
    return next((number for number, headings in table.repeats.items() if headings != own), 0)


def read_rows(
    table: TableFound,
    workbook: str,
    catalogue: Catalogue,
    area: ServiceArea | None,
    quarter: Quarter,
) -> Iterator[Row]:
    """Read the rows that speak of an indicator; section rows, notes and repeated headings are passed by.

    Nothing is read below the headings of a second table, whose columns stand elsewhere.
    """
    end = second_table(table)
    for number in table.sheet.rows:
        if number > table.row and not (end and number >= end) and number not in table.repeats:
            row = _read_row(table, number, workbook, catalogue, area, quarter)
            if row is not None:
                yield row


def _known(headings: Mapping[int, Column | None]) -> dict[int, Column]:
    return {place: column for place, column in headings.items() if column}


def _read_row(
    table: TableFound, number: int, workbook: str, catalogue: Catalogue, area: ServiceArea | None, quarter: Quarter
) -> Row | None:
    sheet_cells = table.sheet.rows[number]

    def text(column: Column) -> str:
        cell = sheet_cells.get(table.columns.get(column, 0))
        return cell.text if cell else ""

    code, name = text(Column.CODE), text(Column.NAME)
    indicator = catalogue.match(code, name, area)
    if indicator is None and not _may_be_one(table, number, code, name, catalogue):
        return None
    figures: dict[Column, FigureCell] = {}
    words: dict[Column, Cell] = {}
    for column, at in _places(table, number, workbook):
        if column in FIGURE_COLUMNS:
            figures[column] = read_figure(at, sheet_cells.get(at.column), quarter)
        else:
            words[column] = read_words(at, sheet_cells.get(at.column))
    first = table.columns.get(Column.CODE, min(table.columns.values()))
    stray = indicator is not None and area is not None and indicator.area != area.key
    suggestion = catalogue.named(name, area) if stray else None if indicator else catalogue.nearest(code, name, area)
    return Row(
        CellRef(workbook, table.sheet.name, number, first),
        indicator,
        figures,
        words,
        suggestion,
        catalogue.all_by_code(code),
        catalogue.unknown_codes(code),
    )


def _places(table: TableFound, number: int, workbook: str) -> Iterator[tuple[Column, CellRef]]:
    """Give the place of each column in a row, but for cells that merged ones swallow."""
    blocks = [block for block in table.sheet.merged if block.first_row <= number <= block.last_row]
    for column, place in table.columns.items():
        if not (blocks and any(block.swallows(number, place) for block in blocks)):
            yield column, CellRef(workbook, table.sheet.name, number, place)


def _may_be_one(table: TableFound, number: int, code: str, name: str, catalogue: Catalogue) -> bool:
    """Say whether a row that could not be matched may still be meant for an indicator, and is no section's heading."""
    cells = table.sheet.rows[number]
    figures = [cells[place] for c in FIGURE_COLUMNS if (place := table.columns.get(c, 0)) in cells]
    if _looks_like_a_code(code, catalogue):
        return bool(figures or name.strip())
    a_heading = bool(code.strip()) and not name.strip()
    return any(not a_heading or any(map(str.isdigit, cell.text)) for cell in figures)


def _looks_like_a_code(code: str, catalogue: Catalogue) -> bool:
    if not code.strip():
        return False
    short = len(code) <= LONGEST_CODE and _CODE_LIKE.fullmatch(" ".join(code.split()))
    return bool(short) or catalogue.says_nothing(code)
