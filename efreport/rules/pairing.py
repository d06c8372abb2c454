"""Which unknown heading of a return may stand for which missing one: by likeness first, then by where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from efreport.model import Column, ColumnSetting, Framework, Heading, Return, fill_periods, same_code
from efreport.quarter import Quarter

LIKE = 0.66
CLEARLY = 0.15
Neighbours = tuple[Heading | None, Heading | None]


class Paired(NamedTuple):
    """Each missing heading as it is printed, with the unknown one that stands for it; and what is left over.

    `missing` are the headings for which none was found, `strays` the unknown ones that stand for none, `around` the known
    headings between which each missing one usually stands, by its printed form. A cell that is blank above filled ones
    counts as an unknown heading without text, where any heading is missing.
    """

    pairs: tuple[tuple[str, Heading], ...]
    missing: tuple[str, ...]
    strays: tuple[Heading, ...]
    around: Mapping[str, Neighbours]


def pair_headings(found: Return, framework: Framework, quarter: Quarter) -> Paired:
    """Pair the headings that are missing for that quarter with those that are not known."""
    printed = framework.headings(quarter)
    order = tuple(printed)
    known = {heading.column: heading for heading in reversed(found.headings) if heading.column}
    blank = [Heading(at, "", None) for at in found.layout.without_heading if len(known) < len(order)]
    strays = sorted([*(each for each in found.headings if each.column is None), *blank], key=lambda each: each.at)
    around = {column: _neighbours(column, order, known) for column in order if column not in known}
    places = [known[column].at.column for column in order if column in known]
    in_order = all(first < second for first, second in pairwise(places))
    # Columns that stand in the usual order tell by their places; of others only the words do.
    could_be = {
        column: [each for each in strays if not in_order or _is_between(each, around[column])] for column in around
    }
    pairs = _by_likeness(could_be, _forms(framework.columns, quarter))
    missing, loose = _left(around, strays, pairs)
    if in_order:
        narrowed = {column: _neighbours(column, order, known | pairs) for column in missing}
        pairs |= _by_place(narrowed, loose)
    elif len(missing) == len(loose) == 1:
        pairs[missing[0]] = loose[0]
    missing, loose = _left(around, strays, pairs)
    return Paired(
        tuple((printed[column], pairs[column]) for column in around if column in pairs),
        tuple(printed[column] for column in missing),
        tuple(loose),
        {printed[column]: between for column, between in around.items()},
    )


def blank_headings(found: Return, framework: Framework, quarter: Quarter) -> frozenset[int]:
    """Give the columns of blank cells in the heading row that may stand for missing headings."""
    if not found.headings or found.headings_for is not None or not found.layout.without_heading:
        return frozenset()
    paired = pair_headings(found, framework, quarter)
    strays = [*(stray for _, stray in paired.pairs), *(paired.strays if paired.missing else ())]
    return frozenset(stray.at.column for stray in strays if not stray.text)


def nearest_heading(stray: Heading, found: Return, framework: Framework, quarter: Quarter) -> Heading | None:
    """Give the known heading of the return that an unknown one is most like, if it is like any."""
    forms = _forms(framework.columns, quarter)
    known = [heading for heading in found.headings if heading.column]
    rated = [(_likeness(stray, forms[heading.column]), heading) for heading in known if heading.column]
    likeness, nearest = max(rated, key=lambda pair: pair[0], default=(0.0, None))
    return nearest if likeness >= LIKE else None


def _left(
    wanted: Iterable[Column], strays: Iterable[Heading], pairs: Mapping[Column, Heading]
) -> tuple[list[Column], list[Heading]]:
    taken = list(pairs.values())
    return [column for column in wanted if column not in pairs], [each for each in strays if each not in taken]


@lru_cache(maxsize=64)
def _forms(settings: tuple[ColumnSetting, ...], quarter: Quarter) -> Mapping[Column, tuple[str, ...]]:
    return {
        setting.column: tuple(same_code(fill_periods(form, quarter)) for form in (setting.heading, *setting.known_as))
        for setting in settings
    }


def _neighbours(column: Column, order: Sequence[Column], known: Mapping[Column, Heading]) -> Neighbours:
    """Give the nearest known headings before and after the place where the column is printed."""
    index = order.index(column)
    before = next((known[each] for each in reversed(order[:index]) if each in known), None)
    return before, next((known[each] for each in order[index + 1 :] if each in known), None)


def _likeness(stray: Heading, forms: Iterable[str]) -> float:
    typed = same_code(stray.text)
    return max((SequenceMatcher(None, typed, form, autojunk=False).ratio() for form in forms), default=0.0)


def _is_between(stray: Heading, around: Neighbours) -> bool:
    before, after = around
    return (not before or before.at < stray.at) and (not after or stray.at < after.at)


def _by_likeness(
    could_be: Mapping[Column, Sequence[Heading]], forms: Mapping[Column, tuple[str, ...]]
) -> dict[Column, Heading]:
    """Pair those that are alike, the likest first; one that is nearly as like to another is left to its place."""
    rated = [
        (_likeness(stray, forms[column]), column, stray) for column, strays in could_be.items() for stray in strays
    ]
    pairs: dict[Column, Heading] = {}
    for likeness, column, stray in sorted(rated, key=lambda each: -each[0]):
        if likeness < LIKE or column in pairs or stray in pairs.values():
            continue
        rivals = [other for other, one, each in rated if (one is column) != (each is stray) and one not in pairs]
        if likeness - max(rivals, default=0.0) > CLEARLY:
            pairs[column] = stray
    return pairs


def _by_place(missing: Mapping[Column, Neighbours], strays: Sequence[Heading]) -> dict[Column, Heading]:
    """Pair a missing heading with an unknown one where each is the only one between the same two known headings."""
    pairs: dict[Column, Heading] = {}
    for column, around in missing.items():
        within = [each for each in strays if _is_between(each, around)]
        if len(within) == 1 and list(missing.values()).count(around) == 1:
            pairs[column] = within[0]
    return pairs
