"""Runs the rules: stamps what they find, sets aside what is waived, and says what became of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from types import MappingProxyType

from efreport.model import (
    CellRef,
    Checked,
    Finding,
    Framework,
    Indicator,
    Return,
    Round,
    Row,
    RuleRun,
    Severity,
    Waived,
    Waiver,
)
from efreport.rules.base import Found, Rule, Subject, outcome_of
from efreport.rules.crossed import rows_with_swapped_figures
from efreport.rules.names import disputed_rows
from efreport.rules.rolling import rows_not_up_to_date, rows_of_other_indicators
from efreport.rules.signing import rows_of_last_quarter

MORE = "More may be found once this is put right."
CAUSES: Mapping[str, Callable[[Subject], Iterator[tuple[Return, Row, Indicator]]]] = MappingProxyType(
    {
        "EF117": rows_of_last_quarter,
        "EF207": disputed_rows,
        "EF414": rows_with_swapped_figures,
        "EF415": rows_not_up_to_date,
        "EF416": rows_of_other_indicators,
    }
)


def run_rules(rules: Sequence[Rule], subject: Subject) -> Checked:
    """Run every rule and sort what they find by place.

    A rule that raises becomes one that could not run, and what it found until then counts for nothing; the others go on.
    """
    runs: dict[str, RuleRun] = {}
    subject = replace(subject, set_aside=frozenset(_set_aside(subject)))
    first = _found([rule for rule in rules if not rule.last], subject, runs)
    findings, waived = _waive(first, subject)
    used = frozenset(each.waiver for each in waived)
    findings += _found([rule for rule in rules if rule.last], replace(subject, used=used), runs)
    return Checked(
        tuple(sorted(findings, key=_place)),
        tuple(sorted(waived, key=lambda each: _place(each.finding))),
        tuple(runs[rule.code] for rule in rules),
    )


def _set_aside(subject: Subject) -> Iterator[CellRef]:
    """Give the rows of which a rule says that their figures are others', unless that is waived."""
    waivers = _in_force(subject)
    for code, rows in CAUSES.items():
        # What goes wrong here goes wrong in the rule that says so as well, and is reported there.
        with suppress(Exception):
            for found, row, indicator in tuple(rows(subject)):
                area = found.area.key if found.area else ""
                if not any(_covers(waiver, code, indicator.key, area) for waiver in waivers):
                    yield row.at


def _place(finding: Finding) -> tuple[object, ...]:
    return finding.where, finding.rule, finding.message


def _found(rules: Iterable[Rule], subject: Subject, runs: dict[str, RuleRun]) -> list[Finding]:
    findings: list[Finding] = []
    areas = _areas(subject.round, subject.framework)
    for rule in rules:
        state, detail, found = outcome_of(rule.check, subject)
        severity = subject.framework.rule_settings.severity.get(rule.code, rule.severity)
        runs[rule.code] = RuleRun(rule.code, rule.title, state, detail, severity, rule.page)
        findings.extend(_stamped(rule, severity, each, areas) for each in found)
    return findings


def _areas(round_: Round, framework: Framework) -> dict[str, str]:
    """Give the service area of each indicator by its key, and of each workbook by its name."""
    areas = {found.workbook: found.area.key for found in round_.returns if found.area}
    areas |= {found.workbook: found.named_area.key for found in round_.unreadable if found.named_area}
    return areas | {indicator.key: indicator.area for indicator in framework.indicators()}


def _stamped(rule: Rule, severity: Severity, found: Found, areas: dict[str, str]) -> Finding:
    area = found.area or areas.get(found.where.workbook) or areas.get(found.indicator, "")
    hint = f"{found.hint} {MORE}" if rule.hides else found.hint
    return Finding(found.where, rule.code, severity, found.message, hint, found.indicator, area, found.for_readers)


def _waive(findings: Iterable[Finding], subject: Subject) -> tuple[list[Finding], list[Waived]]:
    waivers, columns = _in_force(subject), _columns(subject.round)
    kept: list[Finding] = []
    waived: list[Waived] = []
    for finding in findings:
        waiver = next((waiver for waiver in waivers if _matches(waiver, finding, columns)), None)
        if waiver is None:
            kept.append(finding)
        else:
            waived.append(Waived(finding, waiver))
    return kept, waived


def _columns(round_: Round) -> dict[tuple[str, str, int], str]:
    """Name the column that stands at each place of each return's table, as config does."""
    headings = (heading for found in round_.returns for heading in found.headings if heading.column)
    return {(each.at.workbook, each.at.sheet, each.at.column): each.column.value for each in headings if each.column}


def _matches(waiver: Waiver, finding: Finding, columns: Mapping[tuple[str, str, int], str]) -> bool:
    at = finding.where
    in_column = not waiver.columns or columns.get((at.workbook, at.sheet, at.column), "") in waiver.columns
    return in_column and _covers(waiver, finding.rule, finding.indicator, finding.area)


def _in_force(subject: Subject) -> list[Waiver]:
    return [waiver for waiver in subject.framework.waivers if waiver.holds_in(subject.round.quarter)]


def _covers(waiver: Waiver, rule: str, indicator: str, area: str) -> bool:
    return waiver.rule == rule and waiver.indicator in ("", indicator) and waiver.area in ("", area)
