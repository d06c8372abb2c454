"""A carried figure as Excel holds it: a number under a format that shows it as it was, or words."""

from __future__ import annotations

import re
from decimal import Decimal

from efreport.blank.look import FORMATS
from efreport.model import Unit

_NUMBER = re.compile(r"(?P<digits>-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<places>\d+))?)(?P<percent>%?)")
MOST_DIGITS = 15


def as_excel_holds_it(text: str, unit: Unit) -> tuple[int | float | str | None, str]:
    """Give the value and the number format of a figure's text.

    >>> as_excel_holds_it("18.4%", Unit.PERCENT)
    (0.184, '0.0%')
    >>> as_excel_holds_it("Not yet published", Unit.COUNT)
    ('Not yet published', '#,##0')
    """
    words = text.strip()
    found = _NUMBER.fullmatch(words)
    if found is None or len(words) > MOST_DIGITS or bool(found["percent"]) != unit.takes_percent:
        return words or None, FORMATS[unit]
    amount = Decimal(found["digits"].replace(",", ""))
    places = f".{'0' * len(found['places'])}" if found["places"] else ""
    if found["percent"]:
        return float(amount.scaleb(-2)), f"0{places}%"
    whole = "#,##0" if "," in found["digits"] else "0"
    return (float(amount) if places else int(amount)), f"{whole}{places}"


def with_decimals_of(shown: str, usual: str) -> str:
    """Give a number format with at least the decimals of the usual one.

    >>> with_decimals_of("0%", "0.0%"), with_decimals_of("0.00%", "0.0%"), with_decimals_of("0", "#,##0")
    ('0.0%', '0.00%', '0')
    """
    return shown if _decimals(shown) >= _decimals(usual) else usual


def _decimals(number_format: str) -> int:
    return len(number_format.partition(".")[2].rstrip("%"))
