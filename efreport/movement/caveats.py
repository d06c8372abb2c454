"""What must be said of a comparison that is made all the same: each function gives the words, or nothing."""

from __future__ import annotations

from efreport.model import Mark, Timing
from efreport.movement.pair import Check, Pair, bases, basis_words, grows_between, in_words, stated_period


def provisional(pair: Pair) -> str:
    """Either figure may still change."""
    return _said_of(pair, Mark.PROVISIONAL, "provisional")


def revised(pair: Pair) -> str:
    """Either figure has been revised since it was first published."""
    return _said_of(pair, Mark.REVISED, "revised")


def overlapping(pair: Pair) -> str:
    """A year-to-date average or percentage holds the earlier quarters too, though nothing of the year before."""
    if not pair.is_with_quarter_before:
        return ""
    match pair.indicator.timing:
        case Timing.YEAR_TO_DATE:
            return "year to date: the two periods overlap"
        case Timing.SCHOOL_YEAR_TO_DATE:
            return "school year to date: the two periods overlap"
        case _:
            return ""


def cumulative(pair: Pair) -> str:
    """A cumulative measure grows by construction."""
    return "cumulative: it grows by construction" if grows_between(pair) else ""


def yearly(pair: Pair) -> str:
    """A yearly measure that does not say its year may be the same year twice."""
    if pair.indicator.timing is Timing.SCHOOL_YEAR and not stated_period(pair.latest):
        return "a yearly measure: the return does not say which school year each figure is for"
    return ""


def one_basis(pair: Pair) -> str:
    """Wordings that config takes as one basis."""
    if bases(pair.latest) == bases(pair.earlier):
        return ""
    return f"taken as one basis: latest {basis_words(pair.latest)}, {pair.base.name} {basis_words(pair.earlier)}"


def another_year(pair: Pair) -> str:
    """Comparators are published late and yearly, so another year is said and not barred."""
    latest, other = stated_period(pair.latest), stated_period(pair.earlier)
    if not other or other == latest:
        return ""
    return f"{pair.base.name} figure is for {in_words(other)}"


def _said_of(pair: Pair, mark: Mark, word: str) -> str:
    latest, earlier = (
        next((q for q in figure.qualifiers if q.mark is mark), None) for figure in (pair.latest, pair.earlier)
    )
    if latest and earlier:
        return f"both figures are {word}"
    found = latest or earlier
    if not found:
        return ""
    old = f" from {found.detail}" if mark is Mark.REVISED and found.detail else ""
    return f"the {'latest' if latest else pair.base.name} figure is {word}{old}"


CAVEATS: tuple[Check, ...] = (provisional, revised, overlapping, cumulative, yearly, one_basis)
