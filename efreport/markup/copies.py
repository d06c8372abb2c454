"""Which returns get a marked copy, what it is called, and what stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from efreport.model import Checked, Finding, Return, Round

SUFFIX = " - to put right"


def marked_copies(round_: Round, checked: Checked) -> dict[str, bytes]:
    """Give a marked copy of each return that has findings, by file name; the returns themselves are only read."""
    return {_name(found.path): found.path.read_bytes() for found in round_.returns if any(_findings(found, checked))}


def _findings(found: Return, checked: Checked) -> Iterator[Finding]:
    return (finding for finding in checked.findings if finding.where.workbook == found.workbook)


def _name(path: Path) -> str:
    return f"{path.stem.removesuffix(SUFFIX)}{SUFFIX}{path.suffix}"
