"""The words for one indicator: its figures, movement and standings as they are printed."""

from __future__ import annotations

from collections.abc import Sequence

from efreport.assessment import Assessed
from efreport.document import (
    MovementShown,
    Number,
    Role,
    Shown,
    Text,
)
from efreport.model import (
    Column,
    Figure,
    Gap,
    Indicator,
    Mark,
    NoFigure,
    Unit,
    Unreadable,
    Value,
)
from efreport.movement import (
    NOT_GIVEN,
    Direction,
    Judgement,
    Moved,
    Movement,
    NotCompared,
    Standing,
    Stands,
    written_in,
)

ARROWS = {Direction.UP: "▲", Direction.DOWN: "▼", Direction.LEVEL: "►"}


CHANGE_UNITS = {
    Unit.COUNT: "",
    Unit.PERCENT: "pp",
    Unit.PERCENTAGE_POINTS: "pp",
    Unit.RATE_10000: "per 10,000",
    Unit.RATE_100000: "per 100,000",
    Unit.DAYS: "days",
    Unit.WEEKS: "weeks",
}


NO_COMMENTARY = "No commentary given."


def clean(text: str) -> str:
    """Take out what XML cannot hold, so that no character of a return can spoil a document; lines end with \\n."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\t\n" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff")


def words_or(entry: Assessed, column: Column, otherwise: str) -> Text:
    """Give the words of a cell, or what stands for none."""
    words = clean(entry.row.text(column)).strip() if entry.row else ""
    return Text(words) if words else Text(otherwise, Role.GAP)


def shown(value: Value, indicator: Indicator, heading: str) -> Shown:
    """Give a figure as it is printed: its own words, the number in them, and what qualifies it."""
    words = clean(value.text).strip()
    match value:
        case NoFigure(gap=Gap.BLANK):
            return Shown(Text(NOT_GIVEN, Role.GAP))
        case NoFigure() | Unreadable():
            return Shown(Text(words, Role.GAP))
        case Figure() if not written_in(value, indicator.unit):
            return Shown(Text(words), note=f"{heading}: “{words}” is printed as typed, since its unit is in doubt")
        case Figure():
            note = f"{heading}: {words}" if value.qualifiers else ""
            return Shown(Text(words), _number(value, indicator.unit), note)


def _number(figure: Figure, unit: Unit) -> Number:
    marks = {qualifier.mark for qualifier in figure.qualifiers}
    suffix = f" {figure.unit_mark}" if unit in (Unit.DAYS, Unit.WEEKS) and figure.unit_mark else ""
    suffix += " [p]" if Mark.PROVISIONAL in marks else ""
    suffix += " [r]" if Mark.REVISED in marks else ""
    return Number(figure.amount, figure.decimals, unit.takes_percent, "," in figure.text, suffix)


def movement_shown(movement: Movement, unit: Unit, notes: dict[str, int]) -> MovementShown:
    """Put a movement into words; `notes` collects the numbered notes of its table."""
    match movement:
        case NotCompared(reason):
            return MovementShown(
                Text(clean(f"Not compared: {reason}"), Role.NOT_COMPARED),
                judgement=Judgement.NOT_COMPARED.value,
                note=clean(f"Not compared: {reason}"),
            )
        case Moved():
            caveats = [clean(caveat) for caveat in movement.caveats]
            numbers = [str(notes.setdefault(caveat, len(notes) + 1)) for caveat in caveats]
            decimals = max(0, -int(movement.change.as_tuple().exponent))
            return MovementShown(
                Text(_movement_words(movement, unit, numbers), Role(movement.judgement.value)),
                direction=movement.direction.value,
                change=Number(movement.change, decimals),
                change_unit=CHANGE_UNITS[unit] or "count",
                judgement=movement.judgement.value,
                note="; ".join(caveats),
            )


def _movement_words(movement: Moved, unit: Unit, notes: Sequence[str]) -> str:
    arrow = ARROWS[movement.direction]
    referred = f" (note {' and '.join(notes)})" if notes else ""
    if movement.change == 0:
        return f"{arrow} {movement.judgement.value}{referred}"
    change = f"{abs(movement.change):,} {CHANGE_UNITS[unit]}".strip()
    return f"{arrow} {change}, {movement.judgement.value}{referred}"


def standing_words(standing: Standing) -> str:
    """Put a standing against a comparator into words."""
    match standing:
        case Stands():
            caveats = f" ({clean('; '.join(standing.caveats))})" if standing.caveats else ""
            return f"{standing.position.value}{caveats}"
        case NotCompared(reason):
            return clean(f"not compared: {reason}")
