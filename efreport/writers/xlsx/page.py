"""How a sheet opens and prints: paper, header, footer and names; no contents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from openpyxl import Workbook
from openpyxl.utils import absolute_coordinate, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from efreport.document import Document
from efreport.writers.xlsx.cells import one_line

A3: Final = 8
A4: Final = 9
# A4 in landscape without its margins, in points; and the points of a digit of Arial 11, in which columns are counted.
SIDE_INCHES: Final = 0.4
TOP_INCHES: Final = 0.65
PAGE_WIDTH: Final = 841.9 - 2 * 72 * SIDE_INCHES
PAGE_HEIGHT: Final = 595.3 - 2 * 72 * TOP_INCHES
POINTS_OF_A_DIGIT: Final = 6
SPARE: Final = 0.95
# Excel refuses a header of more than 255 characters, and an escaped & counts twice.
LONGEST_TITLE: Final = 80
LONGEST_QUARTER: Final = 40


def set_up_page(sheet: Worksheet, document: Document, paper: int = A4) -> None:
    """Make a sheet print in landscape, one page wide, with the title, the quarter and the page numbers."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = paper
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins.left = sheet.page_margins.right = SIDE_INCHES
    sheet.page_margins.top = sheet.page_margins.bottom = TOP_INCHES
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
    header, footer = HeaderFooterItem(), HeaderFooterItem()
    header.left.text = _escaped(document.title, LONGEST_TITLE)
    header.center.text = "DRAFT" if document.draft else None
    header.right.text = _escaped(document.quarter, LONGEST_QUARTER)
    footer.left.text = _escaped(document.organisation, LONGEST_TITLE)
    footer.right.text = "Page &P of &N"
    sheet.HeaderFooter.oddHeader, sheet.HeaderFooter.oddFooter = header, footer


def points_of_a_page(widths: Iterable[float]) -> float:
    """Give how tall all rows of a printed A4 page are on the screen, where columns of these widths fill its width."""
    scale = min(1, PAGE_WIDTH / (sum(widths) * POINTS_OF_A_DIGIT))
    return SPARE * PAGE_HEIGHT / scale


def name_range(workbook: Workbook, name: str, sheet: Worksheet, area: str) -> None:
    """Give cells a name that formulas and other programs can find them by."""
    where = f"{quote_sheetname(sheet.title)}!{absolute_coordinate(area)}"
    workbook.defined_names[name] = DefinedName(name, attr_text=where)


def _escaped(words: str, longest: int) -> str:
    return one_line(words)[:longest].replace("&", "&&")
