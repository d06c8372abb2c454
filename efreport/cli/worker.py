"""One worker: a process that runs one command after the other as if each had been typed, and hands back what it said."""

from __future__ import annotations

import io
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from efreport.cli import journal
from efreport.cli.exits import Exit
from efreport.cli.paths import folders_checked_before

LEFT = (Exit.STOPPED, Exit.ENDED)


@dataclass(frozen=True)
class Ran:
    """How a command ended, what it wrote to stdout and stderr, and the facts of the events that it logged, by event."""

    code: int
    out: str = ""
    err: str = ""
    facts: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)


def work(connection: Connection) -> None:
    """Run each command that comes over the connection, until none does or the process is told to end."""
    from efreport.cli.main import end
    from efreport.cli.terminal import prepare_streams

    prepare_streams()
    signal.signal(signal.SIGTERM, end)
    if sys.platform != "win32":
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Whoever began the workers ends them.
    with suppress(EOFError, KeyboardInterrupt, BrokenPipeError):
        while True:
            ran = run_one(connection.recv())
            connection.send(ran)
            if ran.code in LEFT:
                return


def run_one(arguments: Sequence[str]) -> Ran:
    """Run a command; nothing of what it writes to the terminal gets there."""
    from efreport.cli.main import run_command

    facts: dict[str, list[Mapping[str, Any]]] = {}

    def hear(event: str, said: Mapping[str, Any]) -> None:
        facts.setdefault(event, []).append(said)

    out, err = io.BytesIO(), io.BytesIO()
    with (
        folders_checked_before(),
        journal.heard_by(hear),
        redirect_stdout(_over(out)),
        redirect_stderr(_over(err)),
    ):
        code = run_command(arguments)
        return Ran(int(code), out.getvalue().decode(), err.getvalue().decode(), facts)


def _over(data: io.BytesIO) -> io.TextIOWrapper:
    """Make a stream that takes text and bytes, as those of a process do."""
    return io.TextIOWrapper(data, "utf-8", "replace", newline="\n", write_through=True)
