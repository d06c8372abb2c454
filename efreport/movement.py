"""What a change means: direction, judgement and comparability, kept apart. Works on values alone.

The rules are those of `docs/movement.md`. What bars a comparison is one row in `BARS`, what must be said of a
comparison that is made all the same one row in `CAVEATS`, each a function of a `Pair`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from typing import TypeAlias

from efreport.model import (
    Figure,
    Indicator,
    Mark,
    NoFigure,
    Polarity,
    Timing,
    Unit,
    Unreadable,
    Value,
)
from efreport.quarter import MONTHS, Quarter

NOT_GIVEN = "not given"
SEPTEMBER = 9


class Direction(Enum):
    """Which way the number went."""

    UP = "up"
    DOWN = "down"
    LEVEL = "level"


class Judgement(Enum):
    """What that means by the indicator's polarity."""

    IMPROVED = "improved"
    WORSENED = "worsened"
    NO_CHANGE = "no change"
    CHANGED = "changed"
    NOT_COMPARED = "not compared"


class Position(Enum):
    """Where the latest figure stands against a comparator; higher and lower where neither is better."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True)
class Moved:
    """A movement. `change` is signed, in the indicator's unit, at the coarser precision of the two figures.

    `relative` is the change as a percentage of the base, or None where the base is small or the unit is a
    percentage, for which a percentage of a percentage would mislead.
    """

    change: Decimal
    direction: Direction
    judgement: Judgement
    caveats: tuple[str, ...] = ()
    relative: Decimal | None = None


@dataclass(frozen=True)
class Stands:
    """The latest figure against a comparator: the position, the signed difference, and what must be said."""

    position: Position
    difference: Decimal
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotCompared:
    """No comparison, and why, in words that complete "Not compared: ..."."""

    reason: str


Movement: TypeAlias = Moved | NotCompared
Standing: TypeAlias = Stands | NotCompared


@dataclass(frozen=True)
class Base:
    """What the latest figure is held against: its name in print, and the periods that are its own."""

    name: str
    quarter: Quarter | None = None
    year: str = ""

    def owns(self, period: str) -> bool:
        """Say whether a stated period is just what this base stands for anyway."""
        return bool(period) and (period == self.year or (self.quarter is not None and _within(period, self.quarter)))


@dataclass(frozen=True)
class Pair:
    """Two figures to be compared, and all that bears on it."""

    latest: Figure
    earlier: Figure
    indicator: Indicator
    quarter: Quarter
    base: Base


SMALL_BASE = Decimal(30)


def compare(latest: Value, previous: Value, indicator: Indicator, quarter: Quarter) -> Movement:
    """Work out the movement from the previous quarter's figure to the latest."""
    return _movement(latest, previous, indicator, quarter, Base(quarter.previous.short, quarter.previous), BARS)


def compare_with_outturn(latest: Value, outturn: Value, indicator: Indicator, quarter: Quarter) -> Movement:
    """Work out the movement from last year's outturn; a quarter's count is never held against a year's."""
    base = Base(quarter.year_before, year=quarter.year_before)
    return _movement(latest, outturn, indicator, quarter, base, (*BARS, part_of_a_year))


def stand(latest: Value, comparator: Value, indicator: Indicator, quarter: Quarter, name: str) -> Standing:
    """Place the latest figure against a comparator's, by polarity. Another year is a caveat, not a bar.

    `name` is the comparator's in running text: "statistical neighbours" or "national".
    """
    pair = _pair(latest, comparator, indicator, quarter, Base(name))
    if isinstance(pair, NotCompared):
        return pair
    for bar in (not_in_its_unit, other_basis):
        if reason := bar(pair):
            return NotCompared(reason)
    difference = _difference(pair)
    caveats = tuple(said for caveat in (provisional, another_year, one_basis) if (said := caveat(pair)))
    return Stands(_position(difference, indicator.polarity), difference, caveats)


def displayed(figure: Figure) -> Decimal:
    """Give the amount as the reader sees it: rounded half up to the decimals shown."""
    return _round(figure.amount, figure.decimals)


def stated_period(figure: Figure) -> str:
    """Give the period that the figure itself names, in one form, or nothing."""
    named = (q.detail for q in figure.qualifiers if q.mark in (Mark.PERIOD, Mark.PROVISIONAL))
    return next((detail for detail in named if detail), "")


def _movement(
    latest: Value,
    earlier: Value,
    indicator: Indicator,
    quarter: Quarter,
    base: Base,
    bars: tuple[Check, ...],
) -> Movement:
    pair = _pair(latest, earlier, indicator, quarter, base)
    if isinstance(pair, NotCompared):
        return pair
    for bar in bars:
        if reason := bar(pair):
            return NotCompared(reason)
    change = _difference(pair)
    direction = _direction(change, indicator.tolerance)
    return Moved(
        change,
        direction,
        _judgement(direction, indicator),
        tuple(said for caveat in CAVEATS if (said := caveat(pair))),
        _relative(change, displayed(pair.earlier), indicator.unit),
    )


def _pair(
    latest: Value, earlier: Value, indicator: Indicator, quarter: Quarter, base: Base
) -> Pair | NotCompared:
    match latest, earlier:
        case Figure(), Figure():
            return Pair(latest, earlier, indicator, quarter, base)
        case (NoFigure() | Unreadable()) as missing, _:
            return NotCompared(_why_missing("latest", missing))
        case _, (NoFigure() | Unreadable()) as missing:
            return NotCompared(_why_missing(base.name, missing))
    raise AssertionError("every pair of values is one of the above")


def _why_missing(name: str, value: NoFigure | Unreadable) -> str:
    text = " ".join(value.text.split()) or NOT_GIVEN
    match value:
        case NoFigure():
            return f"no {name} figure ({text})"
        case Unreadable():
            return f"the {name} figure cannot be read ({text})"


# What bars a comparison: each gives the reason, or nothing.


def not_in_its_unit(pair: Pair) -> str:
    """A number in a percent row without a percent sign, or the other way round, may mean anything."""
    for name, figure in (("latest", pair.latest), (pair.base.name, pair.earlier)):
        if not written_in(figure, pair.indicator.unit):
            return f"the {name} figure ({figure.text.strip()}) is not written as {AS_WRITTEN[pair.indicator.unit]}"
    return ""


def other_basis(pair: Pair) -> str:
    """Figures on different named bases, or one on a named basis and one not, are not like for like."""
    latest, earlier = _bases(pair.latest), _bases(pair.earlier)
    if latest == earlier or _one_by_config(latest, earlier, pair.indicator):
        return ""
    return f"different bases: latest {_basis_words(pair.latest)}, {pair.base.name} {_basis_words(pair.earlier)}"


def same_period(pair: Pair) -> str:
    """Two figures for one stated period are either no news or a revision, never a movement."""
    period = stated_period(pair.latest)
    if not period or period != stated_period(pair.earlier):
        return ""
    if _difference(pair) == 0:
        return f"no new data since last quarter (both figures are for {_in_words(period)})"
    return f"revision of the figure for {_in_words(period)} (was {pair.earlier.text.strip()}), not a movement"


def other_period(pair: Pair) -> str:
    """A figure that names a period other than its column's is not of the two quarters."""
    latest, earlier = stated_period(pair.latest), stated_period(pair.earlier)
    strays = [
        f"the {name} figure is for {_in_words(period)}"
        for name, period, own in (
            ("latest", latest, bool(latest) and _within(latest, pair.quarter)),
            (pair.base.name, earlier, pair.base.owns(earlier)),
        )
        if period and not own
    ]
    return " and ".join(strays)


def starts_again(pair: Pair) -> str:
    """A measure that builds up over a year cannot be compared across the point where it starts again."""
    if pair.base.quarter is None or pair.quarter.number != _restart(pair.indicator.timing, pair.quarter):
        return ""
    year = "school year" if pair.indicator.timing is Timing.SCHOOL_YEAR_TO_DATE else "year"
    return f"the measure starts again with the {year} in {pair.quarter.short}"


def part_of_a_year(pair: Pair) -> str:
    """A quarter's flow is part of a year's; only stock, percentage and rolling measures compare with the outturn."""
    timing, unit = pair.indicator.timing, pair.indicator.unit
    if unit.takes_percent or timing in (Timing.STOCK, Timing.ROLLING):
        return ""
    return f"the {pair.base.name} figure is for a full year"


# What must be said of a comparison that is made all the same.


def provisional(pair: Pair) -> str:
    """Either figure may still change."""
    return _said_of(pair, Mark.PROVISIONAL, "provisional")


def revised(pair: Pair) -> str:
    """Either figure has been revised since it was first published."""
    return _said_of(pair, Mark.REVISED, "revised")


def overlapping(pair: Pair) -> str:
    """A year-to-date average or percentage holds the earlier quarters too."""
    match pair.indicator.timing:
        case Timing.YEAR_TO_DATE:
            return "year to date: the two periods overlap"
        case Timing.SCHOOL_YEAR_TO_DATE:
            return "school year to date: the two periods overlap"
        case _:
            return ""


def cumulative(pair: Pair) -> str:
    """A cumulative measure grows by construction."""
    return "cumulative: it grows by construction" if _is_cumulative(pair.indicator) else ""


def yearly(pair: Pair) -> str:
    """A yearly measure that does not say its year may be the same year twice."""
    if pair.indicator.timing is Timing.SCHOOL_YEAR and not stated_period(pair.latest):
        return "a yearly measure: the return does not say which school year each figure is for"
    return ""


def one_basis(pair: Pair) -> str:
    """Wordings that config takes as one basis."""
    if _bases(pair.latest) == _bases(pair.earlier):
        return ""
    return f"taken as one basis: latest {_basis_words(pair.latest)}, {pair.base.name} {_basis_words(pair.earlier)}"


def another_year(pair: Pair) -> str:
    """Comparators are published late and yearly, so another year is said and not barred."""
    latest, other = stated_period(pair.latest), stated_period(pair.earlier)
    if not other or other == latest:
        return ""
    return f"{pair.base.name} figure is for {_in_words(other)}"


Check: TypeAlias = Callable[[Pair], str]
BARS: tuple[Check, ...] = (not_in_its_unit, other_basis, same_period, other_period, starts_again)
CAVEATS: tuple[Check, ...] = (provisional, revised, overlapping, cumulative, yearly, one_basis)

AS_WRITTEN = {unit: "a percentage" if unit.takes_percent else "a plain number" for unit in Unit} | {
    Unit.WEEKS: "weeks",
    Unit.DAYS: "days",
}
_PERCENT_MARKS = ("%", "percent", "per cent", "pp", "percentage point", "percentage points")
_TIME_MARKS = {Unit.WEEKS: ("week", "weeks", "wk", "wks"), Unit.DAYS: ("day", "days")}
_RATE_MARKS = {
    Unit.RATE_10000: ("per 10,000", "per 10000", "per 10k"),
    Unit.RATE_100000: ("per 100,000", "per 100000"),
}


def written_in(figure: Figure, unit: Unit) -> bool:
    """Say whether the figure is written as its unit asks: a percent sign for percentages and for nothing else."""
    mark = figure.unit_mark
    if unit.takes_percent:
        return mark in _PERCENT_MARKS
    if mark in _PERCENT_MARKS:
        return False
    of_its_own = _TIME_MARKS.get(unit, ()) + _RATE_MARKS.get(unit, ())
    of_others = {m for marks in (*_TIME_MARKS.values(), *_RATE_MARKS.values()) for m in marks}
    return mark in of_its_own or mark not in of_others


def _difference(pair: Pair) -> Decimal:
    places = min(pair.latest.decimals, pair.earlier.decimals)
    return _round(displayed(pair.latest), places) - _round(displayed(pair.earlier), places)


def _round(amount: Decimal, places: int) -> Decimal:
    return amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _direction(change: Decimal, tolerance: Decimal) -> Direction:
    if abs(change) <= tolerance:
        return Direction.LEVEL
    return Direction.UP if change > 0 else Direction.DOWN


def _judgement(direction: Direction, indicator: Indicator) -> Judgement:
    if direction is Direction.LEVEL:
        return Judgement.NO_CHANGE
    if _is_cumulative(indicator) and not indicator.judged_although_cumulative:
        return Judgement.CHANGED
    match indicator.polarity:
        case Polarity.NEUTRAL:
            return Judgement.CHANGED
        case Polarity.HIGHER:
            return Judgement.IMPROVED if direction is Direction.UP else Judgement.WORSENED
        case Polarity.LOWER:
            return Judgement.IMPROVED if direction is Direction.DOWN else Judgement.WORSENED


def _position(difference: Decimal, polarity: Polarity) -> Position:
    if difference == 0:
        return Position.SAME
    above = difference > 0
    match polarity:
        case Polarity.NEUTRAL:
            return Position.HIGHER if above else Position.LOWER
        case Polarity.HIGHER:
            return Position.BETTER if above else Position.WORSE
        case Polarity.LOWER:
            return Position.WORSE if above else Position.BETTER


def _relative(change: Decimal, base: Decimal, unit: Unit) -> Decimal | None:
    if unit.takes_percent or base < SMALL_BASE:
        return None
    return _round(100 * change / base, 0)


def _is_cumulative(indicator: Indicator) -> bool:
    return indicator.timing in (Timing.CUMULATIVE_YEAR, Timing.CUMULATIVE_PROGRAMME)


def _restart(timing: Timing, quarter: Quarter) -> int:
    match timing:
        case Timing.YEAR_TO_DATE | Timing.CUMULATIVE_YEAR:
            return 1
        case Timing.SCHOOL_YEAR_TO_DATE:
            # The quarter with September in it still reports the full school year before.
            of_september = (SEPTEMBER - quarter.first_month) % 12 // 3 + 1
            return of_september % 4 + 1
        case _:
            return 0


def _bases(figure: Figure) -> tuple[str, ...]:
    return tuple(q.detail for q in figure.qualifiers if q.mark in (Mark.BASIS, Mark.UNKNOWN))


def _basis_words(figure: Figure) -> str:
    words = [q.text.strip("() ") for q in figure.qualifiers if q.mark in (Mark.BASIS, Mark.UNKNOWN)]
    return " ".join(f"“{word}”" for word in words) if words else "names none"


def _one_by_config(latest: tuple[str, ...], earlier: tuple[str, ...], indicator: Indicator) -> bool:
    one = {wording.lower() for wording in indicator.same_basis}
    return bool(latest) and bool(earlier) and one.issuperset(latest) and one.issuperset(earlier)


def _said_of(pair: Pair, mark: Mark, word: str) -> str:
    latest, earlier = (
        next((q for q in figure.qualifiers if q.mark is mark), None) for figure in (pair.latest, pair.earlier)
    )
    if latest and earlier:
        return f"both figures are {word}"
    found = latest or earlier
    if not found:
        return ""
    old = f" from {found.detail}" if mark is Mark.REVISED and found.detail else ""
    return f"the {'latest' if latest else pair.base.name} figure is {word}{old}"


def _within(period: str, quarter: Quarter) -> bool:
    if period == quarter.key:
        return True
    try:
        return quarter.holds(date.fromisoformat(period))
    except ValueError:
        return False


def _in_words(period: str) -> str:
    try:
        day = date.fromisoformat(period) if "-" in period else None
    except ValueError:
        return period
    if day:
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{period[4:]} {period[:4]}/{(int(period[:4]) + 1) % 100:02d}" if "Q" in period else period
