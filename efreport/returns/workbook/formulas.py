"""Formulas that several cells share: a workbook writes one out, and the others are the same as seen from their cells."""

from __future__ import annotations

import re

from efreport.model import column_letters

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
LONGEST_FORMULA = 8_192
"""The most that Excel takes, with its =."""

OUTSIDE = "#REF!"
_REFERENCE = re.compile(
    r"""
    "(?:[^"]|"")*" | '(?:[^']|'')*' | \[[^\]]*\]                                    # texts, names of sheets, tables: left
    | (?<![\w.$])(?P<fixed_column>\$?)(?P<column>[A-Z]{1,3})(?P<fixed_row>\$?)(?P<row>[1-9]\d{0,6})(?![\w.(!])
    | (?<![\w.$:])(?P<columns>\$?[A-Z]{1,3}:\$?[A-Z]{1,3})(?![\w.(!$:])
    | (?<![\w.$:])(?P<rows>\$?[1-9]\d{0,6}:\$?[1-9]\d{0,6})(?![\w.(!$:])
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


def column_number(letters: str) -> int:
    """Give the number of a column from its letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def moved(formula: str, rows: int, columns: int) -> str:
    """Give the formula as it stands that many rows further down and columns to the right of where it was written."""

    def moved_reference(match: re.Match[str]) -> str:
        if match["column"]:
            column = _moved_column(match["fixed_column"] + match["column"], columns)
            row = _moved_row(match["fixed_row"] + match["row"], rows)
            return OUTSIDE if OUTSIDE in (column, row) else column + row
        if match["columns"]:
            return ":".join(_moved_column(each, columns) for each in match["columns"].split(":"))
        if match["rows"]:
            return ":".join(_moved_row(each, rows) for each in match["rows"].split(":"))
        return match[0]

    return _REFERENCE.sub(moved_reference, formula)


def _moved_column(column: str, by: int) -> str:
    if column.startswith("$"):
        return column
    number = column_number(column) + by
    return column_letters(number) if 1 <= number <= LAST_COLUMN else OUTSIDE


def _moved_row(row: str, by: int) -> str:
    if row.startswith("$"):
        return row
    number = int(row) + by
    return str(number) if 1 <= number <= LAST_ROW else OUTSIDE
