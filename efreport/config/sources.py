"""Which files a config folder consists of, for the record of what a run was made from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from efreport.config.checking import CHECKS_FILE, RULES_FILE, WAIVERS_FILE
from efreport.config.style import STYLE_FILE
from efreport.fingerprint import ReadFile, describe_file


def config_files(folder: Path, framework_file: str, areas_folder: str) -> tuple[ReadFile, ...]:
    """Give every file of the config, sorted by name."""
    return tuple(_files(folder, framework_file, areas_folder))


def _files(folder: Path, framework_file: str, areas_folder: str) -> Iterator[ReadFile]:
    names = (CHECKS_FILE, framework_file, RULES_FILE, STYLE_FILE, WAIVERS_FILE)
    for path in (*sorted((folder / areas_folder).glob("*.toml")), *(folder / name for name in names)):
        if path.is_file():
            yield describe_file(path, path.read_bytes())
