"""What a reader must know before relying on the figures: those that do not add up, and in a draft what is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from efreport.assessment import Assessed
from efreport.compose.quality import DATA_QUALITY
from efreport.compose.words import clean, sentence
from efreport.document import Block, Heading, Paragraph, Role, Table, Text
from efreport.model import Finding, Framework, Severity
from efreport.phrases import counted

ARITHMETIC = "EF40"
"""How the codes of the rules about sums between indicators begin."""

NOT_ADDING_UP = "Figures that do not add up"
OPEN_ERRORS = "Errors that are open in the returns"


def not_adding_up(framework: Framework, findings: Sequence[Finding]) -> Iterator[Block]:
    """Give the warnings about figures that contradict one another; nothing where there are none."""
    found = [
        finding for finding in findings if finding.rule.startswith(ARITHMETIC) and finding.severity is Severity.WARNING
    ]
    if not found:
        return
    headings = {area.key: area.heading for area in framework.areas}
    yield Heading(1, NOT_ADDING_UP)
    yield Table(
        caption=NOT_ADDING_UP,
        description="One row for each: the service area whose return it is in, and what does not agree.",
        headings=("Service area", "What does not agree"),
        rows=tuple(
            (
                Text(clean(headings.get(finding.area, "")) or "All returns"),
                Text(clean(finding.for_readers or finding.message)),
            )
            for finding in found
        ),
    )


def draft_warning(findings: Sequence[Finding]) -> Iterator[Block]:
    """Say that this is a draft, and how much is open."""
    yield Paragraph(Text("DRAFT. Not for publication: this framework has not been signed off.", Role.WARNING))
    errors = len(_of(findings, Severity.ERROR))
    warnings = len(_of(findings, Severity.WARNING))
    listed = f", listed in the workbook on the sheet “{DATA_QUALITY}”" if warnings else ""
    also = f"{counted(warnings, 'warning')} besides{listed}"
    if not errors:
        yield Paragraph(Text(f"No errors are open in the returns; {also}.", Role.NOTE))
        return
    are = "is" if errors == 1 else "are"
    yield Paragraph(
        Text(
            sentence(f"{counted(errors, 'error')} {are} open in the returns, listed under “{OPEN_ERRORS}”; {also}"),
            Role.WARNING,
        )
    )


def without_errors(assessed: Sequence[Assessed], findings: Sequence[Finding]) -> list[Assessed]:
    """Give the indicators that may be ranked: those with an open error, which a draft has, are left out."""
    doubtful = {error.indicator for error in _of(findings, Severity.ERROR)} - {""}
    return [entry for entry in assessed if entry.indicator.key not in doubtful]


def left_out(number: int) -> Iterator[Block]:
    """Say how many indicators are not among those that the first page names, since a figure of theirs is in doubt."""
    if number:
        indicators = "1 indicator that has" if number == 1 else f"{number} indicators that have"
        yield Paragraph(Text(f"Left out above: {indicators} an open error.", Role.NOTE))


def open_errors(findings: Sequence[Finding]) -> Iterator[Block]:
    """Give the errors that a draft was made despite."""
    errors = _of(findings, Severity.ERROR)
    if not errors:
        return
    yield Heading(1, OPEN_ERRORS)
    yield Table(
        caption=OPEN_ERRORS,
        description="One row for each error: the cell, what is wrong there and how to put it right.",
        headings=("Where", "Rule", "What is wrong", "How to put it right"),
        rows=tuple(
            (
                Text(clean(str(error.where)) or "All returns"),
                Text(error.rule),
                Text(clean(error.message)),
                Text(clean(error.hint) or "See the message."),
            )
            for error in errors
        ),
    )


def _of(findings: Sequence[Finding], severity: Severity) -> list[Finding]:
    return [finding for finding in findings if finding.severity is severity]
