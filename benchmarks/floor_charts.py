"""The markup of a bar chart, by one template and no more: what the floor draws in Word and in Excel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from xml.sax.saxutils import escape

CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
MAIN: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CHART_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"

_LABELS: Final = (
    '<c:dLbls><c:numFmt formatCode="{}" sourceLinked="0"/><c:showLegendKey val="0"/><c:showVal val="1"/>'
    '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
)
_AXES: Final = (
    '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
    '<c:axPos val="l"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling><c:min val="0"/></c:scaling>'
    '<c:delete val="1"/><c:axPos val="t"/><c:crossAx val="1"/></c:valAx>'
)


def chart_part(chart: Mapping[str, Any]) -> bytes:
    """Give a chart as the bytes of its part: title, and of each series its name, categories and figures."""
    series = "".join(_series(number, each) for number, each in enumerate(chart["series"]))
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace xmlns:c="{CHART}" xmlns:a="{MAIN}">'
        f"<c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>{escape(chart['title'])}</a:t></a:r></a:p></c:rich>"
        '</c:tx></c:title><c:plotArea><c:barChart><c:barDir val="bar"/>'
        f'<c:grouping val="{chart["grouping"]}"/><c:varyColors val="0"/>{series}<c:axId val="1"/><c:axId val="2"/></c:barChart>'
        f'{_AXES}</c:plotArea><c:legend><c:legendPos val="t"/></c:legend></c:chart></c:chartSpace>'
    ).encode()


def _series(number: int, series: Mapping[str, Any]) -> str:
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx>{_name(series)}</c:tx>'
        f'<c:spPr><a:solidFill><a:srgbClr val="{series["colour"]}"/></a:solidFill></c:spPr>'
        f"{_LABELS.format(series['format'])}"
        f"<c:cat>{_points('str', series['names'], series['names_in'])}</c:cat>"
        f"<c:val>{_points('num', series['figures'], series['figures_in'])}</c:val></c:ser>"
    )


def _name(series: Mapping[str, Any]) -> str:
    name = escape(series["name"])
    if not series["name_in"]:
        return f"<c:v>{name}</c:v>"
    return f'<c:strRef><c:f>{series["name_in"]}</c:f><c:strCache><c:pt idx="0"><c:v>{name}</c:v></c:pt></c:strCache></c:strRef>'


def _points(kind: str, values: Sequence[tuple[str, str]], cells: str) -> str:
    """Give the points of a series, by their numbers, with the cells that they are drawn from if there are any."""
    points = "".join(f'<c:pt idx="{number}"><c:v>{escape(value)}</c:v></c:pt>' for number, value in values)
    if not cells:
        return f"<c:{kind}Lit>{points}</c:{kind}Lit>"
    return f"<c:{kind}Ref><c:f>{cells}</c:f><c:{kind}Cache>{points}</c:{kind}Cache></c:{kind}Ref>"
