"""Says where the time of a build goes: python -m benchmarks.profiling [--write] (needs a few minutes).

The time of a function is its own, with what Python's built-in functions took for it.
"""

from __future__ import annotations

import cProfile
import os
import pstats
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from benchmarks.measuring import PROJECT
from benchmarks.page import PAGE
from benchmarks.projects import write_project
from efreport.cli.main import run_command

BLOCK: Final = re.compile(r"(?<=<!-- profile -->\n).*?(?=<!-- /profile -->)", re.DOTALL)
ROOMS, FUNCTIONS, IMPORTS = 14, 14, 12
INDICATORS: Final = 1_000
Place = tuple[str, int, str]


def main() -> None:
    """Profile a build and print the table, or with --write put it into docs/performance.md."""
    with tempfile.TemporaryDirectory(prefix="efreport-profile-") as scratch:
        os.chdir(write_project(Path(scratch), INDICATORS))
        run_command(["build", "--quarter", "2014Q2", "--quiet"])  # So that nothing is imported in what is measured.
        profile = cProfile.Profile()
        profile.runcall(run_command, ["build", "--quarter", "2014Q2", "--quiet"])
        os.chdir(PROJECT)
    own = _own_times(pstats.Stats(profile))
    text = "\n".join([*_by_room(own), "", *_by_function(own), "", *_imports()]) + "\n"
    print(text)
    if "--write" in sys.argv:
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(BLOCK.sub(lambda _: text, page, count=1), encoding="utf-8", newline="\n")


def _own_times(stats: Any) -> Counter[Place]:
    """Give the time of each function that is written in Python, and of built-in ones for whoever called them."""
    own: Counter[Place] = Counter()
    for place, (_, _, total, _, callers) in stats.stats.items():
        if place[0] != "~" or not callers:
            own[place] += total
        else:
            for caller, taken in callers.items():
                own[caller] += taken[2]
    return own


def _by_room(own: Counter[Place]) -> Iterator[str]:
    rooms: Counter[str] = Counter()
    for (file, _, _), seconds in own.items():
        rooms[_room(file)] += seconds
    whole = sum(rooms.values())
    yield f"A build of {INDICATORS:,} indicators, without imports, by the room or library in which the time was spent:"
    yield ""
    yield "| Room or library | Share |"
    yield "|---|--:|"
    yield from (f"| {room} | {seconds / whole:.0%} |" for room, seconds in rooms.most_common(ROOMS))


def _room(file: str) -> str:
    path = Path(file)
    if path.is_relative_to(PROJECT):
        parts = path.relative_to(PROJECT).with_suffix("").parts
        return f"`{'/'.join(parts[: 3 if parts[1] == 'writers' else 2])}`"
    if "site-packages" in path.parts:
        return path.parts[path.parts.index("site-packages") + 1]
    return "Python's own library"


def _by_function(own: Counter[Place]) -> Iterator[str]:
    whole = sum(own.values())
    yield "The functions that took most, with the built-in functions that they call:"
    yield ""
    yield "| Function | Share |"
    yield "|---|--:|"
    for (file, _, name), seconds in own.most_common(FUNCTIONS):
        yield f"| {_room(file)} {Path(file).name} `{name}` | {seconds / whole:.1%} |"


def _imports() -> Iterator[str]:
    """Give what the imports of a build cost, the dearest first, each with all that it imports."""
    words = [sys.executable, "-X", "importtime", "-m", "efreport", "build", "--quarter", "2014Q2", "--quiet"]
    with tempfile.TemporaryDirectory() as out:
        ran = subprocess.run([*words, "--out", out], cwd=PROJECT, stderr=subprocess.PIPE, check=True, encoding="utf-8")
    found = re.findall(r"import time: +\d+ \| +(\d+) \| +(\S+)", ran.stderr)
    dearest = sorted(((int(micro) / 1000, name) for micro, name in found), reverse=True)
    ours = [(each, name) for each, name in dearest if not name.startswith("encodings")][:IMPORTS]
    yield "The imports of a build that take longest, in milliseconds, each with what it imports in its turn:"
    yield ""
    yield "| Import | ms |"
    yield "|---|--:|"
    yield from (f"| `{name}` | {milliseconds:.0f} |" for milliseconds, name in ours)


if __name__ == "__main__":
    main()
