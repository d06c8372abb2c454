"""What was checked and found as JSON, for programs."""

from __future__ import annotations

from efreport.model import Checked, Finding, Round, RuleRun, Severity, State, Waived
from efreport.reports.plain_json import as_json
from efreport.reports.standing import Standing, standings
from efreport.reports.words import indicators_checked

Json = dict[str, object]


def to_json(round_: Round, checked: Checked) -> str:
    """Give everything as one JSON object."""
    return as_json(
        {
            **facts(round_, checked),
            **entries(checked),
        }
    )


def entries(checked: Checked) -> Json:
    """Give every finding, and what became of every rule."""
    return {
        "findings": [_finding(finding) for finding in checked.findings],
        "waived": [_waived(waived) for waived in checked.waived],
        "rules": [_rule(run) for run in checked.runs],
    }


def summary_to_json(round_: Round, checked: Checked) -> str:
    """Give where each return stands as one JSON object: the report without its findings and rules."""
    return as_json(facts(round_, checked))


def facts(round_: Round, checked: Checked) -> Json:
    """Give how much was checked and found, and where each return stands."""
    return {
        "quarter": round_.quarter.key,
        "summary": {**counts(checked), "waived": len(checked.waived)},
        "checked": {
            "returns": len(round_.returns),
            "indicators": indicators_checked(round_),
            **rule_counts(checked),
        },
        "returns": [_standing(standing) for standing in standings(round_, checked)],
    }


def counts(checked: Checked) -> Json:
    """Give how many errors, warnings and notes there are."""
    return {f"{severity.value}s": checked.counts[severity] for severity in Severity}


def rule_counts(checked: Checked) -> Json:
    """Give how many rules there are, and how many looked at nothing."""
    return {
        "rules": len(checked.runs),
        "rules_not_applicable": len(checked.in_state(State.NOT_APPLICABLE)),
        "rules_that_could_not_run": len(checked.faults),
    }


def _finding(finding: Finding) -> Json:
    where = finding.where
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "hint": finding.hint,
        "workbook": where.workbook or None,
        "sheet": where.sheet or None,
        "cell": where.cell or None,
        "area": finding.area or None,
        "key": finding.indicator or None,
    }


def _waived(waived: Waived) -> Json:
    waiver = waived.waiver
    return {
        **_finding(waived.finding),
        "reason": waiver.reason,
        "agreed_by": waiver.agreed_by,
        "quarters": [quarter.key for quarter in waiver.quarters],
        "until": waiver.last.key,
    }


def _rule(run: RuleRun) -> Json:
    return {
        "rule": run.rule,
        "title": run.title,
        "severity": run.severity.value,
        "state": run.state.value,
        "detail": run.detail or None,
    }


def _standing(standing: Standing) -> Json:
    return {
        "workbook": standing.workbook or None,
        "area": standing.area.key if standing.area else None,
        "area_heading": standing.area.heading if standing.area else None,
        "return": standing.receipt.value,
        "quarter": standing.quarter or None,
        "sheet": standing.sheet or None,
        "sha256": standing.sha256 or None,
        "results": standing.filled,
        "results_due": standing.due,
        "errors": standing.errors,
        "warnings": standing.warnings,
    }
