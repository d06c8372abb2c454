"""Makes workbooks from sheets written as text, as a person would type them into Excel.

One line is one row, cells stand between bars. A cell is typed as Excel would take it: `22%` becomes 0.22 shown as a
percentage, `1,156` a number with a thousands separator, `306` a number; `'306` is the text 306; `=B2/C2` a formula
that was never calculated; `#N/A` an error; `2014-04-01` after `date:` a date; `TRUE` a boolean; `0.22` a bare number;
`0.7451 as 0.0%` a number under a format of its own. A line `[sheet Notes]` begins another sheet, `[hidden sheet Old]`
one that is hidden; without such a line there is one sheet, "Return". `[hidden row 5]`, `[hidden column D]`,
`[merged C4:C5]`, `[protected freely]` and `[protected by SECRET]` do to the sheet what they say.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

HEADINGS = (
    "No | Priority Indicator | Latest Result (Q2) | Q1 | 2013/14 | Statistical Neighbour Average | National Average "
    "| Source of commentary | Commentary"
)
PERCENT = re.compile(r"-?\d+(?:\.(\d+))?%")
NUMBER = re.compile(r"-?\d+(?:\.(\d+))?")
THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
FORMATTED = re.compile(r"(?P<number>-?\d+(?:\.\d+)?) as (?P<format>.+)")
OF_Q1 = ("Latest Result (Q2) | Q1 |", "Latest Result (Q1) | Q4 |")
DONE = re.compile(r"\[(?P<what>hidden row|hidden column|merged|protected|protected by) (?P<place>freely|[A-Z0-9:]+)\]")
SHEET = re.compile(r"\[(?P<hidden>hidden )?sheet (?P<title>.+)\]")


def write_workbook(path: Path, text: str, sheet: str = "Return") -> Path:
    """Write the sheet as a workbook; HEADINGS stands for the usual headings of 2014Q2, HEADINGS Q1 for those of 2014Q1."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(make_workbook(text, sheet))
    return path


@cache
def make_workbook(text: str, sheet: str = "Return") -> bytes:
    """Make the sheet as the bytes of a workbook: the same bytes for the same text, whatever the time."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = sheet
    row = 0
    for line in (line.strip() for line in text.strip("\n").split("\n")):
        if match := SHEET.fullmatch(line):
            page = _begin_sheet(book, page, match["title"], hidden=bool(match["hidden"]))
            row = 0
            continue
        if match := DONE.fullmatch(line):
            _do(page, match["what"], match["place"])
            continue
        row += 1
        line = {"HEADINGS": HEADINGS, "HEADINGS Q1": HEADINGS.replace(*OF_Q1)}.get(line, line)
        for column, typed in enumerate(line.split("|"), 1):
            if typed.strip():
                type_in(page.cell(row, column), typed.strip())
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _begin_sheet(book: Workbook, page: Worksheet, title: str, *, hidden: bool) -> Worksheet:
    """Begin a sheet; the first one is there already."""
    if len(book.worksheets) > 1 or page.max_row > 1 or page["A1"].value is not None:
        page = book.create_sheet()
    page.title = title
    if hidden:
        page.sheet_state = "hidden"
    return page


def _do(page: Worksheet, what: str, place: str) -> None:
    match what:
        case "hidden row":
            page.row_dimensions[int(place)].hidden = True
        case "hidden column":
            page.column_dimensions[place].hidden = True
        case "protected":
            page.protection.enable()
        case "protected by":
            page.protection.set_password(place)
            page.protection.enable()
        case _:
            page.merge_cells(place)


def type_in(cell: Cell, typed: str) -> None:
    """Type into a cell as a person would, and let "Excel" make of it what it does."""
    if typed.startswith("'"):
        cell.value = typed[1:]
        cell.data_type = "s"
    elif typed.startswith("date:"):
        cell.value = datetime.strptime(typed[5:].strip(), "%Y-%m-%d")
        cell.number_format = "d-mmm"
    elif typed in ("TRUE", "FALSE"):
        cell.value = typed == "TRUE"
    elif match := FORMATTED.fullmatch(typed):
        cell.value = float(match["number"])
        cell.number_format = match["format"]
    elif match := PERCENT.fullmatch(typed):
        cell.value = round(float(typed[:-1]) / 100, 10)
        cell.number_format = f"0.{'0' * len(match[1])}%" if match[1] else "0%"
    elif THOUSANDS.fullmatch(typed):
        cell.value = int(typed.replace(",", ""))
        cell.number_format = "#,##0"
    elif match := NUMBER.fullmatch(typed):
        cell.value = float(typed) if match[1] else int(typed)
    else:
        cell.value = typed
