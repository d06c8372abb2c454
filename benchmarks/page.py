"""The results as text, and as the marked block of docs/performance.md."""

from __future__ import annotations

import importlib.metadata
import platform
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from benchmarks.measuring import Taken
from benchmarks.rows import HIGHEST_AT_10000, MOST_MEMORY, STEEPEST, Councils, Ratio, Size, exponent

PAGE: Final = Path(__file__).parent.parent / "docs" / "performance.md"
BLOCK: Final = re.compile(r"(?<=<!-- results -->\n).*?(?=<!-- /results -->)", re.DOTALL)
LIBRARIES: Final = ("typer", "openpyxl", "python-docx", "lxml")


def as_text(ratios: Sequence[Ratio], sizes: Sequence[Size], historic: str, councils: Councils) -> str:
    """Give the tables."""
    return (
        "\n".join([*_taken_with(), "", *_ratios(ratios), "", *_sizes(sizes), "", historic, "", *_councils(councils)])
        + "\n"
    )


def write(text: str) -> None:
    """Put the tables into the page."""
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(BLOCK.sub(lambda _: text, page, count=1), encoding="utf-8", newline="\n")


def _taken_with() -> Iterator[str]:
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in LIBRARIES)
    yield f"Python {platform.python_version()}, {versions}; {platform.system()}."


def _ratios(ratios: Sequence[Ratio]) -> Iterator[str]:
    yield "| What | seconds | MiB | Beside it | seconds | MiB | Ratio | At most | |"
    yield "|---|--:|--:|---|--:|--:|--:|--:|---|"
    for row in ratios:
        ours, other = _two(row.ours), _two(row.other)
        yield f"| {row.what} | {ours} | {row.beside} | {other} | **{row.value:.2f}** | {row.target:.1f} | {_met(row.is_met)} |"


def _sizes(sizes: Sequence[Size]) -> Iterator[str]:
    yield "| Indicators | efreport | MiB | floor | MiB | analyst | MiB | to the floor | to the analyst |"
    yield "|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
    for size in sizes:
        taken = " | ".join(map(_two, (size.ours, size.floor, size.analyst)))
        ratios = [size.ours.seconds / other.seconds for other in (size.floor, size.analyst)]
        yield f"| {size.indicators:,} | {taken} | {ratios[0]:.2f} | {ratios[1]:.2f} |"
    yield ""
    yield from _growth(sizes)
    yield ""
    last = sizes[-1]
    word, excel = (
        ", ".join(f"{many:,} {what}" for what, many in kind.items() if many) for kind in (last.word, last.excel)
    )
    yield f"At {last.indicators:,} indicators efreport and the floor both wrote, in Word, {word}; in Excel, {excel}."


def _growth(sizes: Sequence[Size]) -> Iterator[str]:
    """Say whether the largest is as it should be."""
    if len(sizes) < 2:
        return
    last, between = sizes[-1], f"{sizes[-2].indicators:,} to {sizes[-1].indicators:,} indicators"
    time, memory = exponent(sizes), exponent(sizes, memory=True)
    to_floor, to_analyst = (last.ours.seconds / other.seconds for other in (last.floor, last.analyst))
    yield "| At the largest | | At most | |"
    yield "|---|--:|--:|---|"
    yield f"| exponent of time, {between} | {time:.2f} | {STEEPEST} | {_met(time <= STEEPEST)} |"
    yield f"| exponent of memory, {between} | {memory:.2f} | {STEEPEST} | {_met(memory <= STEEPEST)} |"
    yield f"| times the floor | {to_floor:.2f} | {HIGHEST_AT_10000} | {_met(to_floor <= HIGHEST_AT_10000)} |"
    yield f"| times the analyst's script | {to_analyst:.2f} | 1.0 | {_met(to_analyst <= 1)} |"
    yield f"| peak memory in MiB | {last.ours.peak:.0f} | {MOST_MEMORY} | {_met(last.ours.peak < MOST_MEMORY)} |"


def _councils(councils: Councils) -> Iterator[str]:
    """Say how long many projects take, with one worker and with more."""
    alone = councils.by_jobs[1]
    yield f"| {councils.councils} councils of {councils.indicators} indicators | on the clock | times as fast | processor seconds |"
    yield "|---|--:|--:|--:|"
    for jobs, taken in councils.by_jobs.items():
        yield f"| `--jobs {jobs}` | {taken.clock:.1f} | {alone.clock / taken.clock:.2f} | {taken.seconds:.1f} |"


def _two(taken: Taken) -> str:
    return f"{taken.seconds:.2f} | {taken.peak:.0f}"


def _met(is_met: bool) -> str:
    return "met" if is_met else "**missed**"
