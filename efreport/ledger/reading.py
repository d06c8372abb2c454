"""Reads the ledger's tables back into editions, exactly as they were sealed."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Any

from efreport.ledger.edition import Edition, SealedFile
from efreport.model import Column, Origin, Polarity, RecordedFigure, RecordedFinding, RecordedRow, Unit
from efreport.quarter import Quarter, parse_quarter

_Figures = dict[tuple[int, int], dict[Column, RecordedFigure]]


def read_editions(ledger: sqlite3.Connection, quarters: Collection[Quarter] | None = None) -> tuple[Edition, ...]:
    """Read every entry, or those of some quarters, in order."""
    wanted = _entries(ledger, quarters)
    rows = _by_entry(_recorded_rows(ledger, wanted))
    findings = _by_entry(_findings(ledger, wanted))
    files = _by_entry(_files(ledger, wanted))
    return tuple(
        Edition(
            quarter=parse_quarter(quarter, first_month),
            number=number,
            origin=Origin(origin),
            recorded_at=recorded_at,
            by=by,
            reason=reason,
            version=version,
            config_sha256=config_sha256,
            rows=tuple(rows[entry]),
            findings=tuple(findings[entry]),
            files=tuple(files[entry]),
            previous=previous,
            seal=seal,
            form=form,
        )
        for entry, quarter, first_month, number, origin, recorded_at, by, reason, version, config_sha256, previous, seal, form
        in _select(ledger, f"SELECT * FROM edition WHERE entry IN {wanted} ORDER BY entry")  # noqa: S608
    )  # fmt: skip


def _entries(ledger: sqlite3.Connection, quarters: Collection[Quarter] | None) -> str:
    """Give the numbers of the entries as a list for SQL; they are numbers, so nothing else can be in it."""
    keys = {quarter.key for quarter in quarters} if quarters is not None else None
    found = ledger.execute("SELECT entry, quarter FROM edition ORDER BY entry")
    return f"({', '.join(str(int(entry)) for entry, quarter in found if keys is None or quarter in keys)})"


def _select(ledger: sqlite3.Connection, query: str) -> Iterator[tuple[Any, ...]]:
    """Give the rows. Raises TypeError for bytes, which only another program can have put where words or numbers stand."""
    for row in ledger.execute(query):
        if any(isinstance(value, bytes) for value in row):
            raise TypeError(row)
        yield row


def _by_entry(found: Iterator[tuple[int, Any]]) -> defaultdict[int, list[Any]]:
    entries: defaultdict[int, list[Any]] = defaultdict(list)
    for entry, each in found:
        entries[entry].append(each)
    return entries


def _recorded_rows(ledger: sqlite3.Connection, wanted: str) -> Iterator[tuple[int, RecordedRow]]:
    figures: _Figures = defaultdict(dict)
    for entry, place, column, shown, amount in _select(
        ledger,
        f"SELECT * FROM figure WHERE entry IN {wanted}",  # noqa: S608
    ):
        figures[entry, place][Column(column)] = RecordedFigure(shown, None if amount is None else Decimal(amount))
    for (
        entry,
        place,
        area,
        heading,
        section,
        key,
        code,
        name,
        unit,
        polarity,
        source,
        commentary,
        cell,
    ) in _select(
        ledger,
        f"SELECT * FROM indicator WHERE entry IN {wanted} ORDER BY entry, place",  # noqa: S608
    ):
        there = figures.pop((entry, place), {})
        ordered = {column: there[column] for column in Column if column in there}
        yield (
            entry,
            RecordedRow(
                area,
                heading,
                section,
                key,
                code,
                name,
                Unit(unit),
                Polarity(polarity),
                ordered,
                source,
                commentary,
                cell,
            ),
        )


def _findings(ledger: sqlite3.Connection, wanted: str) -> Iterator[tuple[int, RecordedFinding]]:
    for entry, _, *facts in _select(
        ledger,
        f"SELECT * FROM finding WHERE entry IN {wanted} ORDER BY entry, place",  # noqa: S608
    ):
        yield entry, RecordedFinding(*facts)


def _files(ledger: sqlite3.Connection, wanted: str) -> Iterator[tuple[int, SealedFile]]:
    for entry, _, *facts in _select(
        ledger,
        f"SELECT * FROM sealed_file WHERE entry IN {wanted} ORDER BY entry, place",  # noqa: S608
    ):
        yield entry, SealedFile(*facts)
