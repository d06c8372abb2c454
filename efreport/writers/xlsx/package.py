"""The parts of the workbook: its sheets and what belongs to them, its names, its styles and its properties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Final

from efreport.document import Document
from efreport.writers.xlsx.book import Book
from efreport.writers.xlsx.cells import one_line
from efreport.writers.xlsx.drawings import drawing
from efreport.writers.xlsx.markup import MAIN, OFFICE, PACKAGE, Xml, content, element, part
from efreport.writers.xlsx.parts import Kind, Part, packed
from efreport.writers.xlsx.places import absolute, letters_of
from efreport.writers.xlsx.rows import Rows
from efreport.writers.xlsx.sheets import sheet_part, table_part
from efreport.writers.xlsx.theme import theme

LANGUAGE: Final = "en-GB"
CALCULATED_BY: Final = 124519
# LibreOffice trusts the heights of rows in what calls itself so, and works out every one of them anew in anything else.
MADE_BY: Final = "Microsoft Excel Compatible / efreport"
TITLES: Final = "_xlnm.Print_Titles"
PRINTED: Final = "_xlnm.Print_Area"


def package(book: Book, document: Document, sheets: Sequence[Rows]) -> bytes:
    """Give the bytes of a workbook with these sheets, in their order."""
    parts = (
        *_sheets(sheets),
        Part("xl/styles.xml", Kind.STYLES, [book.looks.part()]),
        Part("xl/theme/theme1.xml", Kind.THEME, [theme(book.look)]),
    )
    workbook = Part("xl/workbook.xml", Kind.WORKBOOK, [_workbook(book.names, sheets)], parts)
    core = Part("docProps/core.xml", Kind.CORE, [_properties(document)])
    return packed([workbook, core, Part("docProps/app.xml", Kind.APPLICATION, [_application()])])


def _sheets(sheets: Sequence[Rows]) -> Iterator[Part]:
    tables = count(1)
    for number, rows in enumerate(sheets, 1):
        own = [*_drawings(rows), *_tables(rows, tables)]
        ids = {each.kind: f"rId{place}" for place, each in enumerate(own, 1)}
        written = sheet_part(rows, ids.get(Kind.DRAWING, ""), ids.get(Kind.TABLE, ""))
        yield Part(f"xl/worksheets/sheet{number}.xml", Kind.SHEET, written, own)


def _drawings(rows: Rows) -> Iterator[Part]:
    if rows.charts and rows.charts.drawn:
        yield drawing(rows.charts)


def _tables(rows: Rows, numbers: Iterator[int]) -> Iterator[Part]:
    if rows.table:
        number = next(numbers)
        yield Part(f"xl/tables/table{number}.xml", Kind.TABLE, [table_part(rows.table, number)])


def _workbook(names: Mapping[str, str], sheets: Sequence[Rows]) -> bytes:
    listed = (
        element("sheet", name=rows.sheet.name, sheetId=number, r__id=f"rId{number}")
        for number, rows in enumerate(sheets, 1)
    )
    # There is nothing to calculate, and Excel would ask to save what nobody changed.
    calculation = element("calcPr", calcId=CALCULATED_BY, fullCalcOnLoad=0)
    root = element(
        "workbook",
        element("workbookPr"),
        element("bookViews", element("workbookView")),
        element("sheets", *listed),
        element("definedNames", *_names(names), *_printed(sheets)),
        calculation,
        xmlns=MAIN,
        xmlns__r=OFFICE,
    )
    return part(root)


def _names(names: Mapping[str, str]) -> Iterator[Xml]:
    for name, area in names.items():
        yield element("definedName", content(area), name=name)


def _printed(sheets: Sequence[Rows]) -> Iterator[Xml]:
    """The headings of a table are on each of its printed pages, and if it is cut, the columns that name its rows."""
    for number, rows in enumerate(sheets):
        if rows.table is None:
            continue
        sheet, header = f"'{rows.sheet.name}'!", rows.table.header
        titles = [f"{sheet}${header}:${header}"]
        if rows.cut:
            first, last = map(letters_of, rows.cut.repeated)
            titles.insert(0, f"{sheet}${first}:${last}")
            areas = ",".join(f"{sheet}{absolute(area)}" for area in rows.cut.areas(header, rows.last, len(rows.widths)))
            yield element("definedName", content(areas), name=PRINTED, localSheetId=number)
        yield element("definedName", content(",".join(titles)), name=TITLES, localSheetId=number)


def _properties(document: Document) -> bytes:
    """The title of the file, its owner, its language and the day that it bears."""
    owner, day = content(one_line(document.organisation)), content(f"{document.dated:%Y-%m-%d}T00:00:00Z")
    root = element(
        "cp:coreProperties",
        element("dc:creator", owner),
        element("dc:title", content(one_line(document.title))),
        element("dc:subject", content(one_line(document.quarter))),
        element("dc:language", content(LANGUAGE)),
        element("dcterms:created", day, xsi__type="dcterms:W3CDTF"),
        element("dcterms:modified", day, xsi__type="dcterms:W3CDTF"),
        element("cp:lastModifiedBy", owner),
        xmlns__cp=f"{PACKAGE}/metadata/core-properties",
        xmlns__dc="http://purl.org/dc/elements/1.1/",
        xmlns__dcterms="http://purl.org/dc/terms/",
        xmlns__xsi="http://www.w3.org/2001/XMLSchema-instance",
    )
    return part(root)


def _application() -> bytes:
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return part(element("Properties", element("Application", content(MADE_BY)), xmlns=namespace))
