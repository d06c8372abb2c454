"""How a figure of each unit is written: a percent sign for percentages and for nothing else."""

from __future__ import annotations

from efreport.model import Figure, Unit

AS_WRITTEN = {unit: "a percentage" if unit.takes_percent else "a plain number" for unit in Unit} | {
    Unit.WEEKS: "weeks",
    Unit.DAYS: "days",
}

CHANGE_UNITS = {
    Unit.COUNT: "",
    Unit.PERCENT: "pp",
    Unit.PERCENTAGE_POINTS: "pp",
    Unit.RATE_10000: "per 10,000",
    Unit.RATE_100000: "per 100,000",
    Unit.DAYS: "days",
    Unit.WEEKS: "weeks",
}
"""What a change is counted in, in short; a count in nothing."""


_PERCENT_MARKS = ("%", "percent", "per cent", "pp", "percentage point", "percentage points")


_TIME_MARKS = {Unit.WEEKS: ("week", "weeks", "wk", "wks"), Unit.DAYS: ("day", "days")}


_RATE_MARKS = {
    Unit.RATE_10000: ("per 10,000", "per 10000", "per 10k"),
    Unit.RATE_100000: ("per 100,000", "per 100000"),
}


_MARKS_OF_UNITS = frozenset(mark for marks in (*_TIME_MARKS.values(), *_RATE_MARKS.values()) for mark in marks)


def written_in(figure: Figure, unit: Unit) -> bool:
    """Say whether the figure is written as its unit asks: a percent sign for percentages and for nothing else."""
    mark = figure.unit_mark
    if unit.takes_percent:
        return mark in _PERCENT_MARKS
    if mark in _PERCENT_MARKS:
        return False
    of_its_own = _TIME_MARKS.get(unit, ()) + _RATE_MARKS.get(unit, ())
    return mark in of_its_own or mark not in _MARKS_OF_UNITS
