"""The theme part: the two fonts that Excel offers first, and the colours of its palette; no cell takes its look from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from efreport.writers.xlsx.markup import Xml, element, joined, part
from efreport.writers.xlsx.styles import Look

DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
COLOURS: Final[Mapping[str, str]] = {
    "dk1": "000000", "lt1": "FFFFFF", "dk2": "1F497D", "lt2": "EEECE1", "accent1": "4F81BD", "accent2": "C0504D",
    "accent3": "9BBB59", "accent4": "8064A2", "accent5": "4BACC6", "accent6": "F79646", "hlink": "0000FF",
    "folHlink": "800080",
}  # fmt: skip
# Excel refuses a theme that has fewer than three of each.
OF_EACH: Final = 3
LINE_WIDTHS: Final = (9525, 25400, 38100)


def theme(look: Look) -> bytes:
    """Give the theme part for the fonts of a house style."""
    name = "efreport"
    colours = (element(f"a:{place}", element("a:srgbClr", val=colour)) for place, colour in COLOURS.items())
    fonts = _font("major", look.heading_font), _font("minor", look.font)
    elements = element(
        "a:themeElements",
        element("a:clrScheme", *colours, name=name),
        element("a:fontScheme", *fonts, name=name),
        element("a:fmtScheme", _formats(), name=name),
    )
    return part(element("a:theme", elements, xmlns__a=DRAWING, name=name))


def _font(kind: str, name: str) -> Xml:
    others = (element("a:ea", typeface=""), element("a:cs", typeface=""))
    return element(f"a:{kind}Font", element("a:latin", typeface=name), *others)


def _formats() -> Xml:
    plain = element("a:solidFill", element("a:schemeClr", val="phClr"))
    effect = element("a:effectStyle", element("a:effectLst"))
    return joined(
        element("a:fillStyleLst", *[plain] * OF_EACH),
        element("a:lnStyleLst", *(element("a:ln", plain, w=width) for width in LINE_WIDTHS)),
        element("a:effectStyleLst", *[effect] * OF_EACH),
        element("a:bgFillStyleLst", *[plain] * OF_EACH),
    )
