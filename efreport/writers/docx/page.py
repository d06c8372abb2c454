"""The page: its size, its margins and the section that says so. Lengths are in twentieths of a point, as in Word."""

from __future__ import annotations

from dataclasses import dataclass

from efreport.writers.docx.xml import NOTHING, Xml, element

CENTIMETRE = 567


@dataclass(frozen=True)
class Page:
    """A page and its margins; `header` and `footer` are how far these stand from the edge.

    Where `first_differs`, the first page has a header and a footer of its own.
    """

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    header: int
    footer: int
    gutter: int = 0
    first_differs: bool = True

    @property
    def text_width(self) -> int:
        """How wide the text may run."""
        return self.width - self.left - self.right - self.gutter

    @property
    def text_height(self) -> int:
        """How much of the height the text may fill."""
        return self.height - abs(self.top) - abs(self.bottom)


A4_LANDSCAPE = Page(16838, 11906, top=850, right=737, bottom=737, left=737, header=454, footer=454)


def section(page: Page) -> Xml:
    """The properties of the only section. On our own page the first has no header, since the title stands there."""
    orientation = {"orient": "landscape"} if page.width > page.height else {}
    return element(
        "sectPr",
        element("pgSz", w=page.width, h=page.height, **orientation),
        _margins(page),
        element("titlePg") if page.first_differs else NOTHING,
    )


def _margins(page: Page) -> Xml:
    sides = {"top": page.top, "right": page.right, "bottom": page.bottom, "left": page.left}
    return element("pgMar", **sides, header=page.header, footer=page.footer, gutter=page.gutter)
