"""What a cell can mean: a figure with its qualifiers, a reason why there is none, or something unreadable."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TypeAlias


class Mark(Enum):
    """What a qualifier beside a figure means."""

    PROVISIONAL = "provisional"
    REVISED = "revised"
    PERIOD = "period"
    BASIS = "basis"
    UNKNOWN = "unknown"

    __hash__ = object.__hash__


class Gap(Enum):
    """Why a cell holds no figure."""

    BLANK = "blank"
    NOT_APPLICABLE = "not applicable or not available"
    AWAITED = "awaited"
    NEVER_COLLECTED = "not collected so far"
    NO_COMPARATOR = "no comparator"
    NOT_HELD = "not held"
    CONFIDENTIAL = "confidential"

    __hash__ = object.__hash__


@dataclass(frozen=True)
class Qualifier:
    """Words beside a figure. `text` is as typed; `detail` is what they say in one fixed form.

    The detail is a period ("2013/14", "2014", "2014-04-01", "2014Q1"), also of a provisional figure; the amount
    before a revision; or the wording of a basis in lower case.
    """

    mark: Mark
    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell with a figure: 22 for 22%, unrounded where Excel holds more than the `decimals` that it shows."""

    amount: Decimal
    decimals: int
    unit_mark: str
    qualifiers: tuple[Qualifier, ...]
    text: str


@dataclass(frozen=True)
class NoFigure:
    """A cell that says why there is no figure, and from when one is expected ("Q3") where it says so."""

    gap: Gap
    text: str
    expected: str = ""


@dataclass(frozen=True)
class Unreadable:
    """A cell that is neither a figure nor a known gap. `reason` completes "cannot be read: ..."."""

    text: str
    reason: str


Value: TypeAlias = Figure | NoFigure | Unreadable
