"""Quarters: what people type, what is refused and why, and what is printed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from efreport.quarter import Quarter, QuarterError, parse_quarter

GOOD = {
    "2014Q2": Quarter(2014, 2),
    "1900Q1": Quarter(1900, 1),
    "2200Q4": Quarter(2200, 4),
    "2014-Q2": Quarter(2014, 2),
    "2014q2": Quarter(2014, 2),
    "2014 Q2": Quarter(2014, 2),
    "Q2 2014/15": Quarter(2014, 2),
    "q2  2014/15": Quarter(2014, 2),
    "Q2, 2014/15": Quarter(2014, 2),
    "2014/15 Q2": Quarter(2014, 2),
    "Q2 2014-15": Quarter(2014, 2),
    "Q2 2014/2015": Quarter(2014, 2),
    "Q2 2014\u201315": Quarter(2014, 2),
    "Quarter 2 2014/15": Quarter(2014, 2),
    "Q4 1999/00": Quarter(1999, 4),
    "  Q2\u00a02014/15\n": Quarter(2014, 2),
    "2014 - Q2": Quarter(2014, 2),
    "Qtr 2 2014/15": Quarter(2014, 2),
    "Q2 2014/15 (July to September 2014)": Quarter(2014, 2),
}
WRITE = "write it like 2014Q2 or Q2 2014/15"
BAD = {
    "Q2 2014/16": f"2014/16 is not a financial year (one is written like 2014/15); {WRITE}",
    "2014/16 Q2": f"2014/16 is not a financial year (one is written like 2014/15); {WRITE}",
    "2014Q5": f"“2014Q5” is not a quarter: a year has Q1 to Q4; {WRITE}",
    "Q0 2014/15": f"“Q0 2014/15” is not a quarter: a year has Q1 to Q4; {WRITE}",
    "Q2 2014": f"“Q2 2014” does not say which financial year it is in; {WRITE}",
    "Q2": f"“Q2” is not a quarter; {WRITE}",
    "Q2 2014/15 (April to June 2014)": "“Q2 2014/15 (April to June 2014)” names other months than those of Q2 2014/15, "
    f"which is July to September 2014; {WRITE}",
    "2014/15": f"“2014/15” is not a quarter; {WRITE}",
    "": f"“” is not a quarter; {WRITE}",
    " \u00a0 ": f"“” is not a quarter; {WRITE}",
    "Q5": f"“Q5” is not a quarter; {WRITE}",
    "2014/16": f"“2014/16” is not a quarter; {WRITE}",
    "2014Q22222222222": f"“2014Q22222222222” is not a quarter; {WRITE}",
    "summer": f"“summer” is not a quarter; {WRITE}",
    "Q2 2014 draft": f"“Q2 2014 draft” is not a quarter; {WRITE}",
    "Q2 2014/15 draft": f"“Q2 2014/15 draft” is not a quarter; {WRITE}",
    "2014Q2 draft": f"“2014Q2 draft” is not a quarter; {WRITE}",
    "1899Q4": f"“1899Q4” is not a quarter: 1899 is no likely year; {WRITE}",
    "2201Q1": f"“2201Q1” is not a quarter: 2201 is no likely year; {WRITE}",
    "0014Q2": f"“0014Q2” is not a quarter: 14 is no likely year; {WRITE}",
}
quarters = st.builds(Quarter, st.integers(1900, 2200), st.integers(1, 4), st.integers(1, 12))


@pytest.mark.parametrize("typed", GOOD)
def test_read_as_typed(typed: str) -> None:
    assert parse_quarter(typed) == GOOD[typed]


@pytest.mark.parametrize("typed", BAD)
def test_refused_with_how_to_write_it(typed: str) -> None:
    with pytest.raises(QuarterError) as fault:
        parse_quarter(typed)
    assert str(fault.value) == BAD[typed]


def test_in_print() -> None:
    quarter = Quarter(2014, 2)
    assert quarter.key == "2014Q2"
    assert quarter.in_full == "Q2 2014/15 (July to September 2014)"
    assert quarter.year_before == "2013/14"
    assert quarter.last_day == date(2014, 9, 30)


def test_the_last_quarter_lies_in_the_next_calendar_year() -> None:
    quarter = Quarter(2014, 4)
    assert quarter.in_full == "Q4 2014/15 (January to March 2015)"
    assert quarter.next == Quarter(2015, 1)
    assert quarter.last_day == date(2015, 3, 31)


def test_the_first_quarter_follows_last_years_fourth() -> None:
    assert Quarter(2014, 1).previous == Quarter(2013, 4)
    assert Quarter(2014, 1).year_before == "2013/14"
    assert Quarter(2014, 2).year_ago == Quarter(2013, 2)


def test_a_year_that_starts_in_another_month() -> None:
    assert Quarter(2014, 1, 9).in_full == "Q1 2014/15 (September to November 2014)"
    assert Quarter(2014, 2, 9).period == "December 2014 to February 2015"
    assert Quarter(2014, 3, 1).in_full == "Q3 2014 (July to September 2014)"
    assert Quarter(2014, 2, 9).last_day == date(2015, 2, 28)
    assert Quarter(2014, 3, 1).year_before == "2013"
    assert Quarter(2014, 4).months == ((2015, 1), (2015, 2), (2015, 3))
    assert parse_quarter("Q2 2014/15 (December 2014 to February 2015)", 9) == Quarter(2014, 2, 9)


@pytest.mark.parametrize("typed", ["Q3 2014", "Qtr 3 2014", "QUARTER 3 2014", "Q32014", "Q3, 2014", "2014Q3"])
def test_a_bare_year_is_enough_where_years_start_in_january(typed: str) -> None:
    assert parse_quarter(typed, 1) == Quarter(2014, 3, 1)


def test_a_refusal_repeats_what_was_typed() -> None:
    with pytest.raises(QuarterError, match=r"^“Quarter 5 2014” is not a quarter: a year has Q1 to Q4;"):
        parse_quarter("Quarter 5 2014", 1)


def test_a_day_lies_in_its_quarter_alone() -> None:
    assert Quarter(2014, 1).holds(date(2014, 4, 1))
    assert not Quarter(2014, 2).holds(date(2014, 4, 1))


@given(quarters)
def test_key_and_label_are_read_back(quarter: Quarter) -> None:
    assert parse_quarter(quarter.key, quarter.first_month) == quarter
    assert parse_quarter(quarter.label, quarter.first_month) == quarter


@given(quarters)
def test_next_undoes_previous(quarter: Quarter) -> None:
    assert quarter.previous.next == quarter
    assert quarter.previous < quarter


@given(st.text() | st.from_regex(r"[Qq0-9/ -]{1,12}", fullmatch=True))
@example("2014Q" + "1" * 5000)
@example("1" * 5000 + " 2014/15")
def test_any_text_is_a_quarter_or_refused(text: str) -> None:
    try:
        number = parse_quarter(text).number
    except QuarterError as fault:
        number = 1 if str(fault).endswith("write it like 2014Q2 or Q2 2014/15") else 0
    assert 1 <= number <= 4
