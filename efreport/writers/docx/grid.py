"""A table as markup once its cells are decided: its properties, its rows and what they look like. What stands in it is not known here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from efreport.document import Text
from efreport.writers.docx.design import CELL_SPACE, Design
from efreport.writers.docx.styles import Style, TableStyles, character_style
from efreport.writers.docx.stylesheet import cell_margins
from efreport.writers.docx.widths import Measure
from efreport.writers.docx.xml import NOTHING, Xml, element, paragraph, run


@dataclass(frozen=True)
class Cell:
    """A text and the paragraph style that it stands in, what is drawn under it, and what stands below."""

    text: Text
    style: str
    below: tuple[Text, ...] = ()
    drawing: Xml = NOTHING

    @property
    def words(self) -> str:
        """All its words, line by line."""
        return "\n".join(text.words for text in (self.text, *self.below))


@dataclass(frozen=True)
class Grid:
    """A table of either kind. `names_rows` says that the first column does; `leads_to_note` that a note follows.

    Where `stays_whole`, no page ends within it.
    """

    design: Design
    caption: str
    description: str
    looks: TableStyles
    widths: Sequence[int]
    headings: Sequence[Cell]
    rows: Sequence[Sequence[Cell]]
    names_rows: bool = True
    leads_to_note: bool = False
    stays_whole: bool = False


def written(grid: Grid) -> Xml:
    """The table; its last row stays with the note below it."""
    columns = (element("gridCol", w=width) for width in grid.widths)
    rows = (_row(grid, row, keep_with_next=grid.stays_whole) for row in grid.rows[:-1])
    last = (_row(grid, row, keep_with_next=grid.leads_to_note) for row in grid.rows[-1:])
    return element("tbl", _properties(grid), element("tblGrid", *columns), _header_row(grid), *rows, *last)


def _properties(grid: Grid) -> Xml:
    return element(
        "tblPr",
        element("tblStyle", val=Style.TABLE),
        element("tblW", w=grid.design.page.text_width, type="dxa"),
        element("tblLayout", type="fixed"),
        _margins(grid),
        _NAMED_ROWS if grid.names_rows else _UNNAMED_ROWS,
        element("tblCaption", val=grid.caption),
        element("tblDescription", val=grid.description),
    )


def _margins(grid: Grid) -> Xml:
    """Said of the table itself where its style may be a template's, or has more space than is to be had."""
    says_them = not grid.design.own_table_style or grid.looks.space != CELL_SPACE
    return cell_margins(grid.looks.space) if says_them else NOTHING


def _look(bits: int, first_column: int) -> Xml:
    """The two ways in which Word says the same: which parts of the table style apply."""
    flags = {"firstColumn": first_column, "lastRow": 0, "lastColumn": 0, "noHBand": 1, "noVBand": 1}
    return element("tblLook", val=f"{bits:04X}", firstRow=1, **flags)


def _header_row(grid: Grid) -> Xml:
    cells = (_cell(cell, width, grid.design) for cell, width in zip(grid.headings, grid.widths, strict=True))
    return element("tr", element("trPr", element("cantSplit"), element("tblHeader")), *cells)


def _row(grid: Grid, row: Sequence[Cell], *, keep_with_next: bool) -> Xml:
    measure = Measure(grid.looks.points(grid.design), grid.design.letter_width)
    is_whole = measure.is_kept_whole((cell.words for cell in row), grid.widths, grid.design.page.text_height)
    keep = keep_with_next and is_whole
    cells = (_cell(cell, width, grid.design, keep) for cell, width in zip(row, grid.widths, strict=True))
    return element("tr", _WHOLE if is_whole else NOTHING, *cells)


def _cell(cell: Cell, width: int, design: Design, keep_with_next: bool = False) -> Xml:
    paint = design.paints.get(cell.text.role)
    paragraphs = [
        paragraph(cell.style, run(text.words, character_style(text.role, design)), keep_with_next=keep_with_next)
        for text in (cell.text, *cell.below)
    ]
    if cell.drawing:
        paragraphs.insert(1, paragraph(cell.style, cell.drawing, keep_with_next=keep_with_next))
    return Xml(f"<w:tc>{_cell_properties(width, paint.fill if paint else '')}{''.join(paragraphs)}</w:tc>")


@cache
def _cell_properties(width: int, fill: str) -> Xml:
    shading = element("shd", val="clear", color="auto", fill=fill) if fill else NOTHING
    return element("tcPr", element("tcW", w=width, type="dxa"), shading)


_WHOLE = element("trPr", element("cantSplit"))
_NAMED_ROWS = _look(0x06A0, first_column=1)
_UNNAMED_ROWS = _look(0x0620, first_column=0)
