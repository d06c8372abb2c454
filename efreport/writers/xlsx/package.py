"""The workbook as a file: its properties, and the same bytes for the same workbook on any day; no sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.writer.excel import ExcelWriter

from efreport.document import Document
from efreport.writers.xlsx.cells import one_line
from efreport.writers.xlsx.drawings import Charts, with_charts
from efreport.writers.xlsx.rows import Rows

DIMENSION: Final = re.compile(rb'<dimension ref="[^"]*"')
ZIP_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
# Codes such as 12 are text and meant to be; openpyxl cannot say so, and Excel would mark each of them.
IGNORED_ERRORS: Final = b'<ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors>'
AFTER_IGNORED_ERRORS: Final = (b"<drawing", b"<tableParts", b"</worksheet>")


def describe(workbook: Workbook, document: Document) -> None:
    """Set the properties of the file: its title, its owner, its language and the day that it bears."""
    dated = datetime.combine(document.dated, time())
    workbook.properties = DocumentProperties(
        title=one_line(document.title),
        creator=one_line(document.organisation),
        lastModifiedBy=one_line(document.organisation),
        subject=one_line(document.quarter),
        language="en-GB",
        created=dated,
        modified=dated,
    )
    # There is nothing to calculate, and Excel would ask to save what nobody changed.
    workbook.calculation.fullCalcOnLoad = False


def package(workbook: Workbook, sheets: Sequence[Rows], charts: Charts) -> bytes:
    """Save a workbook with the rows of its sheets, in their order, and its charts.

    Its own `save` would write the time of day into it.
    """
    written, packed = BytesIO(), BytesIO()
    ExcelWriter(workbook, ZipFile(written, "w")).save()
    with ZipFile(written) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    rows = {f"xl/worksheets/sheet{number}.xml": each for number, each in enumerate(sheets, 1)}
    finished = with_charts(parts, charts)
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name in sorted(finished):
            with archive.open(_entry(name), "w") as entry:
                # Row by row, so that a long sheet is never whole in memory a second time.
                entry.writelines(_sheet(finished[name], rows[name]) if name in rows else [finished[name]])
    return packed.getvalue()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, ZIP_EPOCH)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 0
    return entry


def _sheet(part: bytes, rows: Rows) -> Iterator[bytes]:
    """A sheet as openpyxl wrote it, with our rows in the place of its own."""
    top, _, rest = part.partition(b"<sheetData")
    _, _, tail = rest.partition(b"</sheetData>" if b"</sheetData>" in rest else b"/>")
    yield DIMENSION.sub(f'<dimension ref="{rows.area}"'.encode(), top)
    yield b"<sheetData>"
    yield from rows.markup
    yield b"</sheetData>"
    place = next(place for mark in AFTER_IGNORED_ERRORS if (place := tail.rfind(mark)) >= 0)
    last = tail.rfind(b"</worksheet>")
    yield tail[:place] + IGNORED_ERRORS + tail[place:last] + rows.extension.encode() + tail[last:]
