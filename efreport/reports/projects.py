"""How each of several projects ended, one row a project: as text, as JSON and as a table for Excel."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from types import MappingProxyType

from efreport.phrases import visible
from efreport.reports.aligned import aligned
from efreport.reports.csv import table
from efreport.reports.lines import Line

HEADINGS = ("Project", "Returns", "Indicators", "Errors", "Warnings", "Written", "Exit code", "What it means")
NUMBERS = (1, 2, 3, 4, 6)


@dataclass(frozen=True)
class ProjectRun:
    """How one project ended. What is not known, since its run did not come so far, is None."""

    project: str
    quarter: str | None
    returns: int | None
    indicators: int | None
    errors: int | None
    warnings: int | None
    written: tuple[str, ...]
    exit_code: int
    meaning: str
    said: str = ""


def projects_to_lines(runs: Sequence[ProjectRun]) -> list[Line]:
    """Give the table as lines; of what was written how many files, since their names are alike."""
    return list(
        aligned(HEADINGS, [_row(run, str(len(run.written)) if run.written else "") for run in runs], (*NUMBERS, 5))
    )


def to_text(runs: Sequence[ProjectRun]) -> str:
    """Give the table as plain text."""
    return "".join(f"{line.words}\n" for line in projects_to_lines(runs))


def to_csv(runs: Sequence[ProjectRun]) -> str:
    """Give the table for Excel, with the path of every file."""
    return table(HEADINGS, [_row(run, "\n".join(run.written)) for run in runs])


def to_json(runs: Sequence[ProjectRun]) -> str:
    """Give the projects with what each run said."""
    return json.dumps({"projects": [asdict(run) for run in runs]}, indent=2, ensure_ascii=False) + "\n"


PROJECT_REPORTS: Mapping[str, Callable[[Sequence[ProjectRun]], str]] = MappingProxyType(
    {"text": to_text, "json": to_json, "csv": to_csv}
)


def _row(run: ProjectRun, written: str) -> tuple[str, ...]:
    numbers = (run.returns, run.indicators, run.errors, run.warnings)
    shown = ("" if number is None else f"{number}" for number in numbers)
    return (visible(run.project), *shown, written, str(run.exit_code), run.meaning)
