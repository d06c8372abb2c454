"""How tall a row must be, from the widths of Arial's letters; no sheet and no cell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from efreport.lettering import lines_of

LINE_HEIGHT: Final = 14.25
TALLEST: Final = 409.0
WIDEST: Final = 255.0
MOST_LINES: Final = int((TALLEST - 3) / LINE_HEIGHT)

# A column's width is counted in digits of eight pixels, of type that is 14.7 pixels tall; in print, letters fall out
# a little wider than on the screen.
DIGIT: Final = 8 / 14.667 * 0.97
BOLD: Final = 1.08


def height_for(words: Iterable[str], widths: Iterable[float], *, bold: bool = False) -> float | None:
    """Give how tall a row must be for the words in its cells; None for a row of one line.

    LibreOffice takes rows without a height for rows of one line, and so do most viewers. Excel fits them, but to the
    screen, and in print its lines break elsewhere.
    """
    widths = (width / BOLD for width in widths) if bold else widths
    lines = max(map(lines_in, words, widths), default=1)
    return min(TALLEST, lines * LINE_HEIGHT + 3) if lines > 1 else None


def lines_in(words: str, width: float) -> int:
    """Count the lines into which words are wrapped in a column."""
    room = width * DIGIT
    if len(words) < room and "\n" not in words:
        return 1
    return lines_of(words, room)


def width_for(words: str, width: float) -> float:
    """Give the narrowest column, of this width at least, that shows the words in the tallest row there can be."""
    while width < WIDEST and lines_in(words, width) > MOST_LINES:
        width = min(WIDEST, width * 1.05)
    return width
