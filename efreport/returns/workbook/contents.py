"""What a person sees in a cell, worked out from what the workbook stores in it, and why it is no value if it is none."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from efreport.days import day_words
from efreport.returns.display import hides, shown_date, shown_number, stored_amount
from efreport.returns.workbook.formats import is_date, is_elapsed
from efreport.returns.workbook.moments import Moment, from_iso, from_serial
from efreport.returns.workbook.strings import shown_text, unescaped

A_DATE = "the cell holds a date, {}"
A_TIME = "the cell holds a time"
HIDDEN_BY_FORMAT = "its number format hides the figure"
NEVER_CALCULATED = "a formula that was never calculated"
NO_SUCH_DATE = "#VALUE!"
YES_OR_NO = "a yes-or-no answer, not a figure"
_ANSWERS = {"1": "TRUE", "true": "TRUE", "0": "FALSE", "false": "FALSE"}
_NUMBER = re.compile(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*", re.ASCII)


class Content(NamedTuple):
    """What a cell holds: the text seen, the stored amount of a number, and why it is no value if so."""

    text: str
    amount: Decimal | None = None
    problem: str = ""


@lru_cache(maxsize=2**14)
def content(kind: str, stored: str, number_format: str, *, since_1904: bool) -> Content:
    """Give what a cell shows that stores this, by the workbook's own letters for its kind; texts that are shared are not here."""
    match kind:
        case "n" if _NUMBER.fullmatch(stored):
            return _number(float(stored), number_format, since_1904=since_1904)
        case "b" if stored in _ANSWERS:
            return Content(_ANSWERS[stored], problem=YES_OR_NO)
        case "d":
            return _iso(stored, number_format)
        case _:
            return Content(shown_text(unescaped(stored)))


def never_calculated(formula: str) -> Content:
    """Give what stands for a formula that the workbook stores no result of."""
    return Content(formula, problem=NEVER_CALCULATED)


def _number(number: float, number_format: str, *, since_1904: bool) -> Content:
    if is_date(number_format):
        try:
            moment = from_serial(number, since_1904=since_1904, elapsed=is_elapsed(number_format))
        except (OverflowError, ValueError):
            return Content(NO_SUCH_DATE)
        return _moment(moment, number_format)
    if abs(number) == float("inf"):
        return Content(str(number))
    shown = shown_number(number, number_format)
    if hides(number, number_format):
        return Content(shown, problem=HIDDEN_BY_FORMAT)
    return Content(shown, stored_amount(number, number_format))


def _iso(stored: str, number_format: str) -> Content:
    try:
        return _moment(from_iso(stored), number_format)
    except ValueError:
        return Content(shown_text(stored))


def _moment(moment: Moment, number_format: str) -> Content:
    if not isinstance(moment, date):
        return Content(shown_date(moment, number_format), problem=A_TIME)
    return Content(shown_date(moment, number_format), problem=A_DATE.format(day_words(moment)))
