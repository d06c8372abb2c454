"""Lists within a sentence: cells, rows, names and columns, as people say them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

MOST = 8
FEWEST_IN_RUN = 3


def listed(parts: Sequence[str], word: str = "and", most: int = MOST) -> str:
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
