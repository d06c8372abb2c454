"""Reads an indicator's targets from its facts in config, and says what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from efreport.model import Polarity, Target, Unit
from efreport.quarter import QuarterError, parse_quarter, year_label

TARGETS, TOLERANCE, MARGIN = "targets", "target_tolerance", "target_margin"


def targets_of(facts: Mapping[str, Any]) -> tuple[Target, ...]:
    """Give the targets in the order in which config has them."""
    tolerance = Decimal(str(facts.get(TOLERANCE, 0)))
    margin = Decimal(str(facts[MARGIN])) if MARGIN in facts else None
    return tuple(
        Target(period.upper(), Decimal(str(amount)), tolerance, margin)
        for period, amount in facts.get(TARGETS, {}).items()
    )


def target_problems(facts: Mapping[str, Any], first_month: int) -> Iterator[tuple[tuple[str, ...], str]]:
    """Give the key below the indicator and the message of everything that no schema can find."""
    for key in (TOLERANCE, MARGIN):
        if key in facts and not facts.get(TARGETS):
            yield (key,), f"there are no “{TARGETS}” that it could belong to"
    if not facts.get(TARGETS):
        return
    polarity = Polarity(facts["polarity"])
    if polarity.favours(higher=True) is None:
        yield (TARGETS,), f"an indicator for which {polarity.words} (polarity {polarity.value}) cannot have a target"
    for period, amount in facts[TARGETS].items():
        if message := _wrong_period(period, first_month) or _wrong_amount(amount, facts):
            yield (TARGETS, period), message


def _wrong_period(period: str, first_month: int) -> str:
    if period[:4].isdecimal() and period == year_label(int(period[:4]), first_month):
        return ""
    try:
        if parse_quarter(period, first_month).key == period.upper():
            return ""
    except QuarterError:
        pass
    return f"“{period}” is neither a year, like {year_label(2014, first_month)}, nor a quarter, like 2014Q2"


def _wrong_amount(amount: float, facts: Mapping[str, Any]) -> str:
    if amount < 0 and not facts.get("may_be_negative", False):
        return f"“{amount}” is below nought, and the indicator has no “may_be_negative = true”"
    if Unit(facts["unit"]) is Unit.PERCENT and amount > 100 and not facts.get("may_exceed_100", False):
        return f"“{amount}” is more than 100%, and the indicator has no “may_exceed_100 = true”"
    return ""
