"""The command that says what is still due of whom."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from efreport.cli.ending import log_found, log_written, refuse_return, stop, writing
from efreport.cli.exits import Exit, exits
from efreport.cli.options import (
    ConfigOption,
    DataOption,
    DryRunOption,
    QuarterOption,
    QuietOption,
    choices,
    chosen_format,
    one_of,
    report_file_option,
)
from efreport.cli.terminal import Progress, print_lines, print_text
from efreport.faults import UsageFault
from efreport.reports import line

if TYPE_CHECKING:
    from efreport.chasing import ChasingList
    from efreport.run import Outcome

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
OutOption = Annotated[
    Path | None, report_file_option(".txt, .json, .csv, .md for a mail, or .xlsx for one page in Excel")
]
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


def status(
    quarter: QuarterOption = None,
    data: DataOption = None,
    config: ConfigOption = None,
    form: FormatOption = None,
    out: OutOption = None,
    missing: MissingOption = False,
    on: OnOption = None,
    dry_run: DryRunOption = False,
    quiet: QuietOption = False,
) -> None:
    """Say how far each service area's return has come, what is still due, and how many days are left: the chasing list.

    \b
    efreport status                       the newest quarter
    efreport status --quarter 2014Q3      also where nothing has come yet
    efreport status --out chasing.md      a paragraph for each service area, to paste in a mail
    efreport status --out chasing.xlsx    one page in Excel
    efreport status --missing             the keys of the areas still to be chased, for scripts

    The day by which returns are due stands in config/framework.toml under [deadline]. A blank return that nobody has
    filled in is not begun. Something is still due of every area whose return is not complete or has errors.

    Exit codes: 0 the list was made, or with --missing nothing is due any more; 1 with --missing, something is due; 2 wrong
    usage or config, 3 nothing to read or could not write, 4 internal fault.
    """
    with exits():
        from efreport import run
        from efreport.run.chasing import as_form, chase

        name = _format(form, out, missing=missing)
        progress = Progress(quiet=quiet)
        outcome, chasing = chase(run.load(config), data, quarter, on or date.today(), progress)
        progress.done()
        log_found(outcome)
        if outcome.checked.faults:
            stop(outcome, "Nothing is said of what is due, since it would not be sure.")
        if missing:
            print_text("".join(f"{each.area.key}\n" for each in chasing.due))
            raise typer.Exit(Exit.ERRORS_IN_RETURNS if chasing.due else Exit.DONE)
        if out is not None:
            content = as_form(chasing, name)
            if not dry_run:
                _write(out, content, outcome, progress)
            if not quiet:
                _say_written(out, chasing, dry_run=dry_run)
        elif name == "text":
            from efreport.chasing.text import to_lines

            print_lines(to_lines(chasing), sys.stdout)
        else:
            print_text(as_form(chasing, name).decode("utf-8"))


def _format(form: str | None, out: Path | None, *, missing: bool) -> str:
    if missing and (form or out):
        raise UsageFault("--missing prints keys, one a line, and goes with neither --format nor --out")
    name = chosen_format(form, out, FORMS, "text")
    if name == "xlsx" and out is None:
        raise UsageFault("A workbook cannot be printed. Say with --out where to write it, like --out chasing.xlsx")
    return name


def _write(out: Path, data: bytes, outcome: Outcome, progress: Progress) -> None:
    from efreport.files import write_bytes

    with writing(outcome):
        refuse_return(out, outcome)
        write_bytes(out, data, progress)
    progress.done()
    log_written(out)


def _say_written(out: Path, chasing: ChasingList, *, dry_run: bool) -> None:
    from efreport.chasing.words import extent_sentence

    done = "Would be written" if dry_run else "Written"
    print_lines([line(f"{done}: {out}. {chasing.quarter.label}: {extent_sentence(chasing)}")], sys.stdout)
