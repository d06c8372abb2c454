"""What a board must not miss: the largest movements, and what is worse than elsewhere and getting worse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from efreport.assessment import NATIONAL, NEIGHBOURS, Assessed
from efreport.compose.words import Notes, arrow_and_change, code_of, in_short, shortened, with_references
from efreport.document import Block, Heading, Paragraph, Role, Table, Text
from efreport.model import Column, Figure, Framework, Unit
from efreport.movement import Judgement, Moved, Position, Stands, displayed
from efreport.quarter import Quarter

MOST = 3
"""How many movements of each unit are named for the better and for the worse."""

LONGEST_NAME = 106
COMPARATOR_NAMES = {Column.NEIGHBOURS: NEIGHBOURS, Column.NATIONAL: NATIONAL}
RANKED = (*(unit for unit in Unit if unit is not Unit.COUNT), Unit.COUNT)
JUDGED = (Judgement.IMPROVED, Judgement.WORSENED)


@dataclass(frozen=True)
class Mover:
    """An indicator that got better or worse: its two figures and the movement between them."""

    entry: Assessed
    moved: Moved
    latest: Figure
    previous: Figure

    @property
    def unit(self) -> Unit:
        """What it is measured in."""
        return self.entry.indicator.unit

    @property
    def size(self) -> Decimal:
        """How large the movement is within its unit: of a count, as a part of what it was."""
        change = abs(self.moved.change)
        return change / displayed(self.previous) if self.unit is Unit.COUNT else change

    def is_small(self, threshold: int) -> bool:
        """Say whether it is a count so small that one child more or fewer moves it far."""
        return self.unit is Unit.COUNT and displayed(self.previous) < threshold


def largest_movements(quarter: Quarter, framework: Framework, assessed: Sequence[Assessed]) -> Iterator[Block]:
    """Give the largest movements for the better and for the worse, ranked within each unit and never across them."""
    before = quarter.previous.short
    heading = f"Largest movements since {before}"
    found = tuple(_movers(assessed))
    ranked = [mover for mover in found if not mover.is_small(framework.small_cohort)]
    notes = Notes()
    rows = tuple(_row(mover, framework, notes) for judgement in JUDGED for mover in _largest(ranked, judgement))
    yield Heading(1, heading)
    if rows:
        yield Table(
            caption=heading,
            description="One row for each of the largest movements, by unit: those for the better, then for the worse.",
            headings=("Indicator", before, quarter.short, f"Change since {before}"),
            rows=rows,
            name="Largest_movements",
        )
    else:
        yield Paragraph(Text("No movement for the better or for the worse can be ranked."))
    said = (*notes.sentences(), *_how_ranked(bool(rows), len(found) - len(ranked), framework.small_cohort))
    if said:
        yield Paragraph(Text(" ".join(said), Role.NOTE))


def worse_than_both(quarter: Quarter, framework: Framework, assessed: Sequence[Assessed]) -> Iterator[Block]:
    """Give the indicators that are worse than both comparators and worsened."""
    heading = "Worse than both statistical neighbours and national, and getting worse"
    judged = [positions for entry in assessed if (positions := _positions(entry))]
    worse = sum(set(positions) == {Position.WORSE} for positions in judged)
    found = [mover for mover in _movers(assessed) if _is_worse_and_worsened(mover)]
    yield Heading(1, heading)
    if not judged:
        yield Paragraph(Text("None: no indicator can be judged against both."))
        return
    yield Paragraph(
        Text(
            f"Of the {len(judged)} {'indicator' if len(judged) == 1 else 'indicators'} that can be judged against both, "
            f"{worse or 'none'} {'are' if worse > 1 else 'is'} worse than both"
            f"{_of_these_worsened(worse, len(found), quarter)}"
        )
    )
    yield from (Paragraph(Text(_worse_words(mover, framework))) for mover in found)


def _of_these_worsened(worse: int, found: int, quarter: Quarter) -> str:
    if not worse:
        return "."
    return f", and {found or 'none'} of these also worsened since {quarter.previous.short}{':' if found else '.'}"


def _movers(assessed: Sequence[Assessed]) -> Iterator[Mover]:
    for entry in assessed:
        latest, previous = entry.values[Column.LATEST], entry.values[Column.PREVIOUS]
        match entry.movement, latest, previous:
            case Moved() as moved, Figure() as now, Figure() as before if moved.judgement in JUDGED:
                yield Mover(entry, moved, now, before)
            case _:
                pass


def _largest(movers: Sequence[Mover], judgement: Judgement) -> Iterator[Mover]:
    for unit in RANKED:
        of_unit = [mover for mover in movers if mover.unit is unit and mover.moved.judgement is judgement]
        yield from sorted(of_unit, key=lambda mover: -mover.size)[:MOST]


def _row(mover: Mover, framework: Framework, notes: Notes) -> tuple[Text, ...]:
    moved = mover.moved
    share = f" ({(100 * mover.size).quantize(Decimal(1), ROUND_HALF_UP)}%)" if mover.unit is Unit.COUNT else ""
    change = f"{arrow_and_change(moved, mover.unit, share)}{moved.judgement.value}"
    return (
        Text(_name(mover, framework)),
        Text(in_short(mover.previous, mover.unit)),
        Text(in_short(mover.latest, mover.unit)),
        Text(with_references(change, notes.refer(moved.caveats)), Role(moved.judgement.value)),
    )


def _name(mover: Mover, framework: Framework) -> str:
    indicator = mover.entry.indicator
    return shortened(f"{code_of(indicator, framework.no_code)} {indicator.name}", LONGEST_NAME)


def _how_ranked(ranked: bool, small: int, threshold: int) -> Iterator[str]:
    if ranked:
        yield f"{MOST} at most in each unit."
    if small:
        yield f"Left out: {small} {'count' if small == 1 else 'counts'} under {threshold}."


def _positions(entry: Assessed) -> tuple[Position, ...]:
    """The positions against both comparators, where both can be judged better, worse or the same."""
    both = (entry.against_neighbours, entry.against_national)
    positions = tuple(standing.position for standing in both if isinstance(standing, Stands))
    judged = (Position.BETTER, Position.WORSE, Position.SAME)
    return positions if len(positions) == 2 and all(position in judged for position in positions) else ()


def _is_worse_and_worsened(mover: Mover) -> bool:
    return mover.moved.judgement is Judgement.WORSENED and set(_positions(mover.entry)) == {Position.WORSE}


def _worse_words(mover: Mover, framework: Framework) -> str:
    compared = (
        f"{name} {in_short(value, mover.unit)}"
        for column, name in COMPARATOR_NAMES.items()
        if isinstance(value := mover.entry.values[column], Figure)
    )
    before, now = in_short(mover.previous, mover.unit), in_short(mover.latest, mover.unit)
    change = arrow_and_change(mover.moved, mover.unit)
    return (
        f"{_name(mover, framework)}: {before} to {now} ({change}{mover.moved.judgement.value}); {', '.join(compared)}."
    )
