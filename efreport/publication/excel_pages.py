"""Rules EF725 to EF729: how a workbook's sheets are set up for paper and for the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from efreport.model import Severity
from efreport.publication.base import and_more, document_rule, quoted
from efreport.publication.excel import ExcelFile, Sheet
from efreport.publication.excel.names import S, area_of, number
from efreport.rules.base import Found, NotApplicable

_LONG_TABLE = 30
_RANGE = re.compile(r"(?:'(?:[^']|'')*'|[^'!,]+)!(\$?[A-Z]*\$?\d*(?::\$?[A-Z]*\$?\d*)?)")


@document_rule("EF725", Severity.WARNING, ExcelFile)
def page_setup(document: ExcelFile) -> Iterator[Found]:
    """A sheet is not set up for paper.

    It does not print in landscape, or is not fitted to the width of one page.

    Why: columns run over on to pages of their own, without the names of their rows.

    How to put it right: Page Layout > Orientation > Landscape, and Width: 1 page.

    Before: 12 pages, of which 8 hold one column each
    After: 4 pages, each with all columns
    """
    for sheet in document.sheets:
        setup, properties = sheet.find("pageSetup"), sheet.root.find(f"{S}sheetPr/{S}pageSetUpPr")
        landscape = setup is not None and setup.get("orientation") == "landscape"
        fitted = properties is not None and properties.get("fitToPage") in ("1", "true")
        one_wide = fitted and setup is not None and number(setup.get("fitToWidth"), 1) == 1
        lacking = [
            words
            for words, holds in (("in landscape", landscape), ("fitted to one page's width", one_wide))
            if not holds
        ]
        if lacking:
            message = f"The sheet {quoted(sheet.name)} is not printed {' or '.join(lacking)}."
            yield Found(sheet.at(), message, "Choose Page Layout > Orientation > Landscape, and Width: 1 page.")


@document_rule("EF726", Severity.WARNING, ExcelFile)
def header_row_in_print(document: ExcelFile) -> Iterator[Found]:
    """A table's headings are not repeated in print.

    A table of more than a page has no rows to repeat at top.

    Why: from the second page on nobody knows what the columns are.

    How to put it right: Page Layout > Print Titles > Rows to repeat at top.

    Before: no rows to repeat
    After: $6:$6
    """
    titles = document.defined("Print_Titles")
    for sheet in _with_long_tables(document):
        table = sheet.tables[0]
        areas = [area_of(found) for found in _RANGE.findall(titles.get(document.all_sheets.index(sheet), ""))]
        if not any(area.holds(table.area.top, table.area.left) for area in areas):
            message = f"The headings of the table {quoted(table.name)} are not repeated on each printed page."
            yield Found(
                sheet.at(),
                message,
                f"Set Page Layout > Print Titles > Rows to repeat at top to ${table.area.top}:${table.area.top}.",
            )


def _with_long_tables(document: ExcelFile) -> list[Sheet]:
    found = [
        sheet
        for sheet in document.sheets
        if any(each.area.bottom - each.area.top > _LONG_TABLE for each in sheet.tables)
    ]
    if not found:
        raise NotApplicable("no table is longer than a page")
    return found


@document_rule("EF727", Severity.WARNING, ExcelFile)
def no_page_numbers(document: ExcelFile) -> Iterator[Found]:
    """A sheet's pages have no numbers.

    Neither its header nor its footer has the page's number and how many there are.

    Why: in a meeting people find a place by its page.

    How to put it right: Page Layout > Page Setup > Header/Footer, Page 1 of ?.

    Before: an empty footer
    After: Page 1 of 4
    """
    for sheet in document.sheets:
        setting = sheet.find("headerFooter")
        words = "".join(each.text or "" for each in setting) if setting is not None else ""
        if "&P" not in words or "&N" not in words:
            message = f"The printed pages of the sheet {quoted(sheet.name)} do not say “Page X of Y”."
            yield Found(sheet.at(), message, "Choose Page Layout > Page Setup > Header/Footer > Page 1 of ?.")


@document_rule("EF728", Severity.ERROR, ExcelFile)
def outside_print_area(document: ExcelFile) -> Iterator[Found]:
    """The print area leaves something out.

    A sheet has a print area, and cells outside it are filled.

    Why: they are missing on paper and in a PDF, and nothing shows that they are.

    How to put it right: Page Layout > Print Area > Clear Print Area.

    Before: a print area A1:U60 for a table that ends in row 84
    After: no print area
    """
    areas = document.defined("Print_Area")
    for sheet in document.sheets:
        printed = [area_of(found) for found in _RANGE.findall(areas.get(document.all_sheets.index(sheet), ""))]
        out = [
            cell for cell in sheet.filled if printed and not any(area.holds(cell.row, cell.column) for area in printed)
        ]
        if out:
            message = f"The cell is outside the print area{and_more(len(out), 'cell')}."
            yield Found(
                sheet.at(out[0].row, out[0].column), message, "Choose Page Layout > Print Area > Clear Print Area."
            )


@document_rule("EF729", Severity.WARNING, ExcelFile)
def not_frozen(document: ExcelFile) -> Iterator[Found]:
    """A long table's headings do not stay in view.

    The rows above a table of more than a page are not frozen.

    Why: after a few turns of the wheel nobody knows what the columns are.

    How to put it right: select the first cell below the headings, View > Freeze Panes.

    Before: no frozen panes
    After: panes frozen below the headings
    """
    for sheet in _with_long_tables(document):
        pane = sheet.root.find(f"{S}sheetViews/{S}sheetView/{S}pane")
        frozen = pane is not None and pane.get("state") in ("frozen", "frozenSplit")
        if not frozen or number(pane.get("ySplit")) < sheet.tables[0].area.top:
            message = f"The headings of the table {quoted(sheet.tables[0].name)} do not stay in view."
            yield Found(sheet.at(), message, "Select the first cell below the headings and choose View > Freeze Panes.")
