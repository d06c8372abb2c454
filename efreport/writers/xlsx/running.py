"""Running text on a sheet of several columns: lines that run on over them, sentence by sentence; no cell and no style."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from efreport.writers.xlsx.heights import BOLD, Type, lines_in

ROOM: Final = 0.96
"""How much of all columns a line may take: in print, letters fall out a little wider than on the screen."""

SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+")


def running_lines(words: str, widths: Sequence[float], type_: Type, *, bold: bool = False) -> Iterator[str]:
    """Give the lines of a text, each in one cell and as long as all columns are wide together.

    Lines end where sentences do, as far as these fit on one, since a screen reader says cell after cell.
    """
    room = ROOM * sum(widths) / type_.letter_width / (BOLD if bold else 1)
    for paragraph in words.split("\n"):
        yield from _filled(SENTENCE_END.split(paragraph.strip()), room)


def _filled(pieces: Sequence[str], room: float) -> Iterator[str]:
    """Put as many pieces on a line as it holds; one that is longer than a line is broken between words."""
    line = ""
    for piece in pieces:
        longer = f"{line} {piece}".strip()
        if lines_in(longer, room) == 1:
            line = longer
            continue
        if line:
            yield line
        *whole, line = [piece] if lines_in(piece, room) == 1 or " " not in piece else _filled(piece.split(" "), room)
        yield from whole
    if line:
        yield line
