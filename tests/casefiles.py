"""Reads case files: a quarter's folder as text, and exactly what the checks must say of it.

A case is named by its rule's code; a second one of a rule has a word after it, EF311-commentary.txt.

The first paragraph says what the case shows. Then come sections, each begun by a line `--- `:

    --- cp.xlsx            a workbook, as a sheet in the grammar of tests/workbooks.py
    --- cp.xlsx raw        a file of raw bytes, a line at a time: `text <words>`, `utf-16 <words>`, `hex <bytes>`,
                           or `zip <names>`: a zip file with parts of those names
    --- cp.xlsx absent     the good return of that name is left out
    --- 2014Q1/cp.xlsx     a workbook in the folder of an earlier quarter
    --- config rules.toml  a file of the config, beside or instead of that of tests/config
    --- expect             every finding in order of place, its hint below it, indented

The good returns of `cases/good/` stand in for those that a case does not give, so that a case is short. A place is
`cp.xlsx!A5`, `cp.xlsx!Return` for a whole sheet, `cp.xlsx` for a whole workbook, and `returns` for all of them.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path

from efreport.config import load_framework
from efreport.model import CellRef, Finding, Framework
from efreport.run import RULE_CODES
from tests.workbooks import make_workbook

CASES = Path(__file__).parent / "cases"
GOOD = CASES / "good"
EARLIER = re.compile(r"\d{4}Q\d/")
_SECTION = re.compile(r"^--- (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """One case: what it shows, the files of the folder, those of the config, and the lines that are expected."""

    shows: str
    files: dict[str, bytes]
    expected: tuple[str, ...]
    config: dict[str, str] = field(default_factory=dict)

    def write(self, folder: Path) -> Path:
        """Write the folder of the quarter; those of earlier quarters stand beside it."""
        for name, data in self.files.items():
            path = (folder.parent if EARLIER.match(name) else folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return folder

    def load(self, folder: Path) -> Framework:
        """Load the small framework of the tests with the case's own config files, which are written to the folder."""
        shutil.copytree(CASES.parent / "config", folder)
        for name, text in self.config.items():
            (folder / name).write_text(text, encoding="utf-8")
        return load_framework(folder, RULE_CODES)


def read_case(path: Path) -> Case:
    """Read a case file."""
    shows, *sections = _SECTION.split(path.read_text(encoding="utf-8"))
    files, expected, config = dict(good_returns()), None, {}
    for title, text in zip(sections[::2], sections[1::2], strict=True):
        name, _, kind = title.strip().partition(" ")
        if name == "expect":
            expected = tuple(line.rstrip() for line in text.splitlines() if line.strip())
        elif name == "config":
            config[kind] = text
        elif kind == "absent":
            del files[name]
        else:
            files[name] = raw_bytes(text) if kind == "raw" else make_workbook(text)
    assert shows.strip(), f"{path.name} does not say what it shows"
    assert expected is not None, f"{path.name} does not say what is expected"
    return Case(shows.strip(), files, expected, config)


@cache
def good_returns() -> dict[str, bytes]:
    """The good return of each service area of the small framework."""
    return {f"{path.stem}.xlsx": make_workbook(path.read_text(encoding="utf-8")) for path in sorted(GOOD.glob("*.txt"))}


def raw_bytes(text: str) -> bytes:
    """Make the raw bytes of a file."""
    lines = (line.strip().partition(" ") for line in text.splitlines() if line.strip())
    return b"".join(_MAKERS[kind](rest) for kind, _, rest in lines)


def zip_of(parts: Iterable[str]) -> bytes:
    """Make a zip file with parts of those names."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for part in parts:
            package.writestr(part, "a part")
    return made.getvalue()


_MAKERS: dict[str, Callable[[str], bytes]] = {
    "text": lambda rest: rest.encode() + b"\n",
    "utf-16": lambda rest: rest.encode("utf-16-le"),
    "hex": bytes.fromhex,
    "zip": lambda rest: zip_of(rest.split()),
}


def as_lines(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Give findings as a case file expects them."""
    lines: list[str] = []
    for found in findings:
        lines.append(f"{_place(found.where)} {found.severity.value} {found.rule} {found.message}")
        lines.append(f"    {found.hint}")
    return tuple(lines)


def _place(where: CellRef) -> str:
    inner = where.cell or where.sheet
    return f"{where.workbook}!{inner}" if inner else where.workbook or "returns"
