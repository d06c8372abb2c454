"""One indicator over the quarters: what each quarter's framework said of it, and what was said of it later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from efreport.model import Column, Origin, QuarterRecord, RecordedFigure, RecordedRow
from efreport.quarter import Quarter
from efreport.revisions import differs
from efreport.values import parse_value

NOTHING = RecordedFigure("")


@dataclass(frozen=True)
class Point:
    """One quarter of an indicator.

    `text` is the latest result as that quarter's framework gave it, empty where it gave none. `amount` is the newest known
    figure in the indicator's unit, None where there is none; `revised` is what a later framework gave instead, if it did.
    `neighbours` and `national` are the comparators of that quarter, `origin` says where they are kept, None for a quarter
    of which there is only what the next one says.
    """

    quarter: Quarter
    text: str
    amount: Decimal | None
    revised: str = ""
    neighbours: Decimal | None = None
    national: Decimal | None = None
    origin: Origin | None = None


@dataclass(frozen=True)
class Series:
    """An indicator's points, oldest first, one for every quarter from the first to the last; gaps are points without figure."""

    key: str
    code: str
    name: str
    row: RecordedRow
    points: tuple[Point, ...]

    @property
    def amounts(self) -> tuple[Decimal | None, ...]:
        """The newest known figures, in order."""
        return tuple(point.amount for point in self.points)

    def at(self, quarter: Quarter) -> Point | None:
        """The point of that quarter, if there is one."""
        return next((point for point in self.points if point.quarter == quarter), None)


def series_of(key: str, records: Sequence[QuarterRecord]) -> Series | None:
    """Give an indicator's series from the records of the quarters, oldest first; None where none speaks of it."""
    rows = {record.quarter: (record.origin, record.by_key[key]) for record in records if key in record.by_key}
    if not rows:
        return None
    newest = rows[max(rows)][1]
    before = min(rows).previous
    first = before if _figure(rows[min(rows)][1], Column.PREVIOUS).amount is not None else min(rows)
    points = tuple(_point(quarter, rows) for quarter in _quarters(first, max(rows)))
    return Series(key, newest.code, newest.name, newest, points)


_Rows = dict[Quarter, tuple[Origin, RecordedRow]]


def _quarters(first: Quarter, last: Quarter) -> Iterator[Quarter]:
    quarter = first
    while quarter <= last:
        yield quarter
        quarter = quarter.next


def _point(quarter: Quarter, rows: _Rows) -> Point:
    """The next quarter's framework speaks of this one as well, and later, so that what it gives counts."""
    later = _figure(rows[quarter.next][1], Column.PREVIOUS) if quarter.next in rows else NOTHING
    if quarter not in rows:
        return Point(quarter, "", later.amount, revised=later.text if later.amount is not None else "")
    origin, row = rows[quarter]
    own = _figure(row, Column.LATEST)
    revised = later.amount is not None and (
        own.amount is None or differs(parse_value(later.text), parse_value(own.text))
    )
    return Point(
        quarter,
        own.text,
        later.amount if revised else own.amount,
        later.text if revised else "",
        _figure(row, Column.NEIGHBOURS).amount,
        _figure(row, Column.NATIONAL).amount,
        origin,
    )


def _figure(row: RecordedRow, column: Column) -> RecordedFigure:
    return row.figures.get(column, NOTHING)
