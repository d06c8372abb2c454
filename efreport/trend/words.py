"""The words for trends, wherever they are said: figures, changes, limits and what is more than chance."""

from __future__ import annotations

from decimal import Decimal

from efreport.model import Unit
from efreport.movement import CHANGE_UNITS, Judgement, Moved, Movement, NotCompared, rounded
from efreport.trend.limits import ENOUGH, Limits, NotEnough, Signal
from efreport.trend.reading import NotSuited, Said, Trend, amount_shown, shown_limits
from efreport.trend.series import Point, Series

_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MEANS = {
    Judgement.IMPROVED: "for the better",
    Judgement.WORSENED: "for the worse",
    Judgement.CHANGED: "a change, neither way is better",
}


def number_words(number: int) -> str:
    """Write a small number as a word."""
    return _NUMBERS[number - 2] if 2 <= number < len(_NUMBERS) + 2 else str(number)


def amount_words(amount: Decimal, unit: Unit, decimals: int) -> str:
    """Give an amount to that many decimals, with its percent sign: 1,156 or 22.0%; never -0."""
    shown = rounded(amount, decimals)
    return f"{shown or Decimal(0):,.{decimals}f}{'%' if unit.takes_percent else ''}"


def point_words(point: Point, unit: Unit) -> str:
    """Give a point's figure as it is displayed, or what stands in its place."""
    amount, figure = amount_shown(point), point.figure
    if amount is None or figure is None:
        return " ".join(point.value.text.split()) or ("no figure" if point.origin else "nothing recorded")
    return amount_words(amount, unit, figure.decimals)


def change_words(movement: Movement, unit: Unit) -> str:
    """Give a change and what it means: "up 9 pp, improved", "no change" or "not compared"."""
    return change_since(movement, unit, "")


def change_since(movement: Movement, unit: Unit, since: str) -> str:
    """Say the same with what it is since: "up 9 pp since Q1 2014/15, improved"."""
    since = f" since {since}" if since else ""
    match movement:
        case NotCompared():
            return f"{Judgement.NOT_COMPARED.value}{since.replace('since', 'with')}"
        case Moved(change=change, judgement=judgement) if not change:
            return f"{judgement.value}{since}"
        case Moved(change=change, judgement=judgement):
            size = f"{abs(change):,} {_change_unit(change, unit)}".strip()
            return f"{'up' if change > 0 else 'down'} {size}{since}, {judgement.value}"


def _change_unit(change: Decimal, unit: Unit) -> str:
    return unit.value.removesuffix("s") if abs(change) == 1 and unit in (Unit.DAYS, Unit.WEEKS) else CHANGE_UNITS[unit]


def limits_words(trend: Trend) -> str:
    """Give the limits, or why there are none, as a sentence without its full stop."""
    match trend.limits:
        case NotEnough(points=points):
            return f"not enough points for limits: {points} of {ENOUGH}"
        case NotSuited(reason=reason):
            return f"no limits: {reason}"
        case Limits() as limits:
            unit, decimals = trend.indicator.unit, trend.decimals + 1
            shown = shown_limits(limits, trend.indicator)
            mean, lower, upper = (amount_words(each, unit, decimals) for each in (shown.mean, shown.lower, shown.upper))
            return f"mean {mean}, limits {lower} to {upper}, from {trend.series.known} figures"


def signal_words(said: Said) -> str:
    """Say what is more than chance, in few words: seven quarters running above the mean."""
    count = said.last - said.first + 1
    match said.signal:
        case Signal.OUTSIDE:
            return "above the upper limit" if said.above else "below the lower limit"
        case Signal.ONE_SIDE:
            return f"{number_words(count)} quarters running {'above' if said.above else 'below'} the mean"
        case Signal.TREND:
            return f"{number_words(count)} quarters running, each {'higher' if said.above else 'lower'} than the one before"
        case Signal.NEAR_LIMIT:
            side = "upper" if said.above else "lower"
            of = "two of three quarters" if count == 3 else f"most of {number_words(count)} quarters"
            return f"{of} running near the {side} limit"


def signal_in_full(said: Said, series: Series) -> str:
    """Say the same with the quarters and what it means."""
    return f"{signal_words(said)} ({quarters_words(said, series)}): {_MEANS[said.judgement]}"


def quarters_words(said: Said, series: Series) -> str:
    """Give the quarters of a signal: Q3 2013/14 to Q1 2015/16."""
    first, last = series.points[said.first].quarter, series.points[said.last].quarter
    return last.label if first == last else f"{first.label} to {last.label}"
