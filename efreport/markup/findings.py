"""The findings of one return, worst first, and the words in which a marked copy says them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from efreport.model import CellRef, Checked, Finding, Return, Severity, Waived
from efreport.phrases import counted, listed

SEVERITIES: Final = {Severity.ERROR: "Error", Severity.WARNING: "Warning", Severity.NOTE: "Note"}


@dataclass(frozen=True)
class ToPutRight:
    """What one return's author is told: findings, worst first, and those that stand as agreed."""

    workbook: str
    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...]

    def by_cell(self, sheet: str) -> Mapping[CellRef, tuple[Finding, ...]]:
        """The findings at single cells of a sheet."""
        cells: dict[CellRef, tuple[Finding, ...]] = {}
        for finding in self.findings:
            if finding.where.sheet == sheet and finding.where.row:
                cells[finding.where] = (*cells.get(finding.where, ()), finding)
        return cells


def of_return(found: Return, checked: Checked) -> ToPutRight:
    """Take a return's own findings out of all that was found."""
    own = [finding for finding in checked.findings if finding.where.workbook == found.workbook]
    waived = [each for each in checked.waived if each.finding.where.workbook == found.workbook]
    return ToPutRight(found.path.name, worst_first(own), tuple(waived))


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Put findings in order: errors, warnings, notes, and those of one severity as they were."""
    order = list(Severity)
    return tuple(sorted(findings, key=lambda finding: order.index(finding.severity)))


def place_words(where: CellRef) -> str:
    """Say where a finding is: Return!C14, or the sheet or the workbook as a whole."""
    if where.row:
        return f"{where.sheet}!{where.cell}"
    return f"The sheet “{where.sheet}”" if where.sheet else "The workbook"


def extent_words(findings: tuple[Finding, ...]) -> str:
    """Say how many there are: "2 errors and 1 note"."""
    numbers = {severity: sum(finding.severity is severity for finding in findings) for severity in Severity}
    return listed([counted(number, severity.value) for severity, number in numbers.items() if number])


def note_lines(findings: tuple[Finding, ...]) -> Iterator[tuple[str, str]]:
    """Give each finding of one cell as its severity and what is said of it."""
    for finding in findings:
        hint = f"\nHow to put it right: {finding.hint}" if finding.hint else ""
        yield f"{SEVERITIES[finding.severity]} ({finding.rule})", f"{finding.message}{hint}"
