"""Rules EF711 to EF717: the tables of a workbook, as people filter, paste and listen to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from efreport.model import Severity
from efreport.publication.base import and_more, document_rule, quoted
from efreport.publication.excel import Cell, ExcelFile, ExcelTable, Sheet
from efreport.publication.excel.names import area_of
from efreport.rules.base import Found, NotApplicable

_NUMBER = re.compile(r"[+\-−]?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d+)?\s*%?")
_NAMES = re.compile(r"\b(?:no|code|ref|reference|id|number|key|year|quarter|postcode|phone|sha)\b", re.IGNORECASE)


def _tables(document: ExcelFile) -> list[tuple[Sheet, ExcelTable]]:
    found = [(sheet, table) for sheet in document.sheets for table in sheet.tables]
    if not found:
        raise NotApplicable("the workbook has no Excel table")
    return found


@document_rule("EF711", Severity.ERROR, ExcelFile)
def merged_cells(document: ExcelFile) -> Iterator[Found]:
    """Cells are merged.

    One cell reaches over several rows or columns.

    Why: merged cells cannot be sorted or filtered, and a screen reader reads figures out under the wrong headings.

    How to put it right: Home > Merge & Center > Unmerge Cells, then write into each cell what holds for it.

    Before: “Adoption” merged over 14 rows
    After: “Adoption” in each of the 14 rows
    """
    for sheet in document.sheets:
        if sheet.merged:
            message = f"The cells {sheet.merged[0]} are merged{and_more(len(sheet.merged))}."
            area = area_of(sheet.merged[0])
            yield Found(
                sheet.at(area.top, area.left),
                message,
                "Choose Home > Merge & Center > Unmerge Cells, and fill in each cell.",
            )


@document_rule("EF712", Severity.WARNING, ExcelFile)
def no_excel_table(document: ExcelFile) -> Iterator[Found]:
    """The workbook has no Excel table.

    The figures stand on the sheet as loose cells.

    Why: only a table tells programs and screen readers where the headings are, and can be filtered and pivoted at once.

    How to put it right: select the headings and rows, Insert > Table, tick “My table has headers”.

    Before: headings in bold above the figures
    After: an Excel table
    """
    if document.sheets and not any(sheet.tables for sheet in document.sheets):
        yield Found(
            document.whole, "The workbook has no Excel table.", "Select headings and rows and choose Insert > Table."
        )


@document_rule("EF713", Severity.ERROR, ExcelFile)
def headings_of_table(document: ExcelFile) -> Iterator[Found]:
    """A table's headings are missing, double or not those of the sheet.

    A column has no heading, two have the same, or the file's list of columns says other than the cells.

    Why: nobody can tell the columns apart, and Excel offers to repair a file whose two lists differ.

    How to put it right: give each column a heading of its own.

    Before: two columns “Q1”
    After: “Q1” and “Q1 last year”
    """
    for sheet, table in _tables(document):
        if not table.header_rows:
            message = f"The table {quoted(table.name)} has no row of headings."
            yield Found(sheet.at(table.area.top, table.area.left), message, "Tick Table Design > Header Row in Excel.")
            continue
        yield from _headings_amiss(sheet, table)


def _headings_amiss(sheet: Sheet, table: ExcelTable) -> Iterator[Found]:
    row = table.area.top
    counts = Counter(name.casefold() for name in table.columns)
    for column, name in enumerate(table.columns, table.area.left):
        cell = sheet.get(row, column)
        words = (cell.words if cell else "").replace("\r\n", "\n")
        if not words.strip():
            yield Found(sheet.at(row, column), "The column has no heading.", "Write what stands in the column.")
        elif counts[name.casefold()] > 1:
            message = f"Two columns of the table have the heading {quoted(name)}."
            yield Found(sheet.at(row, column), message, "Give each column a heading of its own.")
        elif words.casefold() != name.casefold():
            message = f"The heading is {quoted(words)} on the sheet and {quoted(name)} in the table."
            yield Found(sheet.at(row, column), message, "Type the heading again in Excel, and save.")


@document_rule("EF714", Severity.ERROR, ExcelFile)
def blank_rows(document: ExcelFile) -> Iterator[Found]:
    """A table has a blank row or column.

    All cells of a row or column within a table are empty.

    Why: sorting and filtering stop at it, and who listens takes it for the table's end.

    How to put it right: delete the row or column.

    Before: an empty row between two service areas
    After: no empty row
    """
    for sheet, table in _tables(document):
        area = table.area
        filled = [(cell.row, cell.column) for cell in sheet.filled if area.holds(cell.row, cell.column)]
        rows = sorted(set(range(area.top, area.bottom + 1)) - {row for row, _ in filled})
        below = {column for row, column in filled if row >= area.top + table.header_rows}
        columns = sorted(set(range(area.left, area.right + 1)) - below)
        if rows:
            message = f"Row {rows[0]} of the table is blank{and_more(len(rows), 'row')}."
            yield Found(sheet.at(rows[0], area.left), message, "Delete the blank row.")
        elif columns:
            message = f"A column of the table is blank{and_more(len(columns), 'column')}."
            yield Found(sheet.at(area.top, columns[0]), message, "Delete the blank column.")


@document_rule("EF715", Severity.WARNING, ExcelFile)
def empty_cells(document: ExcelFile) -> Iterator[Found]:
    """A cell of a table is empty.

    A cell holds nothing, and nothing says why.

    Why: nobody can tell a figure that is not there from one that was forgotten.

    How to put it right: say in the cell why there is none: “not given”, “not applicable”, “none”.

    Before: an empty cell under National Average
    After: “No comparator” under National Average
    """
    for sheet, table in _tables(document):
        area = table.area
        cells = (
            (row, column) for row in range(area.top + 1, area.bottom + 1) for column in range(area.left, area.right + 1)
        )
        empty = [place for place in cells if not sheet.is_filled(*place)]
        if empty:
            message = f"A cell of the table {quoted(table.name)} is empty{and_more(len(empty), 'cell')}."
            yield Found(sheet.at(*empty[0]), message, "Say in words why there is nothing, such as “not given”.")


@document_rule("EF716", Severity.WARNING, ExcelFile)
def beside_the_table(document: ExcelFile) -> Iterator[Found]:
    """Something stands below or beside a table.

    Cells under the table or to its right are filled.

    Why: filters hide what stands beside, and who listens leaves the sheet at the table's end.

    How to put it right: put notes above the table or on a sheet of their own.

    Before: “* provisional” under the last row
    After: the same above the headings
    """
    for sheet, table in _tables(document):
        others = [each.area for each in sheet.tables]
        outside = [
            cell
            for cell in sheet.filled
            if (cell.row > table.area.bottom or (cell.row >= table.area.top and cell.column > table.area.right))
            and not any(area.holds(cell.row, cell.column) for area in others)
        ]
        if outside:
            message = f"{_shown(outside[0])} stands below or beside the table {quoted(table.name)}{and_more(len(outside), 'cell')}."
            yield Found(
                sheet.at(outside[0].row, outside[0].column),
                message,
                "Put it above the table, or on a sheet of its own.",
            )


def _shown(cell: Cell) -> str:
    return quoted(cell.words) if cell.words else f"{cell.number:g}" if cell.number is not None else "A formula"


@document_rule("EF717", Severity.ERROR, ExcelFile, of_content=True)
def number_as_text(document: ExcelFile) -> Iterator[Found]:
    """A number is stored as text.

    In a table, a cell that looks like a number is text, and its column is not one of codes, names or years.

    Why: it cannot be added up, sorted or charted, and sums leave it out without a word.

    How to put it right: select the cells; the mark beside them offers Convert to Number.

    Before: “306” as text
    After: 306
    """
    for sheet, table in _tables(document):
        for place, name in enumerate(table.columns, table.area.left):
            rows = range(table.area.top + table.header_rows, table.area.bottom + 1)
            cells = [cell for row in rows if (cell := sheet.get(row, place)) is not None]
            wrong = [cell for cell in cells if cell.words and _NUMBER.fullmatch(cell.words.strip())]
            if wrong and not (_NAMES.search(name) and all(cell.number is None for cell in cells)):
                message = f"{quoted(wrong[0].words)} is stored as text{and_more(len(wrong), 'cell')}."
                yield Found(sheet.at(wrong[0].row, place), message, "Select the cells and choose Convert to Number.")
