"""Rules EF310 and EF316: figures that can be read and are not likely, and those of them that the commentary gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal

from efreport.model import CellRef, Column, Figure, FigureCell, Indicator, Mark, Return, Row, Severity, Timing, Unit
from efreport.movement import displayed
from efreport.quarter import Quarter
from efreport.rules.base import Found, Subject, heading_texts, label, rule, shortened
from efreport.rules.figures import can_be_true
from efreport.rules.gaps import latest_of

_NUMBERS = re.compile(r"\d[\d,]*(?:\.\d+)?")
# 22% typed into a cell of percentages as 0.22 becomes 0.22%, which is under any limit that is meant for counts.
SMALLEST_SHARE = 10
OWN = (Column.LATEST, Column.PREVIOUS, Column.YEAR)
# A count of these builds up over a year, so only one that is too large for the quarter before is odd.
BUILD_UP = (Timing.YEAR_TO_DATE, Timing.CUMULATIVE_YEAR, Timing.CUMULATIVE_PROGRAMME, Timing.SCHOOL_YEAR_TO_DATE)
# A count of these is of the same size in a quarter and in a year.
OF_ONE_SIZE = (Timing.STOCK, Timing.ROLLING, Timing.SCHOOL_YEAR)


@dataclass(frozen=True)
class Reading:
    """One figure of an indicator: its amount as displayed, how a message names it, its column (None: earlier return).

    It is `sure` where it is an earlier return's, or is confirmed by one.
    """

    amount: Decimal
    named: str
    at: CellRef
    text: str
    column: Column | None
    sure: bool = False


@dataclass(frozen=True)
class Odd:
    """A figure that is far from the `others`, the `doubtful` of which may be wrong; `named` is how a message begins.

    `is_told` is true where the commentary gives the doubtful figures.
    """

    row: Row
    indicator: Indicator
    named: str
    reading: Reading
    others: tuple[Reading, ...]
    doubtful: tuple[Reading, ...]
    is_told: bool


IsFar = Callable[[Reading, Reading], bool]


@rule("EF310", Severity.WARNING)
def slipped_digit(subject: Subject) -> Iterator[Found]:
    """A digit may have slipped.

    A figure is six times (or whatever the framework's config says) as large as the indicator's other figures, or a
    sixth of them, or less: the latest against the quarter before, against the latest results of earlier returns, and
    against the year before where a quarter's and a year's are of one size. Where one figure is the odd one out, its
    cell is named. Small figures (but for percentages under 1%), zero and gaps are left out. A figure that the commentary
    gives is taken to be meant (EF316).

    Why: 3060 for 306 and 0.65% for 65% look like any other figure, and only a comparison shows them.

    How to put it right: correct the figure. If it is right, say so in the commentary, with the figure.

    Before: 3060, after 253 in Q1 and 236 in 2013/14
    After: 306
    """
    for odd in _odd_figures(subject):
        if not odd.is_told:
            yield Found(
                odd.reading.at,
                f"{odd.named} {_compared(odd.reading, odd.others)} {_question(odd)}",
                _advice(odd.row, odd.doubtful),
                odd.indicator.key,
            )


@rule("EF316", Severity.NOTE)
def jump_that_is_told(subject: Subject) -> Iterator[Found]:
    """A figure is far from the others, and the commentary gives it.

    The figure would be asked about as one in which a digit slipped (EF310), but its commentary gives the same figure.

    Why: so that whoever signs the framework off sees which jumps were taken as meant.

    How to put it right: nothing need be done, if the figure is right.

    Before: 1156, after 6 in Q1, without a word
    After: 1156, with “The figure of 1156 is a snapshot at the start of the school year”
    """
    for odd in _odd_figures(subject):
        if odd.is_told:
            yield Found(
                odd.reading.at,
                f"{odd.named} {_compared(odd.reading, odd.others)} The commentary gives the figure, so it is taken as meant.",
                "Nothing need be done, if the figure is right.",
                odd.indicator.key,
            )


def _odd_figures(subject: Subject) -> Iterator[Odd]:
    for found, row, indicator in subject.rows():
        readings = tuple(_readings(subject, found, row, indicator))
        odd, others = _odd_one(readings, _far(subject, indicator))
        # Of a return that names two areas, last quarter's is not known, and what it would settle is left open.
        if odd is None or odd.column is None or found.disagrees:
            continue
        doubtful = (odd, *(each for each in others if len(others) == 1 and not each.sure))
        named = f"{label(indicator)}, “{heading_texts(found)[odd.column]}”:"
        yield Odd(row, indicator, named, odd, others, doubtful, _is_answered(row, doubtful))


def _readings(subject: Subject, found: Return, row: Row, indicator: Indicator) -> Iterator[Reading]:
    """Give the figures to hold against each other: latest, quarter before, older ones, year before.

    Where last quarter's return gives another figure than the column and nothing says that it was revised, that is asked
    about anyway, and the return's figure takes the column's place.
    """
    latest, previous, year = (_in_column(found, row, indicator, column) for column in OWN)
    earlier = () if _builds_up(indicator) else tuple(_in_returns(subject, found, indicator))
    last = next((each for quarter, each in earlier if quarter == subject.round.quarter.previous), None)
    if previous and last and last.amount != previous.amount and not _is_revised(row.figures[Column.PREVIOUS]):
        previous = None
    same = previous is not None and last is not None and last.amount == previous.amount
    if previous and same:
        previous = replace(previous, sure=True)
    older = (each for _, each in earlier if not (same and each is last))
    yield from (each for each in (latest, previous, *older, year) if each)


def _in_column(found: Return, row: Row, indicator: Indicator, column: Column) -> Reading | None:
    cell = row.figures.get(column) if column in _columns(indicator) else None
    amount = _amount(cell, indicator) if cell else None
    if cell is None or amount is None:
        return None
    named = f"“{shortened(cell.text)}” ({cell.at.cell}, “{heading_texts(found)[column]}”)"
    return Reading(amount, named, cell.at, cell.text, column)


def _in_returns(subject: Subject, found: Return, indicator: Indicator) -> Iterator[tuple[Quarter, Reading]]:
    for round_ in subject.round.earlier:
        cell = latest_of(round_, found, indicator)
        amount = _amount(cell, indicator) if cell else None
        if cell and amount:
            named = f"“{shortened(cell.text)}” (the return of {round_.quarter.label})"
            yield round_.quarter, Reading(amount, named, cell.at, cell.text, None, sure=True)


def _is_revised(cell: FigureCell) -> bool:
    return isinstance(cell.value, Figure) and any(each.mark is Mark.REVISED for each in cell.value.qualifiers)


def _columns(indicator: Indicator) -> tuple[Column, ...]:
    of_one_size = indicator.unit is not Unit.COUNT or indicator.timing in OF_ONE_SIZE
    with_year = of_one_size and indicator.timing is not Timing.CUMULATIVE_YEAR
    return OWN if with_year else OWN[:2]


def _builds_up(indicator: Indicator) -> bool:
    return indicator.timing in BUILD_UP and (indicator.unit is Unit.COUNT or indicator.timing is Timing.CUMULATIVE_YEAR)


def _amount(cell: FigureCell, indicator: Indicator) -> Decimal | None:
    """Give the size of a figure that can be true; None for any other, for zero and for gaps."""
    if isinstance(cell.value, Figure) and can_be_true(cell.value, indicator):
        return abs(displayed(cell.value)) or None
    return None


def _far(subject: Subject, indicator: Indicator) -> IsFar:
    settings = subject.framework.rule_settings

    def far(one: Reading, other: Reading) -> bool:
        small, large = sorted((one.amount, other.amount))
        if _builds_up(indicator) and one.column is Column.LATEST and one.amount < other.amount:
            return False
        share = indicator.unit is Unit.PERCENT and small < 1 and large >= SMALLEST_SHARE
        return (share or large >= settings.smallest_for_slips) and large >= small * settings.slipped_digit

    return far


def _odd_one(readings: Sequence[Reading], far: IsFar) -> tuple[Reading | None, tuple[Reading, ...]]:
    """Give the reading that is far from all others, which are near each other; else the latest, if far from the next."""
    for odd in readings if len(readings) > 2 else ():
        others = tuple(each for each in readings if each is not odd)
        near = not any(far(one, other) for one in others for other in others if one is not other)
        if near and all(far(odd, other) for other in others):
            return odd, others
    if len(readings) > 1 and readings[0].column is Column.LATEST and far(readings[0], readings[1]):
        return readings[0], (readings[1],)
    return None, ()


def _is_answered(row: Row, doubtful: Sequence[Reading]) -> bool:
    """Say whether the commentary gives the figures: the same slip would then have been made twice."""
    given = [Decimal(number.replace(",", "")) for number in _NUMBERS.findall(row.text(Column.COMMENTARY))]
    return all(each.amount in given for each in doubtful)


def _compared(odd: Reading, others: Sequence[Reading]) -> str:
    typed = f"“{shortened(odd.text)}”"
    if odd.amount > others[0].amount:
        they = " and ".join(f"{_times(odd, other)} times {other.named}" for other in others)
        return f"{typed} is {they}."
    they = " and ".join(f"{other.named} is {_times(odd, other)} times" for other in others)
    return f"{they} as much as {typed}."


def _question(odd: Odd) -> str:
    if odd.reading.amount > odd.others[0].amount:
        return "Is there a digit too many, or a point left out?"
    return "Is a digit missing, or is there a point too many?"


def _times(one: Reading, other: Reading) -> Decimal:
    small, large = sorted((one.amount, other.amount))
    return (large / small).quantize(Decimal(1), ROUND_DOWN)


def _advice(row: Row, doubtful: Sequence[Reading]) -> str:
    commentary = row.words.get(Column.COMMENTARY)
    place = f" in {commentary.at.cell}" if commentary else ""
    cells = " or ".join(each.at.cell for each in doubtful)
    if len(doubtful) == 1:
        right = (
            "If the figure is right, say so in the commentary{}: a figure that the commentary gives is not asked about."
        )
    else:
        right = "If both are right, say so in the commentary{}: figures that the commentary gives are not asked about."
    return f"If a digit slipped, correct {cells}. {right.format(place)}"
