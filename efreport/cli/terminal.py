"""What reaches the terminal, and how: streams that no character can break, colour where it is wanted, progress."""

from __future__ import annotations

import codecs
import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from efreport.cli import journal
from efreport.faults import FileFault
from efreport.phrases import visible
from efreport.reports import Line, Style

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
    """Make both streams write anything: what their encoding lacks is spelt out, never an error.

    A stream that is closed, or that Windows does not give to a task without a window, leads nowhere.
    """
    codecs.register_error("efreport", _spell_out)
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="efreport")


def _spell_out(fault: UnicodeError) -> tuple[str, int]:
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    return "".join(SPELT_OUT.get(letter, "?") for letter in fault.object[fault.start : fault.end]), fault.end


def wants_colour(stream: TextIO) -> bool:
    """Say whether to colour: on a terminal or where it is asked for, and never against NO_COLOR or --no-color."""
    return not os.environ.get("NO_COLOR") and _takes_colour(stream)


def _takes_colour(stream: TextIO) -> bool:
    """Say whether the stream takes what a terminal takes, by what the environment says of it before what it is."""
    said = os.environ.get("TTY_COMPATIBLE", "")
    if said in ("0", "1"):
        return said == "1"
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


class OutputLost(FileFault):
    """What was to be printed could not be, as where a disk is full."""


@contextmanager
def surviving(stream: TextIO) -> Iterator[None]:
    """Go on where whoever reads the stream has gone: the exit code still says what was found. Raises OutputLost."""
    try:
        yield
        stream.flush()
    except OSError as fault:
        # Python tries again to write what is left when it ends, and that must not raise.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if not _reader_has_gone(fault):
            raise OutputLost(f"The output could not be written ({fault.strerror or fault})") from fault


def _reader_has_gone(fault: OSError) -> bool:
    """Say whether a pipe has been closed at its other end, which on Windows is an argument that is not valid."""
    return isinstance(fault, BrokenPipeError) or (os.name == "nt" and fault.errno == errno.EINVAL)


def print_lines(lines: Iterable[Line], stream: TextIO, *, wrapped: bool = True) -> None:
    """Print report lines: coloured and `wrapped` on a terminal; each on one line elsewhere, and plain unless asked."""
    if not stream.isatty() and not wants_colour(stream):
        with surviving(stream):
            for line in lines:
                print(visible(line.words).rstrip(), file=stream)
        return
    from rich.console import Console

    console = Console(file=stream, no_color=not wants_colour(stream), highlight=False, emoji=False, markup=False)
    with surviving(stream):
        for line in lines:
            _print_line(line, console, wrapped=wrapped and stream.isatty())


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
    with surviving(sys.stdout):
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()


class Progress:
    """One line on stderr that says what is being done; only on a terminal, and wiped at the end."""

    def __init__(self, *, quiet: bool) -> None:
        self.shown = not quiet and sys.stderr.isatty() and _takes_colour(sys.stderr)
        self.length = 0
        self.logged = ""

    def __call__(self, doing: str) -> None:
        """Show what is being done now, and log it: the last of these says where a run was that was killed."""
        if doing != self.logged:
            self.logged = doing
            journal.note("doing", doing)
        if self.shown:
            words = visible(doing)[:78]
            print(f"\r{words:{self.length}}", end="", file=sys.stderr, flush=True)  # noqa: T201
            self.length = len(words)

    def done(self) -> None:
        """Wipe the line."""
        if self.shown and self.length:
            print(f"\r{'':{self.length}}\r", end="", file=sys.stderr, flush=True)  # noqa: T201
            self.length = 0
