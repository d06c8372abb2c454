"""The command that checks returns and reports what was found."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from efreport.cli import journal
from efreport.cli.ending import done_word, log_found, log_written, put, refuse_return, say_which_quarter, stop, writing
from efreport.cli.exits import exits, say
from efreport.cli.options import (
    ConfigOption,
    DryRunOption,
    JobsOption,
    ProjectOption,
    QuietOption,
    SummaryFileOption,
    chosen_format,
    file_option,
    format_option,
    refuse_without_projects,
)
from efreport.cli.pages import with_page
from efreport.cli.paths import folder_to_write, named_path
from efreport.cli.terminal import Progress, print_lines, print_text
from efreport.faults import UsageFault
from efreport.reports import REPORTS, SUMMARIES, line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from efreport.reports import Line
    from efreport.run import Outcome

TEXT = "text"
PAGE = """\b
efreport validate                         the newest quarter's returns
efreport validate data/ --quarter 2014Q1  another folder and quarter
efreport validate data/2014Q2/cp.xlsx     one return by itself
efreport validate --summary               each return at a glance
efreport validate --annotate to-send      copies with the findings marked
efreport validate --out findings.csv      the findings for Excel
efreport validate --format sarif          for a build server; also junit
efreport validate --project "councils/*"  each project by itself

Exit codes: 0 no errors (warnings allowed), 1 errors in the returns, 2 wrong usage or config, 3 nothing to read or could
not write, 4 internal fault.
"""

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
OutOption = Annotated[Path | None, file_option(".txt, .json, .csv, .sarif, or .xml for JUnit")]
SummaryOption = Annotated[
    bool, typer.Option("--summary", help="One line a return: received, filled in, errors and warnings.")
]
AnnotateOption = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        parser=folder_to_write,
        help="Also write copies of the returns into a folder, with each finding marked and said at its cell.",
    ),
]


class _Asked(NamedTuple):
    """What was asked for: which report and where, marked copies or none, and whether anything is written."""

    form: str
    out: Path | None
    summary: bool
    annotate: Path | None
    dry_run: bool
    quiet: bool


@with_page(PAGE)
def validate(
    paths: PathsArgument = None,
    quarter: OneQuarterOption = None,
    config: ConfigOption = None,
    form: FormatOption = None,
    out: OutOption = None,
    summary: SummaryOption = False,
    annotate: AnnotateOption = None,
    dry_run: DryRunOption = False,
    project: ProjectOption = None,
    jobs: JobsOption = None,
    summary_file: SummaryFileOption = None,
    quiet: QuietOption = False,
) -> None:
    """Check returns and say in plain words, at the exact cell, what is wrong and how to put it right."""
    with exits():
        if project:
            from efreport.cli.many import Folder, Many, as_typed, json_for_many, run_many

            many = Many(project, jobs, summary_file, quiet, json_for_many(form))
            words = as_typed({"--quarter": quarter, "--summary": summary, "--dry-run": dry_run})
            alone = {"PATH": paths, "--config": config, "--out": out}
            run_many(many, ["validate", *words], Folder("--annotate", annotate), alone)
            return
        refuse_without_projects({"--jobs": jobs, "--summary-file": summary_file})
        name = _format(form, out, summary=summary)
        asked = _Asked(name, out, summary, annotate, dry_run, quiet)
        _check(paths or (), quarter, config, asked)


def _check(paths: Sequence[Path], quarter: str | None, config: Path | None, asked: _Asked) -> None:
    """Check the returns and say what was found; end with the exit code that it asks for."""
    from efreport import run

    progress = Progress(quiet=asked.quiet)
    outcome = run.check(run.load(config), paths, quarter, progress)
    progress.done()
    log_found(outcome)
    with writing(outcome):
        if asked.annotate is not None:
            run.refuse_among_returns(outcome, asked.annotate)
        _report(outcome, asked, progress)
        if asked.annotate is not None:
            _annotate(outcome, asked.annotate, asked, progress)
    if not asked.quiet:
        say_which_quarter(outcome)
    if outcome.others and quarter is None and not asked.quiet:
        say(f"Not checked: {', '.join(other.key for other in outcome.others)} (name one with --quarter).")
    stop(outcome)


def _format(form: str | None, out: Path | None, *, summary: bool) -> str:
    name = chosen_format(form, out, REPORTS, TEXT)
    if summary and name not in SUMMARIES:
        raise UsageFault(f"--summary is given as {' or '.join(SUMMARIES)}, not as {name}")
    return name


def _annotate(outcome: Outcome, folder: Path, asked: _Asked, progress: Progress) -> None:
    """Write marked copies; say which, or which would be, on stderr, since standard output holds the report."""
    from efreport import run

    copies = run.annotate(outcome, folder, progress, journal.run_id(), dry_run=asked.dry_run)
    progress.done()
    if not asked.dry_run:
        log_written(*(file.path for file in copies))
    if asked.quiet:
        return
    for file in copies:
        kept = (
            f" The one that was there had been edited by somebody; it is kept as {file.kept.name}." if file.kept else ""
        )
        kept = kept.replace("it is kept", "it would be kept") if asked.dry_run else kept
        say(f"{done_word(dry_run=asked.dry_run)}: {file.path}{'.' if kept else ''}{kept}")
    for old in run.no_longer_needed(outcome, folder, copies):
        say(
            f"Not to be sent again: {old} was left by an earlier run, and nothing is found in its return any more. Delete it."
        )
    if not copies:
        say(f"No copy {'would be' if asked.dry_run else 'was'} written, since nothing was found in a return.")
    for unreadable in outcome.round.unreadable:
        say(f"No copy of {unreadable.workbook}: the workbook cannot be read.")


def _report(outcome: Outcome, asked: _Asked, progress: Progress) -> None:
    """Print or write the report. With --quiet, text is printed only where there is something wrong."""
    facts = outcome.round, outcome.checked
    make = (SUMMARIES if asked.summary else REPORTS)[asked.form]
    if asked.out is not None:
        from efreport.reports.words import checked_sentence

        refuse_return(asked.out, outcome)
        done = put(asked.out, make(*facts).encode("utf-8", "replace"), progress, dry_run=asked.dry_run)
        if not asked.quiet:
            print_lines([line(f"{done}. {checked_sentence(*facts)}")], sys.stdout)
    elif asked.form != TEXT:
        print_text(make(*facts))
    elif not asked.quiet or outcome.has_errors or outcome.checked.faults:
        print_lines(_lines(outcome, summary=asked.summary), sys.stdout, wrapped=not asked.summary)


def _lines(outcome: Outcome, *, summary: bool) -> Sequence[Line]:
    if summary:
        from efreport.reports.summary import summary_to_lines

        return summary_to_lines(outcome.round, outcome.checked)
    from efreport.reports.text import to_lines

    return to_lines(outcome.round, outcome.checked)
