"""Tables of past figures as rows of the record, or every problem in them at once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from efreport.model import Framework, Past, Place, Problem, RecordedRow, Remarks, TableFile
from efreport.past.columns import Columns, Headings
from efreport.past.decoding import LIMITS, SMALLER, Line, NotATable, lines_of, text_of
from efreport.past.rows import RowReader
from efreport.past.sums import not_adding_up
from efreport.plain_files import MEGABYTE, NotPlain, TooLong, read_plain
from efreport.quarter import Quarter
from efreport.returns import NothingToRead


def read_past(framework: Framework, paths: Sequence[Path], quarter: Quarter | None, today: date) -> Past:
    """Read tables of past figures; `quarter` is the one of rows that name none. What ends `today` or later is not past.

    What is wrong in them is a problem, and raises nothing; a file that is not there raises NothingToRead.
    """
    headings = Headings(framework, quarter)
    rows = RowReader(framework, quarter, today)
    problems: list[Problem] = []
    columns_not_read: list[tuple[Place, str]] = []
    files: list[TableFile] = []
    for path in dict.fromkeys(paths):
        try:
            data = _read(path, framework)
            columns, lines = _table(data, path.name, headings, framework)
        except NotATable as fault:
            problems.append(fault.problem)
            continue
        files.append(TableFile(str(path), hashlib.sha256(data).hexdigest(), len(data)))
        columns_not_read += columns.passed_over
        rows.read(path.name, columns, [line for line in lines if line.number > columns.line])
    return Past(
        quarters=_by_quarter(framework, rows),
        problems=(*problems, *rows.problems),
        files=tuple(files),
        remarks=Remarks(tuple(columns_not_read), tuple(rows.passed_over), not_adding_up(framework, rows.read_from)),
    )


def _table(data: bytes, file: str, headings: Headings, framework: Framework) -> tuple[Columns, list[Line]]:
    lines = lines_of(text_of(data, file), file, headings.known, framework.limits.cells)
    return headings.columns(lines, file), lines


def _read(path: Path, framework: Framework) -> bytes:
    """Give the bytes of a table. Raises NotATable and NothingToRead."""
    place, most = Place(path.name), framework.limits.packed_megabytes
    try:
        return read_plain(path, most * MEGABYTE)
    except TooLong as fault:
        found = f"It is {fault.megabytes:,} MB, and at most {most:,} MB are read (packed_megabytes, {LIMITS})."
        raise NotATable(Problem(place, found, SMALLER)) from fault
    except NotPlain as fault:
        raise NotATable(Problem(place, "This is a pipe or a device, and no file.", "Name a file.")) from fault
    except FileNotFoundError as fault:
        raise NothingToRead(f"There is no file {path}.") from fault
    except OSError as fault:
        words = fault.strerror or fault
        hint = "Close it wherever it is open, and check that you may read it."
        raise NotATable(Problem(place, f"The file cannot be read ({words}).", hint)) from fault


def _by_quarter(framework: Framework, rows: RowReader) -> dict[Quarter, tuple[RecordedRow, ...]]:
    """Give what was read, oldest quarter first and in the framework's printed order."""
    printed = {indicator.key: place for place, indicator in enumerate(framework.indicators())}
    return {
        quarter: tuple(sorted(rows.found[quarter].values(), key=lambda row: printed[row.key]))
        for quarter in sorted(rows.found)
    }
