"""How commands that checked returns end: where they write, what they say last, and with which exit code."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from efreport.cli.exits import DEBUG, Exit, say
from efreport.faults import UsageFault

if TYPE_CHECKING:
    from efreport.run import Outcome


def refuse_return(out: Path, outcome: Outcome) -> None:
    """Raise UsageFault where the file to write is one of the returns, which are never changed."""
    rounds = (outcome.round, *outcome.round.earlier)
    paths = [found.path for round_ in rounds for found in round_.returns]
    paths += [found.path for round_ in rounds for found in round_.unreadable]
    if out.resolve() in (path.resolve() for path in paths):
        raise UsageFault(f"{out} is one of the returns, and they are never written over. Name another file")


def stop(outcome: Outcome, message: str = "") -> None:
    """End with the exit code that the findings ask for, and say what that means for the user."""
    faults = outcome.checked.faults
    if faults:
        if os.environ.get(DEBUG):
            for fault in faults:
                print(f"{fault.rule}: {fault.detail}", file=sys.stderr)  # noqa: T201
        say(f"{len(faults)} of the rules could not run: an internal fault. {message}".rstrip())
        raise typer.Exit(Exit.INTERNAL_FAULT)
    if outcome.has_errors:
        if message:
            say(message)
        raise typer.Exit(Exit.ERRORS_IN_RETURNS)


def see_them(outcome: Outcome, data: Path | None, config: Path | None) -> str:
    """Say how to see what was found, or nothing where nothing was."""
    if not any(outcome.checked.counts.values()):
        return ""
    words = ["efreport", "validate", *([str(data)] if data else []), "--quarter", outcome.round.quarter.key]
    words += ["--config", str(config)] if config else []
    command = " ".join(f'"{word}"' if " " in word else word for word in words)
    return f"See them with: {command}"
