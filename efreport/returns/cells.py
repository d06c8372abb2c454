"""One cell of a sheet as a value: its text read by the value forms, its amount unrounded where Excel holds more."""

from __future__ import annotations

from efreport.dated import value_in
from efreport.model import Cell, CellRef, Figure, FigureCell, Gap, NoFigure, Unreadable, Value
from efreport.movement import rounded
from efreport.quarter import Quarter
from efreport.returns.sheet import SheetCell

BLANK = NoFigure(Gap.BLANK, "")


def read_words(at: CellRef, found: SheetCell | None) -> Cell:
    """Read a cell of words; None stands for a blank one."""
    return Cell(at, found.text, found.problem, found.label) if found else Cell(at, "")


def read_figure(at: CellRef, found: SheetCell | None, quarter: Quarter) -> FigureCell:
    """Read a cell of a figure column in a return of that quarter; None stands for a blank one."""
    if found is None:
        return FigureCell(at, "", BLANK)
    as_text = found.amount is None and not found.problem and bool(found.text.strip())
    return FigureCell(at, found.text, _value(found, quarter), as_text)


def _value(found: SheetCell, quarter: Quarter) -> Value:
    if found.problem:
        return Unreadable(found.text, found.problem)
    value = value_in(quarter, found.text)
    if found.amount is None or not isinstance(value, Figure):
        return value
    # A format such as 0, (thousands) shows another number than the one stored: what is seen then counts.
    if rounded(found.amount, value.decimals) != value.amount:
        return value
    return Figure(found.amount, value.decimals, value.unit_mark, value.qualifiers, value.text)
