"""The table of contents: a field that Word can update, its entries written beforehand, and the bookmarks they lead to."""

from __future__ import annotations

from collections.abc import Sequence

from efreport.document import Block, Heading
from efreport.writers.docx.styles import Style
from efreport.writers.docx.xml import NOTHING, Xml, element, joined, paragraph, run, text

TITLE = "Contents"
LEVEL = 1
_MOST_KEPT_WHOLE = 25


def bookmarked(number: int, content: Xml) -> Xml:
    """The text of the heading that is block `number`, as the place its entry leads to."""
    start = element("bookmarkStart", id=number, name=_bookmark(number))
    return joined(start, content, element("bookmarkEnd", id=number))


def contents(blocks: Sequence[Block]) -> Xml:
    """The title, and an entry for each area and the notes, numbered as the blocks are.

    Sections are left out: most areas name theirs alike, and forty lines would hide the twelve that are looked for.
    """
    links = [
        _link(number, block)
        for number, block in enumerate(blocks)
        if isinstance(block, Heading) and block.level == LEVEL
    ]
    last = len(links) - 1
    entries = (
        paragraph(
            Style.CONTENTS_1,
            _FIELD_START if n == 0 else NOTHING,
            link,
            _FIELD_END if n == last else NOTHING,
            keep_with_next=n < last < _MOST_KEPT_WHOLE,
        )
        for n, link in enumerate(links)
    )
    gallery = element("docPartObj", element("docPartGallery", val="Table of Contents"), element("docPartUnique"))
    title = paragraph(Style.CONTENTS_HEADING, run(TITLE))
    return element("sdt", element("sdtPr", gallery), element("sdtContent", title, *entries))


def _link(number: int, heading: Heading) -> Xml:
    return element("hyperlink", run(heading.words), anchor=_bookmark(number), history=1)


def _bookmark(number: int) -> str:
    """A name in the form that Word gives its own, so that it replaces them when it updates the field."""
    return f"_Toc{number:09}"


def _field_character(kind: str) -> Xml:
    return element("r", element("fldChar", fldCharType=kind))


_INSTRUCTION = element("r", text(r' TOC \o "1-1" \h \z ', "instrText"))
_FIELD_START = joined(_field_character("begin"), _INSTRUCTION, _field_character("separate"))
_FIELD_END = _field_character("end")
