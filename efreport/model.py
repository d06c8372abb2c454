"""The nouns of the field as frozen values: the framework, returns and their cells, and findings. No behaviour."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

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

    @property
    def takes_percent(self) -> bool:
        """Say whether its figures are written with a percent sign."""
        return self in (Unit.PERCENT, Unit.PERCENTAGE_POINTS)


class Polarity(Enum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    NEUTRAL = "neutral"


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


FIGURE_COLUMNS = (Column.LATEST, Column.PREVIOUS, Column.YEAR, Column.NEIGHBOURS, Column.NATIONAL)


class Severity(Enum):
    """How much a finding matters: an error stops the framework, a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Mark(Enum):
    """What a qualifier beside a figure means."""

    PROVISIONAL = "provisional"
    REVISED = "revised"
    PERIOD = "period"
    BASIS = "basis"
    UNKNOWN = "unknown"


class Gap(Enum):
    """Why a cell holds no figure."""

    BLANK = "blank"
    NOT_APPLICABLE = "not applicable or not available"
    AWAITED = "awaited"
    NEVER_COLLECTED = "not collected so far"
    NO_COMPARATOR = "no comparator"
    NOT_HELD = "not held"
    CONFIDENTIAL = "confidential"


@dataclass(frozen=True)
class Qualifier:
    """Words beside a figure. `text` is as typed; `detail` is what they say in one fixed form.

    The detail is a period ("2013/14", "2014", "2014-04-01", "2014Q1"), also of a provisional figure; the amount
    before a revision; or the wording of a basis in lower case.
    """

    mark: Mark
    text: str
    detail: str = ""


@dataclass(frozen=True)
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
    """One service area: its sections in printed order, kept when they hold no indicator."""

    key: str
    heading: str
    note: str
    sections: tuple[Section, ...]

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
    """The whole of `config/`: what the framework is made of, and where returns and documents are kept."""

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


def fill_periods(pattern: str, quarter: Quarter) -> str:
    """Put a quarter's own periods into a heading: {quarter} Q2, {previous} Q1, {year} 2013/14..."""
    return pattern.format(
        quarter=quarter.short,
        quarter_label=quarter.label,
        previous=quarter.previous.short,
        previous_label=quarter.previous.label,
        year=quarter.year_before,
    )


@dataclass(frozen=True, order=True)
class CellRef:
    """Where a fact was read: a cell, or with row 0 the sheet or workbook as a whole, or with no workbook the round."""

    workbook: str = ""
    sheet: str = ""
    row: int = 0
    column: int = 0

    @property
    def cell(self) -> str:
        """The cell as Excel names it (C14), or nothing where the place is a whole sheet or workbook."""
        return f"{column_letters(self.column)}{self.row}" if self.row else ""

    def __str__(self) -> str:
        """child-protection.xlsx › Return!C14."""
        if not self.sheet:
            return self.workbook
        return f"{self.workbook} › {self.sheet}" + (f"!{self.cell}" if self.row else "")


def column_letters(number: int) -> str:
    """Name a column as Excel does: 3 is C, 28 is AB."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True)
class Cell:
    """One cell of a return: its place, the text as a person sees it in Excel, and what that means."""

    at: CellRef
    text: str
    value: Value


@dataclass(frozen=True)
class Heading:
    """A heading of the return's table and the column that it stands for, if it is a known one."""

    at: CellRef
    text: str
    column: Column | None


@dataclass(frozen=True)
class Row:
    """One row of a return that speaks of an indicator; `indicator` is None where none could be matched."""

    at: CellRef
    indicator: Indicator | None
    cells: Mapping[Column, Cell]

    def text(self, column: Column) -> str:
        """The text in that column, empty where the return has no such column."""
        return self.cells[column].text if column in self.cells else ""


@dataclass(frozen=True)
class Return:
    """One workbook as a service area sent it, every fact with its place.

    `area` is what its "Service area" line says, else what its file name says; `named_area` is what the file
    name alone says. `quarter` is what the "Quarter" line says, else None.
    """

    workbook: str
    path: Path
    sha256: str
    sheet: str
    area: ServiceArea | None
    area_line: Cell | None
    named_area: ServiceArea | None
    quarter: Quarter | None
    quarter_line: Cell | None
    completed_by: str
    completed_on: str
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]

    @property
    def by_key(self) -> dict[str, Row]:
        """The first row of each indicator that was matched."""
        found: dict[str, Row] = {}
        for row in self.rows:
            if row.indicator is not None:
                found.setdefault(row.indicator.key, row)
        return found


@dataclass(frozen=True)
class UnreadableWorkbook:
    """A file that should be a return and cannot be read, in plain words: what it is and what to do."""

    workbook: str
    path: Path
    reason: str
    advice: str


@dataclass(frozen=True)
class PassedOver:
    """A file in the folder that was not looked into, and why."""

    workbook: str
    reason: str


@dataclass(frozen=True)
class Round:
    """Everything that one quarter's returns say. `expected` are the areas of which a return is due."""

    quarter: Quarter
    returns: tuple[Return, ...]
    unreadable: tuple[UnreadableWorkbook, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    expected: tuple[ServiceArea, ...] = ()

    def return_of(self, area: ServiceArea) -> Return | None:
        """The first return of that area, or None where it was not received."""
        return next((found for found in self.returns if found.area == area), None)

    def row_of(self, indicator: Indicator) -> Row | None:
        """The indicator's row in its own area's return."""
        for found in self.returns:
            if found.area is not None and found.area.key == indicator.area:
                return found.by_key.get(indicator.key)
        return None


@dataclass(frozen=True)
class Finding:
    """What a rule found, in plain words, and how to put it right in Excel."""

    where: CellRef
    rule: str
    severity: Severity
    message: str
    hint: str
    indicator: str | None = None


@dataclass(frozen=True)
class Fault:
    """A rule that could not run: an internal fault, never to be read as a clean return."""

    rule: str
    detail: str


@dataclass(frozen=True)
class Checked:
    """The outcome of checking a round: what was found, what could not be checked, and how much was."""

    findings: tuple[Finding, ...]
    faults: tuple[Fault, ...]
    rules: int
    counts: Mapping[Severity, int] = field(default_factory=dict)


def same_code(text: str) -> str:
    """Give a code or name in the form in which two are compared: no spaces, dots, dashes or case ("NI 65", "ni65")."""
    return "".join(character for character in text.casefold() if character.isalnum() or character in "%/&+")
