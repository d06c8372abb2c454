"""A comparison as a document: the gist and what was published otherwise on the first page, then area by area."""

from __future__ import annotations

from collections.abc import Iterator

from efreport.comparison import Comparison, Said, Section, Told
from efreport.compose.style import style_of
from efreport.compose.words import clean
from efreport.document import Block, Document, Heading, Paragraph, Role, Table, Text
from efreport.model import Framework, Origin

NO_WORDS = "–"
NOTES = "How to read this"
READING = (
    "The earlier side is always compared with the later one, whichever was named first. A figure reads otherwise now where both "
    "speak of the same period: last quarter's latest result, the outturn, and comparators that name their period.",
    "A latest result is compared with the earlier quarter's as it is known now; improved and worsened are by each indicator's "
    "polarity, as in the framework itself. A change in percentages is in percentage points (pp).",
)


def compose_changes(comparison: Comparison, told: Told, framework: Framework) -> Document:
    """Put a comparison that was told into a document."""
    return Document(
        title=clean(f"{framework.title}: what changed"),
        organisation=clean(framework.organisation),
        directorate=clean(framework.directorate),
        quarter=told.of,
        quarter_key=comparison.now.quarter.key,
        dated=comparison.now.quarter.last_day,
        draft=comparison.now.origin is Origin.RETURNS,
        cover=tuple(_cover(told)),
        areas=tuple(block for section in told.sections if not section.first_page for block in _section(section)),
        notes=(Heading(1, NOTES), *(Paragraph(Text(words)) for words in READING)),
        style=style_of(framework.style),
    )


def _cover(told: Told) -> Iterator[Block]:
    yield Paragraph(Text(clean(f"From: {told.then}.")))
    yield Paragraph(Text(clean(f"To: {told.now}.")))
    yield from (Paragraph(Text(clean(words))) for words in told.gist)
    for section in told.sections:
        if section.first_page:
            yield from _section(section)


def _section(section: Section) -> Iterator[Block]:
    yield Heading(1, clean(section.heading))
    if section.sentence:
        yield Paragraph(Text(clean(section.sentence)))
    if section.rows:
        yield _table(section)


def _table(section: Section) -> Table:
    """A column in which nothing stands is left out."""
    kept = [place for place, _ in enumerate(section.headings) if any(row[place].words.strip() for row in section.rows)]
    headings = tuple(section.headings[place] for place in kept)
    return Table(
        caption=clean(section.heading),
        description=f"One row for each change, with {', '.join(each.lower() for each in headings)}.",
        headings=headings,
        rows=tuple(tuple(_text(row[place]) for place in kept) for row in section.rows),
    )


def _text(said: Said) -> Text:
    role = Role(said.judgement.value) if said.judgement else Role.PLAIN
    return Text(clean(said.words).strip() or NO_WORDS, role)
