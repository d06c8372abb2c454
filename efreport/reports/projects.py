"""How each of several projects ended, one row a project: as text, as JSON and as a table for Excel."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from efreport.phrases import visible
from efreport.reports.aligned import aligned
from efreport.reports.csv import table
from efreport.reports.lines import Line
from efreport.reports.plain_json import as_json

DUE = "Areas due"
HEADINGS = ("Project", "Returns", "Indicators", "Errors", "Warnings", DUE, "Written", "Exit code", "What it means")

Row = tuple[str, ...]


@dataclass(frozen=True)
class ProjectRun:
    """How one project ended. What is not known, since its run did not come so far or gives no such thing, is None.

    `areas_due` counts the service areas of which something is still due; `report` is what its run gave as JSON.
    """

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
    notes: int | None = None
    areas_due: int | None = None
    report: object = None


def projects_to_lines(runs: Sequence[ProjectRun]) -> list[Line]:
    """Give the table as lines; of what was written how many files, since their names are alike."""
    rows = [_row(run, str(len(run.written)) if run.written else "") for run in runs]
    headings, cells = _shown(rows, runs)
    return list(aligned(headings, cells, range(1, len(headings) - 1)))


def to_text(runs: Sequence[ProjectRun]) -> str:
    """Give the table as plain text."""
    return "".join(f"{line.words}\n" for line in projects_to_lines(runs))


def to_csv(runs: Sequence[ProjectRun]) -> str:
    """Give the table for Excel, with the path of every file."""
    return table(*_shown([_row(run, "\n".join(run.written)) for run in runs], runs))


def to_json(runs: Sequence[ProjectRun]) -> str:
    """Give the projects with what each run said, its own JSON among it where it gave any."""
    return as_json({"projects": [_facts(run) for run in runs]})


def _facts(run: ProjectRun) -> dict[str, object]:
    return {
        "project": run.project,
        "quarter": run.quarter,
        "summary": {"errors": run.errors, "warnings": run.warnings, "notes": run.notes},
        "checked": {"returns": run.returns, "indicators": run.indicators},
        "areas_due": run.areas_due,
        "written": run.written,
        "exit_code": run.exit_code,
        "meaning": run.meaning,
        "said": run.said,
        "report": run.report,
    }


PROJECT_REPORTS: Mapping[str, Callable[[Sequence[ProjectRun]], str]] = MappingProxyType(
    {"text": to_text, "json": to_json, "csv": to_csv}
)


def _shown(rows: Sequence[Row], runs: Sequence[ProjectRun]) -> tuple[Row, list[Row]]:
    """Give the headings and rows, without the column of what is due where no run was asked that."""
    left_out = () if any(run.areas_due is not None for run in runs) else (HEADINGS.index(DUE),)
    kept = [place for place in range(len(HEADINGS)) if place not in left_out]
    return tuple(HEADINGS[place] for place in kept), [tuple(row[place] for place in kept) for row in rows]


def _row(run: ProjectRun, written: str) -> Row:
    numbers = (run.returns, run.indicators, run.errors, run.warnings, run.areas_due)
    shown = ("" if number is None else f"{number}" for number in numbers)
    return (visible(run.project), *shown, written, str(run.exit_code), run.meaning)
