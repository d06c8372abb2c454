"""Statistical process control: limits worked out by hand, and each published signal with its nearest miss."""

from __future__ import annotations

from decimal import Decimal

import pytest

from efreport.trend.limits import Limits, NotEnough, Signal, Special, limits_of, signals

LEVEL = Limits(Decimal(10), Decimal(4), Decimal(16))


def points(text: str) -> list[Decimal | None]:
    """Points as they are typed: numbers, and - for a quarter without a figure."""
    return [None if word == "-" else Decimal(word) for word in text.split()]


def test_the_limits_are_those_worked_out_by_hand() -> None:
    """Twelve points of mean 10 and eleven moving ranges of 2: 2.66 times 2 on either side."""
    assert limits_of(points("9 11 " * 6)) == Limits(Decimal(10), Decimal("4.68"), Decimal("15.32"))


def test_a_quarter_without_a_figure_gives_no_moving_range() -> None:
    """The step from 11 over the gap to 21 is no moving range: all the others are 2."""
    limits = limits_of(points("9 11 9 11 9 11 - 21 19 21 19 21 19"))
    assert limits == Limits(Decimal(15), Decimal("9.68"), Decimal("20.32"))


@pytest.mark.parametrize(
    ("text", "known"), [("9 11 9 11 9 11 9 11 9 11 9", 11), ("9 - 9 - 9 - 9 - 9 - 9 - 9", 7), ("", 0), ("5", 1)]
)
def test_before_twelve_points_there_are_no_limits(text: str, known: int) -> None:
    assert limits_of(points(text)) == NotEnough(known)


def test_points_that_never_stand_side_by_side_have_no_limits() -> None:
    assert limits_of(points("9 - " * 12)) == NotEnough(12)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("10 16.1 10", [(Signal.OUTSIDE, 1, True)]),
        ("10 3.9 10", [(Signal.OUTSIDE, 1, False)]),
        ("10 16 10 4 10", []),
        ("11 12 11 12 11 12 11", [(Signal.ONE_SIDE, 6, True)]),
        ("9 8 9 8 9 8 9 8", [(Signal.ONE_SIDE, 6, False), (Signal.ONE_SIDE, 7, False)]),
        ("11 12 11 12 11 12 10 11", []),
        ("11 12 11 12 11 12 9 11", []),
        ("11 12 11 - 12 11 12 11", []),
        ("7 8 9 10 11 12 13", [(Signal.TREND, 6, True)]),
        ("13 12 11 10 9 8 7", [(Signal.TREND, 6, False)]),
        ("7 8 9 9 10 11 12", []),
        ("7 8 9 - 10 11 12 13", []),
        ("8 9 10 11 12 13", []),
        ("15 10 15", [(Signal.NEAR_LIMIT, 2, True)]),
        ("10 15 15 10", [(Signal.NEAR_LIMIT, 2, True)]),
        ("5 5", []),
        ("5 10 5", [(Signal.NEAR_LIMIT, 2, False)]),
        ("15 10 5", []),
        ("14 10 14", []),
        ("15 - 15", []),
        ("15 15 17", [(Signal.OUTSIDE, 2, True)]),
    ],
)
def test_each_signal_and_its_nearest_miss(text: str, found: list[tuple[Signal, int, bool]]) -> None:
    assert signals(points(text), LEVEL) == tuple(Special(*each) for each in found)
