"""One cell of a sheet as a value: its text read by the value forms, its amount unrounded where Excel holds more."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from efreport.model import Cell, CellRef, Figure, FigureCell, Gap, NoFigure, Qualifier, Unreadable, Value
from efreport.movement import rounded
from efreport.quarter import Quarter
from efreport.returns.sheet import SheetCell
from efreport.values import parse_value

BLANK = NoFigure(Gap.BLANK, "")
# The same figures and gaps are given again and again, so each is read once and held once.
_parsed = lru_cache(maxsize=2**14)(parse_value)
BARE_QUARTER = re.compile(r"Q([1-4])")


def read_words(at: CellRef, found: SheetCell | None) -> Cell:
    """Read a cell of words; None stands for a blank one."""
    return Cell(at, found.text, found.problem, found.label) if found else Cell(at, "")


def read_figure(at: CellRef, found: SheetCell | None, quarter: Quarter) -> FigureCell:
    """Read a cell of a figure column in a return of that quarter; None stands for a blank one."""
    if found is None:
        return FigureCell(at, "", BLANK)
    as_text = found.amount is None and not found.problem and bool(found.text.strip())
    return FigureCell(at, found.text, _in_full(_value(found), quarter), as_text)


def _in_full(value: Value, quarter: Quarter) -> Value:
    """Give a bare quarter beside a figure its year: "(Q4)" is the last fourth quarter that was over with this one."""
    if not isinstance(value, Figure) or not value.qualifiers:
        return value
    if not any(BARE_QUARTER.fullmatch(each.detail) for each in value.qualifiers):
        return value
    return replace(value, qualifiers=tuple(_with_year(each, quarter) for each in value.qualifiers))


def _with_year(qualifier: Qualifier, quarter: Quarter) -> Qualifier:
    if not (match := BARE_QUARTER.fullmatch(qualifier.detail)):
        return qualifier
    number = int(match[1])
    meant = Quarter(quarter.year - (number > quarter.number), number, quarter.first_month)
    return replace(qualifier, detail=meant.key)


def _value(found: SheetCell) -> Value:
    if found.problem:
        return Unreadable(found.text, found.problem)
    value = _parsed(found.text)
    if found.amount is None or not isinstance(value, Figure):
        return value
    # A format such as 0, (thousands) shows another number than the one stored: what is seen then counts.
    if rounded(found.amount, value.decimals) != value.amount:
        return value
    return Figure(found.amount, value.decimals, value.unit_mark, value.qualifiers, value.text)
