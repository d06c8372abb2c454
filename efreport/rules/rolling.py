"""Rules EF413, EF415 and EF416: columns that were not brought up to date, and rows that hold each other's figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from efreport.model import Column, Figure, Indicator, Return, Row, Severity
from efreport.movement import written_in
from efreport.rules.base import Found, Subject, heading_texts, label, rule
from efreport.rules.names import named_instead
from efreport.rules.pairs import (
    HARDLY_ANY,
    NEARLY_ALL,
    Pair,
    agrees,
    are_swapped,
    earlier_workbook,
    figure_of,
    heading_at,
    may_move,
    pairs_by_return,
    same_figure,
    share_agreeing,
)

FEWEST_UNCHANGED = 4
FEWEST_MATCHES = 2
HELD_BEFORE = (
    (Column.PREVIOUS, Column.LATEST),
    (Column.YEAR, Column.YEAR),
    (Column.NEIGHBOURS, Column.NEIGHBOURS),
    (Column.NATIONAL, Column.NATIONAL),
)


@rule("EF413", Severity.ERROR, hides=True)
def not_rolled_forward(subject: Subject) -> Iterator[Found]:
    """The previous quarter's column was not brought up to date.

    The column still holds the figures that it held in last quarter's return, and not that return's latest results.

    Why: every direction would be worked out from a figure two quarters old.

    How to put it right: put last quarter's latest results into the column.

    Before: in Q2, the column “Q1” with the figures of Q4
    After: in Q2, the column “Q1” with the figures of Q1
    """
    for found, pairs in pairs_by_return(subject, every=True):
        if is_stale(pairs):
            heading = heading_texts(found)[Column.PREVIOUS]
            yield Found(
                heading_at(found, Column.PREVIOUS),
                f"The column “{heading}” still holds the figures that it held in last quarter's return "
                f"({earlier_workbook(pairs)}).",
                f"Put that return's latest results into the column “{heading}”.",
            )


@rule("EF415", Severity.ERROR, hides=True)
def latest_not_up_to_date(subject: Subject) -> Iterator[Found]:
    """The latest results are still last quarter's.

    Nearly every figure in the latest result's column is what last quarter's return gave as its latest result. Measures that
    are reported once a year, and figures that name their period, are left out.

    Why: last quarter's figures would go before the board as this quarter's, each with “no change”.

    How to put it right: type this quarter's figures. If they really have not changed, tell
    the performance team.

    Before: in Q2, 82%, 73% and 13% in both “Latest Result (Q2)” and “Q1”
    After: in Q2, 65%, 82% and 13% in “Latest Result (Q2)”
    """
    for found, pairs in pairs_by_return(subject, every=True):
        if unchanged := _not_up_to_date(pairs):
            latest = heading_texts(found)[Column.LATEST]
            yield Found(
                heading_at(found, Column.LATEST),
                f"The column “{latest}” holds last quarter's results: {unchanged[0]} of {unchanged[1]} figures are the latest "
                f"results of last quarter's return ({earlier_workbook(pairs)}).",
                f"Type this quarter's figures below “{latest}”. If they really have not changed, ask the performance team to "
                "accept them as they are.",
            )


@rule("EF416", Severity.ERROR, hides=True)
def rows_swapped(subject: Subject) -> Iterator[Found]:
    """Rows hold each other's figures.

    The earlier figures of a row are those that last quarter's return gave for another indicator, whose own row holds others.
    Most often rows were sorted without all of their columns, or two rows' figures were swapped.

    Why: the figures of one indicator would be printed as another's.

    How to put it right: check the whole rows, the latest result and the comparators too, not only the cells that were noticed.

    Before: beside CP12 the figures of CP14, and beside CP14 those of CP12
    After: each row with its own figures
    """
    for _, pairs in pairs_by_return(subject, every=True):
        swapped = _swapped(pairs, subject)
        if swapped:
            first = swapped[0][0].row.at
            they = "; ".join(
                f"row {pair.row.at.row} ({label(pair.indicator)}) holds those of {label(other.indicator)}"
                for pair, other in swapped
            )
            yield Found(
                first,
                f"These rows seem to hold other indicators' figures, as last quarter's return ({earlier_workbook(pairs)}) shows: "
                f"{they}.",
                "Check the whole of each row, the latest result and the averages too, and put the figures back beside their own "
                "codes and names.",
                swapped[0][0].indicator.key,
            )


def rows_not_up_to_date(subject: Subject) -> Iterator[tuple[Return, Row, Indicator]]:
    """Give the rows of returns whose latest results are still last quarter's."""
    for found, pairs in pairs_by_return(subject, every=True):
        if _not_up_to_date(pairs):
            yield from ((found, pair.row, pair.indicator) for pair in pairs)


def rows_of_other_indicators(subject: Subject) -> Iterator[tuple[Return, Row, Indicator]]:
    """Give the rows that hold other indicators' figures."""
    for found, pairs in pairs_by_return(subject, every=True):
        yield from ((found, pair.row, pair.indicator) for pair, _ in _swapped(pairs, subject))


def is_stale(pairs: Sequence[Pair]) -> bool:
    """Say whether the previous quarter's column holds what it held last quarter, where that has moved on since."""
    moved = [pair for pair in pairs if _had_moved(pair)]
    still = share_agreeing(moved, Column.PREVIOUS, Column.PREVIOUS)
    fresh = share_agreeing(moved, Column.PREVIOUS, Column.LATEST)
    return still is not None and fresh is not None and still >= NEARLY_ALL and fresh <= HARDLY_ANY


def _had_moved(pair: Pair) -> bool:
    """Say whether last quarter's return itself gave another latest result than the quarter before's."""
    latest, previous = (figure_of(pair.earlier, column, pair.indicator) for column in (Column.LATEST, Column.PREVIOUS))
    return same_figure(latest, previous) is False


def _not_up_to_date(pairs: Sequence[Pair]) -> tuple[int, int] | None:
    """Give how many of how many latest results are last quarter's, where nearly all are; None where they are not."""
    told = [
        same for pair in pairs if may_move(pair) and (same := agrees(pair, Column.LATEST, Column.LATEST)) is not None
    ]
    if len(told) < FEWEST_UNCHANGED or sum(told) < NEARLY_ALL * len(told) or are_swapped(pairs):
        return None
    return sum(told), len(told)


def _swapped(pairs: Sequence[Pair], subject: Subject) -> list[tuple[Pair, Pair]]:
    """Give each row with the one whose earlier figures it holds, where at least two rows are so mixed up.

    Rows whose code and name disagree are left out: that is found by EF207.
    """
    wrong = [
        pair for pair in pairs if any(agrees(pair, now, then) is False for now, then in HELD_BEFORE) or _misfits(pair)
    ]
    wrong = [pair for pair in wrong if not named_instead(pair.row, pair.indicator, subject)]
    found = [(pair, other) for pair in wrong if (other := next((each for each in wrong if _holds(pair, each)), None))]
    return found if len(found) > 1 else []


def _misfits(pair: Pair) -> bool:
    """Say whether the row holds a figure that is not written in its indicator's unit."""
    cell = pair.row.figures.get(Column.PREVIOUS)
    return cell is not None and isinstance(cell.value, Figure) and not written_in(cell.value, pair.indicator.unit)


def _holds(pair: Pair, other: Pair) -> bool:
    """Say whether a row's earlier figures are another's, all of them and at least two."""
    told = [same for now, then in HELD_BEFORE if (same := _same(pair.row, now, other.earlier, then)) is not None]
    return other is not pair and len(told) >= FEWEST_MATCHES and all(told)


def _same(row: Row, now: Column, earlier: Row, then: Column) -> bool | None:
    """Say whether two cells show the same figure, percentages and others apart; None where either holds none."""
    new, old = (cell.value if cell else None for cell in (row.figures.get(now), earlier.figures.get(then)))
    if not isinstance(new, Figure) or not isinstance(old, Figure):
        return None
    return new.unit_mark == old.unit_mark and bool(same_figure(new, old))
