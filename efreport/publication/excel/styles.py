"""How each style of an Excel workbook looks: its type, its colours, its number format and its name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from efreport.publication.base import Look
from efreport.publication.colours import BLACK, WHITE, is_colour, numbered, theme_colours, theme_fonts, tinted
from efreport.publication.excel.names import S, number
from efreport.publication.package import Element
from efreport.publication.typefaces import is_plain

_THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink")
_KINDS = {"1": "roman", "2": "swiss", "3": "modern", "4": "script", "5": "decorative"}
_HEADING_STYLES = frozenset({"15", "16", "17", "18", "19"})
_HEADING_NAMES = re.compile(r"title|head(?:ing|line) ?[1-4]", re.IGNORECASE)
_BUILT_IN_FORMATS = {
    "0": "General", "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%", "11": "0.00E+00",
    "12": "# ?/?", "13": "# ??/??", "37": "#,##0", "38": "#,##0", "39": "#,##0.00", "40": "#,##0.00", "48": "##0.0E+0",
    "49": "@",
}  # fmt: skip
_DATES = frozenset(str(code) for code in (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
DATE = "date"


@dataclass(frozen=True, eq=False)
class CellStyle:
    """How a cell looks, how its number is shown, whether its words wrap, and whether it is a heading or title.

    One is there for each style of the workbook, and is the same as no other.
    """

    look: Look
    is_bold: bool
    is_filled: bool
    wraps: bool
    indent: int
    code: str
    is_heading: bool


PLAIN = CellStyle(Look("", True, 11, BLACK, WHITE), False, False, False, 0, "General", False)


class Styles:
    """The styles of a workbook."""

    def __init__(self, styles: Element | None, theme: Element | None) -> None:
        self._root = styles
        self._colours = theme_colours(theme)
        self._fonts = theme_fonts(theme)

    def _all(self, group: str, name: str) -> list[Element]:
        found = self._root.find(S + group) if self._root is not None else None
        return list(found.iterchildren(S + name)) if found is not None else []

    @cached_property
    def cells(self) -> tuple[CellStyle, ...]:
        """Every style that a cell may have, in the order by which cells name them."""
        fonts, fills, formats = self._all("fonts", "font"), self._all("fills", "fill"), self._formats
        headings = {
            each.get("xfId", "")
            for each in self._all("cellStyles", "cellStyle")
            if each.get("builtinId") in _HEADING_STYLES or _HEADING_NAMES.fullmatch(each.get("name", ""))
        }
        return tuple(self._style(each, fonts, fills, formats, headings) for each in self._all("cellXfs", "xf"))

    @cached_property
    def default_points(self) -> float:
        """The size of the default font, by whose digits the widths of columns are counted."""
        fonts = self._all("fonts", "font")
        return _points(fonts[0]) if fonts else 11

    @cached_property
    def default_font(self) -> str:
        """The name of the default font."""
        fonts = self._all("fonts", "font")
        return _value(fonts[0], "name") if fonts else ""

    @property
    def _formats(self) -> Mapping[str, str]:
        own = {each.get("numFmtId", ""): each.get("formatCode", "") for each in self._all("numFmts", "numFmt")}
        return {**_BUILT_IN_FORMATS, **dict.fromkeys(_DATES, DATE), **own}

    def _style(
        self, xf: Element, fonts: list[Element], fills: list[Element], formats: Mapping[str, str], headings: set[str]
    ) -> CellStyle:
        font, fill = _at(fonts, xf.get("fontId")), _at(fills, xf.get("fillId"))
        colour = self._fill(fill)
        alignment = xf.find(f"{S}alignment")
        aligned = alignment.attrib if alignment is not None else {}
        return CellStyle(
            self._look(font, colour or WHITE),
            font is not None and _is_on(font.find(f"{S}b")),
            bool(colour) and colour != WHITE,
            aligned.get("wrapText") in ("1", "true"),
            number(aligned.get("indent")),
            formats.get(xf.get("numFmtId", "0"), "General"),
            xf.get("xfId", "") in headings,
        )

    def _look(self, font: Element | None, fill: str) -> Look:
        if font is None:
            return Look("", True, 11, BLACK, fill)
        name = _value(font, "name") or self._fonts.get(_value(font, "scheme"), "")
        kind = _KINDS.get(_value(font, "family"), "")
        colour = self.colour(font.find(f"{S}color")) or BLACK
        return Look(name, is_plain(name, kind), _points(font), colour, fill)

    def _fill(self, fill: Element | None) -> str:
        pattern = fill.find(f"{S}patternFill") if fill is not None else None
        if pattern is None or pattern.get("patternType", "none") in ("none", "gray125"):
            return ""
        return self.colour(pattern.find(f"{S}fgColor")) or ""

    def colour(self, colour: Element | None) -> str | None:
        """Read a colour, however it is given; None where it is left to the program."""
        if colour is None:
            return None
        found: str | None = None
        if is_colour(colour.get("rgb", "")[-6:]):
            found = colour.get("rgb", "")[-6:].upper()
        elif colour.get("theme") is not None:
            theme = number(colour.get("theme"))
            found = self._colours.get(_THEME_ORDER[theme]) if 0 <= theme < len(_THEME_ORDER) else None
        elif colour.get("indexed") is not None:
            found = numbered(number(colour.get("indexed")))
        tint = _fraction(colour.get("tint"))
        return tinted(found, tint) if found and tint else found


def _at(found: list[Element], index: str | None) -> Element | None:
    place = number(index)
    return found[place] if 0 <= place < len(found) else None


def _value(font: Element, name: str) -> str:
    found = font.find(S + name)
    return found.get("val", "") if found is not None else ""


def _points(font: Element) -> float:
    return _fraction(_value(font, "sz")) or 11


def _is_on(element: Element | None) -> bool:
    return element is not None and element.get("val", "1") not in ("0", "false")


def _fraction(words: str | None) -> float:
    try:
        return float(words or 0)
    except ValueError:
        return 0
