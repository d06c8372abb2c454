"""What config says about checking: severities and limits, sums that must add up, and findings that stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from efreport.model.severity import Severity
from efreport.quarter import Quarter


@dataclass(frozen=True)
class Total:
    """The total is the sum of its parts. All are keys of indicators."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class AtMost:
    """The sum of the parts is at most their whole."""

    parts: tuple[str, ...]
    whole: str


@dataclass(frozen=True)
class Rate:
    """The rate is the count divided by the population `people`, times `per` (10,000 or 100,000)."""

    rate: str
    count: str
    people: int
    per: int


@dataclass(frozen=True)
class Share:
    """The percentage is the part divided by the whole."""

    share: str
    part: str
    whole: str


Relation: TypeAlias = Total | AtMost | Rate | Share


class SignOff(Enum):
    """A line above the table that says who answers for the return, by its name in config."""

    COMPLETED_BY = "completed_by"
    COMPLETED_ON = "completed_on"
    APPROVED_BY = "approved_by"
    APPROVED_ON = "approved_on"

    @property
    def label(self) -> str:
        """The line as blank returns and messages have it."""
        return _SIGN_OFF_LABELS[self]

    @property
    def is_date(self) -> bool:
        """Say whether the line holds a date."""
        return self in (SignOff.COMPLETED_ON, SignOff.APPROVED_ON)


_SIGN_OFF_LABELS = {
    SignOff.COMPLETED_BY: "Completed by",
    SignOff.COMPLETED_ON: "Date completed",
    SignOff.APPROVED_BY: "Approved by",
    SignOff.APPROVED_ON: "Date approved",
}


@dataclass(frozen=True)
class Waiver:
    """Findings that stand: of a rule, for an indicator or an area, in some quarters. `number` is its place in config.

    Where `columns` names any (as config names them: latest, previous, year...), it is for findings in those alone. It holds in
    the `quarters`, and where there is an `until` in every quarter from the first of them to that one.
    """

    number: int
    rule: str
    indicator: str
    area: str
    quarters: tuple[Quarter, ...]
    until: Quarter | None
    reason: str
    agreed_by: str
    columns: tuple[str, ...] = ()

    @property
    def last(self) -> Quarter:
        """The last quarter in which it holds."""
        return self.until or max(self.quarters)

    def holds_in(self, quarter: Quarter) -> bool:
        """Say whether it holds in that quarter."""
        if self.until is None:
            return quarter in self.quarters
        return min(self.quarters) <= quarter <= self.until


@dataclass(frozen=True)
class RuleSettings:
    """Severities that differ from the usual ones, what a return must be signed off with, and limits.

    Lengths are in characters, `slipped_digit` is a factor, `smallest_for_slips` a figure in its own unit, the others
    are numbers of quarters.
    """

    severity: Mapping[str, Severity] = field(default_factory=dict)
    sign_off: tuple[SignOff, ...] = ()
    longest_commentary: int = 2000
    slipped_digit: Decimal = Decimal(6)
    smallest_for_slips: Decimal = Decimal(30)
    pending_quarters: int = 3
    provisional_quarters: int = 3
