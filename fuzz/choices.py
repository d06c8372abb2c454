"""Decisions taken from bytes: the same bytes always make the same input, so that a finding can be run again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Choices:
    """The decisions that the bytes stand for, one after the other; when they are used up, each is the first there is."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def used_up(self) -> bool:
        """Say whether every byte has been used."""
        return self._at >= len(self._data)

    def below(self, limit: int) -> int:
        """Give a whole number from 0 up to the limit, without it."""
        wide = 1 if limit <= 1 << 8 else 2 if limit <= 1 << 16 else 4
        taken = self._data[self._at : self._at + wide]
        self._at += wide
        return int.from_bytes(taken, "big") % max(limit, 1)

    def one_in(self, many: int) -> bool:
        """Say yes about once in so many times, and no once the bytes are used up."""
        return self.below(many) == many - 1

    def pick(self, options: Sequence[T]) -> T:
        """Give one of the options."""
        return options[self.below(len(options))]

    def rest(self) -> bytes:
        """Give every byte that is left."""
        taken, self._at = self._data[self._at :], len(self._data)
        return taken
