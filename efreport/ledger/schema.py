"""The tables of the ledger, version by version. A version that has been released is never changed, only followed."""

from __future__ import annotations

MARK = 0x45464C47
"""The application id (EFLG) in the file's head, by which a ledger is told from any other SQLite file."""

_TABLES = ("edition", "indicator", "figure", "finding", "sealed_file")
GUARDS = frozenset(f"{table}_is_never_{done}" for table in _TABLES for done in ("changed", "deleted"))
"""The names of the triggers that keep the tables, which are all that a ledger has."""

_KEPT = """
CREATE TRIGGER {table}_is_never_changed BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER {table}_is_never_deleted BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
"""

_FIRST = """
CREATE TABLE edition (
    entry INTEGER PRIMARY KEY CHECK (entry > 0),
    quarter TEXT NOT NULL,
    first_month INTEGER NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    origin TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    published_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    version TEXT NOT NULL,
    config_sha256 TEXT NOT NULL,
    previous TEXT NOT NULL UNIQUE,
    seal TEXT NOT NULL UNIQUE,
    form INTEGER NOT NULL,
    UNIQUE (quarter, number)
);
CREATE TABLE indicator (
    entry INTEGER NOT NULL REFERENCES edition,
    place INTEGER NOT NULL,
    area TEXT NOT NULL,
    heading TEXT NOT NULL,
    section TEXT NOT NULL,
    indicator TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    polarity TEXT NOT NULL,
    source TEXT NOT NULL,
    commentary TEXT NOT NULL,
    cell TEXT NOT NULL,
    PRIMARY KEY (entry, place)
) WITHOUT ROWID;
CREATE TABLE figure (
    entry INTEGER NOT NULL,
    place INTEGER NOT NULL,
    figure_column TEXT NOT NULL,
    shown TEXT NOT NULL,
    amount TEXT,
    PRIMARY KEY (entry, place, figure_column),
    FOREIGN KEY (entry, place) REFERENCES indicator
) WITHOUT ROWID;
CREATE TABLE finding (
    entry INTEGER NOT NULL REFERENCES edition,
    place INTEGER NOT NULL,
    rule TEXT NOT NULL,
    severity TEXT NOT NULL,
    message TEXT NOT NULL,
    area TEXT NOT NULL,
    indicator TEXT NOT NULL,
    cell TEXT NOT NULL,
    waived TEXT NOT NULL,
    PRIMARY KEY (entry, place)
) WITHOUT ROWID;
CREATE TABLE sealed_file (
    entry INTEGER NOT NULL REFERENCES edition,
    place INTEGER NOT NULL,
    part TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    PRIMARY KEY (entry, place)
) WITHOUT ROWID;
""" + "".join(_KEPT.format(table=table) for table in _TABLES)

MIGRATIONS: tuple[str, ...] = (_FIRST,)
"""What brings a ledger from each version to the next; an empty file has version 0."""
