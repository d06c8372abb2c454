"""A small table for people, its columns aligned: any headings, any rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType

from efreport.phrases import visible
from efreport.reports.lines import Line, Part, Style

NO_STYLES: Mapping[tuple[int, int], Style] = MappingProxyType({})


def aligned(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    numbers: Collection[int] = (),
    styles: Mapping[tuple[int, int], Style] = NO_STYLES,
) -> Iterator[Line]:
    """Give a table as lines, its heading first; the columns in `numbers`, counted from 0, stand to the right.

    A last column that is too long for the terminal goes on below itself.
    `styles` are those of single cells by row and column, both counted from 0, the headings not among the rows.
    """
    shown = [[visible(" ".join(words.split())) for words in row] for row in (headings, *rows)]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    for place, row in enumerate(shown):
        cells = [
            f"{words:>{width}}" if column in numbers else f"{words:{width}}"
            for column, (words, width) in enumerate(zip(row, widths, strict=True))
        ]
        used = max((column for column, words in enumerate(cells) if words.strip()), default=0)
        cells[used:] = [cells[used].rstrip()]
        usual = Style.PLAIN if place else Style.HEADING
        parts = _parts(cells, [styles.get((place - 1, column), usual) for column in range(len(cells))])
        yield Line(tuple(parts), indent=sum(widths[:-1]) + 2 * len(widths[:-1]))


def _parts(cells: Sequence[str], styles: Sequence[Style]) -> Iterator[Part]:
    for column, (words, style) in enumerate(zip(cells, styles, strict=True)):
        yield Part(words, style)
        if column < len(cells) - 1:
            yield Part("  ")
