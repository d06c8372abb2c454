"""The files of a new council's project, from its title, its organisation, a quarter and the names of its service areas."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from string import Template

from efreport.faults import UsageFault
from efreport.quarter import Quarter

FOLDER = Path(__file__).parent / "new"
SCHEMAS = Path(__file__).parent.parent / "schemas"
WHOLE = ("framework", "checks", "rules", "waivers")
OF_CONFIG = ("framework", "area", "checks", "rules", "waivers", "style")
DEADLINE = timedelta(days=16)
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NO_PART_OF_A_KEY = re.compile(r"\([^)]*\)|['’]")
_BETWEEN_WORDS = re.compile(r"[\s!-/:-@\[-`{-~–—]+")
KEPT_BY_WINDOWS = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")
LONGEST_KEY = 60
ABBREVIATION = 4


@dataclass(frozen=True)
class Area:
    """A service area to begin with: its key, its heading, and what the codes of its example indicators begin with."""

    key: str
    heading: str
    code: str


@dataclass(frozen=True)
class Project:
    """What a new project is to be called, the quarter that it begins with, and its service areas in printed order."""

    title: str
    organisation: str
    quarter: Quarter
    areas: tuple[Area, ...]


def areas_typed(typed: str) -> tuple[Area, ...]:
    """Read service areas as somebody types them: "mash, Child Protection" has the keys mash and child-protection.

    Raises UsageFault where a name makes no key, or the key of another.
    """
    named: dict[str, str] = {}
    for name in filter(None, (" ".join(part.split()) for part in typed.split(","))):
        key = _BETWEEN_WORDS.sub("-", _NO_PART_OF_A_KEY.sub("", name.casefold())).strip("-")
        if not _KEY.fullmatch(key) or len(key) > LONGEST_KEY or KEPT_BY_WINDOWS.fullmatch(key):
            raise UsageFault(
                f"“{name}” cannot be the name of a service area's file. Use letters from a to z, digits and hyphens, like "
                "child-protection; the heading that is printed can be changed in its file"
            )
        if _whole(key) in map(_whole, named):
            raise UsageFault(f"The service area “{key}” is named twice")
        named[key] = name
    if not named:
        raise UsageFault('Name at least one service area, like --areas "mash, Child Protection"')
    return tuple(Area(key, _heading(name), _code(key, tuple(named))) for key, name in named.items())


def _heading(name: str) -> str:
    """Give a heading: as it was typed, but that of a key alone in capitals where it is short: cp is CP."""
    if not _KEY.fullmatch(name):
        return name
    return name.upper() if len(name) <= ABBREVIATION else name.replace("-", " ").capitalize()


def _code(key: str, keys: Sequence[str]) -> str:
    """Give what its codes begin with: the first letters of its words, or all of it where another's would be the same."""
    alike = [other for other in keys if other != key and _initials(key) in (_initials(other), _whole(other))]
    return _whole(key) if alike else _initials(key)


def _initials(key: str) -> str:
    words = key.split("-")
    return "".join(word[0] for word in words).upper() if len(words) > 1 else _whole(key)


def _whole(key: str) -> str:
    return key.upper().replace("-", "")


def new_project(project: Project) -> dict[str, bytes]:
    """Give the files of the project by their paths within it, with / between the parts; the returns are not among them."""
    first, *others = project.areas
    words = _words(project)
    plain = {"title": project.title, "organisation": project.organisation}
    files = {"README.txt": filled("README.txt", {**words, **plain})}
    files |= {f"config/{name}.toml": filled(f"config/{name}.toml", words) for name in WHOLE}
    files[f"config/areas/{first.key}.toml"] = filled("config/areas/example.toml", {**words, **_words_of(first)})
    for area in others:
        files[f"config/areas/{area.key}.toml"] = filled("config/areas/other.toml", {**words, **_words_of(area)})
    return {**files, **schemas()}


def schemas() -> dict[str, bytes]:
    """Give the schemas that the first lines of config files name, as they stand in a project."""
    names = (f"{name}.schema.json" for name in OF_CONFIG)
    return {f"config/schemas/{name}": (SCHEMAS / name).read_bytes() for name in names}


def filled(path: str, words: Mapping[str, str]) -> bytes:
    """Fill words into one of the texts in the folder new/."""
    return Template((FOLDER / path).read_text(encoding="utf-8")).substitute(words).encode("utf-8")


def quarter_words(quarter: Quarter) -> dict[str, str]:
    """Give the quarter, the one before and the one after, as texts name them."""
    return {"quarter": quarter.key, "previous": quarter.previous.key, "next": quarter.next.key}


def _words(project: Project) -> dict[str, str]:
    return {
        **quarter_words(project.quarter),
        "title": quoted(project.title),
        "organisation": quoted(project.organisation),
        "areas": "\n".join(f"    {quoted(area.key)}," for area in project.areas),
        "first": project.areas[0].key,
        "year": project.quarter.financial_year,
        "due": (project.quarter.last_day + DEADLINE).isoformat(),
    }


def _words_of(area: Area) -> dict[str, str]:
    return {"key": area.key, "heading": quoted(area.heading), "code": area.code}


def quoted(words: str) -> str:
    """Put text into quotes as TOML takes it."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
