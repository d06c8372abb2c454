"""Which files a config folder consists of, for the record of what a run was made from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from efreport.config.checking import CHECKS_FILE, RULES_FILE, WAIVERS_FILE
from efreport.config.style import STYLE_FILE
from efreport.fingerprint import ReadFile, describe_file

FRAMEWORK_FILE = "framework.toml"
AREAS_FOLDER = "areas"


def config_files(folder: Path) -> tuple[ReadFile, ...]:
    """Give every file of the config, sorted by name."""
    return tuple(_files(folder))


def _files(folder: Path) -> Iterator[ReadFile]:
    names = (CHECKS_FILE, FRAMEWORK_FILE, RULES_FILE, STYLE_FILE, WAIVERS_FILE)
    for path in (*sorted((folder / AREAS_FOLDER).glob("*.toml")), *(folder / name for name in names)):
        if path.is_file():
            yield describe_file(path, path.read_bytes())
