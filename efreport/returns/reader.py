"""Reads the returns of a quarter into a Round: facts with their cells, and no judgement on them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from efreport.model import (
    Cell,
    CellRef,
    Column,
    Framework,
    Return,
    Round,
    ServiceArea,
    UnreadableWorkbook,
)
from efreport.quarter import Quarter, QuarterError, parse_quarter
from efreport.returns.cells import read_words
from efreport.returns.container import NotAWorkbook
from efreport.returns.folder import NothingToRead, SourceFile, Sources
from efreport.returns.head import Head, area_named, area_said, read_head
from efreport.returns.matching import Catalogue, catalogue
from efreport.returns.sheets import Sheet, SheetCell, read_sheets
from efreport.returns.table import TableFound, find_table, heading_forms, read_headings, read_rows

Progress = Callable[[str], None]


@dataclass(frozen=True)
class _Opened:
    source: SourceFile
    sha256: str
    sheets: tuple[Sheet, ...]


def read_round(
    sources: Sources,
    framework: Framework,
    expected: tuple[ServiceArea, ...],
    progress: Progress,
    fallback: Quarter | None = None,
) -> Round:
    """Read every file of the sources, as returns of the `fallback` quarter where nothing names one.

    Raises NothingToRead where no quarter is known for them at all.
    """
    opened: list[_Opened] = []
    unreadable: list[UnreadableWorkbook] = []
    for source in sources.files:
        progress(f"Reading {source.name}")
        match _open(source, framework):
            case _Opened() as found:
                opened.append(found)
            case UnreadableWorkbook() as found:
                unreadable.append(found)
    named = sources.quarter or _quarter_said(opened, framework)
    quarter = named or fallback
    if quarter is None:
        raise NothingToRead(
            "No quarter is known for these returns: their “Quarter” lines do not say one. "
            "Say which it is with --quarter, like --quarter 2014Q2."
        )
    known = catalogue(framework)
    returns = tuple(_read(found, framework, known, quarter) for found in opened)
    return Round(quarter, returns, tuple(unreadable), sources.passed_over, expected, named is None)


def _open(source: SourceFile, framework: Framework) -> _Opened | UnreadableWorkbook:
    named = area_named(source.path, framework)
    try:
        data = source.path.read_bytes()
        return _Opened(source, hashlib.sha256(data).hexdigest(), read_sheets(data))
    except NotAWorkbook as fault:
        return UnreadableWorkbook(source.name, source.path, fault.reason, fault.advice, named)
    except OSError as fault:
        reason = f"the file could not be opened ({fault.strerror or fault})"
        advice = "Close it in Excel wherever it is open, and check that you may read it."
        return UnreadableWorkbook(source.name, source.path, reason, advice, named)


def _quarter_said(opened: list[_Opened], framework: Framework) -> Quarter | None:
    for found in opened:
        for sheet in found.sheets:
            said = _quarter(read_head(sheet, None), framework.first_month)
            if said:
                return said
    return None


def _quarter(head: Head, first_month: int) -> Quarter | None:
    try:
        return parse_quarter(head.quarter.text, first_month) if head.quarter else None
    except QuarterError:
        return None


def _read(opened: _Opened, framework: Framework, known: Catalogue, quarter: Quarter) -> Return:
    table, forms, head = _find(opened.sheets, framework, quarter)
    workbook = opened.source.name
    sheet = table.sheet if table else opened.sheets[0] if opened.sheets else Sheet("", {})
    named = area_named(opened.source.path, framework)
    said = area_said(head.area.text, framework) if head.area else None
    return Return(
        workbook=workbook,
        path=opened.source.path,
        sha256=opened.sha256,
        sheet=sheet.name,
        said_area=said,
        area_line=_line(workbook, sheet, head.area),
        named_area=named,
        quarter=_quarter(head, framework.first_month),
        quarter_line=_line(workbook, sheet, head.quarter),
        completed_by=head.completed_by.text if head.completed_by else "",
        completed_on=head.completed_on.text if head.completed_on else "",
        headings=read_headings(table, workbook) if table else (),
        rows=tuple(read_rows(table, workbook, known, said or named, forms)) if table else (),
    )


def _find(
    sheets: tuple[Sheet, ...], framework: Framework, quarter: Quarter
) -> tuple[TableFound | None, Mapping[str, Column], Head]:
    """Find the table by the headings of the round's quarter, or by those of the return's own where more are known."""
    forms = heading_forms(framework.columns, quarter)
    table = find_table(sheets, forms)
    sheet = table.sheet if table else sheets[0] if sheets else Sheet("", {})
    head = read_head(sheet, table.row if table else None)
    own = _quarter(head, framework.first_month)
    if own and own != quarter:
        own_forms = heading_forms(framework.columns, own)
        own_table = find_table(sheets, own_forms)
        if own_table and len(own_table.columns) > (len(table.columns) if table else 0):
            return own_table, own_forms, head
    return table, forms, head


def _line(workbook: str, sheet: Sheet, cell: SheetCell | None) -> Cell | None:
    return read_words(CellRef(workbook, sheet.name, cell.row, cell.column), cell) if cell else None
