"""What the checks of finished documents found, in the same forms as what those of returns find."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from efreport.model import Checked
from efreport.phrases import counted
from efreport.reports import csv, github, json, sarif
from efreport.reports.lines import Line, Style, line
from efreport.reports.plain_json import as_json
from efreport.reports.text import finding_lines, plain
from efreport.reports.words import fault_sentence, found_sentence, rules_counted

HEADINGS = ("Document", "Sheet or part", "Cell", "Severity", "Rule", "What is wrong", "How to put it right")


def documents_sentence(names: Sequence[str], checked: Checked) -> str:
    """Say how many documents were checked, by how many rules, and how much was found."""
    return f"Checked {counted(len(names), 'document')} by {rules_counted(checked)}. Found {found_sentence(checked)}."


def documents_to_lines(names: Sequence[str], checked: Checked) -> tuple[Line, ...]:
    """Give the findings as lines; the last says how much was checked."""
    return (*finding_lines(checked), line(documents_sentence(names, checked), Style.HEADING))


def to_text(names: Sequence[str], checked: Checked) -> str:
    """Give the report as plain text."""
    return plain(documents_to_lines(names, checked))


def to_json(names: Sequence[str], checked: Checked) -> str:
    """Give the report as JSON."""
    return as_json(
        {
            "summary": json.counts(checked),
            "checked": {"documents": len(names), **json.rule_counts(checked)},
            **json.entries(checked),
        }
    )


def to_csv(names: Sequence[str], checked: Checked) -> str:
    """Give the report as CSV, one row a finding."""
    return csv.table(HEADINGS, _rows(names, checked))


def _rows(names: Sequence[str], checked: Checked) -> Iterator[csv.Row]:
    for each in checked.findings:
        where = each.where
        yield where.workbook, where.sheet, where.cell, each.severity.value, each.rule, each.message, each.hint
    for fault in checked.faults:
        yield "", "", "", csv.NOT_CHECKED, fault.rule, fault_sentence(fault), ""
    yield "", "", "", csv.CHECKED, "", documents_sentence(names, checked), ""


def to_sarif(names: Sequence[str], checked: Checked) -> str:
    """Give the report as SARIF."""
    said = documents_sentence(names, checked)
    return sarif.log(checked, said, map(sarif.artifact, names), {"checked": said})


def to_github(names: Sequence[str], checked: Checked) -> str:
    """Give the report as a build server of GitHub shows it."""
    return github.commands(checked, documents_sentence(names, checked))
