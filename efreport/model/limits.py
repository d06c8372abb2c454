"""How much a file in the returns' folder may take, so that none can keep the others from being read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """The most that one file may hold, the most that reading it may take, and the most files of a quarter's folder.

    `unpacked_megabytes` is of the parts that are text, since pictures are not unpacked. `cells` are those that hold
    anything. `memory_megabytes` is reckoned from what was unpacked and the cells that were read.
    """

    packed_megabytes: int = 50
    unpacked_megabytes: int = 100
    parts: int = 5_000
    cells: int = 500_000
    seconds: int = 30
    memory_megabytes: int = 400
    files: int = 1_000
