"""Every rule's manual page, read from one file, so that explaining a rule imports none.

`catalogue.json` is made by docs/generate.py from the rules themselves, and a test holds it against them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

CATALOGUE_FILE = Path(__file__).with_name("catalogue.json")


class RulePage(NamedTuple):
    """One rule, of returns or of documents: its code, its usual severity as a word, its title and its manual page."""

    rule: str
    severity: str
    title: str
    page: str


def read_catalogue() -> tuple[RulePage, ...]:
    """Give every rule there is, those of returns first, by code."""
    entries = json.loads(CATALOGUE_FILE.read_text(encoding="utf-8"))
    return tuple(RulePage(**entry) for entry in entries)
