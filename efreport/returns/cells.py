"""One cell of a sheet as a value: its text read by the value forms, its amount unrounded where Excel holds more."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from efreport.model import Cell, CellRef, Figure, FigureCell, Gap, NoFigure, Unreadable, Value
from efreport.returns.sheets import SheetCell
from efreport.values import parse_value

BLANK = NoFigure(Gap.BLANK, "")


def read_words(at: CellRef, found: SheetCell | None) -> Cell:
    """Read a cell of words; None stands for a blank one."""
    return Cell(at, found.text, found.problem) if found else Cell(at, "")


def read_figure(at: CellRef, found: SheetCell | None) -> FigureCell:
    """Read a cell of a figure column; None stands for a blank one."""
    if found is None:
        return FigureCell(at, "", BLANK)
    as_text = found.amount is None and not found.problem and bool(found.text.strip())
    return FigureCell(at, found.text, _value(found), as_text)


def _value(found: SheetCell) -> Value:
    if found.problem:
        return Unreadable(found.text, found.problem)
    value = parse_value(found.text)
    if found.amount is None or not isinstance(value, Figure):
        return value
    # A format such as 0, (thousands) shows another number than the one stored: what is seen then counts.
    shown = found.amount.quantize(Decimal(1).scaleb(-value.decimals), ROUND_HALF_UP)
    return replace(value, amount=found.amount) if shown == value.amount else value
