"""Findings as JSON, for programs."""

from __future__ import annotations

import json

from efreport.model import Checked, Finding, Round, Severity


def to_json(round_: Round, checked: Checked) -> str:
    """Give the findings as one JSON object, in plain ASCII so that no pipe can spoil it."""
    return json.dumps(
        {
            "quarter": round_.quarter.key,
            "summary": {f"{severity.value}s": checked.counts[severity] for severity in Severity},
            "checked": {
                "returns": len(round_.returns),
                "indicators": sum(len(found.by_key) for found in round_.returns),
                "rules": len(checked.runs),
            },
            "findings": [finding_entry(finding) for finding in checked.findings],
            "faults": [{"rule": fault.rule, "detail": fault.detail} for fault in checked.faults],
        },
        indent=2,
    )


def finding_entry(finding: Finding) -> dict[str, str | None]:
    """Give a finding as an object of JSON."""
    where = finding.where
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "hint": finding.hint,
        "workbook": where.workbook or None,
        "sheet": where.sheet or None,
        "cell": where.cell or None,
        "indicator": finding.indicator or None,
    }
