"""The command that brings past frameworks into the ledger."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from efreport.cli.ending import log_found, note_the_seals, stop
from efreport.cli.exits import Exit, exits, say
from efreport.cli.journal import Level
from efreport.cli.options import (
    AnswerFormatOption,
    ConfigOption,
    DryRunOption,
    QuietOption,
)
from efreport.cli.paths import named_path
from efreport.cli.terminal import Progress, print_lines, print_text
from efreport.faults import UsageFault
from efreport.reports import line

if TYPE_CHECKING:
    from efreport.run.importing import Gathered, Imported


FilesArgument = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...",
        parser=named_path,
        help="Tables (.csv, .tsv, .txt), or returns: workbooks, a quarter's folder, or a folder of quarter folders.",
    ),
]
ByOption = Annotated[str, typer.Option(metavar="ROLE", help='Who imports it, by role: "Performance Officer".')]
SourceOption = Annotated[
    str, typer.Option(metavar="WORDS", help='Where it is from: "Framework as published, board of 12 May 2014".')
]
ReasonOption = Annotated[
    str,
    typer.Option(metavar="WORDS", help="Why a quarter is imported again. [asked for where it says something else]"),
]
AcceptSumsOption = Annotated[
    bool,
    typer.Option("--accept-sums", help="The framework was printed with sums that do not add up: import it as it is."),
]
TheirQuarterOption = Annotated[
    str | None, typer.Option(metavar="QUARTER", help="The quarter, where the files do not say it themselves.")
]


def import_past(
    files: FilesArgument,
    by: ByOption,
    source: SourceOption,
    reason: ReasonOption = "",
    quarter: TheirQuarterOption = None,
    config: ConfigOption = None,
    form: AnswerFormatOption = "text",
    accept_sums: AcceptSumsOption = False,
    dry_run: DryRunOption = False,
    quiet: QuietOption = False,
) -> None:
    """Bring past frameworks into the ledger: tables saved as CSV, or the returns of earlier quarters.

    \b
    efreport import history.csv --by "Analyst" --source "Board of 12 May 2014"
    efreport import history.csv --by "Analyst" --source "Board" --dry-run
    efreport import old/2013Q4 --by "Analyst" --source "Returns of the time"

    A table has one row an indicator a quarter, with columns such as Quarter, Code, Latest, Previous and Commentary. Where
    anything has to be put right, every place is named, nothing is imported and the exit code is 1: so with sums that do not
    add up, unless --accept-sums says that they were printed so. A quarter that was published from here is refused.
    """
    with exits():
        from efreport import run
        from efreport.run.importing import bring_in, gather

        for option, words in (("--by", by), ("--source", source)):
            if not words.strip():
                raise UsageFault(f"{option} is empty. Say it in words, since it stands in the ledger for good")
        progress = Progress(quiet=quiet)
        framework = run.load(config)
        gathered = gather(framework, files, quarter, progress, date.today())
        progress.done()
        _refuse(gathered, form, accept_sums=accept_sums, dry_run=dry_run)
        imported = bring_in(framework, gathered, by, source, reason, dry_run=dry_run)
        _say(gathered, imported, framework.ledger, form, quiet=quiet, dry_run=dry_run)
        if imported.new and not dry_run:
            note_the_seals(framework)


def _say(gathered: Gathered, imported: Imported, ledger: Path, form: str, *, quiet: bool, dry_run: bool) -> None:
    """Say what was recorded, or would be, what was there already, and which files were passed over."""
    from efreport.reports.imports import import_json, import_lines, passed_over_lines, sum_lines

    kept = bool(imported.new) and not dry_run
    if form == "json":
        print_text(import_json(imported.new, imported.same, (), gathered.remarks, recorded=kept, dry_run=dry_run))
    elif not quiet:
        seal = f" Seal of the last: {imported.new[-1].seal}" if kept else ""
        print_lines(passed_over_lines(gathered.remarks.columns, gathered.remarks.rows), sys.stdout)
        print_lines(sum_lines(sums, accepted=True) if (sums := gathered.remarks.sums) else (), sys.stdout)
        print_lines(import_lines(imported.new, imported.same, dry_run=dry_run), sys.stdout)
        print_lines([line(f"{'Recorded' if kept else 'Nothing was recorded'} in {ledger}.{seal}")], sys.stdout)


def _refuse(gathered: Gathered, form: str, *, accept_sums: bool, dry_run: bool) -> None:
    """End with 1 where anything has to be put right first, and say all of it."""
    from efreport.reports.imports import import_json, problem_lines, sum_lines

    sums = () if accept_sums else gathered.remarks.sums
    if gathered.problems or sums:
        if form == "json":
            print_text(import_json((), (), gathered.problems, gathered.remarks, recorded=False, dry_run=dry_run))
        else:
            print_lines(problem_lines(gathered.problems) if gathered.problems else (), sys.stderr)
            print_lines(sum_lines(sums, accepted=False) if sums else (), sys.stderr)
    for outcome in gathered.outcomes:
        log_found(outcome)
    wrong = [outcome for outcome in gathered.outcomes if outcome.checked.faults or outcome.has_errors]
    for outcome in wrong:
        from efreport.reports.text import to_lines

        print_lines(to_lines(outcome.round, outcome.checked), sys.stderr)
    if wrong:
        say("Nothing was imported. Put the errors right in a copy of the returns, and import that.", Level.WARNING)
        stop(next((each for each in wrong if each.checked.faults), wrong[0]))
    if gathered.problems or sums:
        raise typer.Exit(Exit.ERRORS_IN_RETURNS)
