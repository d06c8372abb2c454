"""How wide the columns of the tables are, and how many lines a text takes in one; the letters are those of Arial, rounded up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from efreport.document import PrintedColumn, Table
from efreport.writers.docx.page import TEXT_HEIGHT, TEXT_WIDTH
from efreport.writers.docx.styles import CELL_MARGIN, TABLE_POINTS

_EM = TABLE_POINTS * 20
_LINE = round(1.15 * _EM)
_AVERAGE_LETTER = _EM // 2
_TALLEST_WHOLE_ROW = 2 / 3

_OTHER = 0.62
_GROUPS = {"ABCDEFGHJKLNOPQRSTUVXYZ": 0.78, "fijltI.,:;'|!()[]-/": 0.34, "r": 0.4, "mMW@%": 1.0, "w": 0.8}
_LETTERS = {letter: width for letters, width in _GROUPS.items() for letter in letters}
"""Widths of bold letters, as parts of the size."""

_PREFERRED = {"code": 960, "name": 2350, "direction": 1350, "source": 1000, "commentary": 3000}
_FIGURE = 1070
_SHARES = {"name": 1, "commentary": 6}
_LONGEST_COUNTED = 60


def indicator_widths(columns: Sequence[PrintedColumn]) -> tuple[int, ...]:
    """By kind of column and wide enough for its heading's words; commentary takes most of what is left."""
    least = [max(_PREFERRED.get(column.kind, _FIGURE), _widest_word(column.heading)) for column in columns]
    return _filling(least, [_SHARES.get(column.kind, 0) for column in columns])


def plain_widths(table: Table) -> tuple[int, ...]:
    """By the longest text of each column."""
    columns = [[heading, *(row[n].words for row in table.rows)] for n, heading in enumerate(table.headings)]
    least = [_widest_word(heading) for heading in table.headings]
    return _filling(least, [min(max(map(len, words)), _LONGEST_COUNTED) for words in columns])


def is_too_tall(texts: Iterable[str], widths: Sequence[int]) -> bool:
    """Whether a row would fill so much of a page that it had better be split where the page ends."""
    lines = max(_lines(words, width) for words, width in zip(texts, widths, strict=True))
    return lines * _LINE > TEXT_HEIGHT * _TALLEST_WHOLE_ROW


def _lines(words: str, width: int) -> float:
    room = width - 2 * CELL_MARGIN
    return sum(1 + len(line) * _AVERAGE_LETTER // room for line in words.split("\n"))


def _widest_word(heading: str) -> int:
    widest = max((sum(_LETTERS.get(letter, _OTHER) for letter in word) for word in heading.split()), default=0)
    return round(widest * _EM) + 2 * CELL_MARGIN


def _filling(least: Sequence[int], shares: Sequence[int]) -> tuple[int, ...]:
    """The text width shared out: to each column its least, and of what is left its share."""
    left = TEXT_WIDTH - sum(least)
    # Too many columns for the page: all give way, each in proportion.
    shares = least if left < 0 or not any(shares) else shares
    widths = [width + left * share // sum(shares) for width, share in zip(least, shares, strict=True)]
    widths[-1] += TEXT_WIDTH - sum(widths)
    return tuple(widths)
