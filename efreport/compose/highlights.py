"""What a board must not miss: the largest movements, and what is worse than elsewhere and getting worse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from efreport.assessment import Assessed
from efreport.compose.words import ARROWS, change_in_words, clean, code_of, in_short, shortened
from efreport.document import Block, Heading, Paragraph, Role, Table, Text
from efreport.model import Column, Figure, Framework, Unit
from efreport.movement import Judgement, Moved, Position, Stands, displayed
from efreport.quarter import Quarter

MOST = 3
"""How many movements of each unit are named for the better and for the worse."""

LONGEST_NAME = 70
NONE = "None"
JUDGED = (Judgement.IMPROVED, Judgement.WORSENED)
KINDS = {
    Unit.PERCENT: "Percentages",
    Unit.PERCENTAGE_POINTS: "Gaps in percentage points",
    Unit.RATE_10000: "Rates per 10,000",
    Unit.RATE_100000: "Rates per 100,000",
    Unit.DAYS: "Days",
    Unit.WEEKS: "Weeks",
    Unit.COUNT: "Counts, by their size",
}


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
    heading = f"Largest movements since {quarter.previous.short}"
    found = tuple(_movers(assessed))
    ranked = [mover for mover in found if not mover.is_small(framework.small_cohort)]
    yield Heading(1, heading)
    units = [unit for unit in KINDS if any(mover.unit is unit for mover in ranked)]
    if units:
        yield Table(
            caption=heading,
            description="One row for each unit, with the largest movements for the better and for the worse in it.",
            headings=("Measured in", "For the better", "For the worse"),
            rows=tuple(_row(unit, ranked, framework) for unit in units),
        )
    else:
        yield Paragraph(Text("No movement for the better or for the worse can be ranked."))
    if len(ranked) < len(found):
        yield Paragraph(Text(_left_out(len(found) - len(ranked), framework.small_cohort), Role.NOTE))


def worse_than_both(quarter: Quarter, framework: Framework, assessed: Sequence[Assessed]) -> Iterator[Block]:
    """Give the indicators that are worse than both comparators and worsened."""
    heading = "Worse than both statistical neighbours and national, and getting worse"
    judged = [positions for entry in assessed if (positions := _positions(entry))]
    worse = sum(set(positions) == {Position.WORSE} for positions in judged)
    found = [mover for mover in _movers(assessed) if _is_worse_and_worsened(mover)]
    yield Heading(1, heading)
    of_all = f"{worse} of the {len(judged)} indicators that can be judged against both" if judged else ""
    if not judged:
        yield Paragraph(Text("None: no indicator can be judged against both."))
        return
    getting = f"{len(found) or 'none'} of these also worsened since {quarter.previous.short}"
    verb = "is" if worse == 1 else "are"
    yield Paragraph(Text(f"{of_all} {verb} worse than both; {getting}."))
    if found:
        headings = framework.headings(quarter)
        columns = (Column.LATEST, Column.PREVIOUS, Column.NEIGHBOURS, Column.NATIONAL)
        yield Table(
            caption=heading,
            description="One row for each such indicator, with its figures.",
            headings=("Indicator", *(clean(headings[column]) for column in columns)),
            rows=tuple(
                (Text(_name(mover, framework)), *(Text(_figure(mover, column)) for column in columns))
                for mover in found
            ),
        )


def _movers(assessed: Sequence[Assessed]) -> Iterator[Mover]:
    for entry in assessed:
        latest, previous = entry.values[Column.LATEST], entry.values[Column.PREVIOUS]
        match entry.movement, latest, previous:
            case Moved() as moved, Figure() as now, Figure() as before if moved.judgement in JUDGED:
                yield Mover(entry, moved, now, before)
            case _:
                pass


def _row(unit: Unit, movers: Sequence[Mover], framework: Framework) -> tuple[Text, ...]:
    of_unit = sorted((mover for mover in movers if mover.unit is unit), key=lambda mover: -mover.size)
    cells = []
    for judgement in JUDGED:
        largest = [mover for mover in of_unit if mover.moved.judgement is judgement][:MOST]
        words = "\n".join(_in_words(mover, framework) for mover in largest)
        cells.append(Text(words) if words else Text(NONE, Role.GAP))
    return (Text(KINDS[unit]), *cells)


def _in_words(mover: Mover, framework: Framework) -> str:
    moved = mover.moved
    change = f"{ARROWS[moved.direction]} {change_in_words(moved, mover.unit)}"
    if mover.unit is Unit.COUNT:
        change += f" or {100 * mover.size:.0f}%"
    before, now = in_short(mover.previous, mover.unit), in_short(mover.latest, mover.unit)
    caveats = "".join(f"; {clean(caveat)}" for caveat in moved.caveats)
    return f"{_name(mover, framework)}: {before} to {now} ({change}{caveats})"


def _name(mover: Mover, framework: Framework) -> str:
    indicator = mover.entry.indicator
    return f"{code_of(indicator, framework.no_code)} {shortened(indicator.name, LONGEST_NAME)}"


def _left_out(number: int, threshold: int) -> str:
    movements = "1 movement is" if number == 1 else f"{number} movements are"
    return f"{movements} left out: counts that were under {threshold}, which one child more or fewer moves far."


def _positions(entry: Assessed) -> tuple[Position, ...]:
    """The positions against both comparators, where both can be judged better, worse or the same."""
    both = (entry.against_neighbours, entry.against_national)
    positions = tuple(standing.position for standing in both if isinstance(standing, Stands))
    judged = (Position.BETTER, Position.WORSE, Position.SAME)
    return positions if len(positions) == 2 and all(position in judged for position in positions) else ()


def _is_worse_and_worsened(mover: Mover) -> bool:
    return mover.moved.judgement is Judgement.WORSENED and set(_positions(mover.entry)) == {Position.WORSE}


def _figure(mover: Mover, column: Column) -> str:
    value = mover.entry.values[column]
    return in_short(value, mover.unit) if isinstance(value, Figure) else clean(value.text)
