"""Findings as the workflow commands by which GitHub Actions shows them beside a run."""

from __future__ import annotations

from collections.abc import Iterator

from efreport.model import CellRef, Checked, Finding, Round, Severity
from efreport.reports.words import checked_sentence, fault_sentence, place, visible, waiver_sentence

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_IN_MESSAGES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES = _IN_MESSAGES | str.maketrans({":": "%3A", ",": "%2C"})


def to_github(round_: Round, checked: Checked) -> str:
    """Give one workflow command a finding, and last a notice that says what was checked."""
    return commands(checked, checked_sentence(round_, checked))


def commands(checked: Checked, said: str) -> str:
    """Give the same, with what was checked in a sentence of its own."""
    return "".join(f"{command}\n" for command in _all(checked, said))


def _all(checked: Checked, said: str) -> Iterator[str]:
    for finding in checked.findings:
        yield _command(_COMMANDS[finding.severity], _title(finding), _said(finding), finding.where)
    for waived in checked.waived:
        message = f"{_said(waived.finding)} {waiver_sentence(waived.waiver)}"
        yield _command("notice", f"Waived: {_title(waived.finding)}", message, waived.finding.where)
    for fault in checked.faults:
        yield _command("error", f"{fault.rule} could not run", fault_sentence(fault))
    yield _command("notice", "What was checked", said)


def _title(finding: Finding) -> str:
    return f"{place(finding.where)} {finding.rule}".strip()


def _said(finding: Finding) -> str:
    return f"{finding.message} {finding.hint}".strip()


def _command(name: str, title: str, message: str, where: CellRef | None = None) -> str:
    file = f"file={_escaped(where.workbook, _IN_PROPERTIES)}," if where and where.workbook else ""
    return f"::{name} {file}title={_escaped(title, _IN_PROPERTIES)}::{_escaped(message, _IN_MESSAGES)}"


def _escaped(text: str, table: dict[int, str]) -> str:
    """Escape as the runner undoes it; control characters, which it would print, are made visible first."""
    return visible(text).translate(table)
