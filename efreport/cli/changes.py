"""The command that says what changed between two quarters or editions, or between a draft and what was published."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from efreport.cli.ending import log_found, put, refuse_return
from efreport.cli.exits import Exit, exits, say
from efreport.cli.journal import Level
from efreport.cli.options import (
    ConfigOption,
    DataOption,
    DryRunOption,
    QuietOption,
    chosen_format,
    file_option,
    format_option,
)
from efreport.cli.terminal import Progress, print_lines, print_text
from efreport.faults import UsageFault
from efreport.reports import line

if TYPE_CHECKING:
    from efreport.model import Framework
    from efreport.run.sides import Compared

FORMATS = ("text", "json", "docx")
MEANING = "text and docx for people, json for programs"
SIDES = "2014Q2 (the newest edition, else the returns), 2014Q2/1 (edition 1) or 2014Q2/returns (today's returns)."

SideArgument = Annotated[str, typer.Argument(metavar="SIDE", help=SIDES)]
OtherArgument = Annotated[str, typer.Argument(metavar="OTHER", help="The other side, written likewise.")]


def compare(
    side: SideArgument,
    other: OtherArgument,
    data: DataOption = None,
    config: ConfigOption = None,
    form: Annotated[str | None, format_option(FORMATS, MEANING)] = None,
    out: Annotated[Path | None, file_option(".txt, .json or .docx")] = None,
    dry_run: DryRunOption = False,
    quiet: QuietOption = False,
) -> None:
    """Say what changed between two quarters or editions, or between today's returns and what was published.

    \b
    efreport compare 2014Q1 2014Q2
    efreport compare 2014Q2/1 2014Q2/2          an edition, its correction
    efreport compare 2014Q2 2014Q2/returns      published, and the draft
    efreport compare 2014Q1 2014Q2 --out changes.docx

    First the published figures that read otherwise now, then indicators added, dropped or described otherwise, then
    figures by service area, commentary, and findings fixed and new. The earlier side is compared with the later one,
    whichever is named first. The exit code is 0 whatever differs.
    """
    with exits():
        from efreport import run
        from efreport.run.sides import compare_sides

        name = chosen_format(form, out, FORMATS, "text")
        if name == "docx" and out is None:
            raise UsageFault("Name the file to write: --out changes.docx")
        progress = Progress(quiet=quiet)
        framework = run.load(config)
        compared = compare_sides(framework, (side, other), data, progress)
        for outcome in compared.outcomes:
            log_found(outcome)
        if out is None:
            progress.done()
            _print(compared, name)
        else:
            for outcome in compared.outcomes:
                refuse_return(out, outcome)
            done = put(out, _content(compared, name, out, framework), progress, dry_run=dry_run)
            if not quiet:
                print_lines([line(f"{done}. {' '.join(compared.told.gist)}")], sys.stdout)
        _stop(compared)


def _print(compared: Compared, name: str) -> None:
    from efreport.reports.changes import changes_json, changes_lines

    if name == "json":
        print_text(changes_json(compared.comparison))
    else:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
        print_lines(changes_lines(compared.told, width), sys.stdout)


def _content(compared: Compared, name: str, out: Path, framework: Framework) -> bytes:
    from efreport.phrases import visible
    from efreport.reports.changes import changes_json, changes_lines

    match name:
        case "docx":
            from efreport.run.documents import changes_document

            return changes_document(compared, framework, out.name)
        case "json":
            return changes_json(compared.comparison).encode()
        case _:
            words = (f"{visible(each.words).rstrip()}\n" for each in changes_lines(compared.told))
            return "".join(words).encode()


def _stop(compared: Compared) -> None:
    """End with 4 where rules could not run: what they would have found is not among the findings."""
    faults = [fault for outcome in compared.outcomes for fault in outcome.checked.faults]
    if faults:
        say(f"{len(faults)} of the rules could not run: an internal fault.", Level.ERROR)
        raise typer.Exit(Exit.INTERNAL_FAULT)
