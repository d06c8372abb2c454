"""How a table that is wider than a page is cut into parts that can be read in print; no cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from efreport.writers.xlsx.page import PAGE_WIDTHS, POINTS_OF_A_DIGIT, Page
from efreport.writers.xlsx.places import letters_of

LEAST: Final = 0.7
"""Of its size, below which a table is cut: cells of 11 points then print at less than 8."""


@dataclass(frozen=True)
class Cut:
    """A table whose columns print part after part, each on pages of its own: after which columns the parts end.

    Those that name its rows, from the first to the last that are `repeated`, are on every page. Columns are counted from 1.
    """

    ends: tuple[int, ...]
    repeated: tuple[int, int]

    def areas(self, header: int, last: int, columns: int) -> Iterator[str]:
        """Give the cells of each part; what stands above the table is in the first alone, where it begins."""
        for number, (before, end) in enumerate(pairwise((0, *self.ends, columns))):
            yield f"{letters_of(before + 1)}{header if number else 1}:{letters_of(end)}{last}"


def cut(widths: Sequence[float], choices: Sequence[tuple[int, ...]], repeated: tuple[int, int], page: Page) -> Cut:
    """Cut a table of columns of those widths by the first choice of ends that leaves it large enough, or by the last."""
    cuts = [Cut(ends, repeated) for ends in choices]
    return next((each for each in cuts if _scale(widths, each, page) >= LEAST), cuts[-1])


def even_ends(widths: Sequence[float], first: int, parts: int) -> tuple[int, ...]:
    """Give the ends of so many parts of about the same width, the first of which has more than the `first` columns."""
    share = sum(widths[first:]) / parts
    ends: list[int] = []
    filled = 0.0
    for place, width in enumerate(widths[first:], first):
        if place > first and filled + width > share * (len(ends) + 1) and len(ends) < parts - 1:
            ends.append(place)
        filled += width
    return tuple(ends)


def _scale(widths: Sequence[float], made: Cut, page: Page) -> float:
    """The part of its size that a table prints at where its widest part fills the page; what is repeated takes room."""
    first, last = made.repeated
    again = sum(widths[first - 1 : last])
    parts = [sum(widths[start:end]) for start, end in pairwise((0, *made.ends, len(widths)))]
    widest = max(parts[0], *(again + part for part in parts[1:])) if len(parts) > 1 else parts[0]
    return PAGE_WIDTHS[page.paper] / (widest * POINTS_OF_A_DIGIT)
