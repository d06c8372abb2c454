"""Made-up figures of a framework of any size: what each indicator is and what its returns say, the same on every run."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from benchmarks.words import AREAS, EVENTS, GROUPS, LOCALITIES, MEASURES, REMARKS

QUARTERS: Final = ("2014Q1", "2014Q2")
NOT_APPLICABLE: Final = "n/a"
PENDING: Final = "Pending data accuracy work"
FORMATS: Final = {0: "0", 1: "0.0"}
SPREAD: Final = {
    "count": (40, 900),
    "percent": (30, 75),
    "rate per 10,000": (40, 400),
    "days": (20, 400),
    "weeks": (8, 40),
}
SOURCES: Final = ("CMT", "LSCB", "CR")


@dataclass(frozen=True)
class Figure:
    """A figure in the unit of its indicator, with the decimals that it is shown with."""

    amount: float
    decimals: int
    percent: bool

    @property
    def shown(self) -> str:
        """The figure as Excel shows it."""
        return f"{self.amount:.{self.decimals}f}{'%' if self.percent else ''}"

    @property
    def number_format(self) -> str:
        """The number format of its cell."""
        if self.percent:
            return f"{FORMATS[self.decimals]}%"
        return FORMATS[self.decimals] if self.decimals else "General"

    @property
    def stored(self) -> float:
        """What its cell holds: 0.22 for 22%."""
        amount = self.amount if self.decimals else int(self.amount)
        return round(amount / 100, 6) if self.percent else amount


@dataclass(frozen=True)
class Row:
    """What one return says of an indicator: five columns of figures or words, and the commentary with its source."""

    cells: tuple[Figure | str, ...]
    source: str
    commentary: str


@dataclass(frozen=True)
class Fact:
    """One indicator: what config says of it, and its row in the return of each quarter."""

    key: str
    code: str
    name: str
    unit: str
    polarity: str
    target: float | None
    rows: dict[str, Row]


def areas_of(indicators: int, seed: int) -> dict[str, tuple[Fact, ...]]:
    """Give that many indicators, dealt out to the service areas one after the other."""
    facts: dict[str, list[Fact]] = {key: [] for key, _, _ in AREAS}
    for number in range(indicators):
        key, letters, _ = AREAS[number % len(AREAS)]
        facts[key].append(_fact(number, letters, random.Random(f"{seed}-{number}")))
    return {key: tuple(of_area) for key, of_area in facts.items()}


def _fact(number: int, letters: str, chance: random.Random) -> Fact:
    own = number // len(AREAS)
    unit, _ = MEASURES[own % len(MEASURES)]
    code = f"{letters}{own + 1}"
    polarity = ("higher", "lower", "neutral")[own % 3]
    target = float(round(sum(SPREAD[unit]) / 2)) if own % 5 == 1 and polarity != "neutral" else None
    return Fact(code.lower(), code, _name(own), unit, polarity, target, dict(_rows(number, unit, chance)))


def _name(own: int) -> str:
    """Give a name that no other indicator of the area has."""
    rest, measure = divmod(own, len(MEASURES))
    rest, group = divmod(rest, len(GROUPS))
    place, event = divmod(rest, len(EVENTS))
    name = MEASURES[measure][1].format(GROUPS[group], EVENTS[event])
    return f"{name}, {LOCALITIES[place % len(LOCALITIES)]} locality" if place else name


def _rows(number: int, unit: str, chance: random.Random) -> Iterator[tuple[str, Row]]:
    decimals = 1 if unit == "weeks" or (unit == "percent" and number % 4 == 0) else 0
    before, *later = _run_of_figures(unit, decimals, len(QUARTERS) + 1, chance)
    year = _near(before, unit, decimals, chance)
    compared = number % 4 != 3
    others = [_near(before, unit, decimals, chance) if compared else NOT_APPLICABLE for _ in range(2)]
    source = SOURCES[number % len(SOURCES)]
    previous: Figure | str = before
    for quarter, figure in zip(QUARTERS, later, strict=True):
        latest = PENDING if quarter == QUARTERS[-1] and number % 25 == 24 else figure
        commentary = _commentary(previous, latest, chance) if number % 8 else ""
        yield quarter, Row((latest, previous, year, *others), source, commentary)
        previous = latest


def _run_of_figures(unit: str, decimals: int, how_many: int, chance: random.Random) -> Iterator[Figure]:
    amount = chance.uniform(*SPREAD[unit])
    for _ in range(how_many):
        yield Figure(round(amount, decimals), decimals, unit == "percent")
        amount *= chance.choice((0.9, 0.95, 1.0, 1.04, 1.08))


def _near(figure: Figure, unit: str, decimals: int, chance: random.Random) -> Figure:
    return Figure(round(figure.amount * chance.uniform(0.85, 1.09), decimals), decimals, unit == "percent")


def _commentary(previous: Figure | str, latest: Figure | str, chance: random.Random) -> str:
    """Say how the figure moved, and a few sentences more."""
    remarks = " ".join(chance.sample(REMARKS, chance.randint(1, 4)))
    if isinstance(previous, str) or isinstance(latest, str):
        return f"The figure is being checked and will follow. {remarks}"
    if previous.shown == latest.shown:
        return f"The result is {latest.shown}, as it was in the quarter before. {remarks}"
    went = "rose" if latest.amount > previous.amount else "fell"
    return f"The result {went} from {previous.shown} to {latest.shown}. {remarks}"
