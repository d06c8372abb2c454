"""Reads a Word document once, in the order in which a person reads it. No rule stands here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from efreport.model import CellRef
from efreport.publication.base import Link, Published, Seen, is_wordless
from efreport.publication.package import RELATIONSHIP, Element, Package
from efreport.publication.word.gathering import Gathering
from efreport.publication.word.names import ROW, SECTION, TABLE, P, W, child, value, words_in
from efreport.publication.word.places import Places, blocks_of, body_of
from efreport.publication.word.sections import Page, Section, page_of
from efreport.publication.word.styles import Styles
from efreport.publication.word.tables import Table

_HYPERLINK = f"{W}hyperlink"


@dataclass(frozen=True)
class Heading:
    """A heading of the body: its level, and its words on one line."""

    element: Element
    level: int
    words: str


class WordFile(Published):
    """A Word document."""

    def __init__(self, name: str, package: Package) -> None:
        super().__init__(name, package)
        self.settings = package.only(package.main, "settings")
        theme, fonts = package.only(package.main, "theme"), package.only(package.main, "fontTable")
        self.styles = Styles(package.only(package.main, "styles"), theme, fonts)
        self._places = Places(name, self.styles)
        self._gathered = Gathering(self.styles, self._places.of)
        self._gathered.go_through(package)
        self.document = package.root(package.main)
        self.body: Element = body_of(self.document)
        for called, root in self.stories:
            self._gathered.go_through_story(root, self.story_place(called))
        self.wordless_cells = self._gathered.wordless

    @cached_property
    def tables(self) -> Sequence[Table]:
        """The tables that stand in no other."""
        tables = [(each, page) for each, page in zip(self.blocks, self._pages, strict=True) if each.tag == TABLE]
        return [
            Table(element, number, rows, page.text_width, page.text_height)
            for number, ((element, page), rows) in enumerate(zip(tables, self._gathered.rows, strict=True), 1)
        ]

    @cached_property
    def blocks(self) -> Sequence[Element]:
        """Every paragraph and table of the body, in order, whatever they are wrapped in."""
        return tuple(blocks_of(self.body))

    @cached_property
    def sections(self) -> Sequence[Section]:
        """Every section, in order."""
        return tuple(Section(each) for each in self.body.iter(SECTION))

    @cached_property
    def stories(self) -> Sequence[tuple[str, Element]]:
        """What stands outside the body: headers, footers and notes, each with what a person calls it."""
        called = {"header": "page header", "footer": "page footer", "footnotes": "footnotes", "endnotes": "endnotes"}
        return tuple(
            (called[each.kind], self.package.root(each.target))
            for each in self.package.related(self.package.main)
            if each.kind in called and each.target in self.package.parts
        )

    @cached_property
    def paragraphs(self) -> Sequence[Element]:
        """The paragraphs of the body that stand in no table."""
        return tuple(block for block in self.blocks if block.tag == P)

    @cached_property
    def headings(self) -> Sequence[Heading]:
        """Every heading, in order."""
        levels = ((block, self.styles.level(block)) for block in self.paragraphs)
        return tuple(Heading(block, level, " ".join(words_in(block).split())) for block, level in levels if level)

    def style_name(self, paragraph: Element) -> str:
        """Give the name of a paragraph's style, in small letters."""
        return self.styles.name(value(paragraph, "pPr", "pStyle"))

    def place(self, element: Element) -> CellRef:
        """Give where an element of the body stands, in words."""
        return self._places.of(element)

    def story_place(self, called: str) -> CellRef:
        """Give the place that is a header, a footer or the notes."""
        return CellRef(self.name, called)

    def position(self, where: CellRef) -> tuple[object, ...]:
        """Give where in the document a place is."""
        return self._places.position(where)

    @cached_property
    def _pages(self) -> Sequence[Page]:
        """The page on which each block stands: that of the section whose properties come next."""
        page = page_of(child(self.body, "sectPr"))
        pages: list[Page] = []
        for block in reversed(self.blocks):
            ends = child(block, "pPr", "sectPr") if block.tag == P else None
            page = page_of(ends) if ends is not None else page
            pages.append(page)
        return tuple(reversed(pages))

    @property
    def has_drawings_put_away(self) -> bool:
        """Say whether there were drawings of which no rule has anything to say, and which are not there any more."""
        return self._gathered.drawings > 0

    @property
    def looks(self) -> Sequence[Seen]:
        """Every look that a text of the document has."""
        return self._gathered.looks

    def matching(self, pattern: re.Pattern[str]) -> Iterator[tuple[CellRef, str]]:
        """Every paragraph whose words hold what is looked for: its place, and what was found."""
        put_away = self._gathered.paragraphs_put_away
        for where, root in ((None, self.body), *((self.story_place(called), root) for called, root in self.stories)):
            for each in root.iter(P, ROW):
                for words in put_away(each) if each.tag == ROW else (words_in(each),):
                    if found := pattern.search(words):
                        yield where or self.place(each), found[0]

    @cached_property
    def links(self) -> Sequence[Link]:
        """Every link of the body."""
        outside = {each.key: each.target for each in self.package.related(self.package.main) if each.external}
        return tuple(_link(self.place(each), each, outside) for each in self.body.iter(_HYPERLINK))

    @cached_property
    def wordless(self) -> Sequence[tuple[CellRef, int]]:
        """Cells below the header rows that are shaded by themselves and hold no words."""
        found: list[tuple[CellRef, int]] = []
        for table in self.tables:
            cells = [
                cell
                for row in table.rows
                if not row.is_header
                for cell in row.cells
                if cell.is_shaded_itself and is_wordless(words_in(cell.element))
            ]
            if cells:
                found.append((self.place(cells[0].element), len(cells)))
        return tuple(found)


def _link(where: CellRef, link: Element, outside: dict[str, str]) -> Link:
    key = link.get(f"{RELATIONSHIP}id")
    target = outside.get(key, "") if key else link.get(f"{W}anchor", "")
    return Link(where, words_in(link), target, bool(key))
