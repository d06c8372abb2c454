"""In which words two names of an indicator differ, for people: what is missing, added or different."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

SLIP = 0.8
FEWEST_WHEN_CUT = 3
LEAST_IN_COMMON = 0.3
SMALL = frozenset(
    (
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "for",
        "is",
        "of",
        "on",
        "that",
        "the",
        "to",
        "was",
        "were",
        "who",
    )
)
SAME = {
    "percentage": "%",
    "percent": "%",
    "no": "number",
    "num": "number",
    "yrs": "years",
    "mths": "months",
    "avg": "average",
}
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?|%")
_MARKS = str.maketrans("", "", ",'’")
_INITIALS = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_TAIL = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")


@lru_cache(maxsize=32_768)
def words_of(name: str) -> tuple[str, ...]:
    """Give the words of a name by which two are compared: no case, no punctuation, no small words."""
    return tuple(word for word, _ in _words(name))


def _words(name: str) -> list[tuple[str, str]]:
    """Give each word that counts in the form in which it is compared, and as it is in the name."""
    typed = _WORD.findall(_INITIALS.sub(lambda match: match[0].replace(".", ""), name))
    pairs = [(_plain(word.casefold()), word) for word in typed]
    return [pair for pair in pairs if pair[0] not in SMALL]


def _plain(word: str) -> str:
    return SAME.get(word, word).translate(_MARKS)


def changes(own: str, name: str) -> tuple[str, ...] | None:
    """Say in which words a name differs from an indicator's own; none of them where it is quite another; None where it is the same.

    A name that leaves out the bracket at the end, or that is cut short, is the same. One with another bracket is not.
    """
    if own == name:
        return None
    whole, bare, typed = _words(own), _words(_TAIL.sub("", own)), _words(name)
    if _is_cut(whole, typed):
        return None
    rated = [each for each in (_compared(whole, typed), _compared(bare, typed)) if each is not None]
    said = min(rated, key=len, default=())
    return said if said or not rated else None


def _compared(left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]]) -> tuple[str, ...] | None:
    """Give what differs; None where the two have hardly a word in common."""
    matcher = SequenceMatcher(None, [word for word, _ in left], [word for word, _ in right], autojunk=False)
    if matcher.ratio() < LEAST_IN_COMMON:
        return None
    said = [_said(left[a:b], right[c:d]) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal"]
    return tuple(each for each in said if each)


def _same(words: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]]) -> bool:
    return [word for word, _ in words] == [word for word, _ in others]


def _is_cut(left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]]) -> bool:
    """Say whether the name is the beginning of the indicator's own, its last word perhaps cut within."""
    if not FEWEST_WHEN_CUT <= len(right) <= len(left):
        return False
    start = left[: len(right)]
    return _same(right[:-1], start[:-1]) and start[-1][0].startswith(right[-1][0])


def _said(left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]]) -> str:
    while left and right and _is_slip(left[0][0], right[0][0]):
        left, right = left[1:], right[1:]
    while left and right and _is_slip(left[-1][0], right[-1][0]):
        left, right = left[:-1], right[:-1]
    was, now = (" ".join(typed for _, typed in words) for words in (left, right))
    if not now:
        return f"“{was}” is missing" if was else ""
    return f"“{now}” instead of “{was}”" if was else f"“{now}” is added"


def _is_slip(word: str, other: str) -> bool:
    """Say whether two words differ as by a slip in typing; never where either holds a digit."""
    if word[0] != other[0] or not (word.isalpha() and other.isalpha()):
        return False
    return SequenceMatcher(None, word, other, autojunk=False).ratio() > SLIP
