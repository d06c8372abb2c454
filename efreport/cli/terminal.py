"""What reaches the terminal, and how: streams that no character can break, colour where it is wanted, progress."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterable
from typing import TextIO

from efreport.reports import Line, Style

STYLES = {
    Style.HEADING: "bold",
    Style.ERROR: "bold red",
    Style.WARNING: "yellow",
    Style.NOTE: "cyan",
    Style.HINT: "dim",
}
SPELT_OUT = {
    "▲": "up", "▼": "down", "►": "level", "›": ">", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-",
    "…": "...", "−": "-",
}  # fmt: skip


def prepare_streams() -> None:
    """Make both streams write anything: what their encoding lacks is spelt out, never an error."""
    codecs.register_error("efreport", _spell_out)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="efreport")


def _spell_out(fault: UnicodeError) -> tuple[str, int]:
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    return "".join(SPELT_OUT.get(letter, "?") for letter in fault.object[fault.start : fault.end]), fault.end


def wants_colour(stream: TextIO) -> bool:
    """Say whether to colour: only on a terminal, and never against NO_COLOR."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def visible(text: str) -> str:
    """Show control characters of a return as marks, so that no cell can steer the terminal."""
    return "".join(letter if letter.isprintable() or letter == "\n" else "\N{REPLACEMENT CHARACTER}" for letter in text)


def print_lines(lines: Iterable[Line], stream: TextIO) -> None:
    """Print report lines: wrapped and coloured on a terminal, each on one plain line elsewhere."""
    if not stream.isatty():
        for line in lines:
            print(visible(line.words), file=stream)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, no_color=not wants_colour(stream), highlight=False, emoji=False, markup=False)
    for line in lines:
        style = STYLES.get(line.style, "")
        words = visible(line.words)
        if not line.indent or console.width < line.indent + 30:
            console.print(Text(words, style))
            continue
        body = Text(words[line.indent :], style).wrap(console, console.width - line.indent)
        for number, part in enumerate(body):
            lead = Text(words[: line.indent] if number == 0 else " " * line.indent, style)
            console.print(lead.append_text(part), soft_wrap=True)


class Progress:
    """One line on stderr that says what is being done; only on a terminal, and wiped at the end."""

    def __init__(self, *, quiet: bool) -> None:
        self.shown = not quiet and sys.stderr.isatty()
        self.length = 0

    def __call__(self, doing: str) -> None:
        """Show what is being done now."""
        if self.shown:
            words = visible(doing)[:78]
            print(f"\r{words:{self.length}}", end="", file=sys.stderr, flush=True)  # noqa: T201
            self.length = len(words)

    def done(self) -> None:
        """Wipe the line."""
        if self.shown and self.length:
            print(f"\r{'':{self.length}}\r", end="", file=sys.stderr, flush=True)  # noqa: T201
