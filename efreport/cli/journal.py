"""The log of this run: what it was asked, what it did and found, and how it ended, one line an event.

Where --log-file is not given, nothing is kept and nothing costs anything. Findings are counted and never quoted: the log is
kept for months on a machine that is not the returns' own, and what is in a cell belongs into the report.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

LOG_FILE = "--log-file"
LOG_FORMAT = "--log-format"
LOG_FORMATS = ("text", "json")
UNLOGGED = "schedule"
"""The command whose words are those of another run, which has that log."""


class Level(StrEnum):
    """How much an event matters to whoever reads the log in the morning."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Journal:
    """Where the events of this run go. `trouble` says why an event could not be written, once one could not be."""

    def __init__(self, path: Path | None, form: str, command: str, began: float) -> None:
        self.path = path
        self.form = form
        self.command = command
        self.began = began
        self.trouble = ""

    @cached_property
    def run_id(self) -> str:
        """The name of this run."""
        from efreport.run_id import new_run_id

        return new_run_id()

    def note(self, level: Level, event: str, words: str, facts: Mapping[str, Any]) -> None:
        """Add one event; a log that cannot be written is said once and never tried again."""
        if self.path is None or self.trouble:
            return
        from efreport.cli.log_file import append_line

        line = _as_json if self.form == "json" else _as_text
        try:
            append_line(self.path, line(self, level, event, words, facts))
        except (OSError, ValueError) as fault:
            self.trouble = f"The log {self.path} could not be written ({getattr(fault, 'strerror', None) or fault})."


_journal = Journal(None, "text", "", 0.0)
_hearers: list[Callable[[str, Mapping[str, Any]], None]] = []


def begin(arguments: Sequence[str]) -> None:
    """Begin the log of this run as its arguments ask for it, also where they hold a mistake elsewhere."""
    global _journal
    command, path, form = _asked(arguments)
    _journal = Journal(path, form, command, time.monotonic())
    if path is not None:
        _say_started(arguments)


def note(event: str, words: str, level: Level = Level.INFO, **facts: Any) -> None:
    """Add one event to the log: what kind it is, what a person reads, and what a program reads beside it."""
    for hear in _hearers:
        hear(event, facts)
    _journal.note(level, event, words, facts)


def end(code: int, meaning: str) -> str:
    """Add the last event, with exit code and seconds. Gives why the log could not be written, or nothing."""
    seconds = round(time.monotonic() - _journal.began, 2)
    words = f"ended after {seconds:.2f} seconds with exit code {code}: {meaning}"
    level = Level.INFO if code == 0 else Level.WARNING if code == 1 else Level.ERROR
    note("ended", words, level, exit_code=int(code), seconds=seconds)
    return _journal.trouble


@contextmanager
def heard_by(hear: Callable[[str, Mapping[str, Any]], None]) -> Iterator[None]:
    """Have each event in here heard as well, by its kind and its facts, whether or not there is a log."""
    _hearers.append(hear)
    try:
        yield
    finally:
        _hearers.remove(hear)


def log_options() -> list[str]:
    """Give the options by which another run keeps the same log."""
    return [] if _journal.path is None else [LOG_FILE, str(_journal.path), LOG_FORMAT, _journal.form or LOG_FORMATS[0]]


def run_id() -> str:
    """Give the name of this run, which run.json carries as well."""
    return _journal.run_id


def _asked(arguments: Sequence[str]) -> tuple[str, Path | None, str]:
    """Find the command, the log file and its format among the arguments, wherever they stand."""
    found = {LOG_FILE: "", LOG_FORMAT: ""}
    command, awaited = "", ""
    for word in arguments:
        name, equals, value = word.partition("=")
        if awaited:
            found[awaited], awaited = "" if word.startswith("-") else word, ""
        elif word == "--" or command == UNLOGGED:
            break
        elif name in found and equals:
            found[name] = value
        elif word in found:
            awaited = word
        elif not command and not word.startswith("-"):
            command = word
    path = found[LOG_FILE].strip()
    logged = path and command != UNLOGGED
    return command, Path(path).absolute() if logged else None, found[LOG_FORMAT].strip().lower()


def _say_started(arguments: Sequence[str]) -> None:
    import platform

    from efreport import __version__

    try:
        folder = str(Path.cwd())
    except OSError:
        folder = "a folder that is no longer there"
    program = f"efreport {__version__}, Python {platform.python_version()}, {platform.system()}"
    words = f"started in {folder}: {' '.join(_quoted(word) for word in arguments)} ({program})"
    note("started", words, arguments=list(arguments), folder=folder, program=program)


def _quoted(word: str) -> str:
    return f'"{word}"' if not word or " " in word else word


def _as_text(journal: Journal, level: Level, _: str, words: str, __: Mapping[str, Any]) -> str:
    command = journal.command or "efreport"
    return f"{_now()}  {journal.run_id}  {level:7}  {_one_line(command):8}  {_one_line(words)}"


def _as_json(journal: Journal, level: Level, event: str, words: str, facts: Mapping[str, Any]) -> str:
    import json

    entry = {"time": _now(), "run": journal.run_id, "level": level, "command": journal.command, "event": event}
    return json.dumps({**entry, "words": words, **facts})


def _now() -> str:
    from datetime import datetime

    return datetime.now().astimezone().isoformat(timespec="seconds")


def _one_line(words: str) -> str:
    from efreport.phrases import visible

    return " | ".join(part.strip() for part in visible(words).splitlines() if part.strip())
