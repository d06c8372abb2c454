"""The words for one indicator: its figures, movement and standings as they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

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
    ARROWS,
    CHANGE_UNITS,
    NOT_GIVEN,
    Direction,
    Judgement,
    Moved,
    NotCompared,
    Position,
    Standing,
    Stands,
    displayed,
    written_in,
)
from efreport.revisions import Revision

MARKS = {Mark.PROVISIONAL: "p", Mark.REVISED: "r"}
NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NO_COMMENTARY = "No commentary given."
AWAITED = "Awaited"
MOST_DIGITS = 15
"""Digits that a workbook keeps of a number."""


class Notes:
    """The numbered notes of one table: a caveat keeps the number that it was first given."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def refer(self, caveats: Iterable[str]) -> tuple[int, ...]:
        """Give the numbers of the caveats, new ones where a caveat is new."""
        return tuple(self._numbers.setdefault(clean(caveat), len(self._numbers) + 1) for caveat in caveats)

    def sentences(self) -> tuple[str, ...]:
        """Give the notes as they stand below the table, each with the words by which the table refers to it."""
        return tuple(f"{_reference(number)} {sentence(caveat)}" for caveat, number in self._numbers.items())


def clean(text: str) -> str:
    """Take out what XML cannot hold, so that no character of a return can spoil a document; lines end with \\n."""
    return NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def sentence(words: str) -> str:
    """Make a sentence of words that have no capital and no full stop."""
    return f"{words[:1].upper()}{words[1:]}."


def code_of(indicator: Indicator, no_code: str) -> str:
    """Give the indicator's codes as they are printed, or what stands for none."""
    return clean(" / ".join(indicator.codes) or no_code)


def shortened(words: str, longest: int) -> str:
    """Give the words on one line, cut between two of them where they are longer than that many characters."""
    words = " ".join(clean(words).split())
    if len(words) <= longest:
        return words
    kept = words[: longest - 1].rpartition(" ")[0] or words[: longest - 1]
    return f"{kept.rstrip(' ,;:-–(/')}…"


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
            return Shown(Text(words), number_to_keep(value, indicator.unit), note)


def as_revised(figure: Shown, heading: str, revision: Revision, notes: Notes) -> Shown:
    """Mark a figure that was published otherwise, with a note of its table that says what was published."""
    was = f"{heading}: {clean(revision.then).strip()} was published in {revision.edition}"
    (reference,) = notes.refer([was])
    words, number = figure.text.words, figure.number
    if number and "[r]" not in number.suffix:
        number = replace(number, suffix=f"{number.suffix} [r]")
    mark = "" if figure.text.role is Role.GAP or "[r]" in words else " [r]"
    text = _referring(f"{words}{mark}", figure.text.role, (*figure.text.notes, reference))
    return replace(figure, text=text, number=number, note="; ".join(filter(None, (figure.note, was))))


def number_in(figure: Figure, unit: Unit) -> Number:
    """Give the number in a figure, with the marks for provisional and revised."""
    written = f" {figure.unit_mark}" if unit in (Unit.DAYS, Unit.WEEKS) and figure.unit_mark else ""
    return Number(figure.amount, figure.decimals, unit.takes_percent, "," in figure.text, f"{written}{_marks(figure)}")


def number_to_keep(figure: Figure, unit: Unit) -> Number | None:
    """Give the number in a figure; None where it is printed with more digits than a workbook keeps, and only words are true."""
    return number_in(figure, unit) if len(displayed(figure).as_tuple().digits) <= MOST_DIGITS else None


def _marks(figure: Figure) -> str:
    marks = {qualifier.mark for qualifier in figure.qualifiers}
    return "".join(f" [{letter}]" for mark, letter in MARKS.items() if mark in marks)


def in_short(figure: Figure, unit: Unit) -> str:
    """Give a figure where its unit is said already: as printed, but of its qualifiers only the marks."""
    digits = f"{displayed(figure):{',' if ',' in figure.text else ''}}"
    return f"{digits}{'%' if unit.takes_percent else ''}{_marks(figure)}"


def movement_shown(entry: Assessed, notes: Notes) -> MovementShown:
    """Put a movement into words, with references to the numbered notes of its table."""
    match entry.movement:
        case NotCompared(reason):
            words, role = f"Not compared: {reason}", Role.NOT_COMPARED
            if entry.judgement is Judgement.AWAITED:
                # The reason stands in the column beside, where the figure would.
                words, role = AWAITED, Role.AWAITED
            note = clean(f"{role.value.capitalize()}: {reason}")
            return MovementShown(Text(clean(words), role), judgement=entry.judgement.value, note=note)
        case Moved() as moved:
            words = f"{arrow_and_change(moved, entry.indicator.unit)}{moved.judgement.value}"
            return MovementShown(
                _referring(words, Role(moved.judgement.value), notes.refer(moved.caveats)),
                direction=moved.direction.value,
                change=Number(moved.change, max(0, -int(moved.change.as_tuple().exponent))),
                change_unit=CHANGE_UNITS[entry.indicator.unit] or "count",
                judgement=moved.judgement.value,
                note=clean("; ".join(moved.caveats)),
            )


def arrow_and_change(moved: Moved, unit: Unit, share: str = "") -> str:
    """Give the arrow and the size of the change, to be followed by words: "▲ 9 pp, " or for none "► ".

    A change within the indicator's tolerance has the arrow of none, so that its sign is said: "► up 0.2 pp, ".
    """
    arrow = ARROWS[moved.direction]
    if not moved.change:
        return f"{arrow} "
    if moved.direction is Direction.LEVEL:
        arrow += " up" if moved.change > 0 else " down"
    return f"{arrow} {f'{abs(moved.change):,} {CHANGE_UNITS[unit]}'.strip()}{share}, "


def with_references(words: str, numbers: Iterable[int]) -> str:
    """Give the words with what refers to those notes after them."""
    return " ".join((words, *map(_reference, numbers)))


def _referring(words: str, role: Role, numbers: tuple[int, ...]) -> Text:
    return Text(with_references(words, numbers), role, numbers)


def _reference(number: int) -> str:
    """Its space is one at which no line ends: a number alone in a narrow column would be taken for a figure."""
    return f"[note\N{NO-BREAK SPACE}{number}]"


def standing_words(standing: Standing) -> str:
    """Put a standing against a comparator into words."""
    match standing:
        case Stands():
            caveats = f" ({clean('; '.join(standing.caveats))})" if standing.caveats else ""
            return f"{standing.position.value}{caveats}"
        case NotCompared(reason):
            return clean(f"not compared: {reason}")


# Beside a comparator's figure a bare "worse" might be read as the comparator's.
POSITIONS = {
    Position.BETTER: "ours is better",
    Position.WORSE: "ours is worse",
    Position.SAME: "ours is the same",
    Position.HIGHER: "ours is higher",
    Position.LOWER: "ours is lower",
}


def position_shown(standing: Standing, notes: Notes) -> Text:
    """Give what stands below a comparator's figure: better, worse, same, higher, lower or not compared."""
    match standing:
        case Stands():
            return _referring(POSITIONS[standing.position], Role.PLAIN, notes.refer(standing.caveats))
        case NotCompared(reason):
            return _referring("not compared", Role.NOT_COMPARED, notes.refer([reason]))
