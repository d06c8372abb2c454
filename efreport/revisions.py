"""Which figures differ from what was published, and from which edition: to be marked as revised in the documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from efreport.assessment import Assessed
from efreport.dated import value_in
from efreport.model import Column, Figure, QuarterRecord, Round, Succession, Value
from efreport.movement import displayed, rounded


@dataclass(frozen=True)
class Revision:
    """What was published where another figure stands now, and in which edition ("edition 1 of 2014Q1")."""

    then: str
    edition: str


def revisions(entry: Assessed, round_: Round, succession: Succession) -> Mapping[Column, Revision]:
    """Give the indicator's figures that were published otherwise, as they are displayed, with what was published.

    The previous quarter's is held against that quarter's newest edition, the outturn against it as well while the year is
    the same, and the quarter's own against the edition of it that this one corrects.
    """
    return dict(_revised(entry, round_, succession))


def _revised(entry: Assessed, round_: Round, succession: Succession) -> Iterator[tuple[Column, Revision]]:
    before = round_.before()
    if before and before.published:
        source = before.return_of(entry.area)
        earlier = source.by_key.get(entry.indicator.key) if source else None
        columns = {Column.PREVIOUS: Column.LATEST}
        if before.quarter.year_before == round_.quarter.year_before:
            columns[Column.YEAR] = Column.YEAR
        for now, then in columns.items():
            cell = earlier.figures.get(then) if earlier else None
            if cell and differs(entry.values[now], cell.value):
                yield now, Revision(cell.text, before.published)
    if succession.corrects:
        yield from _corrected(entry, succession.corrects, succession.number - 1)


def _corrected(entry: Assessed, record: QuarterRecord, number: int) -> Iterator[tuple[Column, Revision]]:
    row = record.by_key.get(entry.indicator.key)
    for column, figure in row.figures.items() if row else ():
        if differs(entry.values[column], value_in(record.quarter, figure.text)):
            yield column, Revision(figure.text, f"edition {number} of {record.quarter.key}")


def differs(now: Value, then: Value) -> bool:
    """Say whether a published figure is another now, as displayed at the coarser precision, or is no figure any more."""
    if not isinstance(then, Figure):
        return False
    if not isinstance(now, Figure):
        return True
    places = min(now.decimals, then.decimals)
    return rounded(displayed(now), places) != rounded(displayed(then), places)
