"""Puts findings into a workbook: the list first, then each sheet's shades and notes. What was put in before comes out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from efreport.markup.book import Book, CannotMark, SheetPart
from efreport.markup.findings import ToPutRight, worst_first
from efreport.markup.listing import TITLE_ROW, write_listing
from efreport.markup.notes import AUTHOR, put_notes
from efreport.markup.package import Package
from efreport.markup.places import block_of
from efreport.markup.shading import clear_shades, shade
from efreport.markup.styles import Styles
from efreport.markup.xml import Element, element, main, written
from efreport.model import CellRef, Finding, Severity

_WORKBOOK_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_XML_TYPE: Final = "application/xml"
_PROTECTION: Final = re.compile(rb"<(?:\w+:)?sheetProtection\b[^>]*\bsheet=\"(?:1|true)\"")


def mark(data: bytes, to_do: ToPutRight) -> bytes:
    """Give a copy of the workbook with its findings in it. Raises CannotMark where it is too unusual for that."""
    try:
        return _marked(Package(data), to_do)
    except Exception as fault:
        # A part that is not as the format has it can raise anything from KeyError to XMLSyntaxError.
        raise CannotMark from fault


def list_alone(to_do: ToPutRight) -> bytes:
    """Give the list of findings as a workbook of its own."""
    package = Package()
    package.declare_extension("xml", _XML_TYPE)
    package.put("xl/workbook.xml", written(element("workbook", element("sheets"))), _WORKBOOK_TYPE)
    package.relate("", "officeDocument", "xl/workbook.xml")
    book = Book(package)
    _, part = book.put_first(TITLE_ROW)
    styles = Styles(book)
    package.put(part, write_listing(to_do, styles, frozenset(), marked=False))
    styles.put_back()
    return package.packed()


def _marked(package: Package, to_do: ToPutRight) -> bytes:
    book = Book(package)
    list_name, list_part = book.put_first(TITLE_ROW)
    styles = Styles(book)
    sheets = book.sheets()
    linked = frozenset(sheet.name for sheet in sheets if not sheet.hidden)
    protected = any(_PROTECTION.search(package.read(sheet.part)) for sheet in sheets)
    package.put(list_part, write_listing(to_do, styles, linked, protected=protected))
    looks = {severity: styles.shade(severity) for severity in Severity}
    styles.put_back()
    for sheet in sheets:
        _mark_sheet(package, sheet, to_do.by_cell(sheet.name), looks, list_name)
    return package.packed()


def _mark_sheet(
    package: Package,
    sheet: SheetPart,
    cells: Mapping[CellRef, tuple[Finding, ...]],
    looks: Mapping[Severity, int],
    list_name: str,
) -> None:
    if not cells and not _was_marked(package, sheet):
        return
    root = package.xml(sheet.part)
    cells = _at_shown_cells(root, cells)
    clear_shades(root)
    shade(root, _by_severity(cells), looks)
    put_notes(package, sheet, root, cells, list_name)
    package.put(sheet.part, written(root))


def _was_marked(package: Package, sheet: SheetPart) -> bool:
    comments = package.related(sheet.part, "comments")
    parts = (sheet.part, comments) if comments else (sheet.part,)
    return any(AUTHOR.encode() in package.read(part) for part in parts)


def _at_shown_cells(sheet: Element, cells: Mapping[CellRef, tuple[Finding, ...]]) -> dict[CellRef, tuple[Finding, ...]]:
    """Move findings to the one cell that is shown where cells are merged."""
    blocks = [block_of(each.get("ref")) for each in sheet.iterfind(f"{main('mergeCells')}/{main('mergeCell')}")]
    moved: dict[CellRef, tuple[Finding, ...]] = {}
    for at, findings in cells.items():
        block = next((block for block in blocks if block.holds(at)), None)
        seen = CellRef(at.workbook, at.sheet, block.first_row, block.first_column) if block else at
        moved[seen] = worst_first((*moved.get(seen, ()), *findings))
    return moved


def _by_severity(cells: Mapping[CellRef, tuple[Finding, ...]]) -> dict[Severity, list[CellRef]]:
    """Give the cells of each severity; of two findings at one cell the worse counts."""
    shaded: dict[Severity, list[CellRef]] = {}
    for at, findings in cells.items():
        shaded.setdefault(findings[0].severity, []).append(at)
    return shaded
