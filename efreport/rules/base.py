"""What a rule is, how it is declared, and how all of them are run. No rule stands here."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from inspect import cleandoc

from efreport.assessment import Assessed
from efreport.model import (
    CellRef,
    Checked,
    Fault,
    FigureCell,
    Finding,
    Framework,
    Indicator,
    Return,
    Round,
    Row,
    Severity,
)


@dataclass(frozen=True)
class Subject:
    """What rules look at: the round, the framework, and every indicator with its comparisons."""

    round: Round
    framework: Framework
    assessed: Sequence[Assessed]

    def rows(self) -> Iterator[tuple[Return, Row, Indicator]]:
        """Every row whose indicator is known and its return's own: nothing is asked of a row that is another area's."""
        for found in self.round.returns:
            for row in found.rows:
                if row.indicator is not None and not is_stray(found, row.indicator):
                    yield found, row, row.indicator

    def strays(self) -> Iterator[tuple[Return, Row, Indicator]]:
        """Every row whose indicator is another service area's."""
        for found in self.round.returns:
            for row in found.rows:
                if row.indicator is not None and is_stray(found, row.indicator):
                    yield found, row, row.indicator

    def figures(self) -> Iterator[tuple[FigureCell, Indicator, str]]:
        """Every figure cell of those rows, with its indicator and how a message names both."""
        for found, row, indicator in self.rows():
            headings = {heading.column: heading.text for heading in found.headings}
            for column, cell in row.figures.items():
                yield cell, indicator, f"{label(indicator)}, “{' '.join(headings[column].split())}”"


@dataclass(frozen=True)
class Found:
    """What a rule found: where, in plain words, and how to put it right. The runner adds code and severity."""

    where: CellRef
    message: str
    hint: str
    indicator: str | None = None


Check = Callable[[Subject], Iterator[Found]]


@dataclass(frozen=True)
class Rule:
    """One rule: its code, which is never used again, its usual severity, and its manual page."""

    code: str
    severity: Severity
    title: str
    page: str
    check: Check


def rule(code: str, severity: Severity) -> Callable[[Check], Rule]:
    """Declare a check as a rule. Its docstring is the rule's manual page, the first line its title."""

    def declare(check: Check) -> Rule:
        title, _, page = cleandoc(check.__doc__ or "").partition("\n")
        return Rule(code, severity, title.rstrip("."), page.strip(), check)

    return declare


def run_rules(rules: Iterable[Rule], subject: Subject) -> Checked:
    """Run every rule and sort what they find by place. A rule that raises becomes a fault; the others go on."""
    findings: list[Finding] = []
    faults: list[Fault] = []
    count = 0
    for each in rules:
        count += 1
        try:
            findings.extend(_stamped(each, found) for found in tuple(each.check(subject)))
        except Exception:
            faults.append(Fault(each.code, traceback.format_exc()))
    findings.sort(key=lambda finding: (finding.where, finding.rule, finding.message))
    counts = Counter(finding.severity for finding in findings)
    return Checked(tuple(findings), tuple(faults), count, {severity: counts[severity] for severity in Severity})


def is_stray(found: Return, indicator: Indicator) -> bool:
    """Say whether the indicator is another service area's, where the return's own is beyond doubt."""
    return found.area is not None and indicator.area != found.area.key and not found.disagrees


def _stamped(each: Rule, found: Found) -> Finding:
    return Finding(found.where, each.code, each.severity, found.message, found.hint, found.indicator)


def label(indicator: Indicator) -> str:
    """Name an indicator in a message: its codes, or its name where it has none."""
    return " / ".join(indicator.codes) or f"“{shortened(indicator.name)}”"


def shortened(text: str, length: int = 60) -> str:
    """Give the text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"
