"""Cells: text that stays text, and numbers with their formats, as markup; no layout."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from efreport.document import Number, Text
from efreport.spreadsheet_text import spelt_out
from efreport.writers.formats import format_of, signed_format_of, value_of
from efreport.writers.xlsx import markup
from efreport.writers.xlsx.looks import Looks
from efreport.writers.xlsx.styles import FIGURE, FIGURE_HEADER, TABLE_HEADER, cell_style

NONE: Final = "none"
NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FORMULA_STARTS = ("=", "+", "-", "@")


class Cell(NamedTuple):
    """A cell: the number of its look, the words that are wrapped in it (none of a number), and its content as markup.

    As strings that are put together here, and not as elements: a workbook of a thousand indicators has 25,000 cells.
    """

    look: int
    words: str
    content: str

    def markup(self, place: str) -> str:
        """Give the cell as it stands in a sheet, at a place such as C14."""
        return f'<c r="{place}" s="{self.look}"{self.content}</c>'


def clean(words: str) -> str:
    """Take out what XML cannot hold; nothing at all becomes a word."""
    return NOT_IN_XML.sub("", words) or NONE


def one_line(words: str) -> str:
    """Put words on one line, where Excel takes no other: in headings of columns, page headers and properties."""
    return " ".join(clean(words).split()) or NONE


def text_cell(looks: Looks, words: str, style: str) -> Cell:
    """Make a cell of text, whatever it begins with: no return can put a formula into the workbook."""
    words = clean(words)
    # Without the mark, Excel would read the text as a formula as soon as a person edits it.
    look = looks.number(style, quoted=words.startswith(FORMULA_STARTS))
    space = "" if words == words.strip() else ' xml:space="preserve"'
    return Cell(look, words, f' t="inlineStr"><is><t{space}>{markup.content(spelt_out(words))}</t></is>')


def number_cell(looks: Looks, number: Number, *, signed: bool = False) -> Cell:
    """Make a cell of a number, shown as its return showed it."""
    look = looks.number(FIGURE, signed_format_of(number) if signed else format_of(number))
    return Cell(look, "", f' t="n"><v>{float(value_of(number)):.16g}</v>')


def empty_cell(looks: Looks, style: str) -> Cell:
    """Make a cell that shows its style alone."""
    return Cell(looks.number(style), "", ' t="n">')


def header_cells(looks: Looks, headings: Sequence[str], contents: Iterable[Sequence[Text | Number]]) -> list[Cell]:
    """Make the header of a table: a heading stands to the right where figures stand below it."""
    figures = {number for row in contents for number, content in enumerate(row) if isinstance(content, Number)}
    return [
        text_cell(looks, heading, FIGURE_HEADER if number in figures else TABLE_HEADER)
        for number, heading in enumerate(headings)
    ]


def content_cell(looks: Looks, content: Text | Number, *, signed: bool = False) -> Cell:
    """Make the cell of a table for a text or a number."""
    match content:
        case Text():
            return text_cell(looks, content.words, cell_style(content.role))
        case Number():
            return number_cell(looks, content, signed=signed)
