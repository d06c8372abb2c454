"""What an analyst would write in an afternoon: pandas reads the returns, docxtpl fills a template, openpyxl styles cells.

Nothing is checked: a return that is not as it should be ends it, or goes into the documents as it is.
python -m benchmarks.analyst RETURNS TEMPLATE OUT
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pandas as pd
from docxtpl import DocxTemplate
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

QUARTER, PREVIOUS = "2014Q2", "2014Q1"
FIELDS = ["code", "name", "latest", "previous", "year", "neighbours", "national", "source", "commentary"]
COLUMNS = [*FIELDS[:5], "direction", *FIELDS[5:]]
COLOURS = {"▲": "DCEFDC", "▼": "F6D9D5", "►": "FFFFFF"}
WIDTHS = [12, 40, 14, 14, 14, 12, 14, 14, 12, 80]


def read_return(path: Path) -> tuple[str, pd.DataFrame]:
    """Read one return: its service area and its rows."""
    sheet = pd.read_excel(path, header=None)
    start = sheet.index[sheet[0].isin(["No", "Indicator code"])][0]
    table = sheet.iloc[start + 1 :, : len(FIELDS)]
    table.columns = FIELDS
    return str(sheet.iat[1, 1]), table.dropna(subset=["name"])


def number(value: Any) -> float | None:
    """Read a figure, whether it was typed as a number or as text."""
    try:
        return float(str(value).replace(",", "").rstrip("%"))
    except ValueError:
        return None


def direction(latest: Any, previous: Any) -> str:
    """Say which way the figure went."""
    now, before = number(latest), number(previous)
    if now is None or before is None or now != now or before != before:
        return ""
    return "▲" if now > before else "▼" if now < before else "►"


def shown(value: Any) -> Any:
    """Show a figure as it is printed."""
    if isinstance(value, float) and 0 < value < 1:
        return f"{value:.1%}"
    return "" if pd.isna(value) else value


def read_all(folder: Path) -> list[dict[str, Any]]:
    """Read the returns of the quarter, with last quarter's figures where this quarter's return has none."""
    areas = []
    for path in sorted((folder / QUARTER).glob("*.xlsx")):
        heading, table = read_return(path)
        _, before = read_return(folder / PREVIOUS / path.name)
        table = table.merge(
            before[["code", "name", "latest"]], on=["code", "name"], how="left", suffixes=("", "_before")
        )
        table["previous"] = table["previous"].fillna(table["latest_before"])
        table["direction"] = [direction(*pair) for pair in zip(table["latest"], table["previous"], strict=True)]
        rows = []
        for record in table.to_dict("records"):
            row = {field: shown(record[field]) for field in COLUMNS}
            row["colour"] = COLOURS.get(row["direction"], "FFFFFF")
            rows.append(row)
        areas.append({"heading": heading, "rows": rows})
    return areas


def write_word(areas: list[dict[str, Any]], template: Path, out: Path) -> None:
    """Fill the template in."""
    document = DocxTemplate(template)
    document.render(
        {"title": "Early Intervention Performance Framework", "quarter": "Q2 2014/15", "areas": areas}, autoescape=True
    )
    document.save(out / "analyst.docx")


def write_excel(areas: list[dict[str, Any]], out: Path) -> None:
    """Write one sheet, a style for every cell."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Framework"
    thin = Side(style="thin", color="BFBFBF")
    for column, heading in enumerate(COLUMNS, 1):
        cell = sheet.cell(1, column, heading.title())
        cell.font = Font(name="Arial", bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F4E5F")
        sheet.column_dimensions[cell.column_letter].width = WIDTHS[column - 1]
    number = 2
    for area in areas:
        sheet.cell(number, 1, area["heading"]).font = Font(name="Arial", bold=True)
        number += 1
        for row in area["rows"]:
            for column, field in enumerate(COLUMNS, 1):
                cell = sheet.cell(number, column, row[field])
                cell.font = Font(name="Arial", size=10)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
                if field == "direction":
                    cell.fill = PatternFill("solid", fgColor=row["colour"])
            number += 1
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions
    book.save(out / "analyst.xlsx")


def main(returns: Path, template: Path, out: Path) -> None:
    """Read the returns and write both documents."""
    out.mkdir(exist_ok=True)
    areas = read_all(returns)
    write_word(areas, template, out)
    write_excel(areas, out)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
