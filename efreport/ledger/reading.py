"""Reads the ledger's tables, one entry at a time: an edition of ten thousand indicators is 60,000 rows of tables."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from efreport.ledger.edition import Listed, SealedFile, Stored, WrittenFigure, WrittenFinding, WrittenRow
from efreport.model import FIGURE_COLUMNS, Origin
from efreport.quarter import Quarter, parse_quarter

_IN_ORDER = " ".join(f"WHEN '{column.value}' THEN {place}" for place, column in enumerate(FIGURE_COLUMNS))
_ENTRIES = "SELECT * FROM edition ORDER BY entry"
_ROWS = (
    "SELECT place, cell, area, heading, section, indicator, code, name, unit, polarity, source, commentary "
    "FROM indicator WHERE entry = ? ORDER BY place"
)
_FIGURES = f"""
SELECT place, figure_column, shown, amount FROM figure WHERE entry = ? ORDER BY place, CASE figure_column {_IN_ORDER} END
"""  # noqa: S608 - the names are ours
_FINDINGS = "SELECT rule, severity, message, area, indicator, cell, waived FROM finding WHERE entry = ? ORDER BY place"
_FILES = "SELECT part, name, sha256, size FROM sealed_file WHERE entry = ? ORDER BY place"
_INDICATORS = "SELECT coalesce(max(place) + 1, 0) FROM indicator WHERE entry = ?"
"""Places count from 0 without a gap; to count the rows would be to read them all."""


def read_listed(ledger: sqlite3.Connection) -> Iterator[Listed]:
    """Give every entry, in order, without what it says. Raises ValueError for words that efreport never writes."""
    for entry, facts in _facts(ledger):
        yield Listed(**facts, indicators=ledger.execute(_INDICATORS, (entry,)).fetchone()[0])


def read_stored(
    ledger: sqlite3.Connection, quarters: Collection[Quarter] | None = None, last: str | None = None
) -> Iterator[Stored]:
    """Give every entry, or those of some quarters, in order, and none after the one with the seal `last`; like `read_listed`."""
    keys = {quarter.key for quarter in quarters} if quarters is not None else None
    for entry, facts in _facts(ledger):
        if keys is None or facts["quarter"].key in keys:
            findings = [WrittenFinding(*words) for words in ledger.execute(_FINDINGS, (entry,))]
            yield Stored(**facts, rows=_rows(ledger, entry), findings=findings)
        if facts["seal"] == last:
            return


def _facts(ledger: sqlite3.Connection) -> Iterator[tuple[int, dict[str, Any]]]:
    """Give the number of each entry, and what an Entry holds of it by name."""
    found = _select(ledger, _ENTRIES)
    for (
        entry,
        quarter,
        first_month,
        number,
        origin,
        recorded_at,
        by,
        reason,
        version,
        config,
        previous,
        seal,
        form,
    ) in found:
        yield (
            entry,
            {
                "quarter": parse_quarter(quarter, first_month),
                "number": number,
                "origin": Origin(origin),
                "recorded_at": recorded_at,
                "by": by,
                "reason": reason,
                "version": version,
                "config_sha256": config,
                "files": tuple(SealedFile(*words) for words in _select(ledger, _FILES, entry)),
                "previous": previous,
                "seal": seal,
                "form": form,
            },
        )


def _select(ledger: sqlite3.Connection, query: str, *values: int) -> list[tuple[Any, ...]]:
    """Give the rows. Raises TypeError for bytes, which only another program can have put where words or numbers stand."""
    found = ledger.execute(query, values).fetchall()
    if any(isinstance(value, bytes) for row in found for value in row):
        raise TypeError(query)
    return found


def _rows(ledger: sqlite3.Connection, entry: int) -> list[WrittenRow]:
    """Give the rows of an entry; bytes in them are found when they are sealed, since no seal can be made of them."""
    figures: defaultdict[int, list[WrittenFigure]] = defaultdict(list)
    for place, column, shown, amount in ledger.execute(_FIGURES, (entry,)):
        figures[place].append((column, shown, amount))
    found = ledger.execute(_ROWS, (entry,))
    return [WrittenRow._make((*words, figures[place], cell)) for place, cell, *words in found]
