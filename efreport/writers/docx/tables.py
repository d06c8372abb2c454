"""The two kinds of table: what stands in each cell, and in which style. How a table is said to Word is in `grid`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from efreport.document import IndicatorRow, IndicatorTable, Table, Text
from efreport.writers.docx.grid import Cell, Grid, written
from efreport.writers.docx.styles import INDICATOR_TABLE, PLAIN_TABLE, Style, TableStyles
from efreport.writers.docx.widths import fits_on_a_line, indicator_widths, plain_widths
from efreport.writers.docx.xml import Xml, joined, paragraph, run

_ROW_NAMES = ("code", "name")
_WORDS = (*_ROW_NAMES, "direction", "source", "commentary")
_NUMBER = re.compile(r"[-+]?\d[\d,.]*%?( \[[pr]\])*")


def plain_table(table: Table, looks: TableStyles = PLAIN_TABLE) -> Xml:
    """A table of texts: the first column names the row, and columns of numbers are set to the right."""
    figures = [n > 0 and _are_numbers(row[n] for row in table.rows) for n in range(len(table.headings))]
    styles = [looks.figure if is_figure else looks.text for is_figure in figures]
    styles[0] = looks.row_name
    return written(
        Grid(
            caption=table.caption,
            description=table.description,
            looks=looks,
            stays_whole=len(table.rows) <= looks.most_kept_whole,
            widths=plain_widths(table, figures, looks.points),
            headings=_headings(looks, table.headings, figures),
            rows=[list(map(Cell, row, styles)) for row in table.rows],
        )
    )


def indicator_table(table: IndicatorTable) -> Xml:
    """The indicators of a section, and after the table the notes that it refers to, which stay with its last row."""
    kinds = [column.kind for column in table.columns]
    texts = [[_texts(row, kind) for kind in kinds] for row in table.rows]
    widths = indicator_widths(table.columns, texts)
    figures = [kind not in _WORDS for kind in kinds]
    grid = Grid(
        caption=table.caption,
        description=table.description,
        looks=INDICATOR_TABLE,
        widths=widths,
        headings=_headings(INDICATOR_TABLE, [column.heading for column in table.columns], figures),
        rows=[list(map(_indicator_cell, row, kinds, widths)) for row in texts],
        names_rows=kinds[0] in _ROW_NAMES,
        leads_to_note=bool(table.notes),
    )
    last = len(table.notes) - 1
    notes = (paragraph(Style.TABLE_NOTE, run(note), keep_with_next=n < last) for n, note in enumerate(table.notes))
    return joined(written(grid), *notes)


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
        case "source":
            return row.source
        case "commentary":
            return row.commentary
        case _:
            return row.figures[kind].text


def _texts(row: IndicatorRow, kind: str) -> tuple[Text, ...]:
    """The text of a cell, and below a comparator's figure where the latest stands against it."""
    return tuple(filter(None, (_text(row, kind), row.positions.get(kind))))


def _indicator_cell(texts: Sequence[Text], kind: str, width: int) -> Cell:
    """A code names the row; a figure is set to the right, unless it is so long that it would wrap."""
    text, *below = texts
    if kind == "code":
        return Cell(text, INDICATOR_TABLE.row_name)
    is_short = kind not in _WORDS and fits_on_a_line(text.words, width, INDICATOR_TABLE.points)
    return Cell(text, INDICATOR_TABLE.figure if is_short else INDICATOR_TABLE.text, tuple(below))
