"""What is said and drawn of an indicator over the quarters, below its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from efreport.assessment import Assessed
from efreport.compose.words import Notes, clean, number_to_keep, with_references
from efreport.document import Shown, Text, TrendShown
from efreport.model import Figure, QuarterRecord, Unit
from efreport.movement import displayed
from efreport.phrases import listed
from efreport.trend.limits import Limits
from efreport.trend.reading import Trend, trend_of
from efreport.trend.series import Point
from efreport.trend.words import amount_words, limits_words, point_words, signal_in_full, signal_words

LEAST = 4
"""Quarters with a figure from which an indicator's trend is shown."""


TRENDS = (
    "Below its name, an indicator with figures for four quarters or more is drawn over the quarters, the oldest at the "
    "left and the latest marked by a dot; the words below give the lowest and the highest figure. Bars stand for measures that "
    "start again each year or are for a whole year, so that no line may join them. Each quarter counts as it was published, or "
    "as it was revised since. With figures for 12 quarters or more, the words say whether the latest is more than chance would "
    "bring: outside the limits (the mean plus and minus 2.66 times the average change between quarters), one of seven running "
    "on one side of the mean or going one way, or one of two in three near a limit."
)


def trends_of(assessed: Sequence[Assessed], records: Sequence[QuarterRecord]) -> Mapping[str, Trend]:
    """Give the trends of the indicators that have enough quarters with figures, by their keys."""
    if len(records) + 1 < LEAST:
        return {}
    found = ((entry.indicator.key, trend_of(entry.indicator, records)) for entry in assessed)
    return {key: trend for key, trend in found if trend and trend.series.known >= LEAST}


def labels(trends: Iterable[Trend]) -> tuple[str, ...]:
    """Give the labels of all quarters that any of the trends has, oldest first."""
    return tuple(
        quarter.label for quarter in sorted({point.quarter for trend in trends for point in trend.series.points})
    )


def trend_shown(trend: Trend, notes: Notes, *, drawn: bool) -> TrendShown:
    """Put a trend into words, with a reference to a numbered note of its table where the latest figure is more than chance."""
    unit, points = trend.indicator.unit, trend.series.points
    figures = {point.quarter.label: _shown(point, unit) for point in points}
    spoken = ", ".join(f"{label} {shown.text.words}" for label, shown in figures.items())
    kind = "Line" if trend.series.is_one_line else "Bars"
    words, note = _words(trend), _more_than_chance(trend)
    text = Text(words)
    if note:
        numbers = notes.refer([note])
        signals = listed([signal_words(said) for said in trend.now])
        text = Text(with_references(f"{words}; more than chance: {signals}", numbers), notes=numbers)
    return TrendShown(
        figures,
        joined=trend.series.is_one_line,
        words=words,
        text=text,
        description=clean(f"{kind} over the quarters, {unit.value}: {spoken}."),
        note=note,
        drawn=drawn,
    )


def _shown(point: Point, unit: Unit) -> Shown:
    if point.figure is None:
        return Shown(Text(clean(point_words(point, unit))))
    return _shown_figure(point.figure, unit)


@lru_cache(maxsize=16_384)
def _shown_figure(figure: Figure, unit: Unit) -> Shown:
    """A figure is put into words once, and kept once, for all indicators and quarters that have it."""
    amount = amount_words(displayed(figure), unit, figure.decimals)
    return Shown(Text(amount), number_to_keep(figure, unit))


def _words(trend: Trend) -> str:
    amounts = [displayed(point.figure) for point in trend.series.points if point.figure]
    least, most = (amount_words(each, trend.indicator.unit, trend.decimals) for each in (min(amounts), max(amounts)))
    words = f"{trend.series.known} quarters: {least} to {most}"
    is_within = isinstance(trend.limits, Limits) and trend.series.amounts[-1] is not None and not trend.now
    return f"{words}, the latest within its limits" if is_within else words


def _more_than_chance(trend: Trend) -> str:
    if not trend.now:
        return ""
    signals = "; ".join(signal_in_full(said, trend.series) for said in trend.now)
    return clean(f"more than chance: {signals}; {limits_words(trend)}")
