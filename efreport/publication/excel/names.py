"""The names of SpreadsheetML that are looked for, and how it writes cells, ranges and numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_CHARACTER = re.compile("_x([0-9A-Fa-f]{4})_")
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


def read_out(words: str) -> str:
    """Give words as Excel shows them, which takes _x0041_ for an A and _x000D_ for the end of a line."""
    if "_x" not in words:
        return words
    return _CHARACTER.sub(lambda found: chr(int(found[1], 16)), words).replace("\r\n", "\n")


def number(words: str | None, otherwise: int = 0) -> int:
    """Read a whole number as Excel writes it, and nothing worse."""
    try:
        return int(float(words or ""))
    except (ValueError, OverflowError):
        return otherwise


@lru_cache(maxsize=20_000)
def column_number(letters: str) -> int:
    """Give the number of a column: C is 3; letters that name none are 0."""
    if not (letters.isascii() and letters.isupper() and letters.isalpha() and len(letters) <= 3):
        return 0
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found


def row_and_column(reference: str) -> tuple[int, int]:
    """Read a cell's name: C14 is row 14, column 3; what is none is row 0, column 0."""
    match = _CELL.fullmatch(reference)
    return (int(match[2]), column_number(match[1])) if match else (0, 0)


@dataclass(frozen=True)
class Area:
    """Cells from one corner to the other, both included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Say whether a cell is among them."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


def area_of(reference: str) -> Area:
    """Read a range such as A6:U84, $6:$7 or $A:$C; what is none is no cell at all."""
    first, _, last = reference.replace("$", "").partition(":")
    last = last or first
    if first.isdigit() and last.isdigit():
        return Area(int(first), 1, int(last), LAST_COLUMN)
    if first.isalpha() and last.isalpha():
        return Area(1, column_number(first), LAST_ROW, column_number(last))
    (top, left), (bottom, right) = row_and_column(first), row_and_column(last)
    return Area(top, left, bottom, right)
