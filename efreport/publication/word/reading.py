"""Reads a Word document once, in the order in which a person reads it. No rule stands here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from efreport.model import CellRef
from efreport.publication.base import Link, Look, Published, Seen, is_wordless
from efreport.publication.package import RELATIONSHIP, Element, Package
from efreport.publication.word.names import TABLE, VAL, P, R, W, child, is_on, number, run_words, value, words_in
from efreport.publication.word.places import Places
from efreport.publication.word.sections import Page, Section, page_of
from efreport.publication.word.styles import NOTHING, Part, Styles, fill_of
from efreport.publication.word.tables import Cell, Table, read_rows

_HYPERLINK, _SECTION = f"{W}hyperlink", f"{W}sectPr"


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
        self.document = package.root(package.main)
        self.body: Element = child(self.document, "body")
        if self.body is None:
            self.body = self.document
        self.settings = package.only(package.main, "settings")
        theme, fonts = package.only(package.main, "theme"), package.only(package.main, "fontTable")
        self.styles = Styles(package.only(package.main, "styles"), theme, fonts)
        self._places = Places(name, self.body, self._level)
        self._looks: dict[Look, Seen] = {}
        self._look_of: dict[Part, Look] = {}
        self._base_of: dict[tuple[str, Part], Part] = {}
        self._level_of_style: dict[str, int] = {}
        self._read()

    def _read(self) -> None:
        """Go through the document once; all that every rule needs of each text is gathered here."""
        self.tables: list[Table] = []
        self.wordless_cells: dict[int, list[Cell]] = {}
        for block, page in zip(self.blocks, self._pages, strict=True):
            if block.tag == TABLE:
                self._read_table(block, page)
            else:
                self._read_paragraph(block, NOTHING)
        for _, root in self.stories:
            for paragraph in root.iter(P):
                self._read_paragraph(paragraph, NOTHING)

    @cached_property
    def blocks(self) -> Sequence[Element]:
        """Every paragraph and table of the body, in order, whatever they are wrapped in."""
        return tuple(_blocks(self.body))

    @cached_property
    def sections(self) -> Sequence[Section]:
        """Every section, in order."""
        return tuple(Section(each) for each in self.body.iter(_SECTION))

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
        levels = ((block, self._level(block)) for block in self.paragraphs)
        return tuple(Heading(block, level, " ".join(words_in(block).split())) for block, level in levels if level)

    def _level(self, paragraph: Element) -> int:
        """Give the level of a heading, 0 for other text."""
        own = child(paragraph, "pPr", "outlineLvl")
        if own is not None:
            return number(own.get(VAL), 9) % 9 + 1 if number(own.get(VAL), 9) < 9 else 0
        return self._style_level(value(paragraph, "pPr", "pStyle"))

    def _style_level(self, style: str) -> int:
        if style not in self._level_of_style:
            found = (child(each, "pPr", "outlineLvl") for each in self.styles.chain(style))
            level = next((number(each.get(VAL), 9) for each in found if each is not None), 9)
            named = self.styles.name(style)
            if named.startswith("heading ") and level >= 9:
                level = number(named.removeprefix("heading "), 10) - 1
            self._level_of_style[style] = level + 1 if 0 <= level < 9 else 0
        return self._level_of_style[style]

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

    def _read_table(self, table: Element, page: Page) -> None:
        rows = tuple(read_rows(table, self.styles))
        self.tables.append(Table(table, len(self.tables) + 1, rows, page.text_width, page.text_height))
        for row in rows:
            for cell in row.cells:
                worded = [self._read_paragraph(paragraph, cell.part) for paragraph in cell.element.iter(P)]
                if not any(worded):
                    self.wordless_cells.setdefault(len(self.tables), []).append(cell)

    def _read_paragraph(self, paragraph: Element, around: Part) -> bool:
        """Note the looks of a paragraph's words, once for each look; say whether it has any words."""
        properties = child(paragraph, "pPr")
        key = value(properties, "pStyle"), around
        base = self._base_of.get(key)
        if base is None:
            base = self._base_of[key] = self.styles.of_paragraph(key[0]).over(around).over(self.styles.defaults)
        if properties is not None and len(properties) > 1:
            base = Part(fill=fill_of(child(properties, "shd"))).over(base)
        worded = False
        for run in paragraph.iter(R):
            worded = self._read_run(run, base) or worded
        return worded

    def _read_run(self, run: Element, base: Part) -> bool:
        words = run_words(run)
        if not words or words.isspace():
            return False
        properties = child(run, "rPr")
        part = base
        if properties is not None and len(properties):
            style = value(properties, "rStyle")
            part = self.styles.of_style(style).over(base)
            if len(properties) > bool(style):
                if is_on(properties, "vanish"):
                    return False
                part = self.styles.of_properties(properties).over(part)
        self._note(part, run, words)
        return True

    def _note(self, part: Part, run: Element, words: str) -> None:
        look = self._look_of.get(part) or self._look_of.setdefault(part, self.styles.look(part))
        seen = self._looks.get(look)
        if seen is None:
            self._looks[look] = Seen(look, self._place_anywhere(run), words, 1)
        else:
            self._looks[look] = Seen(look, seen.where, seen.words, seen.count + 1)

    def _place_anywhere(self, element: Element) -> CellRef:
        root = element.getroottree().getroot()
        called = next((called for called, story in self.stories if story is root), "")
        return self.story_place(called) if called else self.place(element)

    @property
    def looks(self) -> Sequence[Seen]:
        """Every look that a text of the document has."""
        return tuple(self._looks.values())

    def matching(self, pattern: re.Pattern[str]) -> Iterator[tuple[CellRef, str]]:
        """Every paragraph whose words hold what is looked for: its place, and what was found."""
        for root in (self.body, *(root for _, root in self.stories)):
            for paragraph in root.iter(P):
                if found := pattern.search(words_in(paragraph)):
                    yield self._place_anywhere(paragraph), found[0]

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


def _blocks(element: Element) -> Iterator[Element]:
    for each in element:
        if each.tag in (P, TABLE):
            yield each
        elif each.tag != _SECTION:
            yield from _blocks(each)


def _link(where: CellRef, link: Element, outside: dict[str, str]) -> Link:
    key = link.get(f"{RELATIONSHIP}id")
    target = outside.get(key, "") if key else link.get(f"{W}anchor", "")
    return Link(where, words_in(link), target, bool(key))
