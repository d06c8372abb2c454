"""The first page: counts of directions, what is missing, and in a draft what is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from efreport.assessment import Assessed
from efreport.compose.words import clean
from efreport.document import (
    Block,
    Paragraph,
    Role,
    Table,
    Text,
)
from efreport.model import (
    Finding,
    Framework,
    Round,
    Severity,
)
from efreport.movement import (
    Judgement,
    Moved,
    Movement,
    NotCompared,
)


def cover(
    round_: Round,
    framework: Framework,
    assessed: Sequence[Assessed],
    findings: Sequence[Finding],
    draft: bool,
) -> Iterator[Block]:
    """Give the blocks of the first page."""
    if draft:
        yield Paragraph(Text("DRAFT. Not for publication: this framework has not been signed off.", Role.WARNING))
    yield Paragraph(Text(_counts_sentence(_judgements(assessed))))
    missing = [area.heading for area in framework.areas if round_.return_of(area) is None]
    if missing:
        yield Paragraph(Text(clean(f"Returns not received: {'; '.join(missing)}."), Role.WARNING))
    if draft:
        yield from _open_findings(findings)
    yield _counts_table(framework, assessed)


def _judgements(assessed: Sequence[Assessed]) -> Counter[Judgement]:
    return Counter(_judgement(entry.movement) for entry in assessed)


def _judgement(movement: Movement) -> Judgement:
    match movement:
        case Moved():
            return movement.judgement
        case NotCompared():
            return Judgement.NOT_COMPARED


def _counts_sentence(counts: Counter[Judgement]) -> str:
    return (
        f"Of {counts.total()} indicators, {counts[Judgement.IMPROVED]} improved on the quarter before, "
        f"{counts[Judgement.WORSENED]} worsened and {counts[Judgement.NO_CHANGE]} showed no change; "
        f"{counts[Judgement.CHANGED]} changed where neither way is better, and "
        f"{counts[Judgement.NOT_COMPARED]} could not be compared, each for a reason that is given."
    )


def _counts_table(framework: Framework, assessed: Sequence[Assessed]) -> Table:
    rows = [_counts_row(area.heading, [a for a in assessed if a.area is area]) for area in framework.areas]
    rows.append(_counts_row("All service areas", assessed))
    return Table(
        caption="Indicators by service area and direction since the quarter before",
        description="One row for each service area and one for all, with the number of indicators by judgement.",
        headings=("Service area", "Indicators", *(judgement.value.capitalize() for judgement in Judgement)),
        rows=tuple(rows),
    )


def _counts_row(heading: str, assessed: Sequence[Assessed]) -> tuple[Text, ...]:
    counts = _judgements(assessed)
    cells = [Text(clean(heading)), Text(str(len(assessed)))]
    return (*cells, *(Text(str(counts[judgement])) for judgement in Judgement))


def _open_findings(findings: Sequence[Finding]) -> Iterator[Block]:
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    warnings = sum(finding.severity is Severity.WARNING for finding in findings)
    also = f"{warnings} {'warning' if warnings == 1 else 'warnings'} besides"
    if not errors:
        yield Paragraph(Text(f"No errors are open in the returns; {also}.", Role.NOTE))
        return
    count = "1 error is" if len(errors) == 1 else f"{len(errors)} errors are"
    yield Paragraph(Text(f"{count} open in the returns; {also}.", Role.WARNING))
    yield Table(
        caption="Errors that are open in the returns",
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
