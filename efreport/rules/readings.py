"""The figures of an indicator that are held against each other, and which of them is far from the rest. No rule stands here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from efreport.model import (
    COMPARATORS,
    OWN_COLUMNS,
    CellRef,
    Column,
    Figure,
    FigureCell,
    Indicator,
    Mark,
    Return,
    Row,
    Timing,
    Unit,
)
from efreport.movement import displayed
from efreport.phrases import shortened
from efreport.quarter import Quarter
from efreport.rules.base import Subject, heading_texts
from efreport.rules.figures import can_be_true
from efreport.rules.gaps import latest_of

# A share of 10% is large enough, where a count of 10 may well become 2.
SMALLEST_SHARE = Decimal(10)
# A count of these builds up over a year, so only one that is too large for the quarter before is odd.
BUILD_UP = (Timing.YEAR_TO_DATE, Timing.CUMULATIVE_YEAR, Timing.CUMULATIVE_PROGRAMME, Timing.SCHOOL_YEAR_TO_DATE)
# A count of these is of the same size in a quarter and in a year.
OF_ONE_SIZE = (Timing.STOCK, Timing.ROLLING, Timing.SCHOOL_YEAR)


class Reading(NamedTuple):
    """One figure of an indicator: its amount as displayed, its cell, its column (None: earlier return).

    `source` is the column's heading, or the earlier return. It is `sure` where it is an earlier return's, or is confirmed by one.
    """

    amount: Decimal
    cell: FigureCell
    figure: Figure
    column: Column | None
    source: str
    sure: bool = False

    @property
    def at(self) -> CellRef:
        """Where it stands."""
        return self.cell.at

    @property
    def named(self) -> str:
        """How a message names it."""
        where = f"{self.at.cell}, “{self.source}”" if self.column else self.source
        return f"“{shortened(self.cell.text)}” ({where})"


IsFar = Callable[[Reading, Reading], bool]


def readings_of(subject: Subject, found: Return, row: Row, indicator: Indicator) -> Iterator[Reading]:
    """Give the figures to hold against each other: latest, quarter before, older ones, year before.

    Where last quarter's return gives another figure than the column and nothing says that it was revised, that is asked
    about anyway, and the return's figure takes the column's place.
    """
    latest, previous, year = (in_column(found, row, indicator, column) for column in OWN_COLUMNS)
    earlier = () if _builds_up(indicator) else tuple(_in_returns(subject, found, indicator))
    last = next((each for quarter, each in earlier if quarter == subject.round.quarter.previous), None)
    if previous and last and last.amount != previous.amount and not _is_revised(row.figures[Column.PREVIOUS]):
        previous = None
    same = previous is not None and last is not None and last.amount == previous.amount
    if previous and same:
        previous = previous._replace(sure=True)
    older = (each for _, each in earlier if not (same and each is last))
    yield from (each for each in (latest, previous, *older, year) if each)


def in_column(found: Return, row: Row, indicator: Indicator, column: Column) -> Reading | None:
    """Give the figure of a column, if it can be held against others: not zero, in its unit, and of a size with them."""
    cell = row.figures.get(column) if column in COMPARATORS or column in _columns(indicator) else None
    figure = _figure(cell, indicator) if cell else None
    if cell is None or figure is None:
        return None
    return Reading(abs(displayed(figure)), cell, figure, column, heading_texts(found)[column])


def _in_returns(subject: Subject, found: Return, indicator: Indicator) -> Iterator[tuple[Quarter, Reading]]:
    for round_ in subject.round.earlier:
        cell = latest_of(round_, found, indicator)
        figure = _figure(cell, indicator) if cell else None
        if cell and figure:
            source = f"the return of {round_.quarter.label}"
            yield round_.quarter, Reading(abs(displayed(figure)), cell, figure, None, source, sure=True)


def _is_revised(cell: FigureCell) -> bool:
    return isinstance(cell.value, Figure) and any(each.mark is Mark.REVISED for each in cell.value.qualifiers)


def _columns(indicator: Indicator) -> tuple[Column, ...]:
    of_one_size = indicator.unit is not Unit.COUNT or indicator.timing in OF_ONE_SIZE
    with_year = of_one_size and indicator.timing is not Timing.CUMULATIVE_YEAR
    return OWN_COLUMNS if with_year else OWN_COLUMNS[:2]


def _builds_up(indicator: Indicator) -> bool:
    return indicator.timing in BUILD_UP and (indicator.unit is Unit.COUNT or indicator.timing is Timing.CUMULATIVE_YEAR)


def _figure(cell: FigureCell, indicator: Indicator) -> Figure | None:
    """Give a figure that can be true; None for any other, for zero and for gaps."""
    if isinstance(cell.value, Figure) and can_be_true(cell.value, indicator) and displayed(cell.value):
        return cell.value
    return None


def far_apart(subject: Subject, indicator: Indicator) -> IsFar:
    """Give the test by which two of the indicator's figures are too far apart, as config has it."""
    slipped_digit, smallest = subject.framework.rule_settings.slipped_digit, smallest_asked(subject, indicator)
    builds_up = _builds_up(indicator)

    def far(one: Reading, other: Reading) -> bool:
        is_less = one.amount < other.amount
        if builds_up and is_less and one.column is Column.LATEST:
            return False
        small, large = (one.amount, other.amount) if is_less else (other.amount, one.amount)
        return large >= smallest and large >= small * slipped_digit

    return far


def smallest_asked(subject: Subject, indicator: Indicator) -> Decimal:
    """Give how large the larger of two figures must be for a slip to be asked about."""
    usual = subject.framework.rule_settings.smallest_for_slips
    return min(usual, SMALLEST_SHARE) if indicator.unit is Unit.PERCENT else usual


def odd_one(readings: Sequence[Reading], far: IsFar) -> tuple[Reading | None, tuple[Reading, ...]]:
    """Give the reading that is far from all others, which are near each other; else the latest, if far from the next."""
    for odd in readings if len(readings) > 2 else ():
        others = tuple(each for each in readings if each is not odd)
        near = not any(far(one, other) for one in others for other in others if one is not other)
        if near and all(far(odd, other) for other in others):
            return odd, others
    if len(readings) > 1 and readings[0].column is Column.LATEST and far(readings[0], readings[1]):
        return readings[0], (readings[1],)
    return None, ()
