"""Puts many new files into a folder that may not be there yet: all of them or none, and never over what is there."""

from __future__ import annotations

import errno
import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from efreport.files.lock import alone_in
from efreport.files.placing import CannotWrite, flush_folder, move, write_beside
from efreport.fingerprint import fingerprint

PREFIX = ".efreport-new-"
LIST = ".put.json"
"""In the hidden folder: what is put from there into a folder that is there already, by name, with its SHA-256."""
_LEFT = re.compile(re.escape(PREFIX) + "[0-9a-f]{12}")


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
    with alone_in(_beside(folder), lambda _: None):
        _plant(folder, contents, empty)


def heal(folder: Path) -> None:
    """Take out what a run left that was killed while it planted there: its hidden folder, and the files it had put so far.

    Of those, only what is as it was put. A folder in which all had been put is whole, and stays. Raises CannotWrite.
    """
    where = _beside(folder)
    left = [path for path in where.iterdir() if _LEFT.fullmatch(path.name)] if where.is_dir() else []
    if not left:
        return
    with alone_in(where, lambda _: None) as alone:
        for beside in left if alone else ():
            if folder.is_dir():
                _take_out(_put_by(beside, folder), [])
            shutil.rmtree(beside, ignore_errors=True)


def _beside(folder: Path) -> Path:
    """Give the folder in which the hidden one is made: it must be of the same drive."""
    return folder if folder.is_dir() else folder.parent


def _put_by(beside: Path, folder: Path) -> Iterator[Path]:
    """Give the files that a killed run had put into the folder, where it had not put all of them."""
    try:
        meant: dict[str, str] = json.loads((beside / LIST).read_bytes())
        if not any((beside / name).exists() for name in meant):
            return
        for name, sha256 in meant.items():
            path = folder / name
            if path.is_file() and fingerprint(path.read_bytes()) == sha256:
                yield path
    except (OSError, ValueError, AttributeError):
        return


def _plant(folder: Path, contents: Mapping[str, bytes], empty: Iterable[str]) -> None:
    made: list[Path] = []
    beside = _beside(folder) / f"{PREFIX}{token_hex(6)}"
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
    meant = {name: fingerprint(data) for name, data in contents.items()}
    move(write_beside(beside / LIST, json.dumps(meant).encode()), beside / LIST)
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
