"""Where the latest figure stands against its target: blue, green, amber or red, or why none of them can be said."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from efreport.model import Figure, Indicator, Mark, Target, Timing, Value
from efreport.movement.compare import why_missing
from efreport.movement.pair import bases, basis_words, displayed, in_words, stated_period, within
from efreport.movement.units import AS_WRITTEN, written_in
from efreport.quarter import Quarter

_LAST_QUARTER = 4
_MAY_CHANGE = {Mark.PROVISIONAL: "provisional", Mark.REVISED: "revised"}


class Brag(Enum):
    """The status of a figure against its target, by the colour that councils call it."""

    BLUE = "blue"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True)
class Rated:
    """A figure with a status. `difference` is signed, in the indicator's unit: above nought is more than the target."""

    target: Target
    brag: Brag
    difference: Decimal
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotRated:
    """A target, and why there is no status, in words that complete "No status: ..."."""

    target: Target
    reason: str


AgainstTarget: TypeAlias = Rated | NotRated


def target_for(indicator: Indicator, quarter: Quarter) -> Target | None:
    """Give the target that holds in a quarter: its own, else that of its year; None where there is neither."""
    by_period = {target.period: target for target in indicator.targets}
    return by_period.get(quarter.key) or by_period.get(quarter.financial_year)


def rate(latest: Value, indicator: Indicator, quarter: Quarter) -> AgainstTarget | None:
    """Hold the latest figure, as it is displayed, against the target of the quarter; None where there is no target."""
    target = target_for(indicator, quarter)
    if target is None:
        return None
    if not isinstance(latest, Figure):
        return NotRated(target, why_missing("latest", latest))
    if reason := _barred(latest, target, indicator, quarter):
        return NotRated(target, reason)
    difference = displayed(latest) - target.amount
    better_by = difference if indicator.polarity.favours(higher=True) else -difference
    return Rated(target, _brag(better_by, target), difference, _caveats(latest))


def _brag(better_by: Decimal, target: Target) -> Brag:
    if better_by < -target.tolerance:
        return Brag.RED
    if better_by < 0:
        return Brag.AMBER
    return Brag.BLUE if target.margin is not None and better_by >= target.margin else Brag.GREEN


def _barred(latest: Figure, target: Target, indicator: Indicator, quarter: Quarter) -> str:
    if indicator.polarity.favours(higher=True) is None:
        return indicator.polarity.words
    if not written_in(latest, indicator.unit):
        return f"the latest figure ({latest.text.strip()}) is not written as {AS_WRITTEN[indicator.unit]}"
    period = stated_period(latest)
    if period and not _falls_in(period, quarter, target):
        return f"the latest figure is for {in_words(period)}, the target for {in_words(target.period)}"
    if target.period != quarter.key and _is_part_of_a_year(indicator, quarter):
        return f"the figure is for part of {target.period}, the target for all of it"
    return ""


def _falls_in(period: str, quarter: Quarter, target: Target) -> bool:
    """Say whether a stated period lies in that of the target; a bare year is a school year, by the one it ends in."""
    if target.period == quarter.key:
        return within(period, quarter)
    if period in (quarter.financial_year, str(quarter.year), str(quarter.year + 1)):
        return True
    return any(within(period, Quarter(quarter.year, number, quarter.first_month)) for number in range(1, 5))


def _is_part_of_a_year(indicator: Indicator, quarter: Quarter) -> bool:
    """A count or a rate that adds up over the year cannot be held against the whole year's before its end."""
    match indicator.timing:
        case Timing.CUMULATIVE_YEAR | Timing.CUMULATIVE_PROGRAMME:
            return quarter.number != _LAST_QUARTER
        case Timing.YEAR_TO_DATE | Timing.SCHOOL_YEAR_TO_DATE:
            return indicator.unit.adds_up and quarter.number != _LAST_QUARTER
        case Timing.FLOW:
            return indicator.unit.adds_up
        case _:
            return False


def _caveats(latest: Figure) -> tuple[str, ...]:
    marks = {qualifier.mark for qualifier in latest.qualifiers}
    may_change = tuple(f"the latest figure is {word}" for mark, word in _MAY_CHANGE.items() if mark in marks)
    return (*may_change, f"the latest figure is on the basis {basis_words(latest)}") if bases(latest) else may_change
