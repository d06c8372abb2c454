"""Runs the benchmarks and prints their table: python -m benchmarks [--quick] [--write]."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Final

from benchmarks import page, rows, with_history
from benchmarks.analyst_python import analyst_python
from benchmarks.rows import Ratio, Size

FULL: Final = ((100, 5), (1_000, 3), (10_000, 1))
QUICK: Final = ((100, 1), (1_000, 1))
HISTORY: Final = ((with_history.SAMPLE, 5), (1_000, 3), (10_000, 1))
QUICK_HISTORY: Final = ((with_history.SAMPLE, 1), (1_000, 1))


def main() -> None:
    """Measure, print, and with --write put the table into docs/performance.md."""
    options = _options()
    analyst = options.analyst or analyst_python()
    with tempfile.TemporaryDirectory(prefix="efreport-benchmarks-") as scratch:
        ratios, sizes = _measured(Path(scratch), analyst, quick=options.quick)
        _say("With a history")
        history = QUICK_HISTORY if options.quick else HISTORY
        builds = list(with_history.of_builds(Path(scratch), history))
        commands = with_history.of_commands(Path(scratch), history[-1][0])
        _say(f"{options.councils} councils")
        councils = rows.of_councils(Path(scratch), options.councils)
    historic = "\n".join(with_history.as_text(builds, commands, history[-1][0]))
    text = page.as_text(ratios, sizes, historic, councils)
    print(text)
    if options.write:
        page.write(text)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="measure once, and no framework of 10,000 indicators")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    parser.add_argument(
        "--analyst", type=Path, help="a Python that has pandas and docxtpl [default: one is made in build/]"
    )
    parser.add_argument("--councils", type=int, default=152, help="how many projects are built in one command [152]")
    return parser.parse_args()


def _measured(scratch: Path, analyst: Path, *, quick: bool) -> tuple[list[Ratio], list[Size]]:
    times = 3 if quick else 9
    _say("Help and manual page")
    ratios = list(rows.start_up(times))
    _say("The sample")
    ratios += rows.of_the_sample(scratch, analyst, times)
    sizes: list[Size] = []
    for each in QUICK if quick else FULL:
        _say(f"{each[0]:,} indicators")
        sizes += rows.of_sizes(scratch, analyst, [each])
    return ratios, sizes


def _say(doing: str) -> None:
    print(doing, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
