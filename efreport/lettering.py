"""How wide letters are in Arial, as parts of the size of the type; what is set in it, and where, is not known here."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

# In thousandths of the size; a letter that is not here is taken for as wide as it is tall.
LETTERS_BY_WIDTH: Final = {
    222: "'ijl|‘’",
    278: " \N{NO-BREAK SPACE}!,./:;I[\\]ft",
    334: '()-`r{}"“”',
    389: "*",
    500: "Jckvxyzs^",
    556: "#$0123456789?L_abdeghnopqu–£",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    990: "▲▼►…",
}
WIDTHS: Final = {letter: width / 1000 for width, letters in LETTERS_BY_WIDTH.items() for letter in letters}
SPACE: Final = WIDTHS[" "]
UNKNOWN: Final = 1.02


@lru_cache(maxsize=20_000)
def width_of(words: str) -> float:
    """Give how wide words are on one line, as a multiple of the size of the type."""
    return sum(WIDTHS.get(letter, UNKNOWN) for letter in words)


def most_lines_of(words: str, room: float) -> int:
    """Give a number of lines that words never exceed where a line has that much room, without measuring them.

    Two lines together hold more than the room of one, or the second would have stood on the first.
    """
    return int(2 * (UNKNOWN + SPACE) * len(words) / room) + 2 * words.count("\n") + 2


def lines_of(words: str, room: float) -> int:
    """Count the lines into which words are wrapped where a line has that much room."""
    return sum(_wrapped(line, room) for line in words.split("\n"))


def _wrapped(line: str, room: float) -> int:
    lines, used = 1, 0.0
    for word in line.split(" "):
        wide = width_of(word)
        if used and used + wide > room:
            lines, used = lines + 1, 0.0
        if wide >= room:
            broken, wide = divmod(wide, room)
            lines += int(broken)
        used += wide + SPACE
    return lines
