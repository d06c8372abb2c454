"""Findings as JUnit XML, which build servers show: a test case a rule and workbook; errors fail, and nothing else does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from efreport.model import Checked, Finding, Round, RuleRun, Severity, State, Waived
from efreport.phrases import counted, visible
from efreport.reports.words import (
    ALL_RETURNS,
    checked_sentence,
    fault_sentence,
    place,
    waiver_sentence,
)


@dataclass
class _Said:
    """What was found by one rule in one workbook."""

    findings: list[Finding] = field(default_factory=list)
    waived: list[Waived] = field(default_factory=list)


_Found = Mapping[tuple[str, str], _Said]
_COUNTED_IN_ALL = {"failures": "failure", "errors": "error"}
_COUNTED = {**_COUNTED_IN_ALL, "skipped": "skipped"}


def to_junit(round_: Round, checked: Checked) -> str:
    """Give one test suite a workbook, and one for what is about no workbook: there also the rules that did not run."""
    found = _by_workbook_and_rule(checked)
    read = [each.workbook for each in round_.returns]
    others = sorted({workbook for workbook, _ in found if workbook} - set(read))
    root = Element("testsuites", name=f"efreport {round_.quarter.key}")
    about = checked_sentence(round_, checked)
    for workbook in read:
        _suite(root, workbook, about, [case for run in checked.runs for case in _passable(run, workbook, found)])
    for workbook in others:
        _suite(root, workbook, about, [case for run in checked.runs for case in _found_only(run, workbook, found)])
    _suite(root, ALL_RETURNS, about, [case for run in checked.runs for case in _as_a_whole(run, found)])
    _count(root, _COUNTED_IN_ALL)
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _by_workbook_and_rule(checked: Checked) -> _Found:
    found: defaultdict[tuple[str, str], _Said] = defaultdict(_Said)
    for finding in checked.findings:
        found[finding.where.workbook, finding.rule].findings.append(finding)
    for waived in checked.waived:
        found[waived.finding.where.workbook, waived.finding.rule].waived.append(waived)
    return dict(found)


def _suite(root: Element, name: str, about: str, cases: Sequence[Element]) -> None:
    """Add a suite; one without a case is left out, since build servers take it for a mistake."""
    if not cases:
        return
    suite = SubElement(root, "testsuite", name=visible(name))
    properties = SubElement(suite, "properties")
    SubElement(properties, "property", name="checked", value=visible(about))
    suite.extend(cases)
    _count(suite, _COUNTED)


def _count(whole: Element, counted: Mapping[str, str]) -> None:
    """Set how many cases a suite, or all of them, holds, and of how many each outcome is."""
    cases = list(whole.iter("testcase"))
    whole.set("tests", str(len(cases)))
    for name, tag in counted.items():
        whole.set(name, str(sum(case.find(tag) is not None for case in cases)))


def _passable(run: RuleRun, workbook: str, found: _Found) -> Iterator[Element]:
    """Give the case of a rule in a workbook that was read: it passes where the rule ran and found nothing in it."""
    if run.state in (State.PASSED, State.FOUND):
        yield _case(run, workbook, found.get((workbook, run.rule), _Said()))


def _found_only(run: RuleRun, workbook: str, found: _Found) -> Iterator[Element]:
    """Give the case of a rule only where it found something, so that a file that was not read never passes."""
    if (workbook, run.rule) in found:
        yield _case(run, workbook, found[workbook, run.rule])


def _as_a_whole(run: RuleRun, found: _Found) -> Iterator[Element]:
    if run.state is State.COULD_NOT_RUN:
        case = _case(run, "", _Said())
        error = SubElement(case, "error", message=visible(fault_sentence(run)), type="could not run")
        error.text = visible(run.detail)
        yield case
    elif run.state is State.NOT_APPLICABLE:
        case = _case(run, "", _Said())
        SubElement(case, "skipped", message=visible(f"Did not apply: {run.detail}"))
        yield case
    else:
        yield from _found_only(run, "", found)


def _case(run: RuleRun, workbook: str, said: _Said) -> Element:
    case = Element("testcase", classname=visible(workbook or ALL_RETURNS), name=visible(f"{run.rule} {run.title}"))
    faults = [finding for finding in said.findings if finding.severity is Severity.ERROR]
    if faults:
        more = f" (and {counted(len(faults) - 1, 'more error')})" if len(faults) > 1 else ""
        failure = SubElement(case, "failure", message=visible(f"{_described(faults[0])}{more}"), type="error")
        failure.text = visible("\n".join(map(_in_full, faults)))
    elif said.waived and not said.findings:
        SubElement(case, "skipped", message=visible("; ".join(map(_why_waived, said.waived))))
        return case
    aside = [_in_full(finding) for finding in said.findings if finding.severity is not Severity.ERROR]
    aside += [f"Waived: {_why_waived(waived)}" for waived in said.waived]
    if aside:
        SubElement(case, "system-out").text = visible("\n".join(aside))
    return case


def _described(finding: Finding) -> str:
    return f"{place(finding.where)}: {finding.message}" if finding.where.sheet else finding.message


def _in_full(finding: Finding) -> str:
    return f"{finding.severity.value}: {_described(finding)} {finding.hint}".rstrip()


def _why_waived(waived: Waived) -> str:
    return f"{_described(waived.finding)} {waiver_sentence(waived.waiver)}"
