"""The History sheet: one flat table of the figures over the quarters, each row with its sparkline; only where there are trends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from efreport.document import Document, Number, Role, Text, TrendShown
from efreport.writers.formats import shown
from efreport.writers.xlsx.blocks import rows_for, type_for
from efreport.writers.xlsx.cells import NONE, content_cell, empty_cell, header_cells, text_cell
from efreport.writers.xlsx.columns import Entry, entries
from efreport.writers.xlsx.flat_table import add_table
from efreport.writers.xlsx.page import A3, name_range, set_up_page
from efreport.writers.xlsx.rows import Rows
from efreport.writers.xlsx.styles import HEADING, LINE, TABLE_HEADER, cell_style, look_of

HISTORY: Final = "History"
HISTORY_TABLE: Final = "History_table"
DRAWN: Final = "Trend"
HEADINGS: Final = ("Area", "Section", "No", "Indicator", "Unit")
WIDTHS: Final = (18.0, 18.0, 15.0, 11.0, 34.0, 12.0)
IN_WORDS: Final = "Trend in words"
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
    """How a sparkline is drawn, as its group in the sheet says it; bars begin at nought, and below it where figures do."""

    LINE = 'lineWeight="1.5" markers="1"'
    BARS = 'type="column" minAxisType="custom" manualMin="0"'
    BARS_BELOW_NOUGHT = 'type="column"'


@dataclass(frozen=True)
class Drawn:
    """A sparkline: the row that it stands in, the first and last column that it draws, counted from 1, and how."""

    row: int
    first: int
    last: int
    kind: Kind


def write_history(workbook: Workbook, document: Document) -> tuple[Rows, ...]:
    """Write the sheet, and give its rows; nothing where no indicator has a trend."""
    found = with_trends(document)
    if not found:
        return ()
    sheet: Worksheet = workbook.create_sheet(HISTORY)
    set_up_page(sheet, document, A3)
    contents = [[content for _, content in _row(entry, trend, document.quarters)] for entry, trend in found]
    rows = rows_for(sheet, _widths(document, contents), document.style)
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
    area = f"B{first}:{get_column_letter(len(headings) + 1)}{rows.last}"
    add_table(rows, HISTORY, area, headings)
    name_range(workbook, HISTORY_TABLE, sheet, area)
    sheet.freeze_panes = f"F{first + 1}"
    trends = [trend for _, trend in found]
    rows.extension = _extension(drawn_in(trends, document.quarters, first + 1), look_of(document.style).headings)
    return (rows,)


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


def _widths(document: Document, contents: Sequence[Sequence[Text | Number]]) -> tuple[float, ...]:
    type_ = type_for(document.style)
    widths = [*WIDTHS, *(OF_A_QUARTER for _ in document.quarters), OF_WORDS]
    for row in contents:
        for place, content in enumerate(row, 1):
            match content:
                case Number():
                    widths[place] = max(widths[place], len(shown(content)) + 3)
                case Text():
                    widths[place] = type_.width_for(content.words, widths[place])
    return tuple(widths)


def _extension(drawn: Iterator[Drawn], colour: str) -> str:
    """The sparklines as the extension of the sheet that holds them, a group for each kind.

    Each draws cells of its own row, so that sorting and filtering the table cannot put another indicator's into it.
    """
    by_kind: dict[Kind, list[Drawn]] = {}
    for each in drawn:
        by_kind.setdefault(each.kind, []).append(each)
    groups = "".join(_group(kind, by_kind[kind], colour) for kind in Kind if kind in by_kind)
    return (
        (
            f'<extLst><ext xmlns:x14="{_MAIN}" uri="{_SPARKLINES}"><x14:sparklineGroups xmlns:xm="{_CELLS}">{groups}'
            "</x14:sparklineGroups></ext></extLst>"
        )
        if groups
        else ""
    )


def _group(kind: Kind, drawn: Sequence[Drawn], colour: str) -> str:
    each = "".join(
        f"<x14:sparkline><xm:f>{HISTORY}!{get_column_letter(one.first)}{one.row}:{get_column_letter(one.last)}{one.row}</xm:f>"
        f"<xm:sqref>A{one.row}</xm:sqref></x14:sparkline>"
        for one in drawn
    )
    look = "".join(f'<x14:color{part} rgb="FF{colour}"/>' for part in ("Series", "Negative", "Markers"))
    return (
        f'<x14:sparklineGroup {kind.value} displayEmptyCellsAs="gap">{look}<x14:sparklines>{each}</x14:sparklines>'
        "</x14:sparklineGroup>"
    )
