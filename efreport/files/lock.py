"""Lets one run at a time write into a folder. The lock is the system's own, so one that was killed leaves none behind."""

from __future__ import annotations

import errno
import json
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from efreport.files.placing import PAUSES, CannotWrite, folder_named

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK = ".efreport.lock"
PATIENCE = 60.0
"""Seconds to wait for another run: it holds the folder for the few in which it writes and reads back."""
PAUSE = 0.1
_HELD = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
_BEYOND = 1 << 30  # On Windows a locked byte cannot be read, so the one that is locked lies beyond what the file says.

Waiting = Callable[[str], None]


@contextmanager
def alone_in(folder: Path, waiting: Waiting) -> Iterator[bool]:
    """Make the folder if need be, and hold it against other runs; `waiting` is told whom we wait for.

    Gives False where the folder is on a drive that knows no locks, so that nobody can be sure to be alone. A folder that
    was made and is empty in the end is removed. Raises CannotWrite, also where another run does not end in time.
    """
    made = _make(folder)
    try:
        number = _acquire(folder, waiting)
        try:
            yield number is not None
        finally:
            if number is not None:
                _release(folder / LOCK, number)
    finally:
        for each in made:
            with suppress(OSError):
                each.rmdir()


def _make(folder: Path) -> tuple[Path, ...]:
    """Make the folder and those above it; give what was not there, innermost first. Raises CannotWrite."""
    missing = tuple(each for each in (folder, *folder.parents) if not each.exists())
    if not missing and folder.is_dir():
        return ()
    refuse_file_in_the_way(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise CannotWrite(f"The folder {folder} could not be made ({fault.strerror or fault}).") from fault
    return missing


def refuse_file_in_the_way(folder: Path) -> None:
    """Raise CannotWrite where a file stands in the place of the folder, or of one above it."""
    in_the_way = next((each for each in (folder, *folder.parents) if each.exists()), folder)
    if in_the_way.is_file():
        raise CannotWrite(f"The folder {folder} could not be made, since {in_the_way} is a file. Name another folder.")


def _acquire(folder: Path, waiting: Waiting) -> int | None:
    """Take the lock, waiting for it; None where the drive knows no locks. Raises CannotWrite."""
    path = folder / LOCK
    until = time.monotonic() + PATIENCE
    while True:
        number = _open_patiently(path)
        try:
            taken = _take(path, number)
        except OSError:
            os.close(number)
            return None
        if taken:
            _say_who(number)
            return number
        os.close(number)
        holder = _holder(path)
        if time.monotonic() > until:
            raise CannotWrite(
                f"Another run of efreport is writing to {folder_named(folder)}{holder and f' ({holder})'} and did not end within "
                f"{PATIENCE:.0f} seconds, so nothing was written. Run the command again when it has ended."
            )
        waiting(f"Waiting for another run{holder and f' ({holder})'}")
        time.sleep(PAUSE)


def _open_patiently(path: Path) -> int:
    """Open the lock file; on Windows one that is just being removed cannot be opened for a moment. Raises CannotWrite."""
    for pause in (*PAUSES, 0):
        try:
            return _open(path)
        except FileNotFoundError:  # The run before us made the folder, wrote nothing and removed it again.
            _make(path.parent)
        except OSError as fault:
            if pause and isinstance(fault, PermissionError):
                time.sleep(pause)
                continue
            raise CannotWrite(
                f"{folder_named(path.parent)} could not be written to ({fault.strerror or fault}). "
                "Check that the folder may be written to and has room."
            ) from fault
    raise CannotWrite(f"{folder_named(path.parent)} could not be written to: no file can be made in it.")


def _open(path: Path) -> int:
    """Open the lock file, and make it where there is none: whoever may write to the folder may take the lock."""
    flags = os.O_RDWR | getattr(os, "O_BINARY", 0)
    with suppress(FileNotFoundError):
        return os.open(path, flags)
    number = os.open(path, flags | os.O_CREAT, 0o666)
    with suppress(OSError):
        path.chmod(path.parent.stat().st_mode & 0o666)
    return number


def _take(path: Path, number: int) -> bool:
    """Take the lock if nobody has it; say whether it is ours. Raises OSError where the drive knows no locks."""
    try:
        if sys.platform == "win32":
            os.lseek(number, _BEYOND, os.SEEK_SET)
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as fault:
        if fault.errno in _HELD:
            return False
        raise
    try:
        return os.path.samestat(os.fstat(number), path.stat())
    except OSError:  # The run before us removed the file that we had opened, so another may hold a new one.
        return False


def _release(path: Path, number: int) -> None:
    if sys.platform == "win32":  # There an open file cannot be removed.
        os.close(number)
    with suppress(OSError):
        path.unlink()
    if sys.platform != "win32":
        os.close(number)


def _say_who(number: int) -> None:
    since = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"
    who = {"process": os.getpid(), "machine": platform.node(), "since": since}
    with suppress(OSError):  # Full disks are found out where it matters.
        os.ftruncate(number, 0)
        os.lseek(number, 0, os.SEEK_SET)
        os.write(number, json.dumps(who).encode())


def _holder(path: Path) -> str:
    """Say who holds the lock and since when; nothing where that cannot be read."""
    try:
        who = json.loads(path.read_bytes())
        return f"process {who['process']} on {who['machine']}, since {who['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
