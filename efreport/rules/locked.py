"""Says once in each return how to open its protected sheet, where the cells to be changed are locked. No rule stands here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from efreport.model import FIGURE_COLUMNS, Column, Finding, Protected, Return, Round, Severity

# The columns that a blank return leaves open.
OPEN_COLUMNS = frozenset((*FIGURE_COLUMNS, Column.SOURCE, Column.COMMENTARY))
UNPROTECT = {
    Protected.OPENLY: "The sheet is protected: first choose Review > Unprotect Sheet; no password is needed.",
    Protected.SECRETLY: (
        "The sheet is protected: first choose Review > Unprotect Sheet; ask whoever protected it for the password."
    ),
}


def with_unprotecting(findings: Iterable[Finding], round_: Round) -> Iterator[Finding]:
    """Give the findings again, the first of each protected return that asks for a change of a locked cell with how to open it."""
    locked = {found.workbook: found for found in round_.returns if found.protected in UNPROTECT}
    for finding in findings:
        found = locked.get(finding.where.workbook)
        if found and _asks_for_a_locked_cell(finding, found):
            del locked[found.workbook]
            yield replace(finding, hint=f"{finding.hint} {UNPROTECT[found.protected]}")
        else:
            yield finding


def _asks_for_a_locked_cell(finding: Finding, found: Return) -> bool:
    at = finding.where
    if finding.severity is Severity.NOTE or at.sheet != found.sheet:
        return False
    if any(heading.at == at for heading in found.headings):
        # Of a whole column's figures is said at its heading as well, and these are open.
        return finding.rule.startswith("EF1")
    if any(line.at == at for line in found.sign_off.values()):
        return False
    column = next((heading.column for heading in found.headings if heading.at.column == at.column), None)
    return column not in OPEN_COLUMNS or all(row.at.row != at.row for row in found.rows)
