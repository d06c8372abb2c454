"""Seeded mutations of the 2014Q2 samples: every kind of defect is found at its own cell, and nothing else is reported."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from efreport import run
from efreport.model import Framework, Indicator, Unit
from tests.conftest import PROJECT

SAMPLES = PROJECT / "samples" / "2014Q2"
AREAS = ("cp", "cla", "adoption", "education", "yos")
SEEDS = range(4)
CODE, NAME, LATEST, PREVIOUS, YEAR, NEIGHBOURS, NATIONAL, SOURCE, COMMENTARY = range(9)
APRIL = datetime(2014, 4, 1)


@dataclass
class Return:
    """A sample return taken apart: its lines above the table, its headings, and its rows of cells."""

    above: list[list[tuple[object, str]]]
    headings: list[tuple[object, str]]
    rows: list[list[tuple[object, str]]]

    def row_of(self, code: str) -> list[tuple[object, str]]:
        """The row with that code."""
        return next(row for row in self.rows if row[CODE][0] == code)


def take_apart(area: str) -> Return:
    """Take a sample return apart."""
    sheet = load_workbook(SAMPLES / f"{area}.xlsx")["Return"]
    rows = [[(cell.value, cell.number_format) for cell in row] for row in sheet.iter_rows(max_col=9)]
    top = next(number for number, row in enumerate(rows) if row[0][0] == "No")
    return Return(rows[:top], rows[top], rows[top + 1 :])


def put_together(parts: Return, path: Path, order: list[int], random_: random.Random) -> Callable[[object], str]:
    """Write the return with its columns in that order, the table lower down and blank rows between.

    Gives a function that tells where a cell of the parts was put.
    """
    places: dict[int, str] = {}
    book = load_workbook(SAMPLES / "cp.xlsx")
    book.remove(book["Return"])
    sheet: Worksheet = book.create_sheet("Return")

    def write(number: int, cells: list[tuple[object, str]], columns: list[int]) -> None:
        for place, column in enumerate(columns, 1):
            cell: Cell = sheet.cell(number, place)
            cell.value, cell.number_format = cells[column]
            places[id(cells[column])] = cell.coordinate

    for number, cells in enumerate(parts.above, 1):
        write(number, cells, list(range(9)))
    number = len(parts.above) + random_.randint(1, 4)
    columns = order if len(parts.headings) == 9 else [column for column in order if column < len(parts.headings)]
    write(number, parts.headings, columns)
    for cells in parts.rows:
        number += random_.choice((1, 1, 1, 2, 3))
        write(number, cells, columns)
    book.save(path)
    return lambda cells: places[id(cells)]


def fill(cell_row: list[tuple[object, str]], column: int, value: object, number_format: str = "General") -> object:
    """Put something into a row's cell; gives what to look for."""
    cell_row[column] = (value, number_format)
    return cell_row[column]


def again(parts: Return, row: list[tuple[object, str]]) -> object:
    """Put a second copy of the row at the end; gives its code cell, an object of its own."""
    parts.rows.append([(value, number_format) for value, number_format in row])
    return parts.rows[-1][CODE]


Defect = Callable[[Return, list[tuple[object, str]], random.Random], object]
PERCENT, COUNT = Unit.PERCENT, Unit.COUNT
DEFECTS: dict[str, tuple[str, Unit | None, Defect]] = {
    "unknown code": ("EF201", None, lambda parts, row, _: fill(row, CODE, "ZQ9X")),
    "words for a figure": ("EF301", None, lambda parts, row, rnd: fill(row, rnd.choice((LATEST, YEAR)), "about 20ish")),
    "Excel error": ("EF301", None, lambda parts, row, rnd: fill(row, rnd.choice((LATEST, PREVIOUS)), "#DIV/0!")),
    "two figures": ("EF301", None, lambda parts, row, rnd: fill(row, LATEST, "12 to 15")),
    "date that Excel made": ("EF301", None, lambda parts, row, rnd: fill(row, rnd.choice((LATEST, YEAR)), APRIL, "d-mmm")),
    "yes or no": ("EF301", None, lambda parts, row, rnd: fill(row, rnd.choice((LATEST, YEAR)), value=True)),
    "formula never calculated": ("EF301", None, lambda parts, row, rnd: fill(row, rnd.choice((LATEST, YEAR)), "=B2/C2")),
    "percent without its format": ("EF302", PERCENT, lambda parts, row, rnd: fill(row, rnd.choice((LATEST, YEAR)), 0.22)),
    "number for a percentage": ("EF302", PERCENT, lambda parts, row, rnd: fill(row, LATEST, 22)),
    "percentage for a count": ("EF303", COUNT, lambda parts, row, rnd: fill(row, rnd.choice((LATEST, YEAR)), 0.22, "0%")),
    "decimals in a count": ("EF304", COUNT, lambda parts, row, rnd: fill(row, rnd.choice((LATEST, YEAR)), 30.5)),
    "negative": ("EF305", COUNT, lambda parts, row, rnd: fill(row, rnd.choice((LATEST, YEAR)), -3)),
    "over 100": ("EF306", PERCENT, lambda parts, row, rnd: fill(row, rnd.choice((LATEST, YEAR)), 22, "0%")),
    "blank latest": ("EF307", None, lambda parts, row, _: fill(row, LATEST, None)),
    "blank year": ("EF308", None, lambda parts, row, _: fill(row, YEAR, None)),
    "unknown words": ("EF309", COUNT, lambda parts, row, _: fill(row, YEAR, "22 (see below)")),
    "unknown source": ("EF501", None, lambda parts, row, _: fill(row, SOURCE, "LSBC")),
    "no code": ("EF205", None, lambda parts, row, rnd: fill(row, CODE, rnd.choice((None, "TBC")))),
    "row twice": ("EF203", None, lambda parts, row, _: again(parts, row)),
    "other area's code": ("EF202", None, lambda parts, row, _: fill(row, CODE, "EH14")),
    "other quarter": ("EF106", None, lambda parts, row, _: fill(line(parts, "Quarter"), 1, "Q1 2014/15")),
    "last year's quarter": ("EF106", None, lambda parts, row, _: fill(line(parts, "Quarter"), 1, "Q2 2013/14")),
    "unclear quarter": ("EF107", None, lambda parts, row, _: fill(line(parts, "Quarter"), 1, "Q2 2014")),
    "unknown area": ("EF104", None, lambda parts, row, _: fill(line(parts, "Service area"), 1, "Somewhere else")),
    "another area": ("EF105", None, lambda parts, row, _: fill(line(parts, "Service area"), 1, "Early Help Service")),
    "heading renamed": ("EF103", None, lambda parts, row, _: fill(parts.headings, YEAR, "Year before")),
    "heading twice": ("EF110", None, lambda parts, row, _: [fill(parts.headings, YEAR, "Latest result"), parts.headings[LATEST]]),
}  # fmt: skip
BESIDES = {
    # What a defect makes of other cells is a defect of its own, not an echo: the code that was overwritten is now missing.
    "other area's code": {"EF204"},
    # The column that lost its heading to a second "Latest result" is missing too.
    "heading twice": {"EF103"},
}


def line(parts: Return, label: str) -> list[tuple[object, str]]:
    """The line above the table with that label."""
    return next(cells for cells in parts.above if cells[0][0] == label)


def candidates(area: str, framework: Framework, unit: Unit | None) -> list[Indicator]:
    """Indicators with a figure and a code, whose figures are plain."""
    plain = {"lscb18", "cla43", "cla44", "lscb12", "lscb26"}
    return [
        each
        for each in framework.area(area).indicators
        if each.codes and each.collected and each.key not in plain and unit in (None, each.unit)
    ]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", DEFECTS)
def test_a_defect_is_found_at_its_cell_and_nothing_else(
    sample_framework: Framework, tmp_path: Path, kind: str, seed: int
) -> None:
    rule, unit, defect = DEFECTS[kind]
    random_ = random.Random(f"{kind} {seed}")
    area = random_.choice([each for each in AREAS if candidates(each, sample_framework, unit)])
    parts = take_apart(area)
    order = random_.sample(range(9), 9)
    undisturbed = tmp_path / "before" / f"{area}.xlsx"
    path = tmp_path / "2014Q2" / f"{area}.xlsx"
    for each in (undisturbed, path):
        each.parent.mkdir()
    put_together(parts, undisturbed, order, random.Random(seed))
    before = run.check(sample_framework, (undisturbed,), "2014Q2", lambda _: None).checked.findings
    row = parts.row_of(" / ".join(random_.choice(candidates(area, sample_framework, unit)).codes))
    target = defect(parts, row, random_)
    place_of = put_together(parts, path, order, random.Random(seed))
    places = {place_of(each) for each in (target if isinstance(target, list) else [target])}
    after = run.check(sample_framework, (path,), "2014Q2", lambda _: None).checked.findings
    known = {(each.rule, each.where.cell, each.indicator) for each in before}
    new = [each for each in after if (each.rule, each.where.cell, each.indicator) not in known]
    assert {each.where.cell for each in new if each.rule == rule} <= places
    assert {each.rule for each in new} - {rule} <= BESIDES.get(kind, set())
    assert sum(each.rule == rule for each in new) == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_a_deleted_row_is_missed(sample_framework: Framework, tmp_path: Path, seed: int) -> None:
    random_ = random.Random(seed)
    area = random_.choice(AREAS)
    parts = take_apart(area)
    missing = random_.choice(candidates(area, sample_framework, None))
    parts.rows.remove(parts.row_of(" / ".join(missing.codes)))
    path = tmp_path / f"{area}.xlsx"
    put_together(parts, path, list(range(9)), random_)
    findings = run.check(sample_framework, (path,), "2014Q2", lambda _: None).checked.findings
    assert [each.indicator for each in findings if each.severity.value == "error"] == [missing.key]
    assert [each.rule for each in findings if each.indicator == missing.key] == ["EF204"]


@pytest.mark.parametrize("column", range(9))
def test_a_deleted_column_is_missed_once(sample_framework: Framework, tmp_path: Path, column: int) -> None:
    random_ = random.Random(column)
    area = random_.choice(AREAS)
    parts = take_apart(area)
    heading = parts.headings[column][0]
    before = run.check(sample_framework, (SAMPLES / f"{area}.xlsx",), "2014Q2", lambda _: None).checked.findings
    order = [each for each in random_.sample(range(9), 9) if each != column]
    path = tmp_path / f"{area}.xlsx"
    place_of = put_together(parts, path, order, random_)
    after = run.check(sample_framework, (path,), "2014Q2", lambda _: None).checked.findings
    known = {(each.rule, each.indicator) for each in before}
    new = [each for each in after if (each.rule, each.indicator) not in known]
    assert [(each.rule, each.where.cell) for each in new] == [("EF103", place_of(parts.headings[order[0]]))]
    assert f"“{heading}”" in new[0].message
