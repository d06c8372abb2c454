"""The workbook as a file: its properties, and the same bytes for the same workbook on any day; no sheets."""

from __future__ import annotations

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

ZIP_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
# Codes such as 12 are text and meant to be; openpyxl cannot say so, and Excel would mark each of them.
IGNORED_ERRORS: Final = b'<ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors>'


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


def package(workbook: Workbook, charts: Charts) -> bytes:
    """Save a workbook with its charts; its own `save` would write the time of day into it."""
    written, packed = BytesIO(), BytesIO()
    ExcelWriter(workbook, ZipFile(written, "w")).save()
    with ZipFile(written) as archive:
        parts = {name: _finished(name, archive.read(name)) for name in archive.namelist()}
    finished = with_charts(parts, charts)
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name in sorted(finished):
            archive.writestr(_entry(name), finished[name])
    return packed.getvalue()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, ZIP_EPOCH)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 0
    return entry


def _finished(name: str, part: bytes) -> bytes:
    if not name.startswith("xl/worksheets/sheet"):
        return part
    place = part.rindex(b"<tableParts" if b"<tableParts" in part else b"</worksheet>")
    return part[:place] + IGNORED_ERRORS + part[place:]
