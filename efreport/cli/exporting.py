"""The command that gives the figures as one tidy table."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from efreport.cli.ending import log_found, put, refuse_return, say_which_quarter, see_them, stop, writing
from efreport.cli.exits import exits, say
from efreport.cli.options import (
    ConfigOption,
    DataOption,
    DryRunOption,
    QuarterOption,
    QuietOption,
    chosen_format,
    file_option,
    format_option,
)
from efreport.cli.terminal import Progress, print_lines, print_text
from efreport.reports import line

FORMATS = ("csv", "json")


def export(
    quarter: QuarterOption = None,
    data: DataOption = None,
    config: ConfigOption = None,
    form: Annotated[str | None, format_option(FORMATS, "csv or json", "csv")] = None,
    out: Annotated[Path | None, file_option()] = None,
    dry_run: DryRunOption = False,
    quiet: QuietOption = False,
) -> None:
    """Give the quarter's figures and directions as one tidy table, one row an indicator, in UTF-8.

    \b
    efreport export --quarter 2014Q2 --out 2014Q2.csv
    efreport export --quarter 2014Q2 --format json

    The table is written even where the returns have errors; the exit code then is 1, and a figure that cannot be
    relied on has its text and no amount.
    """
    with exits():
        from efreport import run
        from efreport.reports.words import found_sentence

        name = chosen_format(form, out, FORMATS, "csv")
        progress = Progress(quiet=quiet)
        outcome = run.check(run.load(config), (data,) if data else (), quarter, progress, whole=True)
        progress.done()
        log_found(outcome)
        if not quiet:
            say_which_quarter(outcome)
        table = run.export(outcome, name)
        found = f"Found {found_sentence(outcome.checked)} in the returns. {see_them(outcome, data, config)}".rstrip()
        if out is None:
            print_text(table)
            if outcome.has_errors and not quiet:
                say(found)
        else:
            with writing(outcome):
                refuse_return(out, outcome)
                done = put(out, table.encode("utf-8", "replace"), progress, dry_run=dry_run)
            if not quiet:
                print_lines([line(f"{done}. {found}")], sys.stdout)
        stop(outcome)
