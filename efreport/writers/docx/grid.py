"""A table as markup once its cells are decided: its properties, its rows and what they look like. What stands in it is not known here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from efreport.document import Text
from efreport.writers.docx.design import Design
from efreport.writers.docx.styles import Style, character_style
from efreport.writers.docx.stylesheet import cell_margins
from efreport.writers.docx.widths import Measure
from efreport.writers.docx.xml import NOTHING, Xml, element, paragraph, run


@dataclass(frozen=True)
class Cell:
    """A text and the paragraph style that it stands in."""

    text: Text
    style: str


@dataclass(frozen=True)
class Grid:
    """A table of either kind. `names_rows` says that the first column does; `leads_to_note` that a note follows."""

    design: Design
    caption: str
    description: str
    points: float
    widths: Sequence[int]
    headings: Sequence[Cell]
    rows: Sequence[Sequence[Cell]]
    names_rows: bool = True
    leads_to_note: bool = False


def written(grid: Grid) -> Xml:
    """The table; its last row stays with the note below it."""
    columns = (element("gridCol", w=width) for width in grid.widths)
    last = len(grid.rows) - 1 if grid.leads_to_note else None
    rows = (_row(grid, row, keep_with_next=number == last) for number, row in enumerate(grid.rows))
    return element("tbl", _properties(grid), element("tblGrid", *columns), _header_row(grid), *rows)


def _properties(grid: Grid) -> Xml:
    return element(
        "tblPr",
        element("tblStyle", val=Style.TABLE),
        element("tblW", w=grid.design.page.text_width, type="dxa"),
        element("tblLayout", type="fixed"),
        NOTHING if grid.design.own_table_style else cell_margins(),
        _NAMED_ROWS if grid.names_rows else _UNNAMED_ROWS,
        element("tblCaption", val=grid.caption),
        element("tblDescription", val=grid.description),
    )


def _look(bits: int, first_column: int) -> Xml:
    """The two ways in which Word says the same: which parts of the table style apply."""
    flags = {"firstColumn": first_column, "lastRow": 0, "lastColumn": 0, "noHBand": 1, "noVBand": 1}
    return element("tblLook", val=f"{bits:04X}", firstRow=1, **flags)


def _header_row(grid: Grid) -> Xml:
    cells = (_cell(cell, width, grid.design) for cell, width in zip(grid.headings, grid.widths, strict=True))
    return element("tr", element("trPr", element("cantSplit"), element("tblHeader")), *cells)


def _row(grid: Grid, row: Sequence[Cell], *, keep_with_next: bool) -> Xml:
    measure = Measure(grid.points, grid.design.letter_width)
    is_whole = measure.fits_on_a_page((cell.text.words for cell in row), grid.widths, grid.design.page.text_height)
    keep = keep_with_next and is_whole
    cells = (_cell(cell, width, grid.design, keep) for cell, width in zip(row, grid.widths, strict=True))
    return element("tr", _WHOLE if is_whole else NOTHING, *cells)


def _cell(cell: Cell, width: int, design: Design, keep_with_next: bool = False) -> Xml:
    role = cell.text.role
    content = run(cell.text.words, character_style(role, design))
    paint = design.paints.get(role)
    return element(
        "tc",
        _cell_properties(width, paint.fill if paint else ""),
        paragraph(cell.style, content, keep_with_next=keep_with_next),
    )


@cache
def _cell_properties(width: int, fill: str) -> Xml:
    shading = element("shd", val="clear", color="auto", fill=fill) if fill else NOTHING
    return element("tcPr", element("tcW", w=width, type="dxa"), shading)


_WHOLE = element("trPr", element("cantSplit"))
_NAMED_ROWS = _look(0x06A0, first_column=1)
_UNNAMED_ROWS = _look(0x0620, first_column=0)
