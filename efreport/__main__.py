"""Where every run begins, and where one ends that is stopped before its command could say so: a start takes a moment."""

from __future__ import annotations

import os


def run() -> None:
    """Run the command line; the entry point of `efreport`."""
    try:
        from efreport.cli.main import run as run_command_line

        run_command_line()
    except KeyboardInterrupt:
        os.write(2, b"\nStopped. No file is left half-written.\n")
        os._exit(130)


if __name__ == "__main__":
    run()
