"""A small table for people, its columns aligned: any headings, any rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from efreport.reports.lines import Line, Style, line
from efreport.reports.phrases import visible


def aligned(headings: Sequence[str], rows: Sequence[Sequence[str]], numbers: Collection[int] = ()) -> Iterator[Line]:
    """Give a table as lines, its heading first; the columns in `numbers`, counted from 0, stand to the right.

    A last column that is too long for the terminal goes on below itself.
    """
    shown = [[visible(" ".join(words.split())) for words in row] for row in (headings, *rows)]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    for place, row in enumerate(shown):
        cells = (
            f"{words:>{width}}" if column in numbers else f"{words:{width}}"
            for column, (words, width) in enumerate(zip(row, widths, strict=True))
        )
        yield line(
            "  ".join(cells).rstrip(), Style.PLAIN if place else Style.HEADING, sum(widths[:-1]) + 2 * len(widths[:-1])
        )
