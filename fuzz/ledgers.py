"""The target `ledgers`: the ledger's file with bytes, rows and tables changed; no change passes for what was published."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from efreport.ledger import (
    Edition,
    LedgerFault,
    Own,
    SealedFile,
    append,
    damage,
    editions,
    faults,
    last_seal,
    listed,
    published,
)
from efreport.model import Column, Origin, Polarity, RecordedFigure, RecordedFinding, RecordedRow, Unit
from efreport.quarter import Quarter
from fuzz.choices import Choices
from fuzz.holding import Target, hold
from fuzz.packages import change_bytes

QUARTERS = (Quarter(2014, 1), Quarter(2014, 2), Quarter(2014, 3))
VALUES: tuple[object, ...] = (
    None, "", 0, 1, -1, 2, 9, 2**63 - 1, 1e400, "NaN", "Infinity", "1e999999999", "x" * 9000, b"\xff\xfe\0", "2014Q2", "9999Q4", "0000Q9",
    "published", "imported", "latest", "percent", "higher", "\x1b[31m", "a\nb", "=1+1", "0" * 64,
)  # fmt: skip
STATEMENTS = (
    "DELETE FROM {table}", "DROP TABLE {table}", "ALTER TABLE {table} RENAME TO other", "CREATE TABLE more (a, b)",
    "ALTER TABLE {table} ADD COLUMN more", "PRAGMA user_version = 99", "PRAGMA user_version = 0", "PRAGMA application_id = 7",
    "PRAGMA user_version = -1", "UPDATE {table} SET entry = entry + 1", "INSERT INTO {table} SELECT * FROM {table}",
    "PRAGMA encoding = 'UTF-16'", "VACUUM", "REINDEX", "PRAGMA journal_mode = WAL",
)  # fmt: skip
TABLES = ("edition", "indicator", "figure", "finding", "sealed_file")


def run(data: bytes) -> None:
    """Change a ledger of three editions; what is read of it is what was put in, or it is refused in words."""
    choices = Choices(data)
    sealed, whole = _sealed()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.sqlite"
        path.write_bytes(whole)
        if choices.one_in(2):
            path.write_bytes(change_bytes(whole, choices))
        else:
            _change_tables(path, choices)
        _check_reading(path, sealed)
        if choices.one_in(4):
            _check_adding(path, sealed)


def seeds() -> Iterator[bytes]:
    """Give a change of bytes of each kind, and one of each value and table."""
    yield from (bytes((0, kind, 3 * kind, 40 + kind, kind, 9)) for kind in range(12))
    yield from (bytes((1, 0, table, kind, 1, kind)) for table in range(len(TABLES)) for kind in range(6))
    yield from (bytes((1, 3, table, kind)) for table in range(len(TABLES)) for kind in range(len(STATEMENTS)))


def _check_reading(path: Path, sealed: Sequence[Edition]) -> None:
    try:
        found = editions(path)
    except LedgerFault as fault:
        _hold_named(path, fault)
    else:
        hold(found == tuple(sealed[: len(found)]), "a ledger that is read is as it was sealed", found[-1:])
    for quarter in QUARTERS:
        try:
            of_one = editions(path, {quarter})
        except LedgerFault as fault:
            _hold_named(path, fault)
        else:
            hold(all(each in sealed for each in of_one), "an entry that is read is as it was sealed", of_one)
    for read in (listed, faults, last_seal, damage):
        try:
            read(path)
        except LedgerFault as fault:
            _hold_named(path, fault)
    with suppress(LedgerFault):
        hold(all(said.strip() for said in faults(path)), "what is broken is said")


def _check_adding(path: Path, sealed: Sequence[Edition]) -> None:
    """An entry is added after whole ones, or not at all."""
    try:
        added = append(path, lambda _: _edition(QUARTERS[2], 1))
    except LedgerFault as fault:
        _hold_named(path, fault)
        return
    found = editions(path)
    hold(found[-1] == added and found[:-1] == tuple(sealed[: len(found) - 1]), "an entry follows whole ones", found)


def _hold_named(path: Path, fault: LedgerFault) -> None:
    hold(str(path) in str(fault), "a ledger that is refused is named", str(fault))


def _change_tables(path: Path, choices: Choices) -> None:
    """Take the guards off and change rows, as somebody with a database program would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as ledger:
        for (name,) in ledger.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            ledger.execute(f"DROP TRIGGER {name}")
        for _ in range(3):
            if choices.used_up:
                break
            with suppress(sqlite3.Error):
                _change_a_table(ledger, choices)


def _change_a_table(ledger: sqlite3.Connection, choices: Choices) -> None:
    what, table = choices.below(4), choices.pick(TABLES)
    if what == 3:
        ledger.execute(choices.pick(STATEMENTS).format(table=table))
        return
    columns = [name for _, name, *_ in ledger.execute(f"PRAGMA table_info({table})")]
    if not columns:
        return
    ledger.execute("PRAGMA ignore_check_constraints = ON")
    where = " WHERE entry = 1" if choices.one_in(2) else ""
    ledger.execute(f"UPDATE {table} SET {choices.pick(columns)} = ?{where}", (choices.pick(VALUES),))  # noqa: S608 - the names are ours


def _edition(quarter: Quarter, number: int) -> Edition:
    row = RecordedRow(
        area="cp",
        heading="Child Protection",
        section="Plans",
        key="cp3",
        code="CP3",
        name="Children with a plan, per 10,000",
        unit=Unit.RATE_10000,
        polarity=Polarity.NEUTRAL,
        figures={Column.LATEST: RecordedFigure("49.8", Decimal("49.8")), Column.PREVIOUS: RecordedFigure("n/a")},
        source="LSCB",
        commentary="Fewer plans began.",
        cell="cp.xlsx › Return!A10",
    )
    return Edition(
        quarter=quarter,
        number=number,
        origin=Origin.PUBLISHED,
        recorded_at="2014-08-01T09:30:00Z",
        by="Head of Performance",
        reason="" if number == 1 else "It was wrong",
        version="0.1.0",
        config_sha256="cd" * 32,
        rows=(row, replace(row, key="cp2", code="CP2")),
        findings=(
            RecordedFinding("EF402", "warning", "does not add up", "cp", "cp3", "cp.xlsx › Return!E10", "agreed"),
        ),
        files=(SealedFile("return", "2014Q1/cp.xlsx", "ab" * 32, 7684),),
    )


def _as_made(made: Edition, _: Own) -> Edition:
    return made


@cache
def _sealed() -> tuple[tuple[Edition, ...], bytes]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.sqlite"
        for quarter, number in ((QUARTERS[0], 1), (QUARTERS[1], 1), (QUARTERS[0], 2)):
            append(path, partial(_as_made, _edition(quarter, number)))
        found = editions(path)
        hold(len(list(published(found))) == 2, "two quarters were published")
        return found, path.read_bytes()


TARGET = Target("ledgers", run, seeds)
