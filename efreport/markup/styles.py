"""The looks that efreport adds to a workbook: after the author's own, so that no number of theirs changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lxml import etree

from efreport.markup.book import Book
from efreport.markup.xml import IN_STYLES, MAIN, Element, element, main, place, written
from efreport.model import Severity

STYLES_PART: Final = "xl/styles.xml"
_STYLES_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_NO_STYLES: Final = f'<styleSheet xmlns="{MAIN}"/>'.encode()
_SIDES: Final = ("left", "right", "top", "bottom")
BLACK: Final = "FF000000"
GRID: Final = "FFBFC8CC"


@dataclass(frozen=True)
class Shade:
    """How cells with findings look: a light fill on which black is easily read, and a dark frame."""

    fill: str
    frame: str


# Black is at least 14:1 on each. The word of the severity is in the note and in the list, so none hangs on colour.
SHADES: Final = {
    Severity.ERROR: Shade("FFF7D0C8", "FFB3261E"),
    Severity.WARNING: Shade("FFFFEDC2", "FF9A6700"),
    Severity.NOTE: Shade("FFDCE8F3", "FF1F5F8B"),
}


@dataclass(frozen=True)
class Look:
    """How a cell of efreport's own sheet looks; colours as Excel writes them, sizes in points."""

    size: int = 11
    bold: bool = False
    colour: str = BLACK
    underlined: bool = False
    fill: str = ""
    boxed: bool = False


class Styles:
    """The workbook's styles, while it is being marked up."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._part = book.package.related(book.part, "styles") or self._made()
        self._root = book.package.xml(self._part)
        self._cells: dict[Look, int] = {}

    def shade(self, severity: Severity) -> int:
        """Give the number of the look that cells with such findings take on."""
        shade = SHADES[severity]
        look = element(
            "dxf",
            element("font", element("color", rgb=BLACK)),
            element("fill", element("patternFill", element("bgColor", rgb=shade.fill), patternType="solid")),
            _border(shade.frame),
        )
        return self._add("dxfs", look)

    def cell(self, look: Look) -> int:
        """Give the number of a cell's look, which is wrapped and at the top, and stays text when somebody edits it."""
        if look not in self._cells:
            self._cells[look] = self._add("cellXfs", self._made_cell(look))
        return self._cells[look]

    def put_back(self) -> None:
        """Put the styles into the workbook."""
        self._book.package.put(self._part, written(self._root))

    def _made_cell(self, look: Look) -> Element:
        for needed in ("cellStyleXfs", "cellStyles"):
            self._collection(needed)
        fill = element("patternFill", patternType="none")
        if look.fill:
            fill = element("patternFill", element("fgColor", rgb=look.fill), patternType="solid")
        return element(
            "xf",
            element("alignment", vertical="top", wrapText=1),
            numFmtId=49,
            fontId=self._add("fonts", _font(look)),
            fillId=self._add("fills", element("fill", fill)),
            borderId=self._add("borders", _border(GRID if look.boxed else "")),
            xfId=0,
            quotePrefix=1,
            applyNumberFormat=1,
            applyFont=1,
            applyFill=1,
            applyBorder=1,
            applyAlignment=1,
        )

    def _made(self) -> str:
        self._book.package.put(STYLES_PART, _NO_STYLES, _STYLES_TYPE)
        self._book.package.relate(self._book.part, "styles", STYLES_PART)
        return STYLES_PART

    def _add(self, collection: str, made: Element) -> int:
        """Give the number of a look: that of the same one where there is one already."""
        holder = self._collection(collection)
        holder.append(made)
        wanted = etree.tostring(made, method="c14n", exclusive=True)
        for index, each in enumerate(holder):
            if each is not made and etree.tostring(each, method="c14n", exclusive=True, with_tail=False) == wanted:
                holder.remove(made)
                return index
        holder.set("count", str(len(holder)))
        return len(holder) - 1

    def _collection(self, name: str) -> Element:
        found = self._root.find(main(name))
        if found is None:
            found = element(name)
            place(self._root, found, IN_STYLES)
        if not len(found):
            found.extend(_first(name))
            found.set("count", str(len(found)))
        return found


def _first(collection: str) -> list[Element]:
    """Give what stands first in such a collection, since the first look of each is every plain cell's."""
    match collection:
        case "fonts":
            return [_font(Look())]
        case "fills":
            return [element("fill", element("patternFill", patternType=kind)) for kind in ("none", "gray125")]
        case "borders":
            return [_border("")]
        case "cellStyleXfs":
            return [element("xf", numFmtId=0, fontId=0, fillId=0, borderId=0)]
        case "cellXfs":
            return [element("xf", numFmtId=0, fontId=0, fillId=0, borderId=0, xfId=0)]
        case "cellStyles":
            return [element("cellStyle", name="Normal", xfId=0, builtinId=0)]
        case _:
            return []


def _font(look: Look) -> Element:
    bold = [element("b")] if look.bold else []
    underlined = [element("u")] if look.underlined else []
    size = element("sz", val=look.size)
    return element("font", *bold, *underlined, size, element("color", rgb=look.colour), element("name", val="Arial"))


def _border(colour: str) -> Element:
    if not colour:
        return element("border", *(element(side) for side in (*_SIDES, "diagonal")))
    sides = (element(side, element("color", rgb=colour), style="thin") for side in _SIDES)
    return element("border", *sides)
