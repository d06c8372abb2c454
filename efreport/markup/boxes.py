"""The boxes in which notes are shown: how large each must be, and where it stands on the sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Final

from lxml import etree

from efreport.markup.xml import Element, main, parsed
from efreport.model import CellRef

# In pixels, as Excel counts them at 100%.
BESIDE: Final = 15
LINE: Final = 15
LETTER: Final = 6.2
MARGIN: Final = 12
NARROW: Final = 340
WIDE: Final = 520
LONG: Final = 500
DIGIT: Final = 7
COLUMN: Final = 64
ROW: Final = 20
POINT: Final = 4 / 3
MOST_STEPS: Final = 400

_V: Final = "urn:schemas-microsoft-com:vml"
_O: Final = "urn:schemas-microsoft-com:office:office"
_X: Final = "urn:schemas-microsoft-com:office:excel"
_FIRST: Final = 1024
_ID: Final = re.compile(rb"_x0000_s(\d+)")
_NAMESPACES: Final = f'xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}"'
_TYPE: Final = (
    f'<v:shapetype {_NAMESPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_BOX: Final = (
    f'<v:shape {_NAMESPACES} id="_x0000_s{{number}}" type="#_x0000_t202" style="position:absolute;width:{{width}}px;'
    'height:{height}px;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
NO_BOXES: Final = (
    f'<xml {_NAMESPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>{_TYPE}</xml>'
).encode()


@dataclass(frozen=True)
class Grid:
    """How wide the columns and how tall the rows of a sheet are where they are not as usual, by number, in pixels."""

    columns: Mapping[int, int]
    rows: Mapping[int, int]
    column: int = COLUMN
    row: int = ROW

    def anchor(self, at: CellRef, width: int, height: int) -> str:
        """Say in the form of a box's anchor where one of that size stands beside a cell."""
        left, top = at.column, max(at.row - 2, 0)
        right, over = _walk(self.columns, self.column, left, BESIDE + width)
        bottom, under = _walk(self.rows, self.row, top, LINE + height)
        return f"{left}, {BESIDE}, {top}, {LINE}, {right}, {over}, {bottom}, {under}"


def grid_of(sheet: Element) -> Grid:
    """Measure a sheet."""
    usual = sheet.find(main("sheetFormatPr"))
    usual = {} if usual is None else usual.attrib
    columns = {
        number: 0 if each.get("hidden") in ("1", "true") else round(float(each.get("width", "9.14")) * DIGIT)
        for each in sheet.iterfind(f"{main('cols')}/{main('col')}")
        for number in range(int(each.get("min")), min(int(each.get("max")), MOST_STEPS) + 1)
    }
    rows = {
        int(each.get("r", "0")): 0 if each.get("hidden") in ("1", "true") else round(float(each.get("ht")) * POINT)
        for each in sheet.iterfind(f"{main('sheetData')}/{main('row')}")
        if each.get("ht") or each.get("hidden")
    }
    column = round(float(usual["defaultColWidth"]) * DIGIT) if "defaultColWidth" in usual else COLUMN
    return Grid(columns, rows, column, round(float(usual.get("defaultRowHeight", "15")) * POINT))


def box_size(text: str) -> tuple[int, int]:
    """Give the width and height in which a note can be read whole, in pixels."""
    width = NARROW if len(text) <= LONG else WIDE
    room = (width - MARGIN) / LETTER
    lines = sum(max(1, ceil(len(line) / room)) for line in text.split("\n"))
    return width, (lines + 1) * LINE + MARGIN


class Boxes:
    """The drawing that holds a sheet's boxes, while they are being changed; other shapes in it stay."""

    def __init__(self, drawing: bytes) -> None:
        # Excel leaves line breaks open in the labels of buttons.
        self._root = parsed(drawing.replace(b"<br>", b"<br/>"))
        self._by_place = {place: shape for shape in self._root.iter(f"{{{_V}}}shape") for place in _places(shape)}
        self._last = 0

    def remove(self, at: CellRef) -> None:
        """Take away the box of a cell's note."""
        found = self._by_place.pop((at.row - 1, at.column - 1), None)
        if found is not None:
            found.getparent().remove(found)

    def fit(self, at: CellRef, text: str, grid: Grid) -> None:
        """Make the box of a cell's note as large as its text needs, and make one where there is none."""
        width, height = box_size(text)
        anchor = grid.anchor(at, width, height)
        found = self._by_place.get((at.row - 1, at.column - 1))
        if found is None:
            self._make(at, width, height, anchor)
            return
        for each in found.iter(f"{{{_X}}}Anchor"):
            each.text = anchor

    def data(self) -> bytes:
        """Give the drawing as a part."""
        return bytes(etree.tostring(self._root))

    def _make(self, at: CellRef, width: int, height: int, anchor: str) -> None:
        if self._root.find(f"{{{_V}}}shapetype[@id='_x0000_t202']") is None:
            self._root.append(parsed(_TYPE.encode()))
        # Numbers are looked for only once all that comes out is out, so that marking again gives the same.
        self._last = self._last or max((_FIRST, *(int(number) for number in _ID.findall(self.data()))))
        self._last += 1
        size = {"width": width, "height": height, "anchor": anchor}
        made = parsed(_BOX.format(number=self._last, row=at.row - 1, column=at.column - 1, **size).encode())
        self._root.append(made)
        self._by_place[at.row - 1, at.column - 1] = made


def _places(shape: Element) -> Iterator[tuple[int, int]]:
    """Give the row and column whose note the shape is, counted from nought."""
    for data in shape.iterfind(f"{{{_X}}}ClientData[@ObjectType='Note']"):
        row, column = (data.findtext(f"{{{_X}}}{name}") or "" for name in ("Row", "Column"))
        if row.strip().isdigit() and column.strip().isdigit():
            yield int(row), int(column)


def _walk(sizes: Mapping[int, int], usual: int, start: int, length: int) -> tuple[int, int]:
    """Go that many pixels on from the beginning of a column or row; numbers here begin with nought."""
    for index in range(start, start + MOST_STEPS):
        size = sizes.get(index + 1, usual)
        if length < size:
            return index, length
        length -= size
    return start + MOST_STEPS, 0
