"""Makes the sample returns from the facts in `source/`: one workbook for each service area and quarter.

Run it from the project's folder after changing a fact: python samples/make_samples.py
"""

from __future__ import annotations

import csv
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from efreport.config import load_framework
from efreport.model import FIGURE_COLUMNS, Column, Framework, Indicator, ServiceArea
from efreport.quarter import Quarter, parse_quarter

HERE = Path(__file__).parent
COMPLETED = {"2014Q1": date(2014, 7, 15), "2014Q2": date(2014, 10, 14)}
FIXED = (1980, 1, 1, 0, 0, 0)
WIDTHS = {Column.CODE: 16, Column.NAME: 46, Column.SOURCE: 14, Column.COMMENTARY: 80}
FIGURE_WIDTH = 17
NUMBER = re.compile(r"(\d+)(?:\.(\d+))?(%?)")


@dataclass(frozen=True)
class Habits:
    """How one service area fills in its return: what makes eleven returns look like eleven people's work."""

    first_row: int = 7
    numbers_as_text: bool = False
    blank_rows: bool = False
    note: str = ""


HABITS = {
    "mash": Habits(first_row=9),
    "early-help": Habits(note="Please do not add columns to this return."),
    "cp": Habits(blank_rows=True),
    "cla": Habits(first_row=8, note="All measures exclude children in respite care (legal status V4)."),
    "adoption": Habits(blank_rows=True),
    "yos": Habits(numbers_as_text=True),
    "education": Habits(first_row=6, note="*Prov: provisional. The year in brackets is the school year's end."),
}


def main() -> None:
    """Write every sample return."""
    framework = load_framework(HERE.parent / "config")
    for source in sorted((HERE / "source").glob("*.tsv")):
        quarter = parse_quarter(source.stem)
        facts = read_facts(source)
        for area in framework.areas:
            path = HERE / quarter.key / f"{area.key}.xlsx"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(make_return(framework, area, quarter, facts))
            print(path.relative_to(HERE.parent))


def read_facts(source: Path) -> dict[str, dict[str, str]]:
    """Read one quarter's facts, by indicator."""
    with source.open(encoding="utf-8", newline="") as lines:
        return {row["key"]: row for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}


def make_return(framework: Framework, area: ServiceArea, quarter: Quarter, facts: dict[str, dict[str, str]]) -> bytes:
    """Make one area's return as the bytes of a workbook."""
    habits = HABITS.get(area.key, Habits())
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet: Worksheet = book.create_sheet("Return")
    _head(sheet, framework, area, quarter)
    row = _headings(sheet, framework, quarter, habits.first_row)
    for section in area.sections:
        if section.heading:
            sheet.cell(row, 1, section.heading).font = Font(name="Arial", bold=True, italic=True)
            row += 1
        for indicator in section.indicators:
            _indicator(sheet, row, framework, indicator, facts[indicator.key], habits)
            row += 1
        row += habits.blank_rows
    if habits.note:
        sheet.cell(row + 1, 1, habits.note).font = Font(name="Arial", italic=True)
    return _saved(book, COMPLETED[quarter.key])


def _head(sheet: Worksheet, framework: Framework, area: ServiceArea, quarter: Quarter) -> None:
    lines = (
        (framework.title, None),
        ("Service area", area.heading),
        ("Quarter", quarter.label),
        ("Completed by", "Service performance lead"),
        ("Date completed", COMPLETED[quarter.key]),
    )
    for row, (label, answer) in enumerate(lines, 1):
        sheet.cell(row, 1, label).font = Font(name="Arial", bold=True, size=14 if row == 1 else 11)
        if answer is not None:
            cell = sheet.cell(row, 2, answer)
            cell.font = Font(name="Arial")
            cell.alignment = Alignment(horizontal="left")
            if isinstance(answer, date):
                cell.number_format = "d mmmm yyyy"


def _headings(sheet: Worksheet, framework: Framework, quarter: Quarter, row: int) -> int:
    for place, (column, heading) in enumerate(framework.headings(quarter).items(), 1):
        cell = sheet.cell(row, place, heading)
        cell.font = Font(name="Arial", bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F4E5F")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[cell.column_letter].width = WIDTHS.get(column, FIGURE_WIDTH)
    sheet.freeze_panes = sheet.cell(row + 1, 3)
    return row + 1


def _indicator(
    sheet: Worksheet,
    row: int,
    framework: Framework,
    indicator: Indicator,
    facts: dict[str, str],
    habits: Habits,
) -> None:
    for place, setting in enumerate(framework.columns, 1):
        cell = sheet.cell(row, place)
        cell.font = Font(name="Arial")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        match setting.column:
            case Column.CODE:
                cell.value = " / ".join(indicator.codes) or framework.no_code
            case Column.NAME:
                cell.value = indicator.name
            case column if column in FIGURE_COLUMNS and not habits.numbers_as_text:
                cell.value, cell.number_format = _as_number(facts[column.value])
            case column:
                cell.value = facts[column.value] or None


def _as_number(text: str) -> tuple[str | int | float | None, str]:
    """Turn "74.5%" into 0.745 shown as 0.0%, and leave words as they are."""
    match = NUMBER.fullmatch(text)
    if match is None:
        return text or None, "General"
    whole, fraction, percent = match.groups()
    zeros = f"0.{'0' * len(fraction)}" if fraction else "0"
    if percent:
        return round(float(text.rstrip("%")) / 100, 6), f"{zeros}%"
    return (float(text), zeros) if fraction else (int(whole), "General")


def _saved(book: Workbook, completed: date) -> bytes:
    """Save with fixed dates, so that the same facts make the same bytes."""
    moment = datetime(completed.year, completed.month, completed.day)
    book.properties.creator = "Sample City Council"
    book.properties.created = moment
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        writer = ExcelWriter(book, package)
        book.properties.modified = moment
        writer.save()
    fixed = BytesIO()
    with zipfile.ZipFile(made) as package, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as out:
        for part in package.infolist():
            info = zipfile.ZipInfo(part.filename, FIXED)
            info.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(info, package.read(part))
    return fixed.getvalue()


if __name__ == "__main__":
    main()
