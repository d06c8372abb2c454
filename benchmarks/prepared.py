"""Takes finished documents apart into the plain content that the floor writes, so that both write the same."""

from __future__ import annotations

import marshal
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
from docx.oxml.ns import qn
from lxml import etree
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from benchmarks.floor_charts import CHART, OFFICE
from benchmarks.floor_word import AS_IT_IS

C = f"{{{CHART}}}"
XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_EXTENSION = re.compile("<extLst>.*</extLst>", re.DOTALL)
Element = Any


def prepare(word: Path, excel: Path, returns: list[Path], ledger: Path | None, into: Path) -> Path:
    """Write the content of both documents to a file, and the template that the floor's Word document begins as.

    With a `ledger`, the floor reads what was published as well.
    """
    template = into.with_suffix(".docx")
    document = docx.Document(str(word))
    title, body = document.core_properties.title, document.element.body
    with ZipFile(word) as package:
        blocks = list(_blocks(body, _targets(package, "word/_rels/document.xml.rels"), package))
    for element in list(body)[:-1]:
        body.remove(element)
    for key, relation in list(document.part.rels.items()):
        if relation.reltype.endswith("/chart"):
            del document.part.rels[key]
    document.save(str(template))
    content = {
        "returns": [str(path) for path in returns],
        "ledger": str(ledger or ""),
        "word": {"template": str(template), "title": title, "blocks": blocks},
        "excel": _excel(excel),
    }
    into.write_bytes(marshal.dumps(content))
    return into


def _blocks(body: Element, targets: dict[str, str], package: ZipFile) -> Iterator[Any]:
    for element in body:
        if element.tag == qn("w:tbl"):
            style = element.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}").get(qn("w:val"))
            widths = [int(column.get(qn("w:w"))) for column in element.iter(qn("w:gridCol"))]
            rows = [[_cell(cell) for cell in row.iterchildren(qn("w:tc"))] for row in element.iterchildren(qn("w:tr"))]
            yield "t", style, widths, rows
        for paragraph in (
            [element] if element.tag == qn("w:p") else element.iterfind(f".//{qn('w:sdtContent')}/{qn('w:p')}")
        ):
            drawings = [_drawing(inline, targets, package) for inline in paragraph.iter(f"{WP}inline")]
            style, runs = _paragraph(paragraph)
            yield ("c", style, drawings) if drawings else ("p", style, runs)


def _cell(cell: Element) -> tuple[str, list[Any]]:
    shade = cell.find(f"{qn('w:tcPr')}/{qn('w:shd')}")
    return "" if shade is None else shade.get(qn("w:fill")), [_paragraph(each) for each in cell.iterchildren(qn("w:p"))]


def _paragraph(paragraph: Element) -> tuple[str, list[tuple[str, str]]]:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val"))
    runs = []
    for run in paragraph.iter(qn("w:r")):
        if run.find(f"{{{COMPATIBILITY}}}AlternateContent") is not None:
            runs.append((AS_IT_IS, etree.tostring(run, encoding="unicode", with_tail=False)))
            continue
        look = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
        words = "".join(text.text or "" for text in run.iterchildren(qn("w:t")))
        runs.append(("" if look is None else look.get(qn("w:val")), words))
    return style, runs


def _drawing(inline: Element, targets: dict[str, str], package: ZipFile) -> dict[str, Any]:
    extent = inline.find(f"{WP}extent")
    target = targets[inline.find(f".//{C}chart").get(f"{{{OFFICE}}}id")]
    return {
        **_chart(package.read(f"word/{target}")),
        "number": int("".join(filter(str.isdigit, target))),
        "width": extent.get("cx"),
        "height": extent.get("cy"),
        "description": inline.find(f"{WP}docPr").get("descr"),
    }


def _targets(package: ZipFile, name: str) -> dict[str, str]:
    relations = etree.fromstring(package.read(name))
    return {str(each.get("Id")): str(each.get("Target")).removeprefix("/word/") for each in relations}


def _chart(part: bytes) -> dict[str, Any]:
    root: Element = etree.fromstring(part)
    grouping = root.find(f".//{C}grouping")
    return {
        "title": "".join(text.text or "" for text in root.find(f".//{C}title").iter(f"{A}t")),
        "grouping": "clustered" if grouping is None else grouping.get("val"),
        "series": [_series(series) for series in root.iter(f"{C}ser")],
    }


def _series(series: Element) -> dict[str, Any]:
    colour, form = series.find(f".//{A}srgbClr"), series.find(f".//{C}numFmt")
    return {
        "name": series.findtext(f"{C}tx//{C}v"),
        "colour": colour.get("val"),
        "format": "General" if form is None else form.get("formatCode").replace('"', "&quot;"),
        "names": _points(series.find(f"{C}cat")),
        "figures": _points(series.find(f"{C}val")),
        "name_in": series.findtext(f"{C}tx//{C}f") or "",
        "names_in": series.findtext(f"{C}cat//{C}f") or "",
        "figures_in": series.findtext(f"{C}val//{C}f") or "",
    }


def _points(part: Element) -> list[tuple[str, str]]:
    return [(point.get("idx"), point.findtext(f"{C}v")) for point in part.iter(f"{C}pt")]


def _excel(path: Path) -> dict[str, Any]:
    looks: dict[tuple[int, ...], int] = {}
    kinds: list[dict[str, Any]] = []

    def look_of(cell: Cell) -> int:
        key = tuple(cell._style)  # type: ignore[attr-defined]
        if key not in looks:
            looks[key] = len(kinds)
            kinds.append(_look(cell))
        return looks[key]

    data = path.read_bytes()
    sheets = []
    for number, sheet in enumerate(load_workbook(BytesIO(data)).worksheets, 1):
        rows = [
            (sheet.row_dimensions[place].height, [(cell.value, look_of(cell)) for cell in _filled(row)])
            for place, row in enumerate(sheet.iter_rows(), 1)
        ]
        sheets.append(
            {
                "name": sheet.title,
                "widths": _widths(sheet),
                "frozen": sheet.freeze_panes,
                "rows": rows,
                "charts": _sheet_charts(data, number),
                "sparklines": _sparklines(data, number),
            }
        )
    return {"looks": kinds, "sheets": sheets}


def _filled(row: tuple[Any, ...]) -> tuple[Cell, ...]:
    """The cells up to the last that is written: one that holds something, or has a style."""
    written = [number for number, cell in enumerate(row, 1) if cell.value is not None or cell.has_style]
    return row[: max(written, default=0)]


def _widths(sheet: Worksheet) -> list[float]:
    return [
        dimension.width for _, dimension in sorted(sheet.column_dimensions.items(), key=lambda item: item[1].min or 0)
    ]


def _look(cell: Cell) -> dict[str, Any]:
    fill = cell.fill.fgColor.rgb if cell.fill.fill_type == "solid" else ""
    return {
        "font": cell.font.name,
        "size": cell.font.size,
        "bold": bool(cell.font.bold),
        "colour": cell.font.color.rgb if cell.font.color and isinstance(cell.font.color.rgb, str) else "FF000000",
        "fill": fill,
        "rule": cell.border.bottom.style if cell.border.bottom else "",
        "across": cell.alignment.horizontal,
        "down": cell.alignment.vertical,
        "wrapped": bool(cell.alignment.wrap_text),
        "format": cell.number_format,
    }


def _sheet_charts(data: bytes, sheet: int) -> list[dict[str, Any]]:
    """The charts of one sheet, each with where it stands."""
    with ZipFile(BytesIO(data)) as package:
        listed = package.namelist()
        name = f"xl/worksheets/_rels/sheet{sheet}.xml.rels"
        if name not in listed or b"/drawing" not in package.read(name):
            return []
        anchors = list(etree.fromstring(package.read("xl/drawings/drawing1.xml")))
        parts = [package.read(f"xl/charts/chart{number}.xml") for number in range(1, len(anchors) + 1)]
    return [{**_chart(part), **_place(anchor)} for part, anchor in zip(parts, anchors, strict=True)]


def _sparklines(data: bytes, sheet: int) -> str:
    """The sparklines of one sheet, as markup: openpyxl knows none."""
    with ZipFile(BytesIO(data)) as package:
        found = _EXTENSION.search(package.read(f"xl/worksheets/sheet{sheet}.xml").decode())
    return found[0] if found else ""


def _place(anchor: Element) -> dict[str, str]:
    size = anchor.find(f"{XDR}ext")
    return {
        "column": anchor.findtext(f"{XDR}from/{XDR}col"),
        "row": anchor.findtext(f"{XDR}from/{XDR}row"),
        "width": size.get("cx"),
        "height": size.get("cy"),
        "description": anchor.find(f".//{XDR}cNvPr").get("descr"),
    }
