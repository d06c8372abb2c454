"""What a worksheet holds once it is read: cells with the text that a person sees. Knows neither files nor frameworks."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from efreport.model import Protected


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell: the text seen in Excel, the stored amount where it holds a number, and why it is no value if so.

    `label` is what was taken from the front of the text, where a line's label and its answer share one cell.
    """

    row: int
    column: int
    text: str
    amount: Decimal | None = None
    problem: str = ""
    label: str = ""


@dataclass(frozen=True)
class Area:
    """A block of cells, each number counted in."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int

    def swallows(self, row: int, column: int) -> bool:
        """Say whether the cell is one of the block and not its first, so that it can hold nothing once it is merged."""
        within = self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column
        return within and (row, column) != (self.first_row, self.first_column)


@dataclass(frozen=True)
class Sheet:
    """One worksheet: its cells that hold anything, by row, in order; what of it is hidden, merged and protected."""

    name: str
    rows: dict[int, dict[int, SheetCell]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Area, ...] = ()
    protected: Protected = Protected.NOT
