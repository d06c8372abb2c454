"""The Framework sheet: its title, the shorthand explained, and one flat table with a row for each indicator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.table import TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from efreport.document import Document, Number, Text
from efreport.writers.formats import shown
from efreport.writers.xlsx.blocks import Rows, type_for
from efreport.writers.xlsx.cells import content_cell, text_cell
from efreport.writers.xlsx.columns import Entry, FlatColumn, entries, flat_columns
from efreport.writers.xlsx.heights import WIDEST, Type
from efreport.writers.xlsx.page import A3, name_range, set_up_page
from efreport.writers.xlsx.styles import HEADING, LINE, TABLE_HEADER

FRAMEWORK_TABLE: Final = "Framework_table"
NO_INDICATORS: Final = "No indicators are reported."
SHORTHAND: Final = """
Direction compares the latest result with the quarter before. The arrow is the movement of the number: ▲ up, ▼ down, \
► level; the words say whether that is improved, worsened, changed (neither way is better) or no change.
Movement, Change, Change unit (pp: percentage points) and Judgement give the parts of Direction one by one, to filter \
and sort by. Where figures were not compared, or a note is referred to, see Notes on the comparison.
[p] after a figure: provisional, it may still change. [r]: revised or amended, it differs from what was published \
before. Notes on the figures gives such figures in full. Words in place of a figure say why there is none.
Notes on service areas and sections, the populations and the sources of commentary are on the Notes sheet. \
This sheet prints on A3 paper.
"""
OF_TARGETS: Final = (
    "BRAG is the status against the target: blue is clearly better, green meets it, amber misses it within a tolerance, "
    "red misses it. The Notes sheet says more."
)


def write_framework(workbook: Workbook, document: Document) -> Mapping[str, int]:
    """Write the sheet, and give the row on which each service area begins."""
    sheet: Worksheet = workbook.create_sheet("Framework")
    set_up_page(sheet, document, A3)
    columns, rows_wanted = flat_columns(document), tuple(entries(document))
    contents = [[column.content(entry) for column in columns] for entry in rows_wanted]
    type_ = type_for(document.style)
    rows = Rows(sheet, tuple(_widths(columns, contents, type_)), type_)
    rows.line(f"{'DRAFT: ' if document.draft else ''}Framework, {document.quarter}", HEADING)
    if not contents:
        rows.line(NO_INDICATORS, LINE)
        return {}
    for sentence in SHORTHAND.strip().splitlines():
        rows.line(sentence, LINE)
    if any(column.kind == "target" for column in columns):
        rows.line(OF_TARGETS, LINE)
    _write_header(rows, columns)
    header = rows.last
    _write_rows(rows, columns, contents)
    area = f"A{header}:{get_column_letter(len(columns))}{rows.last}"
    _make_table(sheet, area)
    name_range(workbook, FRAMEWORK_TABLE, sheet, area)
    sheet.print_title_rows = f"{header}:{header}"
    frozen = [column.kind for column in columns].index("unit")
    sheet.freeze_panes = f"{get_column_letter(frozen + 1)}{header + 1}"
    return _first_rows(rows_wanted, header)


def _widths(columns: Sequence[FlatColumn], contents: Sequence[Sequence[Text | Number]], type_: Type) -> Iterator[float]:
    for number, column in enumerate(columns):
        longest_word = max(map(len, column.heading.split()), default=0)
        width = max(column.width, longest_word * 1.1 + 1)
        for row in contents:
            width = _wide_enough(row[number], width, type_, signed=column.signed)
        yield width


def _wide_enough(content: Text | Number, width: float, type_: Type, *, signed: bool) -> float:
    """A number that is wider than its column prints as ###; a text only has to fit into the tallest row."""
    match content:
        case Number():
            return min(WIDEST, max(width, len(shown(content, signed=signed)) + 3))
        case Text():
            return type_.width_for(content.words, width)


def _write_header(rows: Rows, columns: Sequence[FlatColumn]) -> None:
    for number, width in enumerate(rows.widths, 1):
        rows.sheet.column_dimensions[get_column_letter(number)].width = width
    # The line more is for the filter buttons, which lie over the end of the last one.
    headings = [column.heading for column in columns]
    rows.wrapped(
        [text_cell(rows.sheet, heading, TABLE_HEADER) for heading in headings],
        [f"{heading}\n" for heading in headings],
        bold=True,
    )


def _write_rows(rows: Rows, columns: Sequence[FlatColumn], contents: Sequence[Sequence[Text | Number]]) -> None:
    for row in contents:
        cells = [
            content_cell(rows.sheet, content, signed=column.signed)
            for column, content in zip(columns, row, strict=True)
        ]
        rows.wrapped(cells, (content.words if isinstance(content, Text) else "" for content in row))


def _make_table(sheet: Worksheet, area: str) -> None:
    table = ExcelTable(displayName="Framework", ref=area)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)


def _first_rows(rows: Sequence[Entry], header: int) -> Mapping[str, int]:
    first: dict[str, int] = {}
    for row, entry in enumerate(rows, header + 1):
        first.setdefault(entry.table.area, row)
    return first
