"""The comparisons: with the quarter before, with last year's outturn, and with the comparators."""

from __future__ import annotations

from decimal import Decimal

from efreport.model import Figure, Indicator, NoFigure, Polarity, Unit, Unreadable, Value
from efreport.movement.bars import BARS, not_in_its_unit, other_basis, part_against_a_year, part_of_a_year
from efreport.movement.caveats import CAVEATS, another_year, one_basis, provisional
from efreport.movement.outcomes import Direction, Judgement, Moved, Movement, NotCompared, Position, Standing, Stands
from efreport.movement.pair import Base, Check, Pair, change_between, displayed, grows_between, rounded
from efreport.quarter import Quarter

NOT_GIVEN = "not given"
SMALL_BASE = Decimal(30)


def compare(latest: Value, previous: Value, indicator: Indicator, quarter: Quarter) -> Movement:
    """Work out the movement from the previous quarter's figure to the latest."""
    return _movement(latest, previous, indicator, quarter, Base(quarter.previous.short, quarter.previous), BARS)


def compare_with_outturn(latest: Value, outturn: Value, indicator: Indicator, quarter: Quarter) -> Movement:
    """Work out the movement from last year's outturn; a quarter's count is never held against a year's."""
    base = Base(quarter.year_before, year=quarter.year_before)
    return _movement(latest, outturn, indicator, quarter, base, (*BARS, part_of_a_year))


def compare_with_year_ago(latest: Value, year_ago: Value, indicator: Indicator, quarter: Quarter) -> Movement:
    """Work out the movement from the same quarter last year, across which a year's measure may be compared."""
    base = Base(quarter.year_ago.label, quarter.year_ago)
    return _movement(latest, year_ago, indicator, quarter, base, BARS)


def stand(latest: Value, comparator: Value, indicator: Indicator, quarter: Quarter, name: str) -> Standing:
    """Place the latest figure against a comparator's, by polarity. Another year is a caveat, not a bar.

    `name` is the comparator's in running text: "statistical neighbours" or "national".
    """
    pair = _pair(latest, comparator, indicator, quarter, Base(name))
    if isinstance(pair, NotCompared):
        return pair
    for bar in (not_in_its_unit, other_basis, part_against_a_year):
        if reason := bar(pair):
            return NotCompared(reason)
    difference = change_between(pair)
    caveats = tuple(said for caveat in (provisional, another_year, one_basis) if (said := caveat(pair)))
    return Stands(_position(difference, indicator.polarity), difference, caveats)


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
    change = change_between(pair)
    direction = _direction(change, indicator.tolerance)
    return Moved(
        change,
        direction,
        _judgement(direction, pair),
        tuple(said for caveat in CAVEATS if (said := caveat(pair))),
        _relative(change, displayed(pair.earlier), indicator.unit),
    )


def _pair(latest: Value, earlier: Value, indicator: Indicator, quarter: Quarter, base: Base) -> Pair | NotCompared:
    if not isinstance(latest, Figure):
        return NotCompared(why_missing("latest", latest))
    if not isinstance(earlier, Figure):
        return NotCompared(why_missing(base.name, earlier))
    return Pair(latest, earlier, indicator, quarter, base)


def why_missing(name: str, value: NoFigure | Unreadable) -> str:
    """Say that there is no figure to compare, in words that complete "Not compared: ..."."""
    text = " ".join(value.text.split()) or NOT_GIVEN
    match value:
        case NoFigure():
            return f"no {name} figure ({text})"
        case Unreadable():
            return f"the {name} figure cannot be read ({text})"


def _direction(change: Decimal, tolerance: Decimal) -> Direction:
    if abs(change) <= tolerance:
        return Direction.LEVEL
    return Direction.UP if change > 0 else Direction.DOWN


def _judgement(direction: Direction, pair: Pair) -> Judgement:
    indicator = pair.indicator
    if direction is Direction.LEVEL:
        return Judgement.NO_CHANGE
    if grows_between(pair) and not indicator.judged_although_cumulative:
        return Judgement.CHANGED
    better = indicator.polarity.favours(higher=direction is Direction.UP)
    if better is None:
        return Judgement.CHANGED
    return Judgement.IMPROVED if better else Judgement.WORSENED


def _position(difference: Decimal, polarity: Polarity) -> Position:
    if difference == 0:
        return Position.SAME
    better = polarity.favours(higher=difference > 0)
    if better is None:
        return Position.HIGHER if difference > 0 else Position.LOWER
    return Position.BETTER if better else Position.WORSE


def _relative(change: Decimal, base: Decimal, unit: Unit) -> Decimal | None:
    if unit.takes_percent or base < SMALL_BASE:
        return None
    return rounded(100 * change / base, 0)
