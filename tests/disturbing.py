"""Sample returns taken apart, spoilt in one place, and put together with their columns moved and blank rows between.

`KINDS` lists every kind of defect with the rule that must find it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from efreport.model import Framework, Indicator, Unit
from tests.conftest import PROJECT

SAMPLES = PROJECT / "samples"
CODE, NAME, LATEST, PREVIOUS, YEAR, NEIGHBOURS, NATIONAL, SOURCE, COMMENTARY = range(9)
Cells: TypeAlias = list[tuple[object, str]]
PlaceOf: TypeAlias = Callable[[object], str]
# What to look for: a cell of the parts, any of several, or the place itself once the workbook is put together.
Target: TypeAlias = object | list[object] | Callable[[PlaceOf], str]


@dataclass
class Parts:
    """A sample return taken apart: its lines above the table, its headings, and its rows of cells.

    What is done to the finished sheet stands in `then`.
    """

    area: str
    above: list[Cells]
    headings: Cells
    rows: list[Cells]
    then: list[Callable[[Worksheet, PlaceOf], None]] = field(default_factory=list)

    def row_of(self, code: str) -> Cells:
        """The row with that code."""
        return next(row for row in self.rows if row[CODE][0] == code)

    def line(self, label: str) -> Cells:
        """The line above the table with that label."""
        return next(cells for cells in self.above if cells[0][0] == label)


def take_apart(area: str, quarter: str = "2014Q2") -> Parts:
    """Take a sample return apart."""
    sheet = load_workbook(SAMPLES / quarter / f"{area}.xlsx")["Return"]
    rows = [[(cell.value, cell.number_format) for cell in row] for row in sheet.iter_rows(max_col=9)]
    top = next(number for number, row in enumerate(rows) if row[0][0] == "No")
    return Parts(area, rows[:top], rows[top], rows[top + 1 :])


def put_together(parts: Parts, path: Path, order: list[int], random_: random.Random) -> PlaceOf:
    """Write the return with its columns in that order, the table lower down and blank rows between.

    Gives a function that tells where a cell of the parts was put.
    """
    places: dict[int, str] = {}
    book = load_workbook(SAMPLES / "2014Q2" / "cp.xlsx")
    book.remove(book["Return"])
    sheet: Worksheet = book.create_sheet("Return")

    def write(number: int, cells: Cells, columns: Iterable[int]) -> None:
        for place, column in enumerate(columns, 1):
            cell = sheet.cell(number, place)
            cell.value, cell.number_format = cells[column]
            places[id(cells[column])] = cell.coordinate

    for number, cells in enumerate(parts.above, 1):
        write(number, cells, range(9))
    number = len(parts.above) + random_.randint(1, 4)
    write(number, parts.headings, order)
    for cells in parts.rows:
        number += random_.choice((1, 1, 1, 2, 3))
        write(number, cells, order)
    for do in parts.then:
        do(sheet, lambda cell: places[id(cell)])
    book.save(path)
    return lambda cell: places[id(cell)]


def fill(cells: Cells, column: int, value: object, number_format: str = "General") -> Target:
    """Put something into a cell; gives the cell."""
    cells[column] = (value, number_format)
    return cells[column]


def fill_any(cells: Cells, random_: random.Random, value: object, number_format: str = "General") -> Target:
    """Put something into one of the columns of figures."""
    return fill(cells, random_.choice((LATEST, PREVIOUS, YEAR)), value, number_format)


def changed(cells: Cells, column: int, change: Callable[[float], object]) -> Target:
    """Change the number in a cell, and keep its format."""
    value, number_format = cells[column]
    assert isinstance(value, int | float)
    return fill(cells, column, change(value), number_format)


def worded(cells: Cells, column: int, words: str) -> Target:
    """Type the number of a cell again as text, with words after it."""
    return fill(cells, column, f"{cells[column][0]}{words}")


def again(parts: Parts, row: Cells) -> Target:
    """Put a second copy of the row at the end; gives its code cell, an object of its own."""
    parts.rows.append([(value, number_format) for value, number_format in row])
    return parts.rows[-1][CODE]


def swap_codes(parts: Parts, row: Cells) -> Target:
    """Exchange the row's code with that of another row."""
    other = next(
        each for each in parts.rows if each is not row and each[LATEST][0] and each[CODE][0] not in (None, "TBC")
    )
    row[CODE], other[CODE] = (other[CODE][0], "@"), (row[CODE][0], "@")
    return [row[CODE], other[CODE]]


def hide(parts: Parts, cell: object, *, column: bool) -> Target:
    """Hide the row or the column of a cell."""

    def do(sheet: Worksheet, place_of: PlaceOf) -> None:
        at = sheet[place_of(cell)]
        held = sheet.column_dimensions[at.column_letter] if column else sheet.row_dimensions[at.row]
        held.hidden = True

    parts.then.append(do)
    return cell


def merge(parts: Parts, row: Cells) -> Target:
    """Merge the first two cells of the row, whatever columns they are."""

    def do(sheet: Worksheet, place_of: PlaceOf) -> None:
        number = sheet[place_of(row[CODE])].row
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=2)

    parts.then.append(do)
    return lambda place_of: f"A{re.sub('[A-Z]', '', place_of(row[CODE]))}"


def second_sheet(parts: Parts) -> Target:
    """Copy the sheet, as Excel does by dragging its tab."""
    parts.then.append(lambda sheet, _: sheet.parent.copy_worksheet(sheet) and None)
    return lambda place_of: f"A{re.sub('[A-Z]', '', place_of(parts.headings[CODE]))}"


def swap_headings(parts: Parts) -> Target:
    """Exchange the headings of the latest and the previous quarter."""
    latest, previous = parts.headings[LATEST][0], parts.headings[PREVIOUS][0]
    fill(parts.headings, LATEST, previous)
    return fill(parts.headings, PREVIOUS, latest)


def swap_quarters(row: Cells) -> Target:
    """Exchange the row's latest figure with that of the quarter before."""
    row[LATEST], row[PREVIOUS] = (row[PREVIOUS][0], row[PREVIOUS][1]), (row[LATEST][0], row[LATEST][1])
    return row[LATEST]


def next_quarters_headings(parts: Parts) -> Target:
    """Give the table the headings of the next quarter."""
    fill(parts.headings, PREVIOUS, "Q2")
    return [fill(parts.headings, LATEST, "Latest Result (Q3)"), parts.headings[PREVIOUS]]


def not_updated(parts: Parts) -> Target:
    """Leave last quarter's results in the latest column."""
    for row in parts.rows:
        row[LATEST] = (row[PREVIOUS][0], row[PREVIOUS][1])
    return parts.headings[LATEST]


def swap_figures(parts: Parts, row: Cells) -> Target:
    """Swap the row's figures and words with those of another row with as many figures."""
    filled = [column for column in range(LATEST, SOURCE) if isinstance(row[column][0], int | float)]
    other = next(each for each in parts.rows if each is not row and _fills(each, filled, row))
    row[LATEST:], other[LATEST:] = other[LATEST:], row[LATEST:]
    return [row[CODE], other[CODE]]


def _fills(other: Cells, filled: list[int], row: Cells) -> bool:
    numbers = all(isinstance(other[column][0], int | float) for column in filled)
    return (
        numbers and all(other[column][0] != row[column][0] for column in (PREVIOUS, YEAR)) and other[CODE][0] != "CP2"
    )


def below(parts: Parts, text: str) -> Target:
    """Type something below the table."""
    parts.rows.append([(text if column == NAME else None, "General") for column in range(9)])
    return parts.rows[-1][NAME]


def between(parts: Parts, row: Cells) -> Target:
    """Type a second line of commentary into a row of its own."""
    line: Cells = [("And we are looking into it." if column == COMMENTARY else None, "General") for column in range(9)]
    parts.rows.insert(parts.rows.index(row) + 1, line)
    return line[COMMENTARY]


def left_over(parts: Parts, row: Cells) -> Target:
    """Put last quarter's commentary into the row."""
    return fill(row, COMMENTARY, take_apart(parts.area, "2014Q1").row_of(str(row[CODE][0]))[COMMENTARY][0])


def no_reason(row: Cells) -> Target:
    """Take the figure and all that is said of it out."""
    fill(row, SOURCE, None)
    fill(row, COMMENTARY, None)
    return fill(row, LATEST, "n/a")


Defect: TypeAlias = Callable[[Parts, Cells, random.Random], Target]
PERCENT, COUNT = Unit.PERCENT, Unit.COUNT
AREAS = ("cp", "cla", "adoption", "education", "yos", "mash", "cin")
APRIL, JULY, A_YEAR_BEFORE = datetime(2014, 4, 1), datetime(2014, 7, 9), datetime(2013, 10, 14)


@dataclass(frozen=True)
class Kind:
    """A kind of defect: the rule that must find it, what is done, and to which rows it can be done.

    A row must hold numbers in the columns of `numbers`. `instead` finds it where the row is one of which more is asked;
    `besides` finds something else, which the defect makes as well and which is no echo of it.
    """

    rule: str
    defect: Defect
    unit: Unit | None = None
    numbers: tuple[int, ...] = ()
    area: str = ""
    instead: str = ""
    besides: str = ""


KINDS: dict[str, Kind] = {
    "unknown code": Kind("EF201", lambda parts, row, _: fill(row, CODE, "ZQ9X")),
    "other area's code": Kind("EF202", lambda parts, row, _: fill(row, CODE, "EH14"), besides="EF204"),
    "row twice": Kind("EF203", lambda parts, row, _: again(parts, row)),
    "no code": Kind("EF205", lambda parts, row, rnd: fill(row, CODE, rnd.choice((None, "TBC")))),
    "codes swapped": Kind("EF207", lambda parts, row, _: swap_codes(parts, row)),
    "another row's code": Kind("EF207", lambda parts, row, _: fill(parts.row_of("CP2"), CODE, "CP3"), area="cp"),
    "another name": Kind("EF208", lambda parts, row, _: fill(row, NAME, "Cost of travel to school, in pounds")),
    "half a code unknown": Kind("EF209", lambda parts, row, _: fill(row, CODE, f"{row[CODE][0]} / ZQ9")),
    "words for a figure": Kind("EF301", lambda parts, row, rnd: fill_any(row, rnd, "about 20ish")),
    "Excel error": Kind("EF301", lambda parts, row, rnd: fill_any(row, rnd, "#DIV/0!")),
    "two figures": Kind("EF301", lambda parts, row, rnd: fill_any(row, rnd, "12 to 15")),
    "date that Excel made": Kind("EF301", lambda parts, row, rnd: fill_any(row, rnd, APRIL, "d-mmm")),
    "yes or no": Kind("EF301", lambda parts, row, rnd: fill_any(row, rnd, value=True)),
    "formula never calculated": Kind("EF301", lambda parts, row, rnd: fill_any(row, rnd, "=B2/C2")),
    "percent without its format": Kind("EF302", lambda parts, row, rnd: fill_any(row, rnd, 0.22), PERCENT),
    "number for a percentage": Kind("EF302", lambda parts, row, rnd: fill_any(row, rnd, 22), PERCENT),
    "1 for 100%": Kind("EF302", lambda parts, row, rnd: fill_any(row, rnd, 1), PERCENT),
    "percentage for a count": Kind("EF303", lambda parts, row, rnd: fill_any(row, rnd, 0.22, "0%"), COUNT),
    "decimals in a count": Kind(
        "EF304", lambda parts, row, _: changed(row, LATEST, lambda value: value + 0.5), COUNT, (LATEST,)
    ),
    "negative": Kind("EF305", lambda parts, row, _: changed(row, LATEST, lambda value: -value), COUNT, (LATEST,)),
    "over 100": Kind("EF306", lambda parts, row, _: fill(row, LATEST, 22, "0%"), PERCENT),
    "blank latest": Kind("EF307", lambda parts, row, _: fill(row, LATEST, None)),
    "blank year": Kind("EF308", lambda parts, row, _: fill(row, YEAR, None)),
    "unknown words": Kind("EF309", lambda parts, row, _: worded(row, LATEST, " (see below)"), COUNT, (LATEST,)),
    "digit too many": Kind(
        "EF310", lambda parts, row, _: changed(row, LATEST, lambda value: value * 100), COUNT, (LATEST, PREVIOUS)
    ),
    "percentage of a percentage": Kind(
        "EF310", lambda parts, row, _: fill(row, LATEST, 0.0031, "0.00%"), PERCENT, (LATEST, PREVIOUS)
    ),
    "average of another size": Kind(
        "EF310", lambda parts, row, _: changed(row, NATIONAL, lambda value: value / 12), PERCENT, (LATEST, PREVIOUS, NEIGHBOURS, NATIONAL)
    ),
    "fallen to zero": Kind("EF317", lambda parts, row, _: fill(row, LATEST, 0, "0%"), PERCENT, (LATEST, PREVIOUS), instead="EF508"),
    "figure against its commentary": Kind(
        "EF508", lambda parts, row, _: fill(parts.row_of("CP12"), LATEST, 0.56, "0%"), area="cp"
    ),
    "latest not brought up to date": Kind("EF415", lambda parts, row, _: not_updated(parts), area="cp"),
    "figures of two rows swapped": Kind(
        "EF416", lambda parts, row, _: swap_figures(parts, row), PERCENT, (LATEST, PREVIOUS, YEAR, NATIONAL), area="cp"
    ),
    "figure gone": Kind("EF311", lambda parts, row, _: no_reason(row), None, (LATEST, PREVIOUS)),
    "error for words": Kind("EF313", lambda parts, row, _: fill(row, COMMENTARY, "#REF!")),
    "full-width digits": Kind(
        "EF315", lambda parts, row, _: fill(row, LATEST, str(row[LATEST][0]).translate(WIDE)), COUNT, (LATEST,)
    ),
    "another period": Kind("EF321", lambda parts, row, _: worded(row, PREVIOUS, " (2012/13)"), COUNT, (PREVIOUS,)),
    "part changed": Kind(
        "EF401", lambda parts, row, _: changed(parts.row_of("CLA29"), LATEST, lambda v: v + 3) and parts.row_of("CLA21")[LATEST],
        area="cla", besides="EF508",
    ),
    "count changed": Kind(
        "EF402", lambda parts, row, _: changed(parts.row_of("CP2"), LATEST, lambda v: v + 30) and parts.row_of("CP3")[LATEST],
        area="cp",
    ),
    "part over its whole": Kind(
        "EF403", lambda parts, row, _: fill(parts.row_of("MASH40"), LATEST, 9) and parts.row_of("MASH39")[LATEST],
        area="mash", besides="EF508",
    ),
    "quarter restated without a word": Kind(
        "EF412", lambda parts, row, _: changed(row, PREVIOUS, lambda value: value * 1.2 // 0.01 / 100), PERCENT, (PREVIOUS,)
    ),
    "year restated without a word": Kind(
        "EF412", lambda parts, row, _: changed(row, YEAR, lambda value: value + 3), COUNT, (YEAR,)
    ),
    "headings swapped": Kind("EF414", lambda parts, row, _: swap_headings(parts), area="cla"),
    "unknown source": Kind("EF501", lambda parts, row, _: fill(row, SOURCE, "LSBC")),
    "commentary forgotten": Kind("EF503", lambda parts, row, _: fill(row, COMMENTARY, None), instead="EF502"),
    "source forgotten": Kind("EF504", lambda parts, row, _: fill(row, SOURCE, None)),
    "commentary left over": Kind("EF505", lambda parts, row, _: left_over(parts, row), None, (LATEST, PREVIOUS)),
    "endless commentary": Kind("EF506", lambda parts, row, _: fill(row, COMMENTARY, "More families came to us. " * 90)),
    "stray characters": Kind("EF507", lambda parts, row, _: fill(row, COMMENTARY, f"{row[COMMENTARY][0]}_x005F_x000D_")),
    "another area": Kind("EF105", lambda parts, row, _: fill(parts.line("Service area"), 1, "Early Help Service")),
    "unknown area": Kind("EF104", lambda parts, row, _: fill(parts.line("Service area"), 1, "Somewhere else")),
    "other quarter": Kind("EF106", lambda parts, row, _: fill(parts.line("Quarter"), 1, "Q1 2014/15")),
    "last year's quarter": Kind("EF106", lambda parts, row, _: fill(parts.line("Quarter"), 1, "Q2 2013/14")),
    "unclear quarter": Kind("EF107", lambda parts, row, _: fill(parts.line("Quarter"), 1, "Q2 2014")),
    "nobody signed": Kind("EF118", lambda parts, row, _: fill(parts.line("Completed by"), 1, None)),
    "signed before the quarter was over": Kind(
        "EF119", lambda parts, row, _: fill(parts.line("Date completed"), 1, JULY, "d mmmm yyyy")
    ),
    "heading renamed": Kind("EF103", lambda parts, row, _: fill(parts.headings, YEAR, "Year before")),
    "heading twice": Kind(
        "EF110", lambda parts, row, _: [fill(parts.headings, YEAR, "Latest result"), parts.headings[LATEST]],
        besides="EF103",
    ),
    "headings of the next quarter": Kind("EF121", lambda parts, row, _: next_quarters_headings(parts)),
    "second sheet": Kind("EF112", lambda parts, row, _: second_sheet(parts)),
    "row hidden": Kind("EF113", lambda parts, row, _: hide(parts, row[CODE], column=False)),
    "column hidden": Kind("EF113", lambda parts, row, _: hide(parts, parts.headings[PREVIOUS], column=True)),
    "cells merged": Kind("EF115", lambda parts, row, _: merge(parts, row)),
    "commentary in a row of its own": Kind("EF116", lambda parts, row, _: between(parts, row)),
    "figure gone, commentary left": Kind("EF311", lambda parts, row, _: fill(parts.row_of("CP14"), LATEST, "n/a"), area="cp"),
    "figure gone, to be confirmed": Kind("EF311", lambda parts, row, _: fill(parts.row_of("YO2"), LATEST, "TBC"), area="yos"),
    "two quarters of a row swapped": Kind("EF414", lambda parts, row, _: swap_quarters(parts.row_of("CP14")), area="cp"),
    "digits in another order": Kind("EF508", lambda parts, row, _: fill(parts.row_of("YO2"), LATEST, 689), area="yos"),
    "rounded to tens": Kind("EF508", lambda parts, row, _: fill(parts.row_of("AD7"), LATEST, 80), area="adoption"),
    "year to date for the quarter": Kind(
        "EF508", lambda parts, row, _: changed(parts.row_of("CLA46"), LATEST, lambda value: value + 49), area="cla"
    ),
    "moved the other way": Kind("EF508", lambda parts, row, _: fill(parts.row_of("CP12"), LATEST, 0.99, "0%"), area="cp"),
    "national average for the latest": Kind(
        "EF508", lambda parts, row, _: fill(parts.row_of("LSCB23 / YO8"), LATEST, 0.353, "0.0%"), area="yos"
    ),
    "comma for the point": Kind("EF301", lambda parts, row, rnd: fill_any(row, rnd, "22,0%"), PERCENT),
    "letter O for a nought": Kind("EF301", lambda parts, row, rnd: fill_any(row, rnd, "3O6"), COUNT),
    "letter l for a one": Kind("EF301", lambda parts, row, rnd: fill_any(row, rnd, "l2"), COUNT),
    "space for thousands": Kind("EF301", lambda parts, row, rnd: fill_any(row, rnd, "1 156"), COUNT),
    "point for thousands": Kind("EF304", lambda parts, row, _: fill(row, LATEST, "1.156"), COUNT, (LATEST,)),
    "two figures with a slash": Kind("EF301", lambda parts, row, rnd: fill_any(row, rnd, "12/14")),
    "nearly a figure": Kind("EF301", lambda parts, row, rnd: fill_any(row, rnd, "~22")),
    "change for the figure": Kind("EF301", lambda parts, row, rnd: fill_any(row, rnd, "+4")),
    "percent sign twice": Kind("EF301", lambda parts, row, rnd: fill_any(row, rnd, "22%%"), PERCENT),
    "commentary for the figure": Kind("EF301", lambda parts, row, _: fill(row, LATEST, row[COMMENTARY][0])),
    "figure for the source": Kind("EF501", lambda parts, row, _: fill(row, SOURCE, 306)),
    "figure for the commentary": Kind("EF503", lambda parts, row, _: fill(row, COMMENTARY, 306), instead="EF502"),
    "unusual space": Kind("EF315", lambda parts, row, _: worded(row, LATEST, "\u00a0"), COUNT, (LATEST,)),
    "last quarter's mark": Kind("EF321", lambda parts, row, _: worded(row, LATEST, " (Q1)"), COUNT, (LATEST,)),
    "last year's mark": Kind("EF321", lambda parts, row, _: worded(row, LATEST, " (2013/14)"), COUNT, (LATEST,)),
    "year's figure for the quarter before": Kind(
        "EF412", lambda parts, row, _: fill(parts.row_of("CP12"), PREVIOUS, 0.9, "0%"), area="cp"
    ),
    "quarter's figure for the year": Kind(
        "EF412", lambda parts, row, _: fill(parts.row_of("CP14"), YEAR, 0.73, "0%"), area="cp"
    ),
    "earlier figure gone": Kind("EF412", lambda parts, row, _: fill(row, PREVIOUS, "n/a"), COUNT, (LATEST, PREVIOUS)),
    "digits of an earlier figure in another order": Kind(
        "EF412", lambda parts, row, _: fill(parts.row_of("AD7"), PREVIOUS, 18), area="adoption"
    ),
    "signed a year before": Kind(
        "EF119", lambda parts, row, _: fill(parts.line("Date completed"), 1, A_YEAR_BEFORE, "d mmmm yyyy")
    ),
    "quarter with its year wrong": Kind("EF106", lambda parts, row, _: fill(parts.line("Quarter"), 1, "Q2 2015/16")),
    "footnote": Kind("EF123", lambda parts, row, _: below(parts, "The figures above are for the city only.")),
}  # fmt: skip
WIDE = {ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)}
SAID = re.compile("amend|revis|restat|correct|rework|recalculat|first reported", re.IGNORECASE)


def rows_for(kind: Kind, area: str, framework: Framework) -> list[str]:
    """The codes of the rows to which the defect can be done: plain ones, with a commentary, and in no sum."""
    parts = take_apart(area)
    in_sums = {
        "cla21",
        "cla22",
        "cla28",
        "cla29",
        "cla30",
        "cla31",
        "cla32",
        "cla5",
        "cla14",
        "cla20",
        "cla41",
        "cla42",
    }
    in_sums |= {"cp2", "cp3", "mash39", "mash40", "cla39a", "cla40a"}
    codes = []
    for indicator in framework.area(area).indicators:
        if indicator.key in in_sums or not indicator.codes or kind.unit not in (None, indicator.unit):
            continue
        if _is_fit(parts.row_of(" / ".join(indicator.codes)), indicator, kind):
            codes.append(" / ".join(indicator.codes))
    return codes


def _is_fit(row: Cells, indicator: Indicator, kind: Kind) -> bool:
    numbers = [row[column][0] for column in kind.numbers]
    least = 0.1 if kind.unit is PERCENT else 5 if kind.unit is COUNT else 0
    plain = indicator.key != "lscb18" and all(isinstance(number, int | float) and number > least for number in numbers)
    told = isinstance(row[COMMENTARY][0], str) and bool(row[SOURCE][0]) and not SAID.search(row[COMMENTARY][0])
    return (
        plain and told and indicator.timing.value != "annual (school year)" and isinstance(row[LATEST][0], int | float)
    )
