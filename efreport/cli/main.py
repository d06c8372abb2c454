"""The commands: what each takes, prints and exits with."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from efreport import __version__
from efreport.cli.documents import check_document
from efreport.cli.exits import Exit, exits, say
from efreport.cli.terminal import Progress, prepare_streams, print_lines, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from efreport.files import Written
    from efreport.run import Outcome

app = typer.Typer(
    name="efreport",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


class DocumentFormat(StrEnum):
    """The formats of the framework."""

    docx = "docx"
    xlsx = "xlsx"


class ReportFormat(StrEnum):
    """The formats of a report of findings."""

    text = "text"
    json = "json"


class ExportFormat(StrEnum):
    """The formats of an export."""

    csv = "csv"
    json = "json"


ConfigOption = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Folder of the config. [default: config/ here or in the nearest folder above]"),
]
DataOption = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="Folder of quarter folders, one quarter's folder, or a workbook. [default: the folder that the config names]",
    ),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]


def _version(wanted: bool) -> None:
    if wanted:
        print(f"efreport {__version__}")  # noqa: T201
        raise typer.Exit(Exit.DONE)


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Build a council's performance framework from the quarter's Excel returns.

    \b
    efreport validate data/               check the returns
    efreport build --quarter 2014Q2       check them and write the Word and Excel framework
    efreport export --quarter 2014Q2      the figures as one tidy table
    efreport check-document FILE          check a finished document before it is published
    efreport explain EF201                what a rule finds, and how to put it right

    \b
    Exit codes: 0 done (warnings allowed), 1 errors in the returns or the document,
    2 wrong usage or config, 3 nothing to read or could not write, 4 internal fault.
    """


@app.command()
def build(
    quarter: Annotated[str, typer.Option(metavar="QUARTER", help='The quarter, like 2014Q2 or "Q2 2014/15".')],
    data: DataOption = None,
    config: ConfigOption = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder for the documents. [default: the folder that the config names]"),
    ] = None,
    form: Annotated[
        list[DocumentFormat] | None,
        typer.Option("--format", help="docx or xlsx; may be given twice. [default: both]"),
    ] = None,
    draft: Annotated[
        bool,
        typer.Option("--draft", help="Write the documents despite errors, marked as a draft that lists them."),
    ] = False,
    quiet: QuietOption = False,
) -> None:
    """Check the quarter's returns and write the framework as Word and Excel.

    \b
    efreport build --quarter 2014Q2
    efreport build --quarter 2014Q2 --draft --out drafts

    With errors in the returns, no document is written: they are listed, and the exit code is 1. With --draft the
    documents are written all the same, say DRAFT on the first page and in their names, and list the errors; the exit
    code is still 1 while there are any.
    """
    with exits():
        from efreport import run
        from efreport.reports import to_text

        progress = Progress(quiet=quiet)
        outcome = run.check(run.load(config), (data,) if data else (), quarter, progress, whole=True)
        if outcome.checked.faults or (outcome.has_errors and not draft):
            progress.done()
            print_lines(to_text(outcome.round, outcome.checked), sys.stderr)
            _stop(outcome, "No document was written.")
        formats = [entry.value for entry in dict.fromkeys(form or DocumentFormat)]
        written = run.build(outcome, out, formats, progress, draft=draft)
        progress.done()
        if not quiet:
            _say_built(outcome, written)
        if outcome.has_errors:
            raise typer.Exit(Exit.ERRORS_IN_RETURNS)


@app.command()
def validate(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="Folders of quarter folders, one quarter's folder, or workbooks."),
    ],
    quarter: Annotated[
        str | None,
        typer.Option(metavar="QUARTER", help="The quarter. [default: the newest folder, or what the workbooks say]"),
    ] = None,
    config: ConfigOption = None,
    form: Annotated[
        ReportFormat, typer.Option("--format", help="text for people, json for programs.")
    ] = ReportFormat.text,
    quiet: QuietOption = False,
) -> None:
    """Check returns and say in plain words, at the exact cell, what is wrong and how to put it right.

    \b
    efreport validate data/
    efreport validate data/2014Q2/cp.xlsx
    efreport validate data/ --quarter 2014Q1 --format json
    """
    with exits():
        from efreport import run
        from efreport.reports import to_json, to_text

        progress = Progress(quiet=quiet)
        outcome = run.check(run.load(config), paths, quarter, progress)
        progress.done()
        if form is ReportFormat.json:
            print(to_json(outcome.round, outcome.checked))  # noqa: T201
        elif not quiet or outcome.has_errors or outcome.checked.faults:
            print_lines(to_text(outcome.round, outcome.checked), sys.stdout)
            if outcome.others and quarter is None:
                left_out = ", ".join(other.key for other in outcome.others)
                print(f"Not checked: {left_out} (name one with --quarter).")  # noqa: T201
        _stop(outcome)


@app.command()
def export(
    quarter: Annotated[str, typer.Option(metavar="QUARTER", help='The quarter, like 2014Q2 or "Q2 2014/15".')],
    data: DataOption = None,
    config: ConfigOption = None,
    form: Annotated[ExportFormat, typer.Option("--format", help="csv or json.")] = ExportFormat.csv,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="File to write. [default: standard output]")] = None,
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
        from efreport.files import write_text
        from efreport.reports.text import found_sentence

        progress = Progress(quiet=quiet)
        outcome = run.check(run.load(config), (data,) if data else (), quarter, progress, whole=True)
        progress.done()
        table = run.export(outcome, form.value)
        if out is None:
            sys.stdout.buffer.write(table.encode("utf-8"))
            sys.stdout.flush()
        else:
            write_text(out, table)
        if not quiet and (out or outcome.has_errors):
            say(f"{f'Written: {out}. ' if out else ''}Found {found_sentence(outcome.checked)} in the returns.")
        _stop(outcome)


app.command()(check_document)


@app.command()
def rules() -> None:
    """List the rules that returns and finished documents are checked by.

    \b
    efreport rules
    """
    with exits():
        from efreport.publication import CATALOGUE

        for rule in CATALOGUE:
            print(f"{rule.code}  {rule.severity.value:7}  {rule.title}")  # noqa: T201
        print("What one means and how to put it right: efreport explain EF201")  # noqa: T201


@app.command()
def explain(code: Annotated[str, typer.Argument(metavar="CODE", help="A rule's code, like EF201.")]) -> None:
    """Say what a rule finds, why it matters and how to put it right, with an example.

    \b
    efreport explain EF201
    """
    with exits():
        from efreport.faults import UsageFault
        from efreport.publication import CATALOGUE

        found = next((rule for rule in CATALOGUE if rule.code == code.strip().upper()), None)
        if found is None:
            raise UsageFault(f"There is no rule {code}; efreport rules lists them all")
        print(f"{found.code} ({found.severity.value}): {found.title}\n\n{found.page}")  # noqa: T201


def _say_built(outcome: Outcome, written: Sequence[Written]) -> None:
    """Say on standard output what was written, where, and what the returns came to."""
    from efreport.reports.text import checked_sentence

    print(visible(checked_sentence(outcome.round, outcome.checked)))  # noqa: T201
    for file in written:
        print(f"Written: {file.path}")  # noqa: T201
        if file.kept:
            print(f"  The one that stood there had been edited by somebody; it is kept as {file.kept.name}.")  # noqa: T201


def _stop(outcome: Outcome, message: str = "") -> None:
    """End with the exit code that the findings ask for, and say what that means for the user."""
    if outcome.checked.faults:
        say(f"{len(outcome.checked.faults)} of the rules could not run: an internal fault. {message}".rstrip())
        raise typer.Exit(Exit.INTERNAL_FAULT)
    if outcome.has_errors:
        if message:
            say(message)
        raise typer.Exit(Exit.ERRORS_IN_RETURNS)


def run() -> None:
    """Run the command line; the entry point of `efreport`."""
    prepare_streams()
    try:
        app()
    except BrokenPipeError:
        # Whoever reads the output has gone; what is left of it must not raise again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(Exit.DONE)
