"""Which column of a table holds what, told by its heading as people write them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from efreport.model import Column, Framework, Place, Problem
from efreport.past.decoding import FIRST_LINES, Line, NotATable
from efreport.quarter import Quarter
from efreport.returns.table import heading_forms, same_heading
from efreport.spreadsheet_text import harmless


class Besides(Enum):
    """What a table says besides what a return does."""

    QUARTER = "quarter"
    KEY = "key"


Holds: TypeAlias = Column | Besides

KNOWN_AS: Mapping[Holds, tuple[str, ...]] = {
    Besides.QUARTER: ("Quarter", "Qtr", "Period", "Reporting period", "Reporting quarter"),
    Besides.KEY: ("Key", "Indicator key"),
    Column.CODE: ("Code", "Codes", "No", "Number", "Ref", "Reference", "Indicator code", "Indicator no"),
    Column.NAME: ("Indicator", "Name", "Indicator name", "Measure", "Priority indicator", "Description"),
    Column.LATEST: ("Latest", "Latest result", "Result", "Value", "Figure", "Actual"),
    Column.PREVIOUS: ("Previous", "Previous quarter", "Previous result", "Last quarter"),
    Column.YEAR: ("Year", "Outturn", "Previous year", "Year end", "Year outturn"),
    Column.NEIGHBOURS: ("Neighbours", "Statistical neighbours", "Statistical neighbour average", "SN average"),
    Column.NATIONAL: ("National", "National average", "England", "England average"),
    Column.SOURCE: ("Source", "Source of commentary"),
    Column.COMMENTARY: ("Commentary", "Comments", "Comment", "Narrative"),
}
EXPORTED_TEXT = "_text"
"""What ends the heading of a figure as it was typed, in the table that `efreport export` gives."""
EXPORTED = frozenset(
    ("area", "section", "unit", "polarity", "change", "direction", "judgement", "comparability", "reason", "workbook", "cell",
     "timing", "year_change", "year_direction", "year_judgement", "year_comparability", "year_reason", "against_neighbours",
     "against_neighbours_difference", "against_neighbours_reason", "against_national", "against_national_difference",
     "against_national_reason")
)  # fmt: skip
"""The other columns of that table, which follow from the figures and are worked out anew."""
FEWEST_KNOWN = 2


@dataclass(frozen=True)
class Columns:
    """The heading row of a table: its line, the place of each column from 0, and those that are not read."""

    line: int
    headings: tuple[str, ...]
    places: Mapping[Holds, int]
    passed_over: tuple[tuple[Place, str], ...]


@dataclass(frozen=True)
class TableRow:
    """One row below the headings of a table."""

    file: str
    columns: Columns
    line: Line

    def text(self, holds: Holds) -> str:
        """The cell without the apostrophe by which an export keeps a spreadsheet from running it; empty where there is none."""
        place = self.columns.places.get(holds)
        cell = self.line.cells[place].strip() if place is not None and place < len(self.line.cells) else ""
        return cell[1:] if cell.startswith("'") and harmless(cell[1:]) == cell else cell

    def place(self, holds: Holds | None = None) -> Place:
        """Where that cell stands; the whole row where the table has no such column."""
        found = self.columns.places.get(holds) if holds else None
        return Place(self.file, self.line.number, 0 if found is None else found + 1)

    @property
    def only_names(self) -> bool:
        """Say whether the row has at most a name, and nothing that is said of an indicator: as a section's heading has."""
        names = {self.columns.places.get(holds) for holds in (Besides.QUARTER, Besides.KEY, Column.CODE, Column.NAME)}
        return not any(cell.strip() for place, cell in enumerate(self.line.cells) if place not in names)

    def heading(self, holds: Holds) -> str:
        """The heading of a column that there is, on one line."""
        return " ".join(self.columns.headings[self.columns.places[holds]].split())


class Headings:
    """The headings that are known, for a framework and the quarter that was named, if one was."""

    def __init__(self, framework: Framework, quarter: Quarter | None) -> None:
        self.quarter = quarter
        self.forms: dict[str, Holds] = {}
        if quarter:
            self.forms |= heading_forms(framework.columns, quarter)
        for setting in framework.columns:
            plain = (form for form in (setting.heading, *setting.known_as) if "{" not in form)
            self.forms |= {same_heading(form): setting.column for form in plain}
        self.forms |= {same_heading(form): holds for holds, forms in KNOWN_AS.items() for form in forms}

    def known(self, cells: Sequence[str]) -> int:
        """Say how many of the cells are known headings."""
        return len({holds for cell in cells if (holds := self._holds(cell))})

    def _holds(self, heading: str) -> Holds | None:
        return self.forms.get(same_heading(heading.casefold().removesuffix(EXPORTED_TEXT)))

    def columns(self, lines: Sequence[Line], file: str) -> Columns:
        """Find the heading row and what its columns hold. Raises NotATable where anything that is needed is missing."""
        top = lines[:FIRST_LINES]
        row = max(top, key=lambda line: self.known(line.cells), default=None)
        if row is None or self.known(row.cells) < FEWEST_KNOWN:
            raise NotATable(
                Problem(
                    Place(file),
                    f"There is no row of headings in the first {FIRST_LINES} lines.",
                    "The first row says what each column holds, like Quarter, Code, Latest, Commentary.",
                )
            )
        places = dict(self._places(row, file))
        problem = self._missing(places, Place(file, row.number))
        if problem:
            raise NotATable(problem)
        return Columns(row.number, row.cells, places, tuple(self._passed_over(row, file)))

    def _places(self, row: Line, file: str) -> Iterator[tuple[Holds, int]]:
        """Where a figure is there as it was typed and as a number, the first counts."""
        found: dict[Holds, int] = {}
        for place, heading in enumerate(row.cells):
            holds = self._holds(heading)
            if holds is None:
                continue
            before = row.cells[found[holds]] if holds in found else ""
            if before and _is_text(before) == _is_text(heading):
                raise NotATable(
                    Problem(
                        Place(file, row.number, place + 1),
                        f"Two columns hold the same: “{before.strip()}” and “{heading.strip()}”.",
                        "Delete one of them, or give it another heading.",
                    )
                )
            if not before or _is_text(heading):
                found[holds] = place
        yield from found.items()

    def _missing(self, places: Mapping[Holds, int], place: Place) -> Problem | None:
        if Besides.QUARTER not in places and self.quarter is None:
            return Problem(
                place,
                "There is no column that says which quarter a row is of.",
                "Add one with the heading Quarter and cells like 2014Q2, or name the quarter of the whole table with --quarter.",
            )
        if not places.keys() & {Besides.KEY, Column.CODE, Column.NAME}:
            return Problem(
                place, "There is no column that says which indicator a row is of.", "Add one with the heading Code."
            )
        if Column.LATEST not in places:
            return Problem(place, "There is no column of latest results.", "Give it the heading Latest.")
        return None

    def _passed_over(self, row: Line, file: str) -> Iterator[tuple[Place, str]]:
        for place, heading in enumerate(row.cells):
            if heading.strip() and not self._holds(heading) and heading.strip().casefold() not in EXPORTED:
                yield Place(file, row.number, place + 1), " ".join(heading.split())


def _is_text(heading: str) -> bool:
    return heading.strip().casefold().endswith(EXPORTED_TEXT)
