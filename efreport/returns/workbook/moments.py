"""Dates and times as workbooks hold them: days since 1900 or 1904, or written out as ISO 8601 has it."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

Moment = date | time | timedelta
_SINCE_1900 = datetime(1899, 12, 30)
_SINCE_1904 = datetime(1904, 1, 1)
_DAY = timedelta(days=1)
_FIRST_OF_MARCH_1900 = 60
_MILLISECOND = timedelta(milliseconds=1)
_ISO_DATE = r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
_ISO_TIME = r"(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?P<fraction>\.\d+)?)?"
_ISO = re.compile(rf"(?:{_ISO_DATE})?(?:T?(?:{_ISO_TIME}))?Z?", re.ASCII)
_ISO_LENGTH = re.compile(r"PT(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?", re.ASCII)


def from_serial(days: float, *, since_1904: bool, elapsed: bool) -> Moment:
    """Give the moment that a number of days stands for, to the millisecond: less than a day is a time.

    Raises OverflowError or ValueError for a number that is no date.
    """
    if elapsed:
        return _MILLISECOND * round(timedelta(days=days) / _MILLISECOND)
    whole, rest = divmod(days, 1)
    part = timedelta(milliseconds=round(rest * 86_400 * 1_000))
    if 0 <= days < 1 and part < _DAY:
        return (datetime.min + part).time()
    if since_1904:
        return _SINCE_1904 + timedelta(days=whole) + part
    # Excel's 1900 has a 29 February, so the days before it are one later than they seem.
    before_it = 0 < days < _FIRST_OF_MARCH_1900
    return _SINCE_1900 + timedelta(days=whole + before_it) + part


def from_iso(text: str) -> Moment:
    """Read a date, a time, both or a length of time as ISO 8601 writes them. Raises ValueError."""
    if (length := _ISO_LENGTH.fullmatch(text)) and any(length.groups()):
        return timedelta(**{unit: float(amount or 0) for unit, amount in length.groupdict().items()})
    match = _ISO.fullmatch(text)
    if not match or not any(match.groups()):
        raise ValueError(text)
    day = date(int(match["year"]), int(match["month"]), int(match["day"])) if match["year"] else None
    if match["hour"] is None:
        return day or time()
    milliseconds = int((match["fraction"] or ".0")[1:4].ljust(3, "0"))
    clock = time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0), milliseconds * 1_000)
    return datetime.combine(day, clock) if day else clock
