"""What bars a comparison: each function gives the reason, or nothing. One row in BARS is one more."""

from __future__ import annotations

from efreport.model import Figure, Indicator, Timing
from efreport.movement.pair import Check, Pair, bases, basis_words, change_between, in_words, stated_period, within
from efreport.movement.units import AS_WRITTEN, written_in
from efreport.quarter import Quarter

SEPTEMBER = 9
OVER_A_YEAR = (Timing.YEAR_TO_DATE, Timing.CUMULATIVE_YEAR, Timing.SCHOOL_YEAR_TO_DATE)


def not_in_its_unit(pair: Pair) -> str:
    """A number in a percent row without a percent sign, or the other way round, may mean anything."""
    for name, figure in (("latest", pair.latest), (pair.base.name, pair.earlier)):
        if not written_in(figure, pair.indicator.unit):
            return f"the {name} figure ({figure.text.strip()}) is not written as {AS_WRITTEN[pair.indicator.unit]}"
    return ""


def other_basis(pair: Pair) -> str:
    """Figures on different named bases, or one on a named basis and one not, are not like for like."""
    if on_one_basis(pair.latest, pair.earlier, pair.indicator):
        return ""
    return f"different bases: latest {basis_words(pair.latest)}, {pair.base.name} {basis_words(pair.earlier)}"


def same_period(pair: Pair) -> str:
    """Two figures for one stated period are either no news or a revision, never a movement."""
    period = stated_period(pair.latest)
    if not period or period != stated_period(pair.earlier):
        return ""
    if change_between(pair) == 0:
        since = "last quarter" if pair.is_with_quarter_before else pair.base.name
        return f"no new data since {since} (both figures are for {in_words(period)})"
    return f"revision of the figure for {in_words(period)} (was {pair.earlier.text.strip()}), not a movement"


def other_period(pair: Pair) -> str:
    """A figure that names a period other than its column's is not of the two quarters."""
    latest, earlier = stated_period(pair.latest), stated_period(pair.earlier)
    strays = [
        f"the {name} figure is for {in_words(period)}"
        for name, period, own in (
            ("latest", latest, bool(latest) and within(latest, pair.quarter)),
            (pair.base.name, earlier, pair.base.owns(earlier)),
        )
        if period and not own
    ]
    return " and ".join(strays)


def starts_again(pair: Pair) -> str:
    """A measure that builds up over a year cannot be compared across the point where it starts again."""
    if not pair.is_with_quarter_before or not restarts_in(pair.quarter, pair.indicator.timing):
        return ""
    year = "school year" if pair.indicator.timing is Timing.SCHOOL_YEAR_TO_DATE else "year"
    return f"the measure starts again with the {year} in {pair.quarter.short}"


def part_of_a_year(pair: Pair) -> str:
    """A quarter's flow is part of a year's; only stock, percentage and rolling measures compare with the outturn."""
    timing, unit = pair.indicator.timing, pair.indicator.unit
    if unit.takes_percent or timing in (Timing.STOCK, Timing.ROLLING):
        return ""
    return f"the {pair.base.name} figure is for a full year"


def part_against_a_year(pair: Pair) -> str:
    """A count or rate that builds up over a year is below a comparator for the whole year until the year's last quarter."""
    if pair.indicator.timing not in OVER_A_YEAR or not pair.indicator.unit.adds_up:
        return ""
    if restarts_in(pair.quarter.next, pair.indicator.timing) or within(stated_period(pair.earlier), pair.quarter):
        return ""
    return f"the latest figure is for part of a year, the {pair.base.name} figure for all of it"


def on_one_basis(latest: Figure, earlier: Figure, indicator: Indicator) -> bool:
    """Say whether two figures are counted on the same named basis, or on wordings that config lists as one."""
    ours, theirs = bases(latest), bases(earlier)
    one = {wording.lower() for wording in indicator.same_basis}
    return ours == theirs or (bool(ours) and bool(theirs) and one.issuperset(ours) and one.issuperset(theirs))


def restarts_in(quarter: Quarter, timing: Timing) -> bool:
    """Say whether a measure that builds up over a year starts again in that quarter."""
    return quarter.number == _restart(timing, quarter)


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


BARS: tuple[Check, ...] = (not_in_its_unit, other_basis, same_period, other_period, starts_again)
