"""The page: landscape A4, its margins, and the section that says so. Lengths are in twentieths of a point, as in Word."""

from __future__ import annotations

from efreport.writers.docx.xml import Xml, element

PAGE_WIDTH, PAGE_HEIGHT = 16838, 11906
SIDE_MARGIN = 737
TOP_MARGIN, BOTTOM_MARGIN = 907, 850
FROM_EDGE = 454
TEXT_WIDTH = PAGE_WIDTH - 2 * SIDE_MARGIN
TEXT_HEIGHT = PAGE_HEIGHT - TOP_MARGIN - BOTTOM_MARGIN


def section() -> Xml:
    """The properties of the only section; its first page has no header, since the title stands there."""
    return element(
        "sectPr",
        element("pgSz", w=PAGE_WIDTH, h=PAGE_HEIGHT, orient="landscape"),
        _margins(),
        element("titlePg"),
    )


def _margins() -> Xml:
    sides = {"top": TOP_MARGIN, "right": SIDE_MARGIN, "bottom": BOTTOM_MARGIN, "left": SIDE_MARGIN}
    return element("pgMar", **sides, header=FROM_EDGE, footer=FROM_EDGE, gutter=0)
