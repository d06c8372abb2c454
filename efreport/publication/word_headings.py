"""Rules EF601 to EF608: a Word document's headings, contents, links and language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from efreport.model import Severity
from efreport.publication.base import and_more, document_rule, quoted
from efreport.publication.package import Element
from efreport.publication.word import Heading, WordFile
from efreport.publication.word.names import R, W, child, is_on, words_in
from efreport.rules.base import Found, NotApplicable

_PAGE_NUMBER = re.compile(r"\t\s*[\divxlc]*\s*$", re.IGNORECASE)
_LEVELS = re.compile(r'\\o\s*"?(\d)\s*-\s*(\d)"?')
_FEW_HEADINGS = 3
_LONGEST_HEADING = 80


@document_rule("EF601", Severity.ERROR, WordFile)
def no_headings(document: WordFile) -> Iterator[Found]:
    """The document has no headings.

    No paragraph is in a heading style, or none is in Heading 1.

    Why: a screen reader moves from heading to heading; so do Word's navigation pane and the contents.

    How to put it right: give each service area's name the style Heading 1 and each section's Heading 2.

    Before: “Child Protection (CP)” in bold type of 18 points
    After: “Child Protection (CP)” in the style Heading 1
    """
    if not any(heading.level == 1 for heading in document.headings):
        yield Found(
            document.whole, "The document has no Heading 1.", "Give the name of each part the style Heading 1 in Word."
        )


@document_rule("EF602", Severity.ERROR, WordFile)
def heading_level_skipped(document: WordFile) -> Iterator[Found]:
    """A level of headings is skipped.

    A Heading 3 follows a Heading 1, or the first heading is not a Heading 1.

    Why: who listens to the document takes the missing level for a part that was lost.

    How to put it right: choose the heading style one level below the heading above.

    Before: Heading 1, then Heading 3
    After: Heading 1, then Heading 2
    """
    levels = [0, *(heading.level for heading in document.headings)]
    for heading, (above, level) in zip(document.headings, pairwise(levels), strict=True):
        if level > above + 1:
            after = f"follows a Heading {above}" if above else "is the first heading"
            message = f"{quoted(heading.words)} is a Heading {level} and {after}."
            yield Found(document.place(heading.element), message, f"Give it the style Heading {above + 1}.")


@document_rule("EF603", Severity.ERROR, WordFile)
def heading_empty(document: WordFile) -> Iterator[Found]:
    """A heading is empty.

    A paragraph without words is in a heading style, often one that was pressed in for space.

    Why: a screen reader says “heading” and nothing after it, and the contents get an empty line.

    How to put it right: delete the paragraph, or give it the style Normal.

    Before: an empty paragraph in Heading 2
    After: no such paragraph
    """
    for heading in document.headings:
        if not heading.words:
            above = document.place(heading.element)
            message = f"A Heading {heading.level} has no words."
            yield Found(above, message, "Delete the empty paragraph, or give it the style Normal.")


@document_rule("EF604", Severity.WARNING, WordFile)
def looks_like_a_heading(document: WordFile) -> Iterator[Found]:
    """A paragraph looks like a heading and is none.

    A short paragraph was made bold by hand, and nothing tells a screen reader that it leads a part.

    Why: only people who see the bold type find the part that it leads.

    How to put it right: give it a heading style, or take the bold type away.

    Before: “Presenting needs” in Normal, made bold
    After: “Presenting needs” in Heading 2
    """
    for paragraph in document.paragraphs:
        words = words_in(paragraph).strip()
        if words and _is_bold_by_hand(paragraph) and _may_be_heading(words, document.style_name(paragraph)):
            message = f"{quoted(words)} was made bold by hand and is no heading."
            yield Found(document.place(paragraph), message, "Give it a heading style, or take the bold type away.")


def _may_be_heading(words: str, style: str) -> bool:
    return len(words) <= _LONGEST_HEADING and not words.endswith((".", ":", ";")) and style in ("normal", "body text")


def _is_bold_by_hand(paragraph: Element) -> bool:
    runs = [run for run in paragraph.iter(R) if words_in(run).strip()]
    return bool(runs) and all(is_on(child(run, "rPr"), "b") for run in runs)


@document_rule("EF605", Severity.ERROR, WordFile)
def no_contents(document: WordFile) -> Iterator[Found]:
    """There is no table of contents.

    The document has several headings and no contents, or the contents have no entries.

    Why: a report of many pages cannot be used on paper without them, and a placeholder in their place is an error
    that every reader sees first.

    How to put it right: References > Table of Contents in Word, or right-click it and choose Update Field.

    Before: “Update field to see the table of contents.”
    After: an entry for each heading
    """
    if len(document.headings) < _FEW_HEADINGS:
        raise NotApplicable("the document has too few headings to need contents")
    if not _contents_levels(document):
        advice = "Insert it in Word with References > Table of Contents."
        yield Found(document.whole, "There is no table of contents.", advice)
    elif not _entries(document):
        advice = "Right-click it in Word, choose Update Field, then Update entire table."
        yield Found(document.whole, "The table of contents has no entries.", advice)


@document_rule("EF606", Severity.ERROR, WordFile)
def contents_disagree(document: WordFile) -> Iterator[Found]:
    """The contents and the headings disagree.

    The contents lack a heading, have one that is not there, or have them in another order. A heading on the pages
    before the contents need not be among them.

    Why: the contents promise what a reader does not find.

    How to put it right: right-click the contents in Word, choose Update Field, then Update entire table.

    Before: contents with “Adoption”, a heading “Adoption Service”
    After: “Adoption Service” in both
    """
    levels, entries = _contents_levels(document), _entries(document)
    if not levels or not entries:
        raise NotApplicable("the document has no contents")
    headings = [each for each in document.headings if each.level in levels and each.words]
    if not headings or not _same(entries[0], headings[0].words):
        headings = [each for each in headings if _is_below_contents(each, document)]
    advice = "Right-click the contents in Word, choose Update Field, then Update entire table."
    for heading, entry in zip(headings, entries, strict=False):
        if not _same(entry, heading.words):
            message = f"The contents have {quoted(entry)} where the heading is {quoted(heading.words)}."
            yield Found(document.place(heading.element), message, advice)
            return
    if len(entries) != len(headings):
        message = f"The contents have {len(entries)} entries for {len(headings)} headings."
        yield Found(document.whole, message, advice)


def _contents_levels(document: WordFile) -> range:
    """Give the levels of headings that the contents list; none where there are no contents."""
    for instruction in document.body.iter(f"{W}instrText", f"{W}fldSimple"):
        words = instruction.get(f"{W}instr") or instruction.text or ""
        if words.split()[:1] == ["TOC"] and "\\c" not in words:
            levels = _LEVELS.search(words)
            return range(int(levels[1]), int(levels[2]) + 1) if levels else range(1, 10)
    return range(0)


def _entries(document: WordFile) -> list[str]:
    found = (each for each in document.paragraphs if _is_entry(each, document))
    entries = (" ".join(_PAGE_NUMBER.sub("", words_in(each)).split()) for each in found)
    return [entry for entry in entries if entry]


def _is_entry(paragraph: Element, document: WordFile) -> bool:
    return re.fullmatch(r"toc \d", document.style_name(paragraph)) is not None


def _is_below_contents(heading: Heading, document: WordFile) -> bool:
    for paragraph in document.paragraphs:
        if paragraph is heading.element:
            return False
        if _is_entry(paragraph, document):
            return True
    return False


def _same(entry: str, heading: str) -> bool:
    """A heading's own number stands before it in the contents."""
    return entry.casefold() == heading.casefold() or entry.casefold().endswith(f" {heading.casefold()}")


@document_rule("EF607", Severity.ERROR, WordFile)
def link_leads_nowhere(document: WordFile) -> Iterator[Found]:
    """A link leads nowhere.

    A link within the document, such as an entry of the contents, leads to a bookmark that is not there.

    Why: who clicks it stays where they are, and most of all who cannot scroll needs it.

    How to put it right: update the contents in Word, or make the link again.

    Before: an entry of the contents whose heading was typed anew
    After: the entry leads to the heading
    """
    bookmarks = {each.get(f"{W}name") for each in document.document.iter(f"{W}bookmarkStart")} | {"_top"}
    lost = [link for link in document.links if not link.external and link.target and link.target not in bookmarks]
    if lost:
        message = f"The link {quoted(lost[0].words)} leads to a place that is not there{and_more(len(lost), 'link')}."
        yield Found(
            lost[0].where, message, "Update the contents in Word (right-click, Update Field), or link it again."
        )


@document_rule("EF608", Severity.ERROR, WordFile)
def language_of_text(document: WordFile) -> Iterator[Found]:
    """The text is not marked as British English.

    The language in the document's defaults is another, or there is none.

    Why: a screen reader pronounces the whole document by it, and Word checks the spelling by it.

    How to put it right: in Word, Review > Language > Set Proofing Language > English (United Kingdom) > Set As Default.

    Before: en-US
    After: en-GB
    """
    language = document.styles.language()
    if language.casefold() != "en-gb":
        message = f"The language of the text is {language or 'not set'}."
        advice = "In Word: Review > Language > Set Proofing Language > English (United Kingdom) > Set As Default."
        yield Found(document.whole, message, advice)
