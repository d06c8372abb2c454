"""How tall a row must be, from the size of the type and the widths of Arial's letters; no sheet and no cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from efreport.lettering import lines_of, most_lines_of, width_of

TALLEST: Final = 409.0
WIDEST: Final = 255.0

# A column's width is counted in digits of eight pixels, of type that is 14.7 pixels tall; in print, letters fall out
# a little wider than on the screen.
DIGIT: Final = 8 / 14.667 * 0.97
BOLD: Final = 1.08
ARIAL_POINTS: Final = 11
ARIAL_LINE: Final = 14.25
TALL_LINE: Final = 16.5
WIDE: Final = 1.06


@dataclass(frozen=True)
class Type:
    """The type of the cells: how tall a line is in points, and how wide letters run beside those of Arial.

    Widths of columns grow with the digits of the type, so that a wide one needs little more room than Arial does.
    """

    line_height: float
    letter_width: float = 1.0

    def height_for(self, words: Iterable[str], widths: Iterable[float], *, bold: bool = False) -> float | None:
        """Give how tall a row must be for the words in its cells; None for a row of one line.

        LibreOffice takes rows without a height for rows of one line, and so do most viewers. Excel fits them, but to
        the screen, and in print its lines break elsewhere.
        """
        widths = (width / BOLD for width in widths) if bold else widths
        lines = max(map(self._lines_in, words, widths), default=1)
        return min(TALLEST, lines * self.line_height + 3) if lines > 1 else None

    def width_for(self, words: str, width: float) -> float:
        """Give the narrowest column, of this width at least, that shows the words in the tallest row there can be."""
        most_lines = int((TALLEST - 3) / self.line_height)
        if most_lines_of(words, width / self.letter_width * DIGIT) <= most_lines:
            return width
        while width < WIDEST and self._lines_in(words, width) > most_lines:
            width = min(WIDEST, width * 1.05)
        return width

    def width_for_number(self, words: str, width: float) -> float:
        """Give the narrowest column, of this width at least, that shows a number that reads so: it cannot be wrapped."""
        return min(WIDEST, max(width, len(words) + 3, width_of(words) / DIGIT + 3))

    def _lines_in(self, words: str, width: float) -> int:
        return lines_in(words, width / self.letter_width)


def type_of(font: str, points: float) -> Type:
    """Give the type of the cells; of a font that is not Arial, what the tallest and widest of the common ones need."""
    size = points / ARIAL_POINTS
    return Type(ARIAL_LINE * size) if font == "Arial" else Type(TALL_LINE * size, WIDE)


def lines_in(words: str, width: float) -> int:
    """Count the lines into which words are wrapped in a column."""
    room = width * DIGIT
    if len(words) < room and "\n" not in words:
        return 1
    return lines_of(words, room)
