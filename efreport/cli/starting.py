"""The command that begins a project."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated

import typer

from efreport.cli.ending import log_written
from efreport.cli.exits import exits
from efreport.cli.options import AnswerFormatOption, DryRunOption, QuietOption
from efreport.cli.paths import folder_to_write
from efreport.cli.terminal import Progress, print_lines, print_text
from efreport.faults import UsageFault
from efreport.phrases import visible
from efreport.reports import line
from efreport.reports.plain_json import as_json

if TYPE_CHECKING:
    from efreport.run.starting import Begun
    from efreport.starting import Project

TITLE = "Early Intervention Performance Framework"
ORGANISATION = "Our Council"
AREAS = "Child Protection"
MOST_NAMED = 3

FolderArgument = Annotated[
    Path,
    typer.Argument(
        metavar="FOLDER", parser=folder_to_write, help="The folder of the project: a new one, or an empty one."
    ),
]
TitleOption = Annotated[str | None, typer.Option(metavar="WORDS", help=f"Title of the framework. [default: {TITLE}]")]
OrganisationOption = Annotated[
    str | None, typer.Option(metavar="WORDS", help=f"Name of the council. [default: {ORGANISATION}]")
]
FirstQuarterOption = Annotated[
    str | None,
    typer.Option(
        "--quarter", metavar="QUARTER", help="The first quarter, like 2014Q3. [default: the last that has ended]"
    ),
]
AreasOption = Annotated[
    str | None,
    typer.Option(metavar="NAMES", help=f'Service areas, with commas between: "mash, {AREAS}". [default: {AREAS}]'),
]
ExampleOption = Annotated[
    bool,
    typer.Option(
        "--example", help="Copy the sample framework in place of an empty one: 11 areas, two quarters of returns."
    ),
]


def init(
    folder: FolderArgument,
    title: TitleOption = None,
    organisation: OrganisationOption = None,
    quarter: FirstQuarterOption = None,
    areas: AreasOption = None,
    example: ExampleOption = False,
    form: AnswerFormatOption = "text",
    dry_run: DryRunOption = False,
    quiet: QuietOption = False,
) -> None:
    """Begin a new council's project: config with a commented example, the first blank returns, and a README for its owner.

    \b
    efreport init framework
    efreport init framework --quarter 2014Q3 --areas "mash, Child Protection"
    efreport init framework --organisation "Our Council" --dry-run
    efreport init trial --example     the sample framework, to try all with

    On a terminal, it asks for what is not given. Nothing is written over: a folder that has a config, or any of the files,
    is refused. Everything is written or nothing.
    """
    with exits():
        from efreport.run.starting import begin

        given = {"--title": title, "--organisation": organisation, "--quarter": quarter, "--areas": areas}
        project = None if example else _project(given, asks=_asks(form, quiet=quiet))
        if example and any(given.values()):
            names = ", ".join(name for name, value in given.items() if value)
            raise UsageFault(f"--example copies the sample as it is, and goes with none of {names}")
        progress = Progress(quiet=quiet)
        begun = begin(folder, project, progress, dry_run=dry_run)
        progress.done()
        if not dry_run:
            log_written(*(folder / name for name in begun.files))
        if form == "json":
            print_text(_as_json(begun, dry_run=dry_run))
        elif not quiet:
            print_lines(map(line, (*_lines(begun, dry_run=dry_run), *_within(begun))), sys.stdout)


def _asks(form: str, *, quiet: bool) -> bool:
    """Say whether somebody is there to be asked."""
    return form == "text" and not quiet and sys.stdin.isatty() and sys.stdout.isatty()


def _project(given: dict[str, str | None], *, asks: bool) -> Project:
    """Make of the options what the project is to be, asking for what is missing where somebody is there. Raises UsageFault."""
    from efreport.quarter import parse_quarter
    from efreport.run.starting import quarter_to_begin
    from efreport.starting import Project, areas_typed

    usual = {
        "--title": ("Title of the framework", TITLE),
        "--organisation": ("Name of the council", ORGANISATION),
        "--quarter": ("The first quarter", quarter_to_begin(date.today()).key),
        "--areas": ("Service areas, with commas between", AREAS),
    }
    said: dict[str, str] = {}
    for name, (question, default) in usual.items():
        value = given[name]
        if value is None:
            value = str(typer.prompt(question, default=default)) if asks else default
        said[name] = " ".join(visible(value).split())
        if not said[name]:
            raise UsageFault(f"{name} is empty. Say something, or leave it out")
    return Project(
        said["--title"], said["--organisation"], parse_quarter(said["--quarter"]), areas_typed(said["--areas"])
    )


def _lines(begun: Begun, *, dry_run: bool) -> Iterator[str]:
    if dry_run:
        yield f"Would be written: {begun.folder}"
        yield from (f"  {name}" for name in begun.files)
        yield "Nothing was written."
        return
    yield f"Written: {begun.folder}"
    for folder, names in _by_folder(begun.files).items():
        shown = ", ".join(names) if len(names) <= MOST_NAMED else f"{len(names)} files"
        yield f"  {shown}" if folder == "." else f"  {folder}: {shown}"
    yield f"Next: read {begun.folder / 'README.txt'}, which says what is where, and the quarter's commands in their order."


def _within(begun: Begun) -> Iterator[str]:
    """Say that the project stands within another one, where it does."""
    if begun.within:
        yield f"{begun.folder} stands within another project, {begun.within}; move it out if that is not meant."


def _by_folder(files: Iterable[str]) -> dict[str, list[str]]:
    """Give the names of the files by the folder that they are in; those of the project's own stand under a dot."""
    folders: dict[str, list[str]] = {}
    for path in map(PurePosixPath, files):
        folders.setdefault(path.parent.as_posix(), []).append(path.name)
    return folders


def _as_json(begun: Begun, *, dry_run: bool) -> str:
    content = {
        "folder": str(begun.folder),
        "quarter": begun.quarter.key,
        "dry_run": dry_run,
        "within": str(begun.within) if begun.within else None,
        "files": list(begun.files),
    }
    return as_json(content)
