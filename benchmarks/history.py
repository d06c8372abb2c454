"""A made-up history: quarters that were published before the one that is built, in the ledger of a project.

For a project that is there: python -m benchmarks.history PROJECT
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Final

from benchmarks.words import REMARKS
from efreport import history, run
from efreport.ledger import DOCUMENT, Edition, SealedFile, append_all
from efreport.model import Column, Origin, QuarterRecord, RecordedFigure, RecordedFinding, RecordedRow
from efreport.quarter import Quarter, parse_quarter

QUARTERS: Final = 14
LAST: Final = "2014Q1"
"""The last quarter of the history, whose returns are there."""

STEPS: Final = tuple(map(Decimal, ("0.92", "0.96", "1", "1.05", "1.1")))


def publish_history(project: Path, quarters: int = QUARTERS) -> Path:
    """Put that many quarters into the project's ledger, the last one as its returns have it. Gives the ledger."""
    framework = run.load(project / "config")
    newest = history.quarter_record(framework, parse_quarter(LAST, framework.first_month), lambda _: None)
    if newest is None:
        raise ValueError(f"{project} has no returns of {LAST}")
    records = tuple(_records(newest, quarters))
    append_all(framework.ledger, lambda _: tuple(_editions(records)))
    return framework.ledger


def _records(newest: QuarterRecord, quarters: int) -> Iterator[tuple[Quarter, tuple[RecordedRow, ...]]]:
    """Give the rows of each quarter, newest first: every one's previous figure is the latest of the quarter before."""
    quarter, rows = newest.quarter, newest.rows
    chances = [random.Random(row.key) for row in rows]
    for _ in range(quarters):
        yield quarter, rows
        quarter = quarter.previous
        rows = tuple(_before(row, chance) for row, chance in zip(rows, chances, strict=True))


def _before(row: RecordedRow, chance: random.Random) -> RecordedRow:
    """Give the row of the quarter before: what was the previous figure is its latest."""
    latest, previous = row.figures[Column.LATEST], row.figures[Column.PREVIOUS]
    own = previous if previous.amount is not None else latest
    figures: Mapping[Column, RecordedFigure] = {
        **row.figures,
        Column.LATEST: own,
        Column.PREVIOUS: _stepped(own, row.unit.takes_percent, chance),
    }
    words = " ".join(chance.sample(REMARKS, chance.randint(1, 4)))
    commentary = f"The result is {own.text}. {words}" if row.commentary else ""
    return replace(row, figures=figures, commentary=commentary)


def _stepped(figure: RecordedFigure, is_percent: bool, chance: random.Random) -> RecordedFigure:
    if figure.amount is None:
        return figure
    amount = (figure.amount * chance.choice(STEPS)).quantize(figure.amount)
    return RecordedFigure(f"{amount}{'%' if is_percent else ''}", amount)


def _editions(records: tuple[tuple[Quarter, tuple[RecordedRow, ...]], ...]) -> Iterator[Edition]:
    for quarter, rows in reversed(records):
        yield Edition(
            quarter=quarter,
            number=1,
            origin=Origin.PUBLISHED,
            recorded_at=f"{quarter.next.last_day}T09:00:00Z",
            by="Head of Performance",
            reason="",
            version="0.1.0",
            config_sha256="0" * 64,
            rows=rows,
            findings=tuple(_findings(rows)),
            files=tuple(
                SealedFile(DOCUMENT, f"framework-{quarter.key}.{each}", "0" * 64, 1) for each in ("docx", "xlsx")
            ),
        )


def _findings(rows: tuple[RecordedRow, ...]) -> Iterator[RecordedFinding]:
    """A warning for one indicator in twenty."""
    for row in rows[::20]:
        said = f"{row.code}, “Latest Result”: {row.figures[Column.LATEST].text} is ten times what it was in the quarter before."
        yield RecordedFinding("EF403", "warning", said, row.area, row.key, row.cell)


if __name__ == "__main__":
    print(publish_history(Path(sys.argv[1])))
