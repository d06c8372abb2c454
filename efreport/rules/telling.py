"""Which figures a commentary gives. No rule stands here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from efreport.model import Figure, Indicator, Unit
from efreport.movement import displayed, rounded

_NUMBER = re.compile(
    r"(?<![\w.,/£-])(?P<amount>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<after>\s*(?:%|per ?cent\b(?!age point)|percentage points?\b|pp\b))?(?![\d/])",
    re.IGNORECASE,
)


class Told(Enum):
    """What a number in a commentary is."""

    PLAIN = "plain"
    PERCENT = "percent"
    POINTS = "points"


@dataclass(frozen=True)
class Number:
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
