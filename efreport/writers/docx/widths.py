"""How wide the columns of the tables are, and which rows are too tall to stay whole; measured as in bold Arial."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from efreport.document import PrintedColumn, Table
from efreport.writers.docx.page import TEXT_HEIGHT, TEXT_WIDTH
from efreport.writers.docx.styles import CELL_MARGIN, INDICATOR_TABLE, PLAIN_TABLE

_OTHER = 0.62
_GROUPS = {"ABCDEFGHJKLNOPQRSTUVXYZ": 0.78, " fijltI.,:;'|!()[]-/": 0.34, "r": 0.4, "mMW@%": 1.0, "w": 0.8}
_LETTERS = {letter: width for letters, width in _GROUPS.items() for letter in letters}
"""Widths of letters as parts of the size, rounded up: a heading must never break within a word."""

_AVERAGE_LETTER = 0.5
_LINE = 1.15
_TALLEST_WHOLE_ROW = TEXT_HEIGHT * 2 // 3

_PREFERRED = {"code": 930, "name": 2250, "direction": 1350, "source": 1000, "commentary": 3000}
_FIGURE = 1010
_SHARES = {"name": 1, "commentary": 6}
_WIDEST_WORD = TEXT_WIDTH // 5
_WIDEST_TEXT = TEXT_WIDTH // 2


def indicator_widths(columns: Sequence[PrintedColumn]) -> tuple[int, ...]:
    """By kind of column and wide enough for its heading's words; commentary takes most of what is left."""
    least = [
        max(_PREFERRED.get(column.kind, _FIGURE), _widest_word(column.heading, INDICATOR_TABLE.points))
        for column in columns
    ]
    return _filling(least, [_SHARES.get(column.kind, 0) for column in columns])


def plain_widths(table: Table) -> tuple[int, ...]:
    """By the widest word of each column, and then by what it lacks to hold its longest text on one line."""
    columns = [[heading, *(row[n].words for row in table.rows)] for n, heading in enumerate(table.headings)]
    points = PLAIN_TABLE.points
    least = [min(max(_widest_word(words, points) for words in texts), _WIDEST_WORD) for texts in columns]
    whole = [min(max(_on_one_line(words, points) for words in texts), _WIDEST_TEXT) for texts in columns]
    return _filling(least, [max(0, wanted - given) for wanted, given in zip(whole, least, strict=True)])


def is_too_tall(texts: Iterable[str], widths: Sequence[int], points: float) -> bool:
    """Whether a row would fill so much of a page that it had better be split where the page ends."""
    lines = max(_lines(words, width, points) for words, width in zip(texts, widths, strict=True))
    return lines * _LINE * points * 20 > _TALLEST_WHOLE_ROW


def _lines(words: str, width: int, points: float) -> int:
    letters_on_a_line = (width - 2 * CELL_MARGIN) / (_AVERAGE_LETTER * points * 20)
    return sum(1 + int(len(line) / letters_on_a_line) for line in words.split("\n"))


def _widest_word(words: str, points: float) -> int:
    return max((_on_one_line(word, points) for word in words.split()), default=0)


def _on_one_line(words: str, points: float) -> int:
    ems = sum(_LETTERS.get(letter, _OTHER) for letter in words)
    return round(ems * points * 20) + 2 * CELL_MARGIN


def _filling(least: Sequence[int], shares: Sequence[int]) -> tuple[int, ...]:
    """The text width shared out: to each column its least, and of what is left its share."""
    left = TEXT_WIDTH - sum(least)
    # Too many columns for the page: all give way, each in proportion.
    shares = least if left < 0 or not any(shares) else shares
    widths = [width + left * share // sum(shares) for width, share in zip(least, shares, strict=True)]
    widths[-1] += TEXT_WIDTH - sum(widths)
    return tuple(widths)
