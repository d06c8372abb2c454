"""Days as they are written in English: the names of months and weekdays, and a date in words."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def day_words(day: date) -> str:
    """14 October 2014."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
