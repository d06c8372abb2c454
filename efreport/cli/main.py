"""The command line as a whole: its commands and its entry point."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated, NoReturn

import typer

from efreport import __version__
from efreport.cli import journal
from efreport.cli.commands import PLAIN, CommandGroup
from efreport.cli.exits import Exit, Terminated, exits, say
from efreport.cli.journal import LOG_FILE
from efreport.cli.terminal import prepare_streams, surviving

app = typer.Typer(
    name="efreport",
    cls=CommandGroup,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    **PLAIN,
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"efreport {__version__}")  # noqa: T201
        raise typer.Exit(Exit.DONE)


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Build a council's performance framework from the quarter's Excel returns.

    \b
    efreport init FOLDER              begin a council's framework, or --example
    efreport validate                 check the returns
    efreport status                   who has sent a return, what is still due
    efreport build --quarter 2014Q2   write the Word and Excel framework
    efreport export --quarter 2014Q2  the figures as one tidy table
    efreport trend CP3                one indicator over the quarters
    efreport compare 2014Q1 2014Q2    what changed, published figures first
    efreport check-document FILE      check a document before it is published
    efreport explain EF201            what a rule finds, how to put it right

    Exit codes: 0 done (warnings allowed), 1 errors in the returns or the document, 2 wrong usage or config, 3 nothing to
    read or could not write, 4 internal fault, 5 the documents are out of date (build --check).
    """


def run() -> None:
    """Run the command line in this process, and end it."""
    # Nearly all that a run makes lives until its end, and looking for what does not took a quarter of a long one.
    gc.set_threshold(100_000, 100, 100)
    prepare_streams()
    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        # What was begun so that it outlives its terminal, as with nohup, goes on.
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, end)
    leave(run_command(sys.argv[1:]))


def leave(code: int) -> NoReturn:
    """End this process with the code, which a Ctrl+C that comes this late changes no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if code in (Exit.STOPPED, Exit.ENDED):
        # Where it stopped in the midst of an import, Python would end itself by the signal and not with the code.
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        os._exit(code)
    sys.exit(code)


def run_command(arguments: Sequence[str]) -> int:
    """Run the command that the arguments name, and keep its log; gives the exit code."""
    journal.begin(arguments)
    code = _run(arguments)
    trouble = journal.end(code, Exit(code).meaning)
    if trouble:
        say(f"{trouble} Name another file with {LOG_FILE}, or close it wherever it is open.", logged=False)
        code = code if code in (Exit.WRONG_USAGE, Exit.INTERNAL_FAULT) else Exit.NOTHING_READ_OR_WRITTEN
    return code


def _run(arguments: Sequence[str]) -> int:
    try:
        with exits(), surviving(sys.stdout):
            return app(list(arguments), standalone_mode=False) or Exit.DONE
    except typer.Exit as ended:
        return ended.exit_code
    except SystemExit:
        return Exit.DONE  # Whoever reads the help has gone.


def end(*_: object) -> NoReturn:
    """End this process as Ctrl+C does, since the system asks for it."""
    raise Terminated
