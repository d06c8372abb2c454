"""How wide the columns of tables are, which texts fit on a line and which rows on a page; measured as in bold Arial."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from efreport.document import PrintedColumn, Table, Text
from efreport.writers.docx.design import CELL_MARGIN, Design

_GROUPS = {
    " fijltI.,:;'|!()[]-/": 0.34,
    "r": 0.4,
    "aceksvxyz0123456789": 0.56,
    "ABCDEFGHJKLNOPQRSTUVXYZw": 0.78,
    "mM%": 0.9,
    "W@": 0.98,
}
_OTHER = 0.62
_LETTERS = defaultdict(lambda: _OTHER, {letter: width for letters, width in _GROUPS.items() for letter in letters})
"""Widths of letters as parts of the size, rounded up: a heading must never break within a word."""

_AVERAGE_LETTER = 0.5
_LINE = 1.15

_PREFERRED = {"code": 930, "name": 2200, "direction": 1350, "target": 1350, "source": 1000, "commentary": 3700}
_FIGURE = 1000
_LINES = {"name": (5, 3000), "direction": (2, 1900), "target": (3, 1900)}
_LINES_OF_FIGURE = (3, 1500)
_LINES_OF_COMMENTARY = (9, 5000)
_UNEVEN = 1.2
"""In how many lines the longest text of a column should fit, and how wide the column may become for that."""

_LONG_WORD = 1400
_LEAST_NAME = 1600
_SHARES = {"name": 1, "commentary": 6}


def indicator_widths(
    columns: Sequence[PrintedColumn], rows: Sequence[Sequence[Sequence[Text]]], design: Design
) -> tuple[int, ...]:
    """By the words of the heading, by the kind of column and by the texts of its cells; commentary takes most of the rest."""
    measure, width = Measure(design.table_points, design.letter_width), design.page.text_width
    headings = [measure.widest_word([column.heading]) for column in columns]
    preferred = [_PREFERRED.get(column.kind, _FIGURE) for column in columns]
    cells = [[[text.words for text in row[n]] for row in rows] for n in range(len(columns))]
    longest = max(width // 10, _LONG_WORD)
    words = [
        0 if column.kind in _SHARES else min(measure.widest_word(chain.from_iterable(texts)), longest)
        for column, texts in zip(columns, cells, strict=True)
    ]
    whole = [_whole(column.kind, texts, measure) for column, texts in zip(columns, cells, strict=True)]
    # Where there is not room for all: names first, then words and figures that would be broken, then the rest.
    names = [_LEAST_NAME if column.kind == "name" else 0 for column in columns]
    told = [
        _told(texts, measure) if column.kind == "commentary" else 0
        for column, texts in zip(columns, cells, strict=True)
    ]
    wishes = (names, words, preferred, told, whole)
    return _shared_out(width, headings, wishes, [_SHARES.get(column.kind, 0) for column in columns])


def _whole(kind: str, cells: Sequence[Sequence[str]], measure: Measure) -> int:
    """The width in which the longest text of a column stands in few lines, and what is below a figure in one."""
    if kind in ("code", "source", "commentary"):
        return 0
    lines, widest = _LINES.get(kind, _LINES_OF_FIGURE)
    first = measure.longest(texts[0] for texts in cells) // lines
    below = measure.longest(words for texts in cells for words in texts[1:])
    return min(max(round(first * _UNEVEN), below), widest)


def _told(cells: Sequence[Sequence[str]], measure: Measure) -> int:
    """The width in which the longest commentary makes its row no taller than need be: a page holds few tall rows."""
    lines, widest = _LINES_OF_COMMENTARY
    return min(round(measure.longest(chain.from_iterable(cells)) // lines), widest)


def plain_widths(table: Table, figures: Sequence[bool], points: float, design: Design) -> tuple[int, ...]:
    """By the words of the heading, by those of the cells and by the longest text; columns of figures are alike."""
    measure, width = Measure(points, design.letter_width), design.page.text_width
    columns = [[heading, *(row[n].words for row in table.rows)] for n, heading in enumerate(table.headings)]
    headings = [measure.widest_word([heading]) for heading in table.headings]
    words = [min(measure.widest_word(texts), max(width // 5, _LONG_WORD)) for texts in columns]
    whole = [min(measure.longest(texts), width // 2) for texts in columns]
    figure = max((width for width, is_figure in zip(whole, figures, strict=True) if is_figure), default=0)
    whole = [figure if is_figure else width for width, is_figure in zip(whole, figures, strict=True)]
    shares = [0 if is_figure else width for width, is_figure in zip(whole, figures, strict=True)]
    return _shared_out(width, headings, (words, whole), shares)


@dataclass(frozen=True)
class Measure:
    """Measures texts of one size in points, in letters that run as many times as wide as Arial's."""

    points: float
    letter_width: float

    def fits_on_a_line(self, words: str, width: int) -> bool:
        """Whether the text stands on one line of a column of this width."""
        return self._on_one_line(words) <= width

    def is_kept_whole(self, texts: Iterable[str], widths: Sequence[int], text_height: int) -> bool:
        """Whether a row is kept whole: one taller than a third of a page would leave too much of the page before it empty."""
        lines = max(self._lines(words, width) for words, width in zip(texts, widths, strict=True))
        return lines * _LINE * self.points * 20 <= text_height // 3

    def widest_word(self, texts: Iterable[str]) -> int:
        """The width of the widest word in a column of its own."""
        return self.longest(word for words in texts for word in words.split())

    def longest(self, texts: Iterable[str]) -> int:
        """The width of the longest text in a column of its own."""
        return max((self._on_one_line(words) for words in texts), default=0)

    def _lines(self, words: str, width: int) -> int:
        letter = _AVERAGE_LETTER * self.letter_width * self.points * 20
        letters_on_a_line = max(1.0, (width - 2 * CELL_MARGIN) / letter)
        return sum(1 + int(len(line) / letters_on_a_line) for line in words.split("\n"))

    def _on_one_line(self, words: str) -> int:
        return round(_ems(words) * self.letter_width * self.points * 20) + 2 * CELL_MARGIN


@lru_cache(maxsize=20_000)
def _ems(words: str) -> float:
    return sum(map(_LETTERS.__getitem__, words))


def _shared_out(
    room: int, least: Sequence[int], wishes: Iterable[Sequence[int]], shares: Sequence[int]
) -> tuple[int, ...]:
    """The room: to each column its least, then what it wishes as far as that goes, and its share of the rest."""
    widths = list(least)
    for wish in wishes:
        lacks = [max(0, wished - width) for wished, width in zip(wish, widths, strict=True)]
        widths = _widened(widths, lacks, min(sum(lacks), max(0, room - sum(widths))))
    rest = room - sum(widths)
    # Where even the least is too much for the page, all columns give way, each in proportion.
    widths = _widened(widths, shares if rest > 0 and any(shares) else widths, rest)
    widths[-1] += room - sum(widths)
    return tuple(widths)


def _widened(widths: Sequence[int], parts: Sequence[int], room: int) -> list[int]:
    whole = max(1, sum(parts))
    return [width + room * part // whole for width, part in zip(widths, parts, strict=True)]
