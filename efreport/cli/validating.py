"""The command that checks returns and reports what was found."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from efreport.cli import journal
from efreport.cli.ending import log_found, log_written, refuse_return, stop, writing
from efreport.cli.exits import exits, say
from efreport.cli.options import (
    ConfigOption,
    JobsOption,
    ProjectOption,
    QuietOption,
    SummaryFileOption,
    chosen_format,
    format_option,
    named_path,
    refuse_without_projects,
    report_file_option,
)
from efreport.cli.terminal import Progress, print_lines, print_text
from efreport.faults import UsageFault
from efreport.reports import REPORTS, SUMMARIES, line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from efreport.files import Written
    from efreport.reports import Line
    from efreport.run import Outcome

TEXT = "text"


PathsArgument = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[PATH]...",
        parser=named_path,
        help="Folders of quarter folders, one quarter's folder, or workbooks. [default: the folder that the config names]",
    ),
]
OneQuarterOption = Annotated[
    str | None,
    typer.Option(metavar="QUARTER", help="The quarter. [default: the newest folder, or what the workbooks say]"),
]
FormatOption = Annotated[str | None, format_option(REPORTS)]
OutOption = Annotated[Path | None, report_file_option(".txt, .json, .csv, .sarif, or .xml for JUnit")]
SummaryOption = Annotated[
    bool, typer.Option("--summary", help="One line a return: received, filled in, errors and warnings.")
]
AnnotateOption = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        parser=named_path,
        help="Also write copies of the returns into a folder, with each finding marked and said at its cell.",
    ),
]


def validate(
    paths: PathsArgument = None,
    quarter: OneQuarterOption = None,
    config: ConfigOption = None,
    form: FormatOption = None,
    out: OutOption = None,
    summary: SummaryOption = False,
    annotate: AnnotateOption = None,
    project: ProjectOption = None,
    jobs: JobsOption = None,
    summary_file: SummaryFileOption = None,
    quiet: QuietOption = False,
) -> None:
    """Check returns and say in plain words, at the exact cell, what is wrong and how to put it right.

    \b
    efreport validate                         the newest quarter's returns
    efreport validate data/ --quarter 2014Q1  another folder, another quarter
    efreport validate data/2014Q2/cp.xlsx     one return by itself
    efreport validate --summary               who has sent a return, and what is in it
    efreport validate --annotate to-send/     copies with every finding at its cell
    efreport validate --out findings.csv      the findings as a table for Excel
    efreport validate --format github         for a build server; also sarif, junit
    efreport validate --project "councils/*"  each project by itself, with one table at the end

    Exit codes: 0 no errors (warnings allowed), 1 errors in the returns, 2 wrong usage or config, 3 nothing to read or
    could not write, 4 internal fault.
    """
    with exits():
        if project:
            from efreport.cli.many import Folder, Many, as_typed, run_many

            asked = as_typed({"--quarter": quarter, "--summary": summary})
            alone = {"PATH": paths, "--config": config, "--format": form, "--out": out}
            run_many(
                Many(project, jobs, summary_file, quiet), ["validate", *asked], Folder("--annotate", annotate), alone
            )
            return
        refuse_without_projects({"--jobs": jobs, "--summary-file": summary_file})
        from efreport import run

        name = _format(form, out, summary=summary)
        progress = Progress(quiet=quiet)
        outcome = run.check(run.load(config), paths or (), quarter, progress)
        progress.done()
        log_found(outcome)
        with writing(outcome):
            if annotate is not None:
                run.refuse_among_returns(outcome, annotate)
            _report(outcome, name, out, progress, summary=summary, quiet=quiet)
            if annotate is not None:
                copies = run.annotate(outcome, annotate, progress, journal.run_id())
                progress.done()
                log_written(*(file.path for file in copies))
                _say_annotated(copies, outcome, quiet=quiet)
        if outcome.others and quarter is None and not quiet:
            say(f"Not checked: {', '.join(other.key for other in outcome.others)} (name one with --quarter).")
        stop(outcome)


def _format(form: str | None, out: Path | None, *, summary: bool) -> str:
    name = chosen_format(form, out, REPORTS, TEXT)
    if summary and name not in SUMMARIES:
        raise UsageFault(f"--summary is given as {' or '.join(SUMMARIES)}, not as {name}")
    return name


def _say_annotated(written: Sequence[Written], outcome: Outcome, *, quiet: bool) -> None:
    """Say which copies were written and which could not be, on stderr, since standard output holds the report."""
    if quiet:
        return
    for file in written:
        kept = (
            f" The one that was there had been edited by somebody; it is kept as {file.kept.name}." if file.kept else ""
        )
        say(f"Written: {file.path}{'.' if kept else ''}{kept}")
    if not written:
        say("No copy was written, since nothing was found in a return.")
    for unreadable in outcome.round.unreadable:
        say(f"No copy of {unreadable.workbook}: the workbook cannot be read.")


def _report(outcome: Outcome, name: str, out: Path | None, progress: Progress, *, summary: bool, quiet: bool) -> None:
    """Print or write the report. With --quiet, text is printed only where there is something wrong."""
    facts = outcome.round, outcome.checked
    if out is not None:
        from efreport.files import write_text
        from efreport.reports.words import checked_sentence

        refuse_return(out, outcome)
        write_text(out, (SUMMARIES if summary else REPORTS)[name](*facts), progress)
        progress.done()
        log_written(out)
        if not quiet:
            print_lines([line(f"Written: {out}. {checked_sentence(*facts)}")], sys.stdout)
    elif name != TEXT:
        print_text((SUMMARIES if summary else REPORTS)[name](*facts))
    elif not quiet or outcome.has_errors or outcome.checked.faults:
        print_lines(_lines(outcome, summary=summary), sys.stdout, wrapped=not summary)


def _lines(outcome: Outcome, *, summary: bool) -> Sequence[Line]:
    if summary:
        from efreport.reports.summary import summary_to_lines

        return summary_to_lines(outcome.round, outcome.checked)
    from efreport.reports.text import to_lines

    return to_lines(outcome.round, outcome.checked)
