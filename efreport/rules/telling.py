"""Which figures a commentary gives. No rule stands here."""

from __future__ import annotations

from efreport.model import Figure, Indicator, Unit
from efreport.movement import displayed, rounded
from efreport.rules.spelling import Number, Told, numbers_in


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
