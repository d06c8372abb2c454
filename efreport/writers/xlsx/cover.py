"""The Cover sheet: whose framework it is, for which quarter, what must be known first, and linked contents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import Final

from efreport.document import Block, Document, Heading, Paragraph, Text
from efreport.writers.xlsx.blocks import write_blocks
from efreport.writers.xlsx.book import Book
from efreport.writers.xlsx.page import Sheet, page_of
from efreport.writers.xlsx.rows import Rows
from efreport.writers.xlsx.styles import LINE, LINK_BELOW, SUBHEADING, TITLE

QUARTER: Final = "Quarter"
WIDTHS: Final = (110.0,)
WHAT_IT_IS: Final = (
    "This workbook holds the figures of the framework as the service areas reported them for the quarter, to read, to "
    "filter and to work on with."
)


def write_cover(book: Book, document: Document, first_rows: Mapping[str, int]) -> Rows:
    """Write the sheet, and give its rows; `first_rows` are those of the Framework sheet on which the areas begin."""
    rows = Rows(book, Sheet("Cover", page_of(document), opens=True), WIDTHS)
    rows.line(document.title, TITLE)
    rows.gap(0.4)
    rows.name(QUARTER, rows.line(document.quarter, SUBHEADING))
    rows.gap(0.4)
    rows.line(document.organisation, LINE)
    if document.directorate:
        rows.line(document.directorate, LINE)
    rows.gap()
    write_blocks(rows, (Paragraph(Text(WHAT_IT_IS)), *lead(document)))
    _write_contents(rows, document, first_rows)
    return rows


def lead(document: Document) -> tuple[Block, ...]:
    """Give what the first page says before its first heading: the counts, what is missing, and that it is a draft."""
    return tuple(takewhile(lambda block: not isinstance(block, Heading), document.cover))


def _write_contents(rows: Rows, document: Document, first_rows: Mapping[str, int]) -> None:
    rows.gap()
    rows.line("Contents", SUBHEADING)
    rows.gap(0.4)
    charts = ", with charts" if document.charts else ""
    rows.link(f"Summary: the largest movements, and the counts by service area{charts}", "Summary!A1")
    rows.link("Framework: a row for each indicator, with its figures, direction and commentary", "Framework!A1")
    for area, words in contents(document):
        row = first_rows.get(area)
        rows.link(words, f"Framework!A{row}" if row else "Notes!A1", LINK_BELOW)
    if document.quarters:
        rows.link("History: the figures over the quarters, with a small chart of each indicator", "History!A1")
    rows.link("Data quality: what the checks of the returns found, cell by cell", "'Data quality'!A1")
    rows.link("Notes: how to read the framework, populations, sources of commentary and returns", "Notes!A1")


def contents(document: Document) -> Iterator[tuple[str, str]]:
    """Give each service area, and the words that lead to it."""
    counts = Counter(table.area for table in document.indicator_tables for _ in table.rows)
    for block in document.areas:
        if isinstance(block, Heading) and block.level == 1:
            count = counts[block.words]
            yield block.words, f"{block.words}: {count or 'no'} indicator{'' if count == 1 else 's'}"
