"""A cell of a workbook that is read back, as a person sees it; nothing of what it should hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from openpyxl.cell import Cell, MergedCell

from efreport.writers.formats import shown_by


@dataclass(frozen=True)
class Seen:
    """A cell as a person sees it, and its value where that is a number."""

    words: str = ""
    value: float | None = None


Row: TypeAlias = Sequence[Seen]
NOTHING: Final = Seen()


def seen(cell: Cell | MergedCell) -> Seen:
    """See a cell. A formula, an error or a date is nothing that a document has."""
    match cell.value:
        case bool():
            return NOTHING
        case int() | float() as value:
            return Seen(shown_by(value, cell.number_format) or "", value)
        case str() as words if cell.data_type == "s":
            return Seen(words)
        case _:
            return NOTHING
