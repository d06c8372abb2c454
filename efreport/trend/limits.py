"""Statistical process control for one measure over time: the XmR chart, by its published rules.

The centre is the mean, the limits are the mean plus and minus 2.66 times the average moving range, which is the mean
of the differences between neighbouring points (D. J. Wheeler, Understanding Variation; NHS England, Making Data Count).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import pairwise

ENOUGH = 12
"""Points from which limits are worked out at all: with fewer, they say more about chance than about the service."""

FACTOR = Decimal("2.66")
RUN = 7
WINDOW, NEARLY = 3, 2


class Signal(Enum):
    """What is more than chance would bring: the closed set of the published rules."""

    OUTSIDE = "a point outside the limits"
    ONE_SIDE = "seven points running on one side of the mean"
    TREND = "seven points running, each higher or each lower than the one before"
    NEAR_LIMIT = "two of three points running near the same limit"


@dataclass(frozen=True)
class Limits:
    """The mean and the natural process limits, in the measure's own unit."""

    mean: Decimal
    lower: Decimal
    upper: Decimal


@dataclass(frozen=True)
class Special:
    """A signal and the place, counted from 0, of the point at which it is complete; `above` where it is on the high side."""

    signal: Signal
    at: int
    above: bool


@dataclass(frozen=True)
class NotEnough:
    """There are too few points for limits: how many there are."""

    points: int


Points = Sequence[Decimal | None]


def limits_of(points: Points) -> Limits | NotEnough:
    """Give the limits of a measure's points, in order; None is a quarter without a figure.

    A moving range is taken between two quarters running only.
    """
    known = [point for point in points if point is not None]
    ranges = [abs(after - before) for before, after in pairwise(points) if before is not None and after is not None]
    if len(known) < ENOUGH or not ranges:
        return NotEnough(len(known))
    mean = sum(known, Decimal(0)) / len(known)
    reach = FACTOR * sum(ranges, Decimal(0)) / len(ranges)
    return Limits(mean, mean - reach, mean + reach)


def signals(points: Points, limits: Limits) -> tuple[Special, ...]:
    """Give every signal, by the point at which it is complete. A quarter without a figure ends what was running."""
    sides = [_sign(point, limits.mean) for point in points]
    steps = [0, *(_sign(after, before) for before, after in pairwise(points))]
    found = (
        *_outside(points, limits),
        *(Special(Signal.ONE_SIDE, at, above) for at, above in _running(sides, RUN)),
        *(Special(Signal.TREND, at, above) for at, above in _running(steps, RUN - 1)),
        *_near(points, limits),
    )
    return tuple(sorted(found, key=lambda special: (special.at, list(Signal).index(special.signal))))


def _outside(points: Points, limits: Limits) -> Iterator[Special]:
    for at, point in enumerate(points):
        if point is not None and not limits.lower <= point <= limits.upper:
            yield Special(Signal.OUTSIDE, at, point > limits.upper)


def _sign(point: Decimal | None, other: Decimal | None) -> int:
    """1 where the point is higher than the other, -1 where it is lower, 0 where it is neither or one is missing."""
    return 0 if point is None or other is None else (point > other) - (point < other)


def _running(signs: Sequence[int], length: int) -> Iterator[tuple[int, bool]]:
    """Give each place at which that many signs running are alike, and whether they are those above."""
    running = 0
    for at, sign in enumerate(signs):
        running = running + sign if sign and running * sign > 0 else sign
        if abs(running) >= length:
            yield at, running > 0


def _near(points: Points, limits: Limits) -> Iterator[Special]:
    """Two of three running within the outer third, between two thirds of the way to a limit and the limit itself."""
    third = (limits.upper - limits.mean) * 2 / 3
    for at in range(WINDOW - 1, len(points)):
        window = points[at - WINDOW + 1 : at + 1]
        if any(point is None for point in window):
            continue
        for above, near in (
            (True, [p for p in window if p is not None and limits.mean + third < p <= limits.upper]),
            (False, [p for p in window if p is not None and limits.lower <= p < limits.mean - third]),
        ):
            last = window[-1]
            if len(near) >= NEARLY and last in near:
                yield Special(Signal.NEAR_LIMIT, at, above)
