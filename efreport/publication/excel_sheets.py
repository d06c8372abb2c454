"""Rules EF701 to EF706: the sheets of a workbook, and what it holds that nobody sees."""

from __future__ import annotations

from collections.abc import Iterator

from efreport.model import Severity, column_letters
from efreport.publication.base import and_more, document_rule, quoted
from efreport.publication.excel import ExcelFile, Sheet
from efreport.publication.excel.names import S, number
from efreport.rules.base import Found


@document_rule("EF701", Severity.ERROR, ExcelFile)
def no_title_in_a1(document: ExcelFile) -> Iterator[Found]:
    """A sheet does not begin with its title.

    Cell A1 is empty.

    Why: a screen reader begins to read in A1, and says “blank”.

    How to put it right: write into A1 what the sheet is.

    Before: an empty row above the title
    After: “Framework, Q2 2014/15” in A1
    """
    for sheet in document.sheets:
        if not sheet.is_filled(1, 1):
            yield Found(
                sheet.at(1, 1), f"The sheet {quoted(sheet.name)} has no title in A1.", "Write into A1 what it is."
            )


@document_rule("EF702", Severity.WARNING, ExcelFile)
def title_is_no_heading(document: ExcelFile) -> Iterator[Found]:
    """A sheet's title is not in a heading style.

    Cell A1 has neither the style Title nor one of the styles Heading 1 to 4.

    Why: programs that turn the workbook into a web page or a PDF know a heading only by its style.

    How to put it right: select A1, Home > Cell Styles > Heading 1.

    Before: A1 in bold type
    After: A1 in the style Heading 1
    """
    for sheet in document.sheets:
        title = sheet.get(1, 1)
        if title is not None and not title.is_blank and not title.style.is_heading:
            message = f"The title of the sheet {quoted(sheet.name)} is not in a heading style."
            yield Found(sheet.at(1, 1), message, "Select A1 and choose Home > Cell Styles > Heading 1.")


@document_rule("EF703", Severity.ERROR, ExcelFile)
def hidden(document: ExcelFile) -> Iterator[Found]:
    """Something is hidden.

    A sheet, rows or columns are hidden, or the file keeps a copy of the records behind a pivot table.

    Why: whoever opens the workbook can show them. Records of children have been published in this way.

    How to put it right: unhide them and look; then delete what is not to be published.

    Before: a hidden sheet “Workings”
    After: no such sheet
    """
    for sheet in document.all_sheets:
        if sheet.is_hidden:
            message = f"The sheet {quoted(sheet.name)} is hidden."
            yield Found(
                sheet.at(), message, "Right-click a sheet's tab, Unhide, and delete what is not to be published."
            )
        rows = sorted(row for row, facts in sheet.rows.items() if facts.is_hidden)
        if rows:
            message = f"Row {rows[0]} is hidden{and_more(len(rows), 'row')}."
            yield Found(
                sheet.at(rows[0], 1),
                message,
                "Clear the filter or unhide the rows, and delete what is not to be published.",
            )
        for column in sheet.hidden_columns:
            message = f"Column {column_letters(column)} is hidden."
            yield Found(sheet.at(1, column), message, "Unhide it, and delete it if it is not to be published.")
    if any("pivotCacheRecords" in part for part in document.package.parts):
        message = "The file keeps a copy of the records behind a pivot table."
        yield Found(document.whole, message, "Paste the pivot table as values, and delete the pivot table.")


@document_rule("EF704", Severity.WARNING, ExcelFile)
def opens_elsewhere(document: ExcelFile) -> Iterator[Found]:
    """The workbook does not open at its beginning.

    It opens on another than the first sheet, or a sheet opens with the cursor elsewhere than in A1.

    Why: who cannot see the sheet begins in the middle and does not know it.

    How to put it right: press Ctrl+Home on each sheet, the first one last, and save.

    Before: opens on Notes, in F40
    After: opens on Cover, in A1
    """
    view = document.first_view
    if view is not None and number(view.get("activeTab")) != 0:
        yield Found(
            document.whole, "The workbook does not open on its first sheet.", "Choose the first sheet, then save."
        )
    for sheet in document.sheets:
        cell = _cursor(sheet)
        if cell != "A1":
            message = f"The sheet {quoted(sheet.name)} opens with the cursor in {cell}."
            yield Found(sheet.at(), message, "Press Ctrl+Home on the sheet until the cursor is in A1, then save.")


def _cursor(sheet: Sheet) -> str:
    view = next(sheet.root.iterfind(f"{S}sheetViews/{S}sheetView"), None)
    pane = view.find(f"{S}pane") if view is not None else None
    wanted = pane.get("activePane", "topLeft") if pane is not None else "topLeft"
    selections = view.iterfind(f"{S}selection") if view is not None else ()
    cells = (each.get("activeCell", "A1") for each in selections if each.get("pane", "topLeft") == wanted)
    return next(cells, "A1")


@document_rule("EF705", Severity.ERROR, ExcelFile)
def comments(document: ExcelFile) -> Iterator[Found]:
    """Comments are left.

    A sheet holds comments or notes of those who worked on it.

    Why: they are published with it.

    How to put it right: Review > Delete, for each of them, or File > Info > Inspect Workbook.

    Before: a comment “check this figure with the team”
    After: no comment
    """
    for sheet in document.all_sheets:
        related = sheet.package.related(sheet.part)
        parts = [each.target for each in related if each.kind in ("comments", "threadedComment")]
        count = max((_comments_in(sheet, part) for part in parts if part in sheet.package.parts), default=0)
        if count:
            message = f"The sheet {quoted(sheet.name)} has a comment{and_more(count, 'comment')}."
            yield Found(sheet.at(), message, "Choose File > Info > Inspect Workbook in Excel and remove the comments.")


def _comments_in(sheet: Sheet, part: str) -> int:
    return sum(
        1 for each in sheet.package.root(part).iter() if str(each.tag).endswith(("}comment", "}threadedComment"))
    )


@document_rule("EF706", Severity.ERROR, ExcelFile)
def no_value(document: ExcelFile) -> Iterator[Found]:
    """A formula has no value, or an error.

    A cell shows #REF!, #DIV/0! or the like, or the file holds a formula whose result was never stored.

    Why: the reader sees an error in place of a figure; many programs show a formula without its result as 0 or blank.

    How to put it right: put the formula right; in a published workbook, Copy and Paste Special > Values.

    Before: =B2/B9 shown as #DIV/0!
    After: “not given”
    """
    for sheet in document.sheets:
        for cell in sheet.filled:
            if cell.error:
                message = f"The cell shows {cell.error}."
                yield Found(
                    sheet.at(cell.row, cell.column),
                    message,
                    "Put the formula right, or say in words why there is no figure.",
                )
            elif cell.is_formula and not cell.has_value:
                message = "The formula has no stored result."
                yield Found(
                    sheet.at(cell.row, cell.column),
                    message,
                    "Open the workbook in Excel, let it calculate, and save it.",
                )
