"""Which files a config folder consists of: their names, and their fingerprints for the record of a run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from efreport.fingerprint import ReadFile, describe_file

FRAMEWORK_FILE, AREAS_FOLDER = "framework.toml", "areas"
CHECKS_FILE, RULES_FILE, STYLE_FILE, WAIVERS_FILE = "checks.toml", "rules.toml", "style.toml", "waivers.toml"


def config_files(folder: Path) -> tuple[ReadFile, ...]:
    """Give every file of the config, sorted by name."""
    return tuple(_files(folder))


def _files(folder: Path) -> Iterator[ReadFile]:
    names = (CHECKS_FILE, FRAMEWORK_FILE, RULES_FILE, STYLE_FILE, WAIVERS_FILE)
    for path in (*sorted((folder / AREAS_FOLDER).glob("*.toml")), *(folder / name for name in names)):
        if path.is_file():
            yield describe_file(path, path.read_bytes())
