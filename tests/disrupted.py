"""Writing that is disrupted: every call that touches the disk is counted, and at one of them the run is killed or refused."""

from __future__ import annotations

import io
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Self
from unittest.mock import patch

CALLS = ("open", "replace", "fsync", "unlink", "rmdir", "mkdir", "write", "ftruncate", "chmod", "utime")
"""The functions of `os` by which files are written; a file's own writing and `io.open` are counted as well."""

Disrupt = Callable[[int, str, str], None]
"""What is done before and after a call: given how many there were, its name and what it is about."""


class _Slowly:
    """A file that is written in two halves, so that a run can be killed between them."""

    def __init__(self, file: Any, step: Callable[[str, str], None]) -> None:
        self.file, self.step = file, step

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)

    def write(self, data: bytes) -> int:
        self.step("write", str(self.file.name))
        self.file.write(data[: len(data) // 2])
        self.file.flush()
        self.step("write", str(self.file.name))
        self.file.write(data[len(data) // 2 :])
        return len(data)


@contextmanager
def disrupted(disrupt: Disrupt) -> Iterator[None]:
    """Have `disrupt` called before every call that touches the disk and, for a kill, after it as well."""
    count = 0

    def step(name: str, about: str) -> None:
        nonlocal count
        count += 1
        disrupt(count, name, about)

    def counted(function: Callable[..., Any], name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            step(name, str(arguments[-1] if name == "replace" else arguments[0]))
            result = function(*arguments, **options)
            if isinstance(result, io.BufferedWriter):
                return _Slowly(result, step)
            return result

        return call

    names = [(os, name) for name in CALLS] + [(io, "open")]
    patches = [patch.object(module, name, counted(getattr(module, name), name)) for module, name in names]
    for each in patches:
        each.start()
    try:
        yield
    finally:
        for each in patches:
            each.stop()


def killed_at(number: int) -> Disrupt:
    """End the process at that call as nothing can prevent it: kill -9."""

    def disrupt(count: int, name: str, about: str) -> None:
        if count == number:
            os.kill(os.getpid(), signal.SIGKILL)

    return disrupt


def refused_at(number: int, fault: int, *names: str) -> Disrupt:
    """Refuse that call with an error of the system and, as a disk that is full or a folder that is closed, all after it."""

    def disrupt(count: int, name: str, about: str) -> None:
        if count >= number and (not names or name in names):
            raise OSError(fault, os.strerror(fault))

    return disrupt


def open_in_word(*endings: str) -> Disrupt:
    """Refuse to replace files of these endings, as Windows does while Word or Excel has them open."""

    def disrupt(count: int, name: str, about: str) -> None:
        if name == "replace" and about.endswith(endings):
            raise PermissionError(13, "Permission denied")

    return disrupt


def both(one: Disrupt, other: Disrupt) -> Disrupt:
    """Disrupt in two ways."""

    def disrupt(count: int, name: str, about: str) -> None:
        one(count, name, about)
        other(count, name, about)

    return disrupt
