"""Which sheet's table is the return, and for which quarter its headings are. Looks at headings and heads, at no row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from efreport.model import FIGURE_COLUMNS, CellRef, Column, Framework, OtherSheet
from efreport.quarter import Quarter, QuarterError, parse_quarter
from efreport.returns.head import Head, read_head
from efreport.returns.sheet import Sheet
from efreport.returns.table import TableFound, find_table, heading_forms

QUARTERS_AROUND = 4
FEWEST_FIGURES = 2
LIST_ROWS, LIST_COLUMNS = 30, 3


@dataclass(frozen=True)
class Chosen:
    """The table that was taken for the return, the forms of heading that it was read by, and its sheet's head.

    `headings_for` is the quarter whose headings it has, where they are those of another than `quarter`.
    """

    sheet: Sheet
    head: Head
    table: TableFound | None
    forms: Mapping[str, Column]
    quarter: Quarter
    headings_for: Quarter | None


def head_quarter(head: Head, first_month: int) -> Quarter | None:
    """Give the quarter that the "Quarter" line says, None where it says none."""
    return _quarter_in(head.quarter.text, first_month) if head.quarter else None


def _quarter_in(text: str, first_month: int) -> Quarter | None:
    try:
        return parse_quarter(text, first_month)
    except QuarterError:
        return None


def choose(sheets: tuple[Sheet, ...], framework: Framework, quarter: Quarter) -> Chosen:
    """Choose the visible sheet with the most known headings; of two with as many, one whose head says the quarter.

    Its headings are read as the round's quarter has them, or as its own has, where it names another and more are known.
    """
    visible = [sheet for sheet in sheets if not sheet.hidden]
    forms = heading_forms(framework.columns, quarter)
    tables = [table for sheet in visible if (table := find_table(sheet, forms))]
    if not tables:
        sheet = visible[0] if visible else Sheet("", {})
        return _by_its_own_quarter(sheet, read_head(sheet, None), None, framework, quarter)
    heads = {id(table): read_head(table.sheet, table.row) for table in tables}

    def rank(table: TableFound) -> tuple[int, bool]:
        return len(table.columns), head_quarter(heads[id(table)], framework.first_month) == quarter

    best = max(tables, key=rank)
    return _by_its_own_quarter(best.sheet, heads[id(best)], best, framework, quarter)


def _by_its_own_quarter(
    sheet: Sheet, head: Head, table: TableFound | None, framework: Framework, quarter: Quarter
) -> Chosen:
    known = len(table.columns) if table else 0
    said = head_quarter(head, framework.first_month)
    if said and said != quarter:
        forms = heading_forms(framework.columns, said)
        own = find_table(sheet, forms)
        if own and len(own.columns) > known:
            return Chosen(sheet, head, own, forms, said, None)
    other = _headings_for(sheet, framework, quarter, table) if table else None
    return Chosen(sheet, head, table, heading_forms(framework.columns, quarter), quarter, other)


def _headings_for(sheet: Sheet, framework: Framework, quarter: Quarter, known: TableFound) -> Quarter | None:
    """Find the nearest quarter by which more headings are known and the latest result stands in another column, if any."""
    if len(known.columns) == len(framework.columns):
        return None
    for near in _around(quarter):
        table = find_table(sheet, heading_forms(framework.columns, near))
        latest = table.columns.get(Column.LATEST) if table else None
        if table and latest and len(table.columns) > len(known.columns) and latest != known.columns.get(Column.LATEST):
            return near
    return None


def _around(quarter: Quarter) -> Iterator[Quarter]:
    before = after = quarter
    for _ in range(QUARTERS_AROUND):
        before, after = before.previous, after.next
        yield before
        yield after


def other_sheets(
    sheets: tuple[Sheet, ...], chosen: Chosen, framework: Framework, quarter: Quarter, workbook: str
) -> Iterator[OtherSheet]:
    """Give the sheets that are not read and that somebody should know of: hidden ones with data, other tables, long lists."""
    forms = heading_forms(framework.columns, quarter)
    for sheet in sheets:
        if sheet is chosen.sheet or not sheet.rows:
            continue
        table = find_table(sheet, forms)
        figures = [column for column in FIGURE_COLUMNS if table and column in table.columns]
        row = table.row if table and len(figures) >= FEWEST_FIGURES else 0
        if row or _is_long_list(sheet) or (sheet.hidden and _holds_figures(sheet)):
            first = min(sheet.rows[row]) if row else 0
            at = CellRef(workbook, sheet.name, row, first)
            yield OtherSheet(at, sheet.hidden, row, _other_quarter(sheet, table, framework, quarter) if row else None)


def _holds_figures(sheet: Sheet) -> bool:
    """Say whether there is any number on it: a sheet of words is most often one of lists to choose from."""
    return any(cell.amount is not None for row in sheet.rows.values() for cell in row.values())


def _is_long_list(sheet: Sheet) -> bool:
    """Say whether it has as many rows as a list of children may have, with as many columns as one would."""
    return sum(len(row) >= LIST_COLUMNS for row in sheet.rows.values()) >= LIST_ROWS


def _other_quarter(sheet: Sheet, table: TableFound | None, framework: Framework, quarter: Quarter) -> Quarter | None:
    said = head_quarter(read_head(sheet, table.row if table else None), framework.first_month)
    said = said or _quarter_in(sheet.name, framework.first_month)
    if said and said != quarter:
        return said
    return _headings_for(sheet, framework, quarter, table) if table else None
