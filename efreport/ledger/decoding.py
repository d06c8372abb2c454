"""Makes editions, or of a long history the figures alone, of entries that were proved."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from functools import lru_cache
from sys import intern

from efreport.ledger.edition import Edition, Entry, Stored, WrittenRow
from efreport.model import FIGURE_COLUMNS, Column, Polarity, RecordedFigure, RecordedFinding, RecordedRow, Unit

_column, _unit, _polarity = lru_cache(Column), lru_cache(Unit), lru_cache(Polarity)


def edition_of(stored: Stored) -> Edition:
    """Give the edition. Raises ValueError or ArithmeticError for words that efreport never writes."""
    facts = {name: getattr(stored, name) for name in Entry.__dataclass_fields__}
    rows = tuple(_row(row, FIGURE_COLUMNS, row.source, row.commentary, row.cell) for row in stored.rows)
    return Edition(**facts, rows=rows, findings=tuple(RecordedFinding(*each) for each in stored.findings))


def figures_of(
    stored: Stored, columns: Collection[Column], keys: Collection[str] | None = None
) -> tuple[RecordedRow, ...]:
    """Give the rows with the figures of some columns, and without their words; or those of the indicators with these keys.

    Raises like `edition_of`.
    """
    return tuple(_row(row, columns) for row in stored.rows if keys is None or row.key in keys)


def _row(
    row: WrittenRow, columns: Collection[Column], source: str = "", commentary: str = "", cell: str = ""
) -> RecordedRow:
    figures = {
        column: _figure(shown, amount) for name, shown, amount in row.figures if (column := _column(name)) in columns
    }
    # What names an indicator is the same in every quarter, and kept once.
    area, heading, section, key, code, name = map(intern, row[:6])
    return RecordedRow(
        area,
        heading,
        section,
        key,
        code,
        name,
        _unit(row.unit),
        _polarity(row.polarity),
        figures,
        source,
        commentary,
        cell,
    )


@lru_cache(maxsize=16_384)
def _figure(shown: str, amount: str | None) -> RecordedFigure:
    """A figure is made once for all quarters that give the same, as most counts and percentages do."""
    return RecordedFigure(shown, None if amount is None else Decimal(amount))
