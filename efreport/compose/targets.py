"""The words for a target and the status against it, and how they are explained."""

from __future__ import annotations

from decimal import Decimal

from efreport.compose.words import clean
from efreport.document import Number, Role, TargetShown, Text
from efreport.model import Indicator, Unit
from efreport.movement import AgainstTarget, Brag, NotRated, Rated

TARGET = "target"
TARGET_HEADING = "Target and status"
NO_TARGET = "No target"
STATUS = {
    Brag.BLUE: "Blue: clearly better than target",
    Brag.GREEN: "Green: target met",
    Brag.AMBER: "Amber: target not met, within tolerance",
    Brag.RED: "Red: target not met",
}
CONVENTION = (
    "Target and status hold the latest result, as it is printed, against the target of the quarter or else of the year. "
    "Green: the target is met. Blue: the result is better than the target by a margin that is set for the indicator. "
    "Amber: the target is not met, by no more than a tolerance that is set for the indicator. Red: it is not met by more. "
    "There is no status without a figure, or where figure and target are not for the same period."
)
_TIME = {Unit.DAYS: " days", Unit.WEEKS: " weeks"}


def target_shown(against: AgainstTarget | None, indicator: Indicator) -> TargetShown:
    """Put the target and the status against it into words."""
    match against:
        case None:
            none = Text(NO_TARGET, Role.GAP)
            return TargetShown(none, None, none)
        case NotRated(target, reason):
            reason = clean(f"No status: {reason}")
            words = f"{_target_words(target.amount, indicator.unit)}\n{reason}"
            number = _number(target.amount, indicator.unit)
            return TargetShown(Text(words, Role.GAP), number, Text("No status", Role.GAP), reason)
        case Rated(target, brag):
            status = STATUS[brag]
            said = f"{status} ({'; '.join(map(clean, against.caveats))})" if against.caveats else status
            role = Role(brag.value)
            words = f"{_target_words(target.amount, indicator.unit)}\n{said}"
            number = _number(target.amount, indicator.unit)
            return TargetShown(Text(words, role), number, Text(status, role), _note(against))


def _note(rated: Rated) -> str:
    return f"Status: {'; '.join(map(clean, rated.caveats))}" if rated.caveats else ""


def _number(amount: Decimal, unit: Unit) -> Number:
    return Number(amount, _places(amount), unit.takes_percent, abs(amount) >= 1000, _TIME.get(unit, ""))


def _target_words(amount: Decimal, unit: Unit) -> str:
    return f"{amount:,.{_places(amount)}f}{'%' if unit.takes_percent else ''}{_TIME.get(unit, '')}"


def _places(amount: Decimal) -> int:
    return max(0, -int(amount.normalize().as_tuple().exponent))
