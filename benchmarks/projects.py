"""Made-up projects on disk: config and two quarters of returns, for a framework of any size or for many councils.

For one by itself: python -m benchmarks.projects FOLDER INDICATORS
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from benchmarks.facts import QUARTERS, Fact, Figure, areas_of
from benchmarks.words import AREAS

TITLE: Final = "Early Intervention Performance Framework"
IN_A_SECTION: Final = 8
LABELS: Final = {"2014Q1": "Q1 2014/15", "2014Q2": "Q2 2014/15"}
COMPLETED: Final = {"2014Q1": date(2014, 7, 15), "2014Q2": date(2014, 10, 14)}
HEADINGS: Final = {
    "2014Q1": ("Latest Result (Q1)", "Q4", "2013/14"),
    "2014Q2": ("Latest Result (Q2)", "Q1", "2013/14"),
}
OTHER_HEADINGS: Final = ("Statistical Neighbour Average", "National Average", "Source of commentary", "Commentary")
WIDTHS: Final = (16, 46, 17, 17, 17, 17, 17, 14, 80)
COLUMNS: Final = """
[columns.code]
heading = "No"

[columns.name]
heading = "Priority Indicator"

[columns.latest]
heading = "Latest Result ({quarter})"

[columns.previous]
heading = "{previous}"

[columns.year]
heading = "{year}"

[columns.neighbours]
heading = "Statistical Neighbour Average"

[columns.national]
heading = "National Average"

[columns.source]
heading = "Source of commentary"

[columns.commentary]
heading = "Commentary"

[[sources]]
code = "CMT"
name = "Children's management team"

[[sources]]
code = "LSCB"
name = "Local Safeguarding Children Board"

[[sources]]
code = "CR"
name = "Case records"
"""


def write_project(folder: Path, indicators: int, *, seed: int = 0, council: str = "Example Council") -> Path:
    """Write a project of that many indicators: config/ and returns/, a folder a quarter. Gives the folder."""
    facts = areas_of(indicators, seed)
    config = folder / "config"
    (config / "areas").mkdir(parents=True, exist_ok=True)
    (config / "framework.toml").write_text(_framework(council, indicators), encoding="utf-8")
    for number, (key, _, heading) in enumerate(AREAS):
        (config / "areas" / f"{key}.toml").write_text(_area(heading, facts[key]), encoding="utf-8")
        for quarter in QUARTERS:
            path = folder / "returns" / quarter / f"{key}.xlsx"
            path.parent.mkdir(parents=True, exist_ok=True)
            as_text = number % 4 == 3
            _return(heading, quarter, facts[key], as_text=as_text).save(path)
    return folder


def write_councils(folder: Path, how_many: int, indicators: int) -> Path:
    """Write that many projects into a folder, each with figures of its own. Gives the folder."""
    for number in range(1, how_many + 1):
        write_project(folder / f"council-{number:03}", indicators, seed=number, council=f"Example Council {number}")
    return folder


def _framework(council: str, indicators: int) -> str:
    keys = [key for key, _, _ in AREAS][:indicators]
    return (
        f'title = "{TITLE}"\norganisation = "{council}"\ndirectorate = "Children and Families"\n'
        f'year_starts_in = "April"\nreturns = "../returns"\noutput = "../output"\nno_code = "TBC"\n'
        f"areas = {keys}\n{COLUMNS}"
    )


def _area(heading: str, facts: Sequence[Fact]) -> str:
    lines = [f'heading = "{heading}"']
    for number, fact in enumerate(facts):
        if number % IN_A_SECTION == 0:
            lines += ["", "[[sections]]", f'heading = "{heading}, part {number // IN_A_SECTION + 1}"']
        lines += ["", "[[sections.indicators]]", f'key = "{fact.key}"', f'codes = ["{fact.code}"]']
        lines += [f'name = "{fact.name}"', f'unit = "{fact.unit}"', f'polarity = "{fact.polarity}"', 'timing = "flow"']
        if fact.target is not None:
            lines.append(f'targets = {{ "2014/15" = {fact.target} }}')
    return "\n".join(lines) + "\n"


def _return(heading: str, quarter: str, facts: Sequence[Fact], *, as_text: bool) -> Workbook:
    book = Workbook(write_only=True)
    sheet: Worksheet = book.create_sheet("Return")
    for number, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "C8"
    for row in _head(heading, quarter):
        sheet.append(row)
    sheet.append([])
    sheet.append(
        [_heading(sheet, words) for words in ("No", "Priority Indicator", *HEADINGS[quarter], *OTHER_HEADINGS)]
    )
    font, wrapped = Font(name="Arial"), Alignment(wrap_text=True, vertical="top")
    for number, fact in enumerate(facts):
        if number % IN_A_SECTION == 0:
            sheet.append([f"{heading}, part {number // IN_A_SECTION + 1}"])
        cells = [WriteOnlyCell(sheet) for _ in WIDTHS]
        for cell, (value, number_format) in zip(cells, _values(fact, quarter, as_text=as_text), strict=True):
            cell.value, cell.number_format = value, number_format
            cell.font, cell.alignment = font, wrapped
        sheet.append(cells)
    return book


def _head(heading: str, quarter: str) -> Iterator[list[str | date]]:
    yield [TITLE]
    yield ["Service area", heading]
    yield ["Quarter", LABELS[quarter]]
    yield ["Completed by", "Service performance lead"]
    yield ["Date completed", COMPLETED[quarter]]


def _heading(sheet: Worksheet, words: str) -> Cell:
    cell = WriteOnlyCell(sheet, words)
    cell.font = Font(name="Arial", bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor="1F4E5F")
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cell


def _values(fact: Fact, quarter: str, *, as_text: bool) -> Iterator[tuple[str | float | None, str]]:
    """Give what each cell of a row holds, and its number format."""
    row = fact.rows[quarter]
    yield fact.code, "General"
    yield fact.name, "General"
    for cell in row.cells:
        match cell:
            case Figure() if not as_text:
                yield cell.stored, cell.number_format
            case Figure():
                yield cell.shown, "@"
            case words:
                yield words, "General"
    yield (row.source if row.commentary else None), "General"
    yield row.commentary or None, "General"


if __name__ == "__main__":
    print(write_project(Path(sys.argv[1]), int(sys.argv[2])))
