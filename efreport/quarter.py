"""The reporting quarter: reading it as people type it, and saying it as the framework prints it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from efreport.days import MONTHS
from efreport.faults import UsageFault

APRIL = 4

_KEY = re.compile(r"(?P<year>\d{4})\s*-?\s*Q(?P<number>\d{1,9})", re.IGNORECASE)
_YEARS = r"(?P<year>\d{4})\s*[/-]\s*(?P<next>\d{4}|\d{2})"
_NUMBER = r"Q(?:uarter|tr)?\s*(?P<number>\d{1,9})"
_LABELS = tuple(re.compile(form, re.IGNORECASE) for form in (rf"{_NUMBER}[\s,]*{_YEARS}", rf"{_YEARS}[\s,]*{_NUMBER}"))
_BARE_YEAR = re.compile(rf"{_NUMBER}[\s,]*(?P<year>\d{{4}})", re.IGNORECASE)
_MONTHS_IN_BRACKETS = re.compile(r"\s*\(\s*(?P<period>[A-Za-z]+(?:\s+\d{4})?\s+to\s+[A-Za-z]+\s+\d{4})\s*\)$")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
HOW_TO_WRITE = "write it like 2014Q2 or Q2 2014/15"


class QuarterError(UsageFault):
    """The text is not a quarter; the message says in plain words why and how to write it."""


@dataclass(frozen=True, order=True)
class Quarter:
    """One quarter of a financial year.

    `year` is the calendar year in which the financial year starts and `first_month` the month (1 to 12)
    in which it does: 2014Q2 with April is July to September 2014, in the financial year 2014/15.
    """

    year: int
    number: int
    first_month: int = APRIL

    @property
    def key(self) -> str:
        """The short form for folders and commands: 2014Q2."""
        return f"{self.year}Q{self.number}"

    @property
    def short(self) -> str:
        """The form that column headings use: Q2."""
        return f"Q{self.number}"

    @property
    def financial_year(self) -> str:
        """2014/15, or 2014 where the year starts in January."""
        return year_label(self.year, self.first_month)

    @property
    def year_before(self) -> str:
        """The financial year before the quarter's own: 2013/14 for 2014Q2."""
        return year_label(self.year - 1, self.first_month)

    @property
    def label(self) -> str:
        """Q2 2014/15."""
        return f"{self.short} {self.financial_year}"

    @property
    def months(self) -> tuple[tuple[int, int], ...]:
        """The quarter's three months as (calendar year, month)."""
        start = self.year * 12 + self.first_month - 1 + 3 * (self.number - 1)
        return tuple((index // 12, index % 12 + 1) for index in range(start, start + 3))

    @property
    def period(self) -> str:
        """July to September 2014."""
        (first_year, first), _, (last_year, last) = self.months
        start = MONTHS[first - 1] if first_year == last_year else f"{MONTHS[first - 1]} {first_year}"
        return f"{start} to {MONTHS[last - 1]} {last_year}"

    @property
    def in_full(self) -> str:
        """Q2 2014/15 (July to September 2014)."""
        return f"{self.label} ({self.period})"

    @property
    def previous(self) -> Quarter:
        """The quarter before: Q4 of the year before for a first quarter."""
        if self.number > 1:
            return Quarter(self.year, self.number - 1, self.first_month)
        return Quarter(self.year - 1, 4, self.first_month)

    @property
    def next(self) -> Quarter:
        """The quarter after."""
        if self.number < 4:
            return Quarter(self.year, self.number + 1, self.first_month)
        return Quarter(self.year + 1, 1, self.first_month)

    @property
    def year_ago(self) -> Quarter:
        """The same quarter last year."""
        return Quarter(self.year - 1, self.number, self.first_month)

    @property
    def last_day(self) -> date:
        """The day on which the quarter ends; documents are dated by it, so that they never depend on today."""
        year, month = self.next.months[0]
        return date.fromordinal(date(year, month, 1).toordinal() - 1)

    def holds(self, day: date) -> bool:
        """Say whether the day falls in this quarter."""
        return (day.year, day.month) in self.months


def year_label(year: int, first_month: int = APRIL) -> str:
    """Name the financial year that starts in `year`: 2014/15, or 2014 where years start in January."""
    return str(year) if first_month == 1 else f"{year}/{(year + 1) % 100:02d}"


def parse_quarter(text: str, first_month: int = APRIL) -> Quarter:
    """Read a quarter as a person types it: 2014Q2, 2014-Q2, Q2 2014/15, 2014/15 Q2, Q2 2014-15.

    Raises QuarterError, in plain words, for anything else: years that do not follow each other, a quarter
    that no year has, and a bare `Q2 2014`, which could be either of two financial years.
    """
    typed = " ".join(text.translate(_DASHES).split())
    months = _MONTHS_IN_BRACKETS.search(typed)
    quarter = _parse(_MONTHS_IN_BRACKETS.sub("", typed), first_month)
    if months and months["period"].casefold() != quarter.period.casefold():
        raise QuarterError(
            f"“{typed}” names other months than those of {quarter.label}, which is {quarter.period}; {HOW_TO_WRITE}"
        )
    return quarter


def _parse(wanted: str, first_month: int) -> Quarter:
    if match := _KEY.fullmatch(wanted):
        return _checked(int(match["year"]), int(match["number"]), wanted, first_month)
    for form in _LABELS:
        if match := form.fullmatch(wanted):
            year = int(match["year"])
            _check_years(year, match["next"])
            return _checked(year, int(match["number"]), wanted, first_month)
    if match := _BARE_YEAR.fullmatch(wanted):
        if first_month == 1:
            return _checked(int(match["year"]), int(match["number"]), wanted, first_month)
        raise QuarterError(f"“{wanted}” does not say which financial year it is in; {HOW_TO_WRITE}")
    raise QuarterError(f"“{wanted}” is not a quarter; {HOW_TO_WRITE}")


def _checked(year: int, number: int, text: str, first_month: int) -> Quarter:
    if not 1 <= number <= 4:
        raise QuarterError(f"“{text}” is not a quarter: a year has Q1 to Q4; {HOW_TO_WRITE}")
    if not 1900 <= year <= 2200:
        raise QuarterError(f"“{text}” is not a quarter: {year} is no likely year; {HOW_TO_WRITE}")
    return Quarter(year, number, first_month)


def _check_years(year: int, following: str) -> None:
    if int(following) != (year + 1) % (10 ** len(following)):
        raise QuarterError(
            f"{year}/{following} is not a financial year (one is written like {year_label(year)}); {HOW_TO_WRITE}"
        )
