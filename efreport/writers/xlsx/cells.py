"""Cells and rows: text that stays text, numbers with their formats, and rows tall enough to read; no layout."""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING, Final

from openpyxl.cell import Cell

from efreport.document import Number, Text
from efreport.writers.xlsx.formats import format_of, signed_format_of, value_of
from efreport.writers.xlsx.styles import FIGURE, cell_style

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

NONE: Final = "none"
NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FORMULA_STARTS = ("=", "+", "-", "@")

LINE_HEIGHT = 14.5
TALLEST = 409.0
MOST_LINES = int((TALLEST - 3) / LINE_HEIGHT)


def clean(words: str) -> str:
    """Take out what XML cannot hold; nothing at all becomes a word."""
    return NOT_IN_XML.sub("", words) or NONE


def text_cell(sheet: Worksheet, words: str, style: str) -> Cell:
    """Make a cell of text, whatever it begins with: no return can put a formula into the workbook."""
    cell = Cell(sheet, row=1, column=1, value=clean(words))
    cell.data_type = "s"
    cell.style = style
    if words.startswith(FORMULA_STARTS):
        # Without the mark, Excel would read the text as a formula as soon as a person edits it.
        cell.quotePrefix = True
    return cell


def number_cell(sheet: Worksheet, number: Number, *, signed: bool = False) -> Cell:
    """Make a cell of a number, shown as its return showed it."""
    cell = Cell(sheet, row=1, column=1, value=value_of(number))
    cell.style = FIGURE
    cell.number_format = signed_format_of(number) if signed else format_of(number)
    return cell


def content_cell(sheet: Worksheet, content: Text | Number, *, signed: bool = False) -> Cell:
    """Make the cell of a table for a text or a number."""
    match content:
        case Text():
            return text_cell(sheet, content.words, cell_style(content.role))
        case Number():
            return number_cell(sheet, content, signed=signed)


def height_for(words: Iterable[str], widths: Sequence[float]) -> float:
    """Estimate how tall a row must be for the words in its cells.

    Excel and LibreOffice fit rows that bear no height, but to the screen, where lines break elsewhere than in print,
    and most viewers do not fit them at all.
    """
    lines = max((lines_in(text, width) for text, width in zip(words, widths, strict=False)), default=1)
    return min(TALLEST, lines * LINE_HEIGHT + 3)


def lines_in(words: str, width: float) -> int:
    """Estimate into how many lines words are wrapped in a column; rather one too many than one too few."""
    fits = characters_in(width)
    if len(words) <= fits and "\n" not in words:
        return 1
    return sum(max(1, ceil(len(line) / fits)) for line in words.split("\n"))


def characters_in(width: float) -> float:
    """Estimate how many characters of running text a line of a column holds, less the end that wrapping leaves."""
    return max(1.0, width * 1.06 - 3)


def width_for(words: str) -> float:
    """Give the narrowest column that can show the words in the tallest row."""
    room = MOST_LINES - words.count("\n")
    return (len(words) / max(1, room) + 3) / 1.06
