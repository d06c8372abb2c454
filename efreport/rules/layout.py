"""Rules EF112 to EF115: what is about the table of a return and may mislead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from efreport.model import CellRef, Column, Heading, Merged, OtherSheet, Return, Row, Severity
from efreport.phrases import listed, ranges, shortened
from efreport.rules.base import Found, Subject, heading_texts, label, rule

FEWEST_DOUBLED = 3
FEWEST_REPEATED = 3
ALL = "Click the corner above row 1 and left of column A, then choose Home > Format > Hide & Unhide > Unhide"
UNMERGE = "choose Home > Merge & Centre > Unmerge Cells"


@rule("EF112", Severity.ERROR, hides=True)
def two_tables(subject: Subject) -> Iterator[Found]:
    """The workbook holds two tables that could be the return.

    A second visible sheet has a table with the headings of a return for this quarter; or the sheet itself has a second
    table, below the first or beside it.

    Why: only one of them is used, and the right figures may be in the other.

    How to put it right: keep one table, on one sheet. Delete the other (right-click the sheet's tab and choose Delete), or
    move its rows into the one that is used.

    Before: the sheets “Return” and “Return (2)”, both with a table
    After: the sheet “Return” alone
    """
    for found in subject.returns():
        for other in _rivals(found):
            yield Found(
                other.at,
                f"The sheet “{other.at.sheet}” has a table of indicators too (its headings are in row {other.heading_row}); "
                f"only the one on the sheet “{found.sheet}” is used.",
                f"Keep the right one: delete the sheet “{other.at.sheet}” (right-click its tab and choose Delete), "
                f"or, if that is the right one, delete “{found.sheet}”.",
            )
        if below := found.layout.second_table:
            first = found.headings[0].at
            yield Found(
                below,
                f"A second table begins in row {below.row}; its columns are not in line with the first table's (headings in "
                f"row {first.row}), so nothing from row {below.row} on is used.",
                "Move its rows into the first table, each figure under the same heading, or delete it if it is not needed.",
            )
        elif again := repeated_rows(found):
            yield _repeated(found, again)
        if len(beside := doubled_headings(found)) >= FEWEST_DOUBLED:
            first, last = beside[0][0].at, beside[-1][0].at
            yield Found(
                first,
                f"There seems to be a second table beside the first: the headings from {first.cell} to {last.cell} repeat the "
                "headings to their left. Only the first of each is used.",
                "Move its rows below those of the first table, or delete it if it is not needed.",
            )


def repeated_rows(found: Return) -> tuple[Row, ...]:
    """Give the rows of a second table below the first: three or more whose indicators all have one above the first of them."""
    second = tuple(row for row in found.rows if row.indicator and found.by_key[row.indicator.key] is not row)
    below = all(row.indicator and found.by_key[row.indicator.key].at < second[0].at for row in second)
    return second if below and len(second) >= FEWEST_REPEATED else ()


def _repeated(found: Return, again: tuple[Row, ...]) -> Found:
    numbers = ranges(row.at.row for row in again)
    same = all(row.indicator and texts_of(row) == texts_of(found.by_key[row.indicator.key]) for row in again)
    how = "with the same figures" if same else "and some of the figures differ"
    return Found(
        again[0].at,
        f"There is a second table: the indicators in rows {listed(numbers)} are those of the first table again, {how}. "
        "Only the first of each is used.",
        "Keep the right table and delete the rows of the other.",
    )


def texts_of(row: Row) -> list[str]:
    """Give what the row holds beside its code and name."""
    words = [cell.text for column, cell in row.words.items() if column not in (Column.CODE, Column.NAME)]
    return [" ".join(text.split()) for text in (*(cell.text for cell in row.figures.values()), *words)]


def _rivals(found: Return) -> list[OtherSheet]:
    return [other for other in found.layout.others if other.heading_row and not other.hidden and other.quarter is None]


def doubled_headings(found: Return) -> list[tuple[Heading, Heading]]:
    """Give each heading that means the same column as one before it, and that one."""
    first: dict[Column, Heading] = {}
    doubled: list[tuple[Heading, Heading]] = []
    for heading in found.headings:
        if heading.column is not None and (earlier := first.setdefault(heading.column, heading)) is not heading:
            doubled.append((heading, earlier))
    return doubled


def has_two_tables(found: Return) -> bool:
    """Say whether rows that seem to be missing may stand in a second table, which EF112 reports."""
    return bool(_rivals(found) or found.layout.second_table or len(doubled_headings(found)) >= FEWEST_DOUBLED)


@rule("EF113", Severity.WARNING)
def hidden(subject: Subject) -> Iterator[Found]:
    """Rows or columns of the table are hidden.

    Rows of indicators, or columns that hold figures or commentary, cannot be seen in Excel. They will still be used.

    Why: what is printed from them has perhaps not been checked, or was hidden because it should not be in the return.

    How to put it right: unhide them (Home > Format > Hide & Unhide) and check what they hold. If a filter is on, choose
    Data > Sort & Filter > Clear. Delete a row that should not be there.

    Before: rows 5 to 7 hidden by a filter
    After: all rows in sight
    """
    for found in subject.returns():
        rows, columns = found.layout.hidden_rows, found.layout.hidden_columns
        if rows:
            numbers = [at.row for at in rows]
            yield Found(
                rows[0],
                f"{_counted('Row', ranges(numbers))} {_hidden(numbers)} still be used: {_indicators(found, numbers)}.",
                f"{ALL} Rows. If a filter hides them, choose Data > Sort & Filter > Clear. Then check what they hold.",
            )
        if columns:
            places = [at.column for at in columns]
            texts = [f"“{shortened(each.text)}”" for each in found.headings if each.at.column in places]
            letters = [at.cell.rstrip("0123456789") for at in columns]
            yield Found(
                columns[0],
                f"{_counted('Column', letters)} {_hidden(places)} still be used: {listed(texts)}.",
                f"{ALL} Columns. Then check what they hold.",
            )


def _counted(noun: str, parts: list[str]) -> str:
    several = len(parts) > 1 or " to " in parts[0]
    return f"{noun}{'s' if several else ''} {listed(parts)}"


def _hidden(numbers: list[int]) -> str:
    return "is hidden, but its figures will" if len(numbers) == 1 else "are hidden, but their figures will"


def _indicators(found: Return, rows: Iterable[int]) -> str:
    wanted = set(rows)
    return listed([_row_name(row) for row in found.rows if row.at.row in wanted])


def _row_name(row: Row) -> str:
    if row.indicator:
        return label(row.indicator)
    words = row.text(Column.CODE) or row.text(Column.NAME)
    return f"“{shortened(words)}”" if words.strip() else f"row {row.at.row}"


@rule("EF114", Severity.NOTE)
def sheet_not_read(subject: Subject) -> Iterator[Found]:
    """A sheet is not read.

    The workbook has a hidden sheet that holds figures or a long list, or a visible one that holds a long list or whose table
    is for another quarter.

    Why: so that everybody knows that it was not read, and nobody sends on by mistake what it holds: a workbook that is
    passed on takes all its sheets along, hidden ones too.

    How to put it right: no action is needed if it is not meant to be read and holds nothing about single children. If it is
    the return, unhide it (right-click the tab of any sheet and choose Unhide), or put this quarter's return in its place.

    Before: a hidden sheet “Children” with names and dates
    After: no such sheet
    """
    for found in subject.returns():
        # A return behind a hidden sheet is an error, said by a rule of its own.
        hidden_ones = [
            other for other in found.layout.others if other.hidden and (found.headings or not other.heading_row)
        ]
        earlier = [other for other in found.layout.others if not other.hidden and other.quarter]
        lists = [other for other in found.layout.others if not other.hidden and not other.heading_row]
        if hidden_ones:
            names = listed([f"“{other.at.sheet}”" for other in hidden_ones])
            one = len(hidden_ones) == 1
            said = f"sheet {names} is hidden and is" if one else f"sheets {names} are hidden and are"
            yield Found(
                CellRef(found.workbook, hidden_ones[0].at.sheet),
                f"The {said} not read.",
                f"To see {'it' if one else 'them'}, right-click the tab of any sheet and choose Unhide "
                "(if it is not in the list, ask whoever made the workbook). Delete what should not be passed on.",
            )
        for other in lists:
            yield Found(
                CellRef(found.workbook, other.at.sheet),
                f"The sheet “{other.at.sheet}” holds a long list and is not read.",
                "If it holds children's names, take it out before the workbook is passed on.",
            )
        for other in earlier:
            quarter = other.quarter.label if other.quarter else ""
            yield Found(
                CellRef(found.workbook, other.at.sheet),
                f"The sheet “{other.at.sheet}” is not read: its table is for {quarter}.",
                f"No action needed, if the return is on the sheet “{found.sheet}”.",
            )


@rule("EF115", Severity.ERROR, hides=True)
def merged(subject: Subject) -> Iterator[Found]:
    """Cells of the table are merged.

    Several cells of indicators' rows are merged into one, of which only the first holds anything; the others are blank,
    whatever it looks like.

    Why: we cannot tell whether the figure is meant for all the rows and columns that it reaches across, or for the first.

    How to put it right: select the merged cell, choose Home > Merge & Centre > Unmerge Cells, and type into each cell what
    belongs there.

    Before: C4:C5 merged, with 306
    After: C4 with 306, and C5 with 44
    """
    for found in subject.returns():
        for block in found.layout.merged:
            where, text = _in_merged(found, block)
            holds = f" (“{shortened(text)}”)" if text.strip() else ""
            yield Found(
                block.at,
                f"The cells {block.range} are merged, across {where}. Only {block.at.cell} holds anything{holds}; the others are blank.",
                f"Select {block.at.cell}, {UNMERGE}, and type into each of {block.range} what belongs there.",
            )


def _in_merged(found: Return, block: Merged) -> tuple[str, str]:
    """Name the columns and rows of the table that the block reaches over, and give the text of its first cell."""
    first, last = _corners(block.range)
    rows = [row for row in found.rows if first[0] <= row.at.row <= last[0]]
    texts = heading_texts(found)
    columns = [each for each in found.headings if each.column and first[1] <= each.at.column <= last[1]]
    names = listed([f"“{texts[each.column]}”" for each in columns if each.column])
    held = {cell.at: cell.text for row in rows for cell in row.figures.values()}
    held |= {cell.at: cell.text for row in rows for cell in row.words.values()}
    return f"{listed([_row_name(row) for row in rows])} ({names})", held.get(block.at, "")


def _corners(block: str) -> tuple[tuple[int, int], tuple[int, int]]:
    first, _, last = block.partition(":")
    return _row_and_column(first), _row_and_column(last)


def _row_and_column(cell: str) -> tuple[int, int]:
    column = 0
    for letter in cell.rstrip("0123456789"):
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")), column
