"""What reading one workbook may still take: cells, time and memory are counted while it is read."""

from __future__ import annotations

from collections.abc import Callable, Sized
from time import monotonic

from efreport.model import Limits
from efreport.plain_files import MEGABYTE
from efreport.returns.refusal import SMALLER, NotAWorkbook

BYTES_A_CELL = 700
"""What a cell of a few words takes in memory, with its place in its row, as measured; unpacked text is counted beside it."""

BYTES_A_THING = 300
"""What a text, a style, a name or a merged block takes at most besides its own words, as measured."""

_UNITS = {"packed_megabytes": " MB", "unpacked_megabytes": " MB", "memory_megabytes": " MB", "seconds": " seconds"}


def beyond(limit: str, limits: Limits, found: str, advice: str) -> NotAWorkbook:
    """Say what was found, which limit it is beyond and where that is set."""
    most = f"{getattr(limits, limit):,}{_UNITS.get(limit, '')}"
    where = f"the limit is {most}, set as {limit} under [limits] in framework.toml"
    return NotAWorkbook(
        f"{found}, far more than any return needs ({where})", f"{advice} If it has to be so large, raise the limit."
    )


class Allowance:
    """Counts what has been read of one workbook; its time runs from when it is made."""

    def __init__(self, limits: Limits, held_bytes: int) -> None:
        """Begin with the bytes that are held in memory already."""
        self._limits = limits
        self._held_bytes = held_bytes
        self._cells = self._things = 0
        self._until = monotonic() + limits.seconds
        self.take(0)

    def take(self, cells: int) -> None:
        """Count more cells that hold anything; called now and then. Raises NotAWorkbook where a limit is passed."""
        limits = self._limits
        self._cells += cells
        if self._cells > limits.cells:
            raise beyond("cells", limits, f"more than {limits.cells:,} of its cells hold something", SMALLER)
        held = self._held_bytes + self._cells * BYTES_A_CELL + self._things * BYTES_A_THING
        if held > limits.memory_megabytes * MEGABYTE:
            raise beyond(
                "memory_megabytes", limits, f"reading it takes more than {limits.memory_megabytes} MB", SMALLER
            )
        if monotonic() > self._until:
            raise beyond("seconds", limits, f"reading it takes more than {limits.seconds} seconds", SMALLER)

    def growing(self, *kept: Sized) -> Callable[[], None]:
        """Give what counts, whenever it is called, how much these have grown: all that is kept of a part besides cells."""
        counted = 0

        def count() -> None:
            nonlocal counted
            there = sum(map(len, kept))
            self._things += max(there - counted, 0)
            counted = there
            self.take(0)

        return count
