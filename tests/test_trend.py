"""An indicator over the quarters: its points, the published rules of limits and signals, and what is said of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from efreport.model import Column, Framework, Indicator, Origin, Polarity, QuarterRecord, RecordedFigure, Timing, Unit
from efreport.movement import Direction, Judgement, Moved, NotCompared
from efreport.quarter import Quarter
from efreport.reports.trend_chart import chart_lines
from efreport.trend.limits import Limits, NotEnough, Signal, limits_of, signals
from efreport.trend.reading import NotSuited, Trend, shown_limits, trend_of
from efreport.trend.words import change_words, limits_words, point_words, signal_in_full
from tests.made_up_history import quarters_to, row

NOW = Quarter(2014, 2)
INDICATOR = Indicator("cp3", ("CP3",), "Children with plans per 10,000", Unit.COUNT, Polarity.LOWER, Timing.STOCK, "cp")


def decimals(words: str) -> list[Decimal | None]:
    return [None if each == "-" else Decimal(each) for each in words.split()]


def records(framework: Framework, texts: list[str], indicator: Indicator = INDICATOR) -> list[QuarterRecord]:
    """What each quarter's framework said; "" where it did not speak of the indicator."""
    return [
        QuarterRecord(quarter, Origin.PUBLISHED, "", (row(indicator, framework, texts, place),) if texts[place] else ())
        for place, quarter in enumerate(quarters_to(NOW, len(texts)))
    ]


def trend(framework: Framework, words: str, **changed: object) -> Trend:
    indicator = replace(INDICATOR, **changed)  # type: ignore[arg-type]
    found = trend_of(
        indicator, records(framework, [each.replace("_", " ").strip("~") for each in words.split()], indicator)
    )
    assert found
    return found


# The figures of a worked example: twelve points whose mean is 50 and whose moving ranges average 4.
TWELVE = "48 52 48 52 48 52 48 52 48 52 48 52"


def test_limits_are_the_mean_and_2_66_average_moving_ranges() -> None:
    assert limits_of(decimals(TWELVE)) == Limits(Decimal(50), Decimal("39.36"), Decimal("60.64"))


def test_before_twelve_points_there_are_no_limits() -> None:
    assert limits_of(decimals("48 52 48 52 48 52 48 52 48 52 48")) == NotEnough(11)
    assert limits_of(decimals("48 52 48 - 48 52 48 52 48 52 48 52")) == NotEnough(11)
    assert limits_of(decimals("48 - 52 - 48 - 52 - 48 - 52 - 48 - 52 - 48 - 52 - 48 - 52")) == NotEnough(12)


def test_no_moving_range_is_taken_across_a_quarter_without_a_figure() -> None:
    assert limits_of(decimals("40 40 40 40 40 40 - 60 60 60 60 60 60")) == Limits(*map(Decimal, (50, 50, 50)))


LIMITS = Limits(Decimal(50), Decimal(20), Decimal(80))


@pytest.mark.parametrize(
    ("points", "found"),
    [
        ("50 80 20 50", []),
        ("50 81 50", [(Signal.OUTSIDE, 1, True)]),
        ("50 19 50", [(Signal.OUTSIDE, 1, False)]),
        ("51 51 51 51 51 51", []),
        ("51 51 51 51 51 51 51", [(Signal.ONE_SIDE, 6, True)]),
        ("49 49 49 49 49 49 49 49", [(Signal.ONE_SIDE, 6, False), (Signal.ONE_SIDE, 7, False)]),
        ("51 51 51 50 51 51 51 51", []),
        ("51 51 51 - 51 51 51 51", []),
        ("47 48 49 50 51 52", []),
        ("47 48 49 50 51 52 53", [(Signal.TREND, 6, True)]),
        ("53 52 51 50 49 48 47", [(Signal.TREND, 6, False)]),
        ("47 48 49 49 50 51 52 53", []),
        ("47 48 49 - 51 52 53 54", []),
        ("71 50 71", [(Signal.NEAR_LIMIT, 2, True)]),
        ("70 50 70", []),
        ("29 29 50", []),
        ("50 29 29", [(Signal.NEAR_LIMIT, 2, False)]),
        ("71 - 71", []),
        ("71 50 29", []),
        ("50 71 81", [(Signal.OUTSIDE, 2, True)]),
        (
            "51 51 51 51 51 51 51 81",
            [(Signal.ONE_SIDE, 6, True), (Signal.OUTSIDE, 7, True), (Signal.ONE_SIDE, 7, True)],
        ),
        ("71 50 80", [(Signal.NEAR_LIMIT, 2, True)]),
        ("29 50 20", [(Signal.NEAR_LIMIT, 2, False)]),
        ("30 50 30", []),
        (
            "51 51 51 51 51 71 71",
            [(Signal.ONE_SIDE, 6, True), (Signal.NEAR_LIMIT, 6, True)],
        ),
    ],
)
def test_signals(points: str, found: list[tuple[Signal, int, bool]]) -> None:
    assert [(each.signal, each.at, each.above) for each in signals(decimals(points), LIMITS)] == found


def test_a_run_that_goes_on_is_said_once(framework: Framework) -> None:
    found = trend(framework, "30 50 30 50 30 48 52 62 51 63 52 60 51 62 55")
    assert [signal_in_full(said, found.series) for said in found.said] == [
        "nine quarters running above the mean (Q2 2012/13 to Q2 2014/15): for the worse"
    ]
    assert found.now == found.said
    better = trend(framework, "30 50 30 50 30 48 52 62 51 63 52 60 51 62 55", polarity=Polarity.HIGHER)
    assert [said.judgement for said in better.said] == [Judgement.IMPROVED]
    neither = trend(framework, "30 50 30 50 30 48 52 62 51 63 52 60 51 62 55", polarity=Polarity.NEUTRAL)
    assert signal_in_full(neither.said[0], neither.series).endswith(": a change, neither way is better")


def test_the_newest_known_figure_counts_and_the_one_as_published_is_kept(framework: Framework) -> None:
    given = records(framework, ["48", "50", "55"])
    newest = given[2].rows[0]
    figures = {**newest.figures, Column.PREVIOUS: RecordedFigure("51 [r]", Decimal(51))}
    given[2] = replace(given[2], rows=(replace(newest, figures=figures),))
    found = trend_of(INDICATOR, given)
    assert found
    assert [(point.text, point.revised, point.amount) for point in found.series.points] == [
        ("48", "", 48), ("50", "51 [r]", 51), ("55", "", 55),
    ]  # fmt: skip
    assert isinstance(found.steps[2].since, Moved)
    assert change_words(found.steps[2].since, Unit.COUNT) == "up 4, worsened"
    # An edition of the quarter itself that corrects it later knows better than the next quarter's framework.
    given[1] = replace(given[1], recorded_at="2014-12-01T09:00:00Z")
    given[2] = replace(given[2], recorded_at="2014-11-14T09:00:00Z")
    found = trend_of(INDICATOR, given)
    assert found
    assert [(point.text, point.revised, point.amount) for point in found.series.points][1] == ("50", "", 50)


def test_a_figure_that_comes_a_quarter_later_is_a_point(framework: Framework) -> None:
    given = records(framework, ["48", "n/a", "55"])
    figures = {**given[2].rows[0].figures, Column.PREVIOUS: RecordedFigure("51", Decimal(51))}
    given[2] = replace(given[2], rows=(replace(given[2].rows[0], figures=figures),))
    found = trend_of(INDICATOR, given)
    assert found
    assert [(point.text, point.revised, point.amount) for point in found.series.points][1] == ("n/a", "51", 51)


def test_the_amount_that_the_cell_held_is_kept_with_the_text_that_it_showed(framework: Framework) -> None:
    given = records(framework, ["48", "50", "55"])
    figures = {**given[2].rows[0].figures, Column.LATEST: RecordedFigure("55", Decimal("54.6"))}
    given[2] = replace(given[2], rows=(replace(given[2].rows[0], figures=figures),))
    found = trend_of(INDICATOR, given)
    assert found
    assert found.series.points[2].amount == Decimal("54.6")


def test_a_gap_breaks_no_line_and_is_not_explained(framework: Framework) -> None:
    found = trend(framework, "24 n/a 28 25")
    assert [point.aside for point in found.series.points] == ["", "", "", ""]
    assert [point.amount for point in found.series.points] == [24, None, 28, 25]
    assert [found.series.joined(place) for place in range(4)] == [False, False, False, True]
    assert found.series.is_one_line
    assert not trend(framework, "40 12 22", timing=Timing.CUMULATIVE_YEAR, polarity=Polarity.LOWER).series.is_one_line


def test_the_quarter_before_the_first_record_is_known_from_it(framework: Framework) -> None:
    given = records(framework, ["48", "50", "55"])[1:]
    found = trend_of(INDICATOR, given)
    assert found
    assert [(point.quarter.key, point.text, point.revised, point.origin) for point in found.series.points][:2] == [
        ("2013Q4", "", "48", None), ("2014Q1", "50", "", Origin.PUBLISHED),
    ]  # fmt: skip


def test_a_quarter_that_says_nothing_is_a_gap(framework: Framework) -> None:
    texts = ["48", "50", "", "55"]
    given = records(framework, texts)
    found = trend_of(INDICATOR, given)
    assert found
    assert [point_words(point, Unit.COUNT) for point in found.series.points] == ["48", "50", "nothing recorded", "55"]
    assert found.series.known == 3
    assert [found.series.joined(place) for place in range(4)] == [False, True, False, False]
    assert trend_of(replace(INDICATOR, key="other"), given) is None


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("26_(2012/13)", "it is for 2012/13"),
        ("26_(Q3)", "it is for Q3 2013/14"),
        ("26_(Q1)", "it is for Q1 2013/14"),
        ("26%", "its unit is in doubt"),
        ("26_weeks", "its unit is in doubt"),
        ("26_(3-year_average)", "it is on another basis than the newest"),
    ],
)
def test_a_figure_that_is_not_like_the_others_is_no_point(framework: Framework, text: str, aside: str) -> None:
    found = trend(framework, f"24 {text} 28 25")
    assert [(point.aside, point.amount) for point in found.series.points] == [
        ("", 24),
        (aside, None),
        ("", 28),
        ("", 25),
    ]
    assert isinstance(found.steps[1].since, NotCompared)


def test_a_figure_in_a_unit_that_was_changed_since_is_no_point(framework: Framework) -> None:
    given = records(framework, ["24", "25", "28"])
    given[0] = replace(given[0], rows=(replace(given[0].rows[0], unit=Unit.RATE_10000),))
    found = trend_of(INDICATOR, given)
    assert found
    assert found.series.points[0].aside == "it was then measured in another unit (rate per 10,000)"


def test_the_same_quarter_last_year_stands_beside_the_quarter_before(framework: Framework) -> None:
    """As school holidays move referrals every summer."""
    found = trend(framework, "40 20 38 41 39 22")
    step = found.steps[-1]
    assert step.year_ago
    assert step.since_year_ago
    assert (point_words(step.year_ago, Unit.COUNT), change_words(step.since_year_ago, Unit.COUNT)) == (
        "20",
        "up 2, worsened",
    )
    assert change_words(step.since, Unit.COUNT) == "down 17, improved"


def test_a_year_to_date_measure_is_not_joined_over_the_years_start(framework: Framework) -> None:
    found = trend(framework, "10 20 30 40 12 22 33 44 11 24", timing=Timing.CUMULATIVE_YEAR)
    quarters = [point.quarter.number for point in found.series.points]
    assert [number for place, number in enumerate(quarters) if not found.series.joined(place)] == [1, 1, 1]
    assert not found.series.is_one_line
    assert found.steps[8].since == NotCompared("the measure starts again with the year in Q1")
    year_ago = found.steps[8].since_year_ago
    assert isinstance(year_ago, Moved)
    assert (change_words(year_ago, Unit.COUNT), year_ago.caveats) == ("down 1, improved", ())


def test_a_school_years_measure_starts_again_in_the_third_quarter(framework: Framework) -> None:
    found = trend(framework, "10 20 30 40 12 22", timing=Timing.SCHOOL_YEAR_TO_DATE)
    joined = [point.quarter.number for place, point in enumerate(found.series.points) if not found.series.joined(place)]
    assert joined == [1, 3]


@pytest.mark.parametrize("timing", Timing)
def test_limits_are_for_measures_whose_quarters_stand_alone(framework: Framework, timing: Timing) -> None:
    found = trend(framework, TWELVE, timing=timing)
    alone = timing in (Timing.STOCK, Timing.FLOW, Timing.FLOW_ANNUALISED)
    assert isinstance(found.limits, Limits if alone else NotSuited)
    if not alone:
        assert limits_words(found).startswith("no limits: ")


def test_limits_in_words_end_where_the_measure_does(framework: Framework) -> None:
    assert limits_words(trend(framework, "48 52 48 52")) == "not enough points for limits: 4 of 12"
    assert limits_words(trend(framework, TWELVE)) == "mean 50.0, limits 39.4 to 60.6, from 12 figures"
    low = trend(framework, "1 5 1 5 1 5 1 5 1 5 1 5")
    assert limits_words(low) == "mean 3.0, limits 0.0 to 13.6, from 12 figures"
    assert isinstance(low.limits, Limits)
    assert shown_limits(low.limits, replace(INDICATOR, may_be_negative=True)).lower == low.limits.lower
    high = trend(framework, " ".join(["99%", "95%"] * 6), unit=Unit.PERCENT, polarity=Polarity.HIGHER)
    assert limits_words(high) == "mean 97.0%, limits 86.4% to 100.0%, from 12 figures"


SEVEN, SINCE = "seven quarters running", "Q4 2012/13 to Q2 2014/15"


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        (f"{TWELVE} 90", "above the upper limit (Q2 2014/15): for the worse"),
        (f"{TWELVE} 10", "below the lower limit (Q2 2014/15): for the better"),
        (
            f"{TWELVE} 47 48 49 50 51 52 53",
            f"{SEVEN}, each higher than the one before ({SINCE}): for the worse",
        ),
        (
            f"{TWELVE} 53 52 51 50 49 48 47",
            f"{SEVEN}, each lower than the one before ({SINCE}): for the better",
        ),
    ],
)
def test_signals_in_words(framework: Framework, figures: str, words: str) -> None:
    found = trend(framework, figures)
    assert words in [signal_in_full(said, found.series) for said in found.said]


def test_the_chart_says_where_a_measure_starts_again(framework: Framework) -> None:
    found = trend(framework, "30 40 12 22", timing=Timing.CUMULATIVE_YEAR)
    shown = ["".join(part.words for part in each.parts).rstrip() for each in chart_lines(found)]
    assert shown == [
        "            12                                             40",
        "Q3 2013/14                                 o                   30",
        "Q4 2013/14                                                  o  40",
        "            - the measure starts again ----------------------",
        "Q1 2014/15  o                                                  12",
        "Q2 2014/15                   o                                 22",
        "",
        "o figure",
    ]


def test_nothing_is_drawn_of_no_figures(framework: Framework) -> None:
    assert list(chart_lines(trend(framework, "n/a n/a"))) == []


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("count", "up 3, worsened"),
        ("percent", "up 3 pp, worsened"),
        ("percentage points", "up 3 pp, worsened"),
        ("rate per 10,000", "up 3 per 10,000, worsened"),
        ("rate per 100,000", "up 3 per 100,000, worsened"),
        ("days", "up 3 days, worsened"),
        ("weeks", "up 3 weeks, worsened"),
    ],
)
def test_what_a_change_is_counted_in(unit: str, words: str) -> None:
    assert change_words(Moved(Decimal(3), Direction.UP, Judgement.WORSENED), Unit(unit)) == words


def test_only_the_newest_quarters_are_looked_at(framework: Framework) -> None:
    given = records(framework, [str(number) for number in range(30, 60)])
    found = trend_of(INDICATOR, given)
    assert found
    assert [point.text for point in found.series.points] == [str(number) for number in range(40, 60)]
    found = trend_of(INDICATOR, given, 3)
    assert found
    assert [point.text for point in found.series.points] == ["57", "58", "59"]
