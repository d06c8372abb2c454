"""Looks of cells: the number by which the cells of a sheet name a style, a number format and that they are text; no cells."""

from __future__ import annotations

from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet


class Looks:
    """The looks that the cells of a workbook share: each is put into it once, when a cell first has it."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._numbers: dict[tuple[str, str, bool], int] = {}

    def number(self, style: str, code: str = "", *, quoted: bool = False) -> int:
        """Give the number of a named style with a number format; `quoted` marks text that begins as a formula does."""
        look = style, code, quoted
        found = self._numbers.get(look)
        if found is None:
            found = self._numbers[look] = self._added(style, code, quoted)
        return found

    def _added(self, style: str, code: str, quoted: bool) -> int:
        cell = Cell(self._sheet, row=1, column=1)
        cell.style = style
        if code:
            cell.number_format = code
        if quoted:
            cell.quotePrefix = True
        return int(cell.style_id)
