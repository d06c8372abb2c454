"""The figures of a row that its commentary may speak of, and whether words speak of them alone. No rule stands here."""

from __future__ import annotations

import re
from typing import NamedTuple

from efreport.model import Column, Figure, Indicator, Row
from efreport.quarter import Quarter
from efreport.rules.since import Names, Since
from efreport.rules.spelling import Told, numbers_in
from efreport.rules.telling import is_told

_ANEW = re.compile(
    r"[,;:(–] (?:and |but |so )?(?=(?:the|this|our) (?:number|figure|rate|total|result|percentage|proportion|average|outturn)\b)"
)
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
# What may stand about a movement that is the indicator's own: nobody and nothing else is named in it.
_PLAIN = frozenset((
    "a", "about", "above", "after", "again", "age", "all", "also", "an", "and", "another", "are", "as", "at",
    "average", "averages", "before", "below", "big", "both", "by", "came", "care", "cases", "child", "children",
    "clear", "cohort", "come", "comparator", "comparators", "compared", "considerable", "considerably", "continued",
    "count", "crept", "current", "currently", "disappointing", "drop", "during", "edged", "encouraging", "end",
    "england", "england's", "english", "families", "figure", "figures", "final", "first", "for", "from", "further",
    "gone", "good", "great", "group", "has", "have", "here", "in", "is", "it", "its", "large", "last", "level",
    "little", "local", "marginal", "marginally", "marked", "markedly", "measure", "modest", "more", "most", "moved",
    "national", "nationally", "negative", "neighbour", "neighbours", "noticeable", "now", "number", "numbers", "of",
    "on", "once", "one", "only", "our", "outturn", "over", "overall", "people", "per", "percentage", "performance",
    "pleasingly", "point", "points", "position", "positive", "previous", "proportion", "quarter", "quarters",
    "quickly", "rate", "rates", "remains", "result", "results", "seen", "sharp", "sharply", "showing", "significant",
    "significantly", "similar", "since", "slight", "slightly", "slowly", "small", "some", "statistical", "steadily",
    "steady", "steep", "still", "strong", "substantial", "sustained", "than", "that", "the", "their", "there",
    "these", "this", "total", "under", "unfortunately", "up", "very", "was", "we", "welcome", "went", "were",
    "which", "while", "with", "year", "years", "young",
))  # fmt: skip


class Held(NamedTuple):
    """A row's figures: the latest, and those that it may be held against, as the return and last quarter's give them.

    `comparable` says of the quarter before's and the year's whether they are counted on the same basis as the latest.
    """

    latest: Figure
    previous: tuple[Figure, ...]
    year: tuple[Figure, ...]
    averages: tuple[Figure, ...]
    indicator: Indicator
    names: Names
    comparable: tuple[bool, bool] = (True, True)

    @property
    def earlier(self) -> tuple[Figure, ...]:
        """The council's own earlier figures."""
        return (*self.previous, *self.year)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure that the commentary may speak of."""
        return (self.latest, *self.earlier, *self.averages)

    def against(self, since: Since) -> tuple[Figure, ...]:
        """Give the figures that the latest may be held against, by what the words name."""
        previous, year = (
            held if same else () for held, same in zip((self.previous, self.year), self.comparable, strict=True)
        )
        match since:
            case Since.QUARTER:
                return previous
            case Since.YEAR:
                return year
            case Since.AVERAGES:
                return self.averages
            case Since.UNSAID:
                return (*previous, *year)
            case Since.ANOTHER:
                return ()


def held_figures(row: Row, earlier: Row | None, indicator: Indicator, quarter: Quarter) -> Held | None:
    """Give a row's figures in that quarter beside those of last quarter's row; None where there is no latest result.

    What last quarter's return gave counts beside what is in the columns now: where the two differ, that is asked elsewhere.
    """
    latest = _figures((row, Column.LATEST))
    if not latest:
        return None
    same_year = quarter.previous.year_before == quarter.year_before
    return Held(
        latest[0],
        _figures((row, Column.PREVIOUS), (earlier, Column.LATEST)),
        _figures((row, Column.YEAR), (earlier if same_year else None, Column.YEAR)),
        _figures((row, Column.NEIGHBOURS), (row, Column.NATIONAL)),
        indicator,
        Names(quarter.short, quarter.previous.short, quarter.year_before),
    )


def _figures(*places: tuple[Row | None, Column]) -> tuple[Figure, ...]:
    cells = (row.figures.get(column) for row, column in places if row)
    return tuple(cell.value for cell in cells if cell and isinstance(cell.value, Figure))


def is_plain(words: str, held: Held, *, named: bool = True) -> bool:
    """Say whether the words name nobody and nothing but the indicator itself, its figures, and what they are compared with.

    Where the last of their clauses begins anew with the figure (“..., and the number is”), those before it do not count.
    """
    words = next((part for part in reversed(_ANEW.split(words)[1:])), words)
    numbers = [each for each in numbers_in(words) if each.told is not Told.POINTS]
    if not all(any(is_told(each, figure) for figure in held.figures) for each in numbers):
        return False
    own = {word[:5].casefold() for word in _WORD.findall(held.indicator.name)} if named else set()
    typed = (word.casefold() for word in _WORD.findall(words))
    return all(word in _PLAIN or word[:5] in own or len(word) == 1 for word in typed)
