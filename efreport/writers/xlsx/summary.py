"""The Summary sheet: what the first page says with its tables as numbers, and the charts with the cells that they draw."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Final

from efreport.document import Block, Chart, Document, Heading, Number, Series, Table, Text
from efreport.writers.charts import ChartLook, SeriesCells
from efreport.writers.formats import number_in, shown
from efreport.writers.xlsx.blocks import fitted, height_of, write_blocks, write_table
from efreport.writers.xlsx.book import Book
from efreport.writers.xlsx.drawings import INDENT_CM, Charts, Drawn
from efreport.writers.xlsx.page import Sheet, page_of
from efreport.writers.xlsx.places import letters_of
from efreport.writers.xlsx.rows import Rows
from efreport.writers.xlsx.styles import HEADING

SUMMARY: Final = "Summary"
WIDTHS: Final = (52.0, *(15.5,) * 7)
CM_OF_A_DIGIT: Final = 8 * 2.54 / 96
COUNTS: Final = "Counts"
COMPARATORS: Final = "Latest results beside the comparators"
DRAWN_FROM: Final = "One row for each indicator that the chart beside draws, with its figures."
NO_FIGURE: Final = "none"
NAMES_BELOW: Final = 0.26
"""The part of the width of a chart below its table that its names take."""

MARKS: Final = re.compile(r" \[[pr]\]")


def write_summary(book: Book, document: Document) -> Rows:
    """Write the sheet, and give its rows with the charts that are drawn on it."""
    rows = Rows(book, Sheet(SUMMARY, page_of(document)), WIDTHS)
    rows.line(f"{'DRAFT: ' if document.draft else ''}{SUMMARY}, {document.quarter}", HEADING)
    rows.gap(0.4)
    drawn = write_blocks(rows, summary_blocks(document), partial(_draw, rows))
    beside = ChartLook(book.look.font, book.look.headings, book.type.letter_width)
    rows.charts = Charts(drawn, beside, replace(beside, names=NAMES_BELOW))
    return rows


def summary_blocks(document: Document) -> tuple[Block, ...]:
    """Give what stands on the sheet: the first page, and the charts of the areas, each below the figures it draws."""
    return (*fitted(_counts_first(document.cover), WIDTHS), *_of_areas(document))


def _counts_first(blocks: Sequence[Block]) -> Sequence[Block]:
    """The counts follow what stands before any heading: with their chart they fill the first page."""
    starts = [number for number, block in enumerate(blocks) if isinstance(block, Heading)]
    for start, end in pairwise((*starts, len(blocks))):
        if any(isinstance(block, Table) and block.name == COUNTS for block in blocks[start:end]):
            return (*blocks[: starts[0]], *blocks[start:end], *blocks[starts[0] : start], *blocks[end:])
    return blocks


def _of_areas(document: Document) -> Iterator[Block]:
    if document.charts:
        yield Heading(1, COMPARATORS)
    area = ""
    for block in document.areas:
        match block:
            case Heading(level=1, words=words):
                area = words
            case Chart():
                yield _figures_of(block, area)
                yield block
            case _:
                pass


def _figures_of(chart: Chart, area: str) -> Table:
    """The figures of a chart as a table, which the chart is then drawn from: a filter or a sort cannot disturb it."""
    columns = [[_words(value) for value in series.values] for series in chart.series]
    return Table(
        caption=f"{area}: {chart.unit}",
        description=DRAWN_FROM,
        headings=("Indicator", *(series.name for series in chart.series)),
        rows=tuple(tuple(map(Text, row)) for row in zip(chart.categories, *columns, strict=True)),
    )


def _words(value: Number | None) -> str:
    """Without the unit, which stands in the caption."""
    return shown(replace(value, suffix="".join(MARKS.findall(value.suffix)))) if value else NO_FIGURE


def _draw(rows: Rows, table: Table, chart: Chart, under: str) -> Drawn:
    """Write the figures of a chart and leave room for it: below them where it is stacked, else beside them."""
    tall, own = height_of(chart, rows), height_of(table, rows)
    rows.keep(own if chart.stacked else max(own, tall))
    first, before = rows.last, rows.tall
    header = write_table(rows, table, under=under)
    cells = tuple(_cells_of(chart, table, header))
    if chart.stacked:
        rows.keep(tall)
        first, before = rows.last, rows.tall
    rows.space(tall - (rows.tall - before) + rows.type.line_height)
    column = 0 if chart.stacked else len(table.headings)
    width = sum(WIDTHS[column:]) * CM_OF_A_DIGIT - INDENT_CM
    return Drawn(chart, cells, column, first, width)


def _cells_of(chart: Chart, table: Table, header: int) -> Iterator[SeriesCells]:
    """Where the figures stand, series by series. Nowhere if one of them is no such number there: it would be drawn as 0."""
    names = tuple(row[0].words for row in table.rows[: len(chart.categories)])
    if names != chart.categories or not all(_is_in(series, table) for series in chart.series):
        return
    first, last = header + 1, header + len(names)
    for series in chart.series:
        place = table.headings.index(series.name)
        column = letters_of(place + 1)
        yield SeriesCells(
            categories=f"{SUMMARY}!$A${first}:$A${last}",
            name=f"{SUMMARY}!${column}${header}",
            values=f"{SUMMARY}!${column}${first}:${column}${last}",
        )


def _is_in(series: Series, table: Table) -> bool:
    if series.name not in table.headings[1:]:
        return False
    place = table.headings.index(series.name)
    there = (number_in(row[place].words) for row in table.rows)
    return all(
        value and number and number.amount == value.amount for value, number in zip(series.values, there, strict=False)
    )
