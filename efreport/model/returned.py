"""What came back from the service areas: workbooks, rows and cells, every fact with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from pathlib import Path

from efreport.model.checking import SignOff
from efreport.model.framework import Column, Indicator, ServiceArea
from efreport.model.values import Value
from efreport.quarter import Quarter


@dataclass(frozen=True, order=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a return: its place, the text as a person sees it in Excel, and why it cannot be read if so.

    `label` is what stands before the text where a line's label and its answer share one cell: "Quarter:".
    """

    at: CellRef
    text: str
    problem: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class FigureCell:
    """One cell of a figure column: its place, the text as a person sees it in Excel, and what that means.

    `as_text` is true where Excel holds the cell as text and not as a number.
    """

    at: CellRef
    text: str
    value: Value
    as_text: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading of the return's table and the column that it stands for, if it is a known one."""

    at: CellRef
    text: str
    column: Column | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a return that speaks of an indicator.

    `indicator` is None where none could be matched. `suggestion` is the one most likely meant, if any, where none was
    matched or the one that was is another service area's.
    Every column that the table has is among `figures` or `words`, blank or not, but for cells that merged ones swallow.
    `named_by_code` are all the indicators that its code cell names, `unknown_codes` the parts of it that are no code.
    """

    at: CellRef
    indicator: Indicator | None
    figures: Mapping[Column, FigureCell]
    words: Mapping[Column, Cell]
    suggestion: Indicator | None = None
    named_by_code: tuple[Indicator, ...] = ()
    unknown_codes: tuple[str, ...] = ()

    def text(self, column: Column) -> str:
        """The text in a column of words, empty where the return has no such column."""
        return self.words[column].text if column in self.words else ""


@dataclass(frozen=True)
class OtherSheet:
    """A sheet that was not read although it is hidden and holds data, holds a table of its own, or a long list.

    `heading_row` is that of its table, 0 where it has none. `quarter` is the one that its headings and its "Quarter"
    line are for where that is another than the return's.
    """

    at: CellRef
    hidden: bool
    heading_row: int
    quarter: Quarter | None


@dataclass(frozen=True)
class Merged:
    """Merged cells that reach over more than one cell of the table: the first cell, and the range as Excel names it."""

    at: CellRef
    range: str


@dataclass(frozen=True)
class Layout:
    """What stands about a return's table beside its rows, and may mislead.

    `second_table` is the heading row of another table on the same sheet whose columns stand elsewhere; rows below it are
    not read. `unread` are the texts below the headings that speak of no indicator, headings of sections among them.
    `hidden_rows` are the rows of indicators that are hidden, `hidden_columns` the headings of hidden columns that hold
    data. `without_heading` are the blank cells of the heading row above columns that several rows
    fill.
    """

    others: tuple[OtherSheet, ...] = ()
    second_table: CellRef | None = None
    merged: tuple[Merged, ...] = ()
    hidden_rows: tuple[CellRef, ...] = ()
    hidden_columns: tuple[CellRef, ...] = ()
    unread: tuple[Cell, ...] = ()
    without_heading: tuple[CellRef, ...] = ()


class Protected(Enum):
    """Whether a sheet's locked cells can be changed: freely, once it is unprotected, or only by who knows its password."""

    NOT = "not"
    OPENLY = "openly"
    SECRETLY = "secretly"


@dataclass(frozen=True)
class Return:
    """One workbook as a service area sent it, every fact with its place.

    `said_area` is what its "Service area" line says, `named_area` what its file name says, each None where it says
    none that is known. `quarter` is what the "Quarter" line says, None where it says none. `sign_off` holds the answer to
    each such line that there is, blank or not. `headings_for` is the quarter whose headings the table has, where they are
    those of another than it was read for. `template` is the line that says which blank return was filled in.
    """

    workbook: str
    path: Path
    sha256: str
    sheet: str
    said_area: ServiceArea | None
    area_line: Cell | None
    named_area: ServiceArea | None
    quarter: Quarter | None
    quarter_line: Cell | None
    sign_off: Mapping[SignOff, Cell]
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    layout: Layout = Layout()
    headings_for: Quarter | None = None
    template: Cell | None = None
    protected: Protected = Protected.NOT

    @property
    def area(self) -> ServiceArea | None:
        """The return's service area: what it says itself, else what its file name says."""
        return self.said_area or self.named_area

    @property
    def disagrees(self) -> bool:
        """Say whether the return's own line and its file name name two different service areas."""
        return None not in (self.said_area, self.named_area) and self.said_area != self.named_area

    @cached_property
    def heading_texts(self) -> Mapping[Column, str]:
        """The heading of each column as the return has it, on one line; of two for one column the first."""
        texts: dict[Column, str] = {}
        for heading in self.headings:
            if heading.column is not None:
                texts.setdefault(heading.column, " ".join(heading.text.split()))
        return texts

    @cached_property
    def by_key(self) -> dict[str, Row]:
        """The first row of each indicator that was matched."""
        found: dict[str, Row] = {}
        for row in self.rows:
            if row.indicator is not None:
                found.setdefault(row.indicator.key, row)
        return found


@dataclass(frozen=True)
class UnreadableWorkbook:
    """A file that should be a return and cannot be read: what it is and what to do, and whose its name says it is."""

    workbook: str
    path: Path
    reason: str
    advice: str
    named_area: ServiceArea | None


@dataclass(frozen=True)
class PassedOver:
    """A file in the folder that was not looked into, why, and what to do if it should have been."""

    workbook: str
    reason: str
    advice: str


@dataclass(frozen=True)
class Round:
    """Everything that one quarter's returns say. `expected` are the areas of which a return is due.

    `assumed` is true where neither the command, a folder nor a return names the quarter. `earlier` are the rounds of
    quarters before it, as far as their returns were there. `published` names the edition whose figures stand in a round
    instead of its returns' own, empty where it was not published or nobody asked.
    """

    quarter: Quarter
    returns: tuple[Return, ...]
    unreadable: tuple[UnreadableWorkbook, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    expected: tuple[ServiceArea, ...] = ()
    assumed: bool = False
    earlier: tuple[Round, ...] = ()
    published: str = ""

    def before(self, quarters: int = 1) -> Round | None:
        """The round that many quarters before this one, or None where none of its returns could be found."""
        wanted = self.quarter
        for _ in range(quarters):
            wanted = wanted.previous
        return next((round_ for round_ in self.earlier if round_.quarter == wanted), None)

    def return_of(self, area: ServiceArea) -> Return | None:
        """The return of that area, or None where it was not received.

        Of several, the one whose file is named by the area's key alone, else one whose file name does not disagree.
        """
        found = [candidate for candidate in self._by_area.get(area.key, ()) if candidate.area == area]
        by_key = [each for each in found if each.path.stem.casefold() == area.key]
        return next((each for each in (*by_key, *found) if not each.disagrees), found[0] if found else None)

    @cached_property
    def _by_area(self) -> dict[str, list[Return]]:
        found: dict[str, list[Return]] = {}
        for each in self.returns:
            if each.area is not None:
                found.setdefault(each.area.key, []).append(each)
        return found
