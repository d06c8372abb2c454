"""Charts on a sheet: the parts that a workbook needs for them; not where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from efreport.document import Chart
from efreport.writers.charts import ChartLook, SeriesCells, chart_space, height_in_cm
from efreport.writers.xlsx.markup import OFFICE, attribute
from efreport.writers.xlsx.parts import Kind, Part

CHART_FOLDER: Final = "xl/charts/"
DRAWING: Final = "xl/drawings/drawing1.xml"
EMU_PER_CM: Final = 360_000
INDENT_CM: Final = 0.3

_SHEET_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_MAIN: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"


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
    """The charts of a sheet, and how they look; the stacked ones have a look of their own."""

    drawn: Sequence[Drawn]
    look: ChartLook
    stacked: ChartLook


def drawing(charts: Charts) -> Part:
    """Give the part of a drawing, with those of its charts."""
    parts = [
        Part(f"{CHART_FOLDER}chart{number}.xml", Kind.CHART, [_chart(each, charts)])
        for number, each in enumerate(charts.drawn, 1)
    ]
    return Part(DRAWING, Kind.DRAWING, [_drawing(charts.drawn)], parts)


def _chart(drawn: Drawn, charts: Charts) -> bytes:
    look = charts.stacked if drawn.chart.stacked else charts.look
    return chart_space(drawn.chart, drawn.height, look, drawn.cells).encode()


def _drawing(drawn: Sequence[Drawn]) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<xdr:wsDr xmlns:xdr="{_SHEET_DRAWING}" xmlns:a="{_MAIN}">'
        f"{''.join(_anchors(drawn))}</xdr:wsDr>"
    ).encode()


def _anchors(drawn: Sequence[Drawn]) -> Iterator[str]:
    for number, each in enumerate(drawn, 1):
        offset = round(INDENT_CM * EMU_PER_CM) if each.column else 0
        size = f'cx="{round(each.width * EMU_PER_CM)}" cy="{round(each.height * EMU_PER_CM)}"'
        description = attribute(each.chart.description)
        yield (
            f"<xdr:oneCellAnchor><xdr:from><xdr:col>{each.column}</xdr:col><xdr:colOff>{offset}</xdr:colOff>"
            f"<xdr:row>{each.row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext {size}/>"
            f'<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="{number + 1}" name="Chart {number}" '
            f'descr="{description}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>'
            '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>'
            f'<a:graphic><a:graphicData uri="{_CHART}"><c:chart xmlns:c="{_CHART}" xmlns:r="{OFFICE}" r:id="rId{number}"/>'
            "</a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:oneCellAnchor>"
        )
