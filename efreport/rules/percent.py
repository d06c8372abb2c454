"""Rule EF302: percentages without their percent sign, which are never guessed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from efreport.model import CellRef, Figure, FigureCell, Indicator, Severity, Unit
from efreport.movement import displayed, written_in
from efreport.phrases import listed, shortened
from efreport.rules.base import Found, Many, Subject, heading_texts, label, rule
from efreport.rules.figures import EXAMPLES

FEWEST_TOGETHER = 3


class _Bare(NamedTuple):
    """A percentage without its sign, with its indicator and its column's heading."""

    cell: FigureCell
    figure: Figure
    indicator: Indicator
    heading: str

    @property
    def may_be_either(self) -> bool:
        """Say whether it may be a percentage or the share that Excel shows as one: 0.65 is 0.65% or 65%."""
        return 0 < self.figure.amount <= 1 and not self.figure.unit_mark


@rule("EF302", Severity.ERROR)
def percent_expected(subject: Subject) -> Iterator[Found]:
    """A percentage is written without its percent sign.

    The indicator is a percentage (or a gap in percentage points), and the cell holds a number that Excel does not
    show with a percent sign. Three or more in one column are listed once.

    Why: 0.22 may mean 22% or 0.22%, and 1 may mean 1% or 100%. It is never guessed.

    How to put it right: type the figure with its sign, 22%. Formatting a cell that holds 22 as Percentage makes 2200%
    of it, so type it again.

    Before: 22, or 0.22
    After: 22%
    """
    bare: dict[CellRef, _Bare] = {}
    for found, row, indicator in subject.rows():
        headings = heading_texts(found)
        for column, cell in row.figures.items():
            value = cell.value
            if isinstance(value, Figure) and indicator.unit.takes_percent and not written_in(value, indicator.unit):
                bare[cell.at] = _Bare(cell, value, indicator, headings[column])

    def many(found: Sequence[Found]) -> Found:
        return _many([bare[each.where] for each in found])

    for each in bare.values():
        yield replace(_one(each), many=Many((each.heading, each.may_be_either), many, FEWEST_TOGETHER))


def _one(bare: _Bare) -> Found:
    return Found(
        bare.cell.at,
        f"{label(bare.indicator)}, “{bare.heading}”: “{shortened(bare.cell.text)}” has no percent sign{_either(bare)}.",
        _how(bare),
        bare.indicator.key,
    )


def _many(together: Sequence[_Bare]) -> Found:
    first = together[0]
    cells = listed([each.cell.at.cell for each in together])
    example = f"; “{shortened(first.cell.text)}” in {first.cell.at.cell}" if first.may_be_either else ""
    return Found(
        first.cell.at,
        f"“{first.heading}”: {len(together)} percentages have no percent sign ({cells}){example}{_either(first, ' could mean')}.",
        f"Type each of them again with its sign. {_how(first)}",
    )


def _either(bare: _Bare, could: str = ", so it could mean") -> str:
    """Say which two percentages a number up to 1 might stand for."""
    if not bare.may_be_either:
        return ""
    return f"{could} {bare.figure.amount.normalize():f}% or {(100 * bare.figure.amount).normalize():f}%"


def _how(bare: _Bare) -> str:
    """Say what to type: what may be meant, and nothing where that cannot be told."""
    place, amount = bare.cell.at.cell, bare.figure.amount
    notes = "".join(f" {qualifier.text}" for qualifier in bare.figure.qualifiers)
    if bare.may_be_either:
        more, less = f"{(100 * amount).normalize():f}%", f"{amount.normalize():f}%"
        return f"In {place}, type {more}{notes} if {more} is meant, or {less}{notes}."
    if bare.figure.unit_mark or not 0 <= amount <= 100:
        what = "the sign" if bare.indicator.unit is Unit.PERCENT else "its unit"
        return f"In {place}, type the figure again with {what}, like {EXAMPLES[bare.indicator.unit]}."
    meant = f"{displayed(bare.figure):f}%"
    return f"If {meant} is meant, type {meant}{notes} in {place}."
