"""Reads the returns of a quarter into a Round: facts with their cells, and no judgement on them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from efreport.model import (
    Cell,
    CellRef,
    Framework,
    Layout,
    Return,
    Round,
    UnreadableWorkbook,
)
from efreport.quarter import Quarter
from efreport.returns.cells import read_words
from efreport.returns.choosing import choose, head_quarter, other_sheets
from efreport.returns.fetching import read_file
from efreport.returns.folder import NothingToRead, SourceFile, Sources
from efreport.returns.head import area_named, area_said, read_head
from efreport.returns.layout import read_layout
from efreport.returns.matching import Catalogue, catalogue
from efreport.returns.refusal import NotAWorkbook
from efreport.returns.sheet import Sheet, SheetCell
from efreport.returns.sheets import read_sheets
from efreport.returns.table import read_headings, read_rows

Progress = Callable[[str], None]


@dataclass(frozen=True)
class _Opened:
    source: SourceFile
    sha256: str
    sheets: tuple[Sheet, ...]


def read_round(
    sources: Sources,
    framework: Framework,
    progress: Progress,
    fallback: Quarter | None = None,
    *,
    whole: bool = False,
) -> Round:
    """Read every file of the sources, as returns of the `fallback` quarter where nothing names one.

    Of a `whole` quarter, a return of every service area that reports in it is expected.
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
            "We cannot tell which quarter these returns are for: their “Quarter” lines do not say. "
            "Say which it is with --quarter, like --quarter 2014Q2."
        )
    framework = framework.reporting_in(quarter)
    expected = framework.areas if whole else ()
    known = catalogue(framework)
    returns = tuple(_read(found, framework, known, quarter) for found in opened)
    return Round(quarter, returns, tuple(unreadable), sources.passed_over, expected, named is None)


def read_earlier(sources: Sources, framework: Framework, of: Round) -> Round:
    """Read an earlier quarter's returns of the areas of a round; files that are another area's by name are left."""
    areas = {found.area.key for found in of.returns if found.area}
    wanted = tuple(
        file for file in sources.files if not (named := area_named(file.path, framework)) or named.key in areas
    )
    return read_round(replace(sources, files=wanted), framework, lambda _: None)


def _open(source: SourceFile, framework: Framework) -> _Opened | UnreadableWorkbook:
    named = area_named(source.path, framework)
    try:
        data = read_file(source.path, framework.limits)
        return _Opened(source, hashlib.sha256(data).hexdigest(), read_sheets(data, framework.limits))
    except NotAWorkbook as fault:
        return UnreadableWorkbook(source.name, source.path, fault.reason, fault.advice, named)


def _quarter_said(opened: list[_Opened], framework: Framework) -> Quarter | None:
    heads = (read_head(sheet, None) for found in opened for sheet in found.sheets if not sheet.hidden)
    return next((said for head in heads if (said := head_quarter(head, framework.first_month))), None)


def _read(opened: _Opened, framework: Framework, known: Catalogue, quarter: Quarter) -> Return:
    workbook = opened.source.name
    chosen = choose(opened.sheets, framework, quarter)
    table, sheet, head = chosen.table, chosen.sheet, chosen.head
    named = area_named(opened.source.path, framework)
    said = area_said(head.area.text, framework) if head.area else None
    rows = tuple(read_rows(table, workbook, known, said or named, chosen.quarter)) if table else ()
    others = tuple(other_sheets(opened.sheets, chosen, framework, quarter, workbook))
    return Return(
        workbook=workbook,
        path=opened.source.path,
        sha256=opened.sha256,
        sheet=sheet.name,
        said_area=said,
        area_line=_line(workbook, sheet, head.area),
        named_area=named,
        quarter=head_quarter(head, framework.first_month),
        quarter_line=_line(workbook, sheet, head.quarter),
        sign_off={line: read_words(_at(workbook, sheet, cell), cell) for line, cell in head.sign_off.items()},
        headings=read_headings(table, workbook) if table else (),
        rows=rows,
        layout=read_layout(table, rows, others, workbook) if table else Layout(others),
        headings_for=chosen.headings_for,
        template=_line(workbook, sheet, head.template),
        protected=sheet.protected,
    )


def _line(workbook: str, sheet: Sheet, cell: SheetCell | None) -> Cell | None:
    return read_words(_at(workbook, sheet, cell), cell) if cell else None


def _at(workbook: str, sheet: Sheet, cell: SheetCell) -> CellRef:
    return CellRef(workbook, sheet.name, cell.row, cell.column)
