"""Rules EF721 to EF724: what of a workbook's cells is cut off on the screen or on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from efreport.lettering import lines_of, width_of
from efreport.model import Severity
from efreport.publication.base import and_more, document_rule, quoted
from efreport.publication.excel import Cell, ExcelFile, Sheet
from efreport.publication.excel.styles import DATE, CellStyle
from efreport.returns.display import shown_number
from efreport.rules.base import Found, NotApplicable

_NARROW = {"calibri": 0.9, "carlito": 0.9, "aptos": 0.98, "aptos narrow": 0.87, "arial narrow": 0.82}
_BOLD = 1.06
_PIXEL = 0.75
_PADDING = 5
_INDENT = 9
_DIGIT = 0.556
_DATE_SHOWN = "00/00/0000"
_LINE = 1.18
_SLACK = 1.08
_LITERAL = re.compile(r'"([^"]*)"')
_LONGEST_LITERAL = 12


@document_rule("EF721", Severity.ERROR, ExcelFile)
def number_does_not_fit(document: ExcelFile) -> Iterator[Found]:
    """A number does not fit its column.

    The number, in its format, is wider than the column, so that Excel shows ### in its place.

    Why: the figure is not there on the screen, on paper or in a PDF.

    How to put it right: make the column wider: double-click the line to the right of its letter.

    Before: ### in a column of width 4
    After: 306,400 in a column of width 10
    """
    for sheet in document.sheets:
        columns: dict[int, list[Cell]] = {}
        fits: dict[tuple[int, CellStyle, float], bool] = {}
        for cell in sheet.filled:
            if cell.number is not None:
                key = cell.column, cell.style, cell.number
                if key not in fits:
                    fits[key] = _width(_as_shown(cell), cell) <= _room(sheet, cell, document)
                if not fits[key]:
                    columns.setdefault(cell.column, []).append(cell)
        for column, cells in sorted(columns.items()):
            shown = quoted(_as_shown(cells[0]))
            message = f"{shown} is wider than its column and shows as ###{and_more(len(cells), 'cell')}."
            yield Found(sheet.at(cells[0].row, column), message, "Make the column wider.")


def _as_shown(cell: Cell) -> str:
    value, code = cell.number or 0, cell.style.code
    if code == DATE:
        return _DATE_SHOWN
    if code.casefold() == "general":
        return f"{value:.0f}"
    sections = code.split(";")
    shown = shown_number(abs(value), sections[1] if value < 0 and len(sections) > 1 else code)
    return f"-{shown}" if value < 0 and len(sections) < 2 else shown


def _narrowness(font: str) -> float:
    return _NARROW.get(font.casefold(), 1)


def _width(words: str, cell: Cell) -> float:
    """Give how wide words are in a cell, in points."""
    look = cell.style.look
    wide = width_of(words) * look.points * _narrowness(look.font)
    return wide * (_BOLD if cell.style.is_bold else 1)


def _room(sheet: Sheet, cell: Cell, document: ExcelFile) -> float:
    """Give how much room for words a cell's column has, in points."""
    digit = max(1, round(document.styles.default_points / _PIXEL * _DIGIT * _narrowness(document.styles.default_font)))
    return (sheet.width(cell.column) * digit - _PADDING - cell.style.indent * _INDENT) * _PIXEL


@document_rule("EF722", Severity.WARNING, ExcelFile)
def text_cut_off_below(document: ExcelFile) -> Iterator[Found]:
    """A text is cut off below.

    The row's height was set, and is less than its words need in a column of this width. It is reckoned with the letters
    of Arial, with room to spare.

    Why: the end of a commentary is missing on paper, and nothing shows that it is.

    How to put it right: select the row, Home > Format > AutoFit Row Height.

    Before: a commentary of six lines in a row for three
    After: a row for six lines
    """
    for sheet in document.sheets:
        for cell in sheet.filled:
            facts = sheet.rows.get(cell.row)
            if facts is None or facts.height is None or not cell.words or not cell.style.wraps:
                continue
            if _height(cell, sheet, document) > facts.height * _SLACK:
                message = f"{quoted(cell.words, 40)} needs a taller row than it has."
                yield Found(sheet.at(cell.row, cell.column), message, "Choose Home > Format > AutoFit Row Height.")


def _height(cell: Cell, sheet: Sheet, document: ExcelFile) -> float:
    look = cell.style.look
    size = look.points * _narrowness(look.font) * (_BOLD if cell.style.is_bold else 1)
    room = max(1.0, _room(sheet, cell, document) / size * _SLACK)
    lines = 1 if len(cell.words) < room and "\n" not in cell.words else lines_of(cell.words, room)
    return lines * look.points * _LINE


@document_rule("EF723", Severity.WARNING, ExcelFile)
def text_cut_off_beside(document: ExcelFile) -> Iterator[Found]:
    """A text is cut off at its side.

    Words that do not wrap are wider than the column, and the next cell is filled.

    Why: the end of the words is neither seen nor printed.

    How to put it right: select the cell, Home > Wrap Text, or make the column wider.

    Before: “Number of children looked af” before a filled cell
    After: the same words in two lines
    """
    for sheet in document.sheets:
        for cell in sheet.filled:
            if cell.style.wraps or not cell.words or not sheet.is_filled(cell.row, cell.column + 1):
                continue
            if _width(cell.words, cell) > _room(sheet, cell, document) * _SLACK + _PADDING:
                message = f"{quoted(cell.words, 40)} does not fit before the next cell."
                advice = "Choose Home > Wrap Text, or make the column wider."
                yield Found(sheet.at(cell.row, cell.column), message, advice)


@document_rule("EF724", Severity.WARNING, ExcelFile)
def long_literal(document: ExcelFile) -> Iterator[Found]:
    """A number format holds long words.

    The words that a number's format adds are longer than a short mark.

    Why: they cannot wrap, so that the cell shows ### as soon as the column is made narrower; and they are lost when the
    figure is pasted elsewhere.

    How to put it right: give the number a plain format, and write the words into a column beside it.

    Before: 0%" provisional, to be confirmed in May"
    After: 0%" [p]", and the words under Notes
    """
    if not document.sheets:
        raise NotApplicable("the workbook has no sheet with cells")
    for sheet in document.sheets:
        cells = [
            cell for cell in sheet.filled if cell.number is not None and _longest(cell.style.code) > _LONGEST_LITERAL
        ]
        if cells:
            message = f"The number's format adds long words{and_more(len(cells), 'cell')}."
            advice = "Give it a plain format, and write the words into a column beside it."
            yield Found(sheet.at(cells[0].row, cells[0].column), message, advice)


def _longest(code: str) -> int:
    return max(map(len, _LITERAL.findall(code)), default=0)
