"""The command that says what is still due of whom."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from efreport.cli import journal
from efreport.cli.ending import log_found, put, refuse_return, say_which_quarter, stop, writing
from efreport.cli.exits import Exit, exits
from efreport.cli.options import (
    ConfigOption,
    DataOption,
    DryRunOption,
    JobsOption,
    ProjectOption,
    QuarterOption,
    QuietOption,
    SummaryFileOption,
    choices,
    chosen_format,
    file_option,
    one_of,
    refuse_without_projects,
)
from efreport.cli.pages import with_page
from efreport.cli.terminal import Progress, print_lines, print_text
from efreport.faults import UsageFault
from efreport.reports import line

if TYPE_CHECKING:
    from efreport.chasing import ChasingList
    from efreport.run import Outcome

PAGE = """\b
efreport status                      the newest quarter
efreport status --quarter 2014Q3     also where nothing has come yet
efreport status --out chasing.md     a paragraph for each area, for mails
efreport status --out chasing.xlsx   one page in Excel
efreport status --missing            the areas still to be chased, by key
efreport status --project "councils/*"

The day by which returns are due stands in config/framework.toml under [deadline]. A blank return that nobody has filled
in is not begun. Something is still due of every area whose return is not complete or has errors. With --quiet, the list
is printed only while something is due.

With --project, a table says for each project how many of its service areas are still to be chased; --format json gives
the whole list of each.

Exit codes: 0 the list was made, or with --missing nothing is due any more; 1 with --missing, something is due; 2 wrong
usage or config, 3 nothing to read or could not write, 4 internal fault.
"""
FORMS = ("text", "json", "csv", "markdown", "xlsx")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as fault:
        raise typer.BadParameter(f"“{text}” is not a day. Write it like 2014-10-28.") from fault


FormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar=choices(FORMS),
        parser=one_of(FORMS),
        help="text for people, markdown for mails, csv and xlsx for Excel, json for programs. "
        "[default: by the ending of --out, else text]",
    ),
]
OutOption = Annotated[Path | None, file_option(".txt, .json, .csv, .md for a mail, or .xlsx for one page in Excel")]
OnOption = Annotated[
    date | None,
    typer.Option(
        "--on", metavar="DATE", parser=_day, help="Count the days from this one, like 2014-10-28. [default: today]"
    ),
]
MissingOption = Annotated[
    bool,
    typer.Option(
        "--missing",
        help="Print only the keys of the service areas of which something is still due, one a line. Exit code 1 if any is.",
    ),
]


@with_page(PAGE)
def status(
    quarter: QuarterOption = None,
    data: DataOption = None,
    config: ConfigOption = None,
    form: FormatOption = None,
    out: OutOption = None,
    missing: MissingOption = False,
    on: OnOption = None,
    dry_run: DryRunOption = False,
    project: ProjectOption = None,
    jobs: JobsOption = None,
    summary_file: SummaryFileOption = None,
    quiet: QuietOption = False,
) -> None:
    """Say how far each service area's return has come, what is still due, and how many days are left: the chasing list."""
    with exits():
        if project:
            from efreport.cli.many import Folder, Many, as_typed, json_for_many, run_many

            many = Many(project, jobs, summary_file, quiet, json_for_many(form))
            words = as_typed({"--quarter": quarter, "--on": on})
            alone = {"--data": data, "--config": config, "--out": out, "--missing": missing, "--dry-run": dry_run}
            run_many(many, ["status", *words], Folder("--out", None), alone)
            return
        refuse_without_projects({"--jobs": jobs, "--summary-file": summary_file})
        name = _format(form, out, missing=missing)
        progress = Progress(quiet=quiet)
        outcome, chasing = _chase(data, config, quarter, on or date.today(), progress)
        if not quiet:
            say_which_quarter(outcome)
        if missing:
            print_text("".join(f"{each.area.key}\n" for each in chasing.due))
            raise typer.Exit(Exit.ERRORS_IN_RETURNS if chasing.due else Exit.DONE)
        if out is None:
            _print(chasing, name, quiet=quiet)
        else:
            _write(out, name, outcome, chasing, progress, dry_run=dry_run, quiet=quiet)


def _chase(
    data: Path | None, config: Path | None, quarter: str | None, on: date, progress: Progress
) -> tuple[Outcome, ChasingList]:
    """Check what has come and work out what is due; end with 4 where a rule could not run."""
    from efreport import run
    from efreport.chasing.words import extent_sentence
    from efreport.run.chasing import chase

    outcome, chasing = chase(run.load(config), data, quarter, on, progress)
    progress.done()
    log_found(outcome)
    if outcome.checked.faults:
        stop(outcome, "Nothing is said of what is due, since it would not be sure.")
    journal.note("chased", f"{chasing.quarter.label}: {extent_sentence(chasing)}", areas_due=len(chasing.due))
    return outcome, chasing


def _print(chasing: ChasingList, name: str, *, quiet: bool) -> None:
    """Print the list; with `quiet`, as people read it only while something is due."""
    if name != "text":
        from efreport.run.chasing import as_form

        print_text(as_form(chasing, name).decode("utf-8"))
    elif chasing.due or not quiet:
        from efreport.chasing.text import to_lines

        print_lines(to_lines(chasing), sys.stdout)


def _format(form: str | None, out: Path | None, *, missing: bool) -> str:
    if missing and (form or out):
        raise UsageFault("--missing prints keys, one a line, and goes with neither --format nor --out")
    name = chosen_format(form, out, FORMS, "text")
    if name == "xlsx" and out is None:
        raise UsageFault("A workbook cannot be printed. Say with --out where to write it, like --out chasing.xlsx")
    return name


def _write(
    out: Path, name: str, outcome: Outcome, chasing: ChasingList, progress: Progress, *, dry_run: bool, quiet: bool
) -> None:
    from efreport.chasing.words import extent_sentence
    from efreport.run.chasing import as_form

    with writing(outcome):
        refuse_return(out, outcome)
        done = put(out, as_form(chasing, name), progress, dry_run=dry_run)
    if not quiet:
        print_lines([line(f"{done}. {chasing.quarter.label}: {extent_sentence(chasing)}")], sys.stdout)
