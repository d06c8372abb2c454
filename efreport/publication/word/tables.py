"""The tables of a Word document as facts: rows, cells, header rows, widths. What is right or wrong is not known here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from efreport.publication.package import Element
from efreport.publication.word.names import CELL, ROW, VAL, W, child, is_on, number, value
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
    """A row: whether it is marked as a header and as one that does not split, and its cells."""

    element: Element
    is_header: bool
    is_whole: bool
    cells: tuple[Cell, ...]


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


def read_rows(table: Element, styles: Styles) -> Iterator[Row]:
    """Read the rows of a table."""
    style = value(table, "tblPr", "tblStyle")
    look = frozenset(name for name, holds in (look_of(child(table, "tblPr", "tblLook")) or {}).items() if holds)
    rows = list(table.iterchildren(ROW))
    for index, row in enumerate(rows):
        properties = child(row, "trPr")
        cells = list(row.iterchildren(CELL))
        last = len(cells) - 1
        ends = index == 0, index == len(rows) - 1
        parts = [_parts(look, *ends, index % 2, column == 0, column == last) for column in range(len(cells))]
        yield Row(
            row,
            is_on(properties, "tblHeader"),
            is_on(properties, "cantSplit"),
            tuple(_cell(cell, styles, style, each) for cell, each in zip(cells, parts, strict=True)),
        )


def _cell(cell: Element, styles: Styles, style: str, parts: tuple[str, ...]) -> Cell:
    own = fill_of(child(cell, "tcPr", "shd"))
    of_style = styles.of_table(style, parts) if style else NOTHING
    return Cell(cell, Part(fill=own).over(of_style) if own else of_style, bool(own))


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
