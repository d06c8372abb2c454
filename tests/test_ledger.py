"""The ledger: what goes in comes out, nothing in it can be changed unseen, and no crash or second writer breaks it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from efreport.ledger import (
    FIRST,
    Edition,
    LedgerFault,
    Own,
    SealedFile,
    append,
    broken,
    damage,
    editions,
    faults,
    keeping,
    last_seal,
    listed,
    printed_seals,
    seals,
)
from efreport.ledger.edition import seal_of
from efreport.model import Column, Origin, Polarity, RecordedFigure, RecordedFinding, RecordedRow, Unit, in_groups
from efreport.quarter import Quarter

ROW = RecordedRow(
    area="cp",
    heading="Child Protection",
    section="Plans",
    key="cp3",
    code="CP3",
    name="Children with a plan, per 10,000",
    unit=Unit.RATE_10000,
    polarity=Polarity.NEUTRAL,
    figures={
        Column.LATEST: RecordedFigure("49.8*Prov", Decimal("49.78902")),
        Column.PREVIOUS: RecordedFigure("n/a"),
    },
    source="LSCB",
    commentary="“Fewer” plans\nbegan – see [red]CP2[/red], =1+1 and 😀.",
    cell="cp.xlsx › Return!A10",
)
FINDING = RecordedFinding("EF402", "warning", "does not add up", "cp", "cp3", "cp.xlsx › Return!E10", "agreed")
CHANGED = "was changed after it was sealed."
OUT_OF_LINE = "does not follow the entry before it: one was changed, put in or taken out."
FILE = SealedFile("return", "2014Q1/cp.xlsx", "ab" * 32, 7684)


def edition(quarter: str = "2014Q1", number: int = 1, latest: str = "49.8") -> Edition:
    row = replace(ROW, figures={**ROW.figures, Column.LATEST: RecordedFigure(latest, Decimal(latest))})
    return Edition(
        quarter=Quarter(int(quarter[:4]), int(quarter[-1])),
        number=number,
        origin=Origin.PUBLISHED,
        recorded_at=f"2014-08-0{number}T09:30:00Z",
        by="Head of Performance",
        reason="" if number == 1 else "CP3 was worked out with the wrong population",
        version="0.1.0",
        config_sha256="cd" * 32,
        rows=(row,),
        findings=(FINDING,),
        files=(FILE,),
    )


def add(path: Path, *wanted: Edition) -> tuple[Edition, ...]:
    return tuple(append(path, lambda _, each=each: each) for each in wanted)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


def test_what_goes_in_comes_out(path: Path) -> None:
    added = add(path, edition(), edition("2014Q2"), edition(number=2, latest="56"))
    assert editions(path) == added
    assert [each.rows for each in added] == [edition().rows, edition().rows, edition(latest="56").rows]
    assert added[0].previous == FIRST
    assert [each.previous for each in added[1:]] == [each.seal for each in added[:-1]]
    assert list(broken(added)) == []
    assert damage(path) == ""


def test_there_is_nothing_in_a_ledger_that_is_not_there_yet(path: Path) -> None:
    assert editions(path) == ()
    assert not path.exists()


def test_the_seal_is_of_everything_in_the_entry() -> None:
    entry = edition().sealed_after(FIRST)
    changes = {
        "quarter": Quarter(2013, 1),
        "number": 2,
        "origin": Origin.IMPORTED,
        "recorded_at": "2014-08-02T09:30:00Z",
        "by": "somebody else",
        "reason": "another",
        "version": "0.2.0",
        "config_sha256": "ef" * 32,
        "rows": (replace(ROW, commentary="Fewer plans began."),),
        "findings": (replace(FINDING, waived=""),),
        "files": (replace(FILE, size=7685),),
        "previous": "1" * 64,
        "form": 2,
    }
    assert set(changes) | {"seal"} == set(Edition.__dataclass_fields__)
    for name, value in changes.items():
        assert seal_of(replace(entry, **{name: value})) != entry.seal, name
    assert seal_of(entry) == entry.seal


ROW_CHANGES = {
    "area": "cin", "heading": "Plans", "section": "", "key": "cp4", "code": "CP4", "name": "Plans", "unit": Unit.COUNT,
    "polarity": Polarity.LOWER, "figures": {Column.LATEST: RecordedFigure("49.8")}, "source": "", "commentary": "", "cell": "",
}  # fmt: skip


def test_the_seal_is_of_every_word_of_a_row() -> None:
    entry = edition().sealed_after(FIRST)
    assert set(ROW_CHANGES) == set(RecordedRow.__dataclass_fields__)
    for name, value in ROW_CHANGES.items():
        changed = replace(entry, rows=(replace(entry.rows[0], **{name: value}),))
        assert seal_of(changed) != entry.seal, name


def tamper(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as ledger:
        for table in ("edition", "indicator", "figure", "finding", "sealed_file"):
            ledger.execute(f"DROP TRIGGER IF EXISTS {table}_is_never_changed")
            ledger.execute(f"DROP TRIGGER IF EXISTS {table}_is_never_deleted")
        for statement in statements:
            ledger.execute(statement)
        ledger.commit()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE figure SET shown = '12' WHERE entry = 2", f"Entry 2, edition 1 of 2014Q2, {CHANGED}"),
        ("UPDATE indicator SET commentary = 'Better.' WHERE entry = 1", f"Entry 1, edition 1 of 2014Q1, {CHANGED}"),
        ("UPDATE edition SET published_by = 'Nobody' WHERE entry = 3", f"Entry 3, edition 2 of 2014Q1, {CHANGED}"),
        ("UPDATE sealed_file SET sha256 = 'x' WHERE entry = 3", f"Entry 3, edition 2 of 2014Q1, {CHANGED}"),
        ("UPDATE finding SET waived = '' WHERE entry = 1", f"Entry 1, edition 1 of 2014Q1, {CHANGED}"),
        ("DELETE FROM edition WHERE entry = 2", f"Entry 2, edition 2 of 2014Q1, {OUT_OF_LINE}"),
    ],
)
def test_a_change_behind_its_back_shows(path: Path, statement: str, said: str) -> None:
    add(path, edition(), edition("2014Q2"), edition(number=2, latest="56"))
    tamper(path, statement)
    assert faults(path) == (said,)


def test_an_entry_that_was_changed_and_sealed_again_shows_in_the_next(path: Path) -> None:
    add(path, edition(), edition("2014Q2"))
    forged = edition(latest="12").sealed_after(FIRST)
    tamper(
        path,
        "UPDATE figure SET shown = '12', amount = '12' WHERE entry = 1 AND figure_column = 'latest'",
        f"UPDATE edition SET seal = '{forged.seal}' WHERE entry = 1",
    )
    assert faults(path) == (
        "Entry 2, edition 1 of 2014Q2, does not follow the entry before it: one was changed, put in or taken out.",
    )


def test_sqlite_itself_refuses_to_change_or_delete(path: Path) -> None:
    add(path, edition())
    with closing(sqlite3.connect(path)) as ledger:
        for table, column in (
            ("edition", "reason"), ("indicator", "commentary"), ("figure", "shown"), ("finding", "waived"), ("sealed_file", "name"),
        ):  # fmt: skip
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                ledger.execute(f"UPDATE {table} SET {column} = 'x'")
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                ledger.execute(f"DELETE FROM {table}")


def test_it_keeps_a_rollback_journal_which_works_on_a_network_share(path: Path) -> None:
    add(path, edition())
    with closing(sqlite3.connect(path)) as ledger:
        assert ledger.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert [each.name for each in path.parent.iterdir()] == ["ledger.sqlite"]


def test_what_stops_the_maker_adds_nothing(path: Path) -> None:
    def refuse(own: Own) -> Edition:
        raise LedgerFault(f"{len(own(Quarter(2014, 1)))} there")

    add(path, edition())
    with pytest.raises(LedgerFault, match="1 there"):
        append(path, refuse)
    assert len(editions(path)) == 1


def test_what_is_no_ledger_is_said(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04 a workbook, and not a ledger" * 100)
    with pytest.raises(LedgerFault) as said:
        editions(path)
    assert str(said.value) == (
        f"The ledger {path} is damaged, or is no ledger (file is not a database). Put the last backup of it in its place."
    )


def test_another_database_is_said_and_left_as_it_is(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE cases (child TEXT)")
        other.commit()
    before = path.read_bytes()
    for use in (editions, lambda where: add(where, edition())):
        with pytest.raises(LedgerFault) as said:
            use(path)
        assert str(said.value) == f"{path} is a database, but no ledger of efreport's. Name another file in config."
    assert path.read_bytes() == before


def test_a_ledger_of_a_newer_version_is_left_alone(path: Path) -> None:
    add(path, edition())
    with closing(sqlite3.connect(path)) as ledger:
        ledger.execute("PRAGMA user_version = 99")
    for use in (editions, lambda where: add(where, edition("2014Q2"))):
        with pytest.raises(LedgerFault) as said:
            use(path)
        assert str(said.value) == f"{path} was written by a newer efreport. Use that one, or a newer one."


def test_an_older_ledger_is_brought_up_to_date_by_the_next_entry(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = add(path, edition())
    monkeypatch.setattr(
        keeping,
        "MIGRATIONS",
        (*keeping.MIGRATIONS, "CREATE TABLE later (entry INTEGER);\nCREATE TABLE latest (entry INTEGER);\n"),
    )
    assert editions(path) == before
    added = add(path, edition("2014Q2"))
    assert editions(path) == (*before, *added)
    with closing(sqlite3.connect(path)) as ledger:
        assert ledger.execute("PRAGMA user_version").fetchone() == (2,)
        assert ledger.execute("SELECT count(*) FROM later").fetchone() == (0,)


def test_words_that_no_efreport_wrote_are_said(path: Path) -> None:
    add(path, edition())
    tamper(path, "UPDATE edition SET origin = 'bananas'")
    with pytest.raises(LedgerFault, match="it holds words where efreport writes its own"):
        editions(path)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("edition", "published_by"),
        ("indicator", "name"),
        ("figure", "shown"),
        ("finding", "message"),
        ("sealed_file", "size"),
    ],
)
def test_bytes_in_the_place_of_words_are_said_for_what_they_are(path: Path, table: str, column: str) -> None:
    """Found by the target `ledgers`: such a ledger ended in a TypeError when its seal was worked out."""
    add(path, edition())
    tamper(path, f"UPDATE {table} SET {column} = x'ff00fe'")
    for read in (editions, faults, lambda path: editions(path, {Quarter(2014, 1)})):
        with pytest.raises(LedgerFault) as fault:
            read(path)
        assert str(fault.value) == (
            f"The ledger {path} is damaged, or is no ledger (it holds words where efreport writes its own). Put the last backup of "
            "it in its place."
        )


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


@pytest.mark.parametrize(
    "statements",
    [
        ("ALTER TABLE edition RENAME TO other", f"CREATE VIEW edition AS {ENDLESS}"),
        (
            f"CREATE TRIGGER more AFTER INSERT ON edition BEGIN {ENDLESS.replace('WITH', 'INSERT INTO finding WITH')}; END",
        ),
    ],
    ids=["a view", "a trigger"],
)
def test_what_would_be_run_with_a_ledger_is_never_run(path: Path, statements: tuple[str, ...]) -> None:
    add(path, edition())
    with closing(sqlite3.connect(path)) as ledger:
        for statement in statements:
            ledger.execute(statement)
        ledger.commit()
    for use in (editions, listed, faults, last_seal, damage, lambda path: append(path, lambda _: edition(number=2))):
        with pytest.raises(LedgerFault, match="holds what no efreport put there and what would be run with it"):
            use(path)


def test_a_ledger_that_another_run_holds_is_waited_for_and_then_said(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(path, edition())
    monkeypatch.setattr(keeping, "PATIENCE", 0.2)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerFault) as said:
            add(path, edition("2014Q2"))
        assert editions(path)[0].quarter.key == "2014Q1"
    assert str(said.value) == (
        f"The ledger {path} is being written by another run, and was still after 0 seconds. "
        "Nothing was recorded. Run the command again when the other has ended."
    )


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("disk I/O error", "cannot be used just now (disk I/O error): its drive or network share does not answer"),
        ("locking protocol", "cannot be used just now (locking protocol): its drive or network share does not answer"),
        (
            "attempt to write a readonly database",
            "cannot be opened or written here. Check that you may write in its folder.",
        ),
        ("database or disk is full", "The disk is full: nothing was recorded in the ledger"),
        ("database is locked", "is being written by another run"),
    ],
)
def test_a_drive_or_share_that_fails_is_no_reason_to_put_a_backup_back(
    path: Path, monkeypatch: pytest.MonkeyPatch, fault: str, words: str
) -> None:
    add(path, edition())

    def failing(where: Path) -> sqlite3.Connection:
        raise sqlite3.OperationalError(fault)

    monkeypatch.setattr(keeping, "_open", failing)
    for use in (editions, seals, damage, lambda where: add(where, edition("2014Q2"))):
        with pytest.raises(LedgerFault) as said:
            use(path)
        assert words in str(said.value)
        assert "backup" not in str(said.value)


def test_an_empty_file_is_a_ledger_with_nothing_in_it_yet(path: Path) -> None:
    path.touch()
    assert (editions(path), seals(path), last_seal(path), damage(path)) == ((), (), FIRST, "")
    add(path, edition())
    assert len(editions(path)) == 1


def test_the_ledgers_folder_is_made_where_it_is_missing_and_said_where_it_cannot_be(tmp_path: Path) -> None:
    path = tmp_path / "records" / "of" / "ledger.sqlite"
    assert editions(path) == ()
    add(path, edition())
    assert len(editions(path)) == 1
    (tmp_path / "file").touch()
    with pytest.raises(LedgerFault, match=r"The ledger .*ledger\.sqlite cannot be used \(.+\)\."):
        add(tmp_path / "file" / "ledger.sqlite", edition())


WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from tests.test_ledger import edition
from efreport.ledger import append
from efreport.quarter import Quarter
Q1 = Quarter(2014, 1)
for _ in range(5):
    append(Path(sys.argv[1]), lambda own: replace(edition(number=len(own(Q1)) + 1), by=sys.argv[2]))
"""


def test_writers_at_the_same_time_take_turns(path: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, path, name]) for name in ("one", "two")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    there = editions(path)
    assert list(broken(there)) == []
    assert sorted(each.by for each in there) == ["one"] * 5 + ["two"] * 5


KILLED = """
import os, signal, sqlite3, sys
from pathlib import Path
from tests.test_ledger import edition
from efreport.ledger import keeping
path, left = Path(sys.argv[1]), int(sys.argv[2])

class Dying(sqlite3.Connection):
    def execute(self, *args):
        self.count()
        return super().execute(*args)

    def executemany(self, *args):
        self.count()
        return super().executemany(*args)

    def count(self):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

connect = sqlite3.connect
sqlite3.connect = lambda *args, **named: connect(*args, factory=Dying, **named)
keeping.append(path, lambda _: edition("2014Q2"))
"""


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is not Windows'")
def test_a_run_that_is_killed_anywhere_leaves_the_ledger_as_it_was(path: Path, tmp_path: Path) -> None:
    add(path, edition())
    before, survived = path.read_bytes(), 0
    for left in range(0, 60, 3):
        path.write_bytes(before)
        ended = subprocess.run([sys.executable, "-c", KILLED, path, str(left)], check=False)
        assert ended.returncode in (0, -9)
        survived += ended.returncode == 0
        there = editions(path)
        assert [each.quarter.key for each in there] == (["2014Q1", "2014Q2"] if ended.returncode == 0 else ["2014Q1"])
        assert list(broken(there)) == []
        assert damage(path) == ""
    assert 0 < survived < 20


def test_a_seal_is_found_again_where_it_is_printed() -> None:
    seal = edition().sealed_after(FIRST).seal
    assert printed_seals(f"It follows the entry {in_groups(seal)}.") == {seal}
    assert printed_seals(f"A fingerprint by itself, {seal}, is none.") == frozenset()


def test_the_entries_of_some_quarters_are_read_by_themselves(path: Path) -> None:
    first, second, third = add(path, edition(), edition("2014Q2"), edition(number=2, latest="56"))
    assert editions(path, (Quarter(2014, 1),)) == (first, third)
    assert editions(path, (Quarter(2014, 2), Quarter(2014, 3))) == (second,)
    assert editions(path, ()) == ()
    assert last_seal(path) == third.seal
    assert (editions(path.with_name("none.sqlite"), (Quarter(2014, 1),)), last_seal(path.with_name("none.sqlite"))) == (
        (), FIRST,
    )  # fmt: skip


def test_an_entry_that_was_changed_is_not_relied_on(path: Path) -> None:
    add(path, edition(), edition("2014Q2"))
    tamper(path, "UPDATE figure SET shown = '12' WHERE entry = 1")
    assert len(editions(path, (Quarter(2014, 2),))) == 1
    with pytest.raises(LedgerFault) as said:
        editions(path, (Quarter(2014, 1),))
    assert str(said.value) == (
        f"The ledger {path} is not as it was written. Edition 1 of 2014Q1 was changed after it was sealed. "
        "Put the last backup of it in its place; efreport verify says more."
    )


def test_nothing_is_added_to_a_ledger_that_was_changed(path: Path) -> None:
    add(path, edition(), edition("2014Q2"))
    tamper(path, "UPDATE figure SET shown = '12' WHERE entry = 1")
    before = path.read_bytes()
    for use in (editions, lambda where: add(where, edition("2014Q3"))):
        with pytest.raises(LedgerFault, match=r"Entry 1, edition 1 of 2014Q1, was changed after it was sealed\."):
            use(path)
    assert (path.read_bytes(), len(listed(path))) == (before, 2)
