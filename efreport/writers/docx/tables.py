"""The two kinds of table: what stands in each cell, and in which style. How a table is said to Word is in `grid`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from efreport.document import IndicatorRow, IndicatorTable, PrintedColumn, Table, Text, TrendShown
from efreport.writers.docx.design import Design
from efreport.writers.docx.grid import Cell, Grid, written
from efreport.writers.docx.sparklines import sparkline
from efreport.writers.docx.styles import INDICATOR_TABLE, PLAIN_TABLE, Style, TableStyles
from efreport.writers.docx.widths import Measure, indicator_widths, plain_widths
from efreport.writers.docx.xml import NOTHING, Xml, joined, paragraph, run

NAME, DIRECTION = "name", "direction"
_ROW_NAMES = ("code", NAME)
_OF_WORDS = ("source", "commentary")
_WORDS = (*_ROW_NAMES, DIRECTION, "target", *_OF_WORDS)
_NUMBER = re.compile(r"[-+]?\d[\d,.]*%?( \[[pr]\])*")


def plain_table(table: Table, design: Design, looks: TableStyles = PLAIN_TABLE) -> Xml:
    """A table of texts: the first column names the row, and columns of numbers are set to the right."""
    figures = [n > 0 and _are_numbers(row[n] for row in table.rows) for n in range(len(table.headings))]
    styles = [looks.figure if is_figure else looks.text for is_figure in figures]
    styles[0] = looks.row_name
    return written(
        Grid(
            design=design,
            caption=table.caption,
            description=table.description,
            looks=looks,
            stays_whole=len(table.rows) <= looks.most_kept_whole,
            widths=plain_widths(table, figures, looks.points(design), design),
            headings=_headings(looks, table.headings, figures),
            rows=[list(map(Cell, row, styles)) for row in table.rows],
        )
    )


def indicator_table(table: IndicatorTable, design: Design, numbers: Iterator[int]) -> Xml:
    """The indicators of a section, and after the table the notes that it refers to, which stay with its last row.

    What is drawn in it takes its numbers from `numbers`. On a narrow page the words stand in a second table, below that
    of the figures and its notes.
    """
    last = len(table.notes) - 1
    notes = [paragraph(Style.TABLE_NOTE, run(note), keep_with_next=n < last) for n, note in enumerate(table.notes)]
    if not design.is_narrow:
        return joined(written(_grid(table, table.columns, design, numbers)), *notes)
    figures = replace(table, columns=tuple(column for column in table.columns if column.kind not in _OF_WORDS))
    words = replace(
        table,
        caption=f"{table.caption}: commentary",
        description="One row for each indicator, with its commentary.",
        columns=tuple(column for column in table.columns if column.kind in (*_ROW_NAMES, *_OF_WORDS)),
        notes=(),
    )
    return joined(
        written(_grid(figures, figures.columns, design, numbers)),
        *notes,
        paragraph(Style.SEPARATOR),
        written(_grid(words, words.columns, design, numbers)),
    )


def _grid(table: IndicatorTable, columns: Sequence[PrintedColumn], design: Design, numbers: Iterator[int]) -> Grid:
    kinds = [column.kind for column in columns]
    texts = [[_texts(row, kind) for kind in kinds] for row in table.rows]
    widths = indicator_widths(columns, texts, design)
    figures = [kind not in _WORDS for kind in kinds]
    measure = Measure(design.table_points, design.letter_width)
    rows = [list(map(partial(_indicator_cell, measure), row, kinds, widths)) for row in texts]
    if NAME in kinds and DIRECTION in kinds:
        place = kinds.index(NAME)
        for cells, row in zip(rows, table.rows, strict=True):
            cells[place] = _with_trend(cells[place], row.trend, widths[place], design, numbers)
    return Grid(
        design=design,
        caption=table.caption,
        description=table.description,
        looks=INDICATOR_TABLE,
        widths=widths,
        headings=_headings(INDICATOR_TABLE, [column.heading for column in columns], figures),
        rows=rows,
        names_rows=kinds[0] in _ROW_NAMES,
        leads_to_note=bool(table.notes),
    )


def _with_trend(cell: Cell, trend: TrendShown | None, width: int, design: Design, numbers: Iterator[int]) -> Cell:
    """The indicator's name, with its trend drawn under it and the trend's words below."""
    if trend is None:
        return cell
    drawing = sparkline(trend, next(numbers), width, design) if trend.drawn else NOTHING
    return replace(cell, below=(*cell.below, trend.text), drawing=drawing)


def _are_numbers(cells: Iterable[Text]) -> bool:
    return all(_NUMBER.fullmatch(cell.words) for cell in cells)


def _headings(styles: TableStyles, words: Iterable[str], figures: Iterable[bool]) -> list[Cell]:
    pairs = zip(words, figures, strict=True)
    return [Cell(Text(heading), styles.heading(of_figures=is_figure)) for heading, is_figure in pairs]


def _text(row: IndicatorRow, kind: str) -> Text:
    match kind:
        case "code":
            return Text(row.code)
        case "name":
            return Text(row.name)
        case "direction":
            return row.movement.text
        case "target" if row.target:
            return row.target.text
        case "source":
            return row.source
        case "commentary":
            return row.commentary
        case _:
            return row.figures[kind].text


def _texts(row: IndicatorRow, kind: str) -> tuple[Text, ...]:
    """The text of a cell, and below a comparator's figure where the latest stands against it."""
    return tuple(filter(None, (_text(row, kind), row.positions.get(kind))))


def _indicator_cell(measure: Measure, texts: Sequence[Text], kind: str, width: int) -> Cell:
    """A code names the row; a figure is set to the right, unless it is so long that it would wrap."""
    text, *below = texts
    if kind == "code":
        return Cell(text, INDICATOR_TABLE.row_name)
    is_short = kind not in _WORDS and measure.fits_on_a_line(text.words, width)
    return Cell(text, INDICATOR_TABLE.figure if is_short else INDICATOR_TABLE.text, tuple(below))
