"""A trend as a small chart of characters that every terminal, pipe and file has: a line for each quarter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from efreport.model import Timing
from efreport.movement import Judgement, restarts_in
from efreport.reports.lines import Line, Part, Style, line
from efreport.trend.limits import Limits
from efreport.trend.reading import Trend, amount_shown, shown_limits
from efreport.trend.words import amount_words, point_words

WIDTH = 49
FIGURE, SIGNAL, MEAN, LIMIT = "o", "#", ":", "|"
AGAIN = "- the measure starts again "
STYLES = {Judgement.IMPROVED: Style.NOTE, Judgement.WORSENED: Style.ERROR, Judgement.CHANGED: Style.WARNING}


@dataclass(frozen=True)
class _Scale:
    """The amounts at both ends of the chart."""

    least: Decimal
    most: Decimal

    def column(self, amount: Decimal) -> int:
        reach = self.most - self.least
        return round((WIDTH - 1) * (amount - self.least) / reach) if reach else (WIDTH - 1) // 2


def chart_lines(trend: Trend) -> Iterator[Line]:
    """Draw the points from left to right by their size, the oldest quarter first, with the mean and limits if there are any."""
    points = trend.series.points
    amounts = [amount for point in points if (amount := amount_shown(point)) is not None]
    if not amounts:
        return
    limits = shown_limits(trend.limits, trend.indicator) if isinstance(trend.limits, Limits) else None
    ends = [*amounts, *((limits.lower, limits.upper) if limits else ())]
    scale = _Scale(min(ends), max(ends))
    marks = {scale.column(limits.mean): MEAN} if limits else {}
    marks |= {scale.column(each): LIMIT for each in (limits.lower, limits.upper)} if limits else {}
    special = {place: said.judgement for said in trend.said for place in range(said.first, said.last + 1)}
    label = max(len(point.quarter.label) for point in points)
    left, right = (amount_words(each, trend.indicator.unit, trend.decimals) for each in (scale.least, scale.most))
    yield line(f"{'':{label}}  {left}{right:>{max(1, WIDTH - len(left))}}", Style.HINT)
    for place, point in enumerate(points):
        if place and _starts_again(trend, place):
            yield line(f"{'':{label}}  {AGAIN:-<{WIDTH}}", Style.HINT)
        figure = point_words(point, trend.indicator.unit)
        amount = amount_shown(point)
        judgement = special.get(place)
        drawn = {scale.column(amount): SIGNAL if judgement else FIGURE} if amount is not None else {}
        row = _row(marks | drawn)
        style = STYLES[judgement] if judgement else Style.PLAIN
        yield Line((Part(f"{point.quarter.label:{label}}  "), Part(row, style), Part(f"  {figure}")))
    yield line("")
    yield line(_legend(trend, has_limits=limits is not None), Style.HINT)


def _row(marks: Mapping[int, str]) -> str:
    return "".join(marks.get(column, " ") for column in range(WIDTH))


def _starts_again(trend: Trend, place: int) -> bool:
    timing = trend.indicator.timing
    return timing is not Timing.SCHOOL_YEAR and restarts_in(trend.series.points[place].quarter, timing)


def _legend(trend: Trend, *, has_limits: bool) -> str:
    signal = f"   {SIGNAL} more than chance" if trend.said else ""
    return f"{FIGURE} figure{signal}" + (f"   {MEAN} mean   {LIMIT} limits" if has_limits else "")
