"""Puts many new files into a folder that may not be there yet: all of them or none, and never over what is there."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from efreport.files.placing import CannotWrite, flush_folder, move, write_beside

PREFIX = ".efreport-new-"


def standing_in_the_way(folder: Path, names: Iterable[str]) -> Iterator[Path]:
    """Give what is at the places of new files already, and what is no folder and stands where one is needed."""
    for name in names:
        path = folder / name
        if path.exists() or path.is_symlink():
            yield path
        yield from (above for above in path.parents if folder in (above, *above.parents) and _is_no_folder(above))


def _is_no_folder(path: Path) -> bool:
    return (path.exists() or path.is_symlink()) and not path.is_dir()


def plant(folder: Path, contents: Mapping[str, bytes], empty: Iterable[str] = ()) -> None:
    """Write the files, by their paths within the folder with / between the parts, and make the `empty` folders.

    Everything is first written whole beside its place; a folder that is not there yet then appears in one step. Where one
    that is there cannot take a file, those that were put into it are taken out again. Raises CannotWrite.
    """
    made: list[Path] = []
    beside = (folder if folder.is_dir() else folder.parent) / f"{PREFIX}{token_hex(6)}"
    try:
        made = _made(folder.parent)
        _fill(beside, contents, empty)
        if folder.is_dir():
            _put(beside, folder, contents, empty)
        else:
            move(beside, folder)
        flush_folder(folder.parent)
    except BaseException as fault:
        shutil.rmtree(beside, ignore_errors=True)
        _take_out((), made)
        if isinstance(fault, OSError):
            raise _cannot(folder, fault) from fault
        raise
    shutil.rmtree(beside, ignore_errors=True)


def _fill(beside: Path, contents: Mapping[str, bytes], empty: Iterable[str]) -> None:
    beside.mkdir()
    for name in empty:
        (beside / name).mkdir(parents=True, exist_ok=True)
    for name, data in contents.items():
        path = beside / name
        path.parent.mkdir(parents=True, exist_ok=True)
        move(write_beside(path, data), path)


def _put(beside: Path, folder: Path, contents: Mapping[str, bytes], empty: Iterable[str]) -> None:
    """Move the files into a folder that is there; where one cannot be, take all of them out again."""
    put: list[Path] = []
    made: list[Path] = []
    try:
        for name in empty:
            made.extend(_made(folder / name))
        for name in contents:
            path = folder / name
            made.extend(_made(path.parent))
            if path.exists():
                raise FileExistsError(errno.EEXIST, "it is there already", str(path))
            move(beside / name, path)
            put.append(path)
    except BaseException:
        _take_out(put, made)
        raise


def _take_out(put: Iterable[Path], made: Sequence[Path]) -> None:
    """Remove files that were put in place, and the folders that were made for them, as far as they are empty."""
    for path in put:
        with suppress(OSError):
            path.unlink()
    for path in reversed(made):
        with suppress(OSError):
            path.rmdir()


def _made(folder: Path) -> list[Path]:
    """Make a folder and those above it, as far as they are missing; give them, the topmost first."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _cannot(folder: Path, fault: OSError) -> CannotWrite:
    return CannotWrite(
        f"{fault.filename or folder} could not be written ({fault.strerror or fault}), so nothing was. Check that the folder "
        "may be written to and has room."
    )
