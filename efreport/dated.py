"""What the text of a figure means in the framework of a quarter: a bare quarter beside it is given its year."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from efreport.model import Figure, Qualifier, Value
from efreport.quarter import Quarter
from efreport.values import parse_value

# The same figures and gaps are given again and again, so each is read once and held once.
_parsed = lru_cache(maxsize=2**16)(parse_value)
_BARE_QUARTER = re.compile(r"Q([1-4])")


def value_in(quarter: Quarter, text: str) -> Value:
    """Read the text of a figure in that quarter's framework: "65% (Q4)" is of the last fourth quarter that was over with it.

    >>> value_in(Quarter(2014, 2), "65% (Q4)").qualifiers[0].detail
    '2013Q4'
    """
    value = _parsed(text)
    if not isinstance(value, Figure) or not value.qualifiers:
        return value
    if not any(_BARE_QUARTER.fullmatch(each.detail) for each in value.qualifiers):
        return value
    return replace(value, qualifiers=tuple(_with_year(each, quarter) for each in value.qualifiers))


def _with_year(qualifier: Qualifier, quarter: Quarter) -> Qualifier:
    if not (match := _BARE_QUARTER.fullmatch(qualifier.detail)):
        return qualifier
    number = int(match[1])
    meant = Quarter(quarter.year - (number > quarter.number), number, quarter.first_month)
    return replace(qualifier, detail=meant.key)
