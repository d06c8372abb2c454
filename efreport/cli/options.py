"""Options that several commands take, and what is made of them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Annotated, Any

import typer

from efreport.faults import UsageFault

SUFFIXES = {".txt": "text", ".xml": "junit"}
WITHOUT_ENDING = ("github",)


def named_path(text: str) -> Path:
    """Take a path as it was typed. Raises typer.BadParameter where it is empty, which would mean the current folder."""
    if not text.strip():
        raise typer.BadParameter("it is empty. Name a file or folder, or leave the option out.")
    return Path(text)


def one_of(known: Collection[str]) -> Callable[[str], str]:
    """Give what takes one of the known names, whatever its case, and raises typer.BadParameter for any other."""

    def take(text: str) -> str:
        name = text.strip().lower()
        if name not in known:
            raise typer.BadParameter(f"“{text}” is not one of {', '.join(known)}.")
        return name

    return take


def choices(known: Collection[str]) -> str:
    """Give the names as the help shows them: <text|json>."""
    return f"<{'|'.join(known)}>"


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


def format_option(known: Collection[str]) -> Any:
    """Give the option by which the format of a report is chosen from the known ones."""
    return typer.Option(
        "--format",
        metavar=choices(known),
        parser=one_of(known),
        help="text for people, csv for Excel, the others for programs. [default: by the ending of --out, else text]",
    )


def report_file_option(endings: str) -> Any:
    """Give the option by which a report is written to a file, whose ending may be any of those named."""
    written = f"Write the report to a file: {endings}. [default: standard output]"
    return typer.Option(metavar="FILE", parser=named_path, help=written)


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
QuarterOption = Annotated[str, typer.Option(metavar="QUARTER", help='The quarter, like 2014Q2 or "Q2 2014/15".')]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
