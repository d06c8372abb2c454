"""The council's house style as config describes it: what is not set is left to each writer's own look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from pathlib import Path

from efreport.days import MONTHS, day_words


class DateForm(Enum):
    """How a date is printed: each form by its example, which is also its name in config."""

    WORDS = "30 September 2014"
    SHORT_WORDS = "30 Sep 2014"
    FIGURES = "30/09/2014"
    YEAR_FIRST = "2014-09-30"

    def write(self, day: date) -> str:
        """Write a day in this form."""
        month = MONTHS[day.month - 1]
        match self:
            case DateForm.WORDS:
                return day_words(day)
            case DateForm.SHORT_WORDS:
                return f"{day.day} {month[:3]} {day.year}"
            case DateForm.FIGURES:
                return f"{day.day:02}/{day.month:02}/{day.year}"
            case DateForm.YEAR_FIRST:
                return day.isoformat()


@dataclass(frozen=True)
class Paint:
    """A fill and the text on it, each as six hexadecimal digits."""

    fill: str
    text: str


@dataclass(frozen=True)
class HouseStyle:
    """How the council wants its documents. Empty, 0 and None stand for what was not set.

    `paints` are by their names in config (table_header, improved, red...). Sizes are in points: of running text and of
    the tables in Word, and of the sheets in Excel. `dates` is None where dates are printed as the returns have them.
    """

    template: Path | None = None
    dates: DateForm | None = None
    benchmarks: bool = True
    headings: str = ""
    paints: Mapping[str, Paint] = field(default_factory=dict)
    font: str = ""
    heading_font: str = ""
    text_points: float = 0
    table_points: float = 0
    sheet_points: float = 0
