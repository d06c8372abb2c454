"""What a comparison comes to: a movement, a standing against a comparator, or the reason for neither."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TypeAlias


class Direction(Enum):
    """Which way the number went."""

    UP = "up"
    DOWN = "down"
    LEVEL = "level"


ARROWS = {Direction.UP: "▲", Direction.DOWN: "▼", Direction.LEVEL: "►"}


class Judgement(Enum):
    """What that means by the indicator's polarity; each indicator comes to one of these."""

    IMPROVED = "improved"
    WORSENED = "worsened"
    NO_CHANGE = "no change"
    CHANGED = "changed"
    NOT_COMPARED = "not compared"
    AWAITED = "awaited"


class Position(Enum):
    """Where the latest figure stands against a comparator; higher and lower where neither is better."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True)
class Moved:
    """A movement. `change` is signed, in the indicator's unit, at the coarser precision of the two figures.

    `relative` is the change as a percentage of the base, or None where the base is small or the unit is a
    percentage, for which a percentage of a percentage would mislead.
    """

    change: Decimal
    direction: Direction
    judgement: Judgement
    caveats: tuple[str, ...] = ()
    relative: Decimal | None = None


@dataclass(frozen=True)
class Stands:
    """The latest figure against a comparator: the position, the signed difference, and what must be said."""

    position: Position
    difference: Decimal
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotCompared:
    """No comparison, and why, in words that complete "Not compared: ..."."""

    reason: str


Movement: TypeAlias = Moved | NotCompared
Standing: TypeAlias = Stands | NotCompared
