"""In which words two texts differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

LIKE = 0.5
"""From which likeness on, between 0 and 1, one text is the other with changes and not another one."""


@dataclass(frozen=True)
class Piece:
    """Words that were there, and what stands in their place now; one of them is empty where words came in or went."""

    then: str
    now: str


def pieces_between(then: str, now: str) -> tuple[Piece, ...]:
    """Give the words in which two texts differ, in order; nothing where they are hardly alike.

    >>> pieces_between("Numbers rose in July.", "Numbers rose sharply in July.")
    (Piece(then='', now='sharply'),)
    """
    before, after = then.split(), now.split()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < LIKE:
        return ()
    return tuple(_pieces(matcher, before, after))


def _pieces(matcher: SequenceMatcher[str], before: list[str], after: list[str]) -> Iterator[Piece]:
    for operation, start, end, first, last in matcher.get_opcodes():
        if operation != "equal":
            yield Piece(" ".join(before[start:end]), " ".join(after[first:last]))


def same_words(then: str, now: str) -> bool:
    """Say whether two texts are the same word for word, however their lines are broken."""
    return then.split() == now.split()
