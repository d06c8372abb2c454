"""What no framework can have printed: figures that cannot be true, and quarters that have not ended yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from efreport.days import day_words
from efreport.model import Figure, Indicator
from efreport.quarter import Quarter
from efreport.rules.figures import (
    above_100,
    below_zero,
    how_to_lower,
    is_below_zero,
    is_over_100,
    is_part_of_a_count,
    not_whole,
    whole,
)

IN_THE_CELL = "the cell"


def why_not_true(figure: Figure, indicator: Indicator, shown: str = "") -> Iterator[tuple[str, str]]:
    """Say why a figure cannot be true, and how to put it right, in the words of the rules for returns; nothing where it can.

    `shown` is the whole text of its cell, where that is more than the figure's own.
    """
    text = shown or figure.text
    if is_part_of_a_count(figure, indicator):
        yield not_whole(figure, text), f"Type the whole number in {IN_THE_CELL}, like {whole(text)}."
    if is_below_zero(figure, indicator):
        yield (
            below_zero(text),
            f"Type the figure again in {IN_THE_CELL} without the minus, or n/a if there is none.",
        )
    if is_over_100(figure, indicator):
        yield above_100(figure, text), how_to_lower(figure, IN_THE_CELL)


def not_ended(quarter: Quarter, today: date) -> str:
    """Say that a quarter has not ended on that day, so that nothing of it can have been printed; empty where it has."""
    last = quarter.last_day
    if last < today:
        return ""
    return f"{quarter.key} has not ended yet: its last day is {day_words(last)}"
