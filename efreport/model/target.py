"""A target that an indicator is held against."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Target:
    """What an indicator should come to, in its own unit, with 80 for 80%.

    `period` is a year ("2014/15") or a quarter ("2014Q2"). A figure that falls short by `tolerance` or less is within
    it; one that is better by `margin` or more is clearly better, where there is a margin.
    """

    period: str
    amount: Decimal
    tolerance: Decimal = Decimal(0)
    margin: Decimal | None = None
