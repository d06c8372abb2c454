"""Rule EF508: a commentary that gives another figure than its row does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from efreport.model import Column, Figure, Indicator, Row, Severity, Unit
from efreport.rules.base import Found, Subject, heading_texts, label, rule, shortened
from efreport.rules.figures import can_be_true
from efreport.rules.likelihood import questioned
from efreport.rules.telling import Told, gives, is_told, kinds_of, numbers_in

_FROM_TO = re.compile(r"\bfrom (?P<first>[\d,.]+)(?: \w+)? to (?P<then>[\d,.]*\d)", re.IGNORECASE)


@rule("EF508", Severity.WARNING)
def commentary_gives_others(subject: Subject) -> Iterator[Found]:
    """The commentary gives another figure than the latest result.

    The commentary of a percentage gives percentages, of which none is the latest result and at least one is in no column of the
    row; or it says “from 40 to 8”, with the previous quarter's figure and another than the latest.

    Why: either the figure was mistyped, or the commentary is of another quarter or another row. The board reads both.

    How to put it right: check the figure and the commentary, and correct the one that is wrong.

    Before: 56%, with “Timeliness fell by 17 percentage points to 65%”
    After: 65%, with “Timeliness fell by 17 percentage points to 65%”
    """
    asked = questioned(subject)
    for found, row, indicator in subject.rows():
        cell, commentary = row.figures.get(Column.LATEST), row.words.get(Column.COMMENTARY)
        value = cell.value if cell and cell.at not in asked else None
        if not cell or not commentary or not isinstance(value, Figure) or not can_be_true(value, indicator):
            continue
        others = _others(commentary.text, value, row, indicator)
        if others:
            yield Found(
                cell.at,
                f"{label(indicator)}, “{heading_texts(found)[Column.LATEST]}”: the figure is {shortened(cell.text)}, but the "
                f"commentary in {commentary.at.cell} gives {others}.",
                f"Check both, and correct {cell.at.cell} or the commentary.",
                indicator.key,
            )


def _others(commentary: str, latest: Figure, row: Row, indicator: Indicator) -> str:
    """Name the figures that the commentary gives instead of the latest; nothing where it gives that, or no other."""
    if gives(commentary, latest, indicator):
        return ""
    if indicator.unit is Unit.PERCENT:
        held = [cell.value for cell in row.figures.values() if isinstance(cell.value, Figure)]
        told = [number for number in numbers_in(commentary) if number.told is Told.PERCENT]
        strange = [f"{number.amount}%" for number in told if not any(is_told(number, figure) for figure in held)]
        return " and ".join(dict.fromkeys(strange[:2]))
    previous = row.figures.get(Column.PREVIOUS)
    if previous is None or not isinstance(previous.value, Figure):
        return ""
    for match in _FROM_TO.finditer(commentary):
        first, then = numbers_in(match["first"]), numbers_in(match["then"])
        if first and then and is_told(first[0], previous.value) and then[0].told in kinds_of(indicator):
            return match[0].strip()
    return ""
