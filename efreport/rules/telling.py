"""Which figures a commentary gives. No rule stands here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from efreport.model import Column, Figure, Indicator, Row, Unit
from efreport.movement import displayed, rounded

_NUMBER = re.compile(
    r"(?<![\w.,/£-])(?P<amount>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<after>\s*(?:%|per ?cent\b(?!age point)|percentage points?\b|pp\b))?(?![\d/])",
    re.IGNORECASE,
)

_FROM_TO = re.compile(r"\bfrom (?P<first>[\d,.]+)(?: \w+)? to (?P<then>[\d,.]*\d)", re.IGNORECASE)


class Told(Enum):
    """What a number in a commentary is."""

    PLAIN = "plain"
    PERCENT = "percent"
    POINTS = "points"


class Number(NamedTuple):
    """A number in a commentary, with the decimals that it is given with."""

    amount: Decimal
    decimals: int
    told: Told


def numbers_in(commentary: str) -> tuple[Number, ...]:
    """Give the numbers of a commentary; years such as 2013/14 and codes such as Q1 are none."""
    return tuple(_number(match) for match in _NUMBER.finditer(commentary))


def _number(match: re.Match[str]) -> Number:
    typed, after = match["amount"].replace(",", ""), (match["after"] or "").strip().casefold()
    told = Told.PLAIN if not after else Told.POINTS if after.startswith(("percentage", "pp")) else Told.PERCENT
    return Number(Decimal(typed), len(typed.partition(".")[2]), told)


def gives(commentary: str, figure: Figure, indicator: Indicator) -> bool:
    """Say whether the commentary gives the figure, as a figure of its unit; "9 percentage points" is not 9%."""
    return any(is_told(number, figure) for number in numbers_in(commentary) if number.told in kinds_of(indicator))


def kinds_of(indicator: Indicator) -> tuple[Told, ...]:
    """Give what numbers a commentary may give a figure of the indicator's unit as."""
    match indicator.unit:
        case Unit.PERCENT:
            return (Told.PERCENT,)
        case Unit.PERCENTAGE_POINTS:
            return (Told.POINTS, Told.PERCENT, Told.PLAIN)
        case _:
            return (Told.PLAIN,)


def is_told(number: Number, figure: Figure) -> bool:
    """Say whether the number is the figure, at the coarser of the two precisions."""
    places = min(number.decimals, figure.decimals)
    return rounded(number.amount, places) == rounded(abs(displayed(figure)), places)


def given_instead(commentary: str, latest: Figure, row: Row, indicator: Indicator) -> str:
    """Quote what the commentary gives instead of the latest result; nothing where it gives that, or no other figure."""
    if indicator.unit is Unit.PERCENT:
        if gives(commentary, latest, indicator):
            return ""
        held = [cell.value for cell in row.figures.values() if isinstance(cell.value, Figure)]
        told = [number for number in numbers_in(commentary) if number.told is Told.PERCENT]
        strange = [f"{number.amount}%" for number in told if not any(is_told(number, figure) for figure in held)]
        return " and ".join(dict.fromkeys(strange[:2]))
    return next((f"“{words}”" for words in _from_to(commentary, latest, row, indicator)), "")


def _from_to(commentary: str, latest: Figure, row: Row, indicator: Indicator) -> Iterator[str]:
    """Give each "from 40 to 8" that ends with another figure than the latest, and begins with it or the quarter before's."""
    previous = row.figures.get(Column.PREVIOUS)
    known = [latest, *([previous.value] if previous and isinstance(previous.value, Figure) else [])]
    for match in _FROM_TO.finditer(commentary):
        first, then = numbers_in(match["first"]), numbers_in(match["then"])
        ends_otherwise = bool(then) and then[0].told in kinds_of(indicator) and not is_told(then[0], latest)
        if ends_otherwise and first and any(is_told(first[0], figure) for figure in known):
            yield match[0].strip()
