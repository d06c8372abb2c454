"""Findings that have one cause, told as one. No rule stands here."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace

from efreport.model import CellRef
from efreport.rules.base import Found, Many

MOST_RANGES = 12
# So many alike have one cause: a column that was pasted, filled or formatted at one go.
FEWEST_ALIKE = 6


def alike(found: Found, *cause: Hashable) -> Found:
    """Give the finding as one of those that are told as one where there are many with that cause."""
    return replace(found, many=Many(cause, _as_one, FEWEST_ALIKE))


def _as_one(found: Sequence[Found]) -> Found:
    first = found[0]
    others = cell_ranges([each.where for each in found[1:]])
    rest = f"The same is so of {len(found) - 1} more cells: {others}."
    return Found(first.where, f"{first.message} {rest}", f"{first.hint} So also in the other cells.", area=first.area)


def cell_ranges(places: Iterable[CellRef], most: int = MOST_RANGES) -> str:
    """Name cells as Excel does, those below each other as one range: C9:C14, D9 and 3 more."""
    runs: list[list[CellRef]] = []
    for at in sorted(places, key=lambda each: (each.column, each.row)):
        if runs and (runs[-1][-1].column, runs[-1][-1].row + 1) == (at.column, at.row):
            runs[-1].append(at)
        else:
            runs.append([at])
    named = [run[0].cell if len(run) == 1 else f"{run[0].cell}:{run[-1].cell}" for run in runs]
    rest = sum(len(run) for run in runs[most:])
    return ", ".join(named[:most]) + (f" and {rest} more" if rest else "")
