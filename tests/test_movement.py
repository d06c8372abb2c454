"""Movement: direction, judgement and comparability, as a table; and the direction of all 78 published indicators."""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from efreport.dated import value_in
from efreport.model import Figure, Framework, Indicator, Polarity, Timing, Unit
from efreport.movement import (
    Direction,
    Judgement,
    Moved,
    Movement,
    NotCompared,
    Position,
    Stands,
    compare,
    compare_with_outturn,
    compare_with_year_ago,
    stand,
    written_in,
)
from efreport.quarter import Quarter, parse_quarter
from efreport.values import parse_value
from tests.conftest import PROJECT

Q2 = Quarter(2014, 2)
OVERLAP = "year to date: the two periods overlap"


def indicator(unit: str = "count", polarity: str = "higher", timing: str = "stock", **more: Any) -> Indicator:
    """An indicator of those kinds."""
    return Indicator("key", ("K1",), "Name", Unit(unit), Polarity(polarity), Timing(timing), **more)


def said(movement: Movement) -> str:
    """A movement in short: "-17 down worsened; caveats", or why there is none."""
    match movement:
        case NotCompared(reason):
            return f"not compared: {reason}"
        case Moved():
            caveats = f"; {'; '.join(movement.caveats)}" if movement.caveats else ""
            return f"{movement.change:+} {movement.direction.value} {movement.judgement.value}{caveats}"


MOVEMENTS = [
    # direction and judgement by polarity
    ("306", "253", {}, "+53 up improved"),
    ("306", "253", {"polarity": "lower"}, "+53 up worsened"),
    ("306", "253", {"polarity": "neutral"}, "+53 up changed"),
    ("253", "306", {"polarity": "lower"}, "-53 down improved"),
    ("5", "5", {"polarity": "neutral"}, "+0 level no change"),
    ("1,156", "1,150", {}, "+6 up improved"),
    ("65%", "82%", {"unit": "percent"}, "-17 down worsened"),
    # as displayed, at the coarser precision, half up
    ("100%", "74.5%", {"unit": "percent"}, "+25 up improved"),
    ("21 weeks", "18.5 weeks", {"unit": "weeks", "polarity": "lower"}, "+2 up worsened"),
    ("22.0%", "25.0%", {"unit": "percent", "polarity": "lower"}, "-3.0 down improved"),
    ("50%", "49.6%", {"unit": "percent"}, "+0 level no change"),
    ("0.0%", "1.1%", {"unit": "percent", "polarity": "lower"}, "-1.1 down improved"),
    # tolerance
    ("51%", "50%", {"unit": "percent", "tolerance": Decimal(1)}, "+1 level no change"),
    ("52%", "50%", {"unit": "percent", "tolerance": Decimal(1)}, "+2 up improved"),
    # no figure on a side
    ("n/a", "40", {}, "not compared: no latest figure (n/a)"),
    ("61", "n/a", {}, "not compared: no Q1 figure (n/a)"),
    ("61", "", {}, "not compared: no Q1 figure (not given)"),
    ("Pending data accuracy work", "n/a", {}, "not compared: no latest figure (Pending data accuracy work)"),
    ("about 20ish", "40", {}, "not compared: the latest figure cannot be read (about 20ish)"),
    # not in its unit
    ("0.22", "23%", {"unit": "percent"}, "not compared: the latest figure (0.22) is not written as a percentage"),
    ("22%", "23", {"unit": "percent"}, "not compared: the Q1 figure (23) is not written as a percentage"),
    ("22%", "23", {}, "not compared: the latest figure (22%) is not written as a plain number"),
    ("21 days", "3 weeks", {"unit": "weeks"}, "not compared: the latest figure (21 days) is not written as weeks"),
    # periods
    ("1156", "6 (2013/14)", {}, "not compared: the Q1 figure is for 2013/14"),
    ("80% (2014)", "78% (2013)", {"unit": "percent"}, "not compared: the latest figure is for 2014 and the Q1 figure is for 2013"),
    ("26.6% (2013)", "26.6% (2013)", {"unit": "percent"}, "not compared: no new data since last quarter (both figures are for 2013)"),
    ("49.8% *Prov (2014)", "52% *Prov (2014)", {"unit": "percent"},
     "not compared: revision of the figure for 2014 (was 52% *Prov (2014)), not a movement"),
    ("88% as of April 1st 2014", "88% as at 1 April 2014", {"unit": "percent"},
     "not compared: no new data since last quarter (both figures are for 1 April 2014)"),
    ("12 (Q2 2014/15)", "10 (Q1 2014/15)", {}, "+2 up improved"),
    ("12 as at 30 September 2014", "10 as at 30 June 2014", {}, "+2 up improved"),
    # bases
    ("4.8% (Autumn & Spring only 2014)", "5.3% *Prov (2014)", {"unit": "percent"},
     "not compared: different bases: latest “Autumn & Spring only 2014”, Q1 names none"),
    ("6 young people subject to MAPPA", "7 young people subject to MAPPA", {"polarity": "lower"}, "-1 down improved"),
    ("6 (see below)", "7", {}, "not compared: different bases: latest “see below”, Q1 names none"),
    ("21 weeks (average for ongoing cases)", "18.5 weeks (ongoing cases)", {"unit": "weeks", "polarity": "lower",
      "same_basis": ("Average for ongoing cases", "ongoing cases")},
     "+2 up worsened; taken as one basis: latest “average for ongoing cases”, Q1 “ongoing cases”"),
    # caveats
    ("80% *Prov", "78%", {"unit": "percent"}, "+2 up improved; the latest figure is provisional"),
    ("80%", "78% [p]", {"unit": "percent"}, "+2 up improved; the Q1 figure is provisional"),
    ("80% [p]", "78% [p]", {"unit": "percent"}, "+2 up improved; both figures are provisional"),
    ("13%", "15% (amended from 12%)", {"unit": "percent"}, "-2 down worsened; the Q1 figure is revised from 12"),
    ("13%", "15% [r]", {"unit": "percent"}, "-2 down worsened; the Q1 figure is revised"),
    ("70%", "56%", {"unit": "percent", "timing": "year to date"}, f"+14 up improved; {OVERLAP}"),
    ("100%", "74%", {"unit": "percent", "timing": "cumulative over the programme"}, "+26 up changed; cumulative: it grows by construction"),
    ("100%", "74%", {"unit": "percent", "timing": "cumulative over the programme", "judged_although_cumulative": True},
     "+26 up improved; cumulative: it grows by construction"),
    ("80%", "78%", {"unit": "percent", "timing": "annual (school year)"},
     "+2 up improved; a yearly measure: the return does not say which school year each figure is for"),
    # several at once: the first bar alone is said, every caveat is
    ("0.22 (Autumn only)", "23%", {"unit": "percent"},
     "not compared: the latest figure (0.22 (Autumn only)) is not written as a percentage"),
    ("4.8% (Autumn only)", "5.3% (2013)", {"unit": "percent"},
     "not compared: different bases: latest “Autumn only”, Q1 names none"),
    ("21 (ongoing cases)", "18 (average)", {"same_basis": ("ongoing cases", "closed cases")},
     "not compared: different bases: latest “ongoing cases”, Q1 “average”"),
    ("12 (Q1 2014/15)", "10 (Q1 2014/15)", {},
     "not compared: revision of the figure for Q1 2014/15 (was 10 (Q1 2014/15)), not a movement"),
    ("12", "10 (Q4 2013/14)", {}, "not compared: the Q1 figure is for Q4 2013/14"),
    ("12 (2014/15)", "10", {}, "not compared: the latest figure is for 2014/15"),
    ("12 as at 31 February 2014", "10", {}, "not compared: the latest figure is for 2014-02-31"),
    ("70% *Prov", "56% (amended from 58%)", {"unit": "percent", "polarity": "lower", "timing": "year to date"},
     f"+14 up worsened; the latest figure is provisional; the Q1 figure is revised from 58; {OVERLAP}"),
    ("74%", "74% [p]", {"unit": "percent", "timing": "cumulative over the year"},
     "+0 level no change; the Q1 figure is provisional; cumulative: it grows by construction"),
    ("4.8%", "5.3%", {"unit": "percent", "polarity": "lower", "timing": "school year to end of quarter"},
     "-0.5 down improved; school year to date: the two periods overlap"),
    ("49%", "50%", {"unit": "percent", "tolerance": Decimal(1)}, "-1 level no change"),
    ("-2.5%", "1%", {"unit": "percentage points", "polarity": "lower"}, "-4 down improved"),
]  # fmt: skip


@pytest.mark.parametrize(("latest", "previous", "kinds", "expected"), MOVEMENTS)
def test_movement(latest: str, previous: str, kinds: dict[str, Any], expected: str) -> None:
    assert said(compare(parse_value(latest), parse_value(previous), indicator(**kinds), Q2)) == expected


@pytest.mark.parametrize(
    ("timing", "quarter", "restarts"),
    [
        ("year to date", "2014Q1", "the measure starts again with the year in Q1"),
        ("year to date", "2014Q3", ""),
        ("cumulative over the year", "2014Q1", "the measure starts again with the year in Q1"),
        ("cumulative over the programme", "2014Q1", ""),
        ("school year to end of quarter", "2014Q3", "the measure starts again with the school year in Q3"),
        ("school year to end of quarter", "2014Q2", ""),
        ("rolling 12 months", "2014Q1", ""),
        ("flow", "2014Q1", ""),
    ],
)
def test_where_a_measure_starts_again(timing: str, quarter: str, restarts: str) -> None:
    movement = compare(parse_value("12"), parse_value("40"), indicator(timing=timing), parse_quarter(quarter))
    assert (movement.reason if isinstance(movement, NotCompared) else "") == restarts


@pytest.mark.parametrize(
    ("unit", "timing", "latest", "outturn", "expected"),
    [
        ("count", "flow", "51", "184", "not compared: the 2013/14 figure is for a full year"),
        ("count", "stock", "565", "500", "+65 up improved"),
        ("percent", "flow", "22%", "16%", "+6 up improved"),
        ("rate per 100,000", "rolling 12 months", "698", "977", "-279 down worsened"),
        ("count", "stock", "13", "30 (2013/14)", "-17 down worsened"),
        ("days", "year to date", "757", "794", "not compared: the 2013/14 figure is for a full year"),
        ("rate per 10,000", "flow (annualised)", "838", "732", "not compared: the 2013/14 figure is for a full year"),
        ("percent", "year to date", "70%", "69%", "+1 up improved"),
        ("percent", "flow", "26% (2013)", "26% (2013)", "not compared: no new data since 2013/14 (both figures are for 2013)"),
        ("percent", "stock", "80%", "n/a", "not compared: no 2013/14 figure (n/a)"),
        ("percent", "cumulative over the year", "70%", "69%", "+1 up changed; cumulative: it grows by construction"),
    ],
)  # fmt: skip
def test_against_the_outturn(unit: str, timing: str, latest: str, outturn: str, expected: str) -> None:
    kinds = indicator(unit, timing=timing)
    assert said(compare_with_outturn(parse_value(latest), parse_value(outturn), kinds, Q2)) == expected


@pytest.mark.parametrize(
    ("timing", "quarter", "expected"),
    [
        ("year to date", "2014Q1", "+10 up improved"),
        ("cumulative over the year", "2014Q1", "+10 up improved"),
        ("cumulative over the programme", "2014Q1", "+10 up changed; cumulative: it grows by construction"),
        ("school year to end of quarter", "2014Q3", "+10 up improved"),
        ("flow", "2014Q2", "+10 up improved"),
    ],
)
def test_against_the_same_quarter_last_year(timing: str, quarter: str, expected: str) -> None:
    now = parse_quarter(quarter)
    movement = compare_with_year_ago(parse_value("50"), parse_value("40"), indicator(timing=timing), now)
    assert said(movement) == expected


def test_last_year_is_named_where_a_figure_is_missing_or_another_periods() -> None:
    kinds = indicator()
    assert said(compare_with_year_ago(parse_value("50"), parse_value("n/a"), kinds, Q2)) == (
        "not compared: no Q2 2013/14 figure (n/a)"
    )
    assert said(compare_with_year_ago(parse_value("50"), parse_value("40 (Q1 2013/14)"), kinds, Q2)) == (
        "not compared: the Q2 2013/14 figure is for Q1 2013/14"
    )
    assert (
        said(compare_with_year_ago(parse_value("50"), parse_value("40 (Q2 2013/14)"), kinds, Q2)) == "+10 up improved"
    )


PERCENTAGES = {Unit.PERCENT, Unit.PERCENTAGE_POINTS}
OTHERS = set(Unit) - PERCENTAGES
WRITTEN_IN = (
    (("12", "12 children"), OTHERS),
    (("12%", "12 percent", "12 per cent", "12pp", "1 percentage point", "2 percentage points"), PERCENTAGES),
    (("1 week", "2 weeks", "1 wk", "2 wks"), {Unit.WEEKS}),
    (("1 day", "2 days"), {Unit.DAYS}),
    (("12 per 10,000", "12 per 10000", "12 per 10k", "12 Per 10,000"), {Unit.RATE_10000}),
    (("12 per 100,000", "12 per 100000"), {Unit.RATE_100000}),
)


@pytest.mark.parametrize(("text", "units"), [(text, units) for texts, units in WRITTEN_IN for text in texts])
def test_in_which_units_a_figure_is_written(text: str, units: set[Unit]) -> None:
    figure = parse_value(text)
    assert isinstance(figure, Figure)
    assert {unit for unit in Unit if written_in(figure, unit)} == units


@pytest.mark.parametrize(
    ("latest", "comparator", "polarity", "expected"),
    [
        ("65%", "64%", "higher", "better"),
        ("65%", "70%", "higher", "worse"),
        ("13%", "15%", "lower", "better"),
        ("22.0%", "22%", "lower", "same"),
        ("65%", "52%", "neutral", "higher"),
        ("45%", "52%", "neutral", "lower"),
        ("14.2% *Prov (2014)", "18.4% (2013)", "lower",
         "better: the latest figure is provisional; national figure is for 2013"),
        ("65% (2013)", "64% (2013)", "higher", "better"),
        ("65% (2013)", "64%", "higher", "better"),
        ("62%", "n/a", "higher", "not compared: no national figure (n/a)"),
        ("75%", "64% (3-year average)", "lower",
         "not compared: different bases: latest names none, national “3-year average”"),
        ("0.75", "64%", "lower", "not compared: the latest figure (0.75) is not written as a percentage"),
    ],
)  # fmt: skip
def test_against_a_comparator(latest: str, comparator: str, polarity: str, expected: str) -> None:
    standing = stand(parse_value(latest), parse_value(comparator), indicator("percent", polarity), Q2, "national")
    if isinstance(standing, NotCompared):
        assert f"not compared: {standing.reason}" == expected
    else:
        assert ": ".join((standing.position.value, *filter(None, ["; ".join(standing.caveats)]))) == expected


@pytest.mark.parametrize(
    ("unit", "timing", "quarter", "comparator", "expected"),
    [
        ("count", "year to date", "2014Q1", "250", "not compared"),
        ("rate per 10,000", "cumulative over the year", "2014Q3", "250", "not compared"),
        ("rate per 100,000", "year to date", "2014Q3", "250 (Q3 2014/15)", "lower"),
        ("count", "year to date", "2014Q4", "250", "lower"),
        ("count", "school year to end of quarter", "2014Q2", "250", "lower"),
        ("count", "school year to end of quarter", "2014Q4", "250", "not compared"),
        ("days", "year to date", "2014Q1", "250 days", "lower"),
        ("count", "rolling 12 months", "2014Q1", "250", "lower"),
        ("count", "flow", "2014Q1", "250", "lower"),
    ],
)
def test_a_year_so_far_against_a_whole_one(
    unit: str, timing: str, quarter: str, comparator: str, expected: str
) -> None:
    latest = parse_value("66 days" if unit == "days" else "66")
    measured = indicator(unit, "neutral", timing)
    standing = stand(latest, value_in(parse_quarter(quarter), comparator), measured, parse_quarter(quarter), "national")
    if expected == "not compared":
        assert standing == NotCompared("the latest figure is for part of a year, the national figure for all of it")
    else:
        assert isinstance(standing, Stands)
        assert standing.position.value == expected


@pytest.mark.parametrize(
    ("held", "shown", "other", "expected"),
    [("74.45", "74.5%", "100%", "-25"), ("74.449", "74.4%", "74%", "+0"), ("22.4", "22%", "22.4%", "+0")],
)
def test_what_is_shown_is_compared_and_not_what_is_held(held: str, shown: str, other: str, expected: str) -> None:
    figure = parse_value(shown)
    assert isinstance(figure, Figure)
    movement = compare(replace(figure, amount=Decimal(held)), parse_value(other), indicator("percent"), Q2)
    assert said(movement).split()[0] == expected


def test_relative_change_only_where_the_base_is_not_small() -> None:
    def relative(latest: str, previous: str, unit: str = "count") -> Decimal | None:
        movement = compare(parse_value(latest), parse_value(previous), indicator(unit), Q2)
        assert isinstance(movement, Moved)
        return movement.relative

    assert relative("306", "253") == 21
    assert relative("14", "10") is None
    assert relative("40", "29") is None
    assert relative("33", "30") == 10
    assert relative("65%", "82%", "percent") is None


# Worked out by hand from docs/movement.md and the published figures, one line an indicator.
PUBLISHED = """
lscb1 -149 changed | fd20 -1 improved | mash39 -32 changed | mash40 -20 changed | mash34 none latest | fm2 +25 changed
eh14 +206 changed | cc0 no news | cc5 none Q1 | cin3 none latest | cin6 none latest | lscb2 -3.0 improved
cp2 +53 changed | cp3 +12 changed | cp12 -17 worsened | cp14 +9 improved | ni65 -2 improved | lscb4 +4 worsened
lscb12 +2 worsened | cla2 +3 changed | cla5 +5 changed | cla14 +21 changed | cla20 +16 changed
cla21 +36 changed | cla22 +7 changed | cla-tbc-up-to-12-months none latest | cla-tbc-over-12-months none latest
cla-tbc-visited none latest | cla24 -11 worsened | cla25 none Q1 | cla26 none Q1 | cla28 -2 changed | cla29 +11 changed
cla30 +21 changed | cla31 +8 changed | cla32 +3 changed | cla33 -23 improved | cla34 -1 changed | placement3 +1 worsened
cla-tbc-2yo-offer none latest | cla-tbc-34yo-offer none latest | cla39a +1 worsened | cla40a +5 worsened
cla41 +28 changed | cla42 +24 changed | cla-tbc-placement-type none latest | cla43 none latest | cla44 none Q1
cla46 +2 changed | cla48 +14 improved | ni148 +14 worsened | ni147 +13 improved
adoption-tbc-orders none latest | a4 +4 improved | ad6 +0 no change | ad7 -4 improved | a1 -93 improved | a2 -3 improved
adoption-tbc-enquiries none latest | ad13 +0 no change | ad16 -1 changed | adoption-tbc-approved none latest
ad19 +0 no change | yo2 -128 improved | lscb25 -6 improved | lscb26 -1 improved | lscb23 -5.1 improved
ed1 no news | ed2 revision | ed3 no news | lscb14 revision | lscb15 no news | lscb16 bases | lscb17 -0.5 improved
lscb18 other period | lscb19 -9 changed | lscb20 +3.0 changed | lscb21 -1.1 changed
"""
REASONS = {
    "none latest": "no latest figure (",
    "none Q1": "no Q1 figure (",
    "no news": "no new data since last quarter",
    "revision": "revision of the figure for 2014",
    "bases": "different bases: ",
    "other period": "the Q1 figure is for 2013/14",
}


def test_the_direction_of_every_published_indicator(sample_framework: Framework) -> None:
    expected = dict(line.strip().split(" ", 1) for line in PUBLISHED.replace("|", "\n").strip().splitlines())
    indicators = {entry.key: entry for entry in sample_framework.indicators()}
    with (PROJECT / "samples" / "source" / "2014Q2.tsv").open(encoding="utf-8", newline="") as lines:
        facts = {row["key"]: row for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}
    assert expected.keys() == indicators.keys() == facts.keys()
    assert len(expected) == 78
    for key, wanted in expected.items():
        latest, previous = parse_value(facts[key]["latest"]), parse_value(facts[key]["previous"])
        movement = compare(latest, previous, indicators[key], Q2)
        if isinstance(movement, Moved):
            assert f"{movement.change:+} {movement.judgement.value}" == wanted, key
        else:
            assert movement.reason.startswith(REASONS[wanted]), key


amounts = st.decimals(0, 10_000, places=1) | st.integers(0, 10_000).map(Decimal)


@given(amounts, amounts)
def test_swapping_the_figures_turns_the_movement_round(one: Decimal, other: Decimal) -> None:
    turned = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP, Direction.LEVEL: Direction.LEVEL}
    judged = {
        Judgement.IMPROVED: Judgement.WORSENED,
        Judgement.WORSENED: Judgement.IMPROVED,
        Judgement.NO_CHANGE: Judgement.NO_CHANGE,
    }
    kinds = indicator("weeks")
    there = compare(parse_value(str(one)), parse_value(str(other)), kinds, Q2)
    back = compare(parse_value(str(other)), parse_value(str(one)), kinds, Q2)
    assert isinstance(there, Moved)
    assert isinstance(back, Moved)
    assert back.change == -there.change
    assert (back.direction, back.judgement) == (turned[there.direction], judged[there.judgement])


@given(amounts)
def test_a_figure_against_itself_is_level(amount: Decimal) -> None:
    value = parse_value(str(amount))
    movement = compare(value, value, indicator("weeks"), Q2)
    assert isinstance(movement, Moved)
    assert (movement.change, movement.direction) == (0, Direction.LEVEL)
    standing = stand(value, value, indicator("weeks"), Q2, "national")
    assert isinstance(standing, Stands)
    assert standing.position is Position.SAME
