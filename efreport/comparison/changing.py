"""How much a figure changed, in words."""

from __future__ import annotations

from decimal import Decimal

from efreport.comparison.facts import FigureChange, Kind, Revision
from efreport.model import Unit
from efreport.movement import ARROWS, CHANGE_UNITS, Direction, Moved, NotCompared, Stands

KINDS = {
    Kind.CHANGED: "another figure",
    Kind.GIVEN: "given now",
    Kind.WITHDRAWN: "no longer given",
    Kind.OTHERWISE: "the same, said otherwise",
    Kind.STILL_NONE: "still no figure, other words",
}


def latest_words(change: FigureChange) -> str:
    """Say how a latest result moved, and whether that is better: ▲ 9 pp, improved; or why nothing was compared."""
    match change.movement:
        case Moved() as moved:
            words = f"{amount_words(moved.change, change.row.unit)}, {moved.judgement.value}"
            return "; ".join((words, *moved.caveats))
        case NotCompared(reason):
            return f"not compared: {reason}" if change.kind is Kind.CHANGED else KINDS[change.kind]
        case None:
            return change_words(change.difference, change.row.unit, change.kind)


def change_words(difference: Decimal | None, unit: Unit, kind: Kind) -> str:
    """Say how much a figure changed, without a judgement."""
    return KINDS[kind] if difference is None or not difference else amount_words(difference, unit)


def revision_words(revision: Revision) -> str:
    """Say how far a figure is from what was given before, and whether it is better or worse than that."""
    match revision.standing:
        case Stands() as stands if stands.difference:
            return f"{amount_words(stands.difference, revision.row.unit)}, {stands.position.value}"
        case _:
            return KINDS[revision.kind]


def amount_words(amount: Decimal, unit: Unit) -> str:
    """Give an arrow and the size of a change in the indicator's unit."""
    if not amount:
        return ARROWS[Direction.LEVEL]
    arrow = ARROWS[Direction.UP if amount > 0 else Direction.DOWN]
    return f"{arrow} {abs(amount):,} {CHANGE_UNITS[unit]}".strip()
