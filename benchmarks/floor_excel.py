"""The floor's workbook: prepared cells written one row after the other with shared styles; nothing is worked out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from benchmarks.floor_charts import CHART, CHART_TYPE, MAIN, OFFICE, chart_part

DRAWING: Final = "xl/drawings/drawing1.xml"
_SHEET_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_DRAWING_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawing+xml"
_ANCHOR: Final = (
    "<xdr:oneCellAnchor><xdr:from><xdr:col>{}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{}</xdr:row><xdr:rowOff>0</xdr:rowOff>"
    '</xdr:from><xdr:ext cx="{}" cy="{}"/><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="{}" name="Chart" '
    'descr={}/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>'
    '<a:graphic><a:graphicData uri="{}"><c:chart xmlns:c="{}" xmlns:r="{}" r:id="rId{}"/></a:graphicData></a:graphic>'
    "</xdr:graphicFrame><xdr:clientData/></xdr:oneCellAnchor>"
)


def write_excel(prepared: dict[str, Any], path: Path) -> None:
    """Write the prepared sheets. Charts are put in as markup: openpyxl's own take eight times as long. It knows no sparklines."""
    book = Workbook(write_only=True)
    for number, look in enumerate(prepared["looks"]):
        book.add_named_style(_style(f"Look {number}", look))
    for each in prepared["sheets"]:
        _write_sheet(book, each)
    place = next((number for number, each in enumerate(prepared["sheets"], 1) if each["charts"]), 0)
    small = {number: each["sparklines"] for number, each in enumerate(prepared["sheets"], 1) if each["sparklines"]}
    if not place and not small:
        book.save(path)
        return
    plain = BytesIO()
    ExcelWriter(book, ZipFile(plain, "w")).save()
    with ZipFile(plain) as written, ZipFile(path, "w", ZIP_DEFLATED) as package:
        parts = {name: written.read(name) for name in written.namelist()}
        for number, sparklines in small.items():
            sheet = f"xl/worksheets/sheet{number}.xml"
            parts[sheet] = parts[sheet].replace(b"</worksheet>", f"{sparklines}</worksheet>".encode())
        if place:
            parts = _with_charts(parts, prepared["sheets"][place - 1]["charts"], place)
        for name, part in parts.items():
            package.writestr(name, part)


def _style(name: str, look: dict[str, Any]) -> NamedStyle:
    return NamedStyle(
        name,
        font=Font(name=look["font"], size=look["size"], bold=look["bold"], color=look["colour"]),
        fill=PatternFill("solid", fgColor=look["fill"]) if look["fill"] else PatternFill(),
        border=Border(bottom=Side(look["rule"])) if look["rule"] else Border(),
        alignment=Alignment(look["across"], look["down"], wrap_text=look["wrapped"]),
        number_format=look["format"],
    )


def _write_sheet(book: Workbook, prepared: dict[str, Any]) -> None:
    sheet: Worksheet = book.create_sheet(prepared["name"])
    for number, width in enumerate(prepared["widths"], 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = prepared["frozen"]
    made: dict[tuple[int, int], Cell] = {}
    for number, (height, cells) in enumerate(prepared["rows"], 1):
        if height:
            sheet.row_dimensions[number].height = height
        sheet.append([_cell(sheet, made, column, *cell) for column, cell in enumerate(cells)])


def _cell(
    sheet: Worksheet, made: dict[tuple[int, int], Cell], column: int, value: str | float | None, look: int
) -> Cell:
    """Give a cell of that look with the value in it: each column's cells are made once, since a row is written at once."""
    cell = made.get((column, look))
    if cell is None:
        cell = made[column, look] = WriteOnlyCell(sheet)
        cell.style = f"Look {look}"
    cell.value = value
    return cell


def _with_charts(parts: dict[str, bytes], charts: Sequence[dict[str, Any]], place: int) -> dict[str, bytes]:
    names = [f"xl/charts/chart{number}.xml" for number in range(1, len(charts) + 1)]
    types = {DRAWING: _DRAWING_TYPE} | dict.fromkeys(names, CHART_TYPE)
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types.items())
    sheet, reference = f"xl/worksheets/sheet{place}.xml", f'<drawing xmlns:r="{OFFICE}" r:id="rId1"/>'
    return {
        **parts,
        **{name: chart_part(chart) for name, chart in zip(names, charts, strict=True)},
        sheet: parts[sheet].replace(b"</worksheet>", f"{reference}</worksheet>".encode()),
        "[Content_Types].xml": parts["[Content_Types].xml"].replace(b"</Types>", f"{overrides}</Types>".encode()),
        f"xl/worksheets/_rels/sheet{place}.xml.rels": _relations([("drawing", f"/{DRAWING}")]),
        "xl/drawings/_rels/drawing1.xml.rels": _relations([("chart", f"/{name}") for name in names]),
        DRAWING: f'<xdr:wsDr xmlns:xdr="{_SHEET_DRAWING}" xmlns:a="{MAIN}">{"".join(_anchors(charts))}</xdr:wsDr>'.encode(),
    }


def _anchors(charts: Sequence[dict[str, Any]]) -> Iterator[str]:
    for number, chart in enumerate(charts, 1):
        said = quoteattr(chart["description"])
        place = chart["column"], chart["row"], chart["width"], chart["height"]
        yield _ANCHOR.format(*place, number + 1, said, CHART, CHART, OFFICE, number)


def _relations(relations: Sequence[tuple[str, str]]) -> bytes:
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(relations, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{each}</Relationships>'.encode()
