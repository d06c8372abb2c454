"""Texts and numbers with roles, and how the council wants them to look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum


class Role(Enum):
    """What a text is, never how it looks."""

    PLAIN = "plain"
    IMPROVED = "improved"
    WORSENED = "worsened"
    NO_CHANGE = "no change"
    CHANGED = "changed"
    NOT_COMPARED = "not compared"
    AWAITED = "awaited"
    GAP = "gap"
    NOTE = "note"
    WARNING = "warning"
    BLUE = "blue"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True)
class Paint:
    """A fill and the text on it, each as six hexadecimal digits."""

    fill: str
    text: str


@dataclass(frozen=True)
class Style:
    """How the council wants its documents to look. Empty, 0 and None leave it to each writer.

    Colours are six hexadecimal digits; `headings` is that of headings and rules. Sizes are in points: of running text
    and of the tables of indicators in Word, and of cells in Excel. `template` is a Word template as its bytes.
    """

    headings: str = ""
    table_header: Paint | None = None
    paints: Mapping[Role, Paint] = field(default_factory=dict)
    font: str = ""
    heading_font: str = ""
    text_points: float = 0
    table_points: float = 0
    sheet_points: float = 0
    template: bytes = b""


@dataclass(frozen=True, slots=True)
class Text:
    """Words and what they are. `notes` are the numbers of the notes below the table that the words refer to."""

    words: str
    role: Role = Role.PLAIN
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as a number: 22 for 22%, with how the return showed it. `suffix` is a short unit or mark."""

    amount: Decimal
    decimals: int
    percent: bool = False
    thousands: bool = False
    suffix: str = ""
