"""What is imported, or would be, and what has to be put right first: for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from efreport.ledger import Edition, name_of
from efreport.model import FIGURE_COLUMNS, Place, Problem, RecordedRow, Remarks
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


def passed_over_lines(columns: Sequence[tuple[Place, str]], rows: Sequence[tuple[Place, str]]) -> Iterator[Line]:
    """Say which columns are not read, and which rows."""
    for place, heading in columns:
        yield line(f"Not read: the column “{heading}” ({place}).", Style.NOTE)
    for place, text in rows[:MOST_SHOWN]:
        yield line(f"Not read: the row “{text}” ({place}).", Style.NOTE)
    if rows[MOST_SHOWN:]:
        yield line(f"Not read: {counted(len(rows) - MOST_SHOWN, 'more row')}.", Style.NOTE)


def sum_lines(sums: Sequence[Problem], *, accepted: bool) -> Iterator[Line]:
    """List the sums that do not add up, and what to do where nobody has said that they were printed so."""
    for problem in sums[:MOST_SHOWN]:
        yield Line((Part(f"{problem.place}: "), Part(problem.message, Style.WARNING)), indent=2)
        if not accepted:
            yield line(f"  {problem.hint}", Style.HINT, indent=2)
    if sums[MOST_SHOWN:]:
        yield line(f"And {len(sums) - MOST_SHOWN} more.")
    yield line("")
    do = "does" if len(sums) == 1 else "do"
    if accepted:
        yield line(
            f"{counted(len(sums), 'sum')} {do} not add up, and {'is' if len(sums) == 1 else 'are'} taken as printed."
        )
    else:
        yield line(
            f"{counted(len(sums), 'sum')} {do} not add up. Nothing was imported. If the framework was printed so, add --accept-sums."
        )


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
    remarks: Remarks,
    *,
    recorded: bool,
    dry_run: bool,
) -> str:
    """Give the same as JSON, with every figure that came in or would."""
    content = {
        "recorded": recorded,
        "dry_run": dry_run,
        "problems": [_place(each.place) | {"message": each.message, "hint": each.hint} for each in problems],
        "columns_not_read": [_place(place) | {"heading": heading} for place, heading in remarks.columns],
        "rows_not_read": [_place(place) | {"text": text} for place, text in remarks.rows],
        "sums_that_do_not_add_up": [
            _place(each.place) | {"message": each.message, "hint": each.hint} for each in remarks.sums
        ],
        "imported": [_edition(edition) | {"rows": [_facts(row) for row in edition.rows]} for edition in new],
        "there_already": [_edition(edition) for edition in same],
    }
    return as_json(content)


def _edition(edition: Edition) -> dict[str, object]:
    return {"quarter": edition.quarter.key, "edition": edition.number, "by": edition.by, "reason": edition.reason}


def _place(place: Place) -> dict[str, object]:
    return {"file": place.file, "row": place.row or None, "column": place.column_name or None}


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
