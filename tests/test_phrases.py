"""How texts are put for people: counts, lists, runs of numbers, what is cut, and days in words."""

from __future__ import annotations

from datetime import date

import pytest

from efreport.days import day_words
from efreport.phrases import counted, ended, listed, ranges, shortened


def test_counts() -> None:
    assert [counted(number, "error") for number in (0, 1, 2)] == ["no errors", "1 error", "2 errors"]
    assert [counted(number, "commentary", "commentaries") for number in (0, 1, 2)] == [
        "no commentaries", "1 commentary", "2 commentaries",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ("", ""),
        ("a", "a"),
        ("ab", "a and b"),
        ("abc", "a, b and c"),
        ("abcdefghi", "a, b, c, d, e, f, g, h and i"),
        ("abcdefghij", "a, b, c, d, e, f, g, h and 2 more"),
    ],
)
def test_lists(parts: str, expected: str) -> None:
    assert listed(list(parts)) == expected


def test_a_list_of_choices_and_a_shorter_one() -> None:
    assert listed(["a", "b", "c"], "or") == "a, b or c"
    assert listed(["a", "b", "c", "d"], most=2) == "a, b and 2 more"
    assert listed(["a", "b", "c"], most=2) == "a, b and c"


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [([], []), ([5], ["5"]), ([6, 5], ["5", "6"]), ([5, 6, 7], ["5 to 7"]), ([9, 1, 3, 2, 4, 8], ["1 to 4", "8", "9"])],
)
def test_numbers_that_follow_each_other_are_one_run(numbers: list[int], expected: list[str]) -> None:
    assert ranges(numbers) == expected


def test_what_is_too_long_is_cut_and_stands_on_one_line() -> None:
    assert shortened(" Two\nlines  of words ") == "Two lines of words"
    assert shortened("a" * 60) == "a" * 60
    assert shortened("a" * 61) == "a" * 59 + "…"
    assert shortened("one two three", 5) == "one…"


def test_a_sentence_ends_once() -> None:
    assert [ended(text) for text in ("Done", "Done.", "Done! ", "Done?\n", "")] == [
        "Done.",
        "Done.",
        "Done!",
        "Done?",
        ".",
    ]


MONTHS = "January February March April May June July August September October November December"


@pytest.mark.parametrize(("month", "words"), list(enumerate(MONTHS.split(), 1)))
def test_days_in_words(month: int, words: str) -> None:
    assert day_words(date(2014, month, 9)) == f"9 {words} 2014"
