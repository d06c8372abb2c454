"""Rule EF301: whether each figure can be read, and if not, why and how to type it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from efreport.model import Figure, FigureCell, Indicator, Severity, Unit, Unreadable
from efreport.movement import rounded
from efreport.phrases import shortened
from efreport.rules.base import Found, Subject, rule
from efreport.rules.figures import EXAMPLES, FORMAT_BOX, NO_FIGURE, can_be_true, how_to_fill, nil
from efreport.rules.together import alike
from efreport.values import NOT_EXACT, parse_value, plain

INEXACT = "an exact figure is needed"
TOO_SMALL = "For a number too small to publish, type <5 or [c]"
_BOUND = re.compile(r"(?:over|under|below|more than|at least|up to|[<>≥≤]).*|.*\d ?%? ?\+", re.IGNORECASE)
_SMALL = re.compile(r"\D*(?:10|\d)(?: ?\+)?")
_OUT_OF = re.compile(r"(?P<part>\d+) ?(?:/|of|out of) ?(?P<whole>\d+)", re.IGNORECASE)
_LETTERS = re.compile(r"(?=.*\d)[\dOoIl.,]+(?: ?%)?")
_DIGITS = str.maketrans({"O": "0", "o": "0", "I": "1", "l": "1"})
# What spoils a figure that can still be made out, and what to put in its place.
_SLIPS = tuple(
    (re.compile(pattern, re.IGNORECASE), instead)
    for pattern, instead in (
        (rf"^(?:{NOT_EXACT}) ?(?=-?\d)", ""),
        (r"(?<=[\d%]) ?(?:ish|or so|approx(?:imately)?\.?|est(?:imated)?\.?|\?)$", ""),
        (r"(?<=\d) (?=\d)", ""),
        (r"(?: ?%)+$", "%"),
        (r"^(-?\d+),(\d{1,2}|\d{4,})(?=%?$)", r"\1.\2"),
        (r"(?<=\d)[.,]+(?=%?$)|(?<=[\d%])[.,;:]+$", ""),
    )
)


@rule("EF301", Severity.ERROR)
def unreadable_figure(subject: Subject) -> Iterator[Found]:
    """The cell cannot be read.

    The cell of a figure holds something that is neither a figure nor one of the recognised ways to say that there is none:
    words, an estimate, two figures, a figure with a slip of the keyboard in it (82%%, 13,0%, 3O6), an Excel error such as
    #N/A, a date that Excel made of what was typed, a yes or no, a formula that was never calculated, or a figure that its
    number format hides.

    Why: we do not guess what a figure about children means.

    How to put it right: type the figure alone, with a note in brackets if it needs one; or say why there is none. For a
    number too small to publish, type <5 or [c]. Where Excel made a date of it, choose General in the number format box on
    the Home tab first and type it again.

    Before: about 20ish
    After: 20
    """
    for cell, indicator, label in subject.figures():
        if isinstance(cell.value, Unreadable):
            yield alike(
                Found(
                    cell.at,
                    f"{label}: “{shortened(cell.text)}” cannot be read: {cell.value.reason}.",
                    _how_to_type(cell, cell.value.reason, indicator),
                    indicator.key,
                ),
                cell.at.column,
                cell.value.reason,
            )


def _how_to_type(cell: FigureCell, reason: str, indicator: Indicator) -> str:
    place, example, zero = cell.at.cell, EXAMPLES[indicator.unit], nil(indicator.unit)
    general = f"select {place} and choose {'Percentage' if indicator.unit.takes_percent else 'General'} {FORMAT_BOX}"
    match reason.split():
        case ["a", "formula", *_] | ["an", "Excel", *_]:
            return f"{_how_to_calculate(cell, reason, general)}, or type the figure in its place, like {example}."
        case ["Excel", "shows", *_]:
            return f"Widen the column of {place}. If it still shows ####, type the figure again, like {example}."
        case ["its", "number", "format", *_]:
            return f"In Excel, {general}; then check the figure, and save it."
        case ["the", "cell", "holds", *_]:
            return f"In Excel, {general}; then type the figure again, like {example}. Excel makes a date of 1-4 or 1/4."
        case ["a", "word,", *_]:
            return f"If there were none, type {zero} in {place}. {NO_FIGURE}"
        case ["an", "asterisk", *_]:
            return f"{TOO_SMALL}. {NO_FIGURE}"
        case ["two", *_]:
            return _one_of_two(cell, indicator)
        case _:
            return _how_to_mend(cell, reason, indicator)


def _how_to_calculate(cell: FigureCell, reason: str, general: str) -> str:
    """Say how a formula comes to give a figure, as the beginning of a sentence."""
    if reason == "a formula typed as text":
        return f"In Excel, {general}, press F2 and then Enter, and save it"
    if reason.startswith("an Excel error"):
        return f"Correct the formula in {cell.at.cell}"
    if "#ref!" in cell.text.casefold():
        return f"Correct the formula in {cell.at.cell}, which points to a cell that is no longer there"
    return f"Open the workbook in Excel, so that {cell.at.cell} is calculated, and save it"


def _one_of_two(cell: FigureCell, indicator: Indicator) -> str:
    """Say which figure to type where the cell holds two: of 26/40 in a percentage, 65%."""
    place, match = cell.at.cell, _OUT_OF.fullmatch(plain(cell.text))
    if indicator.unit.takes_percent and match and 0 < int(match["whole"]) >= int(match["part"]):
        share = rounded(Decimal(100 * int(match["part"])) / int(match["whole"]), 1)
        meant = f"{share:f}".removesuffix(".0") + "%"
        return f"Type the percentage alone in {place}: if {match['part']} out of {match['whole']} is meant, that is {meant}."
    return f"Type the one figure for this indicator in {place}, like {EXAMPLES[indicator.unit]}."


def _how_to_mend(cell: FigureCell, reason: str, indicator: Indicator) -> str:
    place, words = cell.at.cell, plain(cell.text)
    if reason == INEXACT and _BOUND.fullmatch(words):
        too_small = f" {TOO_SMALL}." if indicator.unit is Unit.COUNT and _SMALL.fullmatch(words) else ""
        return f"Type the exact figure in {place}, like {EXAMPLES[indicator.unit]}.{too_small}"
    if meant := _likely_meant(words, indicator):
        letter = "the letter O typed for a nought" if "o" in words.casefold() else "a letter typed for a 1"
        is_slip = _LETTERS.fullmatch(words) and any(map(str.isalpha, words))
        asked = f"Is {letter}? " if is_slip else ""
        rest = ", and say in the commentary that it is an estimate" if reason == INEXACT else ""
        return f"{asked}If {meant} is meant, type {meant} in {place}{rest}."
    return how_to_fill(place, indicator.unit)


def _likely_meant(words: str, indicator: Indicator) -> str:
    """Give the figure that can be made out in the text and could be the indicator's (13.0% in 13,0%), or nothing."""
    if _LETTERS.fullmatch(words):
        words = words.translate(_DIGITS)
    for pattern, instead in _SLIPS:
        words = pattern.sub(instead, words)
    value = parse_value(words)
    return words if isinstance(value, Figure) and can_be_true(value, indicator) else ""
