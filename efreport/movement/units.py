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
_OTHERS_MARKS = {
    unit: frozenset(
        (
            *_PERCENT_MARKS,
            *(mark for other, marks in (_TIME_MARKS | _RATE_MARKS).items() if other is not unit for mark in marks),
        )
    )
    for unit in Unit
    if not unit.takes_percent
}
"""The marks with which a figure of a unit is another unit's; there is no entry for percentages."""


def written_in(figure: Figure, unit: Unit) -> bool:
    """Say whether the figure is written as its unit asks: a percent sign for percentages and for nothing else."""
    others = _OTHERS_MARKS.get(unit)
    return figure.unit_mark in _PERCENT_MARKS if others is None else figure.unit_mark not in others
