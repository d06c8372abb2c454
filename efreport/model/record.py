"""What one quarter's framework said, wherever it is kept: in the ledger, imported, or still in the returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from functools import cached_property

from efreport.model.framework import Column, Polarity, Unit
from efreport.quarter import Quarter


@dataclass(frozen=True, slots=True)
class RecordedFigure:
    """A figure as a person saw it, and its amount in the indicator's unit (22 for 22%); None where it is no figure."""

    text: str
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RecordedRow:
    """One indicator of one quarter, as its framework named it then.

    `area` and `key` are the keys that config gives the service area and the indicator, `heading` the area's printed name.
    `figures` has every figure column, `cell` is the place of the row: "cp.xlsx › Return!A9".
    """

    area: str
    heading: str
    section: str
    key: str
    code: str
    name: str
    unit: Unit
    polarity: Polarity
    figures: Mapping[Column, RecordedFigure]
    source: str = ""
    commentary: str = ""
    cell: str = ""


class Origin(Enum):
    """Where a quarter's record is kept, the surest first."""

    PUBLISHED = "published"
    IMPORTED = "imported"
    RETURNS = "returns"


@dataclass(frozen=True)
class RecordedFinding:
    """A finding that stood when the quarter was recorded, with the reason where it was waived."""

    rule: str
    severity: str
    message: str
    area: str = ""
    indicator: str = ""
    cell: str = ""
    waived: str = ""


@dataclass(frozen=True)
class QuarterRecord:
    """What one quarter's framework said. `label` says in words where it is from: "edition 2, published 14 November 2014".

    `recorded_at` is when it was recorded, in UTC (2014-11-14T09:30:00Z), empty where that is only being done.
    """

    quarter: Quarter
    origin: Origin
    label: str
    rows: tuple[RecordedRow, ...]
    findings: tuple[RecordedFinding, ...] = field(default=())
    recorded_at: str = ""

    @cached_property
    def by_key(self) -> dict[str, RecordedRow]:
        """The row of each indicator."""
        return {row.key: row for row in self.rows}


@dataclass(frozen=True)
class Succession:
    """Where today's figures of a quarter stand in the record of what was published.

    They are edition `number` of their quarter and follow the entry with that `seal`, empty where they are the first of all.
    `corrects` is the edition of the same quarter before them, None where they are its first; `reason` is why there is another.
    """

    number: int = 1
    seal: str = ""
    corrects: QuarterRecord | None = None
    reason: str = ""


def in_groups(seal: str) -> str:
    """Give a seal as it is printed in documents: eight groups of eight, so that two can be compared by eye.

    >>> in_groups("0123456789abcdef" * 4)[:26]
    '01234567 89abcdef 01234567'
    """
    return " ".join(seal[place : place + 8] for place in range(0, len(seal), 8))
