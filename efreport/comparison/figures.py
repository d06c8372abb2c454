"""Figures of two records held against each other, period by period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from efreport.comparison.facts import FigureChange, Kind, Revision
from efreport.dated import value_in
from efreport.model import (
    COMPARATORS,
    Column,
    Figure,
    Gap,
    Indicator,
    NoFigure,
    Qualifier,
    RecordedFigure,
    RecordedRow,
    Timing,
    Value,
)
from efreport.movement import (
    Movement,
    NotCompared,
    Stands,
    compare,
    compare_with_year_ago,
    displayed,
    rounded,
    stand,
    stated_period,
)
from efreport.quarter import Quarter

NOTHING = RecordedFigure("")
Indicators = Mapping[str, Indicator]


def judged(before: Quarter, after: Quarter) -> bool:
    """Say whether a change between two quarters is judged: from one to the next, and from the same quarter last year."""
    return before in (after.previous, after.year_ago)


def revised(
    then: RecordedRow, now: RecordedRow, before: Quarter, after: Quarter, indicators: Indicators
) -> Iterator[Revision]:
    """Give the figures that the earlier side gives, and the later one otherwise for the same period."""
    for then_column, column in _pairs(then, now, before, after):
        was, is_now = _value(then, then_column, before), _value(now, column, after)
        kind = _kind(was, is_now)
        if isinstance(was, Figure) and kind is not None and (before == after or _says_anything(is_now)):
            standing = None
            if isinstance(is_now, Figure) and then.unit is now.unit:
                # Both are of one period, whatever stretch of time that is.
                standing = stand(
                    is_now, was, replace(_indicator(now, indicators), timing=Timing.STOCK), after, "earlier"
                )
            yield Revision(now, then_column, column, was.text, is_now.text, kind, standing)


def _pairs(then: RecordedRow, now: RecordedRow, before: Quarter, after: Quarter) -> Iterator[tuple[Column, Column]]:
    """Give the columns in which the two sides speak of the same period."""
    if before == after:
        yield from ((column, column) for column in now.figures)
        return
    if before == after.previous:
        yield Column.LATEST, Column.PREVIOUS
    if before.year_before == after.year_before:
        yield Column.YEAR, Column.YEAR
    yield from (
        (column, column) for column in (Column.LATEST, *COMPARATORS) if _same_period(then, now, before, after, column)
    )


def _says_anything(value: Value) -> bool:
    """A later side that leaves an earlier quarter's cell blank takes nothing back; a table may not even have the column."""
    return not (isinstance(value, NoFigure) and value.gap is Gap.BLANK)


def _same_period(then: RecordedRow, now: RecordedRow, before: Quarter, after: Quarter, column: Column) -> bool:
    """Say whether both figures name one period. Without a word, another comparator may well be a later year's."""
    was, is_now = _value(then, column, before), _value(now, column, after)
    if not isinstance(was, Figure) or not isinstance(is_now, Figure):
        return False
    return bool(stated_period(was)) and stated_period(was) == stated_period(is_now)


def moved(
    then: RecordedRow, now: RecordedRow, before: Quarter, after: Quarter, indicators: Indicators
) -> Iterator[FigureChange]:
    """Give the figures of an indicator that changed from one period to another, and those where there was none before."""
    if before != after and not _same_period(then, now, before, after, Column.LATEST):
        yield from _latest(then, now, before, after, indicators)
    for then_column, column in _pairs(then, now, before, after):
        was, is_now = _value(then, then_column, before), _value(now, column, after)
        kind = _kind(was, is_now)
        if not isinstance(was, Figure) and (kind is Kind.GIVEN or (kind is not None and before == after)):
            yield FigureChange(now, column, was.text, is_now.text, kind)
    yield from _comparators(then, now, before, after)


def _comparators(then: RecordedRow, now: RecordedRow, before: Quarter, after: Quarter) -> Iterator[FigureChange]:
    """Give the comparators, and across years the outturn, as far as they are not of one period; no news is left out."""
    if before == after:
        return
    columns = [Column.YEAR] if before.year_before != after.year_before else []
    columns += [column for column in COMPARATORS if not _same_period(then, now, before, after, column)]
    for column in columns:
        was, is_now = _value(then, column, before), _value(now, column, after)
        kind = _kind(was, is_now)
        if kind is not None and kind is not Kind.STILL_NONE and _says_anything(is_now):
            difference = _difference(was, is_now, then, now, after)
            yield FigureChange(now, column, was.text, is_now.text, kind, difference=difference)


def _latest(
    then: RecordedRow, now: RecordedRow, before: Quarter, after: Quarter, indicators: Indicators
) -> Iterator[FigureChange]:
    """The latest results; from what the later side gives as the earlier quarter's, where it gives another figure."""
    was, is_now = _value(then, Column.LATEST, before), _value(now, Column.LATEST, after)
    restated = ""
    follows = before == after.previous
    base = was
    if follows and isinstance(later := _value(now, Column.PREVIOUS, after), Figure):
        base, restated = later, later.text if _kind(was, later) in (Kind.CHANGED, Kind.GIVEN) else ""
    kind = _kind(base, is_now)
    if kind is None:
        return
    movement = (
        _movement(is_now, base, then, now, after, indicators, year_ago=not follows) if judged(before, after) else None
    )
    difference = _difference(base, is_now, then, now, after)
    yield FigureChange(now, Column.LATEST, was.text, is_now.text, kind, restated, difference, movement)


def _movement(
    is_now: Value,
    base: Value,
    then: RecordedRow,
    now: RecordedRow,
    after: Quarter,
    indicators: Indicators,
    *,
    year_ago: bool,
) -> Movement:
    if then.unit is not now.unit:
        return NotCompared(f"the unit was {then.unit.value} and is {now.unit.value} now")
    if now.key not in indicators:
        return NotCompared("the config no longer has the indicator")
    return (compare_with_year_ago if year_ago else compare)(is_now, base, _indicator(now, indicators), after)


def _difference(was: Value, is_now: Value, then: RecordedRow, now: RecordedRow, after: Quarter) -> Decimal | None:
    if not isinstance(was, Figure) or not isinstance(is_now, Figure) or then.unit is not now.unit:
        return None
    standing = stand(is_now, was, _plain_indicator(now), after, "earlier")
    return standing.difference if isinstance(standing, Stands) else None


def _indicator(row: RecordedRow, indicators: Indicators) -> Indicator:
    """The indicator as config has it, but judged as the record says that it was."""
    found = indicators.get(row.key)
    return replace(found, unit=row.unit, polarity=row.polarity) if found else _plain_indicator(row)


def _plain_indicator(row: RecordedRow) -> Indicator:
    return Indicator(row.key, (row.code,), row.name, row.unit, row.polarity, Timing.STOCK)


def _value(row: RecordedRow, column: Column, quarter: Quarter) -> Value:
    return value_in(quarter, row.figures.get(column, NOTHING).text)


def _kind(was: Value, is_now: Value) -> Kind | None:
    """Say how two figures differ as they are displayed, and in what is said beside them; None where they do not."""
    match was, is_now:
        case Figure(), Figure():
            places = min(was.decimals, is_now.decimals)
            if rounded(displayed(was), places) != rounded(displayed(is_now), places):
                return Kind.CHANGED
            return None if _marks(was.qualifiers) == _marks(is_now.qualifiers) else Kind.OTHERWISE
        case Figure(), _:
            return Kind.WITHDRAWN
        case _, Figure():
            return Kind.GIVEN
        case NoFigure(), NoFigure():
            return None if was.gap is is_now.gap and was.expected == is_now.expected else Kind.STILL_NONE
        case _:
            return None if was.text.split() == is_now.text.split() else Kind.STILL_NONE


def _marks(qualifiers: tuple[Qualifier, ...]) -> frozenset[tuple[str, str]]:
    return frozenset((each.mark.value, each.detail) for each in qualifiers)
