"""The sheet "Return" of a blank return: what is asked, in the layout in which it is read again."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from efreport.blank import look
from efreport.blank.carried import BlankReturn, BlankRow
from efreport.blank.figures import as_excel_holds_it, with_decimals_of
from efreport.compose.words import clean
from efreport.model import FIGURE_COLUMNS, Column, Framework, Indicator, SignOff, Timing
from efreport.spreadsheet_text import spelt_out

ALWAYS_ASKED = (SignOff.COMPLETED_BY, SignOff.COMPLETED_ON)
TEMPLATE = "Template"
COVERS = {
    Timing.STOCK: "the position at the end of the quarter",
    Timing.FLOW: "what happened in the quarter",
    Timing.FLOW_ANNUALISED: "what happened in the quarter, as the figure for a whole year that it would make",
    Timing.ROLLING: "the twelve months up to the end of the quarter",
    Timing.YEAR_TO_DATE: "from the start of the financial year to the end of the quarter",
    Timing.CUMULATIVE_YEAR: "everything since the start of the financial year, added up to the end of the quarter",
    Timing.CUMULATIVE_PROGRAMME: "everything since the programme began, added up to the end of the quarter",
    Timing.SCHOOL_YEAR_TO_DATE: "from the start of the school year to the end of the quarter",
    Timing.SCHOOL_YEAR: "a whole school year, the newest that has figures",
}
NOTE_AUTHOR = "efreport"
NOTE_WIDTH, NOTE_LINE, LETTERS_A_LINE = 320, 18, 46


def write_return(sheet: Worksheet, blank: BlankReturn, framework: Framework) -> Iterator[DataValidation]:
    """Write the sheet, and give its drop-downs, to be pointed at their lists."""
    first = _head(sheet, blank, framework)
    columns = list(framework.headings(blank.quarter))
    _headings(sheet, blank, framework, first)
    row = first + 1
    for section in blank.sections:
        if section.heading:
            cell = sheet.cell(row, 1)
            look.put(cell, section.heading)
            cell.font = look.SECTION
            row += 1
        for each in section.rows:
            _indicator(sheet, row, columns, each)
            row += 1
    _page(sheet, first)
    for column in (*FIGURE_COLUMNS, Column.SOURCE):
        letter = get_column_letter(columns.index(column) + 1)
        # Anything may be typed as well: the list is an offer. One range, since Excel is slow with many.
        offer = DataValidation("list", allow_blank=True, showErrorMessage=False)
        offer.add(f"{letter}{first + 1}:{letter}{max(row - 1, first + 1)}")
        sheet.add_data_validation(offer)
        yield offer


def _head(sheet: Worksheet, blank: BlankReturn, framework: Framework) -> int:
    """Write the lines above the table; give the row of its headings."""
    look.put(sheet.cell(1, 1), framework.title)
    sheet.cell(1, 1).font = look.TITLE
    known = (("Service area", blank.area.heading), ("Quarter", blank.quarter.label))
    asked = tuple(line for line in SignOff if line in ALWAYS_ASKED or line in framework.rule_settings.sign_off)
    for row, (label, answer) in enumerate(known, 2):
        sheet.cell(row, 1, label).font = look.BOLD
        look.put(sheet.cell(row, 2), answer)
        sheet.cell(row, 2).font = look.PLAIN
    for row, line in enumerate(asked, 2 + len(known)):
        sheet.cell(row, 1, line.label).font = look.BOLD
        cell = sheet.cell(row, 2)
        cell.font, cell.fill, cell.border, cell.protection = look.PLAIN, look.OPEN, look.BOX, look.UNLOCKED
        cell.alignment = look.LEFT
        cell.number_format = look.DATE if line.is_date else "General"
    row = 2 + len(known) + len(asked)
    sheet.cell(row, 1, TEMPLATE).font = look.QUIET
    sheet.cell(row, 2, blank.version).font = look.QUIET
    return row + 2


def _headings(sheet: Worksheet, blank: BlankReturn, framework: Framework, row: int) -> None:
    for place, (column, heading) in enumerate(framework.headings(blank.quarter).items(), 1):
        cell = sheet.cell(row, place)
        look.put(cell, heading)
        cell.font, cell.fill, cell.alignment, cell.border = look.HEADING, look.DARK, look.MIDDLE, look.BOX
        sheet.column_dimensions[get_column_letter(place)].width = _width(column)
    look.fit(sheet, row, [_width(column) for column in framework.headings(blank.quarter)], bold=True)


def _width(column: Column) -> float:
    return look.WIDTHS.get(column, look.FIGURE_WIDTH)


def _indicator(sheet: Worksheet, row: int, columns: list[Column], blank: BlankRow) -> None:
    shown = _number_format(blank)
    for place, column in enumerate(columns, 1):
        cell = sheet.cell(row, place)
        cell.font, cell.alignment, cell.border = look.PLAIN, look.TOP, look.BOX
        match column:
            case Column.CODE:
                look.put(cell, blank.code)
            case Column.NAME:
                look.put(cell, blank.indicator.name)
                cell.comment = _note(blank.indicator)
            case _:
                cell.protection, cell.fill = look.UNLOCKED, look.OPEN
        if column in FIGURE_COLUMNS:
            value, cell.number_format = as_excel_holds_it(blank.carried.get(column, ""), blank.indicator.unit)
            look.put(cell, value)
            if value is None:
                cell.number_format = shown
    look.fit(sheet, row, [_width(column) for column in columns])


def _number_format(blank: BlankRow) -> str:
    """A latest result is shown with the usual decimals of its unit, with more where last quarter's figure had more."""
    usual = look.FORMATS[blank.indicator.unit]
    value, shown = as_excel_holds_it(blank.carried.get(Column.PREVIOUS, ""), blank.indicator.unit)
    return with_decimals_of(shown, usual) if isinstance(value, int | float) else usual


def _note(indicator: Indicator) -> Comment:
    """What the indicator is, for whoever rests the mouse on its name."""
    words = (indicator.definition, f"Unit: {indicator.unit.value}.", f"Covers: {COVERS[indicator.timing]}.")
    text = "\n".join(filter(None, (*words, f"{indicator.polarity.words.capitalize()}.")))
    lines = sum(1 + len(line) // LETTERS_A_LINE for line in text.splitlines())
    return Comment(spelt_out(clean(text)), NOTE_AUTHOR, height=NOTE_LINE * (lines + 1), width=NOTE_WIDTH)


def _page(sheet: Worksheet, headings: int) -> None:
    sheet.freeze_panes = f"C{headings + 1}"
    sheet.protection.enable()
    for allowed in ("formatColumns", "formatRows", "formatCells"):
        setattr(sheet.protection, allowed, False)
    look.one_page_wide(sheet, sheet.PAPERSIZE_A3)
    sheet.print_title_rows = f"{headings}:{headings}"
