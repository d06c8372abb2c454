"""The parts of a sheet and of its table: what stands around the rows, in the order that the format asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from efreport.spreadsheet_text import spelt_out
from efreport.writers.xlsx.cells import clean
from efreport.writers.xlsx.markup import MAIN, OFFICE, Xml, content, counted, element, joined, part
from efreport.writers.xlsx.page import EDGE_INCHES, SIDE_INCHES, TOP_INCHES, Page, Sheet, Table
from efreport.writers.xlsx.places import letters_of
from efreport.writers.xlsx.rows import Link, Rows

LAST_COLUMN: Final = 16_383
ALL_CELLS: Final = "A1:XFD1048576"
FIRST_CELL: Final[dict[str, str | float]] = {"activeCell": "A1", "sqref": "A1"}


def sheet_part(rows: Rows, drawing: str = "", table: str = "") -> Iterator[bytes]:
    """Give the part of a sheet piece by piece, so that a long one is never whole in memory a second time.

    `drawing` and `table` are the ids by which the sheet refers to those parts of its own.
    """
    top, end = part(element("worksheet", Xml("|"), xmlns=MAIN, xmlns__r=OFFICE)).split(b"|")
    yield top
    yield joined(*_before(rows)).encode()
    yield b"<sheetData>"
    yield from rows.markup
    yield b"</sheetData>"
    yield joined(*_after(rows, drawing, table)).encode()
    yield end


def _before(rows: Rows) -> Iterator[Xml]:
    yield element("sheetPr", element("pageSetUpPr", fitToPage=1))
    yield element("dimension", ref=rows.area)
    yield element("sheetViews", _view(rows.sheet, rows.table))
    yield element("sheetFormatPr", baseColWidth=8, defaultRowHeight=15)
    columns = (element("col", min=place, max=place, width=width, customWidth=1) for place, width in rows.columns)
    yield element("cols", *columns)


def _after(rows: Rows, drawing: str, table: str) -> Iterator[Xml]:
    if rows.links:
        yield element("hyperlinks", *map(_link, rows.links))
    yield from _printed(rows.sheet.page)
    if rows.breaks:
        breaks = (element("brk", id=row, max=LAST_COLUMN, man=1) for row in rows.breaks)
        yield element("rowBreaks", *breaks, count=len(rows.breaks), manualBreakCount=len(rows.breaks))
    # Codes such as 12 are text and meant to be, and Excel would mark each of them.
    yield element("ignoredErrors", element("ignoredError", sqref=ALL_CELLS, numberStoredAsText=1))
    if drawing:
        yield element("drawing", r__id=drawing)
    if table:
        yield counted("tableParts", [element("tablePart", r__id=table)])
    # What Excel has learnt since the format was fixed stands last.
    yield rows.extension


def _view(sheet: Sheet, table: Table | None) -> Xml:
    said: dict[str, str | float] = {} if sheet.lines else {"showGridLines": 0}
    if sheet.opens:
        said["tabSelected"] = 1
    panes = _panes(table) if table else [element("selection", **FIRST_CELL)]
    return element("sheetView", *panes, **said, workbookViewId=0)


def _panes(table: Table) -> Sequence[Xml]:
    """The headings of a table stay in sight, and its first columns."""
    split: dict[str, str | float] = {"xSplit": table.kept} if table.kept else {}
    split |= {"ySplit": table.header, "topLeftCell": f"{letters_of(table.kept + 1)}{table.header + 1}"}
    if not table.kept:
        pane = element("pane", **split, activePane="bottomLeft", state="frozen")
        return pane, element("selection", pane="bottomLeft", **FIRST_CELL)
    pane = element("pane", **split, activePane="bottomRight", state="frozen")
    others = (element("selection", pane="topRight"), element("selection", pane="bottomLeft"))
    return pane, *others, element("selection", pane="bottomRight", **FIRST_CELL)


def _link(link: Link) -> Xml:
    return element("hyperlink", ref=link.cell, location=link.location)


def _printed(page: Page) -> Iterator[Xml]:
    sides = {"left": SIDE_INCHES, "right": SIDE_INCHES, "top": TOP_INCHES, "bottom": TOP_INCHES}
    yield element("pageMargins", **sides, header=EDGE_INCHES, footer=EDGE_INCHES)
    yield element("pageSetup", paperSize=page.paper, fitToWidth=1, fitToHeight=0, orientation="landscape")
    header, footer = element("oddHeader", content(page.header)), element("oddFooter", content(page.footer))
    yield element("headerFooter", header, footer)


def table_part(table: Table, number: int) -> bytes:
    """Give the part of a table, by its number among those of the workbook."""
    columns = (
        element("tableColumn", id=place, name=spelt_out(clean(name))) for place, name in enumerate(table.headings, 1)
    )
    root = element(
        "table",
        element("autoFilter", ref=table.area),
        counted("tableColumns", columns),
        element("tableStyleInfo", name="TableStyleLight1", showRowStripes=0),
        xmlns=MAIN,
        id=number,
        name=table.name,
        displayName=table.name,
        ref=table.area,
    )
    return part(root)
