"""Rule EF301: whether each figure can be read, and if not, why and how to type it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from efreport.model import Figure, FigureCell, Indicator, Severity, Unreadable
from efreport.quarter import MONTHS
from efreport.rules.base import Found, Subject, rule, shortened
from efreport.rules.figures import EXAMPLES, GAPS, can_be_true
from efreport.values import NOT_EXACT, parse_value, plain

# What spoils a figure that can still be made out, and what to put in its place.
_SLIPS = tuple(
    (re.compile(pattern, re.IGNORECASE), instead)
    for pattern, instead in (
        (rf"^(?:{NOT_EXACT}) ?(?=-?\d)", ""),
        (r"(?<=[\d%]) ?(?:ish|or so|approx(?:imately)?\.?|est(?:imated)?\.?|\+|\?)$", ""),
        (r"(?<=\d) (?=\d)", ""),
        (r"(?: ?%)+$", "%"),
        (r"^(-?\d+),(\d{1,2}|\d{4,})(?=%?$)", r"\1.\2"),
        (r"(?<=\d)[.,]+(?=%?$)|(?<=[\d%])[.,;:]+$", ""),
    )
)


@rule("EF301", Severity.ERROR)
def unreadable_figure(subject: Subject) -> Iterator[Found]:
    """The cell cannot be read.

    The cell of a figure holds something that is neither a figure nor one of the known ways to say that there is none:
    words, an estimate, two figures, a figure with a slip of the keyboard in it (82%%, 13,0%), an Excel error such as
    #N/A, a date that Excel made of what was typed, a yes or no, or a formula that was never calculated.

    Why: nobody should guess what a figure about children means.

    How to put it right: type the figure alone, with a note in brackets if it needs one; or say why there is none.
    Where Excel made a date of it, format the cell as General first and type it again.

    Before: about 20ish
    After: 20
    """
    for cell, indicator, label in subject.figures():
        if isinstance(cell.value, Unreadable):
            yield Found(
                cell.at,
                f"{label}: “{shortened(cell.text)}”{_day(cell.text)} cannot be read: {cell.value.reason}.",
                _how_to_type(cell, cell.value.reason, indicator),
                indicator.key,
            )


def _day(text: str) -> str:
    """Say which day a date is that stands year first, since Excel shows it in the user's own way."""
    try:
        day = date.fromisoformat(plain(text)[:10])
    except ValueError:
        return ""
    return f" ({day.day} {MONTHS[day.month - 1]} {day.year}; Excel may show it otherwise)"


def _how_to_type(cell: FigureCell, reason: str, indicator: Indicator) -> str:
    place, example = cell.at.cell, EXAMPLES[indicator.unit]
    if reason.startswith("a formula"):
        return f"Open the workbook in Excel, so that {place} is calculated, and save it; or type the figure, like {example}."
    if reason.startswith("an Excel error"):
        return (
            f"Put the formula in {place} right, or type the figure in its place, like {example}; n/a if there is none."
        )
    if reason.startswith(("a date", "Excel has turned it into a date")):
        return (
            f"Format {place} as General (or Percentage) and type the figure again, like {example}. "
            "Excel makes a date of what looks like one, such as 1-4 or 1/4."
        )
    if meant := _likely_meant(cell.text, indicator):
        rest = "; that it is an estimate belongs in the commentary" if reason.startswith("it does not give") else ""
        return f"If {meant} is meant, type {meant} in {place}{rest}."
    return f"In {place}, type the figure like {example}; where there is none, say why, like {GAPS}."


def _likely_meant(text: str, indicator: Indicator) -> str:
    """Give the figure that can be made out in the text and could be the indicator's (13.0% in 13,0%), or nothing."""
    words = plain(text)
    for pattern, instead in _SLIPS:
        words = pattern.sub(instead, words)
    value = parse_value(words)
    return words if isinstance(value, Figure) and can_be_true(value, indicator) else ""
