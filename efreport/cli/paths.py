"""The paths that a command is given: taken as they were meant, and refused where a slip of the keys would lose what is written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from pathlib import Path, PureWindowsPath

import typer

from efreport.faults import FileFault

_KEPT_BY_WINDOWS = frozenset(
    (
        "CON",
        "PRN",
        "AUX",
        "NUL",
        "CONIN$",
        "CONOUT$",
        *(f"{port}{number}" for port in ("COM", "LPT") for number in "123456789¹²³"),
    )
)
_checked_before: ContextVar[bool] = ContextVar("_checked_before", default=False)


class NoFolder(FileFault):
    """The folder in which something is to be written is not there."""


def named_path(text: str) -> Path:
    """Take a path as it was typed. Raises typer.BadParameter where it is empty, which would mean the current folder."""
    return Path(path_as_meant(text, windows=os.name == "nt"))


def file_to_write(text: str) -> Path:
    """Take the path of a file to write, in which {date} stands for today: 2014-10-14.

    Raises NoFolder where its folder is not there, since a folder that was mistyped would be made and never be found.
    """
    path = named_path(text.replace("{date}", f"{date.today():%Y-%m-%d}"))
    if not path.parent.exists():
        raise NoFolder(
            f"There is no folder {path.parent}, so {path.name} cannot be written into it. Check how it is spelt, or make "
            "the folder first"
        )
    return path


def folder_to_write(text: str) -> Path:
    """Take the path of a folder to write into, which is made where it is not there. Raises NoFolder where the one above is not."""
    path = named_path(text)
    if not (path.exists() or path.parent.exists() or _checked_before.get()):
        raise NoFolder(
            f"There is no folder {path.parent}, so the folder {path.name} cannot be made in it. Check how it is spelt, or "
            "make that folder first"
        )
    return path


@contextmanager
def folders_checked_before() -> Iterator[None]:
    """Take every folder to write into as it is in here, since it stands in one that was typed and is made with it."""
    before = _checked_before.set(True)
    try:
        yield
    finally:
        _checked_before.reset(before)


def path_as_meant(text: str, *, windows: bool) -> str:
    """Give the path that was meant, as far as Windows lets that be known. Raises typer.BadParameter.

    There, "C:\\data\\" arrives with its last quotation mark, since the backslash before it takes it in, and with all that
    is typed after it; no name may hold one. Names such as NUL are devices: what is written there is lost.
    """
    meant = text.removesuffix('"') if windows else text
    if not meant.strip():
        raise typer.BadParameter("it is empty. Name a file or folder, or leave the option out.")
    if meant.startswith("-"):
        raise typer.BadParameter(
            f"“{meant}” begins like an option, so the path seems to be missing. A file of that name is typed ./{meant}."
        )
    if windows and '"' in meant:
        typed = meant[: meant.index('"')]
        raise typer.BadParameter(
            f"“{text}” holds a quotation mark. A backslash before a closing quotation mark takes it in: "
            f'leave the backslash out, like "{typed}".'
        )
    if windows:
        _refuse_what_windows_changes(PureWindowsPath(meant))
    return meant


def _refuse_what_windows_changes(path: PureWindowsPath) -> None:
    if path.drive and not path.root:
        raise typer.BadParameter(
            f"“{path}” names no folder on the drive, so it would be in whichever one was last used there. Type the whole "
            f"path, like “{PureWindowsPath(path.drive + os.sep, *path.parts[1:])}”."
        )
    for part in path.parts[bool(path.anchor) :]:
        if _is_kept(part):
            raise typer.BadParameter(f"{part} is a name that Windows keeps for a device. Name another file.")
        if part.strip(".") and part != part.rstrip(". "):
            raise typer.BadParameter(
                f"“{part}” ends with a dot or a space, which Windows leaves out of a name. Leave it out."
            )


def _is_kept(part: str) -> bool:
    return part.split(".")[0].rstrip().upper() in _KEPT_BY_WINDOWS
