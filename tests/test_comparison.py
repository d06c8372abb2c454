"""Two records held against each other: each kind of difference by itself, and how it is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from efreport.comparison import Told, compare_records, tell
from efreport.model import (
    Column,
    Framework,
    Indicator,
    Origin,
    Polarity,
    QuarterRecord,
    RecordedFigure,
    RecordedRow,
    Unit,
)
from efreport.quarter import Quarter
from tests.made_up_history import row

Q1, Q2 = Quarter(2014, 1), Quarter(2014, 2)
Change = Callable[[RecordedRow], RecordedRow]


def record(quarter: Quarter, *rows: RecordedRow) -> QuarterRecord:
    return QuarterRecord(quarter, Origin.PUBLISHED, "edition 1, published 14 November 2014", rows)


@pytest.fixture
def cp2(framework: Framework) -> Indicator:
    """The number of children with a plan."""
    return next(each for each in framework.indicators() if each.key == "cp2")


@pytest.fixture
def given(framework: Framework, cp2: Indicator) -> RecordedRow:
    """Its row in the second quarter, with a commentary."""
    return replace(
        row(cp2, framework, ["253", "306"], 1), source="CMT", commentary="More large sibling groups came in July."
    )


def told(then: QuarterRecord, now: QuarterRecord, framework: Framework) -> Told:
    """The comparison in words, by the small framework."""
    indicators = {each.key: each for each in framework.indicators()}
    return tell(compare_records(then, now, indicators), framework.headings(now.quarter))


def lines(said: Told, heading: str) -> list[str]:
    """The rows of a section, each cell after the other."""
    return [
        " | ".join(cell.words for cell in cells)
        for each in said.sections
        if each.heading == heading
        for cells in each.rows
    ]


def figure(column: Column, text: str) -> Change:
    """Give what puts another figure into a row."""
    return lambda each: replace(each, figures={**each.figures, column: RecordedFigure(text)})


ONE_CHANGE: dict[str, Change] = {
    "a figure": figure(Column.LATEST, "307"),
    "a figure withdrawn": figure(Column.LATEST, "n/a"),
    "a comparator": figure(Column.NATIONAL, "55"),
    "the name": lambda each: replace(each, name="Children with a plan"),
    "the code": lambda each: replace(each, code="CP2a"),
    "the area": lambda each: replace(each, heading="Protection"),
    "the section": lambda each: replace(each, section="Demand"),
    "the unit": lambda each: replace(each, unit=Unit.PERCENT),
    "the polarity": lambda each: replace(each, polarity=Polarity.HIGHER),
    "the commentary": lambda each: replace(each, commentary="Another one."),
    "the source": lambda each: replace(each, source="LSCB"),
}


@pytest.mark.parametrize("change", ONE_CHANGE.values(), ids=ONE_CHANGE)
def test_one_change_alone_is_a_difference(change: Change, given: RecordedRow, framework: Framework) -> None:
    indicators = {each.key: each for each in framework.indicators()}
    same = compare_records(record(Q2, given), record(Q2, given), indicators)
    assert same.is_same
    assert not compare_records(record(Q2, given), record(Q2, change(given)), indicators).is_same


def test_an_indicator_added_or_dropped_is_a_difference(given: RecordedRow, framework: Framework) -> None:
    without, with_it = record(Q2), record(Q2, given)
    added, dropped = told(without, with_it, framework), told(with_it, without, framework)
    of = "CP2 | Number of children with a CP plan | Child Protection (CP) |  | "
    heading = "Indicators added, dropped or described otherwise"
    assert lines(added, heading) == [f"Added | {of}"]
    assert lines(dropped, heading) == [f"Dropped | {of}"]
    assert added.gist[1] == "Indicators: 1 added, 0 dropped, 0 described otherwise."
    assert dropped.gist[1] == "Indicators: 0 added, 1 dropped, 0 described otherwise."


COMMENTARIES = {
    "More large sibling groups came in July.": [],
    "More large  sibling groups\ncame in July.": [],
    "": ["CP2 | None now; it was “More large sibling groups came in July.”"],
    "More very large sibling groups came in July.": ["CP2 | “very” came in"],
    "More large and growing sibling groups came in July.": ["CP2 | “and growing” came in"],
    "More sibling groups came in July.": ["CP2 | “large” was taken out"],
    "More small sibling groups came in July.": ["CP2 | “large” became “small”"],
    "Few small family groups went in May.": [
        "CP2 | Written anew: “More large sibling groups came in July.” became “Few small family groups went in May.”"
    ],
    "More very large young sibling play groups came mostly in July.": [
        "CP2 | “very” came in; “young” came in; “play” came in; and 1 more"
    ],
}


@pytest.mark.parametrize("words", COMMENTARIES)
def test_what_became_of_a_commentary(words: str, given: RecordedRow, framework: Framework) -> None:
    said = told(record(Q2, given), record(Q2, replace(given, commentary=words)), framework)
    assert lines(said, "Commentary") == COMMENTARIES[words]


def test_a_commentary_that_is_new_or_left_over(given: RecordedRow, framework: Framework) -> None:
    silent = replace(given, commentary="")
    assert lines(told(record(Q2, silent), record(Q2, given), framework), "Commentary") == [
        "CP2 | New: “More large sibling groups came in July.”"
    ]
    level = figure(Column.PREVIOUS, "306")(given)
    assert lines(told(record(Q1, given), record(Q2, level), framework), "Commentary") == [
        "CP2 | The same word for word: “More large sibling groups came in July.”"
    ]
    moved = figure(Column.LATEST, "310")(given)
    assert lines(told(record(Q1, given), record(Q2, moved), framework), "Commentary") == [
        "CP2 | The same word for word, although the figure is another one: “More large sibling groups came in July.”"
    ]


@pytest.mark.parametrize(
    ("then", "now", "words"),
    [
        ("253", "306", "▲ 53, changed"),
        ("253", "n/a", "no longer given"),
        ("n/a", "306", "given now"),
        ("253 (Autumn only)", "306",
         "not compared: different bases: latest names none, Q1 “Autumn only”"),
        ("253", "253 [p]", "►, no change; the latest figure is provisional"),
        ("Pending", "n/a", "still no figure, other words"),
    ],
)  # fmt: skip
def test_how_a_latest_result_changed(then: str, now: str, words: str, given: RecordedRow, framework: Framework) -> None:
    before = figure(Column.LATEST, then)(given)
    after = figure(Column.LATEST, now)(figure(Column.PREVIOUS, then)(given))
    (line,) = lines(told(record(Q1, before), record(Q2, after), framework), "Child Protection (CP)")
    assert line == f"CP2 | Number of children with a CP plan | Latest result | {then} | {now} | {words}"


def test_what_cannot_be_judged_says_why(given: RecordedRow, framework: Framework) -> None:
    before = figure(Column.LATEST, "253")(given)
    heading = "Child Protection (CP)"
    rate = replace(before, unit=Unit.RATE_10000)
    (line,) = lines(told(record(Q1, rate), record(Q2, given), framework), heading)
    assert line.endswith("| 253 | 306 | not compared: the unit was rate per 10,000 and is count now")
    comparison = compare_records(record(Q1, before), record(Q2, given), {})
    (line,) = lines(tell(comparison, framework.headings(Q2)), heading)
    assert line.endswith("| 253 | 306 | not compared: the config no longer has the indicator")


def test_which_figure_reads_otherwise_is_named(given: RecordedRow, framework: Framework) -> None:
    before = replace(given, figures={
        Column.LATEST: RecordedFigure("306"), Column.PREVIOUS: RecordedFigure("253"), Column.YEAR: RecordedFigure("236"),
        Column.NEIGHBOURS: RecordedFigure("240 (2013)"), Column.NATIONAL: RecordedFigure("250"),
    })  # fmt: skip
    after = replace(given, figures={
        Column.LATEST: RecordedFigure("307"), Column.PREVIOUS: RecordedFigure("254"), Column.YEAR: RecordedFigure("237"),
        Column.NEIGHBOURS: RecordedFigure("241 (2013)"), Column.NATIONAL: RecordedFigure("n/a"),
    })  # fmt: skip
    said = told(record(Q2, before), record(Q2, after), framework)
    of = "CP2 | Number of children with a CP plan"
    assert lines(said, "Published figures that read otherwise now") == [
        f"{of} | Q2 2014/15 | 306 | 307 | ▲ 1, higher",
        f"{of} | Q1 2014/15 | 253 | 254 | ▲ 1, higher",
        f"{of} | Outturn 2013/14 | 236 | 237 | ▲ 1, higher",
        f"{of} | Statistical Neighbour Average, 2013 | 240 (2013) | 241 (2013) | ▲ 1, higher",
        f"{of} | National Average | 250 | n/a | no longer given",
    ]
    assert said.gist[0] == "5 published figures read otherwise now, for the same period."
    later = told(record(Q1, figure(Column.NEIGHBOURS, "240 (2013)")(given)), record(Q2, after), framework)
    assert lines(later, "Published figures that read otherwise now") == [
        f"{of} | Q1 2014/15 | 306 | 254 | ▼ 52, lower",
        f"{of} | Statistical Neighbour Average, 2013 | 240 (2013) | 241 (2013) | ▲ 1, higher",
    ]


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ("", []),
        ("n/a", ["306 | n/a | no longer given"]),
        ("306", []),
        ("306.4", []),
        ("307", ["306 | 307 | ▲ 1, higher"]),
        ("306 [r]", ["306 | 306 [r] | the same, said otherwise"]),
    ],
)
def test_a_blank_cell_takes_nothing_back(
    later: str, expected: list[str], given: RecordedRow, framework: Framework
) -> None:
    after = figure(Column.PREVIOUS, later)(given)
    said = told(record(Q1, given), record(Q2, after), framework)
    of = "CP2 | Number of children with a CP plan | Q1 2014/15 | "
    assert lines(said, "Published figures that read otherwise now") == [f"{of}{each}" for each in expected]


def test_the_outturns_of_two_years_are_named_with_both(framework: Framework, given: RecordedRow) -> None:
    """They are no change of one figure, as a reader would take them without their years."""
    given = replace(given, figures={**given.figures, Column.YEAR: RecordedFigure("236", Decimal(236))})
    later = replace(given, figures={**given.figures, Column.YEAR: RecordedFigure("246", Decimal(246))})
    said = lines(told(record(Quarter(2013, 4), given), record(Q1, later), framework), given.heading)
    assert [each for each in said if "utturn" in each] == [
        f"{given.code} | {given.name} | Outturns 2012/13 and 2013/14 | 236 | 246 | ▲ 10"
    ]
