"""How a blank return looks: its styles, widths and number formats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from efreport.compose.words import clean
from efreport.model import Column, Unit
from efreport.spreadsheet_text import spelt_out
from efreport.writers.xlsx.heights import type_of
from efreport.writers.xlsx.page import SIDE_INCHES, TOP_INCHES

FONT: Final = "Arial"
TITLE: Final = Font(name=FONT, bold=True, size=14)
BOLD: Final = Font(name=FONT, bold=True)
PLAIN: Final = Font(name=FONT)
SECTION: Final = Font(name=FONT, bold=True, italic=True)
HEADING: Final = Font(name=FONT, bold=True, color="FFFFFF")
QUIET: Final = Font(name=FONT, color="595959")
DARK: Final = PatternFill("solid", fgColor="1F4E5F")
OPEN: Final = PatternFill("solid", fgColor="FFF9E1")
"""The background of cells to be filled in. That they are open is also said in the guide and by the sheet's protection."""
_EDGE = Side(style="thin", color="8C8C8C")
BOX: Final = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
TOP: Final = Alignment(wrap_text=True, vertical="top")
MIDDLE: Final = Alignment(wrap_text=True, vertical="center")
LEFT: Final = Alignment(horizontal="left", vertical="top")
UNLOCKED: Final = Protection(locked=False)
WIDTHS: Final = {Column.CODE: 16, Column.NAME: 46, Column.SOURCE: 14, Column.COMMENTARY: 80}
FIGURE_WIDTH: Final = 17
TYPE: Final = type_of(FONT, 11)
DATE: Final = "d mmmm yyyy"
FORMATS: Final = {
    Unit.COUNT: "#,##0",
    Unit.PERCENT: "0.0%",
    Unit.PERCENTAGE_POINTS: "0.0%",
    Unit.RATE_10000: "0.0",
    Unit.RATE_100000: "0.0",
    Unit.DAYS: "0",
    Unit.WEEKS: "0.0",
}
"""How a figure is shown that is typed into an empty cell; a percent format takes 22 as 22%.

What is not shown does not count: under 0%, 89.6% would be read as 90%, as everybody sees it.
"""


def put(cell: Cell | MergedCell, value: float | str | None) -> None:
    """Put a number or words into a cell; words stay words, whatever they begin with and whatever they hold."""
    cell.value = spelt_out(clean(value)) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"


def fit(sheet: Worksheet, row: int, widths: Sequence[float], *, bold: bool = False) -> None:
    """Make a row as tall as its words need, since most viewers but Excel take one without a height for one line."""
    words = (str(sheet.cell(row, place).value or "") for place in range(1, len(widths) + 1))
    height = TYPE.height_for(words, widths, bold=bold)
    if height is not None:
        sheet.row_dimensions[row].height = height


def one_page_wide(sheet: Worksheet, paper: str) -> None:
    """Print the sheet landscape on that paper, as wide as one page and as long as need be, with the pages' numbers."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", paper
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(
        **dict.fromkeys(("left", "right"), SIDE_INCHES), **dict.fromkeys(("top", "bottom"), TOP_INCHES)
    )
    if sheet.oddFooter is not None and sheet.oddFooter.right is not None:
        sheet.oddFooter.right.text = "Page &P of &N"
