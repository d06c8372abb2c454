"""The Framework sheet: its title, the shorthand explained, and one flat table with a row for each indicator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from efreport.document import Document, Number, Text
from efreport.writers.formats import shown
from efreport.writers.xlsx.book import Book
from efreport.writers.xlsx.columns import Entry, FlatColumn, entries, flat_columns
from efreport.writers.xlsx.flat_table import write_flat_table
from efreport.writers.xlsx.heights import Type
from efreport.writers.xlsx.page import A3, Sheet, page_of
from efreport.writers.xlsx.printing import cut
from efreport.writers.xlsx.rows import Rows
from efreport.writers.xlsx.running import running_lines
from efreport.writers.xlsx.styles import HEADING, LINE

DETAILS: Final = ("movement", "against_neighbours", "against_national", "trend", "figure_notes")
WORDS: Final = ("source", "commentary")
"""The kinds of columns with which a printed page may begin, whichever of them the framework has."""

FRAMEWORK_TABLE: Final = "Framework_table"
NO_INDICATORS: Final = "No indicators are reported."
SHORTHAND: Final = """
Direction compares the latest result with the quarter before. The arrow is the movement of the number: ▲ up, ▼ down, \
► level; the words say whether that is improved, worsened, changed (neither way is better) or no change.
Behind the commentary, Movement, Change, Change unit (pp: percentage points) and Judgement give the parts of Direction \
one by one, to filter and sort by. Where figures were not compared, or a note is referred to, see Notes on the comparison.
[p] after a figure: provisional, it may still change. [r]: revised or amended, it differs from what was published \
before. Notes on the figures gives such figures in full. Words in place of a figure say why there is none.
Notes on service areas and sections, the populations and the sources of commentary are on the Notes sheet. \
This sheet prints on A3 paper: first all pages of the framework itself, then those of the details. The Word document prints on A4.
"""
OF_TARGETS: Final = (
    "BRAG is the status against the target: blue is clearly better, green meets it, amber misses it within a tolerance, "
    "red misses it. The Notes sheet says more."
)

OF_TRENDS: Final = "Trend says in words what the History sheet draws: the figures over the quarters."


def write_framework(book: Book, document: Document) -> tuple[Rows, Mapping[str, int]]:
    """Write the sheet; give its rows, and the row on which each service area begins."""
    columns, rows_wanted = flat_columns(document), tuple(entries(document))
    contents = [[column.content(entry) for column in columns] for entry in rows_wanted]
    widths = tuple(_widths(columns, contents, book.type))
    rows = Rows(book, Sheet("Framework", page_of(document, A3), lines=True), widths)
    rows.line(f"{'DRAFT: ' if document.draft else ''}Framework, {document.quarter}", HEADING)
    if not contents:
        rows.line(NO_INDICATORS, LINE)
        return rows, {}
    kinds = [column.kind for column in columns]
    rows.cut = cut(widths, *_parts(kinds), rows.sheet.page)
    for sentence in _shorthand(kinds):
        for line in running_lines(sentence, widths[: rows.cut.ends[0]], rows.type):
            rows.line(line, LINE)
    signed = {number for number, column in enumerate(columns) if column.signed}
    kept = kinds.index("unit")
    table = write_flat_table(rows, "Framework", [column.heading for column in columns], contents, signed, kept)
    rows.name(FRAMEWORK_TABLE, table.area)
    return rows, _first_rows(rows_wanted, table.header)


def _shorthand(kinds: Sequence[str]) -> Iterator[str]:
    yield from SHORTHAND.strip().splitlines()
    if "target" in kinds:
        yield OF_TARGETS
    if "trend" in kinds:
        yield OF_TRENDS


def _parts(kinds: Sequence[str]) -> tuple[tuple[tuple[int, ...], ...], tuple[int, int]]:
    """Where the parts end that print one after the other, and the columns that are on every page: what names an indicator.

    The first part is what the framework prints, the next the details; one that would be too small ends before the words.
    """
    names = [place for place, kind in enumerate(kinds, 1) if kind in ("code", "name")]
    details = min(place for place, kind in enumerate(kinds) if kind in DETAILS)
    words = min((place for place, kind in enumerate(kinds) if kind in WORDS), default=details)
    ends = tuple(place for place in (words, details) if place >= max(names))
    return ((details,), tuple(dict.fromkeys(ends)) or (details,)), (min(names), max(names))


def _widths(columns: Sequence[FlatColumn], contents: Sequence[Sequence[Text | Number]], type_: Type) -> Iterator[float]:
    for number, column in enumerate(columns):
        longest_word = max(map(len, column.heading.split()), default=0)
        width = max(column.width, longest_word * 1.15 + 2)
        for row in contents:
            width = _wide_enough(row[number], width, type_, signed=column.signed)
        yield width


def _wide_enough(content: Text | Number, width: float, type_: Type, *, signed: bool) -> float:
    """A number that is wider than its column prints as ###; a text only has to fit into the tallest row."""
    match content:
        case Number():
            return type_.width_for_number(shown(content, signed=signed), width)
        case Text():
            return type_.width_for(content.words, width)


def _first_rows(rows: Sequence[Entry], header: int) -> Mapping[str, int]:
    first: dict[str, int] = {}
    for row, entry in enumerate(rows, header + 1):
        first.setdefault(entry.table.area, row)
    return first
