"""Reads a workbook with openpyxl into the same sheets as efreport's own reader does: the second opinion of the tests."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from efreport.days import MONTHS
from efreport.model import OWN_SHEET
from efreport.returns.container import open_container
from efreport.returns.display import hides, shown_date, shown_number, stored_amount
from efreport.returns.refusal import SAVE_AS, NotAWorkbook
from efreport.returns.sheet import Area, Sheet, SheetCell

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

A_DATE = "the cell holds a date, {}"
A_TIME = "the cell holds a time"
HIDDEN_BY_FORMAT = "its number format hides the figure"
NEVER_CALCULATED = "a formula that was never calculated"
YES_OR_NO = "a yes-or-no answer, not a figure"
MOST_COLUMNS = 16_384
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")


def read_sheets(data: bytes) -> tuple[Sheet, ...]:
    """Read every worksheet of a workbook, hidden ones too. Raises NotAWorkbook, and nothing else, for what cannot be read."""
    open_container(data)
    book = _load(data, data_only=True)
    if not book.worksheets:
        raise NotAWorkbook(
            "it holds no sheet that can be read (it may be saved as Strict Open XML, or hold charts only)",
            SAVE_AS,
        )
    own = _own_sheet(book)
    formulas = _formulas(data)
    sheets = tuple(
        Sheet(
            sheet.title,
            _rows(sheet._cells.values(), formulas.get(sheet.title, {})),
            sheet.sheet_state != "visible",
            frozenset(number for number, row in sheet.row_dimensions.items() if row.hidden),
            frozenset(_hidden_columns(sheet)),
            tuple(Area(*(block.bounds[index] for index in (1, 3, 0, 2))) for block in sheet.merged_cells.ranges),
        )
        for sheet in book.worksheets
        if sheet.title != own
    )
    book.close()
    return sheets


def _own_sheet(book: Workbook) -> str | None:
    """Name the sheet that efreport put into a marked copy, which is no part of the return."""
    name = book.defined_names.get(OWN_SHEET)
    return next((title for title, _ in name.destinations), None) if name else None


def _hidden_columns(sheet: Worksheet) -> Iterator[int]:
    for column in sheet.column_dimensions.values():
        if column.hidden:
            yield from range(column.min or 1, min(column.max or 1, MOST_COLUMNS) + 1)


def _load(data: bytes, *, data_only: bool) -> Workbook:
    from openpyxl.reader.excel import ExcelReader

    class Reader(ExcelReader):
        def read_chartsheet(self, sheet: Any, rel: Any) -> None:
            # A chart sheet is put in its place before openpyxl fails on one without a chart.
            with suppress(AttributeError):
                super().read_chartsheet(sheet, rel)

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = Reader(BytesIO(data), data_only=data_only, keep_links=False)
            reader.read()
            return reader.wb
    except Exception as fault:
        # openpyxl raises anything from KeyError to TypeError for parts that it does not expect.
        raise NotAWorkbook("Excel may open it, but something in it is damaged or unusual", SAVE_AS) from fault


def _formulas(data: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Find the formulas of each sheet; the second load that this costs is made only where there are any."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        sheets = [name for name in package.namelist() if name.lower().startswith("xl/worksheets/")]
        if not any(_FORMULA.search(package.read(name)) for name in sheets):
            return {}
    book = _load(data, data_only=False)
    return {
        sheet.title: {
            place: str(getattr(cell.value, "text", cell.value))
            for place, cell in sheet._cells.items()
            if cell.data_type == "f"
        }
        for sheet in book.worksheets
    }


def _rows(cells: Iterable[Cell | MergedCell], formulas: dict[tuple[int, int], str]) -> dict[int, dict[int, SheetCell]]:
    found: dict[int, dict[int, SheetCell]] = {}
    for cell in cells:
        read = _read_cell(cell, formulas.get((cell.row or 0, cell.column or 0), ""))
        if read is not None:
            found.setdefault(read.row, {})[read.column] = read
    return {row: dict(sorted(found[row].items())) for row in sorted(found)}


def _day(moment: date | time | timedelta) -> str:
    if not isinstance(moment, date):
        return A_TIME
    return A_DATE.format(f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}")


def _read_cell(cell: Cell | MergedCell, formula: str) -> SheetCell | None:
    row, column, value = cell.row or 0, cell.column or 0, cell.value
    match value:
        case None if formula:
            return SheetCell(row, column, formula, problem=NEVER_CALCULATED)
        case None:
            return None
        case bool():
            return SheetCell(row, column, str(value).upper(), problem=YES_OR_NO)
        case int() | float() if value == value and abs(value) != float("inf"):
            number_format = str(cell.number_format)
            if hides(value, number_format):
                return SheetCell(row, column, shown_number(value, number_format), problem=HIDDEN_BY_FORMAT)
            return SheetCell(row, column, shown_number(value, number_format), stored_amount(value, number_format))
        case date() | time() | timedelta():
            return SheetCell(row, column, shown_date(value, str(cell.number_format)), problem=_day(value))
        case _:
            text = str(value)
            return SheetCell(row, column, text) if text.strip() else None
