"""What reaches the terminal, and how: streams that no character can break, colour where it is wanted, progress."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from efreport.reports import Line, Style
from efreport.reports.phrases import visible

if TYPE_CHECKING:
    from rich.console import Console

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
NARROWEST = 30
BYTE_ORDER_MARK = "\ufeff"


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


@contextmanager
def _surviving(stream: TextIO) -> Iterator[None]:
    """Go on where whoever reads the stream has gone: the exit code still says what was found."""
    try:
        yield
        stream.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def print_lines(lines: Iterable[Line], stream: TextIO, *, wrapped: bool = True) -> None:
    """Print report lines: coloured on a terminal, and there `wrapped`; each on one plain line elsewhere."""
    if not stream.isatty():
        with _surviving(stream):
            for line in lines:
                print(visible(line.words).rstrip(), file=stream)
        return
    from rich.console import Console

    console = Console(file=stream, no_color=not wants_colour(stream), highlight=False, emoji=False, markup=False)
    for line in lines:
        _print_line(line, console, wrapped=wrapped)


def _print_line(line: Line, console: Console, *, wrapped: bool) -> None:
    from rich.text import Text

    words = Text.assemble(*((visible(part.words), STYLES.get(part.style, "")) for part in line.parts))
    words.rstrip()
    if not wrapped:
        console.print(words, soft_wrap=True)
    elif not line.indent or console.width < line.indent + NARROWEST:
        console.print(words)
    else:
        lead, body = words[: line.indent], words[line.indent :]
        for number, part in enumerate(body.wrap(console, console.width - line.indent)):
            start = lead if number == 0 else Text(" " * line.indent)
            part.rstrip()
            console.print(Text.assemble(start, part), soft_wrap=True)


def print_text(text: str) -> None:
    """Print text that is made for programs: on a terminal as it shows text, elsewhere byte for byte, in UTF-8."""
    if sys.stdout.isatty():
        print(text.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n"), end="")  # noqa: T201
        return
    with _surviving(sys.stdout):
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()


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
            self.length = 0
