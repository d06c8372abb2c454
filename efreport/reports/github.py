"""Findings as the workflow commands by which GitHub Actions shows them beside a run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from efreport.model import Checked, Finding, Round, Severity
from efreport.phrases import visible
from efreport.reports.words import checked_sentence, fault_sentence, place, waiver_sentence

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_IN_MESSAGES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES = _IN_MESSAGES | str.maketrans({":": "%3A", ",": "%2C"})


def to_github(round_: Round, checked: Checked) -> str:
    """Give one workflow command a finding, and last a notice that says what was checked."""
    files = {found.workbook: _from_here(found.path) for found in round_.returns}
    files |= {unreadable.workbook: _from_here(unreadable.path) for unreadable in round_.unreadable}
    return commands(checked, checked_sentence(round_, checked), files)


def commands(checked: Checked, said: str, files: Mapping[str, str] = MappingProxyType({})) -> str:
    """Give the same, with what was checked in a sentence of its own; `files` are the paths of workbooks by their names."""
    return "".join(f"{command}\n" for command in _all(checked, said, files))


def _all(checked: Checked, said: str, files: Mapping[str, str]) -> Iterator[str]:
    for finding in checked.findings:
        file = files.get(finding.where.workbook, finding.where.workbook)
        yield _command(_COMMANDS[finding.severity], _title(finding), _said(finding), file)
    for waived in checked.waived:
        message = f"{_said(waived.finding)} {waiver_sentence(waived.waiver)}"
        file = files.get(waived.finding.where.workbook, waived.finding.where.workbook)
        yield _command("notice", f"Waived: {_title(waived.finding)}", message, file)
    for fault in checked.faults:
        yield _command("error", f"{fault.rule} could not run", fault_sentence(fault))
    yield _command("notice", "What was checked", said)


def _from_here(path: Path) -> str:
    """Name a file by its path from the current folder, by which the runner finds it; whole where it is elsewhere."""
    whole = path.absolute()
    here = Path.cwd()
    return (whole.relative_to(here) if whole.is_relative_to(here) else whole).as_posix()


def _title(finding: Finding) -> str:
    return f"{place(finding.where)} {finding.rule}".strip()


def _said(finding: Finding) -> str:
    return f"{finding.message} {finding.hint}".strip()


def _command(name: str, title: str, message: str, file: str = "") -> str:
    of_file = f"file={_escaped(file, _IN_PROPERTIES)}," if file else ""
    return f"::{name} {of_file}title={_escaped(title, _IN_PROPERTIES)}::{_escaped(message, _IN_MESSAGES)}"


def _escaped(text: str, table: dict[int, str]) -> str:
    """Escape as the runner undoes it; control characters, which it would print, are made visible first."""
    return visible(text).translate(table)
