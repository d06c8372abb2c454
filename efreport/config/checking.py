"""Builds what config says about checking: rules.toml, checks.toml and waivers.toml, each of which may be absent."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from efreport.config.problems import Problem, key_path, read_toml
from efreport.model import (
    AtMost,
    Indicator,
    Population,
    Rate,
    Relation,
    RuleSettings,
    ServiceArea,
    Severity,
    Share,
    Total,
    Unit,
    Waiver,
)
from efreport.quarter import Quarter, QuarterError, parse_quarter

RULES_FILE, CHECKS_FILE, WAIVERS_FILE = "rules.toml", "checks.toml", "waivers.toml"
PER = {Unit.RATE_10000: 10_000, Unit.RATE_100000: 100_000}


def read_optional(folder: Path, name: str, problems: list[Problem]) -> dict[str, Any]:
    """Read a config file that may be absent."""
    path = folder / name
    return read_toml(path, name, path.stem, problems) if path.exists() else {}


def rule_settings(data: Mapping[str, Any], known: Collection[str], problems: list[Problem]) -> RuleSettings:
    """Build the settings of the rules; `known` are the codes that there are."""
    for code in data.get("severity", {}):
        if code not in known:
            problems.append(Problem(RULES_FILE, f"severity.{code}", f"there is no rule {code}"))
    usual = RuleSettings()
    return RuleSettings(
        severity={code: Severity(word) for code, word in data.get("severity", {}).items()},
        sign_off=tuple(data.get("sign_off", ())),
        longest_commentary=data.get("longest_commentary", usual.longest_commentary),
        slipped_digit=Decimal(str(data.get("slipped_digit", usual.slipped_digit))),
        smallest_for_slips=Decimal(str(data.get("smallest_for_slips", usual.smallest_for_slips))),
        pending_quarters=data.get("pending_quarters", usual.pending_quarters),
        provisional_quarters=data.get("provisional_quarters", usual.provisional_quarters),
    )


def relations(
    data: Mapping[str, Any],
    indicators: Mapping[str, Indicator],
    populations: Collection[Population],
    problems: list[Problem],
) -> tuple[Relation, ...]:
    """Build the sums that must add up."""
    people = {population.name: population.people for population in populations}
    found: list[Relation] = []
    for kind, entries in data.items():
        for index, entry in enumerate(entries or ()):
            if entry is None:
                continue
            wrong = [
                Problem(CHECKS_FILE, key_path((kind, index, *key)), message)
                for key, message in _wrong(entry, indicators, people)
            ]
            problems.extend(wrong)
            if not wrong:
                found.append(_relation(kind, entry, indicators, people))
    return tuple(found)


def _wrong(
    entry: Mapping[str, Any], indicators: Mapping[str, Indicator], people: Mapping[str, int]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for name, value in entry.items():
        if name == "population":
            if value not in people:
                yield (name,), f"“{value}” is no population of framework.toml"
            continue
        keys = enumerate(value) if isinstance(value, list) else ((None, value),)
        for place, key in keys:
            if key not in indicators:
                yield (name,) if place is None else (name, place), f"“{key}” is no indicator's key"
    rate = indicators.get(entry.get("rate", ""))
    if rate is not None and rate.unit not in PER:
        yield ("rate",), f"“{rate.key}” is not a rate but a {rate.unit.value}"


def _relation(
    kind: str, entry: Mapping[str, Any], indicators: Mapping[str, Indicator], people: Mapping[str, int]
) -> Relation:
    match kind:
        case "total":
            return Total(entry["total"], tuple(entry["parts"]))
        case "at_most":
            return AtMost(tuple(entry["parts"]), entry["whole"])
        case "rate":
            per = PER[indicators[entry["rate"]].unit]
            return Rate(entry["rate"], entry["count"], people[entry["population"]], per)
        case _:
            return Share(entry["share"], entry["part"], entry["whole"])


def waivers(
    data: Mapping[str, Any],
    known: Collection[str],
    areas: Collection[ServiceArea],
    first_month: int,
    problems: list[Problem],
) -> tuple[Waiver, ...]:
    """Build the waivers; `known` are the codes of the rules that there are."""
    indicators = {indicator.key for area in areas for indicator in area.indicators}
    keys = {area.key for area in areas}
    found: list[Waiver] = []
    for index, entry in enumerate(data.get("waivers", ())):
        if entry is None:
            continue
        place = f"waivers[{index + 1}]"
        if entry["rule"] not in known:
            problems.append(Problem(WAIVERS_FILE, f"{place}.rule", f"there is no rule {entry['rule']}"))
        if entry.get("indicator", "") not in indicators | {""}:
            problems.append(
                Problem(WAIVERS_FILE, f"{place}.indicator", f"“{entry['indicator']}” is no indicator's key")
            )
        if entry.get("area", "") not in keys | {""}:
            problems.append(Problem(WAIVERS_FILE, f"{place}.area", f"“{entry['area']}” is no service area's key"))
        quarters = tuple(_quarters(entry["quarters"], f"{place}.quarters", first_month, problems))
        until = tuple(_quarters((entry["until"],) if "until" in entry else (), f"{place}.until", first_month, problems))
        if quarters:
            found.append(_waiver(entry, quarters, until[0] if until else None))
    return tuple(found)


def _quarters(texts: Collection[str], place: str, first_month: int, problems: list[Problem]) -> Iterator[Quarter]:
    for text in texts:
        try:
            yield parse_quarter(text, first_month)
        except QuarterError as fault:
            problems.append(Problem(WAIVERS_FILE, place, str(fault)))


def _waiver(entry: Mapping[str, Any], quarters: tuple[Quarter, ...], until: Quarter | None) -> Waiver:
    return Waiver(
        rule=entry["rule"],
        indicator=entry.get("indicator", ""),
        area=entry.get("area", ""),
        quarters=quarters,
        until=until,
        reason=entry["reason"],
        agreed_by=entry["agreed_by"],
    )
