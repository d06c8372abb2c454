"""Adds lines to a log file that several runs may share: whole lines only, and a full file is put aside."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

LARGEST = 1_000_000
"""In bytes. A night of twelve returns is about 3,000, so a file holds most of a year."""
KEPT = 5
LONGEST_WAIT = 5.0
"""In seconds, for another run that is writing to the same file."""
_PAUSE = 0.01
_LOCKED_BYTE = 0x7FFF0000
"""Far behind the end of the file, since on Windows nobody else can read a byte that is locked."""


def append_line(path: Path, line: str, *, largest: int = LARGEST, kept: int = KEPT) -> None:
    """Add one line to the file, in UTF-8, and make its folder where only that is missing. Raises OSError.

    A file that would be larger than `largest` bytes is put aside as name.1.log, the one before as name.2.log, and so on
    up to `kept`. Its contents are copied and it is emptied, never renamed: Windows renames no file that is open.
    """
    data = f"{line}\n".encode("utf-8", "replace")
    path.parent.mkdir(exist_ok=True)
    with path.open("a+b", buffering=0) as file, _locked(file):
        size = file.seek(0, os.SEEK_END)
        if size and size + len(data) > largest and _put_aside(path, file, kept):
            size = 0
        file.write(data if _ends_a_line(file, size) else b"\n" + data)


def put_aside_name(path: Path, number: int) -> Path:
    """Name the file that holds what was in the log before: efreport.1.log for the newest."""
    return path.with_name(f"{path.stem}.{number}{path.suffix}")


def _put_aside(path: Path, file: FileIO, kept: int) -> bool:
    """Empty the file into another; say whether that could be done, as not where somebody has one of them open."""
    try:
        for number in range(kept - 1, 0, -1):
            older = put_aside_name(path, number)
            if older.exists():
                older.replace(put_aside_name(path, number + 1))
        file.seek(0)
        put_aside_name(path, 1).write_bytes(file.read())
        file.truncate(0)
    except OSError:
        return False
    return True


def _ends_a_line(file: FileIO, size: int) -> bool:
    """Say whether the file ends with a whole line; it does not where a run was killed or the disk was full."""
    if not size:
        return True
    file.seek(size - 1)
    return file.read(1) == b"\n"


@contextmanager
def _locked(file: FileIO) -> Iterator[None]:
    """Keep other runs out; the system lets go by itself where a run is killed. Raises TimeoutError."""
    last = time.monotonic() + LONGEST_WAIT
    while not _lock(file):
        if time.monotonic() > last:
            raise TimeoutError("another run holds it")
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        _unlock(file)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: FileIO) -> bool:
        file.seek(_LOCKED_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(file: FileIO) -> None:
        file.seek(_LOCKED_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(file: FileIO) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # A file system without locks: one line is still one write.
        return True

    def _unlock(file: FileIO) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
