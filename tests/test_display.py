"""What Excel shows for a stored number or date: formats as a table, and properties of any number under any format."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from efreport.model import Figure
from efreport.returns.display import hides, shown_date, shown_number, shows_percent, stored_amount
from efreport.values import parse_value

NUMBERS = [
    # (stored, format, what Excel shows)
    (306, "General", "306"),
    (0, "General", "0"),
    (-3, "General", "-3"),
    (74.5, "General", "74.5"),
    (0.1 + 0.2, "General", "0.3"),
    (1 / 3, "General", "0.333333333"),
    (1e-12, "General", "1.00000E-12"),
    (123456789012, "General", "1.23457E+11"),
    (1234567890.5, "General", "1234567891"),
    (12345678900.4, "General", "12345678900"),
    (123456789.05, "General", "123456789.1"),
    (99999999999, "General", "99999999999"),
    (100000000000, "General", "1.00000E+11"),
    (306, "", "306"),
    (306, "@", "306"),
    (-0.0, "General", "0"),
    (-0.0, "0.00E+00", "0"),
    (-0.0, "0.0%", "0.0%"),
    # percentages
    (0.22, "0%", "22%"),
    (0.7451, "0.0%", "74.5%"),
    (0.7451, "0%", "75%"),
    (0.225, "0%", "23%"),
    (1, "0%", "100%"),
    (22, "0%", "2200%"),
    (-0.05, "0%", "-5%"),
    (0.22, "0 %", "22 %"),
    (0.22, "General%", "22%"),
    (0.22, "# ?/?%", "22%"),
    (22, r"0\%", "22%"),
    (22, '0"%"', "22%"),
    (22, 'General"%"', "22%"),
    # decimals and thousands
    (74.45, "0.0", "74.5"),
    (1.005, "0.00", "1.01"),
    (2.5, "0", "3"),
    (7, "0.00", "7.00"),
    (7, "000", "007"),
    (7, "00", "07"),
    (7, "0", "7"),
    (0.5, "#.0", "0.5"),
    (3.14159, "0.0##", "3.142"),
    (3.1, "0.0##", "3.1"),
    (5, "0.#", "5"),
    (1156, "#,##0", "1,156"),
    (1156.5, "#,##0.00", "1,156.50"),
    (1234567, "#,##0,", "1,235"),
    # words, colours, currencies and the room left for brackets
    (21, '0" weeks"', "21 weeks"),
    (21, 'General" weeks"', "21 weeks"),
    (21, '0.0" weeks; ongoing"', "21.0 weeks; ongoing"),
    (3, "[Red]0", "3"),
    (1.5, "_-* #,##0.0_-", "1.5"),
    (3, '0_-"weeks"', "3 weeks"),
    (3, '0*-"weeks"', "3weeks"),
    (5, '"£"#,##0', "£5"),
    (5, "[$£-809]#,##0.00", "£5.00"),
    (5, "[$-809]0", "5"),
    # of several sections the first alone: a negative keeps its minus, nought its figure
    (-3, "0;(0)", "-3"),
    (-1156, "#,##0;[Red](#,##0)", "-1,156"),
    (0, '0;-0;"-"', "0"),
    # forms that no figure is kept in are shown as General shows them
    (5.5, "# ?/?", "5.5"),
    (5, "0.00E+00", "5"),
    (1156, "[>5]#,##0", "1156"),
    (1156, "[<5]#,##0", "1156"),
    (1156, "[=5]#,##0", "1156"),
    (1156.5, "#,##0/8", "1156.5"),
    (306, "00 000", "306"),
    # far beyond any figure, yet no fault
    (1e27, "0.00", "1000000000000000000000000000.00"),
    (0.25, f"0.{'0' * 40}%", f"25.{'0' * 40}%"),
    (5e-324, "0.0%", "0.0%"),
]
DATES = [
    (datetime(2014, 4, 1), "d-mmm", "1-Apr"),
    (datetime(2014, 4, 1), "dd-mmm", "01-Apr"),
    (datetime(2014, 4, 1), "mmm-yy", "Apr-14"),
    (datetime(2014, 4, 1), "dd/mm/yyyy", "01/04/2014"),
    (datetime(2014, 4, 1), "yyyy-mm-dd", "2014-04-01"),
    (date(2014, 4, 1), "d mmmm yyyy", "1 April 2014"),
    (datetime(2014, 4, 1), "[$-809]d mmmm yyyy;@", "1 April 2014"),
    (datetime(2014, 4, 1), "dddd d mmm", "Tuesday 1 Apr"),
    (datetime(2014, 4, 1), '"as at" d/m/yy', "as at 1/4/14"),
    (datetime(2014, 4, 1, 14, 5), "dd/mm/yyyy hh:mm", "01/04/2014 14:05"),
    (datetime(2014, 4, 1, 9, 5), "h:mm", "9:05"),
    (time(14, 5, 9), "hh:mm:ss", "14:05:09"),
    (time(14, 5, 9), "mm:ss", "05:09"),
    (time(14, 5, 9), "h:m:s", "14:5:9"),
    (time(11, 59), "h:mm AM/PM", "11:59 AM"),
    (time(12, 0), "h:mm AM/PM", "12:00 PM"),
    (datetime(2014, 4, 1, 14, 5), "m/d h:m", "4/1 14:5"),
    (datetime(2014, 4, 1), "ddd", "Tue"),
    (datetime(2014, 4, 1), "y", "14"),
    (datetime(2014, 4, 1), "mmmmm", "April"),
    (datetime(2014, 4, 1), "mm-dd-yy", "01/04/2014"),
    (datetime(2014, 4, 1, 14, 5), "m/d/yy h:mm", "01/04/2014 14:05"),
    (timedelta(hours=5), "[h]:mm", "5:00:00"),
    (time(1, 2), "yyyy", "01:02:00"),
]
DECIMALS = {
    "0": 0, "0.0": 1, "0.00": 2, "#,##0": 0, "#,##0.0": 1, "0%": 0, "0.0%": 1, "0.00%": 2, "0.0;[Red]-0.0": 1,
    '0.0" weeks"': 1, "_-* #,##0_-": 0,
}  # fmt: skip
ODD = [
    "General",
    "",
    "@",
    "# ?/?",
    "0.00E+00",
    "[>5]0",
    "00 000",
    ";;;",
    '"',
    "\\",
    "%%",
    "#,##0,,,",
    "[$£-809]0",
    "d-mmm",
]
any_number = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**15), 10**15)


@pytest.mark.parametrize(("stored", "number_format", "shown"), NUMBERS)
def test_numbers(stored: float, number_format: str, shown: str) -> None:
    assert shown_number(stored, number_format) == shown


@pytest.mark.parametrize(("moment", "number_format", "shown"), DATES)
def test_dates(moment: date | time | timedelta, number_format: str, shown: str) -> None:
    assert shown_date(moment, number_format) == shown


@pytest.mark.parametrize(
    ("stored", "number_format", "hidden"),
    [
        (3, ";;;", True),
        (-3, ";;;", True),
        (0, ";;;", True),
        (0, "0;-0;", True),
        (0, "0;-0; ", True),
        (3, "0;-0;", False),
        (-3, "0;-0;", False),
        (-3, "0;", True),
        (0, "0;", False),
        (3, ";0", True),
        (0, ";0", True),
        (-3, ";0", False),
        (0, "0;-0;0", False),
        (3, "", False),
        (3, "General", False),
    ],
)
def test_what_a_format_hides(stored: float, number_format: str, hidden: bool) -> None:
    assert hides(stored, number_format) is hidden


@pytest.mark.parametrize(
    ("number_format", "percentage"),
    [
        ("0%", True),
        ("0.00%;-0.00%", True),
        ("General%", True),
        ("0", False),
        (r"0\%", False),
        ('0"%"', False),
        ("0;0%", False),
        ("", False),
    ],
)
def test_a_percent_sign_that_is_a_literal_makes_no_percentage(number_format: str, percentage: bool) -> None:
    assert shows_percent(number_format) is percentage


@pytest.mark.parametrize(
    ("stored", "number_format", "amount"),
    [
        (0.22, "0%", "22"),
        (0.7451, "0.0%", "74.51"),
        (0.07, "0%", "7"),
        (74.451, "0.0", "74.451"),
        (0.1 + 0.2, "General", "0.3"),
        (22, '0"%"', "22"),
    ],
)
def test_the_amount_is_kept_unrounded(stored: float, number_format: str, amount: str) -> None:
    assert stored_amount(stored, number_format) == Decimal(amount)


@given(any_number, st.sampled_from([*DECIMALS, *ODD]) | st.text('0#?.,%;"\\[]_*@/eE dmy$', max_size=12))
@example(1.7976931348623157e308, "#,##0.00%")
@example(5e-324, "General")
def test_any_number_under_any_format_is_shown(stored: float, number_format: str) -> None:
    assert isinstance(shown_number(stored, number_format), str)


@given(
    st.datetimes(datetime(1900, 1, 1), datetime(9999, 12, 31)) | st.dates() | st.times() | st.timedeltas(),
    st.sampled_from([number_format for _, number_format, _ in DATES]) | st.text('dmyhsap/:-"\\[]_*; ', max_size=12),
)
def test_any_moment_under_any_format_is_shown(moment: date | time | timedelta, number_format: str) -> None:
    assert shown_date(moment, number_format)


@given(st.floats(-1e9, 1e9), st.sampled_from(sorted(DECIMALS)))
def test_a_shown_figure_is_read_with_the_precision_shown(stored: float, number_format: str) -> None:
    value = parse_value(shown_number(stored, number_format))
    assert isinstance(value, Figure)
    assert value.decimals == DECIMALS[number_format]
    exact = Decimal(f"{stored:.15g}") * (100 if "%" in number_format else 1)
    assert abs(value.amount - exact) <= Decimal(5).scaleb(-value.decimals - 1)
    assert (value.unit_mark == "%") == ("%" in number_format)
