"""A blank return as the bytes of an Excel workbook: the return, last quarter's commentary, and how to fill it in."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from efreport.blank import look
from efreport.blank.carried import BlankReturn
from efreport.blank.guide import Guide
from efreport.blank.mark import marked
from efreport.blank.sheets import write_return
from efreport.model import Framework

RETURN, LAST, GUIDE = "Return", "Last quarter", "How to fill this in"
FIXED = (1980, 1, 1, 0, 0, 0)
GUIDE_WIDTHS = (44, 70, 30, 40)


def to_workbook(blank: BlankReturn, framework: Framework, words: Guide) -> bytes:
    """Make the workbook: the same bytes for the same return, whenever it is made."""
    book = Workbook()
    book.remove(book.worksheets[0])
    offers = tuple(write_return(book.create_sheet(RETURN), blank, framework))
    gaps, sources = _write_guide(book.create_sheet(GUIDE), words, blank)
    for offer in offers[:-1]:
        offer.formula1 = gaps
    offers[-1].formula1 = sources
    if blank.last:
        _write_last(book.create_sheet(LAST), blank)
    book.properties.creator = framework.organisation
    book.properties.title = f"{framework.title}: {blank.area.heading}, {blank.quarter.label}"
    return marked(saved(book, blank.quarter.last_day))


def _write_guide(sheet: Worksheet, words: Guide, blank: BlankReturn) -> tuple[str, str]:
    """Write the guide; give where its lists of gaps and of sources stand, for the drop-downs."""
    page = _Page(sheet, GUIDE_WIDTHS)
    page.line((GUIDE,), look.TITLE)
    page.line((f"{blank.area.heading}, {blank.quarter.in_full}",))
    for number, step in enumerate(words.steps if blank.last else words.first_steps, 1):
        page.line((f"{number}.  {step}",), across=True)
    page.heading("Where there is no figure, choose or type one of these", ("What to type", "When"))
    gaps = page.rows(words.gaps)
    page.heading("Sources of commentary", ("Source", "What it stands for"))
    sources = page.rows([(source.code, source.name) for source in words.sources])
    page.heading("What often goes wrong", ("What is found", "How to put it right", "Not so", "But so"))
    page.rows([(each.what, each.mend, each.before, each.after) for each in words.often_wrong])
    sheet.protection.enable()
    return gaps, sources


def _write_last(sheet: Worksheet, blank: BlankReturn) -> None:
    page = _Page(sheet, (16, 46, 14, 100))
    page.line((f"What was said in {blank.quarter.previous.label}, to look up and not to copy",), look.TITLE)
    page.heading("", ("Number", "What it measures", "Said by", "What was said"))
    page.rows([(row.code, row.indicator.name, row.last_source, row.last_commentary) for row in blank.rows])
    sheet.protection.enable()


class _Page:
    """A sheet of words that is written from top to bottom."""

    def __init__(self, sheet: Worksheet, widths: Sequence[int]) -> None:
        self.sheet, self.widths, self.row = sheet, widths, 1
        for place, width in enumerate(widths):
            sheet.column_dimensions["ABCD"[place]].width = width
        look.one_page_wide(sheet, sheet.PAPERSIZE_A4)

    def line(self, words: Sequence[str], font: Font = look.PLAIN, *, across: bool = False) -> None:
        """Write a line; `across` the whole page where it is one long sentence."""
        for place, text in enumerate(words, 1):
            cell = self.sheet.cell(self.row, place)
            look.put(cell, text or None)
            cell.font, cell.alignment = font, look.LEFT if len(words) == 1 and not across else look.TOP
        if across:
            self.sheet.merge_cells(start_row=self.row, start_column=1, end_row=self.row, end_column=3)
            look.fit(self.sheet, self.row, [sum(self.widths[:3])])
        elif len(words) > 1:
            look.fit(self.sheet, self.row, self.widths[: len(words)])
        self.row += 1

    def heading(self, title: str, columns: Sequence[str]) -> None:
        """Begin a table."""
        self.row += 1
        if title:
            self.line((title,), look.BOLD)
        for place, words in enumerate(columns, 1):
            cell = self.sheet.cell(self.row, place, words)
            cell.font, cell.fill, cell.alignment, cell.border = look.HEADING, look.DARK, look.MIDDLE, look.BOX
        self.row += 1

    def rows(self, rows: Sequence[Sequence[str]]) -> str:
        """Write the rows of a table; give the place of its first column, as a formula names it."""
        first = self.row
        for row in rows:
            self.line(row)
            for place in range(1, len(row) + 1):
                self.sheet.cell(self.row - 1, place).border = look.BOX
        return f"'{self.sheet.title}'!$A${first}:$A${max(self.row - 1, first)}"


def saved(book: Workbook, day: date) -> bytes:
    """Give a workbook as bytes, with that day for its dates, which openpyxl would else take from the clock."""
    moment = datetime.combine(day, datetime.min.time())
    book.properties.created = moment
    made, fixed = BytesIO(), BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        writer = ExcelWriter(book, package)
        book.properties.modified = moment
        writer.save()
    with zipfile.ZipFile(made) as package, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as out:
        for part in package.infolist():
            info = zipfile.ZipInfo(part.filename, FIXED)
            info.compress_type = zipfile.ZIP_DEFLATED
            # A height that is not fixed grows in Excel with the commentary that is typed.
            out.writestr(info, package.read(part).replace(b' customHeight="1"', b""))
    return fixed.getvalue()
