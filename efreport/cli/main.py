"""The command line as a whole: its commands and its entry point."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from efreport import __version__
from efreport.cli.commands import PLAIN, CommandGroup
from efreport.cli.exits import Exit
from efreport.cli.terminal import prepare_streams

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
    efreport validate                     check the returns
    efreport validate --summary           who has sent a return, and where each stands
    efreport build --quarter 2014Q2       check them and write the Word and Excel framework
    efreport export --quarter 2014Q2      the figures as one tidy table
    efreport check-document FILE          check a finished document before it is published
    efreport explain EF201                what a rule finds, and how to put it right

    \b
    Exit codes: 0 done (warnings allowed), 1 errors in the returns or the document,
    2 wrong usage or config, 3 nothing to read or could not write, 4 internal fault.
    """


def run() -> None:
    """Run the command line; the entry point of `efreport`."""
    prepare_streams()
    try:
        app()
    except BrokenPipeError:
        # Whoever reads the output has gone; what is left of it must not raise again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(Exit.DONE)
