"""Opens the ledger's file, whatever state it is in, and adds entries to it: whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeAlias, TypeVar

from efreport.faults import FileFault
from efreport.ledger.decoding import edition_of
from efreport.ledger.edition import FIRST, Edition, Entry, Listed, Stored
from efreport.ledger.reading import read_listed, read_stored
from efreport.ledger.schema import GUARDS, MARK, MIGRATIONS
from efreport.ledger.verifying import Chain, broken, name_of
from efreport.quarter import Quarter, QuarterError

Kept = TypeVar("Kept")
Made = TypeVar("Made")
Own: TypeAlias = Callable[[Quarter], Sequence[Edition]]
"""What gives the editions of a quarter that are there."""

PATIENCE = 15.0
"""Seconds for which a run waits for another one that is writing."""


class LedgerFault(FileFault):
    """The ledger cannot be read or written; the message names it and says what to do."""


def listed(path: Path) -> tuple[Listed, ...]:
    """List every entry as it stands in the ledger, changed or not; none where there is no ledger yet. Raises LedgerFault."""
    return _read(path, lambda ledger: tuple(read_listed(ledger)))


def faults(path: Path) -> tuple[str, ...]:
    """Say of each entry what of it is not as it was sealed; nothing where all is. Raises LedgerFault."""
    return _read(path, lambda ledger: tuple(broken(read_stored(ledger))))


def survey(
    path: Path,
    keep: Callable[[Stored], Kept],
    quarters: Collection[Quarter] | None = None,
    *,
    last: str | None = None,
) -> tuple[Kept, ...]:
    """Give what `keep` makes of each entry, in order, or of those of some quarters, and of none after the one with the seal `last`.

    They are read one by one, so that no more of a long history is in memory than is kept. Raises LedgerFault, also where one
    is not as it was sealed or, where all are read, does not follow the one before.
    """
    return _read(path, lambda ledger: tuple(_trusted(path, ledger, keep, quarters, last)))


def editions(path: Path, quarters: Collection[Quarter] | None = None) -> tuple[Edition, ...]:
    """Read the entries, or those of some quarters, with everything that they say. Otherwise like `survey`."""
    return survey(path, edition_of, quarters)


def _trusted(
    path: Path,
    ledger: sqlite3.Connection,
    keep: Callable[[Stored], Kept],
    quarters: Collection[Quarter] | None,
    last: str | None = None,
) -> Iterator[Kept]:
    """Give what is kept of the entries if they may be relied on: each as it was sealed, and a whole ledger's in one chain."""
    chain = Chain() if quarters is None else None
    for stored in read_stored(ledger, quarters, last):
        said = next(chain.faults(stored), "") if chain else "" if stored.keeps_its_seal else _changed(stored)
        if said:
            raise LedgerFault(
                f"The ledger {path} is not as it was written. {said} Put the last backup of it in its place; efreport verify "
                "says more."
            )
        yield keep(stored)


def _changed(entry: Entry) -> str:
    return f"{name_of(entry)[:1].upper()}{name_of(entry)[1:]} was changed after it was sealed."


def last_seal(path: Path) -> str:
    """Give the seal of the last entry; FIRST where there is none. Raises LedgerFault."""
    if not path.exists():
        return FIRST
    with _said(path), closing(_open(path)) as ledger:
        newest = "SELECT seal FROM edition ORDER BY entry DESC LIMIT 1"
        found = ledger.execute(newest).fetchone() if _version(ledger, path) else None
    return str(found[0]) if found else FIRST


def seals(path: Path) -> tuple[str, ...]:
    """Give the seal of every entry, in order; none where there is no ledger yet. Raises LedgerFault."""
    known = "SELECT seal FROM edition ORDER BY entry"
    return _read(path, lambda ledger: tuple(str(row[0]) for row in ledger.execute(known)))


def _read(path: Path, read: Callable[[sqlite3.Connection], tuple[Kept, ...]]) -> tuple[Kept, ...]:
    if not path.exists():
        return ()
    with _said(path), closing(_open(path)) as ledger:
        ledger.execute("BEGIN")
        return read(ledger) if _version(ledger, path) else ()


def append(path: Path, make: Callable[[Own], Edition]) -> Edition:
    """Add the entry that `make` gives, which may ask for the editions of any quarter; return it as it was sealed.

    The ledger is held while `make` runs, so that no other run can add one in between. Raises LedgerFault, and what
    `make` raises, in which case nothing is added.
    """
    return append_all(path, lambda own: (make(own),))[0]


def append_all(path: Path, make: Callable[[Own], Sequence[Edition]]) -> tuple[Edition, ...]:
    """Add all the entries that `make` gives, in that order, or none of them. Otherwise like `append`."""
    with _said(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(_open(path)) as ledger:
            return _add(ledger, path, make)


def propose(path: Path, make: Callable[[Own], Made]) -> Made:
    """Give what `append` or `append_all` would add, not sealed, and add nothing. Raises LedgerFault, and what `make` raises."""
    survey(path, lambda _: None)
    return make(lambda quarter: editions(path, (quarter,)))


def damage(path: Path) -> str:
    """Say what SQLite finds damaged in the file, or nothing. Raises LedgerFault where it cannot be opened at all."""
    with _said(path), closing(_open(path)) as ledger:
        _version(ledger, path)
        found = [str(row[0]) for row in ledger.execute("PRAGMA integrity_check(3)")]
        found += [f"{row[0]} without its entry" for row in ledger.execute("PRAGMA foreign_key_check").fetchmany(3)]
    return "" if found == ["ok"] else "; ".join(each for each in found if each != "ok")


def _open(path: Path) -> sqlite3.Connection:
    ledger = sqlite3.connect(path.absolute(), timeout=PATIENCE, isolation_level=None)
    try:
        # A rollback journal, since write-ahead logging does not work on the network shares that councils keep files on.
        ledger.execute("PRAGMA journal_mode = DELETE")
        ledger.execute("PRAGMA synchronous = EXTRA")
        ledger.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        ledger.close()
        raise
    return ledger


def _add(ledger: sqlite3.Connection, path: Path, make: Callable[[Own], Sequence[Edition]]) -> tuple[Edition, ...]:
    ledger.execute("BEGIN IMMEDIATE")
    try:
        _migrate(ledger, path)
        seals = [FIRST, *_trusted(path, ledger, lambda stored: stored.seal, None)]
        added: list[Edition] = []
        for edition in make(lambda quarter: tuple(_trusted(path, ledger, edition_of, (quarter,)))):
            added.append(edition.sealed_after(seals[-1]))
            _insert(ledger, len(seals), added[-1])
            seals.append(added[-1].seal)
        ledger.execute("COMMIT")
    except BaseException:
        if ledger.in_transaction:
            ledger.execute("ROLLBACK")
        raise
    return tuple(added)


def _version(ledger: sqlite3.Connection, path: Path) -> int:
    """Give the version of the ledger's tables, 0 where it is empty. Raises LedgerFault for what is no ledger of ours."""
    mark: int = ledger.execute("PRAGMA application_id").fetchone()[0]
    version: int = ledger.execute("PRAGMA user_version").fetchone()[0]
    tables: int = ledger.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables and mark != MARK:
        raise LedgerFault(f"{path} is a database, but no ledger of efreport's. Name another file in config.")
    if version > len(MIGRATIONS):
        raise LedgerFault(f"{path} was written by a newer efreport. Use that one, or a newer one.")
    _refuse_programs(ledger, path)
    return version


def _refuse_programs(ledger: sqlite3.Connection, path: Path) -> None:
    """Raise LedgerFault for a view or a trigger that is not ours: reading or adding would run what somebody put there."""
    kept = ledger.execute("SELECT name FROM sqlite_master WHERE type IN ('view', 'trigger')")
    if any(name not in GUARDS for (name,) in kept):
        raise LedgerFault(
            f"The ledger {path} holds what no efreport put there and what would be run with it. Put the last backup of it in "
            "its place."
        )


def _migrate(ledger: sqlite3.Connection, path: Path) -> None:
    for number, script in enumerate(MIGRATIONS[_version(ledger, path) :], _version(ledger, path) + 1):
        for statement in _statements(script):
            ledger.execute(statement)
        ledger.execute(f"PRAGMA application_id = {MARK}")
        ledger.execute(f"PRAGMA user_version = {number}")


def _statements(script: str) -> Iterator[str]:
    """Give the statements one by one: executescript() would commit what is under way."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _insert(ledger: sqlite3.Connection, entry: int, edition: Edition) -> None:
    _rows(ledger, "edition", [(
        entry, edition.quarter.key, edition.quarter.first_month, edition.number, edition.origin.value,
        edition.recorded_at, edition.by, edition.reason, edition.version, edition.config_sha256, edition.previous,
        edition.seal, edition.form,
    )])  # fmt: skip
    _rows(ledger, "indicator", [
        (entry, place, row.area, row.heading, row.section, row.key, row.code, row.name, row.unit.value,
         row.polarity.value, row.source, row.commentary, row.cell)
        for place, row in enumerate(edition.rows)
    ])  # fmt: skip
    _rows(ledger, "figure", [
        (entry, place, column.value, figure.text, None if figure.amount is None else str(figure.amount))
        for place, row in enumerate(edition.rows)
        for column, figure in row.figures.items()
    ])  # fmt: skip
    _rows(ledger, "finding", [
        (entry, place, each.rule, each.severity, each.message, each.area, each.indicator, each.cell, each.waived)
        for place, each in enumerate(edition.findings)
    ])  # fmt: skip
    _rows(ledger, "sealed_file", [
        (entry, place, file.part, file.name, file.sha256, file.size) for place, file in enumerate(edition.files)
    ])  # fmt: skip


def _rows(ledger: sqlite3.Connection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        ledger.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 - the names are ours


@contextmanager
def _said(path: Path) -> Iterator[None]:
    """Turn what SQLite and the disk say into words for the user."""
    try:
        yield
    except sqlite3.Error as fault:
        raise LedgerFault(_words(path, fault)) from fault
    except (ValueError, TypeError, ArithmeticError, QuarterError) as fault:
        raise LedgerFault(_damaged(path, "it holds words where efreport writes its own")) from fault
    except OSError as fault:
        raise LedgerFault(f"The ledger {path} cannot be used ({fault.strerror or fault}).") from fault


def _words(path: Path, fault: sqlite3.Error) -> str:
    said = str(fault)
    if "locked" in said:
        return (
            f"The ledger {path} is being written by another run, and was still after {PATIENCE:.0f} seconds. "
            "Nothing was recorded. Run the command again when the other has ended."
        )
    if "readonly" in said or "unable to open" in said:
        return f"The ledger {path} cannot be opened or written here. Check that you may write in its folder."
    if "I/O" in said or "locking protocol" in said:
        return (
            f"The ledger {path} cannot be used just now ({said}): its drive or network share does not answer, or knows no locks. "
            "Nothing was recorded. Run the command again; if it says so each time, keep the ledger on another drive, which "
            "config/framework.toml names."
        )
    if "full" in said:
        return f"The disk is full: nothing was recorded in the ledger {path}. Make room, then run the command again."
    return _damaged(path, said)


def _damaged(path: Path, said: str) -> str:
    return f"The ledger {path} is damaged, or is no ledger ({said}). Put the last backup of it in its place."
