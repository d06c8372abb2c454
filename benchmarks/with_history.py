"""Builds and other commands with years of quarters in the ledger, and what it costs to have them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.history import QUARTERS, publish_history
from benchmarks.measuring import PROJECT, Command, Taken, run_once, side_by_side
from benchmarks.projects import write_project
from benchmarks.rows import EFREPORT, OURS, QUARTER, THE_FLOOR, ours_and_floor, same_content

SAMPLE: Final = 0
"""In the place of a number of indicators: the sample framework."""

WITHOUT: Final = "without"
COMMANDS: Final = (
    "validate --quarter 2014Q2",
    "status --quarter 2014Q2",
    "trend ED1",
    "compare 2013Q4 2014Q1",
    "compare 2014Q1 2014Q2",
    "history",
    "verify",
    "build --quarter 2014Q2 --check",
    "publish --quarter 2014Q2 --by Head --dry-run",
    "prepare --quarter 2014Q3 --dry-run",
)


@dataclass(frozen=True)
class Historic:
    """A build with a history, the floor for the same documents, and the same build without one."""

    what: str
    ours: Taken
    floor: Taken
    without: Taken


def of_builds(scratch: Path, sizes: tuple[tuple[int, int], ...]) -> Iterator[Historic]:
    """The sample and made-up frameworks with a history, each measured that many times."""
    for indicators, times in sizes:
        bare = _project(scratch / f"bare-{indicators}", indicators)
        project = scratch / f"history-{indicators}"
        shutil.copytree(bare, project)
        publish_history(project)
        out = project / "documents"
        taken = side_by_side(
            {
                **ours_and_floor(project, project / ("samples" if indicators == SAMPLE else "returns"), out),
                WITHOUT: Command((*EFREPORT, "build", "--quarter", QUARTER, "--out", str(bare / "documents")), bare),
            },
            times,
        )
        same_content(out)
        what = f"{indicators:,} indicators" if indicators else "the sample"
        yield Historic(what, taken[OURS], taken[THE_FLOOR], taken[WITHOUT])


def of_commands(scratch: Path, indicators: int) -> dict[str, Taken]:
    """Every command that reads the ledger, once, in the project that `of_builds` made of that many indicators."""
    project = scratch / f"history-{indicators}"
    run_once(Command((*EFREPORT, "build", "--quarter", QUARTER), project))
    return {words: run_once(Command((*EFREPORT, *words.split()), project)) for words in COMMANDS}


def _project(folder: Path, indicators: int) -> Path:
    if indicators:
        return write_project(folder, indicators)
    for part in ("config", "samples"):
        shutil.copytree(PROJECT / part, folder / part)
    return folder


def as_text(builds: list[Historic], commands: dict[str, Taken], indicators: int) -> Iterator[str]:
    """Give both tables."""
    yield f"| With {QUARTERS} quarters published | seconds | MiB | floor | MiB | to the floor | without a history | times that |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    for each in builds:
        to_floor, to_without = each.ours.seconds / each.floor.seconds, each.ours.seconds / each.without.seconds
        ours, floor = (f"{taken.seconds:.2f} | {taken.peak:.0f}" for taken in (each.ours, each.floor))
        yield f"| {each.what} | {ours} | {floor} | **{to_floor:.2f}** | {each.without.seconds:.2f} | {to_without:.2f} |"
    yield ""
    yield f"| With {QUARTERS} quarters of {indicators:,} indicators | seconds | MiB |"
    yield "|---|--:|--:|"
    for words, taken in commands.items():
        yield f"| `efreport {words}` | {taken.seconds:.1f} | {taken.peak:.0f} |"
