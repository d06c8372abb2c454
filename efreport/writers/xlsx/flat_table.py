"""One flat table of a sheet, with filters and a header that is repeated in print; nothing stands below it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from efreport.document import Number, Text
from efreport.writers.xlsx.cells import content_cell, header_cells
from efreport.writers.xlsx.page import Table
from efreport.writers.xlsx.places import letters_of
from efreport.writers.xlsx.rows import Rows


def write_flat_table(
    rows: Rows,
    name: str,
    headings: Sequence[str],
    contents: Sequence[Sequence[Text | Number]],
    signed: Collection[int] = (),
    kept: int = 0,
) -> Table:
    """Write the header and the rows as an Excel table of that name, and give it.

    `signed` are the columns, counted from 0, whose numbers are shown with their sign; `kept` are those from the left
    that stay in sight.
    """
    # The line more is for the filter buttons, which lie over the end of the last one.
    rows.wrapped(header_cells(rows.looks, headings, contents), bold=True, room="\n")
    first = rows.last
    for row in contents:
        rows.wrapped([content_cell(rows.looks, each, signed=number in signed) for number, each in enumerate(row)])
    area = f"A{first}:{letters_of(len(headings))}{rows.last}"
    rows.table = Table(name, area, first, tuple(headings), kept)
    return rows.table
