"""Exit codes, and how each thing that can go wrong ends: one clear message on stderr and in the log, never a traceback."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import IntEnum
from typing import Protocol, runtime_checkable

import typer

from efreport.cli import journal
from efreport.cli.journal import Level
from efreport.cli.terminal import OutputLost, surviving
from efreport.faults import FileFault, InternalFault, UsageFault
from efreport.phrases import ended, visible

DEBUG = "EFREPORT_DEBUG"


class Exit(IntEnum):
    """What the command's exit code means. Where several hold, 4 comes before 2, 2 before 3, 3 before 1 and 1 before 5."""

    DONE = 0
    ERRORS_IN_RETURNS = 1
    WRONG_USAGE = 2
    NOTHING_READ_OR_WRITTEN = 3
    INTERNAL_FAULT = 4
    OUT_OF_DATE = 5
    STOPPED = 130
    ENDED = 143

    @property
    def meaning(self) -> str:
        """Say in plain words what it means; the log, the help and docs/scheduled-runs.md say it from here."""
        return MEANINGS[self]


MEANINGS = {
    Exit.DONE: "done (warnings allowed)",
    Exit.ERRORS_IN_RETURNS: "errors in the returns or the document",
    Exit.WRONG_USAGE: "wrong usage or config",
    Exit.NOTHING_READ_OR_WRITTEN: "nothing to read or could not write",
    Exit.INTERNAL_FAULT: "internal fault",
    Exit.OUT_OF_DATE: "the documents are not what a build would write",
    Exit.STOPPED: "stopped with Ctrl+C",
    Exit.ENDED: "told by the system to end",
}


class Terminated(KeyboardInterrupt):
    """The system told the run to end."""


@runtime_checkable
class Misuse(Protocol):
    """What Typer raises where the command line is not as it should be."""

    exit_code: int

    def show(self) -> None:
        """Print the message with the usage."""

    def format_message(self) -> str:
        """Give the message alone."""


@contextmanager
def exits() -> Iterator[None]:
    """Turn what was raised into its message and exit code."""
    try:
        yield
        with surviving(sys.stdout):
            pass
    except (typer.Exit, typer.Abort):
        raise
    except (Exception, KeyboardInterrupt) as fault:
        raise typer.Exit(_say_why(fault)) from fault


def _say_why(fault: BaseException) -> int:
    """Say why the run cannot go on; gives the exit code."""
    match fault:
        case KeyboardInterrupt():
            say("\nStopped. No file is left half-written.", Level.ERROR)
            return Exit.ENDED if isinstance(fault, Terminated) else Exit.STOPPED
        case UsageFault():
            say(ended(str(fault)), Level.ERROR)
            return Exit.WRONG_USAGE
        case FileFault():
            say(ended(str(fault)), Level.ERROR)
            return Exit.NOTHING_READ_OR_WRITTEN
        case InternalFault():
            say(ended(f"Internal fault: {fault}"), Level.ERROR)
            return Exit.INTERNAL_FAULT
        case OSError():
            say(_of_the_system(fault), Level.ERROR)
            return Exit.NOTHING_READ_OR_WRITTEN
        case Misuse():
            _say_misuse(fault)
            return Exit.WRONG_USAGE
        case _:
            _say_internal(fault)
            return Exit.INTERNAL_FAULT


def _say_misuse(fault: Misuse) -> None:
    with suppress(OutputLost), surviving(sys.stderr):
        fault.show()
    journal.note("said", fault.format_message(), Level.ERROR)


def _of_the_system(fault: OSError) -> str:
    """Say what the system refused, and for which file; it names none for the output and for the current folder."""
    why = fault.strerror or str(fault)
    if fault.filename is not None:
        return f"{fault.filename} could not be read or written ({why})."
    if isinstance(fault, FileNotFoundError) and not _has_current_folder():
        return "The folder that efreport was started in is no longer there. Change to another folder and run it again."
    return f"The output could not be written ({why})."


def _has_current_folder() -> bool:
    try:
        return bool(os.getcwd())  # noqa: PTH109 - that it raises is all that is asked
    except OSError:
        return False


def _say_internal(fault: BaseException) -> None:
    if os.environ.get(DEBUG):
        traceback.print_exception(fault)
    places = [
        f"{os.path.basename(frame.filename)} line {frame.lineno}"  # noqa: PTH119 - a path of another system will do
        for frame in traceback.extract_tb(fault.__traceback__)
    ]
    what = f"Internal fault: {type(fault).__name__} in {places[-1]}: {fault}"
    say(what, logged=False)
    say(
        f"This is a mistake in efreport, not in your returns. Nothing was written. For the details, set {DEBUG}=1 and run it again.",
        logged=False,
    )
    journal.note("fault", f"{what} (reached by way of {', '.join(places)})", Level.ERROR, places=places)


def say(message: str, level: Level = Level.INFO, *, logged: bool = True) -> None:
    """Write a message to stderr, and into the log."""
    if logged:
        journal.note("said", message.strip(), level)
    with suppress(OutputLost), surviving(sys.stderr):
        print(visible(message), file=sys.stderr)  # noqa: T201
