"""Rules EF410 to EF412: earlier figures against what last quarter's own return gave."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from efreport.model import CellRef, Column, Figure, FigureCell, Indicator, Mark, Return, ServiceArea, Severity
from efreport.phrases import listed, shortened
from efreport.quarter import Quarter
from efreport.rules.base import Found, Subject, heading_texts, label, rule
from efreport.rules.pairs import Pair, is_changed, pairs_by_return
from efreport.rules.rolling import is_stale
from efreport.rules.telling import gives
from efreport.rules.together import alike

MOST_NAMED = 6
_GONE = re.compile(r"\b(?:withdraw|withdrawn|withdrew|remov|no longer)\w*", re.IGNORECASE)
_SAID = re.compile(
    r"\b(?:amend|revis|restat|correct(?:ed|ion)|rework|recalculat|re-?calculat)\w*"
    r"|\b(?:first|originally|previously) (?:reported|published|given)\b",
    re.IGNORECASE,
)


class _Change(NamedTuple):
    """A figure that is not what last quarter's return gave. `said` is true where its value or commentary says so.

    `published` names the edition that gave it, empty where that quarter was not published.
    """

    indicator: Indicator
    now: FigureCell
    then: FigureCell
    heading: str
    said: bool
    published: str = ""


@rule("EF410", Severity.NOTE)
def not_compared_with_last_quarter(subject: Subject) -> Iterator[Found]:
    """Returns could not be compared with last quarter's.

    Last quarter's returns are there, but not those of these service areas, or they cannot be read.

    Why: a figure that was changed since, or a column that was not brought up to date, would not be noticed.

    How to put it right: put last quarter's returns of these service areas back into their folder.

    Before: 2014Q1 without cp.xlsx
    After: 2014Q1/cp.xlsx as it was sent
    """
    before = subject.before()
    damaged = {each.named_area.key: each.workbook for each in before.unreadable if each.named_area}
    missing = [
        f"{found.workbook} ({damaged[found.area.key]} cannot be read)" if found.area.key in damaged else found.workbook
        for found in subject.returns()
        if found.area
        and not found.disagrees
        and _reported(found.area, before.quarter)
        and not before.return_of(found.area)
    ]
    if missing:
        yield Found(
            CellRef(),
            f"Not compared with the returns of {before.quarter.label}, which are missing: {listed(missing, most=MOST_NAMED)}.",
            f"Put the missing returns of {before.quarter.label} back into their folder, as they were sent.",
        )


def _reported(area: ServiceArea, quarter: Quarter) -> bool:
    return area.reported_from is None or area.reported_from <= quarter


@rule("EF411", Severity.NOTE)
def restated_and_said(subject: Subject) -> Iterator[Found]:
    """An earlier figure was changed, and the return says so.

    The figure of the previous quarter, or of the year, is not what was published of it, or where nothing was, what last
    quarter's own return gave. Its cell says that it was
    revised, or the commentary speaks of a revision and gives the new figure.

    Why: so that whoever signs the framework off knows which published figures it changes.

    How to put it right: no action needed, if the change is right.

    Before: 12% in last quarter's return
    After: 15% (amended from 12%) in this one
    """
    for change in _changes(subject):
        if change.said:
            yield Found(
                change.now.at,
                f"{_was(change)} The return says that it was revised.",
                "No action needed, if the change is right.",
                change.indicator.key,
            )


@rule("EF412", Severity.WARNING)
def restated_and_not_said(subject: Subject) -> Iterator[Found]:
    """An earlier figure differs from last quarter's return, without explanation.

    The figure of the previous quarter, or of the year, is not what was published of it, or where nothing was, what last
    quarter's own return gave, and neither does its cell
    say that it was revised, nor the commentary speak of a revision and give the new figure.

    Why: the board has seen the other figure. Either this is a slip, and the direction is worked out from it, or a
    published figure is changed without anybody being told.

    How to put it right: type last quarter's figure; or, if it was revised, say so in the cell or in the commentary.

    Before: 12% in last quarter's return, 15% in this one
    After: 15% (amended from 12%)
    """
    for change in _changes(subject):
        if not change.said:
            yield alike(
                Found(
                    change.now.at,
                    f"{_was(change)} Neither the cell nor the commentary {_what_is_missing(change)}.",
                    _advice(change),
                    change.indicator.key,
                ),
                change.now.at.column,
            )


def _changes(subject: Subject) -> Iterator[_Change]:
    before = subject.before()
    columns = [(Column.PREVIOUS, Column.LATEST)]
    if before.quarter.year_before == subject.round.quarter.year_before:
        columns.append((Column.YEAR, Column.YEAR))
    for found, pairs in pairs_by_return(subject):
        stale = is_stale(pairs)
        for pair in pairs:
            for now, then in columns:
                if not (stale and now is Column.PREVIOUS) and is_changed(pair, now, then):
                    yield _change(found, pair, now, then)._replace(published=before.published)


def _change(found: Return, pair: Pair, now: Column, then: Column) -> _Change:
    cell = pair.row.figures[now]
    said = _is_said(cell.value, pair) if isinstance(cell.value, Figure) else _is_withdrawn(pair)
    return _Change(pair.indicator, cell, pair.earlier.figures[then], heading_texts(found)[now], said)


def _is_said(figure: Figure, pair: Pair) -> bool:
    if any(qualifier.mark is Mark.REVISED for qualifier in figure.qualifiers):
        return True
    commentary = pair.row.text(Column.COMMENTARY)
    return bool(_SAID.search(commentary)) and gives(commentary, figure, pair.indicator)


def _is_withdrawn(pair: Pair) -> bool:
    commentary = pair.row.text(Column.COMMENTARY)
    return bool(_SAID.search(commentary) or _GONE.search(commentary))


def _was(change: _Change) -> str:
    now, then = change.now, change.then
    if change.published:
        was = f"{shortened(then.text)} was published ({change.published}), this return gives"
    else:
        was = f"last quarter's return gave {shortened(then.text)} ({then.at.workbook} {then.at.cell}), this one gives"
    return f"{label(change.indicator)}, “{change.heading}”: {was} {shortened(now.text)}."


def _what_is_missing(change: _Change) -> str:
    revised = isinstance(change.now.value, Figure)
    return f"gives {shortened(change.now.text)} as a revised figure" if revised else "says why"


def _advice(change: _Change) -> str:
    now, then = change.now, change.then
    slip = f"If it is a slip, type {shortened(then.text)} in {now.at.cell}."
    if not isinstance(now.value, Figure):
        return f"{slip} If the figure was withdrawn, say in {now.at.cell} or in the commentary why."
    if not now.value.qualifiers:
        return f"{slip} If it was revised, type “{shortened(now.text)} (revised)”, or say so in the commentary, with the new figure."
    return f"{slip} If it was revised, say so in the commentary, with the new figure."
