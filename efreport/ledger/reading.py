"""Reads the ledger's tables back into editions, exactly as they were sealed."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from efreport.ledger.edition import Edition, SealedFile
from efreport.model import Column, Origin, Polarity, RecordedFigure, RecordedFinding, RecordedRow, Unit
from efreport.quarter import parse_quarter

_Figures = dict[tuple[int, int], dict[Column, RecordedFigure]]


def read_editions(ledger: sqlite3.Connection) -> tuple[Edition, ...]:
    """Read every entry, in order."""
    rows = _by_entry(_recorded_rows(ledger))
    findings = _by_entry(_findings(ledger))
    files = _by_entry(_files(ledger))
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
        in ledger.execute("SELECT * FROM edition ORDER BY entry")
    )  # fmt: skip


def _by_entry(found: Iterator[tuple[int, Any]]) -> defaultdict[int, list[Any]]:
    entries: defaultdict[int, list[Any]] = defaultdict(list)
    for entry, each in found:
        entries[entry].append(each)
    return entries


def _recorded_rows(ledger: sqlite3.Connection) -> Iterator[tuple[int, RecordedRow]]:
    figures: _Figures = defaultdict(dict)
    for entry, place, column, shown, amount in ledger.execute("SELECT * FROM figure"):
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
    ) in ledger.execute("SELECT * FROM indicator ORDER BY entry, place"):
        there = figures[entry, place]
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


def _findings(ledger: sqlite3.Connection) -> Iterator[tuple[int, RecordedFinding]]:
    for entry, _, *facts in ledger.execute("SELECT * FROM finding ORDER BY entry, place"):
        yield entry, RecordedFinding(*facts)


def _files(ledger: sqlite3.Connection) -> Iterator[tuple[int, SealedFile]]:
    for entry, _, *facts in ledger.execute("SELECT * FROM sealed_file ORDER BY entry, place"):
        yield entry, SealedFile(*facts)
