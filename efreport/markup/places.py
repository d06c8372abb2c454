"""Cells and blocks of cells as Excel names them, as numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from efreport.model import CellRef

_CELL: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")


@dataclass(frozen=True)
class Block:
    """A block of cells, each number counted in."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def holds(self, at: CellRef) -> bool:
        """Say whether a cell is in it."""
        in_rows = self.first_row <= at.row <= self.last_row
        return in_rows and self.first_column <= at.column <= self.last_column


def place_of(cell: str) -> tuple[int, int]:
    """Give the row and column of a cell: C14 is 14, 3. Raises ValueError."""
    match = _CELL.fullmatch(cell)
    if match is None:
        raise ValueError(cell)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def block_of(cells: str) -> Block:
    """Give a block of cells: A1:C2, or one cell. Raises ValueError."""
    first, _, last = cells.partition(":")
    return Block(*place_of(first), *place_of(last or first))
