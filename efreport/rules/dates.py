"""Dates as people write them in the lines above a table: 14/10/2014, 14.10.14, 14 October 2014, 14-Oct-14, 2014-10-14."""

from __future__ import annotations

import re
from datetime import date

from efreport.days import MONTHS
from efreport.values import plain

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day,?|(?:mon|tue|wed|thu|fri|sat|sun),?"
_TIME = r",?(?:\s+at)?\s+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:am|pm)?"
_BESIDE = re.compile(rf"^(?:{_DAY})\s+|(?<=\d){_TIME}$|\s*\([^()]*\)$", re.IGNORECASE)
_MONTH = r"(?P<word>[A-Za-z]{3,9})\.?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})\s*[-/.]\s*(?P<month>\d{1,2})\s*[-/.]\s*(?P<year>\d{4}|\d{2})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]*(?:of\s+)?{_MONTH}[\s,-]*(?P<year>\d{{4}}|\d{{2}})",
        rf"{_MONTH}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
    )
)
_NO_YEAR = re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]*(?:of\s+)?{_MONTH}", re.IGNORECASE)


def read_date(text: str) -> date | None:
    """Read a date with its day first, as British people write it; None for what is none or leaves out the year."""
    typed = _plain(text)
    for form in _FORMS:
        if match := form.fullmatch(typed):
            year = int(match["year"])
            return _date(year if year > 99 else 2000 + year, _month(match), int(match["day"]))
    return None


def leaves_out_year(text: str) -> bool:
    """Say whether the text is a day and a month alone ("14 Oct"), as Excel shows many dates that were typed without a year."""
    match = _NO_YEAR.fullmatch(_plain(text))
    return match is not None and _date(2000, _month(match), int(match["day"])) is not None


def _plain(text: str) -> str:
    typed = plain(text)
    while (shorter := _BESIDE.sub("", typed)) != typed:
        typed = shorter
    return typed


def _month(match: re.Match[str]) -> int:
    if "word" not in match.re.groupindex:
        return int(match["month"])
    word = match["word"].casefold()
    named = [number for number, month in enumerate(MONTHS, 1) if month.casefold().startswith(word)]
    return named[0] if len(named) == 1 else 0


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
