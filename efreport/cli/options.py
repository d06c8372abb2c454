"""Options that several commands take, and what is made of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from efreport.cli.paths import file_to_write, named_path
from efreport.faults import UsageFault

ANSWERS = ("text", "json")
SUFFIXES = {".txt": "text", ".xml": "junit", ".md": "markdown"}
WITHOUT_ENDING = ("github",)


def one_of(known: Collection[str]) -> Callable[[str], str]:
    """Give what takes one of the known names, whatever its case, and raises typer.BadParameter for any other."""

    def take(text: str) -> str:
        name = text.strip().lower()
        if name not in known:
            raise typer.BadParameter(f"“{text}” is not one of {', '.join(known)}.")
        return name

    return take


def one_or_more(text: str) -> int:
    """Take a whole number that is not less than 1. Raises typer.BadParameter."""
    number = int(text) if text.strip().isdecimal() else 0
    if number < 1:
        raise typer.BadParameter(f"“{text}” is not a whole number from 1 on.")
    return number


def choices(known: Collection[str]) -> str:
    """Give the names as the help shows them: <text|json>."""
    return f"<{'|'.join(known)}>"


def refuse_without_projects(options: Mapping[str, object]) -> None:
    """Raise UsageFault where any of the options is given, which mean something for several projects only."""
    for name, given in options.items():
        if given:
            raise UsageFault(f"{name} is for several projects: name them with --project")


def chosen_format(form: str | None, out: Path | None, known: Collection[str], usual: str) -> str:
    """Give the format that was asked for, else the one that the file's ending means, else the usual one.

    Raises UsageFault where the ending means none of the known ones.
    """
    if form is not None:
        return form
    if out is None:
        return usual
    suffix = out.suffix.lower()
    endings = {name: f".{name}" for name in known if name not in WITHOUT_ENDING}
    endings |= {name: ending for ending, name in SUFFIXES.items() if name in known}
    name = next((name for name, ending in endings.items() if ending == suffix), None)
    if name is None:
        these = ", ".join(endings.values())
        ending = f"the ending {out.suffix}" if suffix else "no ending"
        raise UsageFault(
            f"{out} has {ending}, which says no format. Give it one of {these}, or say the format with --format."
        )
    return name


FORMATS_OF_REPORTS = "text for people, csv for Excel, the others for programs"


def format_option(known: Collection[str], meaning: str = FORMATS_OF_REPORTS, usual: str = "text") -> Any:
    """Give the option by which a format is chosen from the known ones: what they are for, and the usual one."""
    return typer.Option(
        "--format",
        metavar=choices(known),
        parser=one_of(known),
        help=f"{meaning}. [default: by the ending of --out, else {usual}]",
    )


def file_option(endings: str = "") -> Any:
    """Give the option by which what a command gives is written to a file, whose ending may be any of those named."""
    written = f"File to write{f': {endings}' if endings else ''}"
    return typer.Option(
        metavar="FILE",
        parser=file_to_write,
        help=f"{written}. {{date}} in its name is today. [default: standard output]",
    )


ConfigOption = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        parser=named_path,
        help="Folder of the config. [default: config/ here or in the nearest folder above]",
    ),
]
DataOption = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        parser=named_path,
        help="Folder of quarter folders, one quarter's folder, or a workbook. [default: the folder that the config names]",
    ),
]
QuarterOption = Annotated[
    str | None,
    typer.Option(metavar="QUARTER", help='The quarter, like 2014Q2 or "Q2 2014/15". [default: the newest folder]'),
]
ProjectOption = Annotated[
    list[str] | None,
    typer.Option(
        "--project",
        metavar="DIR",
        help='A project, a folder with a config in it, or a pattern: "councils/*". May be given several times.',
    ),
]
JobsOption = Annotated[
    int | None,
    typer.Option(
        metavar="N", parser=one_or_more, help="Projects worked on at once. [default: as many as there are cores]"
    ),
]
SummaryFileOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        parser=file_to_write,
        help="Write the table of projects to a file as well: .txt, .json or .csv.",
    ),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")]
AnswerFormatOption = Annotated[
    str,
    typer.Option(
        "--format", metavar=choices(ANSWERS), parser=one_of(ANSWERS), help="text for people, json for programs."
    ),
]
