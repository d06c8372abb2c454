"""One flat table of a sheet, with filters and a header that is repeated in print; nothing stands below it."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo

from efreport.writers.xlsx.cells import header_cells
from efreport.writers.xlsx.rows import Rows


def write_flat_table(rows: Rows, name: str, headings: Sequence[str], cells: Sequence[list[Cell]]) -> str:
    """Write the header and the rows of cells as an Excel table of that name, and give the area that it fills."""
    # The line more is for the filter buttons, which lie over the end of the last one.
    rows.wrapped(header_cells(rows.sheet, headings, cells), [f"{heading}\n" for heading in headings], bold=True)
    first = rows.last
    for row in cells:
        rows.wrapped(row, (cell.value if isinstance(cell.value, str) else "" for cell in row))
    area = f"A{first}:{get_column_letter(len(headings))}{rows.last}"
    table = Table(displayName=name, ref=area)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    rows.sheet.add_table(table)
    rows.sheet.print_title_rows = f"{first}:{first}"
    rows.sheet.freeze_panes = f"A{first + 1}"
    return area
