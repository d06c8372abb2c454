"""The command that makes the blank returns of the next quarter."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from efreport.cli.ending import log_written
from efreport.cli.exits import exits
from efreport.cli.options import AnswerFormatOption, ConfigOption, DryRunOption, QuietOption
from efreport.cli.paths import folder_to_write
from efreport.cli.terminal import Progress, print_lines, print_text
from efreport.reports import Line, line
from efreport.reports.plain_json import as_json

if TYPE_CHECKING:
    from efreport.run.preparing import Issue, Prepared

NextQuarterOption = Annotated[
    str | None,
    typer.Option(
        "--quarter",
        metavar="QUARTER",
        help='The quarter to ask for, like 2014Q3 or "Q3 2014/15". [default: the one after the newest folder]',
    ),
]
AreaOption = Annotated[
    list[str] | None,
    typer.Option("--area", metavar="KEY", help="Only that service area's; may be given several times. [default: all]"),
]
FolderOption = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="DIR",
        parser=folder_to_write,
        help="Folder to write into. [default: the quarter's, among the returns]",
    ),
]


def prepare(
    quarter: NextQuarterOption = None,
    area: AreaOption = None,
    config: ConfigOption = None,
    out: FolderOption = None,
    form: AnswerFormatOption = "text",
    dry_run: DryRunOption = False,
    quiet: QuietOption = False,
) -> None:
    """Make the blank returns of the next quarter, rolled forward from the last one, to be sent to the service areas.

    \b
    efreport prepare --quarter 2014Q3
    efreport prepare --quarter 2014Q3 --area cp --area cla
    efreport prepare --quarter 2014Q3 --dry-run

    One workbook a service area, with last quarter's latest results in the column for the quarter before, the outturn
    and the comparators carried forward, last quarter's commentary on a sheet of its own, and a sheet that says how to
    fill it in. One that is there as it was issued is replaced where a new one would be another: the config has changed, or last
    quarter's figures. Any other file is left as it is, since somebody may have begun to fill it in, and named if it is outdated.
    """
    with exits():
        from efreport import run
        from efreport.run.preparing import Issue
        from efreport.run.preparing import prepare as make

        progress = Progress(quiet=quiet)
        framework = run.load(config)
        wanted = run.next_quarter(framework, quarter)
        prepared = make(framework, wanted, area or (), out, progress, dry_run=dry_run)
        progress.done()
        if not dry_run:
            made = (Issue.WRITTEN, Issue.REPLACED)
            log_written(*(each.path for each in prepared.returns if each.issue in made))
        if form == "json":
            print_text(_as_json(prepared, dry_run=dry_run))
        elif not quiet:
            print_lines(_lines(prepared, dry_run=dry_run), sys.stdout)


def _lines(prepared: Prepared, *, dry_run: bool) -> Iterator[Line]:
    from efreport.reports.aligned import aligned
    from efreport.run.preparing import Issue

    would = {Issue.WRITTEN: "would be written", Issue.REPLACED: "would be replaced"} if dry_run else {}
    rows = [
        (each.heading, str(each.indicators), str(each.carried), would.get(each.issue, each.issue.value), each.path.name)
        for each in prepared.returns
    ]
    yield line(f"Blank returns for {prepared.quarter.in_full}")
    yield line(
        f"Rolled forward from {prepared.rolled_from}."
        if prepared.rolled_from
        else f"Nothing is rolled forward: of {prepared.quarter.previous.label} there is neither a return nor an edition."
    )
    yield line("")
    yield from aligned(("Service area", "Indicators", "Carried", "Blank return", "Workbook"), rows, numbers=(1, 2))
    yield line("")
    yield line("Carried: figures that are filled in from the quarter before.")
    for folder in dict.fromkeys(each.path.parent for each in prepared.returns):
        yield line(f"Folder: {folder}")
    if prepared.may_change:
        yield line(
            f"{prepared.quarter.previous.label} is not published yet, so its figures may still be corrected: run this again once it is."
        )
    issues = {each.issue for each in prepared.returns}
    yield from (line(words) for issue, words in _meanings(prepared.quarter.key).items() if issue in issues)


def _meanings(quarter: str) -> dict[Issue, str]:
    """Say what to do about blank returns that were replaced or left."""
    from efreport.run.preparing import Issue

    since = "the config, last quarter's figures or efreport itself have changed since they were issued"
    return {
        Issue.REPLACED: f"Replaced: nothing was filled in, and {since}. If they were sent out already, send them again.",
        Issue.LEFT: "Left as they are: they are other than a new one would be, so somebody may have begun to fill them in.",
        Issue.OUTDATED: f"Outdated, left as they are: somebody has saved them, and {since}. To see a new one: efreport prepare "
        f"--quarter {quarter} --area KEY --out FOLDER",
        Issue.HELD: f"Outdated, but open: {since}, and somebody has them open in Excel. Run the command again when they are closed.",
    }


def _as_json(prepared: Prepared, *, dry_run: bool) -> str:
    returns = [
        {
            "area": each.area,
            "area_heading": each.heading,
            "path": str(each.path),
            "blank_return": each.issue.value,
            "indicators": each.indicators,
            "carried": each.carried,
        }
        for each in prepared.returns
    ]
    content = {
        "quarter": prepared.quarter.key,
        "rolled_from": prepared.rolled_from,
        "dry_run": dry_run,
        "returns": returns,
    }
    return as_json(content)
