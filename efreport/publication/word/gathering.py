"""Goes through the texts of a Word document once, while it is parsed: how they look, and the rows of its tables. No rule stands here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from operator import attrgetter
from typing import NamedTuple

from lxml import etree

from efreport.model import CellRef
from efreport.publication.base import Look, Seen, is_wordless
from efreport.publication.package import Element, Package
from efreport.publication.word.names import (
    ROW,
    SECTION,
    TABLE,
    WP,
    P,
    R,
    T,
    W,
    character_of,
    child,
    is_on,
    run_words,
    value,
)
from efreport.publication.word.places import blocks_of, body_of
from efreport.publication.word.styles import NOTHING, Part, Styles, fill_of
from efreport.publication.word.tables import Cell, Row, read_row, shape_of

_DRAWING = f"{W}drawing"
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PLAIN = frozenset(
    W + name
    for name in "tc tcPr tcW shd trPr cantSplit tblHeader p pPr pStyle keepNext r rPr rStyle t br tab".split()  # noqa: SIM905
) | {_DRAWING, *(_ALTERNATIVE + name for name in ("AlternateContent", "Choice", "Fallback"))}
_TAG = attrgetter("tag")
_BETWEEN_TAGS = re.compile(">([^<>]+)<")
_WORDS = "%s"
_END = "\0"
"""What parts the paragraphs of a row that is put away: no text of a document has it."""


@dataclass
class Tally:
    """A look, where it is met first, and in how many texts."""

    look: Look
    where: CellRef
    words: str
    count: int = 0


class Known(NamedTuple):
    """What is known of every row of one markup, whatever its words are.

    That is its facts, the tallies that its words count for, and how they make its paragraphs.
    """

    row: Row
    tallies: tuple[Tally, ...]
    paragraphs: str


class Gathering:
    """What is gathered on the way: looks, the rows of each table, its cells without words by the table's number, and how many
    `drawings` in rows are as they should be.

    A row of plain words that cannot split, as nearly all are, is put away: its words are kept and its elements dropped,
    since those of a long document need more memory than all else together.
    """

    def __init__(self, styles: Styles, place: Callable[[Element], CellRef]) -> None:
        self.rows: list[tuple[Row, ...]] = []
        self.wordless: dict[int, list[Cell]] = {}
        self.put_away: dict[Element, str] = {}
        self.drawings = 0
        self._styles = styles
        self._place = place
        self._of_table: list[Row] = []
        self._table: Element | None = None
        self._ended: Element | None = None
        self._tallies: dict[Look, Tally] = {}
        self._tally_of: dict[tuple[str, Part], Tally] = {}
        self._base_of: dict[tuple[str, Part], Part] = {}
        self._counted: list[Tally] = []
        self._known: dict[tuple[object, ...], Known] = {}

    @property
    def looks(self) -> Sequence[Seen]:
        """Every look that a text has."""
        return tuple(Seen(each.look, each.where, each.words, each.count) for each in self._tallies.values())

    def go_through(self, package: Package) -> None:
        """Gather from the body, in its own order, while its part is parsed."""
        blocks: Iterator[Element] | None = None
        for element in package.each(package.main, ROW, TABLE):
            table = element if element.tag == TABLE else element.getparent()
            if table.tag != TABLE or not _is_block(table):
                continue
            if blocks is None:
                blocks = blocks_of(body_of(table.getroottree().getroot()))
            if table is not self._table:
                self._table = table
                self._read_paragraphs(takewhile(self._is_above, blocks))
            # A row is read once the next one ends, or the table: only then is it known whether it is the last.
            self._read_row(is_last=element is table)
            if element is table:
                self.rows.append(tuple(self._of_table))
                self._of_table = []
            else:
                self._ended = element
        self._read_paragraphs(blocks or blocks_of(body_of(package.root(package.main))))

    def _is_above(self, block: Element) -> bool:
        return block is not self._table

    def go_through_story(self, root: Element, where: CellRef) -> None:
        """Gather from a header, a footer or notes, which are one place."""
        self._place = lambda _: where
        self._read_paragraphs(root.iter(P))

    def _read_paragraphs(self, paragraphs: Iterable[Element]) -> None:
        for paragraph in paragraphs:
            self._read_paragraph(paragraph, NOTHING)

    def _read_row(self, *, is_last: bool) -> None:
        element, self._ended = self._ended, None
        if element is None:
            return
        if not self._of_table:
            self._shape = shape_of(element.getparent())
        self._put_drawings_away(element)
        # Rows of a long document differ in hardly more than their words, so that each markup is looked into once.
        markup, words = _taken_apart(element)
        key = (self._shape, not self._of_table, is_last, len(self._of_table) % 2, markup)
        known = self._known.get(key)
        if known is None or any(map(is_wordless, words)):
            row = self._look_into(element, key, words, is_last=is_last)
        else:
            row = replace(known.row, element=element)
            for tally in known.tallies:
                tally.count += 1
            self._put_away(element, known.paragraphs % tuple(words))
        self._of_table.append(row)

    def _look_into(self, element: Element, key: tuple[object, ...], texts: Sequence[str], *, is_last: bool) -> Row:
        row = read_row(element, len(self._of_table), self._shape, self._styles, is_last=is_last)
        self._counted.clear()
        words = [[self._read_paragraph(each, cell.part) for each in cell.element.iter(P)] for cell in row.cells]
        wordless = [cell for cell, own in zip(row.cells, words, strict=True) if not "".join(own).strip()]
        if wordless:
            self.wordless.setdefault(len(self.rows) + 1, []).extend(wordless)
        blobs = any(
            is_wordless("".join(own)) for cell, own in zip(row.cells, words, strict=True) if cell.is_shaded_itself
        )
        if not row.is_whole or wordless or blobs or not _PLAIN.issuperset(map(_TAG, element.iterdescendants())):
            return row
        said = _END.join(each for own in words for each in own)
        paragraphs = _END.join(_seams(each) for cell in row.cells for each in cell.element.iter(P))
        row = replace(row, cells=())
        # Not where some of the words are hidden, or stand where nobody reads them, or count for no look.
        is_plain = paragraphs.count(_WORDS) == len(texts) and paragraphs % tuple(texts) == said
        if is_plain and not any(map(is_wordless, texts)):
            self._known[key] = Known(row, tuple(self._counted), paragraphs)
        self._put_away(element, said)
        return row

    def _put_drawings_away(self, row: Element) -> None:
        """Let go of drawings of which no rule could say anything: each has ten times the markup of its row."""
        for drawing in tuple(row.iter(_DRAWING)):
            if _is_as_it_should_be(drawing):
                drawing.clear()
                self.drawings += 1

    def _put_away(self, element: Element, words: str) -> None:
        self.put_away[element] = words
        element.clear()

    def paragraphs_put_away(self, row: Element) -> Sequence[str]:
        """Give the words of each paragraph of a row that was put away; none for any other."""
        return self.put_away[row].split(_END) if row in self.put_away else ()

    def _read_paragraph(self, paragraph: Element, around: Part) -> str:
        """Note the looks of a paragraph's words, and give those that are not hidden."""
        properties = child(paragraph, "pPr")
        key = value(properties, "pStyle"), around
        base = self._base_of.get(key)
        if base is None:
            base = self._base_of[key] = self._styles.of_paragraph(key[0]).over(around).over(self._styles.defaults)
        if properties is not None and len(properties) > 1 and (shading := child(properties, "shd")) is not None:
            base = Part(fill=fill_of(shading)).over(base)
        return "".join([self._read_run(run, base) for run in paragraph.iter(R)])

    def _read_run(self, run: Element, base: Part) -> str:
        words = run_words(run)
        if not words or words.isspace():
            return words
        properties = child(run, "rPr")
        style = value(properties, "rStyle") if properties is not None else ""
        if properties is not None and len(properties) > bool(style):
            if is_on(properties, "vanish"):
                return ""
            part = self._styles.of_properties(properties).over(self._styles.of_style(style).over(base))
            self._count(self._tally(part, run, words))
            return words
        known = self._tally_of.get((style, base))
        if known is None:
            known = self._tally_of[style, base] = self._tally(self._styles.of_style(style).over(base), run, words)
        self._count(known)
        return words

    def _count(self, tally: Tally) -> None:
        tally.count += 1
        self._counted.append(tally)

    def _tally(self, part: Part, run: Element, words: str) -> Tally:
        look = self._styles.look(part)
        if look not in self._tallies:
            self._tallies[look] = Tally(look, self._place(run), words)
        return self._tallies[look]


def _is_as_it_should_be(drawing: Element) -> bool:
    """Say whether a drawing stands in line with the text, says what it shows, and holds no text of its own."""
    inline = drawing[0] if len(drawing) == 1 else None
    said = inline.find(f"{WP}docPr") if inline is not None and inline.tag == f"{WP}inline" else None
    is_said = said is not None and said.get("descr", "").strip()
    return bool(is_said) and next(drawing.iterdescendants(f"{W}*"), None) is None


def _taken_apart(row: Element) -> tuple[tuple[str, ...], list[str]]:
    """Give the markup of a row without its words, and all words that stand in it, with those that nobody sees."""
    pieces = _BETWEEN_TAGS.split(etree.tostring(row, encoding="unicode", with_tail=False))
    return tuple(pieces[::2]), list(map(_unescaped, pieces[1::2]))


def _seams(paragraph: Element) -> str:
    """Give the words of a paragraph, with a place for those of each text."""
    pieces = (piece for run in paragraph.iter(R) for piece in run)
    return "".join(_WORDS if piece.tag == T else character_of(piece) for piece in pieces)


def _unescaped(words: str) -> str:
    if "&" not in words:
        return words
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&#13;", "\r").replace("&amp;", "&")


def _is_block(element: Element) -> bool:
    """Say whether a table stands in the body, in no other table and in no text box."""
    around = tuple(element.iterancestors())
    in_another = any(each.tag in (TABLE, P, SECTION) for each in around)
    return not in_another and body_of(around[-1] if around else element) in (*around, element)
