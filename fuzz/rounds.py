"""What must hold of any file that is checked as a return: told in every report, marked and built without a fault."""

from __future__ import annotations

import csv
import json
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from defusedxml import ElementTree

from efreport import run
from efreport.compose import compose
from efreport.config import load_framework
from efreport.document import Document
from efreport.model import Framework, State
from efreport.publication import essential_failures
from efreport.reports import REPORTS, SUMMARIES
from efreport.run import Outcome
from efreport.writers import WRITERS, read_back
from fuzz.holding import hold

PROJECT = Path(__file__).parent.parent
SAMPLES = PROJECT / "samples"
QUARTER, BEFORE = "2014Q2", "2014Q1"


@cache
def framework() -> Framework:
    """The framework of the samples."""
    return load_framework(PROJECT / "config", run.RULE_CODES)


def read(name: str, now: bytes, before: bytes = b"", *, reported: bool = True) -> Outcome:
    """Check the bytes as a return of that file name, with last quarter's where there is any.

    The file is in the round or named as one that cannot be read, every rule could run, and every report tells it where
    that is asked for, else the text alone.
    """
    with TemporaryDirectory() as folder:
        path = _written(Path(folder) / QUARTER / name, now)
        if before:
            _written(Path(folder) / BEFORE / name, before)
        outcome = run.check(framework(), (path,), None, lambda _: None)
        check_outcome(outcome, name, reported=reported)
        return outcome


def mark(name: str, now: bytes) -> None:
    """Check the bytes as a return and make its marked copy, which must be a workbook that reads."""
    with TemporaryDirectory() as folder:
        path = _written(Path(folder) / QUARTER / name, now)
        outcome = run.check(framework(), (path,), None, lambda _: None)
        if not outcome.round.returns or not outcome.checked.findings:
            return
        for written in run.annotate(outcome, Path(folder) / "marked"):
            again = run.check(framework(), (written.path,), QUARTER, lambda _: None)
            hold(not again.round.unreadable, "a marked copy can be read", again.round.unreadable)


def check_outcome(outcome: Outcome, name: str, *, reported: bool = True) -> None:
    """One file gives one return or one file that cannot be read; every rule could run; every report can be made."""
    round_, checked = outcome.round, outcome.checked
    faults = [each for each in checked.runs if each.state is State.COULD_NOT_RUN]
    hold(not faults, f"every rule can run {[each.rule for each in faults]}", *(each.detail for each in faults))
    named = [*(each.workbook for each in round_.returns), *(each.workbook for each in round_.unreadable)]
    hold(named == [name], "the file is read or named", named)
    if round_.unreadable:
        about = [each for each in checked.findings if each.where.workbook == name]
        hold(len(about) == 1, "a file that cannot be read is one finding", about)
        hold(round_.unreadable[0].reason and round_.unreadable[0].advice, "what cannot be read says why and what to do")
    for finding in checked.findings:
        hold(finding.message.strip() and finding.hint.strip(), "a finding says what is wrong and what to do", finding)
    text = REPORTS["text"](round_, checked)
    hold(
        not [each for each in text if ord(each) < 32 and each != "\n"],
        "no control character reaches the terminal",
        text,
    )
    about_files = any(each.where.workbook for each in checked.findings)
    hold(name in text or not about_files, "the report names the file", text)
    if reported:
        _check_reports(outcome)


def _check_reports(outcome: Outcome) -> None:
    """Every report and summary can be made, and read by what it is for."""
    reports = {form: report(outcome.round, outcome.checked) for form, report in REPORTS.items()}
    for summary in SUMMARIES.values():
        summary(outcome.round, outcome.checked)
    ElementTree.fromstring(reports["junit"])
    json.loads(reports["json"])
    json.loads(reports["sarif"])
    rows = list(csv.reader(StringIO(reports["csv"].removeprefix("\ufeff"), newline="")))
    hold(len({len(row) for row in rows}) == 1, "every row of the table has as many cells", rows)


def document(outcome: Outcome) -> Document:
    """Put what was read into words."""
    return compose(
        outcome.round,
        outcome.framework,
        outcome.assessed,
        outcome.checked.findings,
        draft=outcome.has_errors,
        runs=outcome.checked.runs,
        waived=len(outcome.checked.waived),
    )


def write(made: Document) -> None:
    """Write the document in every form: nothing of it is lost, and it is fit to be published."""
    for form, writer in WRITERS.items():
        data = writer.render(made)
        lost = read_back(form, made, data)
        hold(not lost, f"the {form} holds every text", lost[:3])
        failures = essential_failures(f"framework.{form}", data)
        hold(not failures, f"the {form} is fit to be published {[each.rule for each in failures[:1]]}", failures[:3])


def _written(path: Path, data: bytes) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return path
