"""Exit codes, and how each thing that can go wrong ends: one clear message on stderr, never a traceback."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

import typer

from efreport.faults import FileFault, InternalFault, UsageFault
from efreport.reports.phrases import ended, visible

DEBUG = "EFREPORT_DEBUG"


class Exit(IntEnum):
    """What the command's exit code means. Where several hold, 4 comes before 2, 2 before 3 and 3 before 1."""

    DONE = 0
    ERRORS_IN_RETURNS = 1
    WRONG_USAGE = 2
    NOTHING_READ_OR_WRITTEN = 3
    INTERNAL_FAULT = 4


@contextmanager
def exits() -> Iterator[None]:
    """Turn what was raised into its message and exit code."""
    try:
        yield
        sys.stdout.flush()
    except (typer.Exit, typer.Abort, KeyboardInterrupt, BrokenPipeError):
        raise
    except UsageFault as fault:
        say(ended(str(fault)))
        raise typer.Exit(Exit.WRONG_USAGE) from fault
    except FileFault as fault:
        say(ended(str(fault)))
        raise typer.Exit(Exit.NOTHING_READ_OR_WRITTEN) from fault
    except InternalFault as fault:
        say(ended(f"Internal fault: {fault}"))
        raise typer.Exit(Exit.INTERNAL_FAULT) from fault
    except OSError as fault:
        say(f"The output could not be written ({fault.strerror or fault}).")
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - or Python tries again at exit
        raise typer.Exit(Exit.NOTHING_READ_OR_WRITTEN) from fault
    except Exception as fault:
        _say_internal(fault)
        raise typer.Exit(Exit.INTERNAL_FAULT) from fault


def _say_internal(fault: Exception) -> None:
    if os.environ.get(DEBUG):
        traceback.print_exception(fault)
    last = traceback.extract_tb(fault.__traceback__)[-1]
    place = f"{os.path.basename(last.filename)} line {last.lineno}"  # noqa: PTH119 - a path of another system will do
    say(f"Internal fault: {type(fault).__name__} in {place}: {fault}")
    say(
        f"This is a mistake in efreport, not in your returns. Nothing was written. For the details, set {DEBUG}=1 and run it again."
    )


def say(message: str) -> None:
    """Write a message to stderr."""
    print(visible(message), file=sys.stderr)  # noqa: T201
