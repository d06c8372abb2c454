"""What the checks found in the returns, cell by cell, for who works on with the figures; or that they found nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from efreport.compose.words import clean
from efreport.document import Block, Heading, Paragraph, Role, Table, Text
from efreport.model import Finding, Framework, Round, RuleRun, Severity, State
from efreport.phrases import counted

DATA_QUALITY = "Data quality"
FOUND = "What the checks found"
MEANINGS = (
    "An error stops the framework until it is put right. A warning does not, and whoever relies on the figure should "
    "know of it. A note asks for nothing."
)
HEADINGS = (
    "Severity",
    "Workbook",
    "Sheet",
    "Cell",
    "Service area",
    "Indicator",
    "Rule",
    "What is wrong",
    "How to put it right",
)
ALL_RETURNS = "All returns"
NOT_KNOWN = "Not known"
WHOLE_WORKBOOK = "Whole workbook"
WHOLE_SHEET = "Whole sheet"
NO_INDICATOR = "No single indicator"
NO_HINT = "See what is wrong."


def quality(
    round_: Round, framework: Framework, findings: Sequence[Finding], runs: Sequence[RuleRun], waived: int
) -> Iterator[Block]:
    """Give what was checked, and a row for each finding that is not waived; without `runs`, that nothing was checked."""
    yield Heading(1, DATA_QUALITY)
    if not runs and not findings:
        yield Paragraph(Text("The returns were not checked."))
        return
    if not findings:
        yield Paragraph(
            Text(f"The checks found nothing to report: {_checked(round_, runs)} were checked.{_waived(waived)}")
        )
        return
    yield Paragraph(Text(f"{_found(findings)} Checked: {_checked(round_, runs)}.{_waived(waived)}"))
    yield Paragraph(Text(MEANINGS, Role.NOTE))
    areas = {area.key: clean(area.heading) for area in framework.areas}
    indicators = {
        indicator.key: clean(" / ".join(indicator.codes) or " ".join(indicator.name.split()))
        for area in framework.areas
        for indicator in area.indicators
    }
    yield Table(
        caption=FOUND,
        description="One row for each finding: how much it matters, its cell, what is wrong there and how to put it right.",
        headings=HEADINGS,
        rows=tuple(_row(finding, areas, indicators) for finding in findings),
        name="Data_quality",
    )


def _row(finding: Finding, areas: Mapping[str, str], indicators: Mapping[str, str]) -> tuple[Text, ...]:
    where = finding.where
    whole = WHOLE_SHEET if where.sheet else WHOLE_WORKBOOK if where.workbook else ALL_RETURNS
    words = (
        finding.severity.value.capitalize(),
        where.workbook or ALL_RETURNS,
        where.sheet or whole,
        where.cell or whole,
        areas.get(finding.area, finding.area) or (NOT_KNOWN if where.workbook else ALL_RETURNS),
        indicators.get(finding.indicator, finding.indicator) or NO_INDICATOR,
        finding.rule,
        finding.message,
        finding.hint or NO_HINT,
    )
    return tuple(Text(clean(each)) for each in words)


def _found(findings: Sequence[Finding]) -> str:
    counts = Counter(finding.severity for finding in findings)
    errors, warnings, notes = (counted(counts[severity], severity.value) for severity in Severity)
    return f"The checks of the returns found {errors}, {warnings} and {notes}."


def _checked(round_: Round, runs: Sequence[RuleRun]) -> str:
    returns = counted(len(round_.returns), "return")
    indicators = counted(sum(len(found.by_key) for found in round_.returns), "indicator")
    states = Counter(run.state for run in runs)
    asides = ((State.NOT_APPLICABLE, "did not apply"), (State.COULD_NOT_RUN, "could not run"))
    aside = ", ".join(f"{states[state]} {words}" for state, words in asides if states[state])
    return f"{returns}, {indicators} and {counted(len(runs), 'rule')}{f' ({aside})' if aside else ''}"


def _waived(waived: int) -> str:
    """Findings that stand by agreement are not listed, and a reader is told how many there are."""
    if not waived:
        return ""
    return f" {counted(waived, 'finding')} {'is' if waived == 1 else 'are'} waived and not listed."
