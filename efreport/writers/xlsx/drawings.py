"""Charts on a sheet: the parts that a workbook needs for them, beside those that openpyxl writes; not where they stand.

They are put in when the workbook is packaged, since openpyxl's own charts lose parts of the markup and cost its import.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from efreport.document import Chart
from efreport.writers.charts import ChartLook, SeriesCells, chart_space, height_in_cm

CHART_FOLDER: Final = "xl/charts/"
DRAWING: Final = "xl/drawings/drawing1.xml"
CONTENT_TYPES: Final = "[Content_Types].xml"
EMU_PER_CM: Final = 360_000
INDENT_CM: Final = 0.3

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_SHEET_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_MAIN: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DRAWING_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawing+xml"
_CHART_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


@dataclass(frozen=True)
class Drawn:
    """A chart, the cells that it draws, and where it stands: before which column, on which row, how wide in centimetres.

    Columns and rows are counted from 0.
    """

    chart: Chart
    cells: Sequence[SeriesCells]
    column: int
    row: int
    width: float

    @property
    def height(self) -> float:
        """How tall it is, in centimetres."""
        return height_in_cm(self.chart)


@dataclass(frozen=True)
class Charts:
    """The charts of one sheet part, by its name in the package, and how they look; the stacked ones have a look of their own."""

    sheet: str
    drawn: Sequence[Drawn]
    look: ChartLook
    stacked: ChartLook


def with_charts(parts: Mapping[str, bytes], charts: Charts) -> Mapping[str, bytes]:
    """Give the parts of a package with those of the charts, and with what refers to them."""
    if not charts.drawn:
        return parts
    names = [f"{CHART_FOLDER}chart{number}.xml" for number in range(1, len(charts.drawn) + 1)]
    drawn = {name: _chart(each, charts) for name, each in zip(names, charts.drawn, strict=True)}
    types = {f"/{DRAWING}": _DRAWING_TYPE, **{f"/{name}": _CHART_TYPE for name in names}}
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in types.items())
    reference = f'<drawing xmlns:r="{_OFFICE}" r:id="rId1"/>'
    return {
        **parts,
        **drawn,
        CONTENT_TYPES: parts[CONTENT_TYPES].replace(b"</Types>", f"{overrides}</Types>".encode()),
        charts.sheet: parts[charts.sheet].replace(b"</worksheet>", f"{reference}</worksheet>".encode()),
        _relations_of(charts.sheet): _relationships([("drawing", f"/{DRAWING}")]),
        DRAWING: _drawing(charts.drawn),
        _relations_of(DRAWING): _relationships([("chart", f"/{name}") for name in names]),
    }


def _chart(drawn: Drawn, charts: Charts) -> bytes:
    look = charts.stacked if drawn.chart.stacked else charts.look
    return chart_space(drawn.chart, drawn.height, look, drawn.cells).encode()


def _relations_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def _relationships(relations: Sequence[tuple[str, str]]) -> bytes:
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(relations, 1)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="{_PACKAGE}">{each}</Relationships>'.encode()


def _drawing(drawn: Sequence[Drawn]) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<xdr:wsDr xmlns:xdr="{_SHEET_DRAWING}" xmlns:a="{_MAIN}">'
        f"{''.join(_anchors(drawn))}</xdr:wsDr>"
    ).encode()


def _anchors(drawn: Sequence[Drawn]) -> Iterator[str]:
    for number, each in enumerate(drawn, 1):
        offset = round(INDENT_CM * EMU_PER_CM) if each.column else 0
        size = f'cx="{round(each.width * EMU_PER_CM)}" cy="{round(each.height * EMU_PER_CM)}"'
        description = each.chart.description.translate(_ESCAPES)
        yield (
            f"<xdr:oneCellAnchor><xdr:from><xdr:col>{each.column}</xdr:col><xdr:colOff>{offset}</xdr:colOff>"
            f"<xdr:row>{each.row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext {size}/>"
            f'<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="{number + 1}" name="Chart {number}" '
            f'descr="{description}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>'
            '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>'
            f'<a:graphic><a:graphicData uri="{_CHART}"><c:chart xmlns:c="{_CHART}" xmlns:r="{_OFFICE}" r:id="rId{number}"/>'
            "</a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:oneCellAnchor>"
        )
