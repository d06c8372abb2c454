"""Findings as lines for people: grouped by workbook, worst first. How a style looks is the terminal's affair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from efreport.model import Checked, Finding, Round, Severity

ORDER = tuple(Severity)
ALL_RETURNS = "The returns as a whole"


class Style(Enum):
    """What a line is, for colour on top of its words."""

    PLAIN = "plain"
    HEADING = "heading"
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    HINT = "hint"


@dataclass(frozen=True)
class Line:
    """One line, and how far it is indented where it is too long for the terminal."""

    words: str
    style: Style = Style.PLAIN
    indent: int = 0


def to_text(round_: Round, checked: Checked) -> tuple[Line, ...]:
    """Give the findings as lines; the last says what was checked, so that "nothing found" is never "nothing checked"."""
    return (*finding_lines(checked), Line(checked_sentence(round_, checked), Style.HEADING))


def finding_lines(checked: Checked) -> tuple[Line, ...]:
    """Give what was found, by workbook, and the rules that could not run; nothing where nothing was found."""
    return (*_groups(checked.findings), *_faults(checked))


def _groups(findings: Sequence[Finding]) -> Iterator[Line]:
    groups = [list(group) for _, group in groupby(findings, lambda finding: finding.where.workbook)]
    for group in sorted(groups, key=lambda group: (_worst(group), group[0].where.workbook)):
        yield Line(group[0].where.workbook or ALL_RETURNS, Style.HEADING)
        width = max(len(_cell(finding)) for finding in group)
        for finding in sorted(group, key=lambda finding: ORDER.index(finding.severity)):
            yield from _finding(finding, width)
        yield Line("")


def _worst(group: Sequence[Finding]) -> int:
    return min(ORDER.index(finding.severity) for finding in group)


def _cell(finding: Finding) -> str:
    where = finding.where
    return f"{where.sheet}!{where.cell}" if where.cell else where.sheet


def _finding(finding: Finding, width: int) -> Iterator[Line]:
    lead = f"  {_cell(finding):{width}}  " if width else "  "
    said = f"{finding.severity.value:7}  {finding.rule}  "
    yield Line(f"{lead}{said}{finding.message}", Style(finding.severity.value), len(lead) + len(said))
    if finding.hint:
        yield Line(f"{' ' * (len(lead) + len(said))}{finding.hint}", Style.HINT, len(lead) + len(said))


def _faults(checked: Checked) -> Iterator[Line]:
    for fault in checked.faults:
        last = fault.detail.strip().splitlines()[-1]
        yield Line(
            f"Rule {fault.rule} could not run (an internal fault: {last}). What it checks is unchecked.",
            Style.ERROR,
        )


def checked_sentence(round_: Round, checked: Checked) -> str:
    """Say how much was checked, and how much was found: "11 returns, 78 indicators, 30 rules: no errors ..."."""
    indicators = sum(len(found.by_key) for found in round_.returns)
    extent = f"{counted(len(round_.returns), 'return')}, {counted(indicators, 'indicator')}, {counted(len(checked.runs), 'rule')}"
    return f"{round_.quarter.in_full}: checked {extent}. Found {found_sentence(checked)}."


def found_sentence(checked: Checked) -> str:
    """Say how many errors, warnings and notes there are."""
    errors, warnings, notes = (counted(checked.counts[severity], severity.value) for severity in ORDER)
    return f"{errors}, {warnings} and {notes}"


def counted(number: int, noun: str) -> str:
    """1 error, 2 errors, no errors."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
