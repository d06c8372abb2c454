"""What the checks say: findings, rules that could not run, and how much was checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from efreport.model.returned import CellRef


class Severity(Enum):
    """How much a finding matters: an error stops the framework, a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """What a rule found, in plain words, and how to put it right in Excel."""

    where: CellRef
    rule: str
    severity: Severity
    message: str
    hint: str
    indicator: str | None = None


@dataclass(frozen=True)
class Fault:
    """A rule that could not run: an internal fault, never to be read as a clean return."""

    rule: str
    detail: str


@dataclass(frozen=True)
class Checked:
    """The outcome of checking a round: what was found, what could not be checked, and how much was."""

    findings: tuple[Finding, ...]
    faults: tuple[Fault, ...]
    rules: int
    counts: Mapping[Severity, int] = field(default_factory=dict)
