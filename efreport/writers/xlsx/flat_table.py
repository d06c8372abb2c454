"""One flat table of a sheet, with filters and a header that is repeated in print; nothing stands below it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from efreport.document import Number, Text
from efreport.writers.xlsx.cells import clean, content_cell, header_cells
from efreport.writers.xlsx.rows import Rows


def write_flat_table(
    rows: Rows,
    name: str,
    headings: Sequence[str],
    contents: Sequence[Sequence[Text | Number]],
    signed: Collection[int] = (),
) -> str:
    """Write the header and the rows as an Excel table of that name, and give the area that it fills.

    `signed` are the columns, counted from 0, whose numbers are shown with their sign.
    """
    # The line more is for the filter buttons, which lie over the end of the last one.
    rows.wrapped(header_cells(rows.looks, headings, contents), bold=True, room="\n")
    first = rows.last
    for row in contents:
        rows.wrapped([content_cell(rows.looks, each, signed=number in signed) for number, each in enumerate(row)])
    area = f"A{first}:{get_column_letter(len(headings))}{rows.last}"
    add_table(rows, name, area, headings)
    return area


def add_table(rows: Rows, name: str, area: str, headings: Sequence[str]) -> None:
    """Make an Excel table of cells that are written, its headings first, which are repeated in print and stay in sight."""
    _, first, _, _ = range_boundaries(area)
    rows.sheet.add_table(_table(name, area, headings))
    rows.sheet.print_title_rows = f"{first}:{first}"
    rows.sheet.freeze_panes = f"A{(first or 0) + 1}"


def _table(name: str, area: str, headings: Sequence[str]) -> Table:
    """With its columns named here: openpyxl would look for their names in cells of its own, and make every one of them."""
    return Table(
        displayName=name,
        ref=area,
        tableColumns=[TableColumn(id=number, name=clean(heading)) for number, heading in enumerate(headings, 1)],
        autoFilter=AutoFilter(ref=area),
        tableStyleInfo=TableStyleInfo(name="TableStyleLight1", showRowStripes=False),
    )
