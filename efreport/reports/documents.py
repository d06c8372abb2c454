"""What the checks of finished documents found, in the same forms as what those of returns find."""

from __future__ import annotations

import json

from efreport.model import Checked, Severity
from efreport.reports.json import finding_entry
from efreport.reports.text import Line, Style, counted, finding_lines, found_sentence


def documents_to_text(documents: int, checked: Checked) -> tuple[Line, ...]:
    """Give the findings as lines; the last says how much was checked."""
    extent = f"{counted(documents, 'document')} by {counted(len(checked.runs), 'rule')}"
    said = f"Checked {extent}. Found {found_sentence(checked)}."
    return (*finding_lines(checked), Line(said, Style.HEADING))


def documents_to_json(documents: int, checked: Checked) -> str:
    """Give the findings as one JSON object, in plain ASCII so that no pipe can spoil it."""
    return json.dumps(
        {
            "summary": {f"{severity.value}s": checked.counts[severity] for severity in Severity},
            "checked": {"documents": documents, "rules": len(checked.runs)},
            "findings": [finding_entry(finding) for finding in checked.findings],
            "faults": [{"rule": fault.rule, "detail": fault.detail} for fault in checked.faults],
        },
        indent=2,
    )
