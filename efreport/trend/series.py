"""One indicator over the quarters: what each quarter's framework said of it, and what was said of it later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from efreport.dated import value_in
from efreport.model import (
    Column,
    Figure,
    Indicator,
    Origin,
    QuarterRecord,
    RecordedFigure,
    RecordedRow,
    Timing,
    Value,
)
from efreport.movement import in_words, on_one_basis, restarts_in, stated_period, within
from efreport.quarter import Quarter
from efreport.revisions import differs

NOTHING = RecordedFigure("")
NEWEST = 20
"""Quarters that are looked at where no other number is asked for: five years."""


@dataclass(frozen=True, slots=True)
class Point:
    """One quarter of an indicator.

    `text` is the latest result as that quarter's framework gave it, empty where it gave none; `revised` is what a later
    framework gave instead, if it did. `value` is the newest known of the two, and `aside` says why it is no point of this
    quarter's ("it is for 2013/14"), empty where it is one. `neighbours` and `national` are the comparators of that quarter,
    `origin` says where they are kept, None for a quarter of which there is only what the next one says, or nothing.
    """

    quarter: Quarter
    text: str
    value: Value
    aside: str = ""
    revised: str = ""
    neighbours: str = ""
    national: str = ""
    origin: Origin | None = None

    @property
    def figure(self) -> Figure | None:
        """The newest known figure where it is one of this quarter's."""
        return self.value if isinstance(self.value, Figure) and not self.aside else None

    @property
    def amount(self) -> Decimal | None:
        """Its amount in the indicator's unit."""
        return self.figure.amount if self.figure else None


@dataclass(frozen=True)
class Series:
    """An indicator's points, oldest first, one for every quarter from the first to the last; gaps are points without figure.

    `heading` is the printed name of its service area.
    """

    indicator: Indicator
    code: str
    heading: str
    points: tuple[Point, ...]

    @cached_property
    def amounts(self) -> tuple[Decimal | None, ...]:
        """The newest known figures of their own quarters, in order."""
        return tuple(point.amount for point in self.points)

    @property
    def known(self) -> int:
        """How many quarters have a figure of their own."""
        return sum(amount is not None for amount in self.amounts)

    def joined(self, place: int) -> bool:
        """Say whether a line may lead from the point before to the one at that place, counted from 0.

        Not across the point where the measure starts again, nor between figures of a whole year.
        """
        if not place or self.amounts[place] is None or self.amounts[place - 1] is None:
            return False
        timing = self.indicator.timing
        return timing is not Timing.SCHOOL_YEAR and not restarts_in(self.points[place].quarter, timing)

    @property
    def is_one_line(self) -> bool:
        """Say whether nothing but missing figures breaks the line."""
        starts = range(1, len(self.points))
        return all(self.joined(n) or None in (self.amounts[n], self.amounts[n - 1]) for n in starts)


def series_of(indicator: Indicator, records: Sequence[QuarterRecord], newest: int = NEWEST) -> Series | None:
    """Give an indicator's series from the records of the quarters; None where none of the newest speaks of it."""
    spoken = {record.quarter: record for record in records if indicator.key in record.by_key}
    if not spoken:
        return None
    last, before = max(spoken), min(spoken).previous
    row = spoken[last].by_key[indicator.key]
    earlier = _figure(spoken[min(spoken)].by_key[indicator.key], Column.PREVIOUS)
    first = before if earlier.amount is not None else min(spoken)
    points = tuple(_point(quarter, spoken, indicator) for quarter in tuple(_quarters(first, last))[-newest:])
    return Series(indicator, row.code, row.heading, _on_one_basis(points, indicator))


def _quarters(first: Quarter, last: Quarter) -> Iterator[Quarter]:
    quarter = first
    while quarter <= last:
        yield quarter
        quarter = quarter.next


def _point(quarter: Quarter, spoken: dict[Quarter, QuarterRecord], indicator: Indicator) -> Point:
    """The next quarter's framework speaks of this one as well, and later, so that what it gives counts."""
    record, after = spoken.get(quarter), spoken.get(quarter.next)
    later = _figure(after.by_key[indicator.key], Column.PREVIOUS) if after else NOTHING
    if record is None:
        row = after.by_key[indicator.key] if after else None
        value, aside = _read(later, row, quarter, indicator, quarter.next)
        return Point(quarter, "", value, aside, later.text if later.amount is not None else "")
    row = record.by_key[indicator.key]
    own = _figure(row, Column.LATEST)
    was_revised = _is_later(after, record) and later.amount is not None and _is_another(later, own, quarter)
    said, told_in = (later, quarter.next) if was_revised else (own, quarter)
    value, aside = _read(said, row, quarter, indicator, told_in)
    return Point(
        quarter,
        own.text,
        value,
        aside,
        later.text if was_revised else "",
        _figure(row, Column.NEIGHBOURS).text,
        _figure(row, Column.NATIONAL).text,
        record.origin,
    )


def _is_later(after: QuarterRecord | None, record: QuarterRecord) -> bool:
    """Whether the next quarter's framework was written after this one's: a later edition of this one knows better."""
    return after is not None and (not after.recorded_at or after.recorded_at >= record.recorded_at)


def _is_another(later: RecordedFigure, own: RecordedFigure, quarter: Quarter) -> bool:
    if later.text == own.text:
        return False
    return own.amount is None or differs(value_in(quarter.next, later.text), value_in(quarter, own.text))


def _read(
    recorded: RecordedFigure, row: RecordedRow | None, quarter: Quarter, indicator: Indicator, told_in: Quarter
) -> tuple[Value, str]:
    """What the framework of `told_in` recorded as a value, and why it is no point of the quarter's, if it is none."""
    value = value_in(told_in, recorded.text)
    if not isinstance(value, Figure):
        return value, ""
    if row and row.unit is not indicator.unit:
        return value, f"it was then measured in another unit ({row.unit.value})"
    if recorded.amount is None:
        return value, "its unit is in doubt"
    period = stated_period(value)
    aside = f"it is for {in_words(period)}" if period and not within(period, quarter) else ""
    return (value if recorded.amount == value.amount else replace(value, amount=recorded.amount)), aside


def _on_one_basis(points: tuple[Point, ...], indicator: Indicator) -> tuple[Point, ...]:
    """Only figures counted as the newest is are points of one measure."""
    newest = next((point.figure for point in reversed(points) if point.figure), None)
    if newest is None:
        return points
    return tuple(
        replace(point, aside="it is on another basis than the newest")
        if point.figure and not on_one_basis(newest, point.figure, indicator)
        else point
        for point in points
    )


def _figure(row: RecordedRow, column: Column) -> RecordedFigure:
    return row.figures.get(column, NOTHING)
