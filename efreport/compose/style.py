"""The house style as the document carries it, and the dates that it says how to print."""

from __future__ import annotations

import re
from datetime import date

from efreport.days import MONTHS
from efreport.document import Paint, Role, Style
from efreport.model import DateForm, HouseStyle

TABLE_HEADER = "table_header"
ROLES = {
    "improved": (Role.IMPROVED,),
    "worsened": (Role.WORSENED,),
    "no_change": (Role.NO_CHANGE,),
    "changed": (Role.CHANGED,),
    "not_compared": (Role.NOT_COMPARED,),
    "awaited": (Role.AWAITED,),
    "no_figure": (Role.GAP,),
    "warning": (Role.WARNING,),
    "blue": (Role.BLUE,),
    "green": (Role.GREEN,),
    "amber": (Role.AMBER,),
    "red": (Role.RED,),
}
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?P<between>[\s/.-]+)(?P<month>[A-Za-z]{3,9}|\d{1,2})(?P=between)(?P<year>\d{4})"
)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")


def style_of(style: HouseStyle) -> Style:
    """Give the look that config asks for; a template's bytes are not read here."""
    header = style.paints.get(TABLE_HEADER)
    return Style(
        headings=style.headings,
        table_header=Paint(header.fill, header.text) if header else None,
        paints={
            role: Paint(paint.fill, paint.text) for name, paint in style.paints.items() for role in ROLES.get(name, ())
        },
        font=style.font,
        heading_font=style.heading_font,
        text_points=style.text_points,
        table_points=style.table_points,
        sheet_points=style.sheet_points,
    )


def date_words(typed: str, form: DateForm | None) -> str:
    """Print a date that somebody typed in the form asked for; words that are no certain date stay as they are."""
    day = _day(" ".join(typed.split())) if form else None
    return form.write(day) if form and day else typed


def _day(typed: str) -> date | None:
    match = _DAY_FIRST.fullmatch(typed) or _YEAR_FIRST.fullmatch(typed)
    if match is None:
        return None
    try:
        return date(int(match["year"]), _month(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _month(word: str) -> int:
    """The number of a month, 0 for a word that names none."""
    if word.isdecimal():
        return int(word)
    names = (month.casefold() for month in MONTHS)
    return next((number for number, name in enumerate(names, 1) if word.casefold() in (name, name[:3])), 0)
