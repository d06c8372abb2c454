"""Rule EF414: columns that hold each other's figures, in all rows or in some: the two quarters', or the two averages'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from efreport.model import Column, Figure, Indicator, Mark, Return, Row, Severity
from efreport.movement import displayed
from efreport.phrases import listed, ranges
from efreport.rules.base import Found, Subject, heading_texts, label, rule
from efreport.rules.pairs import (
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
)
from efreport.rules.telling import gives

FEWEST_HALF = 2
FEWEST_NEAR = 4
FEWEST_IN_A_COLUMN = 3
NEARER = 4
AVERAGES = (Column.NEIGHBOURS, Column.NATIONAL)


@rule("EF414", Severity.ERROR, hides=True)
def columns_swapped(subject: Subject) -> Iterator[Found]:
    """Two columns probably hold each other's figures.

    The latest result's column holds what last quarter's return gave as its latest results, and the previous quarter's
    column holds other figures; in all rows, or in two or more that have every figure of that column that is not last
    quarter's, or in one whose commentary gives the other figure as the latest. Or the statistical neighbours' average and the national
    one are each what the last return that had both gave of the other.

    Why: every direction would be reversed, or every comparison be with the wrong average.

    How to put it right: swap the two headings, or the figures below them. If the new figures are missing, type them.

    Before: in Q2, “Latest Result (Q2)” above the figures of Q1
    After: in Q2, “Latest Result (Q2)” above the figures of Q2
    """
    for found, pairs in pairs_by_return(subject, every=True):
        if are_swapped(pairs):
            yield _whole_quarters(found, pairs)
        elif half := _half_swapped(pairs):
            yield _half_quarters(found, half)
        if averages := _swapped_averages(subject, found, pairs):
            yield _averages(found, pairs, averages)


def rows_with_swapped_figures(subject: Subject) -> Iterator[tuple[Return, Row, Indicator]]:
    """Give the rows whose latest and previous quarter's figures are probably swapped."""
    for found, pairs in pairs_by_return(subject, every=True):
        swapped = pairs if are_swapped(pairs) else _half_swapped(pairs)
        yield from ((found, pair.row, pair.indicator) for pair in swapped)


def _whole_quarters(found: Return, pairs: Sequence[Pair]) -> Found:
    latest, previous = (heading_texts(found)[column] for column in (Column.LATEST, Column.PREVIOUS))
    return Found(
        heading_at(found, Column.LATEST),
        f"The column “{latest}” holds what last quarter's return ({earlier_workbook(pairs)}) gave as its "
        f"latest results, and the column “{previous}” does not.",
        f"If the two columns are swapped, swap their headings. If not, type this quarter's figures below “{latest}” "
        f"and last quarter's below “{previous}”.",
    )


def _half_quarters(found: Return, half: Sequence[Pair]) -> Found:
    latest, previous = (heading_texts(found)[column] for column in (Column.LATEST, Column.PREVIOUS))
    first = half[0].row.figures
    return Found(
        first[Column.LATEST].at,
        f"In {_rows(half)}, “{latest}” holds what last quarter's return ({earlier_workbook(half)}) gave as its latest result, and "
        f"“{previous}” does not: the two figures are probably swapped.",
        f"If they are, swap {first[Column.LATEST].at.cell} and {first[Column.PREVIOUS].at.cell}{_and_so(half)}. If not, type last "
        f"quarter's figure below “{previous}”, or say that it was revised.",
        half[0].indicator.key if len(half) == 1 else "",
    )


def _rows(pairs: Sequence[Pair]) -> str:
    if len(pairs) == 1:
        return f"row {pairs[0].row.at.row} ({label(pairs[0].indicator)})"
    return f"rows {listed(ranges(pair.row.at.row for pair in pairs))}"


def _and_so(pairs: Sequence[Pair]) -> str:
    return ", and so in each of these rows" if len(pairs) > 1 else ""


def _half_swapped(pairs: Sequence[Pair]) -> list[Pair]:
    """Give the rows whose two quarters' figures are swapped, where they are all that do not hold last quarter's latest result."""
    if are_swapped(pairs):
        return []
    wrong = [pair for pair in pairs if agrees(pair, Column.PREVIOUS, Column.LATEST) is False]
    swapped = [pair for pair in wrong if _is_crossed(pair)]
    is_clear = len(swapped) >= FEWEST_HALF and len(swapped) >= NEARLY_ALL * len(wrong)
    return swapped if is_clear else [pair for pair in swapped if _is_told_otherwise(pair)]


def _is_crossed(pair: Pair) -> bool:
    """Say whether the latest is last quarter's, and the quarter before's another that nobody calls revised or left over."""
    cell = pair.row.figures[Column.PREVIOUS]
    revised = isinstance(cell.value, Figure) and any(each.mark is Mark.REVISED for each in cell.value.qualifiers)
    left_over = agrees(pair, Column.PREVIOUS, Column.PREVIOUS)
    return may_move(pair) and agrees(pair, Column.LATEST, Column.LATEST) is True and not revised and not left_over


def _is_told_otherwise(pair: Pair) -> bool:
    """Say whether the commentary gives the previous quarter's figure alone, where it should give the latest."""
    latest, previous = (figure_of(pair.row, column, pair.indicator) for column in (Column.LATEST, Column.PREVIOUS))
    commentary = pair.row.text(Column.COMMENTARY)
    if latest is None or previous is None:
        return False
    return gives(commentary, previous, pair.indicator) and not gives(commentary, latest, pair.indicator)


def _averages(found: Return, pairs: Sequence[Pair], swapped: Sequence[Pair]) -> Found:
    neighbours, national = (heading_texts(found)[column] for column in AVERAGES)
    both = [pair for pair in pairs if any(figure_of(pair.row, column, pair.indicator) for column in AVERAGES)]
    if len(swapped) == len(both) >= FEWEST_IN_A_COLUMN:
        return Found(
            heading_at(found, Column.NEIGHBOURS),
            f"The columns “{neighbours}” and “{national}” hold each other's figures, as earlier returns show.",
            "Swap the two headings, or the figures below them.",
        )
    first = swapped[0].row.figures
    cells = [f"{pair.row.figures[column].at.cell}" for pair in swapped for column in AVERAGES]
    return Found(
        first[Column.NEIGHBOURS].at,
        f"In {_rows(swapped)}, “{neighbours}” and “{national}” hold each other's figures, as earlier returns show ({listed(cells)}).",
        f"Swap {first[Column.NEIGHBOURS].at.cell} and {first[Column.NATIONAL].at.cell}{_and_so(swapped)}.",
        swapped[0].indicator.key if len(swapped) == 1 else "",
    )


def _swapped_averages(subject: Subject, found: Return, pairs: Sequence[Pair]) -> list[Pair]:
    """Give the rows whose two averages are each other's; all of a return's where new ones are near each other's throughout."""
    if not all(any(heading.column is column for heading in found.headings) for column in AVERAGES):
        return []
    held = [(pair, _now(pair), _then(subject, found, pair)) for pair in pairs]
    exact = [pair for pair, now, then in held if then and _alike(now, then[::-1]) and not _alike(then, then[::-1])]
    rated = [
        (pair, nearer) for pair, now, then in held if then and (nearer := _nearer_crosswise(now, then)) is not None
    ]
    if len(rated) >= FEWEST_NEAR and all(nearer for _, nearer in rated):
        return [pair for pair, _ in rated]
    return exact


Both = tuple[Figure | None, Figure | None]


def _now(pair: Pair) -> Both:
    return figure_of(pair.row, Column.NEIGHBOURS, pair.indicator), figure_of(pair.row, Column.NATIONAL, pair.indicator)


def _then(subject: Subject, found: Return, pair: Pair) -> Both | None:
    """Give the averages of the newest earlier return that has one."""
    older = (round_.return_of(found.area) for round_ in subject.round.earlier if found.area)
    rows = (pair.earlier, *(each.by_key.get(pair.indicator.key) for each in older if each))
    held = (
        (figure_of(row, Column.NEIGHBOURS, pair.indicator), figure_of(row, Column.NATIONAL, pair.indicator))
        for row in rows
        if row
    )
    return next((each for each in held if any(each)), None)


def _alike(one: Both, other: Both) -> bool:
    return all(
        same_figure(left, right) if left and right else left is right for left, right in zip(one, other, strict=True)
    )


def _nearer_crosswise(now: Both, then: Both) -> bool | None:
    """Say whether both averages are far nearer to the other's earlier one than to their own; None where not all are there."""
    if None in now or None in then:
        return None
    straight, across = _distance(now, then), _distance(now, then[::-1])
    return None if straight == across else across * NEARER <= straight


def _distance(one: Both, other: Both) -> Decimal:
    return sum((abs(displayed(a) - displayed(b)) for a, b in zip(one, other, strict=True) if a and b), Decimal(0))
