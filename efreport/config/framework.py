"""Builds a Framework from the checked content of the config files, and finds what no schema can: clashes between them."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from efreport.config.checking import Checking, read_checking
from efreport.config.deadline import read_deadline
from efreport.config.problems import ConfigError, Problem, key_path, read_toml
from efreport.config.sources import AREAS_FOLDER, FRAMEWORK_FILE, config_files
from efreport.config.style import read_style
from efreport.config.targets import target_problems, targets_of
from efreport.days import MONTHS
from efreport.model import (
    PERIOD_WORDS,
    Column,
    ColumnSetting,
    CommentarySource,
    Framework,
    Indicator,
    Limits,
    Polarity,
    Population,
    Section,
    ServiceArea,
    Timing,
    Unit,
    fill_periods,
    same_code,
)
from efreport.quarter import APRIL, Quarter, QuarterError, parse_quarter

_BRACES = re.compile("|".join(f"{{{word}}}" for word in PERIOD_WORDS))
LEDGER = "../ledger.sqlite"
SMALL_COHORT = 30
SAMPLE_QUARTER = Quarter(2014, 2)


def load_framework(folder: Path, rules: Collection[str] = ()) -> Framework:
    """Read the config folder. `rules` are the codes of the rules that there are, for what config says of them.

    Raises ConfigError with every problem of every file, each with its file and key.
    """
    problems: list[Problem] = []
    settings = read_toml(folder / FRAMEWORK_FILE, FRAMEWORK_FILE, "framework", problems)
    files = {path.stem: path for path in sorted((folder / AREAS_FOLDER).glob("*.toml"))}
    contents = {key: read_toml(path, f"{AREAS_FOLDER}/{path.name}", "area", problems) for key, path in files.items()}
    first_month = _first_month(settings)
    areas = tuple(
        _area(key, contents[key], first_month, problems) for key in settings.get("areas", files) if key in contents
    )
    problems.extend(
        (*_area_problems(settings, tuple(files), folder / AREAS_FOLDER), *_clashes(areas), *_heading_problems(settings))
    )
    checking = read_checking(folder, rules, areas, _populations(settings), first_month, problems)
    style = read_style(folder, problems)
    deadline = read_deadline(settings, FRAMEWORK_FILE, {area.key for area in areas}, first_month, problems)
    if problems:
        raise ConfigError(folder, problems)
    framework = _framework(settings, areas, checking, first_month, folder)
    return replace(framework, style=style, deadline=deadline, folder=folder, files=config_files(folder))


def _framework(
    settings: dict[str, Any], areas: tuple[ServiceArea, ...], checking: Checking, first_month: int, folder: Path
) -> Framework:
    return Framework(
        title=settings["title"],
        organisation=settings["organisation"],
        directorate=settings.get("directorate", ""),
        first_month=first_month,
        returns_folder=_folder(folder, settings["returns"]),
        output_folder=_folder(folder, settings["output"]),
        ledger=_folder(folder, settings.get("ledger", LEDGER)),
        areas=areas,
        columns=_columns(settings),
        no_code=settings.get("no_code", "TBC"),
        populations=_populations(settings),
        sources=tuple(CommentarySource(entry["code"], entry["name"]) for entry in settings["sources"]),
        relations=checking.relations,
        waivers=checking.waivers,
        rule_settings=checking.rule_settings,
        small_cohort=settings.get("small_cohort", SMALL_COHORT),
        limits=Limits(**settings.get("limits", {})),
    )


def _populations(settings: dict[str, Any]) -> tuple[Population, ...]:
    return tuple(
        Population(entry["name"], entry["people"], entry.get("used_for", ""))
        for entry in settings.get("populations", ())
        if entry
    )


def _folder(config: Path, named: str) -> Path:
    """A folder named in config, relative to the config itself and not to wherever the command was started."""
    return Path(os.path.normpath(config / named))


def _columns(settings: dict[str, Any]) -> tuple[ColumnSetting, ...]:
    return tuple(
        ColumnSetting(Column(name), entry["heading"], tuple(entry.get("known_as", ())))
        for name, entry in settings.get("columns", {}).items()
    )


def _first_month(settings: dict[str, Any]) -> int:
    return MONTHS.index(settings["year_starts_in"]) + 1 if "year_starts_in" in settings else APRIL


def _area(key: str, content: dict[str, Any], first_month: int, problems: list[Problem]) -> ServiceArea:
    loose = content.get("indicators", ())
    before = ({"heading": "", "indicators": loose},) if loose else ()
    sections: list[Section] = []
    for number, entry in enumerate((*before, *content.get("sections", ())), -len(before)):
        if entry is None:
            continue
        indicators: list[Indicator] = []
        for index, facts in enumerate(entry.get("indicators", ())):
            if facts is not None:
                place = _place(number, index)
                reported_from = _reported_from(facts, key, place, first_month, problems)
                indicators.append(_indicator(facts, key, reported_from))
                problems.extend(
                    Problem(
                        f"{AREAS_FOLDER}/{key}.toml", key_path((*place, *below)), f"{message} (in “{facts['key']}”)"
                    )
                    for below, message in target_problems(facts, first_month)
                )
        sections.append(Section(entry["heading"], entry.get("note", ""), tuple(indicators)))
    reported_from = _reported_from(content, key, (), first_month, problems)
    return ServiceArea(key, content.get("heading", key), content.get("note", ""), tuple(sections), reported_from)


def _place(section: int, indicator: int) -> tuple[str | int, ...]:
    """The path to an indicator in its file; section -1 is that of the indicators before any section."""
    return ("indicators", indicator) if section < 0 else ("sections", section, "indicators", indicator)


def _indicator(facts: dict[str, Any], area: str, reported_from: Quarter | None) -> Indicator:
    return Indicator(
        key=facts["key"],
        codes=tuple(facts.get("codes", ())),
        name=facts["name"],
        unit=Unit(facts["unit"]),
        polarity=Polarity(facts["polarity"]),
        timing=Timing(facts["timing"]),
        area=area,
        tolerance=Decimal(str(facts.get("tolerance", 0))),
        definition=facts.get("definition", ""),
        same_basis=tuple(facts.get("same_basis", ())),
        collected=facts.get("collected", True),
        reported_from=reported_from,
        judged_although_cumulative=facts.get("judged_although_cumulative", False),
        may_exceed_100=facts.get("may_exceed_100", False),
        may_be_negative=facts.get("may_be_negative", False),
        commentary_expected=facts.get("commentary_expected", True),
        targets=targets_of(facts),
    )


def _reported_from(
    facts: dict[str, Any], area: str, place: tuple[str | int, ...], first_month: int, problems: list[Problem]
) -> Quarter | None:
    if "reported_from" not in facts:
        return None
    try:
        return parse_quarter(facts["reported_from"], first_month)
    except QuarterError as fault:
        problems.append(Problem(f"{AREAS_FOLDER}/{area}.toml", key_path((*place, "reported_from")), str(fault)))
        return None


def _area_problems(settings: dict[str, Any], files: tuple[str, ...], folder: Path) -> Iterator[Problem]:
    """Areas without a file, and files that no list of areas names."""
    if "areas" not in settings:
        return
    order = settings["areas"]
    for index, key in enumerate(order):
        if key is not None and key not in files:
            message = f"“{key}” has no file {AREAS_FOLDER}/{key}.toml{_nearly(folder, key)}"
            yield Problem(FRAMEWORK_FILE, key_path(("areas", index)), message)
    for key in files:
        if key not in order:
            message = f"the area “{key}” is not in the list “areas” of {FRAMEWORK_FILE}, so it would never be printed"
            yield Problem(f"{AREAS_FOLDER}/{key}.toml", "", message)


def _nearly(folder: Path, key: str) -> str:
    """Name a file that was probably meant; Notepad adds .txt, and Windows does not show it."""
    meant = next((path.name for path in sorted(folder.glob(f"{key}.*"))), "")
    return f"; there is a file {meant}: rename it to {key}.toml" if meant else ""


def _clashes(areas: tuple[ServiceArea, ...]) -> Iterator[Problem]:
    """Two indicators with one key, one code, or (where they have no code) one name; two areas with one heading."""
    seen: dict[tuple[str, str], str] = {}
    for area in areas:
        for what, name, place in _identities(area):
            first = seen.setdefault((what, same_code(name)), place)
            if first != place:
                yield Problem(
                    f"{AREAS_FOLDER}/{area.key}.toml",
                    place.partition(" › ")[2],
                    f"the {what} “{name}” is taken already by {first}",
                )


def _identities(area: ServiceArea) -> Iterator[tuple[str, str, str]]:
    file = f"{AREAS_FOLDER}/{area.key}.toml"
    yield "area heading", area.heading, f"{file} › heading"
    loose = area.sections[:1] if area.sections and not area.sections[0].heading else ()
    for number, section in enumerate(area.sections, -len(loose)):
        for index, indicator in enumerate(section.indicators):
            place = f"{file} › {key_path(_place(number, index))}"
            yield "key", indicator.key, f"{place}.key"
            for code_index, code in enumerate(indicator.codes):
                if code:
                    yield "code", code, f"{place}.codes[{code_index + 1}]"
            if not indicator.codes:
                yield "name", indicator.name, f"{place}.name"


def _heading_problems(settings: dict[str, Any]) -> Iterator[Problem]:
    """A form of heading with unknown words in braces, or one that would stand for two columns."""
    seen: dict[str, str] = {}
    for setting in _columns(settings):
        forms = [("heading", setting.heading)]
        forms += [(f"known_as[{index}]", form) for index, form in enumerate(setting.known_as, 1) if form]
        for key, form in forms:
            place = f"columns.{setting.column.value}.{key}"
            if _BRACES.sub("", form) != re.sub("[{}]", "", _BRACES.sub("", form)):
                words = ", ".join(f"{{{word}}}" for word in PERIOD_WORDS)
                yield Problem(FRAMEWORK_FILE, place, f"“{form}” has braces that are none of {words}")
                continue
            filled = same_code(fill_periods(form, SAMPLE_QUARTER))
            column = seen.setdefault(filled, setting.column.value)
            if column != setting.column.value:
                yield Problem(FRAMEWORK_FILE, place, f"“{form}” stands for the column “{column}” already")
