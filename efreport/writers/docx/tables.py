"""The two kinds of table: what stands in each cell, and in which style. How a table is said to Word is in `grid`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from efreport.document import IndicatorRow, IndicatorTable, Table, Text
from efreport.writers.docx.grid import Cell, Grid, written
from efreport.writers.docx.styles import INDICATOR_TABLE, PLAIN_TABLE, Style, TableStyles
from efreport.writers.docx.widths import fits_on_a_line, indicator_widths, plain_widths
from efreport.writers.docx.xml import Xml, joined, paragraph, run

_ROW_NAMES = ("code", "name")
_WORDS = (*_ROW_NAMES, "direction", "source", "commentary")
_NUMBER = re.compile(r"[-+]?\d[\d,.]*%?")


def plain_table(table: Table, looks: TableStyles = PLAIN_TABLE) -> Xml:
    """A table of texts: the first column names the row, and columns of numbers are set to the right."""
    figures = [n > 0 and _are_numbers(row[n] for row in table.rows) for n in range(len(table.headings))]
    styles = [looks.figure if is_figure else looks.text for is_figure in figures]
    styles[0] = looks.row_name
    return written(
        Grid(
            caption=table.caption,
            description=table.description,
            points=looks.points,
            widths=plain_widths(table, figures, looks.points),
            headings=_headings(looks, table.headings, figures),
            rows=[list(map(Cell, row, styles)) for row in table.rows],
        )
    )


def indicator_table(table: IndicatorTable) -> Xml:
    """The indicators of a section, and after the table the notes that it refers to."""
    kinds = [column.kind for column in table.columns]
    texts = [[_text(row, kind) for kind in kinds] for row in table.rows]
    widths = indicator_widths(table.columns, texts)
    figures = [kind not in _WORDS for kind in kinds]
    grid = Grid(
        caption=table.caption,
        description=table.description,
        points=INDICATOR_TABLE.points,
        widths=widths,
        headings=_headings(INDICATOR_TABLE, [column.heading for column in table.columns], figures),
        rows=[
            [
                _indicator_cell(text, kind, width, row.positions.get(kind))
                for text, kind, width in zip(cells, kinds, widths, strict=True)
            ]
            for row, cells in zip(table.rows, texts, strict=True)
        ],
        names_rows=kinds[0] in _ROW_NAMES,
        leads_to_note=bool(table.notes),
    )
    return joined(written(grid), *(paragraph(Style.TABLE_NOTE, run(note)) for note in table.notes))


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


def _indicator_cell(text: Text, kind: str, width: int, below: Text | None) -> Cell:
    """A code names the row; a figure is set to the right, unless it is so long that it would wrap."""
    if kind == "code":
        return Cell(text, INDICATOR_TABLE.row_name)
    is_short = kind not in _WORDS and fits_on_a_line(text.words, width, INDICATOR_TABLE.points)
    return Cell(text, INDICATOR_TABLE.figure if is_short else INDICATOR_TABLE.text, below)
