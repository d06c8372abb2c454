"""What the framework is made of: indicators, service areas, columns, and what else config says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from pathlib import Path

from efreport.fingerprint import ReadFile
from efreport.model.checking import Relation, RuleSettings, Waiver
from efreport.model.deadline import Deadline
from efreport.model.limits import Limits
from efreport.model.style import HouseStyle
from efreport.model.target import Target
from efreport.quarter import Quarter


class Unit(Enum):
    """What an indicator is measured in: the closed set that config may name."""

    COUNT = "count"
    PERCENT = "percent"
    PERCENTAGE_POINTS = "percentage points"
    RATE_10000 = "rate per 10,000"
    RATE_100000 = "rate per 100,000"
    DAYS = "days"
    WEEKS = "weeks"

    __hash__ = object.__hash__

    @property
    def takes_percent(self) -> bool:
        """Say whether its figures are written with a percent sign."""
        return self in (Unit.PERCENT, Unit.PERCENTAGE_POINTS)

    @property
    def adds_up(self) -> bool:
        """Say whether figures of parts of a year make up the year's, as counts and rates do, shares and averages not."""
        return self in (Unit.COUNT, Unit.RATE_10000, Unit.RATE_100000)


class Polarity(Enum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    NEUTRAL = "neutral"

    def favours(self, *, higher: bool) -> bool | None:
        """Say whether the higher of two figures is better, or with `higher` false the lower; None where neither is."""
        match self:
            case Polarity.HIGHER:
                return higher
            case Polarity.LOWER:
                return not higher
            case Polarity.NEUTRAL:
                return None

    @property
    def words(self) -> str:
        """Which way is better, in words."""
        match self:
            case Polarity.HIGHER:
                return "higher is better"
            case Polarity.LOWER:
                return "lower is better"
            case Polarity.NEUTRAL:
                return "neither way is better"


class Timing(Enum):
    """What stretch of time one figure covers."""

    STOCK = "stock"
    FLOW = "flow"
    FLOW_ANNUALISED = "flow (annualised)"
    ROLLING = "rolling 12 months"
    YEAR_TO_DATE = "year to date"
    CUMULATIVE_YEAR = "cumulative over the year"
    CUMULATIVE_PROGRAMME = "cumulative over the programme"
    SCHOOL_YEAR_TO_DATE = "school year to end of quarter"
    SCHOOL_YEAR = "annual (school year)"

    __hash__ = object.__hash__


class Column(Enum):
    """The columns of a return, by the names that config gives them, in the framework's printed order."""

    CODE = "code"
    NAME = "name"
    LATEST = "latest"
    PREVIOUS = "previous"
    YEAR = "year"
    NEIGHBOURS = "neighbours"
    NATIONAL = "national"
    SOURCE = "source"
    COMMENTARY = "commentary"

    __hash__ = object.__hash__


OWN_COLUMNS = (Column.LATEST, Column.PREVIOUS, Column.YEAR)
COMPARATORS = (Column.NEIGHBOURS, Column.NATIONAL)
FIGURE_COLUMNS = (*OWN_COLUMNS, *COMPARATORS)


@dataclass(frozen=True)
class Indicator:
    """One indicator as config describes it. Its identity is `key`; several have no code yet ("TBC")."""

    key: str
    codes: tuple[str, ...]
    name: str
    unit: Unit
    polarity: Polarity
    timing: Timing
    area: str = ""
    tolerance: Decimal = Decimal(0)
    definition: str = ""
    same_basis: tuple[str, ...] = ()
    collected: bool = True
    reported_from: Quarter | None = None
    judged_although_cumulative: bool = False
    may_exceed_100: bool = False
    may_be_negative: bool = False
    commentary_expected: bool = True
    targets: tuple[Target, ...] = ()

    def due_in(self, quarter: Quarter) -> bool:
        """Say whether a figure is expected in that quarter."""
        return self.collected and (self.reported_from is None or self.reported_from <= quarter)


@dataclass(frozen=True)
class Section:
    """A section of a service area. The one without a heading holds indicators that stand before any section."""

    heading: str
    note: str
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True)
class ServiceArea:
    """One service area: its sections in printed order, kept when they hold no indicator.

    Of one with `reported_from`, neither a return is due nor anything printed before that quarter.
    """

    key: str
    heading: str
    note: str
    sections: tuple[Section, ...]
    reported_from: Quarter | None = None

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator of the area, in printed order."""
        return tuple(indicator for section in self.sections for indicator in section.indicators)


@dataclass(frozen=True)
class ColumnSetting:
    """How one column is printed and what it is known by in returns; {quarter} and the like stand for periods."""

    column: Column
    heading: str
    known_as: tuple[str, ...]


@dataclass(frozen=True)
class Population:
    """A population that rates are worked out with."""

    name: str
    people: int
    used_for: str


@dataclass(frozen=True)
class CommentarySource:
    """A source of commentary: the short form in returns, and what it stands for."""

    code: str
    name: str


@dataclass(frozen=True)
class Framework:
    """The whole of `config/`: what the framework is made of, and where returns and documents are kept.

    `ledger` is the file in which what was published is recorded.
    A movement of a count that was below `small_cohort` is not ranked among the largest. `folder` and `files` are
    where the config was read and from what.
    """

    title: str
    organisation: str
    directorate: str
    first_month: int
    returns_folder: Path
    output_folder: Path
    areas: tuple[ServiceArea, ...]
    columns: tuple[ColumnSetting, ...]
    no_code: str
    populations: tuple[Population, ...]
    sources: tuple[CommentarySource, ...]
    relations: tuple[Relation, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    rule_settings: RuleSettings = field(default_factory=RuleSettings)
    small_cohort: int = 30
    style: HouseStyle = field(default_factory=HouseStyle)
    limits: Limits = field(default_factory=Limits)
    ledger: Path = Path("ledger.sqlite")
    deadline: Deadline = field(default_factory=Deadline)
    folder: Path = field(default=Path(), compare=False)
    files: tuple[ReadFile, ...] = field(default=(), compare=False)

    @property
    def has_targets(self) -> bool:
        """Say whether any indicator has a target, so that documents speak of targets at all."""
        return any(indicator.targets for indicator in self.indicators())

    def reporting_in(self, quarter: Quarter) -> Framework:
        """The framework of that quarter: without the service areas that report from a later one."""
        areas = tuple(area for area in self.areas if area.reported_from is None or area.reported_from <= quarter)
        return replace(self, areas=areas)

    def indicators(self) -> Iterator[Indicator]:
        """Every indicator of every area, in printed order."""
        for area in self.areas:
            yield from area.indicators

    def area(self, key: str) -> ServiceArea:
        """The service area with that key; KeyError where there is none."""
        return next(area for area in self.areas if area.key == key)

    def headings(self, quarter: Quarter) -> Mapping[Column, str]:
        """The printed heading of each column for that quarter, in printed order."""
        return {setting.column: fill_periods(setting.heading, quarter) for setting in self.columns}


PERIOD_WORDS = ("quarter", "quarter_label", "previous", "previous_label", "year")


def fill_periods(pattern: str, quarter: Quarter) -> str:
    """Put a quarter's own periods into a heading: {quarter} Q2, {previous} Q1, {year} 2013/14..."""
    return pattern.format(
        quarter=quarter.short,
        quarter_label=quarter.label,
        previous=quarter.previous.short,
        previous_label=quarter.previous.label,
        year=quarter.year_before,
    )


@lru_cache(maxsize=32_768)
def same_code(text: str) -> str:
    """Give a code or name in the form in which two are compared: no spaces, dots, dashes or case ("NI 65", "ni65")."""
    return "".join(character for character in text.casefold() if character.isalnum() or character in "%/&+")
