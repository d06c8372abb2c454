"""What an indicator's series says: its limits, what is more than chance, and how each quarter moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TypeAlias

from efreport.assessment import NATIONAL, NEIGHBOURS
from efreport.dated import value_in
from efreport.model import Gap, Indicator, NoFigure, Polarity, QuarterRecord, Timing, Unit, Value
from efreport.movement import Judgement, Movement, Standing, compare, compare_with_year_ago, displayed, stand
from efreport.quarter import Quarter
from efreport.trend.limits import RUN, WINDOW, Limits, NotEnough, Signal, Special, limits_of, signals
from efreport.trend.series import NEWEST, Point, Series, series_of

NOT_SUITED = {
    Timing.ROLLING: "each figure covers twelve months, nine of which are in the one before as well, so that limits worked out from "
    "the changes would be far too narrow",
    Timing.YEAR_TO_DATE: "the measure builds up over the year and then starts again, so that its ups and downs are the calendar's",
    Timing.CUMULATIVE_YEAR: "the measure adds up over the year and then starts again, so that its ups and downs are the calendar's",
    Timing.CUMULATIVE_PROGRAMME: "the measure adds up, so that it grows by construction",
    Timing.SCHOOL_YEAR_TO_DATE: "the measure builds up over the school year and then starts again, so that its ups and downs are "
    "the calendar's",
    Timing.SCHOOL_YEAR: "there is one figure a year, which several quarters repeat",
}
"""Why there are no limits for measures of these timings; those of all others may have some."""


@dataclass(frozen=True)
class NotSuited:
    """Limits would mislead for a measure of this timing, for the reason given."""

    reason: str


@dataclass(frozen=True)
class Said:
    """What is more than chance, once: a signal from the first to the last point of it, places counted from 0.

    `above` says on which side, or that the points rise. `judgement` is what that means by the indicator's polarity.
    """

    signal: Signal
    above: bool
    first: int
    last: int
    judgement: Judgement


@dataclass(frozen=True)
class Step:
    """One quarter held against others: the quarter before, the same quarter last year, and its comparators."""

    point: Point
    since: Movement
    year_ago: Point | None
    since_year_ago: Movement | None
    neighbours: Standing
    national: Standing


LimitsOrNot: TypeAlias = Limits | NotEnough | NotSuited


@dataclass(frozen=True)
class Trend:
    """An indicator's series with its limits, or why there are none, and what of it is more than chance."""

    series: Series
    limits: LimitsOrNot
    said: tuple[Said, ...]

    @property
    def indicator(self) -> Indicator:
        """The indicator."""
        return self.series.indicator

    @property
    def now(self) -> tuple[Said, ...]:
        """What is more than chance in the newest quarter."""
        return tuple(each for each in self.said if each.last == len(self.series.points) - 1)

    @cached_property
    def decimals(self) -> int:
        """The most decimals that any of its figures is given to."""
        return max((point.figure.decimals for point in self.series.points if point.figure), default=0)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Every quarter with its comparisons, oldest first."""
        return tuple(_steps(self.series))


def trend_of(indicator: Indicator, records: Sequence[QuarterRecord], newest: int = NEWEST) -> Trend | None:
    """Give what the newest quarters' records say of an indicator; None where none speaks of it."""
    series = series_of(indicator, records, newest)
    if series is None:
        return None
    limits = limits_for(series)
    found = signals(series.amounts, limits) if isinstance(limits, Limits) else ()
    return Trend(series, limits, tuple(_said(found, indicator.polarity)))


def limits_for(series: Series) -> LimitsOrNot:
    """Give the limits of a series; not those of a measure whose figures depend on one another by construction."""
    reason = NOT_SUITED.get(series.indicator.timing)
    return NotSuited(reason) if reason else limits_of(series.amounts)


def shown_limits(limits: Limits, indicator: Indicator) -> Limits:
    """Give the limits as far as the measure can reach at all: no count is under 0, and few percentages are over 100."""
    lower = limits.lower if indicator.may_be_negative else max(limits.lower, Decimal(0))
    capped = indicator.unit is Unit.PERCENT and not indicator.may_exceed_100
    return Limits(limits.mean, lower, min(limits.upper, Decimal(100)) if capped else limits.upper)


def amount_shown(point: Point) -> Decimal | None:
    """Give a point's amount as its readers see it."""
    return displayed(point.figure) if point.figure else None


def _said(found: Sequence[Special], polarity: Polarity) -> Iterator[Said]:
    """What goes on from one point to the next is one thing that is said once."""
    going: dict[tuple[Signal, bool], Said] = {}
    done: list[Said] = []
    for each in found:
        what = each.signal, each.above
        before = going.get(what)
        if before and before.last == each.at - 1:
            going[what] = Said(each.signal, each.above, before.first, each.at, before.judgement)
            continue
        if before:
            done.append(before)
        going[what] = Said(each.signal, each.above, each.at - _REACH[each.signal] + 1, each.at, _judged(each, polarity))
    yield from sorted((*done, *going.values()), key=lambda said: (said.last, said.first))


_REACH = {Signal.OUTSIDE: 1, Signal.ONE_SIDE: RUN, Signal.TREND: RUN, Signal.NEAR_LIMIT: WINDOW}


def _judged(special: Special, polarity: Polarity) -> Judgement:
    better = polarity.favours(higher=special.above)
    if better is None:
        return Judgement.CHANGED
    return Judgement.IMPROVED if better else Judgement.WORSENED


def _steps(series: Series) -> Iterator[Step]:
    points = {point.quarter: point for point in series.points}
    nothing = NoFigure(Gap.BLANK, "")
    for point in series.points:
        before = points.get(point.quarter.previous)
        year_ago = points.get(point.quarter.year_ago)
        indicator, quarter, value = series.indicator, point.quarter, point.value
        yield Step(
            point,
            compare(value, before.value if before else nothing, indicator, quarter),
            year_ago,
            compare_with_year_ago(value, year_ago.value, indicator, quarter) if year_ago else None,
            _stand(value, point.neighbours, indicator, quarter, NEIGHBOURS),
            _stand(value, point.national, indicator, quarter, NATIONAL),
        )


def _stand(value: Value, comparator: str, indicator: Indicator, quarter: Quarter, name: str) -> Standing:
    return stand(value, value_in(quarter, comparator), indicator, quarter, name)
