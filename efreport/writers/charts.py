"""A Chart as DrawingML, the chart markup that Word and Excel share; where it stands in a document is the writers' affair.

It is written out here, since openpyxl's chart classes would cost Word its import for the same few elements.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap

from efreport.document import Chart, Number, Series
from efreport.spreadsheet_text import spelt_out
from efreport.writers.formats import format_of, value_of

_NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
INK = "1F2427"
POINTS = 9
_ABOVE_CM, _CATEGORY_CM, _BELOW_CM = 1.25, 1.3, 0.15
_STACKED_CM = 0.65
_LABELS, _FIGURES = 0.4, 0.1
"""The parts of the width that the names and, beyond the longest bar, the figures take."""

_LETTERS_IN_A_LINE, _LETTERS_IN_A_TITLE = 30, 62
_TITLE_LINE_CM, _LEGEND_CM, _LEGEND_ROW_CM = 0.4, 0.65, 0.6

_NO_LINE = "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
_ON_WHITE = '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>'
_LIGHT = "D3DBDE"
_MIDDLE = "93A4AA"
_AXES = '<c:axId val="1"/><c:axId val="2"/>'


@dataclass(frozen=True)
class ChartLook:
    """What charts take from the look of the document: its font, a dark colour, and how wide letters run beside Arial's.

    The colour must stand out from white, or bars of it and light ones cannot be told apart in black and white. `names`
    is the part of the width that the names of the categories take.
    """

    font: str
    dark: str
    letter_width: float
    names: float = _LABELS

    @property
    def fills(self) -> tuple[str, ...]:
        """Fills that are told apart without colour: dark, hatched and light, in the order of the series, and three more."""
        return (
            self._solid(self.dark),
            self._pattern("wdUpDiag"),
            self._solid(_LIGHT),
            self._solid(_MIDDLE),
            self._solid("FFFFFF"),
            self._pattern("ltHorz"),
        )

    def _solid(self, colour: str) -> str:
        return f"<a:solidFill>{_colour(colour)}</a:solidFill>"

    def _pattern(self, name: str) -> str:
        colours = f"<a:fgClr>{_colour(self.dark)}</a:fgClr><a:bgClr>{_colour('FFFFFF')}</a:bgClr>"
        return f'<a:pattFill prst="{name}">{colours}</a:pattFill>'

    @property
    def outline(self) -> str:
        """The line around bars, and the axis."""
        return f'<a:ln w="9525"><a:solidFill>{_colour(self.dark)}</a:solidFill></a:ln>'

    @property
    def letters_in_a_line(self) -> int:
        """How many letters of a name stand on one line."""
        return int(_LETTERS_IN_A_LINE * self.names / _LABELS / self.letter_width)

    def above(self, chart: Chart) -> float:
        """How many centimetres the title and the legend take; the programs wrap a long title themselves."""
        lines = len(wrap(chart.title, int(_LETTERS_IN_A_TITLE / self.letter_width)))
        return _ABOVE_CM + _TITLE_LINE_CM * (lines - 1)

    def text_properties(self, name: str, body: str = "") -> str:
        """How text looks, in an element of that name."""
        paragraph = f'<a:p><a:pPr>{self.character("a:defRPr")}</a:pPr><a:endParaRPr lang="en-GB"/></a:p>'
        return f"<{name}><a:bodyPr{body}/>{paragraph}</{name}>"

    def character(self, name: str, *, bold: bool = False) -> str:
        """How letters look, in an element of that name."""
        return (
            f'<{name} sz="{POINTS * 100}" b="{int(bold)}"><a:solidFill>{_colour(INK)}</a:solidFill>'
            f'<a:latin typeface="{_escaped(self.font)}"/></{name}>'
        )


@dataclass(frozen=True)
class SeriesCells:
    """Where a workbook holds what a series draws, as formulas refer to it: the categories, its name and its figures."""

    categories: str
    name: str
    values: str


def _colour(digits: str) -> str:
    return f'<a:srgbClr val="{digits}"/>'


def height_in_cm(chart: Chart, look: ChartLook | None = None) -> float:
    """How tall a chart must be, so that its bars are as thick as those of any other; without a look, with a short title."""
    above = look.above(chart) if look else _ABOVE_CM
    return above + _category_cm(chart) * len(chart.categories) + _BELOW_CM


def _category_cm(chart: Chart) -> float:
    return _STACKED_CM if chart.stacked else _CATEGORY_CM


def chart_space(chart: Chart, height: float, look: ChartLook, cells: Sequence[SeriesCells] = ()) -> str:
    """Give the chart part: bars for each category, the first at the top, each with its figure as it is printed.

    In a `height` in centimetres that is more than it needs, the rest is left empty below. Its figures are those of the
    `cells` of a workbook, one entry a series, or where there are none its own.
    """
    places = cells or (None,) * len(chart.series)
    series = "".join(
        _series(number, each, chart, look, place)
        for number, (each, place) in enumerate(zip(chart.series, places, strict=True))
    )
    grouping, overlap = ("stacked", 100) if chart.stacked else ("clustered", 0)
    bars = (
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="45"/><c:overlap val="{overlap}"/>{_AXES}</c:barChart>'
    )
    inner = _category_cm(chart) * len(chart.categories) / height
    above = look.above(chart)
    layout = _layout(look.names, above / height, 1 - look.names - _FIGURES, inner, target="inner")
    row = _layout(0, (above - _LEGEND_CM) / height, 1, _LEGEND_ROW_CM / height)
    legend = f'<c:legend><c:legendPos val="t"/>{row}<c:overlay val="0"/></c:legend>'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace {_NAMESPACES}><c:roundedCorners val="0"/><c:chart>{_title(chart, look)}<c:autoTitleDeleted val="0"/>'
        f"<c:plotArea>{layout}{bars}{_category_axis(look)}{_value_axis(chart)}</c:plotArea>{legend}"
        '<c:plotVisOnly val="0"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{look.text_properties('c:txPr')}</c:chartSpace>"
    )


def _layout(x: float, y: float, width: float = 0, height: float = 0, *, target: str = "") -> str:
    """A place in the chart, in parts of its width and height."""
    size = f'<c:w val="{width:.4f}"/><c:h val="{height:.4f}"/>' if width else ""
    aim = f'<c:layoutTarget val="{target}"/>' if target else ""
    return (
        f'<c:layout><c:manualLayout>{aim}<c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{x:.4f}"/><c:y val="{y:.4f}"/>{size}</c:manualLayout></c:layout>'
    )


def _title(chart: Chart, look: ChartLook) -> str:
    run = f'<a:r><a:rPr lang="en-GB" sz="{POINTS * 100}" b="1"/><a:t>{_escaped(chart.title)}</a:t></a:r>'
    words = f'<a:p><a:pPr algn="l">{look.character("a:defRPr", bold=True)}</a:pPr>{run}</a:p>'
    return f'<c:title><c:tx><c:rich><a:bodyPr/>{words}</c:rich></c:tx>{_layout(0, 0)}<c:overlay val="0"/></c:title>'


def _series(number: int, series: Series, chart: Chart, look: ChartLook, place: SeriesCells | None) -> str:
    figures = [(index, value) for index, value in enumerate(series.values) if value is not None]
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx>{_series_name(series.name, place)}</c:tx>'
        f'<c:spPr>{look.fills[number % len(look.fills)]}{look.outline}</c:spPr><c:invertIfNegative val="0"/>'
        f"<c:dLbls>{''.join(_label(index, value, look, chart) for index, value in figures)}{_SHOW_VALUE}</c:dLbls>"
        f"<c:cat>{_categories(chart, look, place)}</c:cat><c:val>{_figures(figures, chart, place)}</c:val></c:ser>"
    )


def _series_name(name: str, place: SeriesCells | None) -> str:
    if place is None:
        return f"<c:v>{_literal(name)}</c:v>"
    return f"<c:strRef><c:f>{_escaped(place.name)}</c:f><c:strCache>{_points(1, [(0, name)])}</c:strCache></c:strRef>"


def _categories(chart: Chart, look: ChartLook, place: SeriesCells | None) -> str:
    if place is None:
        lines = [(index, _in_lines(words, look)) for index, words in enumerate(chart.categories)]
        return f"<c:strLit>{_points(len(lines), lines)}</c:strLit>"
    names = list(enumerate(chart.categories))
    cache = f"<c:strCache>{_points(len(names), names)}</c:strCache>"
    return f"<c:strRef><c:f>{_escaped(place.categories)}</c:f>{cache}</c:strRef>"


def _figures(figures: Sequence[tuple[int, Number]], chart: Chart, place: SeriesCells | None) -> str:
    values = [(index, str(value_of(value))) for index, value in figures]
    points = f"<c:formatCode>General</c:formatCode>{_points(len(chart.categories), values)}"
    if place is None:
        return f"<c:numLit>{points}</c:numLit>"
    return f"<c:numRef><c:f>{_escaped(place.values)}</c:f><c:numCache>{points}</c:numCache></c:numRef>"


def _points(count: int, points: Iterable[tuple[int, str]]) -> str:
    each = "".join(f'<c:pt idx="{index}"><c:v>{_literal(words)}</c:v></c:pt>' for index, words in points)
    return f'<c:ptCount val="{count}"/>{each}'


def _escaped(words: str) -> str:
    return words.translate(_ESCAPES)


def _literal(words: str) -> str:
    """Words where a chart's readers would take _x0041_ for an A; in titles and formulas they do not."""
    return _escaped(spelt_out(words))


def _in_lines(words: str, look: ChartLook) -> str:
    """Programs differ in where they wrap a name, and one that does not takes the room from the bars."""
    return "\n".join(wrap(words, look.letters_in_a_line))


def _label(index: int, value: Number, look: ChartLook, chart: Chart) -> str:
    """Each figure has its own format, since one may be given to a decimal place and the next to none.

    In a stacked bar it stands on white, since it stands on the fill, and a part of nothing has none.
    """
    if chart.stacked and not value.amount:
        return f'<c:dLbl><c:idx val="{index}"/><c:delete val="1"/></c:dLbl>'
    code = _literal(format_of(value))
    on_one_line = look.text_properties("c:txPr", ' wrap="none"')
    number_format = f'<c:numFmt formatCode="{code}" sourceLinked="0"/>'
    shape = _ON_WHITE if chart.stacked else _NO_LINE
    return f'<c:dLbl><c:idx val="{index}"/>{number_format}{shape}{on_one_line}{_SHOW_VALUE}</c:dLbl>'


def _category_axis(look: ChartLook) -> str:
    return (
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr>{look.outline}</c:spPr><c:crossAx val="2"/>'
        '<c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(chart: Chart) -> str:
    """Not drawn, since every bar has its figure; it begins at zero, so that bars are as long as their figures."""
    figures = [value for series in chart.series for value in series.values if value is not None]
    least = "" if any(value.amount < 0 for value in figures) else '<c:min val="0"/>'
    return (
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>{least}</c:scaling><c:delete val="1"/>'
        '<c:axPos val="t"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="none"/><c:crossAx val="1"/><c:crosses val="autoZero"/></c:valAx>'
    )


_SHOW_VALUE = (
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)
