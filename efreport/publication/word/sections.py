"""Pages and sections of a Word document: paper, margins, and which header and footer each has."""

from __future__ import annotations

from dataclasses import dataclass

from efreport.publication.package import RELATIONSHIP, Element
from efreport.publication.word.names import W, child, is_on, number

A4_LONG, A4_SHORT = 16838, 11906


@dataclass(frozen=True)
class Page:
    """A page: its measures and those of the text on it, in twentieths of a point."""

    width: int
    height: int
    text_width: int
    text_height: int


@dataclass(frozen=True)
class Section:
    """A section by its properties."""

    element: Element

    @property
    def page(self) -> Page:
        """The page of the section."""
        return page_of(self.element)

    @property
    def has_own_first_page(self) -> bool:
        """Say whether the first page has a header and footer of its own."""
        return is_on(self.element, "titlePg")

    def references(self) -> dict[tuple[str, str], str]:
        """Give the relationship of each header and footer that the section names, by what it is and for which pages."""
        return {
            (kind, each.get(f"{W}type", "default")): each.get(f"{RELATIONSHIP}id", "")
            for kind in ("header", "footer")
            for each in self.element.iterchildren(f"{W}{kind}Reference")
        }


def page_of(section: Element | None) -> Page:
    """Read the page of a section; A4 upright with no margins where it says nothing."""
    size, margins = child(section, "pgSz"), child(section, "pgMar")
    width = number(size.get(f"{W}w") if size is not None else None, A4_SHORT)
    height = number(size.get(f"{W}h") if size is not None else None, A4_LONG)
    left, right, gutter, top, bottom = (
        number(margins.get(f"{W}{side}")) if margins is not None else 0
        for side in ("left", "right", "gutter", "top", "bottom")
    )
    return Page(width, height, width - left - right - gutter, height - abs(top) - abs(bottom))
