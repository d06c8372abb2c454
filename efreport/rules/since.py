"""What a commentary compares a figure with: the quarter or year before, the averages, or another time. No rule stands here."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# Times and figures that no column of a return has.
_ANOTHER = (
    r"\bQ\d (?:of )?(?:last|the|\d{4})",
    r"\b(?:same|this|equivalent|corresponding) (?:\w+ )?(?:period|quarter|point|time|stage) (?:last|in|of|a year)",
    rf"\b(?:{_MONTHS})\b|(?<!/)\b(?:19|20)\d\d\b(?!/)",
    r"\btarget|\bplan(?:ned)?\b|\bforecast|\bexpect|\bpredict|\bproject(?:ed|ion)|\bpeak\b|\bhighest\b|\blowest\b|\brecord\b|\bnext\b",
    r"\b(?:start|beginning) of\b|\bover time\b|\ba year ago\b|\byear on year\b|\bin the year\b|\btwo years\b|\bbefore last\b",
    r"\b(?:past|last|previous) (?:\w+ )?(?:months?|weeks?|years|quarters|term|decade)\b",
    r"\bover the (?:year|term)\b",
)
_CLAUSE = re.compile(r"[,;:()–]|\.(?!\d)| (?:and|but|although|though|while|whilst|as|because|after|with|which|when) ")


class Since(Enum):
    """What the words say that a figure is compared with. A time that no column of a return has is another."""

    QUARTER = "the quarter before"
    YEAR = "the year before"
    AVERAGES = "the averages"
    ANOTHER = "another time"
    UNSAID = "unsaid"


class Names(NamedTuple):
    """How a commentary calls this quarter (Q2), the quarter before (Q1) and the year before (2013/14)."""

    now: str
    quarter: str
    year: str


def clause(words: str) -> str:
    """Give the words up to the next comma, bracket or “and”."""
    return _CLAUSE.split(words, maxsplit=1)[0]


def since_when(words: str, names: Names) -> Since:
    """Say what the words name to compare with: “on Q1”, “the 2013/14 figure”, “both comparators”."""
    if not words.strip(" .,"):
        return Since.UNSAID
    words = re.sub(rf"\b{names.now}\b(?! (?:of )?(?:last|\d{{4}}))", "", words)
    return next((since for since, form in _compared_with(names) if form.search(words)), Since.UNSAID)


@lru_cache(maxsize=8)
def _compared_with(names: Names) -> tuple[tuple[Since, re.Pattern[str]], ...]:
    forms = (
        (Since.ANOTHER, "|".join((*_ANOTHER, rf"(?!\b{names.quarter}\b)\bQ\d\b|(?!{names.year})\b\d{{4}}/\d\d"))),
        (
            Since.QUARTER,
            rf"\b{names.quarter}\b|\b(?:last|previous|preceding|this|the|prior) quarter\b|\bquarter before\b",
        ),
        (Since.YEAR, rf"\b{names.year}\b|\blast (?:financial )?year\b|\byear[- ]end\b|\boutturn\b|\bprevious year\b"),
        (Since.AVERAGES, r"\bnation|\bEngland|\bneighbour|\bcomparator|\baverage|\bauthorit|\belsewhere|\bothers\b"),
    )
    return tuple((since, re.compile(form, re.IGNORECASE)) for since, form in forms)
