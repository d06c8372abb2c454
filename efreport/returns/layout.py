"""What stands about the table of a return and may mislead: what is hidden, merged, doubled, or read by nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from itertools import islice

from efreport.model import Cell, CellRef, Column, Layout, Merged, OtherSheet, Row, column_letters
from efreport.returns.cells import read_words
from efreport.returns.sheet import Area, SheetCell
from efreport.returns.table import TableFound, second_table

MOST_UNREAD = 200
FEWEST_FILLED = 2
FEWEST_LETTERS = 3


def read_layout(
    table: TableFound,
    rows: Collection[Row],
    others: tuple[OtherSheet, ...],
    workbook: str,
) -> Layout:
    """Describe what stands about the table. `rows` are those of it that were read."""
    sheet, end = table.sheet, second_table(table)
    read = {row.at.row for row in rows}

    def at(row: int, column: int) -> CellRef:
        return CellRef(workbook, sheet.name, row, column)

    return Layout(
        others=others,
        second_table=at(end, min(sheet.rows[end])) if end else None,
        merged=tuple(Merged(at(*place), _range(block)) for block, place in _merged(table, read)),
        hidden_rows=tuple(row.at for row in rows if row.at.row in sheet.hidden_rows),
        hidden_columns=tuple(
            at(table.row, place)
            for place in table.columns.values()
            if place in sheet.hidden_columns and any(place in sheet.rows[row] for row in read)
        ),
        unread=tuple(islice(_unread(table, read, end, workbook), MOST_UNREAD)),
        without_heading=tuple(at(table.row, place) for place in _without_heading(table, read)),
    )


def _merged(table: TableFound, read: Collection[int]) -> Iterator[tuple[Area, tuple[int, int]]]:
    """Merged blocks that swallow cells of the table's rows: only the first of a block can hold anything."""
    for block in table.sheet.merged:
        rows = [row for row in read if block.first_row <= row <= block.last_row]
        if any(block.swallows(row, place) for row in rows for place in table.columns.values()):
            yield block, (block.first_row, block.first_column)


def _range(block: Area) -> str:
    first = f"{column_letters(block.first_column)}{block.first_row}"
    return f"{first}:{column_letters(block.last_column)}{block.last_row}"


def _unread(table: TableFound, read: Collection[int], end: int, workbook: str) -> Iterator[Cell]:
    """Texts that nobody reads: below the last indicator, beside one in a column without a heading, and between two.

    Below the last, only the first of each row. Between two, the first too, which is most often a section's heading, and
    what stands below the headings of figures, sources and commentary.
    """
    last = max(read, default=0)
    named = {place for column, place in table.columns.items() if column not in (Column.CODE, Column.NAME)}
    for number, cells in table.sheet.rows.items():
        if number <= table.row or (end and number >= end):
            continue
        if number in read:
            yield from (_text(table, workbook, cells[place]) for place in cells if _is_beside(table, cells[place]))
            continue
        if last and not _is_heading_row(cells, table):
            others = {place for place in named if place in cells and number < last and _has_words(cells[place])}
            yield from (_text(table, workbook, cells[place]) for place in sorted({min(cells), *others}))


def _text(table: TableFound, workbook: str, cell: SheetCell) -> Cell:
    return read_words(CellRef(workbook, table.sheet.name, cell.row, cell.column), cell)


def _is_beside(table: TableFound, cell: SheetCell) -> bool:
    """Say whether the cell holds words, and not just a number or a tick, in a column without a heading."""
    return cell.column not in table.headings and _has_words(cell)


def _has_words(cell: SheetCell) -> bool:
    return not cell.problem and sum(character.isalpha() for character in cell.text) >= FEWEST_LETTERS


def _without_heading(table: TableFound, read: Collection[int]) -> Iterator[int]:
    """Columns beside or between those of the table that several of its rows fill although the heading is blank."""
    filled = Counter(place for row in read for place in table.sheet.rows[row] if place not in table.headings)
    yield from (place for place, count in sorted(filled.items()) if count >= min(FEWEST_FILLED, len(read)))


def _is_heading_row(cells: Mapping[int, SheetCell], table: TableFound) -> bool:
    headings = {cell.text.casefold() for cell in table.sheet.rows[table.row].values()}
    return len(cells) > 1 and {cell.text.casefold() for cell in cells.values()} <= headings
