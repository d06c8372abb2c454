"""What is imported, or would be, and what has to be put right first: for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from efreport.ledger import Edition, name_of
from efreport.model import FIGURE_COLUMNS, Place, Problem, RecordedRow
from efreport.phrases import counted, shortened
from efreport.reports.aligned import aligned
from efreport.reports.lines import Line, Part, Style, line
from efreport.reports.plain_json import as_json

MOST_SHOWN = 100
LONGEST = 32
HEADINGS = ("Code", "Indicator", "Latest", "Previous", "Outturn", "Neighbours", "National", "Source", "Commentary")


def problem_lines(problems: Sequence[Problem]) -> Iterator[Line]:
    """List what has to be put right: the place, what is wrong, and how to put it right below it."""
    for problem in problems[:MOST_SHOWN]:
        yield Line((Part(f"{problem.place}: "), Part(problem.message, Style.ERROR)), indent=2)
        yield line(f"  {problem.hint}", Style.HINT, indent=2)
    if more := len(problems) - MOST_SHOWN:
        yield from [line(f"And {more} more.")] if more > 0 else ()
    yield line("")
    files = len({problem.place.file for problem in problems})
    yield line(f"{counted(len(problems), 'problem')} in {counted(files, 'file')}. Nothing was imported.")


def passed_over_lines(passed_over: Sequence[tuple[Place, str]]) -> Iterator[Line]:
    """Say which columns are not read."""
    for place, heading in passed_over:
        yield line(f"Not read: the column “{heading}” ({place}).", Style.NOTE)


def import_lines(new: Sequence[Edition], same: Sequence[Edition], *, dry_run: bool) -> Iterator[Line]:
    """Say for each quarter what came in, with every row of it in a dry run; and which were there already."""
    did = "Would be imported" if dry_run else "Imported"
    for edition in new:
        yield line(
            f"{did}: {name_of(edition)}, {_extent(edition.rows)}. {edition.reason}.",
            Style.HEADING if dry_run else Style.PLAIN,
        )
        if dry_run:
            yield from (
                Line((Part("  "), *each.parts), each.indent + 2)
                for each in aligned(HEADINGS, list(map(_row, edition.rows)))
            )
            yield line("")
    for edition in same:
        yield line(f"There already, and the same: {name_of(edition)}.")


def _extent(rows: Sequence[RecordedRow]) -> str:
    figures = sum(figure.amount is not None for row in rows for figure in row.figures.values())
    areas = len({row.area for row in rows})
    return f"{counted(areas, 'service area')}, {counted(len(rows), 'indicator')}, {counted(figures, 'figure')}"


def _row(row: RecordedRow) -> tuple[str, ...]:
    return (
        row.code,
        shortened(row.name, LONGEST),
        *(row.figures[column].text for column in FIGURE_COLUMNS),
        row.source,
        shortened(row.commentary, LONGEST),
    )


def import_json(
    new: Sequence[Edition],
    same: Sequence[Edition],
    problems: Sequence[Problem],
    passed_over: Sequence[tuple[Place, str]],
    *,
    recorded: bool,
    dry_run: bool,
) -> str:
    """Give the same as JSON, with every figure that came in or would."""
    content = {
        "recorded": recorded,
        "dry_run": dry_run,
        "problems": [_place(each.place) | {"message": each.message, "hint": each.hint} for each in problems],
        "columns_not_read": [_place(place) | {"heading": heading} for place, heading in passed_over],
        "imported": [_edition(edition) | {"rows": [_facts(row) for row in edition.rows]} for edition in new],
        "there_already": [_edition(edition) for edition in same],
    }
    return as_json(content)


def _edition(edition: Edition) -> dict[str, object]:
    return {"quarter": edition.quarter.key, "edition": edition.number, "by": edition.by, "reason": edition.reason}


def _place(place: Place) -> dict[str, object]:
    return {"file": place.file, "line": place.line or None, "column": place.column_name or None}


def _facts(row: RecordedRow) -> dict[str, object]:
    figures = {column.value: figure.text for column, figure in row.figures.items()}
    return {
        "area": row.area,
        "key": row.key,
        "code": row.code,
        **figures,
        "source": row.source,
        "commentary": row.commentary,
    }
