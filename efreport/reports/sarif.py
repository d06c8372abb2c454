"""Findings as SARIF 2.1.0, the format in which checkers hand results to code hosts and editors."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from efreport import __version__
from efreport.model import CellRef, Checked, Finding, Round, RuleRun, Severity, State, Waived
from efreport.reports.words import checked_sentence, fault_sentence, place, waiver_sentence

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
Json = dict[str, object]


def to_sarif(round_: Round, checked: Checked) -> str:
    """Give one SARIF log with one run, in plain ASCII. Workbooks are named by relative, percent-encoded addresses."""
    said = checked_sentence(round_, checked)
    return log(checked, said, _artifacts(round_), {"quarter": round_.quarter.key, "checked": said})


def log(checked: Checked, said: str, artifacts: Iterable[Json], properties: Json) -> str:
    """Give the log of a run over these files; `said` is what was checked, in a sentence."""
    run: Json = {
        "tool": {"driver": _driver(checked)},
        "invocations": [_invocation(checked, said)],
        "artifacts": list(artifacts),
        "results": list(_results(checked)),
        "language": "en-GB",
        "properties": properties,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _driver(checked: Checked) -> Json:
    return {
        "name": "efreport",
        "semanticVersion": __version__,
        "language": "en-GB",
        "rules": [_rule(run) for run in checked.runs],
    }


def _rule(run: RuleRun) -> Json:
    page = run.page or run.title
    return {
        "id": run.rule,
        "name": "".join(
            word[:1].upper() + word[1:] for word in re.findall(r"[A-Za-z0-9]+", run.title.replace("'", ""))
        ),
        "shortDescription": {"text": f"{run.title}."},
        "fullDescription": {"text": _description(page)},
        "help": {"text": page},
        "defaultConfiguration": {"level": _LEVELS[run.severity]},
    }


def _description(page: str) -> str:
    """Give what the page says before how to put it right, on one line."""
    return " ".join(page.partition("How to put it right:")[0].split()) or page


def _invocation(checked: Checked, said: str) -> Json:
    return {
        "executionSuccessful": not checked.faults,
        "toolExecutionNotifications": [
            *(_notification(run.rule, "error", fault_sentence(run)) for run in checked.faults),
            *(
                _notification(run.rule, "note", f"Rule {run.rule} did not apply: {run.detail}.")
                for run in checked.in_state(State.NOT_APPLICABLE)
            ),
            {"level": "note", "message": {"text": said}},
        ],
    }


def _notification(rule: str, level: str, words: str) -> Json:
    return {"level": level, "message": {"text": words}, "associatedRule": {"id": rule}}


def _artifacts(round_: Round) -> Iterator[Json]:
    for found in round_.returns:
        yield {**artifact(found.workbook), "hashes": {"sha-256": found.sha256}}
    for unreadable in round_.unreadable:
        yield artifact(unreadable.workbook)


def artifact(name: str) -> Json:
    """Give a file that was looked at."""
    return {"location": {"uri": _uri(name)}}


def _uri(workbook: str) -> str:
    """Give a workbook's name as a relative address, also where it is no proper text."""
    return quote(workbook.encode("utf-8", "surrogatepass"), safe="/")


def _results(checked: Checked) -> Iterator[Json]:
    for finding in checked.findings:
        yield _result(finding, checked)
    for waived in checked.waived:
        yield {**_result(waived.finding, checked), "suppressions": [_suppression(waived)]}


def _result(finding: Finding, checked: Checked) -> Json:
    codes = [run.rule for run in checked.runs]
    result: Json = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message} {finding.hint}".strip()},
        "properties": {"area": finding.area, "indicator": finding.indicator, "hint": finding.hint},
    }
    if finding.rule in codes:
        result["ruleIndex"] = codes.index(finding.rule)
    if finding.where.workbook:
        result["locations"] = [_location(finding.where)]
    return result


def _suppression(waived: Waived) -> Json:
    return {"kind": "external", "status": "accepted", "justification": waiver_sentence(waived.waiver)}


def _location(where: CellRef) -> Json:
    location: Json = {"physicalLocation": {"artifactLocation": {"uri": _uri(where.workbook)}}}
    if where.sheet:
        qualified = f"{where.workbook}/{place(where)}"
        location["logicalLocations"] = [
            {"name": where.cell or where.sheet, "fullyQualifiedName": qualified, "kind": "element"}
        ]
    return location
