"""One cell of a figure column: what is stored beside what is seen, and periods without a year."""

from __future__ import annotations

from decimal import Decimal

import pytest

from efreport.model import CellRef, Figure, Gap, NoFigure, Unreadable
from efreport.quarter import Quarter
from efreport.returns.cells import read_figure
from efreport.returns.sheet import SheetCell
from efreport.revisions import differs
from efreport.rules.periods import span_of
from efreport.values import parse_value

AT = CellRef("cp.xlsx", "Return", 4, 3)
Q2 = Quarter(2014, 2)


@pytest.mark.parametrize(
    ("text", "stored", "amount", "decimals"),
    [
        ("306", "306", "306", 0),
        ("82%", "82.4", "82.4", 0),
        ("82.5%", "82.45", "82.45", 1),
        ("82%", "82.5", "82", 0),  # Excel would have shown 83%, so what is seen counts.
        ("1,235", "1234567", "1235", 0),  # A format such as #,##0, shows thousands.
        ("82% [p]", None, "82", 0),
    ],
)
def test_the_amount_is_the_stored_one_where_it_is_the_one_that_is_seen(
    text: str, stored: str | None, amount: str, decimals: int
) -> None:
    read = read_figure(AT, SheetCell(4, 3, text, Decimal(stored) if stored else None), Q2)
    assert isinstance(read.value, Figure)
    assert (read.text, read.value.amount, read.value.decimals) == (text, Decimal(amount), decimals)
    assert read.as_text is (stored is None)


def test_a_blank_cell_and_one_that_is_no_value() -> None:
    assert read_figure(AT, None, Q2).value == NoFigure(Gap.BLANK, "")
    cell = read_figure(AT, SheetCell(4, 3, "01-Apr", problem="the cell holds a date, 1 April 2014"), Q2)
    assert cell.value == Unreadable("01-Apr", "the cell holds a date, 1 April 2014")
    assert not cell.as_text


@pytest.mark.parametrize(
    ("text", "details"),
    [
        ("12 (Q1)", ["2014Q1"]),
        ("12 (Q2)", ["2014Q2"]),
        ("12 (Q3)", ["2013Q3"]),
        ("12 (Q4) [p]", ["2013Q4", ""]),
        ("12 [p] (2013/14)", ["", "2013/14"]),
    ],
)
def test_a_bare_quarter_is_the_last_of_its_number(text: str, details: list[str]) -> None:
    value = read_figure(AT, SheetCell(4, 3, text), Q2).value
    assert isinstance(value, Figure)
    assert [each.detail for each in value.qualifiers] == details


@pytest.mark.parametrize(
    ("now", "then", "expected"),
    [
        ("12", "12", False),
        ("13", "12", True),
        ("82.4%", "82%", False),
        ("82.5%", "82%", True),
        ("82%", "82.4%", False),
        ("12 [r]", "12", False),
        ("n/a", "12", True),
        ("", "12", True),
        ("12", "n/a", False),
        ("Pending", "n/a", False),
    ],
)
def test_what_differs_from_what_was_published(now: str, then: str, expected: bool) -> None:
    assert differs(parse_value(now), parse_value(then)) is expected


@pytest.mark.parametrize(
    ("period", "first_month", "span"),
    [
        ("", 4, None),
        ("2014", 4, ("2014-01-01", "2014-12-31")),
        ("2013/14", 4, ("2013-04-01", "2014-03-31")),
        ("2013/14", 9, ("2013-09-01", "2014-08-31")),
        ("2014Q1", 4, ("2014-04-01", "2014-06-30")),
        ("2014Q4", 4, ("2015-01-01", "2015-03-31")),
        ("2014-04-01", 4, ("2014-04-01", "2014-04-01")),
        ("2014-02-31", 4, None),
        ("0000", 4, None),
    ],
)
def test_the_days_of_a_stated_period(period: str, first_month: int, span: tuple[str, str] | None) -> None:
    found = span_of(period, first_month)
    assert (found and tuple(map(str, found))) == span
