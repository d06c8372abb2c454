"""Numbers as Excel holds and shows them: values, format codes, and what a format code shows; no cells."""

from __future__ import annotations

import re
from decimal import Decimal

from efreport.document import Number

# Excel keeps fifteen digits: a longer number is better off as text.
NUMBER = re.compile(
    r"(?P<digits>-?(?:0|[1-9]\d{0,2}(?:,\d{3}){1,2}|[1-9]\d{0,8})(?:\.(?P<places>\d{1,6}))?)"
    r"(?P<percent>%?)(?P<suffix>(?: \[[pr]\])*)"
)
PLAIN = re.compile(r'(?P<thousands>#,##)?0(?:\.(?P<places>0+))?(?P<percent>%?)(?:"(?P<suffix>.*)")?', re.DOTALL)
SIGNED = re.compile(r"\+(?P<plain>.*);-(?P=plain);(?P=plain)", re.DOTALL)


def value_of(number: Number) -> Decimal:
    """Give the value that the cell holds: 0.22 for 22%."""
    return number.amount.scaleb(-2) if number.percent else number.amount


def format_of(number: Number) -> str:
    """Give the format code that shows a number as its return did.

    >>> format_of(Number(Decimal(80), 0, percent=True, suffix=" [p]"))
    '0%" [p]"'
    """
    places = "." + "0" * number.decimals if number.decimals else ""
    suffix = f'"{_literal(number.suffix)}"' if number.suffix else ""
    return ("#,##0" if number.thousands else "0") + places + ("%" if number.percent else "") + suffix


def signed_format_of(number: Number) -> str:
    """Give the format code that shows a change with its sign, and no sign for none."""
    plain = format_of(number)
    return f"+{plain};-{plain};{plain}"


def shown(number: Number, *, signed: bool = False) -> str:
    """Give a number as it is meant to be seen."""
    sign = "+" if signed and number.amount else ""
    digits = f"{number.amount:{sign}{',' if number.thousands else ''}.{number.decimals}f}"
    return digits + ("%" if number.percent else "") + _literal(number.suffix)


def number_in(words: str) -> Number | None:
    """Read words that are a number and at most its marks, such as 78, 47,400 or 18.4% [p]; None for any others.

    >>> number_in("18.40% [p]")
    Number(amount=Decimal('18.40'), decimals=2, percent=True, thousands=False, suffix=' [p]')
    """
    found = NUMBER.fullmatch(words)
    if found is None:
        return None
    amount = Decimal(found["digits"].replace(",", ""))
    number = Number(amount, len(found["places"] or ""), bool(found["percent"]), "," in words, found["suffix"])
    return number if shown(number) == words and (amount or not amount.is_signed()) else None


def shown_by(value: float, code: str) -> str | None:
    """Give what one of our own format codes shows for a value; None for a code that is not one of ours.

    >>> shown_by(-0.05, "+0.0%;-0.0%;0.0%")
    '-5.0%'
    """
    signed = SIGNED.fullmatch(code)
    parts = PLAIN.fullmatch(signed["plain"] if signed else code)
    if parts is None:
        return None
    amount = Decimal(repr(value)).scaleb(2 if parts["percent"] else 0)
    sign = "+" if signed and amount else ""
    digits = f"{amount:{sign}{',' if parts['thousands'] else ''}.{len(parts['places'] or '')}f}"
    return digits + parts["percent"] + (parts["suffix"] or "")


def _literal(suffix: str) -> str:
    """Give a suffix that cannot end the literal it stands in: a quotation mark becomes two primes."""
    return suffix.replace('"', "″")
