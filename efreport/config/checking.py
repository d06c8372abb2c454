"""Reads what config says about checking: rules.toml, checks.toml and waivers.toml, each of which may be absent."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

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
    SignOff,
    Total,
    Unit,
    Waiver,
)
from efreport.quarter import Quarter, QuarterError, parse_quarter

RULES_FILE, CHECKS_FILE, WAIVERS_FILE = "rules.toml", "checks.toml", "waivers.toml"
PER = {Unit.RATE_10000: 10_000, Unit.RATE_100000: 100_000}


class Checking(NamedTuple):
    """What the three files say."""

    rule_settings: RuleSettings
    relations: tuple[Relation, ...]
    waivers: tuple[Waiver, ...]


def read_checking(
    folder: Path,
    rules: Collection[str],
    areas: Collection[ServiceArea],
    populations: Collection[Population],
    first_month: int,
    problems: list[Problem],
) -> Checking:
    """Read the three files. `rules` are the codes of the rules that there are; adds what is wrong to `problems`.

    Where the rest of the config has problems, only the form of the files is checked: what they refer to may be missing
    for that reason alone.
    """
    settings, checks, stands = (_read(folder, name, problems) for name in (RULES_FILE, CHECKS_FILE, WAIVERS_FILE))
    if problems:
        return Checking(RuleSettings(), (), ())
    indicators = {indicator.key: indicator for area in areas for indicator in area.indicators}
    return Checking(
        _rule_settings(settings, rules, problems),
        _relations(checks, indicators, populations, problems),
        _waivers(stands, rules, areas, first_month, problems),
    )


def _read(folder: Path, name: str, problems: list[Problem]) -> dict[str, Any]:
    """Read a config file that may be absent."""
    path = folder / name
    return read_toml(path, name, path.stem, problems) if path.exists() else {}


def _rule_settings(data: Mapping[str, Any], known: Collection[str], problems: list[Problem]) -> RuleSettings:
    """Build the settings of the rules; `known` are the codes that there are."""
    for code in data.get("severity", {}):
        if code not in known:
            problems.append(Problem(RULES_FILE, f"severity.{code}", f"there is no rule {code}"))
    usual = RuleSettings()
    return RuleSettings(
        severity={code: Severity(word) for code, word in data.get("severity", {}).items()},
        sign_off=tuple(SignOff(line) for line in data.get("sign_off", ())),
        longest_commentary=data.get("longest_commentary", usual.longest_commentary),
        slipped_digit=Decimal(str(data.get("slipped_digit", usual.slipped_digit))),
        smallest_for_slips=Decimal(str(data.get("smallest_for_slips", usual.smallest_for_slips))),
        pending_quarters=data.get("pending_quarters", usual.pending_quarters),
        provisional_quarters=data.get("provisional_quarters", usual.provisional_quarters),
    )


def _relations(
    data: Mapping[str, Any],
    indicators: Mapping[str, Indicator],
    populations: Collection[Population],
    problems: list[Problem],
) -> tuple[Relation, ...]:
    """Build the sums that must add up."""
    people = {population.name: population.people for population in populations}
    found: list[Relation] = []
    for kind, entries in data.items():
        for index, entry in enumerate(entries):
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
    yield from _unlike(entry, indicators)
    rate = indicators.get(entry.get("rate", ""))
    if rate is not None and rate.unit not in PER:
        yield ("rate",), f"“{rate.key}” is not a rate but a {rate.unit.value}"


def _unlike(
    entry: Mapping[str, Any], indicators: Mapping[str, Indicator]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Parts and their total or whole that cannot be one sum: of another unit, or the very same indicator."""
    parts = [*entry.get("parts", ()), *([entry["part"]] if "part" in entry else ())]
    together = next((key for key in (entry.get("total"), entry.get("whole")) if key), "")
    for place, key in enumerate(parts):
        at: tuple[str | int, ...] = ("parts", place) if "parts" in entry else ("part",)
        if key == together:
            yield at, f"“{key}” cannot be a part of itself"
        elif key in indicators and together in indicators and indicators[key].unit is not indicators[together].unit:
            units = f"“{key}” is a {indicators[key].unit.value} and “{together}” a {indicators[together].unit.value}"
            yield at, f"{units}; they cannot be added up"
    share = indicators.get(entry.get("share", ""))
    if share is not None and share.unit is not Unit.PERCENT:
        yield ("share",), f"“{share.key}” is not a percentage but a {share.unit.value}"


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


def _waivers(
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
        if until and quarters and until[0] < min(quarters):
            problems.append(Problem(WAIVERS_FILE, f"{place}.until", "it lies before the first of the quarters"))
        if quarters:
            found.append(_waiver(index + 1, entry, quarters, until[0] if until else None))
    return tuple(found)


def _quarters(texts: Collection[str], place: str, first_month: int, problems: list[Problem]) -> Iterator[Quarter]:
    for text in texts:
        try:
            yield parse_quarter(text, first_month)
        except QuarterError as fault:
            problems.append(Problem(WAIVERS_FILE, place, str(fault)))


def _waiver(number: int, entry: Mapping[str, Any], quarters: tuple[Quarter, ...], until: Quarter | None) -> Waiver:
    return Waiver(
        number=number,
        rule=entry["rule"],
        indicator=entry.get("indicator", ""),
        area=entry.get("area", ""),
        quarters=quarters,
        until=until,
        reason=entry["reason"],
        agreed_by=entry["agreed_by"],
        columns=tuple(entry.get("columns", ())),
    )
