"""The tables of a Word document as facts: rows, cells, header rows, widths. What is right or wrong is not known here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from efreport.publication.package import Element
from efreport.publication.word.names import CELL, VAL, W, child, is_on, number, value
from efreport.publication.word.styles import NOTHING, Part, Styles, fill_of

_BITS = {
    "firstRow": 0x20,
    "lastRow": 0x40,
    "firstColumn": 0x80,
    "lastColumn": 0x100,
    "noHBand": 0x200,
    "noVBand": 0x400,
}


@dataclass(frozen=True)
class Cell:
    """A cell: its element, and what it stands on and how its text looks as far as the table decides."""

    element: Element
    part: Part
    is_shaded_itself: bool


@dataclass(frozen=True)
class Row:
    """A row: whether it is marked as a header and as one that does not split, its cells, and the widths they state.

    One that was put away has no cells any more: there is nothing in it that a rule could speak of.
    """

    element: Element
    is_header: bool
    is_whole: bool
    cells: tuple[Cell, ...]
    widths: tuple[int, ...]


@dataclass(frozen=True)
class Shape:
    """What all rows of a table share: its style, and which parts of that apply."""

    style: str
    look: frozenset[str]


@dataclass(frozen=True)
class Table:
    """A table that stands in no other: its number in the document, and the width of the text where it stands."""

    element: Element
    number: int
    rows: tuple[Row, ...]
    text_width: int
    text_height: int

    @property
    def caption(self) -> str:
        """The title of the table that a screen reader says."""
        return value(self.element, "tblPr", "tblCaption").strip()

    @property
    def description(self) -> str:
        """The description of the table that a screen reader says."""
        return value(self.element, "tblPr", "tblDescription").strip()

    @property
    def look(self) -> dict[str, bool] | None:
        """Which parts of the table style apply; None where the table does not say."""
        return look_of(child(self.element, "tblPr", "tblLook"))

    @property
    def grid(self) -> tuple[int, ...]:
        """The widths of the columns, in twentieths of a point."""
        grid = child(self.element, "tblGrid")
        return tuple(number(each.get(f"{W}w")) for each in (grid if grid is not None else ()))


def look_of(look: Element | None) -> dict[str, bool] | None:
    """Read which parts of a table style apply, from the words or from the number that say so."""
    if look is None:
        return None
    bits = _hexadecimal(look.get(VAL, ""))
    return {name: look.get(f"{W}{name}", str(int(bool(bits & bit)))) in ("1", "true") for name, bit in _BITS.items()}


def looks_disagree(look: Element) -> bool:
    """Say whether the number and the words say different things."""
    said = look_of(look) or {}
    bits = _hexadecimal(look.get(VAL, ""))
    return bool(look.get(VAL)) and any(said[name] != bool(bits & bit) for name, bit in _BITS.items())


def _hexadecimal(words: str) -> int:
    try:
        return int(words or "0", 16)
    except ValueError:
        return 0


def shape_of(table: Element) -> Shape:
    """Read what the rows of a table share."""
    look = look_of(child(table, "tblPr", "tblLook")) or {}
    return Shape(value(table, "tblPr", "tblStyle"), frozenset(name for name, holds in look.items() if holds))


def read_row(row: Element, index: int, shape: Shape, styles: Styles, *, is_last: bool) -> Row:
    """Read a row of a table; `index` is its number among the rows, from 0."""
    properties = child(row, "trPr")
    cells = list(row.iterchildren(CELL))
    own = [child(cell, "tcPr") for cell in cells]
    last = len(cells) - 1
    ends = index == 0, is_last
    parts = [_parts(shape.look, *ends, index % 2, column == 0, column == last) for column in range(len(cells))]
    return Row(
        row,
        is_on(properties, "tblHeader"),
        is_on(properties, "cantSplit"),
        tuple(_cell(*each, styles, shape.style) for each in zip(cells, own, parts, strict=True)),
        tuple(map(_width, own)),
    )


def _cell(cell: Element, properties: Element | None, parts: tuple[str, ...], styles: Styles, style: str) -> Cell:
    own = fill_of(child(properties, "shd"))
    of_style = styles.of_table(style, parts) if style else NOTHING
    return Cell(cell, Part(fill=own).over(of_style) if own else of_style, bool(own))


def _width(properties: Element | None) -> int:
    width = child(properties, "tcW")
    return 0 if width is None else number(width.get(f"{W}w", ""))


@lru_cache(maxsize=1_000)
def _parts(
    look: frozenset[str], first_row: bool, last_row: bool, odd: int, first_column: bool, last_column: bool
) -> tuple[str, ...]:
    """Name the parts of the table style that a cell is among, the strongest first."""
    named = (
        (first_row and "firstRow" in look, "firstRow"),
        (last_row and "lastRow" in look, "lastRow"),
        (first_column and "firstColumn" in look, "firstCol"),
        (last_column and "lastColumn" in look, "lastCol"),
        ("noHBand" not in look, "band2Horz" if odd == ("firstRow" not in look) else "band1Horz"),
    )
    return tuple(name for holds, name in named if holds)
