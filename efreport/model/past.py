"""What a table of past figures gave, and what in it has to be put right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from efreport.model.record import RecordedRow
from efreport.model.returned import column_letters
from efreport.quarter import Quarter


@dataclass(frozen=True)
class Place:
    """Where in a table something stands: its file, the row as Excel numbers it and the column (from 1); 0 for the whole."""

    file: str
    row: int = 0
    column: int = 0

    @property
    def column_name(self) -> str:
        """The column as Excel names it, empty for a whole row."""
        return column_letters(self.column) if self.column else ""

    def __str__(self) -> str:
        row = f" row {self.row}" if self.row else ""
        return f"{self.file}{row}{f', column {self.column_name}' if self.column else ''}"


@dataclass(frozen=True)
class Problem:
    """Something that keeps a table from being imported: where, what is wrong, and how to put it right."""

    place: Place
    message: str
    hint: str


@dataclass(frozen=True)
class TableFile:
    """A table that was read, by which it is known again: its path as it was named, SHA-256 and size in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Remarks:
    """What is to be known of tables that keeps nothing from being read.

    `columns` have headings that nobody knows, `rows` speak of no indicator, `sums` do not add up: somebody has to say of those
    that they were printed so.
    """

    columns: tuple[tuple[Place, str], ...] = ()
    rows: tuple[tuple[Place, str], ...] = ()
    sums: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Past:
    """Everything that tables gave: rows by quarter in the framework's printed order, problems, and what else is to be known."""

    quarters: Mapping[Quarter, tuple[RecordedRow, ...]]
    problems: tuple[Problem, ...]
    files: tuple[TableFile, ...]
    remarks: Remarks = Remarks()
