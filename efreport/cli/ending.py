"""How commands that checked returns end: where they write, what they say last, and with which exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from efreport.cli import journal
from efreport.cli.exits import DEBUG, Exit, say
from efreport.cli.journal import Level
from efreport.faults import FileFault, UsageFault
from efreport.phrases import ended

if TYPE_CHECKING:
    from efreport.cli.terminal import Progress
    from efreport.model import Finding, Framework
    from efreport.run import Outcome


def refuse_return(out: Path, outcome: Outcome) -> None:
    """Raise UsageFault where the file to write is one of the returns, which are never changed."""
    rounds = (outcome.round, *outcome.round.earlier)
    paths = [found.path for round_ in rounds for found in round_.returns]
    paths += [found.path for round_ in rounds for found in round_.unreadable]
    if out.resolve() in (path.resolve() for path in paths):
        raise UsageFault(f"{out} is one of the returns, and they are never written over. Name another file")


def log_found(outcome: Outcome) -> None:
    """Log how much was found, and in which returns the errors are: whom to call, and not what is in their cells."""
    from efreport.model import Severity
    from efreport.phrases import counted
    from efreport.reports.words import ALL_RETURNS, checked_sentence, indicators_checked

    checked = outcome.checked
    counts = {f"{severity.value}s": checked.counts[severity] for severity in Severity}
    level = Level.WARNING if outcome.has_errors else Level.INFO
    sentence = checked_sentence(outcome.round, checked)
    returns, indicators = len(outcome.round.returns), indicators_checked(outcome.round)
    quarter = outcome.round.quarter.key
    journal.note("found", sentence, level, quarter=quarter, returns=returns, indicators=indicators, **counts)
    for workbook, rules in sorted(_wrong(checked.findings).items()):
        which = ", ".join(sorted(set(rules)))
        words = f"{workbook or ALL_RETURNS}: {counted(len(rules), 'error')} ({which})"
        journal.note("errors", words, Level.WARNING, workbook=workbook, errors=len(rules), rules=sorted(set(rules)))
    for fault in checked.faults:
        journal.note("fault", f"{fault.rule} could not run: {fault.detail}", Level.ERROR, rule=fault.rule)


def say_which_quarter(outcome: Outcome) -> None:
    """Say that a newer quarter gave way to the one that was taken, where that is so."""
    if outcome.not_begun:
        newer, taken = outcome.not_begun.key, outcome.round.quarter.key
        say(
            f"{taken} was taken, which is not published yet: in {newer}, nobody has begun a return. Name it with --quarter {newer} "
            "if it is meant."
        )


def _wrong(findings: Iterable[Finding]) -> dict[str, list[str]]:
    """Give the rules of the errors by the workbook that they are in."""
    wrong: dict[str, list[str]] = {}
    for finding in findings:
        if finding.severity.value == "error":
            wrong.setdefault(finding.where.workbook, []).append(finding.rule)
    return wrong


def done_word(*, dry_run: bool) -> str:
    """Give how it is said that something was written, or in a dry run would be."""
    return "Would be written" if dry_run else "Written"


def put(out: Path, content: bytes, progress: Progress, *, dry_run: bool) -> str:
    """Write a file that was asked for, or in a dry run find out whether it could be; gives how that is said."""
    from efreport.files import plan_file, write_bytes

    if dry_run:
        plan_file(out)
    else:
        write_bytes(out, content, progress)
    progress.done()
    if not dry_run:
        log_written(out)
    return f"{done_word(dry_run=dry_run)}: {out}"


def log_written(*paths: Path) -> None:
    """Log which files were written."""
    for path in paths:
        journal.note("written", f"Written: {path.absolute()}", file=str(path.absolute()))


def note_the_seals(framework: Framework) -> None:
    """Write the list of seals anew after something was recorded; where it cannot be, say so and end with 3."""
    from efreport.run.receipts import note_seals

    try:
        note_seals(framework)
    except FileFault as fault:
        say(f"It is recorded, but the list of seals is not up to date: {ended(str(fault))}", Level.ERROR)
        say("What is recorded next brings it up to date.", Level.ERROR)
        raise typer.Exit(Exit.NOTHING_READ_OR_WRITTEN) from fault


@contextmanager
def writing(outcome: Outcome) -> Iterator[None]:
    """Write in here: where that fails and rules could not run as well, both are said, and the rules decide how it ends."""
    try:
        yield
    except (UsageFault, FileFault) as fault:
        if outcome.checked.faults:
            say(ended(str(fault)))
            stop(outcome)
        raise


def stop(outcome: Outcome, message: str = "") -> None:
    """End with the exit code that the findings ask for, and say what that means for the user."""
    faults = outcome.checked.faults
    if faults:
        if os.environ.get(DEBUG):
            for fault in faults:
                print(f"{fault.rule}: {fault.detail}", file=sys.stderr)  # noqa: T201
        say(f"{len(faults)} of the rules could not run: an internal fault. {message}".rstrip(), Level.ERROR)
        raise typer.Exit(Exit.INTERNAL_FAULT)
    if outcome.has_errors:
        if message:
            say(message, Level.WARNING)
        raise typer.Exit(Exit.ERRORS_IN_RETURNS)


def see_them(outcome: Outcome, data: Path | None, config: Path | None) -> str:
    """Say how to see what was found, or nothing where nothing was."""
    if not any(outcome.checked.counts.values()):
        return ""
    words = ["efreport", "validate", *([str(data)] if data else []), "--quarter", outcome.round.quarter.key]
    words += ["--config", str(config)] if config else []
    command = " ".join(f'"{word}"' if " " in word else word for word in words)
    return f"See them with: {command}"
