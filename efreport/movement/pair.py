"""Two figures to be compared, and what the rules of comparison ask of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from efreport.days import day_words
from efreport.model import Figure, Indicator, Mark, Timing
from efreport.quarter import Quarter


class Base(NamedTuple):
    """What the latest figure is held against: its name in print, and the periods that are its own."""

    name: str
    quarter: Quarter | None = None
    year: str = ""

    def owns(self, period: str) -> bool:
        """Say whether a stated period is just what this base stands for anyway."""
        return bool(period) and (period == self.year or (self.quarter is not None and within(period, self.quarter)))


class Pair(NamedTuple):
    """Two figures to be compared, and all that bears on it."""

    latest: Figure
    earlier: Figure
    indicator: Indicator
    quarter: Quarter
    base: Base

    @property
    def is_with_quarter_before(self) -> bool:
        """Say whether the earlier figure is the quarter before's, and not a year's or the same quarter's last year."""
        return self.base.quarter == self.quarter.previous


Check: TypeAlias = Callable[[Pair], str]


def displayed(figure: Figure) -> Decimal:
    """Give the amount as the reader sees it: rounded half up to the decimals shown."""
    return rounded(figure.amount, figure.decimals)


def stated_period(figure: Figure) -> str:
    """Give the period that the figure itself names, in one form, or nothing."""
    if not figure.qualifiers:
        return ""
    named = (q.detail for q in figure.qualifiers if q.mark in (Mark.PERIOD, Mark.PROVISIONAL))
    return next((detail for detail in named if detail), "")


def change_between(pair: Pair) -> Decimal:
    """Give the signed change at the coarser precision of the two figures, worked out from what is displayed."""
    places = min(pair.latest.decimals, pair.earlier.decimals)
    return displayed_to(pair.latest, places) - displayed_to(pair.earlier, places)


def displayed_to(figure: Figure, places: int) -> Decimal:
    """Give the amount as the reader sees it, rounded once more to that many decimals."""
    shown = displayed(figure)
    return shown if figure.decimals == places else rounded(shown, places)


def rounded(amount: Decimal, places: int) -> Decimal:
    """Round half up to that many decimals, as Excel does."""
    return amount.quantize(_last_place(places), ROUND_HALF_UP)


@lru_cache(maxsize=64)
def _last_place(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


def bases(figure: Figure) -> tuple[str, ...]:
    """Give what the figure says it was counted on, in the form in which two are compared."""
    return tuple(q.detail for q in figure.qualifiers if q.mark in (Mark.BASIS, Mark.UNKNOWN))


def basis_words(figure: Figure) -> str:
    """Give the same in words for a message."""
    words = [q.text.strip("() ") for q in figure.qualifiers if q.mark in (Mark.BASIS, Mark.UNKNOWN)]
    return " ".join(f"“{word}”" for word in words) if words else "names none"


def within(period: str, quarter: Quarter) -> bool:
    """Say whether a stated period lies within the quarter."""
    if period == quarter.key:
        return True
    try:
        return quarter.holds(date.fromisoformat(period))
    except ValueError:
        return False


def in_words(period: str) -> str:
    """Write a stated period as people do: 1 April 2014, Q1 2014/15, 2013/14."""
    try:
        day = date.fromisoformat(period) if "-" in period else None
    except ValueError:
        return period
    if day:
        return day_words(day)
    return f"{period[4:]} {period[:4]}/{(int(period[:4]) + 1) % 100:02d}" if period[4:5] == "Q" else period


def is_cumulative(indicator: Indicator) -> bool:
    """Say whether the indicator adds up, so that it grows by construction."""
    return indicator.timing in (Timing.CUMULATIVE_YEAR, Timing.CUMULATIVE_PROGRAMME)


def grows_between(pair: Pair) -> bool:
    """Say whether the measure adds up from the earlier figure to the latest; not so from one year's same quarter to the next."""
    if pair.indicator.timing is Timing.CUMULATIVE_YEAR and pair.base.quarter:
        return pair.is_with_quarter_before
    return is_cumulative(pair.indicator)
