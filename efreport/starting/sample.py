"""The sample framework as a project of its own: its config, the returns of two quarters and the Word template."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from efreport.faults import FileFault
from efreport.quarter import Quarter
from efreport.starting.project import filled, quarter_words, schemas

PACKAGE = Path(__file__).parent.parent
QUARTERS = (Quarter(2014, 1), Quarter(2014, 2))
TEMPLATE = "council-template.dotx"
_SCHEMA = re.compile(r"^#:schema (?:\.\./)+efreport/schemas/", re.MULTILINE)
_RETURNS = re.compile(r'^returns = ".*"$', re.MULTILINE)


class NoSample(FileFault):
    """This installation came without the sample."""


def sample_folder() -> Path:
    """Find what holds the sample's config/ and samples/: within the installed package, or the project's own folder.

    Raises NoSample.
    """
    for folder in (PACKAGE / "sample", PACKAGE.parent):
        if (folder / "config" / "framework.toml").is_file() and (folder / "samples" / TEMPLATE).is_file():
            return folder
    raise NoSample(
        "The sample framework did not come with this installation. Install efreport again, then try once more"
    )


def sample_project() -> dict[str, bytes]:
    """Give the files of the sample by their paths within a project, with / between the parts. Raises NoSample."""
    return {**dict(_files(sample_folder())), **schemas()}


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    yield "README.txt", filled("example-README.txt", quarter_words(QUARTERS[-1]))
    for path in sorted((folder / "config").rglob("*.toml")):
        place = path.relative_to(folder).as_posix()
        yield place, _moved(path.read_text(encoding="utf-8"), place).encode("utf-8")
    for quarter in QUARTERS:
        for path in sorted((folder / "samples" / quarter.key).glob("*.xlsx")):
            yield f"returns/{quarter.key}/{path.name}", path.read_bytes()
    yield TEMPLATE, (folder / "samples" / TEMPLATE).read_bytes()


def _moved(text: str, place: str) -> str:
    """Give a config file as it stands in a project, where the schemas and the returns have other places."""
    up = "../" * (place.count("/") - 1)
    return _RETURNS.sub('returns = "../returns"', _SCHEMA.sub(f"#:schema {up}schemas/", text))
