"""Numbers as commentary writes them: in figures with their unit, or as words. No rule stands here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {word: value for value, word in enumerate((*_ONES, *_TEENS), 1)}
_VALUES |= {word: value * 10 for value, word in enumerate(_TENS, 2)} | {"zero": 0, "a": 1, "hundred": 100}
SPELT = frozenset(_VALUES) - {"a"}

_ONE, _TEEN, _TEN = "|".join(_ONES), "|".join(_TEENS), "|".join(_TENS)
_BELOW_100 = rf"(?:(?:{_TEN})(?:[- ](?:{_ONE}))?|{_TEEN}|{_ONE})"
_IN_WORDS = rf"(?:(?:a|{_ONE}) hundred(?:(?: and)? {_BELOW_100})?|{_BELOW_100})"
_IN_FIGURES = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_UNIT = r"\s*(?:%(?:[- ]?points?\b)?|per ?cent\b(?!age)|percentage[- ]points?\b|points?\b|ppts?\b|pp\b)"


class Told(Enum):
    """What a number in a commentary is."""

    PLAIN = "plain"
    PERCENT = "percent"
    POINTS = "points"


class Number(NamedTuple):
    """A number in a commentary, with the decimals that it is given with."""

    amount: Decimal
    decimals: int
    told: Told


# Years such as 2013/14, codes such as Q1, and spans such as "3-year" are none.
_FORM = (
    rf"(?<![\w.,/£-])(?<!per )(?P<amount>{{}})(?P<unit>{_UNIT})?"
    r"(?![\d/]|[.,]\d|-(?:month|year|week|day|hour|bed|strong))"
)
_IN_EITHER, _ALL_IN_FIGURES = (
    re.compile(rf"(?=[{first}]){_FORM.replace('{}', amount)}", re.IGNORECASE)
    for first, amount in ((r"\dotfsena", rf"{_IN_FIGURES}|{_IN_WORDS}\b"), (r"\d", _IN_FIGURES))
)
_LETTERS = re.compile(r"[a-z]+")
_ALONE = re.compile(r"(?:a|an|one)(?: hundred)?", re.IGNORECASE)


def _matches(words: str) -> Iterator[re.Match[str]]:
    """Find the numbers; where no word is one, by the quicker form."""
    spelt = not SPELT.isdisjoint(_LETTERS.findall(words.casefold()))
    return (_IN_EITHER if spelt else _ALL_IN_FIGURES).finditer(words)


def numbers_in(commentary: str) -> tuple[Number, ...]:
    """Give the numbers of a commentary; the word "one" alone is none."""
    return tuple(_read(match) for match in _matches(commentary) if not _ALONE.fullmatch(match["amount"]))


class Marked(NamedTuple):
    """A sentence in which a mark stands for each number, so that one form finds all ways to write them."""

    words: str
    numbers: tuple[Number, ...]
    written: tuple[str, ...]

    def unmarked(self, words: str) -> str:
        """Give words of it with the numbers as they were written."""
        return _MARK.sub(lambda mark: self.written[int(mark[1])], words)

    def about(self) -> list[tuple[str, str]]:
        """Give the words before and after each number."""
        return [
            (self.unmarked(self.words[: mark.start()]), self.unmarked(self.words[mark.end() :]))
            for mark in _MARK.finditer(self.words)
        ]


def marked(sentence: str) -> Marked:
    """Put a mark in the place of each number; `mark` gives the form that finds it."""
    sentence = sentence.replace("\ue000", "").replace("\ue001", "")
    matches, words, last = list(_matches(sentence)), "", 0
    for place, match in enumerate(matches):
        words += f"{sentence[last : match.start()]}\ue000{place}\ue001"
        last = match.end()
    words += sentence[last:]
    return Marked(words, tuple(map(_read, matches)), tuple(match[0] for match in matches))


def mark(name: str) -> str:
    """Give the form of a mark, its place among the numbers as a group of that name."""
    return rf"\ue000(?P<{name}>\d+)\ue001"


_MARK = re.compile("\ue000(\\d+)\ue001")


def _read(match: re.Match[str]) -> Number:
    typed, unit = match["amount"].replace(",", ""), (match["unit"] or "").strip().casefold()
    told = Told.PLAIN if not unit else Told.PERCENT if unit in ("%", "percent", "per cent") else Told.POINTS
    if typed[0].isdigit():
        return Number(Decimal(typed), len(typed.partition(".")[2]), told)
    return Number(Decimal(_in_words(typed)), 0, told)


def _in_words(words: str) -> int:
    hundreds, hundred, rest = words.casefold().replace("-", " ").partition(" hundred")
    if not hundred:
        return sum(_VALUES[word] for word in hundreds.split())
    return 100 * _VALUES[hundreds] + sum(_VALUES[word] for word in rest.split() if word != "and")
