"""Runs the rules: stamps what they find, sets aside what is waived, and says what became of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple

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
from efreport.rules.locked import with_unprotecting
from efreport.rules.names import disputed_rows
from efreport.rules.rolling import rows_not_up_to_date, rows_of_other_indicators
from efreport.rules.signing import rows_of_last_quarter

MORE = "More may be found once this is put right."
# Of fewer rows it is plain from the message that they wait.
FEWEST_WAITING = 3
CAUSES: Mapping[str, Callable[[Subject], Iterator[tuple[Return, Row, Indicator]]]] = MappingProxyType(
    {
        "EF117": rows_of_last_quarter,
        "EF207": disputed_rows,
        "EF414": rows_with_swapped_figures,
        "EF415": rows_not_up_to_date,
        "EF416": rows_of_other_indicators,
    }
)


class _Told(NamedTuple):
    """What a rule found, and the finding that it becomes where it is told alone."""

    rule: Rule
    found: Found
    finding: Finding


def run_rules(rules: Sequence[Rule], subject: Subject) -> Checked:
    """Run every rule, take out what is waived, tell together what has one cause, and sort all by place.

    A rule that raises becomes one that could not run, and what it found until then counts for nothing; the others go on.
    """
    runs: dict[str, RuleRun] = {}
    waiting = tuple(_waiting(subject))
    subject = replace(subject, set_aside=frozenset(at for _, at in waiting))
    stamp = _Stamp(_areas(subject.round, subject.framework), Counter((code, at.workbook) for code, at in waiting))
    first = _found([rule for rule in rules if not rule.last], subject, runs, stamp)
    kept, stands = _waive(first, subject)
    subject = replace(subject, used=frozenset(stands))
    kept += _found([rule for rule in rules if rule.last], subject, runs, stamp)
    waived = [Waived(finding, waiver) for waiver, told in stands.items() for finding in _together(told, stamp)]
    return Checked(
        tuple(with_unprotecting(sorted(_together(kept, stamp), key=_place), subject.round)),
        tuple(sorted(waived, key=lambda each: _place(each.finding))),
        tuple(runs[rule.code] for rule in rules),
    )


def _waiting(subject: Subject) -> Iterator[tuple[str, CellRef]]:
    """Give the rows of which a rule says that their figures are others', with its code, unless that is waived."""
    waivers = _in_force(subject)
    for code, rows in CAUSES.items():
        # What goes wrong here goes wrong in the rule that says so as well, and is reported there.
        with suppress(Exception):
            for found, row, indicator in tuple(rows(subject)):
                area = found.area.key if found.area else ""
                if not any(_covers(waiver, code, indicator.key, area) for waiver in waivers):
                    yield code, row.at


def _place(finding: Finding) -> tuple[object, ...]:
    return finding.where, finding.rule, finding.message


def _found(rules: Iterable[Rule], subject: Subject, runs: dict[str, RuleRun], stamp: _Stamp) -> list[_Told]:
    told: list[_Told] = []
    for rule in rules:
        state, detail, found = outcome_of(rule.check, subject)
        severity = subject.framework.rule_settings.severity.get(rule.code, rule.severity)
        runs[rule.code] = RuleRun(rule.code, rule.title, state, detail, severity, rule.page)
        stamp.severities[rule.code] = severity
        told.extend(_Told(rule, each, stamp.finding(rule, each)) for each in found)
    return told


def _together(told: Iterable[_Told], stamp: _Stamp) -> Iterator[Finding]:
    """Tell each by itself, and as one those of a rule and a sheet that have one cause, where there are enough of them."""
    alike: dict[tuple[object, ...], list[_Told]] = {}
    for number, each in enumerate(told):
        many, where = each.found.many, each.found.where
        key = (each.rule.code, where.workbook, where.sheet, many.cause) if many else (number,)
        alike.setdefault(key, []).append(each)
    for group in alike.values():
        many = group[0].found.many
        if many and len(group) >= many.fewest:
            yield stamp.finding(group[0].rule, many.say([each.found for each in group]))
        else:
            yield from (each.finding for each in group)


def _areas(round_: Round, framework: Framework) -> dict[str, str]:
    """Give the service area of each indicator by its key, and of each workbook by its name."""
    areas = {found.workbook: found.area.key for found in round_.returns if found.area}
    areas |= {found.workbook: found.named_area.key for found in round_.unreadable if found.named_area}
    return areas | {indicator.key: indicator.area for indicator in framework.indicators()}


@dataclass(frozen=True)
class _Stamp:
    """What makes a finding of what a rule found: areas by indicator and workbook, and how many rows wait for which cause."""

    areas: Mapping[str, str]
    waiting: Mapping[tuple[str, str], int]
    severities: dict[str, Severity] = field(default_factory=dict)

    def finding(self, rule: Rule, found: Found) -> Finding:
        """Give the finding, with its code, severity and area, and what of the rest waits until it is put right."""
        area = found.area or self.areas.get(found.where.workbook) or self.areas.get(found.indicator, "")
        rows = self.waiting.get((rule.code, found.where.workbook), 0)
        until = f" Until then, nothing else is asked of {rows} rows." if rows >= FEWEST_WAITING else ""
        hint = f"{found.hint} {MORE}{until}" if rule.hides else found.hint
        severity = self.severities[rule.code]
        return Finding(found.where, rule.code, severity, found.message, hint, found.indicator, area, found.for_readers)


def _waive(told: Iterable[_Told], subject: Subject) -> tuple[list[_Told], dict[Waiver, list[_Told]]]:
    """Part what is found from what stands by a waiver."""
    waivers, columns = _in_force(subject), _columns(subject.round)
    kept: list[_Told] = []
    stands: dict[Waiver, list[_Told]] = {}
    for each in told:
        waiver = next((waiver for waiver in waivers if _matches(waiver, each.finding, columns)), None)
        if waiver is None:
            kept.append(each)
        else:
            stands.setdefault(waiver, []).append(each)
    return kept, stands


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
