"""The least that a Typer app can be: one command that does nothing, to hold start-up and help against."""

from __future__ import annotations

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.callback()
def main() -> None:
    """Hold the commands, as every app with more than one does."""


@app.command()
def nothing(word: str = "") -> None:
    """Print a word."""
    print(word)


if __name__ == "__main__":
    app()
