"""A trend drawn small, in line with the text of a cell: a shape of its own, without parts of the package or pixels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from efreport.document import Number, TrendShown
from efreport.writers.docx.design import CELL_MARGIN, Design
from efreport.writers.docx.xml import Xml, escaped

_EMU_PER_TWENTIETH = 635
_WIDEST, _HEIGHT = 1900, 300
"""Of the drawing, in twentieths of a point."""

_EDGE = 26_000
_DOT = 23_000
_LINE = 12_700
"""Room around the line, the radius of the last point's dot and the width of the line, in EMU."""

_GAP = 0.35
"""The part of a bar's place that stays free."""

_WORDS = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def sparkline(trend: TrendShown, number: int, column: int, design: Design) -> Xml:
    """The run that shows a trend in a column of that width, in twentieths of a point; its `number` is its own in the document.

    Programs that know no such shapes show nothing; what it shows stands in words below.
    """
    width = (min(column - 2 * CELL_MARGIN, _WIDEST)) * _EMU_PER_TWENTIETH
    height = _HEIGHT * _EMU_PER_TWENTIETH
    colour = f'<a:solidFill><a:srgbClr val="{design.headings}"/></a:solidFill>'
    paths = "".join(_line(trend.numbers, width, height) if trend.joined else _bars(trend.numbers, width, height))
    size = f'cx="{width}" cy="{height}"'
    return Xml(
        f'<w:r><mc:AlternateContent xmlns:mc="{_COMPATIBILITY}"><mc:Choice xmlns:wps="{_SHAPE}" Requires="wps"><w:drawing>'
        f'<wp:inline xmlns:wp="{_WORDS}" distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="Trend {number}" descr="{escaped(trend.description)}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{_MAIN}"><a:graphicData uri="{_SHAPE}"><wps:wsp><wps:cNvSpPr/><wps:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>'
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>{paths}</a:pathLst></a:custGeom>{colour}'
        f'<a:ln w="{_LINE}" cap="rnd">{colour}<a:round/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r>"
    )


def _line(numbers: Sequence[Number | None], width: int, height: int) -> Iterator[str]:
    """The line, broken where a quarter has no figure, and the dot at its end; both in one path, which is filled where it is closed."""
    places = list(_places(numbers, width, height))
    yield f'<a:path w="{width}" h="{height}" fill="none">'
    joined = False
    for place in places:
        if place:
            name = "lnTo" if joined else "moveTo"
            yield f'<a:{name}><a:pt x="{place[0]}" y="{place[1]}"/></a:{name}>'
        joined = place is not None
    yield "</a:path>"
    x, y = next(place for place in reversed(places) if place)
    yield (
        f'<a:path w="{width}" h="{height}"><a:moveTo><a:pt x="{x - _DOT}" y="{y}"/></a:moveTo>'
        f'<a:arcTo wR="{_DOT}" hR="{_DOT}" stAng="10800000" swAng="21600000"/><a:close/></a:path>'
    )


def _places(numbers: Sequence[Number | None], width: int, height: int) -> Iterator[tuple[int, int] | None]:
    amounts = [number.amount for number in numbers if number]
    least, reach = min(amounts), max(amounts) - min(amounts)
    step = (width - 2 * _EDGE - _DOT) / max(1, len(numbers) - 1)
    for place, number in enumerate(numbers):
        if number is None:
            yield None
            continue
        share = (number.amount - least) / reach if reach else Decimal("0.5")
        yield round(_EDGE + place * step), round(_EDGE + (height - 2 * _EDGE) * float(1 - share))


def _bars(numbers: Sequence[Number | None], width: int, height: int) -> Iterator[str]:
    """A bar for each figure, from nought up or down."""
    amounts = [number.amount for number in numbers if number]
    top, bottom = max(Decimal(0), *amounts), min(Decimal(0), *amounts)
    reach = (top - bottom) or Decimal(1)
    step = width / len(numbers)
    zero = round(height * float(top / reach))
    yield f'<a:path w="{width}" h="{height}" stroke="0">'
    for place, number in enumerate(numbers):
        if number:
            left, right = round(place * step), round((place + 1 - _GAP) * step)
            end = round(height * float((top - number.amount) / reach))
            end = end if abs(end - zero) >= _LINE else zero - _LINE
            corners = ((left, zero), (left, end), (right, end), (right, zero))
            first, *others = (f'<a:pt x="{x}" y="{y}"/>' for x, y in corners)
            yield f"<a:moveTo>{first}</a:moveTo>{''.join(f'<a:lnTo>{each}</a:lnTo>' for each in others)}<a:close/>"
    yield "</a:path>"
