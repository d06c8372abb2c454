"""What the checks say: findings, those that were waived, and what became of every rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from efreport.model.checking import Waiver
from efreport.model.returned import CellRef
from efreport.model.severity import Severity


@dataclass(frozen=True)
class Finding:
    """What a rule found, in plain words, and how to put it right in Excel.

    `indicator` and `area` are the keys of what it is about, empty where it is about no single one. `for_readers` is the
    message as readers of the framework need it, who have no cells to look into; empty where that is the message itself.
    """

    where: CellRef
    rule: str
    severity: Severity
    message: str
    hint: str
    indicator: str = ""
    area: str = ""
    for_readers: str = ""


@dataclass(frozen=True)
class Waived:
    """A finding that stands, and the waiver that says so."""

    finding: Finding
    waiver: Waiver


class State(Enum):
    """What became of a rule in one run."""

    PASSED = "passed"
    FOUND = "found something"
    NOT_APPLICABLE = "not applicable"
    COULD_NOT_RUN = "could not run"


@dataclass(frozen=True)
class RuleRun:
    """What became of one rule: `detail` says why it was not applicable, or holds the fault that stopped it.

    `severity` is the one that its findings have in this run, `page` its manual page.
    """

    rule: str
    title: str
    state: State
    detail: str = ""
    severity: Severity = Severity.ERROR
    page: str = ""


@dataclass(frozen=True)
class Checked:
    """The outcome of checking a round. A finding is among `findings` or `waived`, never both; both are sorted by place."""

    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...]
    runs: tuple[RuleRun, ...]

    @cached_property
    def counts(self) -> Mapping[Severity, int]:
        """How many findings there are of each severity; waived ones are not counted."""
        counts = Counter(finding.severity for finding in self.findings)
        return {severity: counts[severity] for severity in Severity}

    def in_state(self, state: State) -> tuple[RuleRun, ...]:
        """The rules of which that became."""
        return tuple(run for run in self.runs if run.state is state)

    @property
    def faults(self) -> tuple[RuleRun, ...]:
        """The rules that could not run: an internal fault, never to be read as a clean return."""
        return self.in_state(State.COULD_NOT_RUN)
