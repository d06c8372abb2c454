"""The chasing list as a workbook of one page."""

from __future__ import annotations

from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Border, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from efreport.blank import look
from efreport.blank.workbook import saved
from efreport.chasing.listing import Chased, ChasingList
from efreport.chasing.words import (
    commentary_words,
    days_words,
    deadline_sentence,
    extent_sentence,
    moment_words,
    results_words,
    signed_words,
    still_due,
)
from efreport.phrases import visible

SHEET = "Chasing list"
COLUMNS: Final = {
    "Service area": 34, "Return": 14, "Latest results": 11, "Commentary": 14, "Errors": 9, "Warnings": 11,
    "Last saved": 14, "Signed off": 24, "Still due": 60, "Days": 14,
}  # fmt: skip
DUE: Final = PatternFill("solid", fgColor="FFF2CC")
LATE: Final = PatternFill("solid", fgColor="F8CBAD")
SPREAD: Final = 6
"""How many columns the sentences above the table may run across."""


def to_workbook(chasing: ChasingList) -> bytes:
    """Give the workbook: the same bytes for the same list."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    widths = list(COLUMNS.values())
    for place, width in enumerate(widths):
        sheet.column_dimensions["ABCDEFGHIJ"[place]].width = width
    _line(sheet, 1, (f"Returns for {chasing.quarter.in_full}",), look.TITLE)
    _line(sheet, 2, (extent_sentence(chasing),))
    _line(sheet, 3, (deadline_sentence(chasing),))
    _line(sheet, 5, tuple(COLUMNS), look.HEADING, look.DARK, look.BOX)
    look.fit(sheet, 5, widths, bold=True)
    for row, each in enumerate(chasing.areas, 6):
        _line(sheet, row, _row(each), look.PLAIN, _fill(each), look.BOX)
        look.fit(sheet, row, widths)
    sheet.freeze_panes = "B6"
    look.one_page_wide(sheet, sheet.PAPERSIZE_A4)
    sheet.page_setup.fitToHeight = 1
    book.properties.title = f"Returns for {chasing.quarter.label}"
    book.properties.creator = chasing.title
    return saved(book, chasing.today)


def _line(
    sheet: Worksheet,
    row: int,
    contents: tuple[str | int, ...],
    font: Font = look.PLAIN,
    fill: PatternFill | None = None,
    border: Border | None = None,
) -> None:
    for place, content in enumerate(contents, 1):
        cell = sheet.cell(row, place)
        look.put(cell, (visible(content) or None) if isinstance(content, str) else content)
        cell.font = font
        if fill:
            cell.fill = fill
        if border:
            cell.border, cell.alignment = border, look.TOP


def _row(each: Chased) -> tuple[str | int, ...]:
    return (
        each.area.heading,
        each.state.value,
        results_words(each),
        commentary_words(each),
        each.standing.errors,
        each.standing.warnings,
        moment_words(each.received) if each.received else "",
        signed_words(each),
        ";\n".join(still_due(each)),
        days_words(each.days) if each.is_due and each.days is not None else "",
    )


def _fill(each: Chased) -> PatternFill | None:
    """Shade what is due; the words say the same."""
    if not each.is_due:
        return None
    return LATE if each.days is not None and each.days < 0 else DUE
