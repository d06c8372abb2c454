"""Reads a file whole, where it is a plain file of a bearable size: a pipe or a device would be waited for without end."""

from __future__ import annotations

import errno
import stat
import time
from pathlib import Path
from typing import BinaryIO

MEGABYTE = 2**20
PAUSES = (0.05, 0.1, 0.2, 0.4)
"""In seconds, between attempts to open a file that another program holds: a virus scanner lets go of a new one soon."""
_HELD = (32, 33)
"""What Windows says of a file that another program has open for itself, or of which it has locked a part."""


class NotPlain(OSError):
    """What is there is a pipe, a device or the like, and no file."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EINVAL, "it is a pipe or a device, and no file", str(path))


class TooLong(OSError):
    """The file is larger than is allowed; `megabytes` is its size."""

    def __init__(self, path: Path, size: int, most: int) -> None:
        self.megabytes = size // MEGABYTE
        message = f"it is {self.megabytes:,} MB, and at most {most // MEGABYTE:,} MB are read"
        super().__init__(errno.EFBIG, message, str(path))


def read_plain(path: Path, most_bytes: int) -> bytes:
    """Give the bytes of a file. Raises NotPlain, TooLong (also where it grows meanwhile), or another OSError."""
    facts = path.stat()
    if not stat.S_ISREG(facts.st_mode) and not stat.S_ISDIR(facts.st_mode):
        raise NotPlain(path)
    if facts.st_size > most_bytes:
        raise TooLong(path, facts.st_size, most_bytes)
    with _opened(path) as file:
        data = file.read(most_bytes + 1)
    if len(data) > most_bytes:
        raise TooLong(path, len(data), most_bytes)
    return data


def _opened(path: Path) -> BinaryIO:
    for pause in PAUSES:
        try:
            return path.open("rb")
        except OSError as fault:
            if getattr(fault, "winerror", None) not in _HELD:
                raise
        time.sleep(pause)
    return path.open("rb")
