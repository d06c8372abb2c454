"""How wide the columns of tables are, which texts fit on a line and which rows on a page; measured as in bold Arial."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from efreport.document import PrintedColumn, Table, Text
from efreport.writers.docx.page import TEXT_HEIGHT, TEXT_WIDTH
from efreport.writers.docx.styles import CELL_MARGIN, INDICATOR_TABLE

_GROUPS = {
    " fijltI.,:;'|!()[]-/": 0.34,
    "r": 0.4,
    "aceksvxyz0123456789": 0.56,
    "ABCDEFGHJKLNOPQRSTUVXYZw": 0.78,
    "mM%": 0.9,
    "W@": 0.98,
}
_LETTERS = {letter: width for letters, width in _GROUPS.items() for letter in letters}
_OTHER = 0.62
"""Widths of letters as parts of the size, rounded up: a heading must never break within a word."""

_AVERAGE_LETTER = 0.5
_LINE = 1.15
_TALLEST_WHOLE_ROW = TEXT_HEIGHT * 2 // 3

_PREFERRED = {"code": 930, "name": 2200, "direction": 1350, "source": 1000, "commentary": 3700}
_FIGURE = 1000
_LINES = {"name": (5, 3000), "direction": (2, 1900)}
_LINES_OF_FIGURE = (3, 1500)
_UNEVEN = 1.2
"""In how many lines the longest text of a column should fit, and how wide the column may become for that."""

_SHARES = {"name": 1, "commentary": 6}
_WIDEST_FIGURE_WORD = TEXT_WIDTH // 10
_WIDEST_PLAIN_WORD = TEXT_WIDTH // 5
_WIDEST_TEXT = TEXT_WIDTH // 2


def indicator_widths(columns: Sequence[PrintedColumn], rows: Sequence[Sequence[Sequence[Text]]]) -> tuple[int, ...]:
    """By the words of the heading, by the kind of column and by the texts of its cells; commentary takes most of the rest."""
    points = INDICATOR_TABLE.points
    headings = [_widest_word([column.heading], points) for column in columns]
    preferred = [_PREFERRED.get(column.kind, _FIGURE) for column in columns]
    cells = [[[text.words for text in row[n]] for row in rows] for n in range(len(columns))]
    words = [
        0 if column.kind in _SHARES else min(_widest_word(chain.from_iterable(texts), points), _WIDEST_FIGURE_WORD)
        for column, texts in zip(columns, cells, strict=True)
    ]
    whole = [_whole(column.kind, texts, points) for column, texts in zip(columns, cells, strict=True)]
    return _shared_out(headings, (preferred, words, whole), [_SHARES.get(column.kind, 0) for column in columns])


def _whole(kind: str, cells: Sequence[Sequence[str]], points: float) -> int:
    """The width in which the longest text of a column stands in few lines, and what is below a figure in one."""
    if kind in ("code", "source", "commentary"):
        return 0
    lines, widest = _LINES.get(kind, _LINES_OF_FIGURE)
    first = max((_on_one_line(texts[0], points) for texts in cells), default=0) // lines
    below = _longest((words for texts in cells for words in texts[1:]), points)
    return min(max(round(first * _UNEVEN), below), widest)


def plain_widths(table: Table, figures: Sequence[bool], points: float) -> tuple[int, ...]:
    """By the words of the heading, by those of the cells and by the longest text; columns of figures are alike."""
    columns = [[heading, *(row[n].words for row in table.rows)] for n, heading in enumerate(table.headings)]
    headings = [_widest_word([heading], points) for heading in table.headings]
    words = [min(_widest_word(texts, points), _WIDEST_PLAIN_WORD) for texts in columns]
    whole = [min(_longest(texts, points), _WIDEST_TEXT) for texts in columns]
    figure = max((width for width, is_figure in zip(whole, figures, strict=True) if is_figure), default=0)
    whole = [figure if is_figure else width for width, is_figure in zip(whole, figures, strict=True)]
    shares = [0 if is_figure else width for width, is_figure in zip(whole, figures, strict=True)]
    return _shared_out(headings, (words, whole), shares)


def fits_on_a_line(words: str, width: int, points: float) -> bool:
    """Whether the text stands on one line of a column of this width."""
    return _on_one_line(words, points) <= width


def fits_on_a_page(texts: Iterable[str], widths: Sequence[int], points: float) -> bool:
    """Whether a row leaves enough of a page that it can be kept whole."""
    lines = max(_lines(words, width, points) for words, width in zip(texts, widths, strict=True))
    return lines * _LINE * points * 20 <= _TALLEST_WHOLE_ROW


def _lines(words: str, width: int, points: float) -> int:
    letters_on_a_line = max(1.0, (width - 2 * CELL_MARGIN) / (_AVERAGE_LETTER * points * 20))
    return sum(1 + int(len(line) / letters_on_a_line) for line in words.split("\n"))


def _widest_word(texts: Iterable[str], points: float) -> int:
    return _longest((word for words in texts for word in words.split()), points)


def _longest(texts: Iterable[str], points: float) -> int:
    return max((_on_one_line(words, points) for words in texts), default=0)


def _on_one_line(words: str, points: float) -> int:
    ems = sum(_LETTERS.get(letter, _OTHER) for letter in words)
    return round(ems * points * 20) + 2 * CELL_MARGIN


def _shared_out(least: Sequence[int], wishes: Iterable[Sequence[int]], shares: Sequence[int]) -> tuple[int, ...]:
    """The text width: to each column its least, then what it wishes as far as that goes, and its share of the rest."""
    widths = list(least)
    for wish in wishes:
        lacks = [max(0, wished - width) for wished, width in zip(wish, widths, strict=True)]
        widths = _widened(widths, lacks, min(sum(lacks), max(0, TEXT_WIDTH - sum(widths))))
    rest = TEXT_WIDTH - sum(widths)
    # Where even the least is too much for the page, all columns give way, each in proportion.
    widths = _widened(widths, shares if rest > 0 and any(shares) else widths, rest)
    widths[-1] += TEXT_WIDTH - sum(widths)
    return tuple(widths)


def _widened(widths: Sequence[int], parts: Sequence[int], room: int) -> list[int]:
    whole = max(1, sum(parts))
    return [width + room * part // whole for width, part in zip(widths, parts, strict=True)]
