"""The rows of the table: which processes are measured beside each other, and what is asked of their ratio."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.analyst_template import write_template
from benchmarks.counting import counted_excel, counted_word
from benchmarks.measuring import PROJECT, Command, Failed, Taken, run_once, side_by_side
from benchmarks.prepared import prepare
from benchmarks.projects import write_councils, write_project

QUARTER: Final = "2014Q2"
EFREPORT: Final = (sys.executable, "-m", "efreport")
FLOOR: Final = (sys.executable, "-m", "benchmarks.floor")
EMPTY: Final = (sys.executable, "-m", "benchmarks.empty")
OURS, THE_FLOOR, THE_ANALYST = "efreport", "floor", "analyst"
OF_A_COUNCIL: Final = 78
JOBS: Final = (1, 2)
HIGHEST_AT_10000: Final = 2.0
MOST_MEMORY: Final = 400
STEEPEST: Final = 1.1


@dataclass(frozen=True)
class Ratio:
    """One row: what was measured beside what, the medians of both, and the ratio that is the most it should be."""

    what: str
    beside: str
    ours: Taken
    other: Taken
    target: float

    @property
    def value(self) -> float:
        """How many times the other's processor time ours is."""
        return self.ours.seconds / self.other.seconds

    @property
    def is_met(self) -> bool:
        """Whether the ratio is what it should be."""
        return self.value <= self.target


@dataclass(frozen=True)
class Size:
    """What a build of that many indicators took, and the floor and the analyst's script for the same."""

    indicators: int
    ours: Taken
    floor: Taken
    analyst: Taken
    word: dict[str, int]
    excel: dict[str, int]


def start_up(times: int) -> Iterator[Ratio]:
    """Help and a manual page, beside an empty Typer app."""
    taken = side_by_side(
        {
            "empty help": Command((*EMPTY, "--help"), PROJECT),
            "help": Command((*EFREPORT, "--help"), PROJECT),
            "nothing": Command((*EMPTY, "nothing"), PROJECT),
            "explain": Command((*EFREPORT, "explain", "EF201"), PROJECT),
        },
        times,
    )
    yield Ratio("`efreport --help`", "an empty Typer app's --help", taken["help"], taken["empty help"], 1.2)
    yield Ratio("`efreport explain EF201`", "a command that does nothing", taken["explain"], taken["nothing"], 1.2)


def of_the_sample(scratch: Path, analyst: Path, times: int) -> Iterator[Ratio]:
    """The sample, checked and built, beside the least possible and beside the analyst's script."""
    samples = PROJECT / "samples"
    folders = [str(folder) for folder in _quarters(samples)]
    out = scratch / "sample"
    taken = side_by_side(
        {
            "validate": Command((*EFREPORT, "validate", "--quarter", QUARTER), PROJECT),
            "read": Command((*FLOOR, "read", *folders), PROJECT),
            **_three(PROJECT, samples, out, analyst),
        },
        times,
    )
    same_content(out)
    yield Ratio("`efreport validate`, the sample", "Typer and reading the cells", taken["validate"], taken["read"], 1.3)
    yield Ratio("`efreport build`, the sample", "the floor", taken[OURS], taken[THE_FLOOR], 1.6)
    yield Ratio("`efreport build`, the sample", "the analyst's script", taken[OURS], taken[THE_ANALYST], 1.0)


def of_sizes(scratch: Path, analyst: Path, sizes: Sequence[tuple[int, int]]) -> Iterator[Size]:
    """Made-up frameworks of several sizes, each measured that many times."""
    for indicators, times in sizes:
        project = write_project(scratch / f"{indicators}", indicators)
        out = project / "documents"
        taken = side_by_side(_three(project, project / "returns", out, analyst), times)
        word, excel = same_content(out)
        yield Size(indicators, taken[OURS], taken[THE_FLOOR], taken[THE_ANALYST], word, excel)


@dataclass(frozen=True)
class Councils:
    """Many projects in one command: how many, of how many indicators each, and what it took by workers."""

    councils: int
    indicators: int
    by_jobs: dict[int, Taken]


def of_councils(scratch: Path, how_many: int) -> Councils:
    """That many councils of the size of the sample, some with errors, with one worker and with more, once each."""
    folder = write_councils(scratch / "councils", how_many, OF_A_COUNCIL)
    words = (*EFREPORT, "build", "--quarter", QUARTER, "--project", "*", "--jobs")
    by_jobs = {jobs: run_once(Command((*words, str(jobs)), folder, codes=(0, 1))) for jobs in JOBS}
    return Councils(how_many, OF_A_COUNCIL, by_jobs)


def exponent(sizes: Sequence[Size], *, memory: bool = False) -> float:
    """Give the power of the number of indicators that time or memory grows with, between the two largest sizes."""
    before, last = sizes[-2:]
    pair = (last.ours.peak, before.ours.peak) if memory else (last.ours.seconds, before.ours.seconds)
    return math.log(pair[0] / pair[1]) / math.log(last.indicators / before.indicators)


def _quarters(returns: Path) -> list[Path]:
    return [folder for folder in sorted(returns.iterdir()) if any(folder.glob("*.xlsx"))]


def _three(project: Path, returns: Path, out: Path, analyst: Path) -> dict[str, Command]:
    """The three that make documents of the same returns."""
    two = ours_and_floor(project, returns, out)
    template = write_template(out.with_suffix(".template.docx"))
    words = (str(analyst), "-m", "benchmarks.analyst", str(returns), str(template), str(out.with_suffix(".beside")))
    return {**two, THE_ANALYST: Command(words, project)}


def ours_and_floor(project: Path, returns: Path, out: Path) -> dict[str, Command]:
    """The build and its floor. Ours runs once before, since the floor writes what it wrote."""
    ours = Command((*EFREPORT, "build", "--quarter", QUARTER, "--out", str(out)), project)
    run_once(ours)
    workbooks = [path for folder in _quarters(returns) for path in sorted(folder.glob("*.xlsx"))]
    ledger = project / "ledger.sqlite"
    published = ledger if ledger.exists() else None
    prepared = prepare(_only(out, "docx"), _only(out, "xlsx"), workbooks, published, out.with_suffix(".prepared"))
    return {
        OURS: ours,
        THE_FLOOR: Command((*FLOOR, "build", str(prepared), str(out.with_suffix(".beside"))), project),
    }


def _only(folder: Path, ending: str) -> Path:
    return next(folder.glob(f"*.{ending}"))


def same_content(out: Path) -> tuple[dict[str, int], dict[str, int]]:
    """Give what both documents hold. Raises Failed where the floor's do not hold as much as ours."""
    beside = out.with_suffix(".beside")
    ours = counted_word(_only(out, "docx")), counted_excel(_only(out, "xlsx"))
    theirs = counted_word(beside / "floor.docx"), counted_excel(beside / "floor.xlsx")
    if ours != theirs:
        raise Failed(f"The floor does not write what efreport writes: {theirs} and not {ours}")
    return ours
