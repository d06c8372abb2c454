"""What became of figures and of the indicators themselves, as sections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from efreport.comparison.changing import change_words, latest_words, revision_words
from efreport.comparison.facts import Comparison, FigureChange, Revision
from efreport.comparison.told import BLANK, IS_NOW, LATEST, WAS, Said, Section, named
from efreport.dated import value_in
from efreport.model import Column, Figure, Origin
from efreport.movement import Moved, in_words, stated_period

Headings = Mapping[Column, str]


def revisions(comparison: Comparison, headings: Headings) -> Iterator[Section]:
    """Tell which figures read otherwise for the same period."""
    if not comparison.revisions:
        return
    published = comparison.then.origin is not Origin.RETURNS
    rows = tuple(
        (
            *named(each.row),
            Said(_period_words(each, comparison, headings)),
            Said(each.then.strip() or BLANK),
            Said(each.now.strip() or BLANK),
            Said(revision_words(each)),
        )
        for each in comparison.revisions
    )
    heading = "Published figures that read otherwise now" if published else "Figures that read otherwise now"
    yield Section(heading, headings=("Code", "Indicator", "Figure", WAS, IS_NOW, "Change"), rows=rows, first_page=True)


def _period_words(revision: Revision, comparison: Comparison, headings: Headings) -> str:
    """Name what a figure is of: the period that it names, its quarter, its year, or the comparator's printed heading."""
    quarter, value = comparison.now.quarter, value_in(comparison.now.quarter, revision.now)
    stated = in_words(stated_period(value)) if isinstance(value, Figure) else ""
    match revision.column:
        case Column.LATEST:
            return stated if comparison.then.quarter != quarter else quarter.label
        case Column.PREVIOUS:
            return quarter.previous.label
        case Column.YEAR:
            return f"Outturn {quarter.year_before}"
        case column:
            return ", ".join(filter(None, (headings[column], stated)))


def indicators(comparison: Comparison) -> Iterator[Section]:
    """Tell which indicators were added, dropped or described otherwise."""
    rows = [
        *((Said(word), *named(row), Said(row.heading), Said(""), Said("")) for word, listed in
          (("Added", comparison.added), ("Dropped", comparison.dropped)) for row in listed),
        *((Said(f"Other {each.aspect.value}"), *named(each.row), Said(each.row.heading), Said(each.then or BLANK),
           Said(each.now or BLANK)) for each in comparison.recast),
    ]  # fmt: skip
    if rows:
        headings = ("What", "Code", "Indicator", "Service area", WAS, IS_NOW)
        yield Section(
            "Indicators added, dropped or described otherwise", headings=headings, rows=tuple(rows), first_page=True
        )


def figures(comparison: Comparison, headings: Headings) -> Iterator[Section]:
    """Tell which figures changed, a section for each service area."""
    then, now = comparison.then.quarter.label, comparison.now.quarter.label
    if then == now:
        then, now = WAS, IS_NOW
    labels = {
        Column.LATEST: LATEST,
        Column.PREVIOUS: comparison.now.quarter.previous.label,
        Column.YEAR: _outturn(comparison),
    }
    for heading, changes in groupby(comparison.figures, lambda each: each.row.heading):
        rows = tuple(_figure_row(each, {**headings, **labels}) for each in changes)
        yield Section(heading, headings=("Code", "Indicator", "Figure", then, now, "Change"), rows=rows)


def _outturn(comparison: Comparison) -> str:
    """Name the outturn, with both years where the two sides give those of two years, which are no change of one figure."""
    then, now = comparison.then.quarter.year_before, comparison.now.quarter.year_before
    return "Outturn" if then == now else f"Outturns {then} and {now}"


def _figure_row(change: FigureChange, labels: Headings) -> tuple[Said, ...]:
    judgement = change.movement.judgement if isinstance(change.movement, Moved) else None
    words = latest_words(change) if change.movement else change_words(change.difference, change.row.unit, change.kind)
    return (
        *named(change.row),
        Said(labels[change.column]),
        Said(_then_words(change)),
        Said(change.now.strip() or BLANK),
        Said(words, judgement),
    )


def _then_words(change: FigureChange) -> str:
    """What the earlier side gives, and what the later one says that it was."""
    then, revised = change.then.strip(), change.revised.strip()
    if not revised:
        return then or BLANK
    return f"{then} (since {revised})" if then else f"(since {revised})"
