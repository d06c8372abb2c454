"""Findings as a table that Excel opens: one row a finding, and last a row that says what was checked."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from efreport.model import Checked, Finding, Round
from efreport.phrases import visible
from efreport.reports.words import Names, checked_sentence, fault_sentence, names, waiver_sentence
from efreport.spreadsheet_text import harmless

HEADINGS = (
    "Workbook", "Sheet", "Cell", "Severity", "Rule", "Service area", "Indicator", "What is wrong",
    "How to put it right", "Waived (reason)",
)  # fmt: skip
BYTE_ORDER_MARK = "\ufeff"
NOT_CHECKED, CHECKED = "not checked", "checked"
Row = tuple[str, ...]


def to_csv(round_: Round, checked: Checked) -> str:
    """Give the findings as CSV with the byte order mark by which Excel knows UTF-8; no cell can run as a formula."""
    return table(HEADINGS, _rows(round_, checked))


def table(headings: Row, rows: Iterable[Row]) -> str:
    """Give a table for Excel, no cell of which can run as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([harmless(visible(cell)) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + out.getvalue()


def _rows(round_: Round, checked: Checked) -> Iterator[Row]:
    called = names(round_)
    for finding in checked.findings:
        yield _row(finding, called, "")
    for waived in checked.waived:
        yield _row(waived.finding, called, waiver_sentence(waived.waiver))
    for fault in checked.faults:
        yield _about(NOT_CHECKED, fault.rule, fault_sentence(fault))
    yield _about(CHECKED, "", checked_sentence(round_, checked))


def _row(finding: Finding, called: Names, reason: str) -> Row:
    where = finding.where
    area, indicator = called.area(finding.area), called.indicator(finding.indicator)
    return (
        where.workbook, where.sheet, where.cell, finding.severity.value, finding.rule, area, indicator,
        finding.message, finding.hint, reason,
    )  # fmt: skip


def _about(severity: str, rule: str, words: str) -> Row:
    """Give a row that is about no cell."""
    return ("", "", "", severity, rule, "", "", words, "", "")
