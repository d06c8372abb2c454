"""The chasing list for programs and for Excel: JSON, and CSV with one row a service area."""

from __future__ import annotations

from efreport.chasing.listing import Chased, ChasingList
from efreport.chasing.words import still_due
from efreport.model import SignOff
from efreport.reports.csv import table
from efreport.reports.plain_json import as_json

HEADINGS = (
    "Quarter", "Key", "Service area", "Return", "Workbook", "Last saved", "Completed by", "Date completed", "Approved by",
    "Date approved", "Latest results", "Latest results due", "Commentaries", "Commentaries asked for", "Errors", "Warnings",
    "Still due", "Deadline", "Days left",
)  # fmt: skip


def to_csv(chasing: ChasingList) -> str:
    """Give the list as CSV for Excel: one row a service area, days left negative where they are days late."""
    return table(HEADINGS, (_row(each, chasing) for each in chasing.areas))


def _row(each: Chased, chasing: ChasingList) -> tuple[str, ...]:
    standing = each.standing
    return (
        chasing.quarter.key,
        each.area.key,
        each.area.heading,
        each.state.value,
        standing.workbook,
        f"{each.received:%Y-%m-%d %H:%M}" if each.received else "",
        *(each.signed.get(line, "") for line in SignOff),
        str(standing.filled),
        str(standing.due),
        str(each.commentaries),
        str(each.commentaries_expected),
        str(standing.errors),
        str(standing.warnings),
        "; ".join(still_due(each)),
        each.deadline.isoformat() if each.deadline else "",
        "" if each.days is None else str(each.days),
    )


def to_json(chasing: ChasingList) -> str:
    """Give the list as one JSON object, in plain ASCII."""
    content = {
        "quarter": chasing.quarter.key,
        "on": chasing.today.isoformat(),
        "deadline": chasing.deadline.isoformat() if chasing.deadline else None,
        "areas_complete": len(chasing.areas) - len(chasing.due),
        "areas_due": len(chasing.due),
        "areas": [_facts(each) for each in chasing.areas],
        "not_recognised": chasing.strangers,
    }
    return as_json(content)


def _facts(each: Chased) -> dict[str, object]:
    standing = each.standing
    return {
        "area": each.area.key,
        "area_heading": each.area.heading,
        "return": each.state.value,
        "workbook": standing.workbook or None,
        "also": each.also,
        "last_saved": each.received.isoformat(timespec="seconds") if each.received else None,
        "signed": {line.value: each.signed.get(line) or None for line in SignOff},
        "results": standing.filled,
        "results_due": standing.due,
        "commentaries": each.commentaries,
        "commentaries_expected": each.commentaries_expected,
        "errors": standing.errors,
        "warnings": standing.warnings,
        "awaiting": [indicator.key for indicator in each.awaiting],
        "uncommented": [indicator.key for indicator in each.uncommented],
        "unsigned": [line.value for line in each.unsigned],
        "still_due": still_due(each),
        "deadline": each.deadline.isoformat() if each.deadline else None,
        "days_left": each.days,
    }
