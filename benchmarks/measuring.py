"""Measures whole processes side by side: processor time, time on the clock, and peak memory of each."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).parent.parent
RUN_ONE: Final = Path(__file__).with_name("run_one.py")


class Failed(Exception):
    """A command that was to be measured did not end as it should; holds what it printed."""


@dataclass(frozen=True)
class Command:
    """A process to measure: its words, where it runs, and the exit codes that are as they should be."""

    words: tuple[str, ...]
    folder: Path
    codes: tuple[int, ...] = (0,)


@dataclass(frozen=True)
class Taken:
    """What one process took: seconds of processor time (its own and the system's for it), seconds on the clock, MiB."""

    seconds: float
    clock: float
    peak: float


def side_by_side(commands: Mapping[str, Command], times: int) -> dict[str, Taken]:
    """Run the commands in turn, that many times, and give the medians of each."""
    taken: dict[str, list[Taken]] = {name: [] for name in commands}
    for _ in range(times):
        for name, command in commands.items():
            taken[name].append(run_once(command))
    return {name: _median(results) for name, results in taken.items()}


def _median(results: Sequence[Taken]) -> Taken:
    middle = statistics.median
    return Taken(
        middle(each.seconds for each in results),
        middle(each.clock for each in results),
        middle(each.peak for each in results),
    )


def run_once(command: Command) -> Taken:
    """Run a command as a process of its own, from nothing to its end. Raises Failed where it ends otherwise."""
    environment = os.environ | {"PYTHONPATH": str(PROJECT), "NO_COLOR": "1", "PYTHONHASHSEED": "0"}
    # Where this is set, every run compiles our modules anew, and those of libraries not: no installation does that.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    words = (sys.executable, "-S", str(RUN_ONE), *command.words)
    ran = subprocess.run(
        words, cwd=command.folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    said, _, last = ran.stdout.decode(errors="replace").rstrip().rpartition("\n")
    *taken, code = map(float, last.split())
    if code not in command.codes:
        raise Failed(f"{' '.join(command.words)} ended with {code:.0f}:\n{said[-2000:]}")
    return Taken(*taken)
