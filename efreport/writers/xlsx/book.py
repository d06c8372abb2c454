"""What the sheets of a workbook share: the house style, the looks of cells and the names of ranges; no sheet."""

from __future__ import annotations

from dataclasses import dataclass, field

from efreport.document import Style
from efreport.writers.xlsx.heights import Type, type_of
from efreport.writers.xlsx.looks import Looks
from efreport.writers.xlsx.styles import Look, look_of, named_styles


@dataclass(frozen=True)
class Book:
    """A workbook while its sheets are written: `names` are those of ranges, each with its area as a formula names it."""

    look: Look
    type: Type
    looks: Looks
    names: dict[str, str] = field(default_factory=dict)


def book_in(style: Style) -> Book:
    """Give an empty workbook in a house style."""
    look = look_of(style)
    return Book(look, type_of(look.font, look.points), Looks(named_styles(look)))
