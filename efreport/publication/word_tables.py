"""Rules EF611 to EF618: the tables of a Word document, as a screen reader and a printer meet them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from efreport.lettering import width_of
from efreport.model import Severity
from efreport.publication.base import and_more, document_rule
from efreport.publication.package import Element
from efreport.publication.word import WordFile
from efreport.publication.word.names import TABLE, W, child, number, value, words_in
from efreport.publication.word.tables import Row, Table, looks_disagree
from efreport.rules.base import Found, NotApplicable

_LINE = 1.15
_LETTER_POINTS = 9
_TALL = 0.25
_SLACK = 20
_WIDTH_SLACK = 60


def _tables(document: WordFile) -> Sequence[Table]:
    if not document.tables:
        raise NotApplicable("the document has no table")
    return document.tables


@document_rule("EF611", Severity.ERROR, WordFile)
def no_header_row(document: WordFile) -> Iterator[Found]:
    """A table has no header row.

    No row at the top of the table is marked to repeat as a header row.

    Why: a screen reader says a column's heading with each cell only where it is marked, and on the next page nobody
    knows what the columns are.

    How to put it right: select the first row in Word, Table Layout > Repeat Header Rows.

    Before: a table whose headings are only bold
    After: a table whose first row repeats on each page
    """
    wrong = [table for table in _tables(document) if not table.rows or not table.rows[0].is_header]
    advice = "Select its first row in Word and choose Table Layout > Repeat Header Rows."
    yield from _of_tables(document, wrong, "has no row marked as its header", advice)


def _of_tables(document: WordFile, wrong: Sequence[Table], words: str, advice: str) -> Iterator[Found]:
    """One finding for all tables of which the same holds, at the first of them."""
    if wrong:
        others = f"; the same holds for {_numbered(wrong[1:])}" if wrong[1:] else ""
        yield Found(document.place(wrong[0].element), f"Table {wrong[0].number} {words}{others}.", advice)


def _numbered(tables: Sequence[Table]) -> str:
    """Table 3; tables 2 to 5, 7."""
    runs: list[list[int]] = []
    for table in tables:
        if runs and runs[-1][-1] == table.number - 1:
            runs[-1].append(table.number)
        else:
            runs.append([table.number])
    said = ", ".join(f"{run[0]} to {run[-1]}" if run[1:] else str(run[0]) for run in runs)
    return f"table{'s' if len(tables) > 1 else ''} {said}"


@document_rule("EF612", Severity.ERROR, WordFile)
def table_undescribed(document: WordFile) -> Iterator[Found]:
    """A table has no title or no description.

    The table's alternative text lacks its title, its description or both.

    Why: a screen reader says them first, so that a listener can decide whether to go through the table.

    How to put it right: right-click the table in Word, Table Properties > Alt Text.

    Before: a table without alternative text
    After: Title: Adoption, timeliness. Description: One row for each indicator …
    """
    tables = _tables(document)
    advice = "Right-click it in Word and fill in Table Properties > Alt Text."
    for lacking, title, description in (
        ("no title and no description", False, False),
        ("no title", False, True),
        ("no description", True, False),
    ):
        wrong = [each for each in tables if (bool(each.caption), bool(each.description)) == (title, description)]
        yield from _of_tables(document, wrong, f"has {lacking} for screen readers", advice)


@document_rule("EF613", Severity.WARNING, WordFile)
def table_look(document: WordFile) -> Iterator[Found]:
    """A table's options disagree with its header row.

    “Header Row” is not ticked in the table's style options, or the two ways in which the file says so differ.

    Why: programs that turn the document into a PDF or a web page look there for the header row.

    How to put it right: select the table in Word, Table Design, tick Header Row.

    Before: Header Row not ticked
    After: Header Row ticked
    """
    wrong = [table for table in _tables(document) if not _looks_right(table)]
    advice = "Select it in Word and tick Table Design > Header Row."
    yield from _of_tables(document, wrong, "does not say in its style options that its first row is its header", advice)


def _looks_right(table: Table) -> bool:
    look = child(table.element, "tblPr", "tblLook")
    return look is not None and bool((table.look or {}).get("firstRow")) and not looks_disagree(look)


@document_rule("EF614", Severity.ERROR, WordFile)
def merged_cells(document: WordFile) -> Iterator[Found]:
    """A table has merged or split cells, or a table within a table.

    Cells reach over several columns or rows, or a cell holds another table.

    Why: a screen reader loses count of rows and columns, and reads figures out under the wrong headings.

    How to put it right: split the cells again and write into each what holds for it; take the inner table out.

    Before: “Not available” over three quarters
    After: “Not available” in each of the three
    """
    for table in _tables(document):
        merged = [each for each in table.element.iter(f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge") if _reaches(each)]
        if merged:
            message = f"Table {table.number} has merged cells{and_more(len(merged))}."
            yield Found(document.place(merged[0]), message, "Split them, and write into each cell what holds for it.")
        inner = next(table.element.iterdescendants(TABLE), None)
        if inner is not None:
            message = f"Table {table.number} holds another table in a cell."
            yield Found(document.place(inner), message, "Take the inner table out and put it below.")


def _reaches(element: Element) -> bool:
    return element.tag != f"{W}gridSpan" or number(value(element.getparent(), "gridSpan"), 1) > 1


@document_rule("EF615", Severity.ERROR, WordFile)
def empty_cells(document: WordFile) -> Iterator[Found]:
    """A cell of a table is empty.

    A cell has no words, and nothing says why.

    Why: who listens hears “blank” and cannot tell a figure that is not there from one that was forgotten.

    How to put it right: say in the cell why there is none: “not given”, “not applicable”, “none”.

    Before: an empty cell under National Average
    After: “No comparator” under National Average
    """
    for table in _tables(document):
        cells = document.wordless_cells.get(table.number, ())
        empty = [cell.element for cell in cells if not _has_picture(cell.element)]
        if empty:
            message = f"Table {table.number} has an empty cell{and_more(len(empty), 'empty cell')}."
            yield Found(document.place(empty[0]), message, "Say in words why there is nothing, such as “not given”.")


def _has_picture(cell: Element) -> bool:
    return next(cell.iter(f"{W}drawing", f"{W}pict", f"{W}object"), None) is not None


@document_rule("EF616", Severity.WARNING, WordFile)
def rows_split(document: WordFile) -> Iterator[Found]:
    """A row breaks across pages.

    Rows may break at the end of a page, although they are not so tall that they would leave much of one empty.

    Why: half a commentary stands under figures that are another row's.

    How to put it right: select the table in Word, Table Properties > Row, untick Allow row to break across pages.

    Before: Allow row to break across pages ticked
    After: not ticked, save for a row taller than a quarter of a page
    """
    for table in _tables(document):
        grid = table.grid
        split = [row for row in table.rows if not row.is_whole and not _is_tall(row, table, grid)]
        if split:
            message = f"A row of table {table.number} may break across pages{and_more(len(split), 'row')}."
            advice = "Select the table in Word and untick Table Properties > Row > Allow row to break across pages."
            yield Found(document.place(split[0].element), message, advice)


def _is_tall(row: Row, table: Table, grid: Sequence[int]) -> bool:
    """Whether a row would fill a quarter of a page or more, by the words in its cells."""
    heights = (
        _lines(words_in(cell.element), width) * _LINE * _LETTER_POINTS * 20
        for cell, width in zip(row.cells, grid, strict=False)
    )
    return max(heights, default=0) > table.text_height * _TALL


def _lines(words: str, width: int) -> float:
    return sum(1 + width_of(line) * _LETTER_POINTS * 20 / max(200, width - 160) for line in words.split("\n"))


@document_rule("EF617", Severity.ERROR, WordFile)
def table_too_wide(document: WordFile) -> Iterator[Found]:
    """A table is wider than the text.

    The columns together are wider than the page between its margins.

    Why: what stands beyond the margin is cut off in print.

    How to put it right: Table Layout > AutoFit > AutoFit Window in Word, or make columns narrower.

    Before: columns of 30 cm on a page with room for 26.7 cm
    After: columns of 26.7 cm together
    """
    for table in _tables(document):
        width = sum(table.grid)
        if width > table.text_width + _WIDTH_SLACK:
            message = (
                f"Table {table.number} is {_centimetres(width)} wide; the text is {_centimetres(table.text_width)}."
            )
            yield Found(
                document.place(table.element), message, "Choose Table Layout > AutoFit > AutoFit Window in Word."
            )


def _centimetres(twentieths: int) -> str:
    return f"{twentieths / 567:.1f} cm"


@document_rule("EF618", Severity.WARNING, WordFile)
def widths_not_fixed(document: WordFile) -> Iterator[Found]:
    """A table's widths are not fixed or do not add up.

    Word may choose the widths of the columns anew, or the columns together are not as wide as the table or the text.

    Why: the table looks different on each machine, and tables under one another do not line up.

    How to put it right: Table Layout > AutoFit > Fixed Column Width in Word; then set the table's width.

    Before: AutoFit Contents
    After: Fixed Column Width
    """
    tables = _tables(document)
    fixed = [_layout(table) == "fixed" for table in tables]
    advice = "Choose Table Layout > AutoFit > Fixed Column Width in Word, and make it as wide as the text."
    loose = [table for table, is_fixed in zip(tables, fixed, strict=True) if not is_fixed]
    yield from _of_tables(document, loose, "has no fixed widths", advice)
    uneven = [table for table, is_fixed in zip(tables, fixed, strict=True) if is_fixed and not _adds_up(table)]
    yield from _of_tables(document, uneven, "has columns that do not add up to the width of the text", advice)


def _layout(table: Table) -> str:
    layout = child(table.element, "tblPr", "tblLayout")
    return "" if layout is None else layout.get(f"{W}type", "")


def _adds_up(table: Table) -> bool:
    grid = table.grid
    agree = all(not any(row.widths) or len(row.widths) != len(grid) or row.widths == grid for row in table.rows)
    return agree and abs(sum(grid) - table.text_width) <= _SLACK
