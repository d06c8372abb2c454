"""Cells: text that stays text, and numbers with their formats; no layout."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from efreport.document import Number, Text
from efreport.writers.formats import format_of, signed_format_of, value_of
from efreport.writers.xlsx.styles import FIGURE, FIGURE_HEADER, TABLE_HEADER, cell_style

NONE: Final = "none"
NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FORMULA_STARTS = ("=", "+", "-", "@")


def clean(words: str) -> str:
    """Take out what XML cannot hold; nothing at all becomes a word."""
    return NOT_IN_XML.sub("", words) or NONE


def one_line(words: str) -> str:
    """Put words on one line, where Excel takes no other: in headings of columns, page headers and properties."""
    return " ".join(clean(words).split()) or NONE


def text_cell(sheet: Worksheet, words: str, style: str) -> Cell:
    """Make a cell of text, whatever it begins with: no return can put a formula into the workbook."""
    words = clean(words)
    cell = Cell(sheet, row=1, column=1, value=words)
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


def header_cells(sheet: Worksheet, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[Cell]:
    """Make the header of a table: a heading stands to the right where figures stand below it."""
    figures = {number for row in rows for number, cell in enumerate(row) if cell.data_type == "n"}
    return [
        text_cell(sheet, heading, FIGURE_HEADER if number in figures else TABLE_HEADER)
        for number, heading in enumerate(headings)
    ]


def content_cell(sheet: Worksheet, content: Text | Number, *, signed: bool = False) -> Cell:
    """Make the cell of a table for a text or a number."""
    match content:
        case Text():
            return text_cell(sheet, content.words, cell_style(content.role))
        case Number():
            return number_cell(sheet, content, signed=signed)
