"""Reads what config says about checking: rules.toml, checks.toml and waivers.toml, each of which may be absent."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from efreport.config.problems import Problem, key_path, read_toml
from efreport.config.sound import Named, declared
from efreport.config.sources import AREAS_FOLDER, CHECKS_FILE, FRAMEWORK_FILE, RULES_FILE, WAIVERS_FILE
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

    What the files refer to counts as known where any file of the config has its name, even if something else is wrong
    with it there. Nothing is given where there are problems.
    """
    settings, checks, stands = (_read(folder, name, problems) for name in (RULES_FILE, CHECKS_FILE, WAIVERS_FILE))
    indicators = {indicator.key: indicator for area in areas for indicator in area.indicators}
    people = {population.name: population.people for population in populations}
    faulty = bool(problems)
    keys, persons = _named(indicators, people, folder) if faulty else (Named(indicators, ()), Named(people, ()))
    problems.extend(
        (
            *_severity_problems(settings, rules),
            *_relation_problems(checks, indicators, keys, persons),
            *_waiver_problems(stands, rules, keys, {area.key for area in areas}, first_month),
        )
    )
    if problems:
        return Checking(RuleSettings(), (), ())
    relations = tuple(
        _relation(kind, entry, indicators, people) for kind, entries in checks.items() for entry in entries
    )
    waivers = enumerate(stands.get("waivers", ()), 1)
    return Checking(
        _rule_settings(settings), relations, tuple(_waiver(number, each, first_month) for number, each in waivers)
    )


def _named(indicators: Collection[str], people: Collection[str], folder: Path) -> tuple[Named, Named]:
    """Give the names of indicators and of populations in a config that has problems."""
    area_files, framework_file = sorted((folder / AREAS_FOLDER).glob("*.toml")), folder / FRAMEWORK_FILE
    return (
        Named(indicators, *declared(area_files, "indicators")),
        Named(people, *declared((framework_file,), "populations")),
    )


def _read(folder: Path, name: str, problems: list[Problem]) -> dict[str, Any]:
    """Read a config file that may be absent."""
    path = folder / name
    return read_toml(path, name, path.stem, problems) if path.exists() else {}


def _severity_problems(data: Mapping[str, Any], known: Collection[str]) -> Iterator[Problem]:
    for code in data.get("severity", {}):
        if code not in known:
            yield Problem(RULES_FILE, f"severity.{code}", f"there is no rule {code}")


def _rule_settings(data: Mapping[str, Any]) -> RuleSettings:
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


def _relation_problems(
    data: Mapping[str, Any], indicators: Mapping[str, Indicator], keys: Named, populations: Named
) -> Iterator[Problem]:
    for kind, entries in data.items():
        for index, entry in enumerate(entries):
            for place, message in _wrong(entry or {}, indicators, keys, populations):
                yield Problem(CHECKS_FILE, key_path((kind, index, *place)), message)


def _wrong(
    entry: Mapping[str, Any], indicators: Mapping[str, Indicator], known: Named, populations: Named
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for name, value in entry.items():
        if name == "population":
            if populations.strange(value):
                yield (name,), f"“{value}” is no population of framework.toml"
            continue
        keys = enumerate(value) if isinstance(value, list) else ((None, value),)
        for place, key in keys:
            if key is not None and known.strange(key):
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


def _waiver_problems(
    data: Mapping[str, Any], known: Collection[str], keys: Named, areas: Collection[str], first_month: int
) -> Iterator[Problem]:
    """Give what is wrong with the waivers; `known` are the codes of the rules that there are."""
    for index, entry in enumerate(data.get("waivers", ())):
        if entry is not None:
            for name, message in _wrong_waiver(entry, known, keys, areas, first_month):
                yield Problem(WAIVERS_FILE, key_path(("waivers", index, name)), message)


def _wrong_waiver(
    entry: Mapping[str, Any], known: Collection[str], keys: Named, areas: Collection[str], first_month: int
) -> Iterator[tuple[str, str]]:
    if entry["rule"] not in known:
        yield "rule", f"there is no rule {entry['rule']}"
    if "indicator" in entry and keys.strange(entry["indicator"]):
        yield "indicator", f"“{entry['indicator']}” is no indicator's key"
    if "area" in entry and entry["area"] not in areas:
        yield "area", f"“{entry['area']}” is no service area's key"
    read: dict[str, list[Quarter]] = {"quarters": [], "until": []}
    for name, text in (*(("quarters", each) for each in entry["quarters"] if each), ("until", entry.get("until"))):
        try:
            read[name] += [parse_quarter(text, first_month)] if text else []
        except QuarterError as fault:
            yield name, str(fault)
    if read["until"] and read["quarters"] and read["until"][0] < min(read["quarters"]):
        yield "until", "it lies before the first of the quarters"


def _waiver(number: int, entry: Mapping[str, Any], first_month: int) -> Waiver:
    return Waiver(
        number=number,
        rule=entry["rule"],
        indicator=entry.get("indicator", ""),
        area=entry.get("area", ""),
        quarters=tuple(parse_quarter(text, first_month) for text in entry["quarters"]),
        until=parse_quarter(entry["until"], first_month) if "until" in entry else None,
        reason=entry["reason"],
        agreed_by=entry["agreed_by"],
        columns=tuple(entry.get("columns", ())),
    )
