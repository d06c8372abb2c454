"""One row of a table as one indicator of one quarter, or what has to be put right in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from efreport.model import (
    FIGURE_COLUMNS,
    Column,
    Figure,
    Framework,
    Indicator,
    NoFigure,
    Place,
    Problem,
    RecordedFigure,
    RecordedRow,
    Unreadable,
    same_code,
)
from efreport.movement import written_in
from efreport.past.columns import Besides, Columns, TableRow
from efreport.past.decoding import Line
from efreport.past.impossible import not_ended, why_not_true
from efreport.past.naming import called, naming
from efreport.phrases import shortened
from efreport.quarter import Quarter, QuarterError, parse_quarter
from efreport.returns.matching import catalogue
from efreport.values import parse_value

AS_PRINTED = "Type it as the framework printed it, like 22%, 838 or 21 weeks, or why there was none, like n/a."
WITH_SIGN = "Type it with its sign, like 22%; a cell in which Excel shows 22% is saved as 22%."
NOT_PAST = "Type the quarter that the figures are of, like 2014Q2, or delete the row."


def _known_headings(framework: Framework) -> Iterator[str]:
    for area in framework.areas:
        yield from (area.heading, area.note, *(text for each in area.sections for text in (each.heading, each.note)))


class RowReader:
    """Reads the rows of all tables: `found` by quarter and key, every problem met, and the texts of rows passed over.

    `read_from` are the rows of the tables that `found` is from, with their indicators.
    """

    def __init__(self, framework: Framework, quarter: Quarter | None, today: date) -> None:
        self.framework = framework
        self.today = today
        self.quarter = quarter
        self.naming = naming(framework, catalogue(framework))
        self.homes = {
            indicator.key: (area, section)
            for area in framework.areas
            for section in area.sections
            for indicator in section.indicators
        }
        self.headings = {same_code(heading) for heading in _known_headings(framework)}
        self.found: dict[Quarter, dict[str, RecordedRow]] = {}
        self.read_from: dict[Quarter, list[tuple[TableRow, Indicator]]] = {}
        self.passed_over: list[tuple[Place, str]] = []
        self.problems: list[Problem] = []

    def read(self, file: str, columns: Columns, lines: Sequence[Line]) -> None:
        """Read the rows below a table's headings; those that repeat them and headings of sections are passed by."""
        rows = (TableRow(file, columns, line) for line in lines if line.cells != columns.headings)
        if not sum(map(self._read_row, rows)):
            self._say(Place(file), "There are headings and no rows.", "Add a row for each indicator of each quarter.")

    def _say(self, place: Place, message: str, hint: str) -> None:
        self.problems.append(Problem(place, message, hint))

    def _read_row(self, row: TableRow) -> bool:
        """Read a row; False for one that is passed by."""
        cells, headings = row.line.cells, row.columns.headings
        if any(cell.strip() for cell in cells[len(headings) :]):
            said = f"The row has {len(cells)} cells, and there are {len(headings)} headings."
            self._say(row.place(), said, "Put a text that holds the delimiter between quotation marks.")
            return True
        indicator = self.naming.indicator(row)
        if isinstance(indicator, Problem) and row.only_names:
            self._pass_over(row)
            return False
        quarter = self._quarter(row)
        if isinstance(indicator, Problem):
            self.problems.append(indicator)
            return True
        recorded = self._recorded(row, indicator)
        if quarter is not None:
            self._keep(quarter, row, recorded, indicator)
        return True

    def _pass_over(self, row: TableRow) -> None:
        """Note a row that is only a text, unless that is a heading of the framework."""
        texts = [cell.strip() for cell in row.line.cells if cell.strip()]
        if any(same_code(text) not in self.headings for text in texts):
            self.passed_over.append((row.place(), shortened(" ".join(texts))))

    def _keep(self, quarter: Quarter, row: TableRow, recorded: RecordedRow, indicator: Indicator) -> None:
        first = self.found.setdefault(quarter, {}).setdefault(recorded.key, recorded)
        if first is recorded:
            self.read_from.setdefault(quarter, []).append((row, indicator))
        else:
            said = f"{recorded.code} of {quarter.key} was given before, in {first.cell}."
            self._say(row.place(), said, "Delete one of the two rows, or correct its quarter or code.")

    def _quarter(self, row: TableRow) -> Quarter | None:
        typed, place = row.text(Besides.QUARTER), row.place(Besides.QUARTER)
        if not typed:
            if self.quarter is None:
                self._say(place, "The quarter is missing.", "Type it like 2014Q2 or Q2 2014/15.")
            return self.quarter
        try:
            quarter = parse_quarter(typed, self.framework.first_month)
        except QuarterError as fault:
            self._say(place, f"{fault}.", "Correct it, like 2014Q2.")
            return None
        if self.quarter not in (None, quarter):
            self._say(place, f"The row is of {quarter.key}, and --quarter names another.", "Leave --quarter out.")
            return None
        if early := not_ended(quarter, self.today):
            self._say(place, f"{early}.", NOT_PAST)
            return None
        return quarter

    def _figure(self, row: TableRow, column: Column, indicator: Indicator) -> RecordedFigure:
        text = row.text(column)
        match parse_value(text):
            case NoFigure():
                pass
            case Unreadable() as value:
                said = (
                    f"{called(indicator)}, “{row.heading(column)}”: “{shortened(text)}” cannot be read: {value.reason}."
                )
                self._say(row.place(column), said, AS_PRINTED)
            case Figure() as value if written_in(value, indicator.unit):
                for said, hint in why_not_true(value, indicator):
                    self._say(row.place(column), f"{called(indicator)}, “{row.heading(column)}”: {said}", hint)
                return RecordedFigure(text, value.amount)
            case Figure():
                self._other_unit(row, column, indicator)
        return RecordedFigure(text)

    def _other_unit(self, row: TableRow, column: Column, indicator: Indicator) -> None:
        said = f"{called(indicator)}, “{row.heading(column)}”: “{shortened(row.text(column))}”"
        if indicator.unit.takes_percent:
            said = f"{said} has no percent sign, and is not guessed: 0.22 may be 22% or 0.22%."
            self._say(row.place(column), said, WITH_SIGN)
        else:
            said = f"{said} is not written in the indicator's unit, which is {indicator.unit.value}."
            self._say(row.place(column), said, AS_PRINTED)

    def _recorded(self, row: TableRow, indicator: Indicator) -> RecordedRow:
        area, section = self.homes[indicator.key]
        return RecordedRow(
            area=area.key,
            heading=area.heading,
            section=section.heading,
            key=indicator.key,
            code=" / ".join(indicator.codes) or self.framework.no_code,
            name=indicator.name,
            unit=indicator.unit,
            polarity=indicator.polarity,
            figures={column: self._figure(row, column, indicator) for column in FIGURE_COLUMNS},
            source=row.text(Column.SOURCE),
            commentary=row.text(Column.COMMENTARY),
            cell=str(row.place()),
        )
