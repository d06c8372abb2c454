"""Rules EF411 to EF414: earlier figures against what last quarter's own return gave."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from efreport.model import (
    CellRef,
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
)
from efreport.movement import displayed, rounded, written_in
from efreport.rules.base import Found, NotApplicable, Subject, heading_texts, label, rule, shortened
from efreport.rules.signing import is_last_quarters

FEWEST_ROWS = 3
NEARLY_ALL, UNDECIDED, HARDLY_ANY = 0.8, 0.5, 0.2
_SAID = re.compile(
    r"\b(?:amend|revis|restat|correct(?:ed|ion)|rework|recalculat|re-?calculat)\w*"
    r"|\b(?:first|originally|previously) (?:reported|published|given)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Pair:
    """A row of this quarter's return and the same indicator's row in last quarter's."""

    row: Row
    earlier: Row
    indicator: Indicator


@dataclass(frozen=True)
class _Change:
    """A figure that is not what last quarter's return gave. `said` is true where its value or commentary says so."""

    indicator: Indicator
    now: FigureCell
    then: FigureCell
    heading: str
    said: bool


@rule("EF411", Severity.NOTE)
def restated_and_said(subject: Subject) -> Iterator[Found]:
    """An earlier figure was restated, and the return says so.

    The figure of the previous quarter, or of the year, is not what last quarter's own return gave, and the value or the
    commentary says that it was revised.

    Why: so that whoever signs the framework off knows which published figures it changes.

    How to put it right: nothing need be done.

    Before: 12% in last quarter's return
    After: 15% (amended from 12%) in this one
    """
    for change in _changes(subject):
        if change.said:
            yield Found(
                change.now.at,
                f"{_was(change)} The return says that it was revised.",
                "Nothing need be done, if the revision is meant.",
                change.indicator.key,
            )


@rule("EF412", Severity.WARNING)
def restated_and_not_said(subject: Subject) -> Iterator[Found]:
    """An earlier figure differs from last quarter's return without a word.

    The figure of the previous quarter, or of the year, is not what last quarter's own return gave, and neither the value
    nor the commentary says that it was revised.

    Why: the board has seen the other figure. Either this is a slip, and the direction is worked out from it, or a
    published figure is changed silently.

    How to put it right: type last quarter's figure; or, if it was revised, say so in the value or in the commentary.

    Before: 12% in last quarter's return, 15% in this one
    After: 15% (amended from 12%)
    """
    for change in _changes(subject):
        if not change.said:
            now, then = change.now, change.then
            yield Found(
                now.at,
                f"{_was(change)} Neither the value nor the commentary says so.",
                f"If it is a slip, type {shortened(then.text)} in {now.at.cell}. If the figure was revised, "
                f"{_how_to_say(change)}.",
                change.indicator.key,
            )


@rule("EF413", Severity.ERROR)
def not_rolled_forward(subject: Subject) -> Iterator[Found]:
    """The previous quarter's column was not brought up to date.

    The column still holds the figures that it held in last quarter's return, and not that return's latest results.

    Why: every direction would be worked out from a figure two quarters old.

    How to put it right: put last quarter's latest results into the column.

    Before: in Q2, the column “Q1” with the figures of Q4
    After: in Q2, the column “Q1” with the figures of Q1
    """
    for found, pairs in _by_return(subject, every=True):
        if _is_stale(pairs):
            heading = heading_texts(found)[Column.PREVIOUS]
            yield Found(
                _heading(found, Column.PREVIOUS),
                f"The column “{heading}” still holds the figures that it held in last quarter's return ({_workbook(pairs)}).",
                f"Put that return's latest results into the column “{heading}”.",
            )


@rule("EF414", Severity.ERROR)
def columns_exchanged(subject: Subject) -> Iterator[Found]:
    """The latest and the previous quarter's columns are probably exchanged.

    The latest result's column holds what last quarter's return gave as its latest results, and the previous quarter's
    column holds other figures.

    Why: every direction would be turned round.

    How to put it right: exchange the two headings, or the figures below them. If the new figures are missing, type them.

    Before: in Q2, “Latest Result (Q2)” above the figures of Q1
    After: in Q2, “Latest Result (Q2)” above the figures of Q2
    """
    for found, pairs in _by_return(subject, every=True):
        if _are_exchanged(pairs):
            latest, previous = (heading_texts(found)[column] for column in (Column.LATEST, Column.PREVIOUS))
            yield Found(
                _heading(found, Column.LATEST),
                f"The column “{latest}” holds what last quarter's return ({_workbook(pairs)}) gave as its "
                f"latest results, and the column “{previous}” does not.",
                f"If the two columns are exchanged, exchange their headings. If not, type this quarter's figures below “{latest}” "
                f"and last quarter's below “{previous}”.",
            )


def rows_under_exchanged_headings(subject: Subject) -> Iterator[tuple[Return, Row, Indicator]]:
    """Give the rows of returns whose latest and previous columns are probably exchanged."""
    for found, pairs in _by_return(subject, every=True):
        if _are_exchanged(pairs):
            yield from ((found, pair.row, pair.indicator) for pair in pairs)


def _changes(subject: Subject) -> Iterator[_Change]:
    before = subject.before()
    columns = [(Column.PREVIOUS, Column.LATEST)]
    if before.quarter.year_before == subject.round.quarter.year_before:
        columns.append((Column.YEAR, Column.YEAR))
    for found, pairs in _by_return(subject):
        wrong = _is_stale(pairs)
        for pair in pairs:
            for now, then in columns:
                if not (wrong and now is Column.PREVIOUS) and _is_changed(pair, now, then):
                    yield _change(found, pair, now, then)


def _by_return(subject: Subject, *, every: bool = False) -> Iterator[tuple[Return, list[_Pair]]]:
    """Give each return with those of its rows that last quarter's return of the area has too."""
    before = subject.before()
    by_return: dict[str, tuple[Return, list[_Pair]]] = {}
    again = {found.workbook for found in subject.round.returns if is_last_quarters(found, subject)}
    for found, row, indicator in subject.rows(every=every):
        earlier = before.return_of(found.area) if found.area else None
        if earlier and indicator.key in earlier.by_key and found.workbook not in again:
            pair = _Pair(row, earlier.by_key[indicator.key], indicator)
            by_return.setdefault(found.workbook, (found, []))[1].append(pair)
    if not by_return:
        raise NotApplicable(f"no return of {before.quarter.label} is there from these service areas")
    yield from by_return.values()


def _is_stale(pairs: Sequence[_Pair]) -> bool:
    """Say whether the previous quarter's column holds what it held last quarter, where that has moved on since."""
    moved = [pair for pair in pairs if _held(pair.earlier, Column.LATEST, pair.earlier, Column.PREVIOUS, pair) is False]
    still = _agreeing(moved, Column.PREVIOUS, Column.PREVIOUS)
    return still >= NEARLY_ALL and _agreeing(moved, Column.PREVIOUS, Column.LATEST) <= HARDLY_ANY


def _are_exchanged(pairs: Sequence[_Pair]) -> bool:
    """Say whether the latest column holds last quarter's latest results, and the previous quarter's column does not."""
    latest = _agreeing(pairs, Column.LATEST, Column.LATEST)
    return latest >= NEARLY_ALL and _agreeing(pairs, Column.PREVIOUS, Column.LATEST) <= HARDLY_ANY


def _agreeing(pairs: Sequence[_Pair], now: Column, then: Column) -> float:
    """Give the share of rows with figures on both sides that agree; where too few have, one that decides nothing."""
    told = [held for pair in pairs if (held := _held(pair.row, now, pair.earlier, then, pair)) is not None]
    return sum(told) / len(told) if len(told) >= FEWEST_ROWS else UNDECIDED


def _held(row: Row, now: Column, earlier: Row, then: Column, pair: _Pair) -> bool | None:
    """Say whether the two cells show the same figure; None where either holds none in the indicator's unit."""
    new, old = _figure(row, now, pair), _figure(earlier, then, pair)
    if new is None or old is None:
        return None
    places = min(new.decimals, old.decimals)
    return rounded(displayed(new), places) == rounded(displayed(old), places)


def _figure(row: Row, column: Column, pair: _Pair) -> Figure | None:
    cell = row.figures.get(column)
    value = cell.value if cell else None
    return value if isinstance(value, Figure) and written_in(value, pair.indicator.unit) else None


def _is_changed(pair: _Pair, now: Column, then: Column) -> bool:
    """Say whether a figure is another than it was, or has given way to words; a blank cell is said by its own rule."""
    if (held := _held(pair.row, now, pair.earlier, then, pair)) is not None:
        return not held
    cell = pair.row.figures.get(now)
    gone = cell is not None and isinstance(cell.value, NoFigure) and cell.value.gap is not Gap.BLANK
    return gone and _figure(pair.earlier, then, pair) is not None


def _change(found: Return, pair: _Pair, now: Column, then: Column) -> _Change:
    cell = pair.row.figures[now]
    revised = isinstance(cell.value, Figure) and any(mark.mark is Mark.REVISED for mark in cell.value.qualifiers)
    said = revised or bool(_SAID.search(pair.row.text(Column.COMMENTARY)))
    return _Change(pair.indicator, cell, pair.earlier.figures[then], heading_texts(found)[now], said)


def _was(change: _Change) -> str:
    now, then = change.now, change.then
    return (
        f"{label(change.indicator)}, “{change.heading}”: last quarter's return gave {shortened(then.text)} "
        f"({then.at.workbook} {then.at.cell}), this one gives {shortened(now.text)}."
    )


def _how_to_say(change: _Change) -> str:
    if not isinstance(change.now.value, Figure):
        return "say so in the commentary"
    figure = shortened(change.now.text)
    return f"type “{figure} (amended from {shortened(change.then.text)})”, or say so in the commentary"


def _workbook(pairs: Sequence[_Pair]) -> str:
    return pairs[0].earlier.at.workbook


def _heading(found: Return, column: Column) -> CellRef:
    return next(heading.at for heading in found.headings if heading.column is column)
