"""This quarter's rows beside last quarter's: which figure agrees with which. No rule stands here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from efreport.model import CellRef, Column, Figure, Gap, Indicator, NoFigure, Return, Row, Timing
from efreport.movement import displayed_to, stated_period, written_in
from efreport.rules.base import NotApplicable, Subject
from efreport.rules.signing import is_last_quarters

FEWEST_ROWS = 3
NEARLY_ALL, HARDLY_ANY = 0.8, 0.2


@dataclass(frozen=True, eq=False)
class Pair:
    """A row of this quarter's return and the same indicator's row in last quarter's.

    `told` holds which of their columns agree, as far as it was asked.
    """

    row: Row
    earlier: Row
    indicator: Indicator
    told: dict[tuple[Column, Column], bool | None] = field(default_factory=dict, repr=False)


def pairs_by_return(subject: Subject, *, every: bool = False) -> tuple[tuple[Return, list[Pair]], ...]:
    """Give each return with those of its rows that last quarter's return of the area has too; with `every`, set-aside ones.

    Returns that are last quarter's again are left out. Raises NotApplicable where there is nothing to compare with.
    """
    pairs = subject.once(_every_pair)
    if not every and subject.set_aside:
        left = ((found, [pair for pair in own if pair.row.at not in subject.set_aside]) for found, own in pairs)
        pairs = tuple((found, own) for found, own in left if own)
    if not pairs:
        before = subject.before()
        raise NotApplicable(f"no return of {before.quarter.label} is there from these service areas")
    return pairs


def _every_pair(subject: Subject) -> tuple[tuple[Return, list[Pair]], ...]:
    before = subject.before()
    by_return: dict[str, tuple[Return, list[Pair]]] = {}
    again = {found.workbook for found in subject.round.returns if is_last_quarters(found, subject)}
    for found, row, indicator in subject.rows(every=True):
        earlier = before.return_of(found.area) if found.area else None
        if earlier and indicator.key in earlier.by_key and found.workbook not in again:
            pair = Pair(row, earlier.by_key[indicator.key], indicator)
            by_return.setdefault(found.workbook, (found, []))[1].append(pair)
    return tuple(by_return.values())


def agrees(pair: Pair, now: Column, then: Column) -> bool | None:
    """Say whether this quarter's cell shows last quarter's figure; None where either holds none in the indicator's unit."""
    columns = now, then
    if columns not in pair.told:
        new, old = figure_of(pair.row, now, pair.indicator), figure_of(pair.earlier, then, pair.indicator)
        pair.told[columns] = same_figure(new, old)
    return pair.told[columns]


def same_figure(new: Figure | None, old: Figure | None) -> bool | None:
    """Say whether two figures are the same as displayed, at the coarser precision; None where either is missing."""
    if new is None or old is None:
        return None
    places = min(new.decimals, old.decimals)
    return displayed_to(new, places) == displayed_to(old, places)


def figure_of(row: Row, column: Column, indicator: Indicator) -> Figure | None:
    """Give the figure in a column of a row, if there is one in the indicator's unit."""
    cell = row.figures.get(column)
    value = cell.value if cell else None
    return value if isinstance(value, Figure) and written_in(value, indicator.unit) else None


def share_agreeing(pairs: Sequence[Pair], now: Column, then: Column) -> float | None:
    """Give the share of rows with figures on both sides that agree, from 0 to 1; None where too few have."""
    told = [same for pair in pairs if (same := agrees(pair, now, then)) is not None]
    return sum(told) / len(told) if len(told) >= FEWEST_ROWS else None


def are_swapped(pairs: Sequence[Pair]) -> bool:
    """Say whether the latest column holds last quarter's latest results, and the previous quarter's column does not."""
    latest = share_agreeing(pairs, Column.LATEST, Column.LATEST)
    previous = share_agreeing(pairs, Column.PREVIOUS, Column.LATEST)
    return latest is not None and previous is not None and latest >= NEARLY_ALL and previous <= HARDLY_ANY


def may_move(pair: Pair) -> bool:
    """Say whether the latest result can be another every quarter, and does not name its period."""
    cell = pair.row.figures.get(Column.LATEST)
    named = cell is not None and isinstance(cell.value, Figure) and bool(stated_period(cell.value))
    return pair.indicator.timing is not Timing.SCHOOL_YEAR and not named


def is_changed(pair: Pair, now: Column, then: Column) -> bool:
    """Say whether a figure is another than it was, or has given way to words; a blank cell is said by its own rule."""
    same = agrees(pair, now, then)
    if same is not None:
        return not same
    cell = pair.row.figures.get(now)
    gone = cell is not None and isinstance(cell.value, NoFigure) and cell.value.gap is not Gap.BLANK
    return gone and figure_of(pair.earlier, then, pair.indicator) is not None


def earlier_workbook(pairs: Sequence[Pair]) -> str:
    """Name last quarter's workbook."""
    return pairs[0].earlier.at.workbook


def heading_at(found: Return, column: Column) -> CellRef:
    """Give the place of a column's heading."""
    return next(heading.at for heading in found.headings if heading.column is column)
