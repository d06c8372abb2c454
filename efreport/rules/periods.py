"""Rules EF321 to EF323: the periods that figures are for, and when they should be there or be final."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from efreport.days import MONTHS
from efreport.model import (
    Column,
    Figure,
    FigureCell,
    Gap,
    Indicator,
    Mark,
    NoFigure,
    Return,
    Row,
    Severity,
    Timing,
)
from efreport.movement import in_words, stated_period
from efreport.phrases import shortened
from efreport.quarter import Quarter, QuarterError, parse_quarter
from efreport.rules.base import Found, Subject, heading_texts, label, rule
from efreport.rules.commentary import says_nothing
from efreport.rules.gaps import latest_of
from efreport.rules.together import alike

OF_SCHOOL_YEARS = (Timing.SCHOOL_YEAR, Timing.SCHOOL_YEAR_TO_DATE)
_QUARTER = re.compile(r"Q([1-4])", re.IGNORECASE)
_YEARS = re.compile(r"(\d{4})/(\d{2})")
_MONTH = re.compile(r"(?P<month>[A-Za-z]+) (?P<year>\d{4})")

Span = tuple[date, date]


@rule("EF321", Severity.WARNING)
def other_period(subject: Subject) -> Iterator[Found]:
    """A figure is marked for another period than its column's.

    The latest or the previous quarter's figure is marked for another quarter or year, or the year's for another year.
    School measures carry their year, and comparators are published late: neither is asked about, nor is a figure that was
    openly carried forward, with one period in both quarters' columns. A measure over twelve months or over the year so far
    may name a day or a year that it reaches back to, but no quarter other than the one that it was taken at the end of.

    Why: it looks like a quarter's figure and is not one, so it is not compared.

    How to put it right: type the figure of the column's own period, or n/a if there is none.

    Before: in the column Q1, 6 (2013/14)
    After: in the column Q1, n/a, and in the column 2013/14, 6
    """
    for found, row, indicator in subject.rows():
        if indicator.timing in OF_SCHOOL_YEARS or _is_carried_forward(row):
            continue
        headings = heading_texts(found)
        for column, own in _own_spans(subject.round.quarter, indicator.timing).items():
            cell = row.figures.get(column)
            stated = _stated(cell, subject.round.quarter)
            if cell and stated and not _overlap(stated, _narrowed(cell, column, own)):
                yield alike(
                    Found(
                        cell.at,
                        f"{label(indicator)}, “{headings[column]}”: “{shortened(cell.text)}” is marked {_period_words(cell)}, but "
                        f"the column is for {_column_words(subject.round.quarter, column)}.",
                        f"Type the figure for {_column_words(subject.round.quarter, column)} in {cell.at.cell}, or n/a if there "
                        f"is none{_where_it_belongs(row, stated, subject, headings)}.",
                        indicator.key,
                    ),
                    cell.at.column,
                )


def _is_carried_forward(row: Row) -> bool:
    """Say whether both quarters' columns openly hold one period; where one of them is missing, nobody can tell."""
    if not {Column.LATEST, Column.PREVIOUS} <= row.figures.keys():
        return True
    periods = [_period(row.figures.get(column)) for column in (Column.LATEST, Column.PREVIOUS)]
    return bool(periods[0]) and periods[0] == periods[1]


def _period_words(cell: FigureCell) -> str:
    return in_words(_period(cell))


def _period(cell: FigureCell | None) -> str:
    return stated_period(cell.value) if cell and isinstance(cell.value, Figure) else ""


def _stated(cell: FigureCell | None, quarter: Quarter) -> Span | None:
    return span_of(_period(cell), quarter.first_month)


@lru_cache(maxsize=64)
def _own_spans(quarter: Quarter, timing: Timing) -> Mapping[Column, Span]:
    """Give what each column's figure may be for; a measure that reaches back may name what it reaches back to."""
    year = Quarter(quarter.year - 1, 1, quarter.first_month)
    spans = {
        Column.LATEST: (_start(quarter, timing), quarter.last_day),
        Column.PREVIOUS: (_start(quarter.previous, timing), quarter.previous.last_day),
        Column.YEAR: (_start(year, timing), Quarter(year.year, 4, quarter.first_month).last_day),
    }
    return MappingProxyType(spans)


def _narrowed(cell: FigureCell, column: Column, own: Span) -> Span:
    """Give what must be in the period that a figure names; a quarter by name is that at whose end the measure was taken."""
    if column is Column.YEAR or "Q" not in _period(cell):
        return own
    return own[1], own[1]


def _start(quarter: Quarter, timing: Timing) -> date:
    match timing:
        case Timing.ROLLING:
            first = Quarter(quarter.year - 1, quarter.number, quarter.first_month).next
        case Timing.YEAR_TO_DATE | Timing.CUMULATIVE_YEAR:
            first = Quarter(quarter.year, 1, quarter.first_month)
        case Timing.CUMULATIVE_PROGRAMME:
            return date.min
        case _:
            first = quarter
    return _first_day(first)


def _first_day(quarter: Quarter) -> date:
    return date(*quarter.months[0], 1)


def _overlap(stated: Span, own: Span) -> bool:
    """Say whether two periods share a day; "as at 1 July" is still said of a quarter that ended on 30 June."""
    after = timedelta(days=1 if stated[0] == stated[1] else 0)
    return stated[0] <= own[1] + after and own[0] <= stated[1]


def _column_words(quarter: Quarter, column: Column) -> str:
    match column:
        case Column.LATEST:
            return quarter.in_full
        case Column.PREVIOUS:
            return quarter.previous.in_full
        case _:
            return quarter.year_before


def _where_it_belongs(row: Row, stated: Span, subject: Subject, headings: Mapping[Column, str]) -> str:
    year = Quarter(subject.round.quarter.year - 1, 1, subject.round.quarter.first_month)
    whole = (_first_day(year), Quarter(year.year, 4, year.first_month).last_day)
    cell = row.figures.get(Column.YEAR)
    return (
        f"; the figure of that year belongs in {cell.at.cell} (“{headings[Column.YEAR]}”)"
        if cell and stated == whole
        else ""
    )


def span_of(period: str, first_month: int) -> Span | None:
    """Give the first and last day of a stated period (2013/14, 2014, 2014-04-01, 2014Q1), or None for no period."""
    try:
        if "-" in period:
            day = date.fromisoformat(period)
            return day, day
        if "Q" in period:
            quarter = parse_quarter(period, first_month)
            return _first_day(quarter), quarter.last_day
        if match := _YEARS.fullmatch(period):
            first = Quarter(int(match[1]), 1, first_month)
            return _first_day(first), Quarter(first.year, 4, first_month).last_day
        return (date(int(period), 1, 1), date(int(period), 12, 31)) if period else None
    except (ValueError, QuarterError):
        return None


@rule("EF322", Severity.WARNING)
def provisional_for_long(subject: Subject) -> Iterator[Found]:
    """A provisional figure should be final by now.

    The figure is marked provisional, and the period that it is for (the one that it names, else its column's) ended
    longer ago than the framework's config allows, usually three quarters.

    Why: the final figure has probably been published since, and may be different.

    How to put it right: type the final figure without the mark, with (revised) if it changed. If it is still provisional,
    leave it as it is.

    Before: in the column 2013/14, in Q4 2014/15, 80% *Prov
    After: 79% (revised)
    """
    quarter, limit = subject.round.quarter, subject.framework.rule_settings.provisional_quarters
    for found, row, indicator in subject.rows():
        own = _own_spans(quarter, indicator.timing)
        for column, cell in row.figures.items():
            value = cell.value
            if not isinstance(value, Figure) or not any(each.mark is Mark.PROVISIONAL for each in value.qualifiers):
                continue
            span = _stated(cell, quarter) or own.get(column)
            if span and _months_since(span[1], quarter) > 3 * limit:
                yield alike(
                    Found(
                        cell.at,
                        f"{label(indicator)}, “{heading_texts(found)[column]}”: “{shortened(cell.text)}” is still marked provisional; "
                        f"the period ended in {MONTHS[span[1].month - 1]} {span[1].year}.",
                        f"If the final figure is known, type it in {cell.at.cell} without the mark, with (revised) after it if it "
                        "changed. If it is still provisional, leave it as it is.",
                        indicator.key,
                    ),
                    cell.at.column,
                )


def _months_since(day: date, quarter: Quarter) -> int:
    return (quarter.last_day.year - day.year) * 12 + quarter.last_day.month - day.month


@rule("EF323", Severity.WARNING)
def promised_figure_missing(subject: Subject) -> Iterator[Found]:
    """A promised figure is still missing.

    The latest result, or last quarter's in the return before, says from when there will be a figure (“reportable from
    Q3”); that quarter has come, and there is none. Nothing is said where the cell names a later quarter and there is a
    commentary.

    Why: the board was told when to expect it.

    How to put it right: type the figure, or say when it will be available and in the commentary why it is late.

    Before: in Q3, System changes will make this reportable from Q3
    After: 41, or Available from Q4 2014/15
    """
    for found, row, indicator in subject.rows():
        cell = row.figures.get(Column.LATEST)
        if cell is None or not _is_missing(cell) or _is_explained(row, cell, subject.round.quarter):
            continue
        if promise := _promise(subject, found, cell, indicator):
            promised, where = promise
            yield Found(
                cell.at,
                f"{label(indicator)}, “{heading_texts(found)[Column.LATEST]}”: a figure was promised from "
                f"{promised.label}{where}, but there is none (“{shortened(cell.text)}”).",
                f"Type the figure in {cell.at.cell}. If there is still none, say there when it will be available, like "
                f"Available from {subject.round.quarter.next.label}, and in the commentary why it is late.",
                indicator.key,
            )


def _is_missing(cell: FigureCell) -> bool:
    """Say whether the cell says that there is no figure; blank ones are found as such, small ones are withheld."""
    return isinstance(cell.value, NoFigure) and cell.value.gap not in (Gap.BLANK, Gap.CONFIDENTIAL)


def _is_explained(row: Row, cell: FigureCell, quarter: Quarter) -> bool:
    """Say whether the cell promises the figure from a quarter still to come, and there is a commentary."""
    promised = _promised_from(cell, quarter)
    return promised is not None and promised > quarter and not says_nothing(row.words.get(Column.COMMENTARY))


def _promise(subject: Subject, found: Return, cell: FigureCell, indicator: Indicator) -> tuple[Quarter, str] | None:
    """Give the quarter that has come and from which a figure was promised, and where that stands if not in the cell."""
    quarter, before = subject.round.quarter, subject.round.before()
    earlier = latest_of(before, found, indicator) if before else None
    if earlier and before and (promised := _promised_from(earlier, before.quarter)) and promised <= quarter:
        return promised, f" (“{shortened(earlier.text)}” in the return of {before.quarter.label})"
    promised = _promised_from(cell, quarter)
    return (promised, "") if promised and promised <= quarter else None


def _promised_from(cell: FigureCell, said_in: Quarter) -> Quarter | None:
    """Give the quarter from which a cell promises a figure. A bare "Q2" is the first that is not over when it is said."""
    expected = cell.value.expected if isinstance(cell.value, NoFigure) else ""
    if match := _QUARTER.fullmatch(expected):
        number = int(match[1])
        return Quarter(said_in.year + (number < said_in.number), number, said_in.first_month)
    if match := _MONTH.fullmatch(expected):
        return _quarter_of(match["month"], int(match["year"]), said_in.first_month)
    try:
        return parse_quarter(expected, said_in.first_month) if expected else None
    except QuarterError:
        return None


def _quarter_of(month: str, year: int, first_month: int) -> Quarter | None:
    """Give the quarter in which a month lies, named in full or by its first three letters."""
    number = next((n for n, name in enumerate(MONTHS, 1) if month[:3].casefold() == name[:3].casefold()), 0)
    if not number or not 1900 <= year <= 2200:
        return None
    starts = year if number >= first_month else year - 1
    return Quarter(starts, (number - first_month) % 12 // 3 + 1, first_month)
