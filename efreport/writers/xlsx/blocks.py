"""Headings, paragraphs and plain tables one under another on a sheet; not the flat tables that are filtered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final, TypeAlias

from efreport.document import Block, Chart, Heading, IndicatorTable, Number, Paragraph, Table, Text
from efreport.writers.charts import height_in_cm
from efreport.writers.formats import number_in
from efreport.writers.xlsx.cells import content_cell, header_cells, text_cell
from efreport.writers.xlsx.drawings import Drawn
from efreport.writers.xlsx.heights import lines_in
from efreport.writers.xlsx.page import points_of_a_page
from efreport.writers.xlsx.places import letters_of
from efreport.writers.xlsx.rows import Rows
from efreport.writers.xlsx.running import running_lines
from efreport.writers.xlsx.styles import BOLD, CAPTION, SUBHEADING, paragraph_style, running_style

FIRST_WIDTH: Final = 46.0
WIDEST: Final = 40.0
NARROWEST: Final = 13.0
MOST_LINES: Final = 4
POINTS_OF_A_CM: Final = 72 / 2.54
Draw: TypeAlias = Callable[[Table, Chart, str], Drawn]


def widths_for(blocks: Iterable[Block]) -> tuple[float, ...]:
    """Give the widths of columns that the tables among the blocks need."""
    widths = {1: FIRST_WIDTH}
    for table in (block for block in blocks if isinstance(block, Table)):
        for row in (table.headings, *(tuple(cell.words for cell in row) for row in table.rows)):
            for number, words in enumerate(row[1:], 2):
                widths[number] = max(widths.get(number, NARROWEST), min(WIDEST, len(words) * 1.1 + 2))
    return tuple(widths.values())


def fitted(blocks: Iterable[Block], widths: Sequence[float]) -> tuple[Block, ...]:
    """Give the blocks with each table that the widths would cram turned so that its longest column is the widest.

    Where that is not enough, it is one column, the cells of a row as its lines. A long text in a narrow column makes a
    row as tall as a page, and all tables of a sheet share its columns.
    """
    return tuple(_fitted(block, widths) if isinstance(block, Table) else block for block in blocks)


def _fitted(table: Table, widths: Sequence[float]) -> Table:
    turned = (table, _longest_first(table), _in_one_column(table))
    return next(each for each in turned if not _is_crammed(each, widths))


def write_blocks(rows: Rows, blocks: Sequence[Block], draw: Draw | None = None) -> tuple[Drawn, ...]:
    """Write blocks from the next row on; tables of indicators have a place of their own.

    Gives the charts, each of which `draw` writes with the table before it; without it there are none.
    """
    heading = ""
    drawn: list[Drawn] = []
    for number, (block, following) in enumerate(zip(blocks, (*blocks[1:], None), strict=True)):
        match block:
            case Heading():
                heading = block.words
                _keep_together(rows, tuple(_under(blocks[number:])))
                rows.gap()
                rows.ruled(heading, SUBHEADING)
                rows.gap(0.4)
            case Paragraph(text):
                _write_paragraph(rows, text)
                rows.gap(0.4)
            case Table() if draw and isinstance(following, Chart):
                drawn.append(draw(block, following, heading))
            case Table():
                write_table(rows, block, under=heading)
            case Chart() | IndicatorTable():
                pass
    return tuple(drawn)


def _write_paragraph(rows: Rows, text: Text) -> None:
    """Over all columns line by line, since no cells are merged; wrapped where there is one column."""
    bold = text.role in BOLD
    if len(rows.widths) == 1:
        rows.wrapped([text_cell(rows.looks, text.words, paragraph_style(text.role))], bold=bold)
        return
    write = rows.ruled if bold else rows.line
    for line in running_lines(text.words, rows.widths, rows.type, bold=bold):
        write(line, running_style(text.role))


def _under(blocks: Sequence[Block]) -> Iterator[Block]:
    """The heading that comes first, and what stands under it."""
    yield blocks[0]
    yield from takewhile(lambda block: not isinstance(block, Heading), blocks[1:])


def _keep_together(rows: Rows, blocks: Sequence[Block]) -> None:
    """A heading and all under it share a page; where none holds them, the heading and what is next to it.

    A stacked chart can do without its table, and would often leave half a page empty.
    """
    heights = [height_of(block, rows) for block in blocks if not (isinstance(block, Chart) and block.stacked)]
    rows.keep(sum(heights) if sum(heights) <= points_of_a_page(rows.widths) else sum(heights[:3]))


def height_of(block: Block, rows: Rows) -> float:
    """Give how tall a block will be on the sheet, in points."""
    line = rows.type.line_height
    match block:
        case Heading():
            return 3 * line
        case Paragraph():
            if len(rows.widths) == 1:
                return rows.height_of([block.text.words]) + 0.4 * line
            lines = running_lines(block.text.words, rows.widths, rows.type, bold=block.text.role in BOLD)
            return (sum(1 for _ in lines) + 0.4) * line
        case Table():
            own = sum(rows.height_of(cell.words for cell in row) for row in block.rows)
            return 2.2 * line + rows.height_of(block.headings, bold=True) + own
        case Chart():
            return height_in_cm(block) * POINTS_OF_A_CM
        case IndicatorTable():
            return 0


def write_table(rows: Rows, table: Table, *, under: str = "") -> int:
    """Write a table, its caption above it unless that is the heading that it stands `under`. Give its header's row."""
    if table.caption != under:
        rows.line(table.caption, CAPTION)
        rows.gap(0.2)
    contents = [(row[0], *map(_as_number, row[1:])) for row in table.rows]
    rows.wrapped(header_cells(rows.looks, table.headings, contents), bold=True)
    header = rows.last
    for row in contents:
        rows.wrapped([content_cell(rows.looks, content) for content in row])
    if table.name:
        rows.name(table.name, f"A{header}:{letters_of(len(table.headings))}{rows.last}")
    rows.gap()
    return header


def _as_number(cell: Text) -> Text | Number:
    """What is a number can be added up and drawn."""
    return number_in(cell.words) or cell


def _is_crammed(table: Table, widths: Sequence[float]) -> bool:
    return any(
        lines_in(cell.words, width) > MOST_LINES
        for row in table.rows
        for cell, width in zip(row[1:], widths[1:], strict=False)
    )


def _longest_first(table: Table) -> Table:
    """The column of the longest text comes first, since the first is the widest."""
    lengths = [max((len(row[place].words) for row in table.rows), default=0) for place in range(len(table.headings))]
    longest = lengths.index(max(lengths))
    order = (longest, *(place for place in range(len(lengths)) if place != longest))
    return replace(
        table,
        headings=tuple(table.headings[place] for place in order),
        rows=tuple(tuple(row[place] for place in order) for row in table.rows),
    )


def _in_one_column(table: Table) -> Table:
    rows = tuple((Text("\n".join(cell.words for cell in row)),) for row in table.rows)
    return replace(table, headings=("\n".join(table.headings),), rows=rows)
