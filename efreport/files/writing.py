"""Writes one file that the user named: a report, a table or a document."""

from __future__ import annotations

from pathlib import Path

from efreport.files.lock import Waiting, alone_in
from efreport.files.placing import (
    CannotWrite,
    discard,
    flush_folder,
    move,
    numbered,
    refuse_folder,
    sweep,
    write_beside,
)


def write_text(path: Path, text: str, waiting: Waiting = lambda _: None, encoding: str = "utf-8") -> None:
    """Write one text file, as `write_bytes` does. Raises CannotWrite."""
    write_bytes(path, text.encode(encoding, "replace"), waiting)


def write_bytes(path: Path, data: bytes, waiting: Waiting = lambda _: None) -> None:
    """Write one file, whole or not at all. Raises CannotWrite.

    Where the one that is there cannot be replaced, the new one is kept beside it.
    """
    refuse_folder(path)
    if path.exists() and not path.is_file():
        _write_through(path, data)
        return
    path = path.resolve() if path.is_symlink() else path
    with alone_in(path.parent, waiting) as alone:
        if alone:
            sweep(path.parent)
        temporary = write_beside(path, data)
        try:
            _place(temporary, path, data)
        finally:
            discard((temporary,))
        flush_folder(path.parent)


def write_new(path: Path, data: bytes, waiting: Waiting = lambda _: None) -> None:
    """Write a file where there is none, whole or not at all. Raises CannotWrite, also where there is one by now."""
    with alone_in(path.parent, waiting) as alone:
        if alone:
            sweep(path.parent)
        if path.exists():
            raise CannotWrite(f"{path} is there already, and is not written over. Move it away first.")
        temporary = write_beside(path, data)
        try:
            move(temporary, path)
        except OSError as fault:
            raise CannotWrite(f"{path} could not be written ({fault.strerror or fault}).") from fault
        finally:
            discard((temporary,))
        flush_folder(path.parent)


def replace_known(path: Path, known: bytes, data: bytes, waiting: Waiting = lambda _: None) -> bool:
    """Put a file in the place of one that is, byte for byte, `known`; whole or not at all. Raises CannotWrite.

    False where the one that is there is another by now, or cannot be replaced, since another program has it open.
    """
    with alone_in(path.parent, waiting) as alone:
        if alone:
            sweep(path.parent)
        temporary = write_beside(path, data)
        try:
            if path.read_bytes() != known:
                return False
            move(temporary, path)
        except OSError:
            return False
        finally:
            discard((temporary,))
        flush_folder(path.parent)
    return True


def _write_through(path: Path, data: bytes) -> None:
    """Write to what is no file of a disk, such as a pipe or the terminal."""
    try:
        with path.open("wb") as stream:
            stream.write(data)
    except OSError as fault:
        raise CannotWrite(f"{path} could not be written ({fault.strerror or fault}).") from fault


def _place(temporary: Path, path: Path, data: bytes) -> None:
    try:
        move(temporary, path)
    except OSError as fault:
        reason = f"{path} could not be replaced ({fault.strerror or fault}); it is probably open in another program."
        kept = _keep(temporary, path, data)
        if kept is None:
            raise CannotWrite(f"{reason} Close it, then run the command again.") from fault
        raise CannotWrite(
            f"{reason} The new one is kept beside it as {kept.name}: close the old one, then run the command again.",
            (kept,),
        ) from fault


def _keep(temporary: Path, path: Path, data: bytes) -> Path | None:
    try:
        for beside in numbered(path, "new"):
            if not beside.exists():
                move(temporary, beside)
                return beside
            if beside.is_file() and beside.read_bytes() == data:
                return beside
    except OSError:
        return None
    return None
