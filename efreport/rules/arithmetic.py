"""Rules EF401 to EF404: sums between indicators that must add up, as config/checks.toml says."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple, TypeVar

from efreport.model import (
    FIGURE_COLUMNS,
    OWN_COLUMNS,
    AtMost,
    Column,
    Figure,
    FigureCell,
    Indicator,
    Rate,
    Relation,
    Return,
    Row,
    Severity,
    Share,
    Total,
    Unit,
)
from efreport.movement import bases, displayed, stated_period, written_in
from efreport.rules.base import Found, NotApplicable, Subject, heading_texts, label, rule

HALF = Decimal("0.5")
Kind = TypeVar("Kind", bound=Relation)


class _Sum(NamedTuple):
    """One figure of a sum: its indicator, its cell, and the column's heading in its return."""

    indicator: Indicator
    cell: FigureCell
    figure: Figure
    heading: str

    @property
    def amount(self) -> Decimal:
        return displayed(self.figure)

    @property
    def leeway(self) -> Decimal:
        """How far the figure may be from what it was rounded from; a whole number of a count is exact."""
        if self.indicator.unit is Unit.COUNT and not self.figure.decimals:
            return Decimal(0)
        return HALF.scaleb(-self.figure.decimals)


@rule("EF401", Severity.WARNING)
def total_and_parts(subject: Subject) -> Iterator[Found]:
    """A total is not the sum of its parts.

    In one column, the parts that config/checks.toml names do not add up to their total, by more than rounding allows.

    Why: one of the figures is wrong, or they do not count the same children. The page cannot tell which, and a board
    that adds up will ask.

    How to put it right: check each of the cells named. If all are right, say in the commentary why they differ, and
    ask the performance team to waive the finding.

    Before: 32 + 146 + 126 + 158 + 62 = 524, and a total of 529
    After: 32 + 146 + 126 + 158 + 62 = 524, and a total of 524
    """
    for relation in _relations(subject, Total):
        for total, *parts in _columns(subject, (relation.total, *relation.parts), FIGURE_COLUMNS):
            added = sum((part.amount for part in parts), Decimal(0))
            if abs(added - total.amount) > sum((each.leeway for each in (total, *parts)), Decimal(0)):
                yield _found(
                    total, parts, f"{_list(parts, total, ' + ')} make {added:,}, but {_named(total)} is {_shown(total)}"
                )


@rule("EF402", Severity.WARNING)
def rate_and_count(subject: Subject) -> Iterator[Found]:
    """A rate does not agree with its count.

    The count divided by the population that config names, times 10,000 (or 100,000), is not the rate in the same
    column, by more than rounding allows.

    Why: either figure may be wrong, or the rate was worked out with another population.

    How to put it right: check both cells, and the population that the rate was worked out with. If both are right, say
    in the commentary why, and ask the performance team to waive the finding.

    Before: 236 children with a plan of 47,400, and a rate of 56 per 10,000
    After: 236 children with a plan of 47,400, and a rate of 49.8 per 10,000
    """
    for relation in _relations(subject, Rate):
        for rate, count in _columns(subject, (relation.rate, relation.count), OWN_COLUMNS):
            worked_out = count.amount / relation.people * relation.per
            leeway = rate.leeway + count.leeway / relation.people * relation.per
            if abs(worked_out - rate.amount) > leeway:
                yield _found(
                    rate,
                    [count],
                    f"{_named(count)} is {_shown(count)}, in a population of {relation.people:,} that is "
                    f"{_short(worked_out, rate)} per {relation.per:,}, but {_named(rate)} is {_shown(rate)}",
                )


@rule("EF403", Severity.WARNING)
def part_and_whole(subject: Subject) -> Iterator[Found]:
    """A part is more than its whole.

    In one column, a part (or several parts together) that config/checks.toml names is more than the whole that it is a
    part of.

    Why: one of the figures is wrong, or stands in the other's row.

    How to put it right: check the cells named; correct the one that is wrong.

    Before: 12 referrals discussed, of 8 referrals
    After: 6 referrals discussed, of 8 referrals
    """
    for relation in _relations(subject, AtMost):
        for whole, *parts in _columns(subject, (relation.whole, *relation.parts), FIGURE_COLUMNS):
            added = sum((part.amount for part in parts), Decimal(0))
            if added - whole.amount > sum((each.leeway for each in (whole, *parts)), Decimal(0)):
                together = f" make {added:,}, which" if len(parts) > 1 else ""
                them = "them" if len(parts) > 1 else "it"
                yield _found(
                    whole,
                    parts,
                    f"{_list(parts, whole, ' + ')}{together} is more than {_named(whole)}, {_shown(whole)}, which includes {them}",
                )


@rule("EF404", Severity.WARNING)
def share_of_whole(subject: Subject) -> Iterator[Found]:
    """A percentage does not agree with its part and whole.

    The part divided by the whole that config/checks.toml names is not the percentage in the same column, by more than
    rounding allows.

    Why: one of the three figures is wrong, or they do not count the same children.

    How to put it right: check the three cells. If all are right, say in the commentary why, and ask the
    performance team to waive the finding.

    Before: 30 of 40, and 65%
    After: 30 of 40, and 75%
    """
    for relation in _relations(subject, Share):
        for share, part, whole in _columns(subject, (relation.share, relation.part, relation.whole), FIGURE_COLUMNS):
            if not whole.amount:
                continue
            worked_out = 100 * part.amount / whole.amount
            leeway = share.leeway + 100 * (part.leeway + whole.leeway) / abs(whole.amount)
            if abs(worked_out - share.amount) > leeway:
                yield _found(
                    share,
                    [part, whole],
                    f"{_named(part)} is {_shown(part)} of {_named(whole)}, {_shown(whole, share)}, which is "
                    f"{_short(worked_out, share)}%, but {_named(share)} is {_shown(share)}",
                )


def _relations(subject: Subject, kind: type[Kind]) -> tuple[Kind, ...]:
    found = tuple(relation for relation in subject.framework.relations if isinstance(relation, kind))
    if not found:
        raise NotApplicable("config/checks.toml asks for no such sum")
    if not subject.round.returns:
        raise NotApplicable("no return could be read")
    return found


def _columns(subject: Subject, keys: tuple[str, ...], columns: tuple[Column, ...]) -> Iterator[list[_Sum]]:
    """Give the figures of those indicators for each column in which every one has a figure that is like the others."""
    rows = {indicator.key: (found, row, indicator) for found, row, indicator in subject.rows() if indicator.key in keys}
    if len(rows) < len(keys):
        return
    for column in columns:
        figures = [figure for key in keys if (figure := _figure(*rows[key], column))]
        if len(figures) == len(keys) and _alike(figures):
            yield figures


def _figure(found: Return, row: Row, indicator: Indicator, column: Column) -> _Sum | None:
    cell = row.figures.get(column)
    if cell is None or not isinstance(cell.value, Figure) or not written_in(cell.value, indicator.unit):
        return None
    return _Sum(indicator, cell, cell.value, heading_texts(found)[column])


def _alike(figures: list[_Sum]) -> bool:
    """Figures for other periods or on other bases need not add up."""
    return len({(stated_period(each.figure), bases(each.figure)) for each in figures}) == 1


def _found(at: _Sum, others: list[_Sum], message: str) -> Found:
    figures = sorted((at, *others), key=lambda each: each.cell.at)
    cells = [_cell(each, at) for each in figures]
    told = f"“{at.heading}” does not add up: {message}."
    without_cells = told
    for cell in cells:
        without_cells = without_cells.replace(f" ({cell})", "")
    return Found(
        at.cell.at,
        told,
        f"Check {', '.join(cells)}: one or more may be wrong. If all are right, say why in the commentary and ask "
        "the performance team to accept it as it is.",
        at.indicator.key,
        for_readers=without_cells,
    )


def _list(figures: list[_Sum], at: _Sum, between: str) -> str:
    return between.join(f"{_named(each)} {_shown(each, at)}" for each in figures)


def _named(each: _Sum) -> str:
    return label(each.indicator)


def _shown(each: _Sum, at: _Sum | None = None) -> str:
    """The figure as typed, with its cell; of another workbook than the finding's with the workbook's name."""
    return f"{each.cell.text.strip()} ({_cell(each, at or each)})"


def _cell(each: _Sum, at: _Sum) -> str:
    where = each.cell.at
    return where.cell if where.workbook == at.cell.at.workbook else f"{where.workbook} {where.cell}"


def _short(amount: Decimal, like: _Sum) -> str:
    """A worked-out figure with one decimal more than the one that it is held against."""
    return f"{amount.quantize(Decimal(1).scaleb(-like.figure.decimals - 1), ROUND_HALF_UP):,f}"
