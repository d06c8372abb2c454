"""The History sheet: one flat table of the figures over the quarters, each row with its sparkline; only where there are trends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from efreport.document import Document, Number, Role, Text, TrendShown
from efreport.writers.formats import shown
from efreport.writers.xlsx import markup
from efreport.writers.xlsx.book import Book
from efreport.writers.xlsx.cells import NONE, content_cell, empty_cell, header_cells, text_cell
from efreport.writers.xlsx.columns import Entry, entries
from efreport.writers.xlsx.heights import Type
from efreport.writers.xlsx.markup import NOTHING, Xml, element
from efreport.writers.xlsx.page import A3, Sheet, Table, page_of
from efreport.writers.xlsx.places import letters_of
from efreport.writers.xlsx.printing import Cut, cut, even_ends
from efreport.writers.xlsx.rows import Rows
from efreport.writers.xlsx.styles import HEADING, LINE, TABLE_HEADER, cell_style

HISTORY: Final = "History"
HISTORY_TABLE: Final = "History_table"
DRAWN: Final = "Trend"
HEADINGS: Final = ("Area", "Section", "No", "Indicator", "Unit")
WIDTHS: Final = (18.0, 18.0, 15.0, 11.0, 34.0, 12.0)
IN_WORDS: Final = "Trend in words"
KEPT: Final = 5
"""Columns that stay in sight, up to the name of the indicator."""

NUMBER: Final = 4
"""The first of the columns that name an indicator on each printed page."""

MOST_PARTS: Final = 8
OF_A_QUARTER: Final = 11.0
OF_WORDS: Final = 40.0
TALL: Final = 30.0
"""Points that a row needs at least, so that its sparkline can be read."""

WHAT_IT_IS: Final = "Each indicator with figures for four quarters or more: every quarter as it was published, or as it was revised since."
HOW_DRAWN: Final = (
    "The first column draws them: a line where it may join them, bars where the measure starts again each year or where "
    "figures are missing."
)
GAPS: Final = "Where there is no figure, words say why."
_MAIN: Final = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_CELLS: Final = "http://schemas.microsoft.com/office/excel/2006/main"
_SPARKLINES: Final = "{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"


class Kind(Enum):
    """How a sparkline is drawn; bars begin at nought, and below it where figures do."""

    LINE = "line"
    BARS = "bars"
    BARS_BELOW_NOUGHT = "bars below nought"


_DRAWN_AS: Final[Mapping[Kind, Mapping[str, str | float]]] = {
    Kind.LINE: {"lineWeight": 1.5, "markers": 1},
    Kind.BARS: {"type": "column", "minAxisType": "custom", "manualMin": 0},
    Kind.BARS_BELOW_NOUGHT: {"type": "column"},
}


@dataclass(frozen=True)
class Drawn:
    """A sparkline: the row that it stands in, the first and last column that it draws, counted from 1, and how."""

    row: int
    first: int
    last: int
    kind: Kind


def write_history(book: Book, document: Document) -> tuple[Rows, ...]:
    """Write the sheet, and give its rows; nothing where no indicator has a trend."""
    found = with_trends(document)
    if not found:
        return ()
    contents = [[content for _, content in _row(entry, trend, document.quarters)] for entry, trend in found]
    rows = Rows(book, Sheet(HISTORY, page_of(document, A3), lines=True), _widths(document, contents, book.type))
    rows.line(f"{'DRAFT: ' if document.draft else ''}{HISTORY}, {document.quarter}", HEADING)
    for sentence in sentences(document):
        rows.line(sentence, LINE)
    headings = (*HEADINGS, *document.quarters, IN_WORDS)
    blank = empty_cell(rows.looks, cell_style(Role.PLAIN))
    above = text_cell(rows.looks, DRAWN, TABLE_HEADER) if is_drawn(document) else blank
    header = [above, *header_cells(rows.looks, headings, contents)]
    rows.wrapped(header, bold=True, room="\n")
    first = rows.last
    for row in contents:
        rows.wrapped([blank, *(content_cell(rows.looks, each) for each in row)], least=TALL)
    area = f"B{first}:{letters_of(len(headings) + 1)}{rows.last}"
    rows.table = Table(HISTORY, area, first, headings, KEPT)
    rows.cut = _cut(rows)
    rows.name(HISTORY_TABLE, area)
    trends = [trend for _, trend in found]
    rows.extension = _extension(drawn_in(trends, document.quarters, first + 1), book.look.headings)
    return (rows,)


def _cut(rows: Rows) -> Cut | None:
    """It prints in one part as long as that can be read, and else in as many of about the same width as it takes."""
    again = (NUMBER, KEPT)
    choices = [even_ends(rows.widths, KEPT + 1, parts) for parts in range(1, MOST_PARTS + 1)]
    made = cut(rows.widths, choices, again, rows.sheet.page)
    return made if made.ends else None


def sentences(document: Document) -> tuple[str, ...]:
    """Give what stands above the table."""
    return (WHAT_IT_IS, HOW_DRAWN, GAPS) if is_drawn(document) else (WHAT_IT_IS, GAPS)


def is_drawn(document: Document) -> bool:
    """Say whether any trend is drawn, and not only said."""
    return any(trend.drawn for _, trend in with_trends(document))


def with_trends(document: Document) -> tuple[tuple[Entry, TrendShown], ...]:
    """Give the indicators that have a trend, in printed order."""
    return tuple((entry, entry.row.trend) for entry in entries(document) if entry.row.trend)


def drawn_in(trends: Sequence[TrendShown], quarters: Sequence[str], first: int) -> Iterator[Drawn]:
    """Give where each trend that is drawn stands and what it draws, where the first has its figures on that row.

    It begins with the first figure and ends with the last. A word between them would be drawn as nought by a line, and is
    nothing to see among bars.
    """
    for row, trend in enumerate(trends, first):
        known = [
            place for place, label in enumerate(quarters) if label in trend.figures and trend.figures[label].number
        ]
        if trend.drawn:
            before = len(HEADINGS) + 2
            yield Drawn(row, before + known[0], before + known[-1], _kind(trend, known))


def _kind(trend: TrendShown, known: Sequence[int]) -> Kind:
    if trend.joined and known[-1] - known[0] + 1 == len(known):
        return Kind.LINE
    is_below = any(number.amount < 0 for number in trend.numbers if number)
    return Kind.BARS_BELOW_NOUGHT if is_below else Kind.BARS


def _row(entry: Entry, trend: TrendShown, quarters: Sequence[str]) -> Iterator[tuple[str, Text | Number]]:
    """What stands in each column, with its heading."""
    words = (entry.table.area, entry.table.section, entry.row.code, entry.row.name, entry.row.unit)
    yield from ((heading, Text(each)) for heading, each in zip(HEADINGS, words, strict=True))
    for label in quarters:
        found = trend.figures.get(label)
        yield label, (found.number or Text(found.text.words, Role.GAP)) if found else Text(NONE, Role.GAP)
    yield IN_WORDS, Text(trend.in_full)


def history_contents(document: Document) -> Iterator[Sequence[Text | Number]]:
    """Give what stands in the table, row by row."""
    for entry, trend in with_trends(document):
        yield [content for _, content in _row(entry, trend, document.quarters)]


def _widths(document: Document, contents: Sequence[Sequence[Text | Number]], type_: Type) -> tuple[float, ...]:
    widths = [*WIDTHS, *(OF_A_QUARTER for _ in document.quarters), OF_WORDS]
    for row in contents:
        for place, content in enumerate(row, 1):
            match content:
                case Number():
                    widths[place] = type_.width_for_number(shown(content), widths[place])
                case Text():
                    widths[place] = type_.width_for(content.words, widths[place])
    return tuple(widths)


def _extension(drawn: Iterator[Drawn], colour: str) -> Xml:
    """The sparklines as the extension of the sheet that holds them, a group for each kind.

    Each draws cells of its own row, so that sorting and filtering the table cannot put another indicator's into it.
    """
    by_kind: dict[Kind, list[Drawn]] = {}
    for each in drawn:
        by_kind.setdefault(each.kind, []).append(each)
    if not by_kind:
        return NOTHING
    groups = (_group(kind, by_kind[kind], colour) for kind in Kind if kind in by_kind)
    listed = element("x14:sparklineGroups", *groups, xmlns__xm=_CELLS)
    return element("extLst", element("ext", listed, xmlns__x14=_MAIN, uri=_SPARKLINES))


def _group(kind: Kind, drawn: Sequence[Drawn], colour: str) -> Xml:
    colours = (element(f"x14:color{each}", rgb=f"FF{colour}") for each in ("Series", "Negative", "Markers"))
    return element(
        "x14:sparklineGroup",
        *colours,
        element("x14:sparklines", *map(_line, drawn)),
        **_DRAWN_AS[kind],
        displayEmptyCellsAs="gap",
    )


def _line(one: Drawn) -> Xml:
    area = f"{HISTORY}!{letters_of(one.first)}{one.row}:{letters_of(one.last)}{one.row}"
    cells = element("xm:f", markup.content(area)), element("xm:sqref", markup.content(f"A{one.row}"))
    return element("x14:sparkline", *cells)
