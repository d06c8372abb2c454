"""Findings as lines for people: grouped by workbook, worst first, and last what was checked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from efreport.model import CellRef, Checked, Finding, Round, State, Waived
from efreport.phrases import counted, visible
from efreport.reports.lines import Line, Part, Style, line
from efreport.reports.words import (
    ALL_RETURNS,
    ORDER,
    checked_sentence,
    fault_sentence,
    place,
    waiver_sentence,
)

LONG = 20
DETAILS = "For the details, set EFREPORT_DEBUG=1 and check again."
MOST_NAMED = 8


def to_text(round_: Round, checked: Checked) -> str:
    """Give the report as plain text, each line whole however long it is."""
    return plain(to_lines(round_, checked))


def plain(lines: Iterable[Line]) -> str:
    """Give lines without their styles, with control characters made visible."""
    return "".join(f"{visible(each.words)}\n" for each in lines)


def to_lines(round_: Round, checked: Checked) -> tuple[Line, ...]:
    """Give the report as lines; the last says what was checked, so that "nothing found" is never "nothing checked"."""
    return (
        *_groups(checked.findings),
        *_waived(checked.waived),
        *_totals(checked),
        *_not_applicable(checked),
        *_faults(checked),
        line(checked_sentence(round_, checked), Style.HEADING),
    )


def finding_lines(checked: Checked) -> tuple[Line, ...]:
    """Give what was found, by file, and the rules that could not run; nothing where nothing was found."""
    return (*_groups(checked.findings), *_totals(checked), *_faults(checked))


def _groups(findings: Sequence[Finding]) -> Iterator[Line]:
    groups = [list(group) for _, group in groupby(findings, lambda finding: finding.where.workbook)]
    for group in sorted(groups, key=_rank):
        yield line(group[0].where.workbook or ALL_RETURNS, Style.HEADING)
        width = max(len(place(finding.where)) for finding in group)
        first: dict[tuple[str, str], Finding] = {}
        for finding in sorted(group, key=lambda finding: ORDER.index(finding.severity)):
            earlier = first.setdefault((finding.rule, _without_cells(finding)), finding)
            hint = finding.hint if earlier is finding else _as_for(earlier.where)
            yield from _finding(finding, f"  {place(finding.where):{width}}  " if width else "  ", hint)
        yield line("")


def _rank(group: Sequence[Finding]) -> tuple[bool, int, str]:
    """The returns as a whole come last, then the worst first."""
    workbook = group[0].where.workbook
    return not workbook, min(ORDER.index(finding.severity) for finding in group), workbook


def _without_cells(finding: Finding) -> str:
    """Give the hint without what is different only because the row or cell is, so that two can be compared."""
    where = finding.where
    if not where.row:
        return finding.hint
    own = re.sub(rf"\b{where.cell}\b", "#", finding.hint)
    return re.sub(rf"\b([A-Z]{{1,3}}){where.row}\b", r"\1#", own)


def _as_for(where: CellRef) -> str:
    return f"As for {where.cell}." if where.cell else "As above."


def _finding(finding: Finding, lead: str, *below: str) -> Iterator[Line]:
    severity = Part(f"{finding.severity.value:7}", Style(finding.severity.value))
    indent = len(lead) + len(severity.words) + len(f"  {finding.rule}  ")
    yield Line((Part(lead), severity, Part(f"  {finding.rule}  {finding.message}")), indent)
    for words in below:
        if words:
            yield line(f"{' ' * indent}{words}", Style.HINT, indent)


def _waived(waived: Sequence[Waived]) -> Iterator[Line]:
    if not waived:
        return
    yield line("Waived", Style.HEADING)
    width = max(len(_whole_place(each.finding)) for each in waived)
    for each in waived:
        lead = f"  {_whole_place(each.finding):{width}}  "
        yield from _finding(each.finding, lead, waiver_sentence(each.waiver))
    yield line("")


def _whole_place(finding: Finding) -> str:
    return str(finding.where) or ALL_RETURNS


def _totals(checked: Checked) -> Iterator[Line]:
    """Count a long list by rule, since its beginning has left the screen by the time that its end is read."""
    if len(checked.findings) <= LONG:
        return
    titles = {run.rule: run.title for run in checked.runs}
    counts = Counter((finding.severity, finding.rule) for finding in checked.findings)
    said = {(severity, rule): counted(number, severity.value) for (severity, rule), number in counts.items()}
    width = max(map(len, said.values()))
    yield line("By rule", Style.HEADING)
    for severity, rule in sorted(counts, key=lambda key: (ORDER.index(key[0]), -counts[key], key[1])):
        lead = f"  {rule}  "
        number = Part(f"{said[severity, rule]:{width}}", Style(severity.value))
        yield Line((Part(lead), number, Part(f"  {titles.get(rule, '')}")), len(lead) + width + 2)
    yield line("")


def _not_applicable(checked: Checked) -> Iterator[Line]:
    reasons: dict[str, list[str]] = {}
    for run in checked.in_state(State.NOT_APPLICABLE):
        reasons.setdefault(run.detail, []).append(run.rule)
    if reasons:
        yield line("Rules that did not apply", Style.HEADING)
        for reason, rules in reasons.items():
            many = len(rules) > MOST_NAMED
            named = f"{len(rules)} rules, from {rules[0]} to {rules[-1]}" if many else ", ".join(rules)
            yield line(f"  {named}: {reason}", indent=2)
        yield line("")


def _faults(checked: Checked) -> Iterator[Line]:
    for fault in checked.faults:
        yield line(fault_sentence(fault), Style.ERROR)
    if checked.faults:
        yield line(DETAILS, Style.HINT)
        yield line("")
