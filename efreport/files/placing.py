"""Puts one file in place: written whole under a temporary name, flushed to the disk, and only then moved."""

from __future__ import annotations

import errno
import os
import re
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from efreport.faults import FileFault
from efreport.fingerprint import fingerprint_of

_TEMPORARY = re.compile(r"\.efreport-[0-9a-f]{12}\.tmp")
_NO_FLUSH = (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS)
PAUSES = (0.05, 0.1, 0.2, 0.4)
"""Seconds to wait before a refused move is tried again: on Windows a virus scanner holds a new file for a moment."""


class CannotWrite(FileFault):
    """A file could not be written; the message names it and says what to do. `kept` are the new ones left beside it."""

    def __init__(self, message: str, kept: Iterable[Path] = ()) -> None:
        self.kept = tuple(kept)
        super().__init__(message)


def folder_named(folder: Path) -> Path:
    """Give a folder as a message names it: the current one, which is a mere dot, by its whole path."""
    return folder.absolute() if folder == Path() else folder


def refuse_folder(path: Path) -> None:
    """Raise CannotWrite where a folder stands in the file's place."""
    if path.is_dir():
        raise CannotWrite(
            f"{path} is a folder, so no file of that name can be written. Name a file, or move the folder."
        )


def refuse_no_file(path: Path) -> None:
    """Raise CannotWrite where a pipe, a device or the like stands in the file's place."""
    if path.exists() and not path.is_file():
        raise CannotWrite(f"{path} is no file, so none of that name can be written. Name another folder, or move it.")


def write_beside(path: Path, data: bytes) -> Path:
    """Write the whole of a file under a temporary name in its folder, and give that. Raises CannotWrite."""
    temporary = _temporary(path)
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            _flush(file.fileno())
    except KeyboardInterrupt:
        discard((temporary,))
        raise
    except OSError as fault:
        discard((temporary,))
        raise CannotWrite(
            f"{path} could not be written ({fault.strerror or fault}). Check that the folder may be written to and has room."
        ) from fault
    return temporary


def move(temporary: Path, path: Path) -> None:
    """Move a file into place, in one step and over what is there; a refusal is waited out for a moment. Raises OSError."""
    for pause in PAUSES:
        try:
            temporary.replace(path)
            return
        except PermissionError:
            time.sleep(pause)
    temporary.replace(path)


def refusal(path: Path) -> OSError | None:
    """Say why what is at the path cannot be replaced now, or give None: it is moved onto itself, which changes nothing."""
    if not os.path.lexists(path):
        return None
    try:
        move(path, path)
    except PermissionError as fault:
        return fault
    except OSError:
        return None
    return None


def place_beside(path: Path, word: str) -> Path:
    """Give the first free name like "framework (kept 1).docx" for a copy, or that of one that holds the same. Raises OSError."""
    same = fingerprint_of(path)
    for copy in numbered(path, word):
        if not copy.exists() or (copy.is_file() and fingerprint_of(copy) == same):
            return copy
    raise FileExistsError(errno.EEXIST, "there are too many copies of it")


def copy_beside(path: Path, word: str) -> Path:
    """Copy a file to where `place_beside` says, and give that. Raises OSError."""
    copy = place_beside(path, word)
    if not copy.exists():
        temporary = _temporary(path)
        try:
            shutil.copy2(path, temporary)
            _flush_file(temporary)
            move(temporary, copy)
        finally:
            discard((temporary,))
    return copy


def numbered(path: Path, word: str) -> Iterator[Path]:
    """Give the names that a file may be kept under: framework (new 1).docx, framework (new 2).docx..."""
    return (path.with_name(f"{path.stem} ({word} {number}){path.suffix}") for number in range(1, 1000))


def sweep(folder: Path) -> None:
    """Remove the temporary files that a run left which was ended in the midst. Only for whoever is alone in the folder."""
    with suppress(OSError):
        discard(path for path in folder.iterdir() if _TEMPORARY.fullmatch(path.name))


def discard(temporaries: Iterable[Path]) -> None:
    """Remove temporary files, as far as they are still there."""
    for path in temporaries:
        with suppress(OSError):
            path.unlink()


def flush_folder(folder: Path) -> None:
    """Have the names in a folder reach the disk, where the system knows such a thing: Windows does not."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _temporary(path: Path) -> Path:
    return path.with_name(f".efreport-{token_hex(6)}.tmp")


def _flush_file(path: Path) -> None:
    with path.open("r+b") as file:
        _flush(file.fileno())


def _flush(number: int) -> None:
    """Have a file reach the disk; some network drives cannot be asked to."""
    try:
        os.fsync(number)
    except OSError as fault:
        if fault.errno not in _NO_FLUSH:
            raise
