"""Places in a sheet: the letters of a column and its number, and areas as formulas name them."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

LETTERS: Final = 26
_CELL: Final = re.compile(r"([A-Z]+)(\d+)")


@cache
def letters_of(column: int) -> str:
    """Give the letters of a column, counted from 1.

    >>> letters_of(26), letters_of(27), letters_of(703)
    ('Z', 'AA', 'AAA')
    """
    before, last = divmod(column - 1, LETTERS)
    return (letters_of(before) if before else "") + chr(ord("A") + last)


@cache
def column_of(letters: str) -> int:
    """Give the number of a column, counted from 1.

    >>> column_of("Z"), column_of("AA"), column_of("AAA")
    (26, 27, 703)
    """
    number = 0
    for letter in letters:
        number = number * LETTERS + ord(letter) - ord("A") + 1
    return number


def absolute(area: str) -> str:
    """Give an area as it stays the same wherever it is referred to from.

    >>> absolute("A6:U84")
    '$A$6:$U$84'
    """
    return _CELL.sub(r"$\1$\2", area)


def bounds_of(area: str) -> tuple[int, int, int, int]:
    """Give the first column, the first row, the last column and the last row of an area of several cells.

    >>> bounds_of("B6:U84")
    (2, 6, 21, 84)
    """
    (first, top), (last, bottom) = _CELL.findall(area)
    return column_of(first), int(top), column_of(last), int(bottom)
