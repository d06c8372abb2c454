"""The charts of a service area: its latest figures beside those of the comparators, each unit in charts of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from efreport.assessment import Assessed
from efreport.compose.words import clean, code_of, in_short, number_in, shortened
from efreport.document import Chart, Number, Series
from efreport.model import Column, Figure, Framework, Unit
from efreport.movement import Stands, displayed

MOST_IN_A_CHART = 6
LONGEST_NAME = 56
DRAWN = {Column.LATEST: "Latest", Column.NEIGHBOURS: "Statistical neighbours", Column.NATIONAL: "National"}
UNITS = {
    Unit.COUNT: "numbers",
    Unit.PERCENT: "percentages",
    Unit.PERCENTAGE_POINTS: "gaps in percentage points",
    Unit.RATE_10000: "rates per 10,000",
    Unit.RATE_100000: "rates per 100,000",
    Unit.DAYS: "days",
    Unit.WEEKS: "weeks",
}


def charts(assessed: Sequence[Assessed], headings: Mapping[Column, str], framework: Framework) -> Iterator[Chart]:
    """Give the charts of one area's indicators. Those that cannot be held against both comparators are not drawn."""
    drawn = [entry for entry in assessed if _stands_against_both(entry)]
    for unit in Unit:
        of_unit = [entry for entry in drawn if entry.indicator.unit is unit]
        parts = [of_unit[first : first + MOST_IN_A_CHART] for first in range(0, len(of_unit), MOST_IN_A_CHART)]
        for number, part in enumerate(parts, 1):
            place = f" ({number} of {len(parts)})" if len(parts) > 1 else ""
            yield _chart(unit, part, place, headings, framework)


def _stands_against_both(entry: Assessed) -> bool:
    return isinstance(entry.against_neighbours, Stands) and isinstance(entry.against_national, Stands)


def _chart(
    unit: Unit, entries: Sequence[Assessed], place: str, headings: Mapping[Column, str], framework: Framework
) -> Chart:
    names = tuple(_name(entry, framework) for entry in entries)
    said = (_said(name, entry) for name, entry in zip(names, entries, strict=True))
    title = f"{clean(headings[Column.LATEST])} and comparators: {UNITS[unit]}{place}"
    return Chart(
        title=title,
        description=f"Bar chart. {title}. {' '.join(said)}",
        unit=unit.value,
        categories=names,
        series=tuple(
            Series(name, tuple(_number(entry, column) for entry in entries)) for column, name in DRAWN.items()
        ),
    )


def _name(entry: Assessed, framework: Framework) -> str:
    return shortened(f"{code_of(entry.indicator, framework.no_code)} {entry.indicator.name}", LONGEST_NAME)


def _said(name: str, entry: Assessed) -> str:
    figures = (f"{series} {_in_short(entry, column)}" for column, series in DRAWN.items())
    return f"{name}: {', '.join(figures)}."


def _in_short(entry: Assessed, column: Column) -> str:
    value = entry.values[column]
    return in_short(value, entry.indicator.unit) if isinstance(value, Figure) else clean(value.text)


def _number(entry: Assessed, column: Column) -> Number | None:
    value = entry.values[column]
    if not isinstance(value, Figure):
        return None
    return replace(number_in(value, entry.indicator.unit), amount=displayed(value))
