"""The two kinds of table as markup: what stands in each cell and in which style. How wide the columns are is in `widths`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from efreport.document import IndicatorRow, IndicatorTable, Role, Table, Text
from efreport.writers.docx.page import TEXT_WIDTH
from efreport.writers.docx.styles import INDICATOR_TABLE, PLAIN_TABLE, Style, TableStyles
from efreport.writers.docx.widths import indicator_widths, is_too_tall, plain_widths
from efreport.writers.docx.xml import NOTHING, Xml, element, joined, paragraph, run

FILLS = {Role.IMPROVED: "DCEFE1", Role.WORSENED: "FBE3D6", Role.CHANGED: "E3EBF3", Role.NO_CHANGE: "EFEFEC"}
ROLE_STYLES = {
    Role.IMPROVED: Style.IMPROVED,
    Role.WORSENED: Style.WORSENED,
    Role.NOT_COMPARED: Style.GAP,
    Role.GAP: Style.GAP,
    Role.NOTE: Style.GAP,
    Role.WARNING: Style.STRONG,
}
_WORDS = ("code", "name", "direction", "source", "commentary")
_ROW_NAMES = ("code", "name")
_LONGEST_SET_RIGHT = 12
_NUMBER = re.compile(r"[-+]?\d[\d,.]*%?")


@dataclass(frozen=True)
class _Cell:
    text: Text
    style: str


@dataclass(frozen=True)
class _Grid:
    """A table of either kind once the look of each cell is decided."""

    caption: str
    description: str
    points: float
    widths: Sequence[int]
    headings: Sequence[_Cell]
    rows: Sequence[Sequence[_Cell]]
    names_rows: bool = True
    notes: tuple[str, ...] = ()


def plain_table(table: Table) -> Xml:
    """A table of texts: the first column names the row, and columns of numbers are set to the right."""
    figures = [n > 0 and _is_numeric(row[n] for row in table.rows) for n in range(len(table.headings))]
    styles = [PLAIN_TABLE.figure if is_figure else PLAIN_TABLE.text for is_figure in figures]
    styles[0] = PLAIN_TABLE.row_name
    return _table(
        _Grid(
            caption=table.caption,
            description=table.description,
            points=PLAIN_TABLE.points,
            widths=plain_widths(table),
            headings=_headings(PLAIN_TABLE, table.headings, figures),
            rows=[list(map(_Cell, row, styles)) for row in table.rows],
        )
    )


def indicator_table(table: IndicatorTable) -> Xml:
    """The indicators of a section, and after the table the notes that it refers to."""
    kinds = [column.kind for column in table.columns]
    words = [column.heading for column in table.columns]
    grid = _Grid(
        caption=table.caption,
        description=table.description,
        points=INDICATOR_TABLE.points,
        widths=indicator_widths(table.columns),
        headings=_headings(INDICATOR_TABLE, words, [kind not in _WORDS for kind in kinds]),
        rows=[[_indicator_cell(row, kind) for kind in kinds] for row in table.rows],
        names_rows=kinds[0] in _ROW_NAMES,
        notes=table.notes,
    )
    return joined(_table(grid), *(paragraph(Style.TABLE_NOTE, run(note)) for note in table.notes))


def _is_numeric(cells: Iterable[Text]) -> bool:
    return all(_NUMBER.fullmatch(cell.words) for cell in cells)


def _headings(styles: TableStyles, words: Iterable[str], figures: Iterable[bool]) -> list[_Cell]:
    pairs = zip(words, figures, strict=True)
    return [_Cell(Text(heading), styles.heading(of_figures=is_figure)) for heading, is_figure in pairs]


def _indicator_cell(row: IndicatorRow, kind: str) -> _Cell:
    match kind:
        case "code":
            return _Cell(Text(row.code), INDICATOR_TABLE.row_name)
        case "name":
            return _Cell(Text(row.name), INDICATOR_TABLE.text)
        case "direction":
            return _Cell(row.movement.text, INDICATOR_TABLE.text)
        case "source":
            return _Cell(row.source, INDICATOR_TABLE.text)
        case "commentary":
            return _Cell(row.commentary, INDICATOR_TABLE.text)
        case _:
            return _figure_cell(row.figures[kind].text)


def _figure_cell(figure: Text) -> _Cell:
    """A figure, or short words in the place of one, set to the right; longer words read better from the left."""
    is_short = len(figure.words) <= _LONGEST_SET_RIGHT
    return _Cell(figure, INDICATOR_TABLE.figure if is_short else INDICATOR_TABLE.text)


def _table(grid: _Grid) -> Xml:
    columns = (element("gridCol", w=width) for width in grid.widths)
    last = len(grid.rows) - 1
    rows = (_row(grid, row, before_note=bool(grid.notes) and n == last) for n, row in enumerate(grid.rows))
    return element("tbl", _properties(grid), element("tblGrid", *columns), _header_row(grid), *rows)


def _properties(grid: _Grid) -> Xml:
    return element(
        "tblPr",
        element("tblStyle", val=Style.TABLE),
        element("tblW", w=TEXT_WIDTH, type="dxa"),
        element("tblLayout", type="fixed"),
        _look(grid.names_rows),
        element("tblCaption", val=grid.caption),
        element("tblDescription", val=grid.description),
    )


def _look(names_rows: bool) -> Xml:
    flags = {
        "firstRow": 1,
        "lastRow": 0,
        "firstColumn": int(names_rows),
        "lastColumn": 0,
        "noHBand": 1,
        "noVBand": 1,
    }
    bits = 0x0020 + 0x0080 * names_rows + 0x0200 + 0x0400
    return element("tblLook", val=f"{bits:04X}", **flags)


def _header_row(grid: _Grid) -> Xml:
    cells = map(_cell, grid.headings, grid.widths)
    return element("tr", element("trPr", element("cantSplit"), element("tblHeader")), *cells)


def _row(grid: _Grid, row: Sequence[_Cell], *, before_note: bool) -> Xml:
    may_split = is_too_tall((cell.text.words for cell in row), grid.widths, grid.points)
    cells = (_cell(cell, width, before_note) for cell, width in zip(row, grid.widths, strict=True))
    return element("tr", NOTHING if may_split else _WHOLE, *cells)


def _cell(cell: _Cell, width: int, keep_with_next: bool = False) -> Xml:
    role = cell.text.role
    content = run(cell.text.words, ROLE_STYLES.get(role, ""))
    return element(
        "tc",
        _cell_properties(width, FILLS.get(role, "")),
        paragraph(cell.style, content, keep_with_next=keep_with_next),
    )


@cache
def _cell_properties(width: int, fill: str) -> Xml:
    shading = element("shd", val="clear", color="auto", fill=fill) if fill else NOTHING
    return element("tcPr", element("tcW", w=width, type="dxa"), shading)


_WHOLE = element("trPr", element("cantSplit"))
