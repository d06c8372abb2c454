"""Makes workbooks from sheets written as text, as a person would type them into Excel.

One line is one row, cells stand between bars. A cell is typed as Excel would take it: `22%` becomes 0.22 shown as a
percentage, `1,156` a number with a thousands separator, `306` a number; `'306` is the text 306; `=B2/C2` a formula
that was never calculated; `#N/A` an error; `01-Apr` after `date:` a date; `TRUE` a boolean; `0.22` a bare number.
"""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell

HEADINGS = (
    "No | Priority Indicator | Latest Result (Q2) | Q1 | 2013/14 | Statistical Neighbour Average | National Average "
    "| Source of commentary | Commentary"
)
PERCENT = re.compile(r"-?\d+(?:\.(\d+))?%")
NUMBER = re.compile(r"-?\d+(?:\.(\d+))?")
THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")


def write_workbook(path: Path, text: str, sheet: str = "Return") -> Path:
    """Write the sheet as a workbook; the line HEADINGS stands for the usual headings of 2014Q2."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = sheet
    lines = [line.strip() for line in text.strip("\n").split("\n")]
    for row, line in enumerate(lines, 1):
        line = HEADINGS if line == "HEADINGS" else line
        for column, typed in enumerate(line.split("|") if line else (), 1):
            if typed.strip():
                type_in(page.cell(row, column), typed.strip())
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


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
