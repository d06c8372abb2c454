"""How any text is put for people, whatever it says: counted, listed, shortened, ended and made visible."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

MOST_LISTED = 8
FEWEST_IN_RUN = 3


def counted(number: int, noun: str, several: str = "") -> str:
    """1 error, 2 errors, no errors; `several` is the plural where it is more than an s."""
    return f"{number or 'no'} {noun if number == 1 else several or f'{noun}s'}"


def listed(parts: Sequence[str], word: str = "and", most: int = MOST_LISTED) -> str:
    """Give the parts as “a, b and c”; of more than `most`, the first ones and how many there are besides."""
    if len(parts) > most + 1:
        parts = [*parts[:most], f"{len(parts) - most} more"]
    return f" {word} ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def ranges(numbers: Iterable[int]) -> list[str]:
    """Give numbers in order, three and more that follow each other as one: "5 to 7", "9"."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = ([str(number) for number in run] if len(run) < FEWEST_IN_RUN else [f"{run[0]} to {run[-1]}"] for run in runs)
    return [each for run in said for each in run]


def shortened(text: str, longest: int = 60) -> str:
    """Give the text on one line, cut where it is longer than that many characters."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def ended(text: str) -> str:
    """End a sentence with a full stop where it has no end of its own."""
    text = text.rstrip()
    return text if text.endswith((".", "!", "?")) else f"{text}."


def visible(text: str) -> str:
    """Show control characters of a return as marks, so that no cell can steer what shows it; odd spaces are spaces."""
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(letter: str) -> str:
    if letter.isprintable() or letter == "\n":
        return letter
    return " " if letter == "\t" or unicodedata.category(letter) == "Zs" else "\N{REPLACEMENT CHARACTER}"
