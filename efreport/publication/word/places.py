"""Where in a Word document something stands, in words: Table 3, row 5, or the heading above it."""

from __future__ import annotations

from collections.abc import Iterator

from efreport.model import CellRef
from efreport.publication.base import quoted
from efreport.publication.package import Element
from efreport.publication.word.names import ROW, SECTION, TABLE, P, child, words_in
from efreport.publication.word.styles import Styles

BEGINNING = "First page"


class Places:
    """Gives places of elements of the body, and remembers their order."""

    def __init__(self, name: str, styles: Styles) -> None:
        self._name = name
        self._body: Element = None
        self._styles = styles
        self._order: dict[CellRef, tuple[int, int]] = {}

    def of(self, element: Element) -> CellRef:
        """Give the place of an element."""
        ancestors = [element, *element.iterancestors()]
        if self._body is None:
            self._body = body_of(ancestors[-1])
        tables = [each for each in ancestors if each.tag == TABLE]
        top = ancestors[max(0, ancestors.index(self._body) - 1)] if self._body in ancestors else element
        row = 0
        if tables:
            row = _row_of(ancestors)
            words = f"Table {self._number(tables[-1])}" + (f", row {row}" if row else "")
        else:
            words = self._heading_above(element, top)
        where = CellRef(self._name, words)
        self._order.setdefault(where, (self._body.index(top) if top.getparent() is self._body else -1, row))
        return where

    def position(self, where: CellRef) -> tuple[object, ...]:
        """Give where a place is: the document as a whole first, then the body in order, then headers and footers."""
        if not where.sheet:
            return (-1, 0, "")
        index, row = self._order.get(where, (self._last, 0))
        return (index, row, where.sheet)

    @property
    def _last(self) -> int:
        return len(self._body)

    def _number(self, table: Element) -> int:
        outermost = (each for each in self._body.iter(TABLE) if next(each.iterancestors(TABLE), None) is None)
        return next((number for number, each in enumerate(outermost, 1) if each is table), 0)

    def _heading_above(self, element: Element, top: Element) -> str:
        own = element if element.tag == P else next(element.iterancestors(P), None)
        candidates = (own, *(top.itersiblings(preceding=True) if top is not self._body else ()))
        for each in candidates:
            if each is not None and each.tag == P and self._styles.level(each) and (words := words_in(each).strip()):
                return f"Heading {quoted(words, 40)}"
        return BEGINNING


def body_of(root: Element) -> Element:
    """Give the body of a document; the whole, where it has none."""
    found = child(root, "body")
    return root if found is None else found


def blocks_of(element: Element) -> Iterator[Element]:
    """Give every paragraph and table of a body, in order, whatever they are wrapped in; also while it is being parsed."""
    each = element[0] if len(element) else None
    while each is not None:
        if each.tag in (P, TABLE):
            yield each
        elif each.tag != SECTION:
            yield from blocks_of(each)
        each = each.getnext()


def _row_of(ancestors: list[Element]) -> int:
    rows = [each for each in ancestors if each.tag == ROW]
    return 1 + sum(1 for _ in rows[-1].itersiblings(ROW, preceding=True)) if rows else 0
