"""Whatever happens while documents are written: each is whole, the record says which belong together, the next run heals."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from efreport.files import (
    RECORD,
    CannotWrite,
    ThisRun,
    heal,
    plant,
    read_record,
    replace_known,
    write_files,
    write_new,
    write_text,
)
from efreport.fingerprint import fingerprint
from tests.disrupted import Disrupt, both, disrupted, killed_at, open_in_word, refused_at

DOCX, XLSX = "framework-2014Q2.docx", "framework-2014Q2.xlsx"
OLD = {DOCX: b"old word " * 999, XLSX: b"old excel " * 999}
NEW = {DOCX: b"new word " * 999, XLSX: b"new excel " * 999}
NEWEST = {DOCX: b"newest word " * 999, XLSX: b"newest excel " * 999}
EDITED = b"edited by somebody"
OTHERS = {"framework-2014Q1.docx": b"the quarter before", "notes.txt": b"somebody's own", ".efreport-notes.tmp": b"own"}
MOST = 400
needs_fork = pytest.mark.skipif(sys.platform == "win32", reason="processes are forked to be killed quickly")


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("efreport.files.placing.PAUSES", (0.0,))


def write(folder: Path, contents: Mapping[str, bytes], number: int) -> None:
    began = datetime(2014, 7, 21, 7, tzinfo=UTC) + timedelta(minutes=number)
    write_files(folder, contents, lambda name, data: None, ThisRun(f"run-{number}", began, {"quarter": "2014Q2"}))


def prepared(folder: Path, *, edited: bool = False) -> Path:
    """A folder with the pair of an earlier run, another quarter's document and files of the user's own."""
    folder.mkdir()
    write(folder, OLD, 1)
    for name, data in OTHERS.items():
        (folder / name).write_bytes(data)
    if edited:
        (folder / DOCX).write_bytes(EDITED)
    return folder


def forked(folder: Path, contents: Mapping[str, bytes], number: int, disrupt: Disrupt) -> int:
    """Write in a process of its own, and give the signal that ended it, 0 where it came to its end."""
    child = os.fork()
    if child == 0:
        try:
            with disrupted(disrupt), suppress(CannotWrite):
                write(folder, contents, number)
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1]


def in_place(folder: Path, *, edited: bool = False) -> list[str]:
    """Assert what holds at every moment, and give of which run each document is."""
    states = []
    for name in (DOCX, XLSX):
        data = (folder / name).read_bytes()
        known = {OLD[name]: "old", NEW[name]: "new"} | ({EDITED: "edited"} if edited and name == DOCX else {})
        assert data in known, f"{name} is neither the whole old one nor the whole new one"
        states.append(known[data])
    for name, data in OTHERS.items():
        assert (folder / name).read_bytes() == data
    record = read_record(folder / RECORD)
    assert record is not None
    for run in record.runs:
        if {output.name for output in run.outputs} >= {DOCX, XLSX} and all(record.knows(folder / each) for each in NEW):
            assert len(set(states)) == 1, "the record calls two documents a pair that are of two runs"
    return states


def litter(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {DOCX, XLSX, RECORD, *OTHERS}


PROJECT = {"README.txt": b"read me", "config/a.toml": b"a = 1\n", "config/areas/b.toml": b"b = 1\n"}


@needs_fork
@pytest.mark.parametrize("there", [False, True])
def test_a_project_that_was_killed_while_it_was_begun_is_whole_or_made_good_by_the_next_run(
    tmp_path: Path, there: bool
) -> None:
    seen = set()
    others = {"minutes.docx"} if there else set()
    for number in range(1, MOST):
        folder = tmp_path / str(number) / "council"
        folder.parent.mkdir()
        if there:
            folder.mkdir()
            (folder / "minutes.docx").write_bytes(b"somebody's")
        child = os.fork()
        if child == 0:
            try:
                with disrupted(killed_at(number)):
                    plant(folder, PROJECT, ("output",))
            finally:
                os._exit(0)
        ended = os.waitpid(child, 0)[1]
        if not there:
            assert not folder.exists() or files_in(folder) == {*PROJECT}
        heal(folder)
        found = files_in(folder) - others
        assert found in (set(), {*PROJECT}), "half a project"
        seen.add(bool(found))
        if not found:
            plant(folder, PROJECT, ("output",))
        assert files_in(folder) == {*PROJECT} | others
        assert {path.name for path in folder.parent.iterdir()} <= {"council", ".efreport.lock"}
        if not ended:
            break
    assert number > 20
    assert seen == {False, True}


def files_in(folder: Path) -> set[str]:
    """The files of a project that was killed and made good: nothing is hidden in it but the lock that a killed run left."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != ".efreport.lock")
    return {path.relative_to(folder).as_posix() for path in found}


@needs_fork
@pytest.mark.parametrize("issued", [False, True])
def test_a_blank_return_is_whole_whenever_its_run_is_killed_and_the_next_run_tidies_up(
    tmp_path: Path, issued: bool
) -> None:
    seen = set()
    for number in range(1, MOST):
        path = tmp_path / str(number) / "cp.xlsx"
        path.parent.mkdir()
        if issued:
            path.write_bytes(b"as issued " * 99)
        child = os.fork()
        if child == 0:
            try:
                with disrupted(killed_at(number)):
                    put_blank(path, b"new " * 99)
            finally:
                os._exit(0)
        ended = os.waitpid(child, 0)[1]
        there = path.read_bytes() if path.exists() else b""
        assert there in (b"as issued " * 99 if issued else b"", b"new " * 99)
        seen.add(there)
        put_blank(path, b"new " * 99)
        write_new(path.with_name("cla.xlsx"), b"another")
        assert sorted(each.name for each in path.parent.iterdir()) == ["cla.xlsx", "cp.xlsx"]
        assert path.read_bytes() == b"new " * 99
        if not ended:
            break
    assert number > 8
    assert len(seen) == 2


def put_blank(path: Path, data: bytes) -> None:
    """Write a blank return, or replace the one that was issued."""
    if not path.exists():
        write_new(path, data)
    elif path.read_bytes() != data:
        assert replace_known(path, b"as issued " * 99, data)


def test_what_somebody_edited_in_half_a_project_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "council"
    left = folder / ".efreport-new-0123456789ab"
    left.mkdir(parents=True)
    (left / "README.txt").write_bytes(b"read me")
    (left / ".put.json").write_text(json.dumps({name: fingerprint(data) for name, data in PROJECT.items()}))
    (folder / "config" / "areas").mkdir(parents=True)
    (folder / "config" / "a.toml").write_bytes(b"a = 2\n")
    (folder / "config" / "areas" / "b.toml").write_bytes(PROJECT["config/areas/b.toml"])
    heal(folder)
    assert files_in(folder) == {"config/a.toml"}
    assert not left.exists()


@needs_fork
@pytest.mark.parametrize("edited", [False, True])
def test_a_run_killed_at_any_moment_leaves_whole_documents_and_the_next_one_heals(tmp_path: Path, edited: bool) -> None:
    seen = set()
    for number in range(1, MOST):
        folder = prepared(tmp_path / str(number), edited=edited)
        ended = forked(folder, NEW, 2, killed_at(number))
        states = in_place(folder, edited=edited)
        seen.add(tuple(states))
        own = {name for name in litter(folder) if not name.startswith(".efreport-") and name != ".efreport.lock"}
        assert own <= ({"framework-2014Q2 (kept 1).docx"} if edited else set())
        write(folder, NEWEST, 3)
        assert {name: (folder / name).read_bytes() for name in NEWEST} == NEWEST
        assert litter(folder) == ({"framework-2014Q2 (kept 1).docx"} if edited else set())
        assert not edited or (folder / "framework-2014Q2 (kept 1).docx").read_bytes() == EDITED
        record = read_record(folder / RECORD)
        assert record is not None
        assert [run.id for run in record.runs] == ["run-3"]
        if not ended:
            break
    assert number > 40
    before = "edited" if edited else "old"
    assert seen == {(before, "old"), ("new", "old"), ("new", "new")}


@needs_fork
def test_a_run_killed_while_a_document_is_open_leaves_the_old_pair(tmp_path: Path) -> None:
    for number in range(1, MOST):
        folder = prepared(tmp_path / str(number))
        ended = forked(folder, NEW, 2, both(killed_at(number), open_in_word(DOCX)))
        assert in_place(folder) == ["old", "old"]
        write(folder, NEWEST, 3)
        assert {name: (folder / name).read_bytes() for name in NEWEST} == NEWEST
        assert litter(folder) == set()
        if not ended:
            break
    assert number > 40


@pytest.mark.parametrize(
    ("fault", "names"),
    [(errno.ENOSPC, ("open", "write", "fsync", "mkdir")), (errno.EACCES, ()), (errno.EIO, ())],
)
@pytest.mark.parametrize("edited", [False, True])
def test_a_full_disk_or_a_closed_folder_at_any_step_leaves_whole_documents(
    tmp_path: Path, fault: int, names: tuple[str, ...], edited: bool
) -> None:
    refused = 0
    for number in range(1, MOST):
        folder = prepared(tmp_path / str(number), edited=edited)
        said = ""
        with disrupted(refused_at(number, fault, *names)):
            try:
                write(folder, NEW, 2)
            except CannotWrite as refusal:
                said = str(refusal)
        if said:
            refused += 1
            assert str(folder) in said, number
            assert os.strerror(fault) in said, number
        else:
            assert in_place(folder, edited=edited) == ["new", "new"]
            if number > 60:
                break
        in_place(folder, edited=edited)
        write(folder, NEWEST, 3)
        assert {name: (folder / name).read_bytes() for name in NEWEST} == NEWEST
        kept = {"framework-2014Q2 (kept 1).docx"} if edited else set()
        assert litter(folder) <= kept | {"framework-2014Q2 (new 1).docx", "framework-2014Q2 (new 1).xlsx"}
    assert refused > 10


def test_of_a_pair_with_one_open_in_word_both_stay_and_both_new_ones_stand_beside(tmp_path: Path) -> None:
    folder = prepared(tmp_path / "out")
    with disrupted(open_in_word(DOCX)), pytest.raises(CannotWrite) as fault:
        write(folder, NEW, 2)
    assert str(fault.value) == (
        f"{folder / DOCX} could not be replaced (Permission denied); it is probably open in Word or Excel. "
        "So that the documents in place are still of one run, the new ones are kept beside them: "
        "framework-2014Q2 (new 1).docx and framework-2014Q2 (new 1).xlsx. Close it, then run the command again."
    )
    assert in_place(folder) == ["old", "old"]
    assert (folder / "framework-2014Q2 (new 1).xlsx").read_bytes() == NEW[XLSX]
    record = read_record(folder / RECORD)
    assert record is not None
    assert {(run.id, output.name, output.instead_of) for run in record.runs for output in run.outputs} == {
        ("run-1", DOCX, ""),
        ("run-1", XLSX, ""),
        ("run-2", "framework-2014Q2 (new 1).docx", DOCX),
        ("run-2", "framework-2014Q2 (new 1).xlsx", XLSX),
    }
    with disrupted(open_in_word(DOCX)), pytest.raises(CannotWrite):
        write(folder, NEWEST, 3)
    assert (folder / "framework-2014Q2 (new 1).xlsx").read_bytes() == NEWEST[XLSX]
    assert not (folder / "framework-2014Q2 (new 2).xlsx").exists()
    (folder / "framework-2014Q2 (new 1).xlsx").write_bytes(EDITED)
    write(folder, NEW, 4)
    assert in_place(folder) == ["new", "new"]
    assert litter(folder) == {"framework-2014Q2 (new 1).xlsx"}


def test_a_document_opened_while_the_other_was_being_moved_is_named_with_the_run_of_each(tmp_path: Path) -> None:
    folder = prepared(tmp_path / "out")
    tried = []

    def opened_late(count: int, name: str, about: str) -> None:
        if name == "replace" and about.endswith(XLSX):
            tried.append(about)
            if len(tried) > 1:
                raise PermissionError(13, "Permission denied")

    with disrupted(opened_late), pytest.raises(CannotWrite) as fault:
        write(folder, NEW, 2)
    assert str(fault.value) == (
        f"{folder / XLSX} could not be replaced (Permission denied); it is probably open in Word or Excel. "
        f"The new one is kept beside it as framework-2014Q2 (new 1).xlsx. {DOCX} is already the new one, so the "
        "documents in place are of different runs until the command has run again. Close it, then run the command again."
    )
    assert in_place(folder) == ["new", "old"]
    record = read_record(folder / RECORD)
    assert record is not None
    assert {name: found[0].id for name in NEW if (found := record.of(name))} == {DOCX: "run-2", XLSX: "run-1"}


def test_of_marked_copies_one_that_is_open_keeps_no_other_from_being_written(tmp_path: Path) -> None:
    folder = prepared(tmp_path / "out")
    run = ThisRun("run-2", datetime(2014, 7, 22, tzinfo=UTC), {})
    with disrupted(open_in_word(DOCX)), pytest.raises(CannotWrite, match=rf"\. Written: {XLSX}\. Close it, then"):
        write_files(folder, NEW, lambda name, data: None, run, together=False)
    assert in_place(folder) == ["old", "new"]


def test_a_document_that_would_not_change_is_left_as_it_is_also_while_it_is_open(tmp_path: Path) -> None:
    folder = prepared(tmp_path / "out")
    before = (folder / DOCX).stat().st_mtime_ns
    with disrupted(open_in_word(DOCX, XLSX)):
        write(folder, OLD, 2)
    assert in_place(folder) == ["old", "old"]
    assert (folder / DOCX).stat().st_mtime_ns == before


def test_a_run_that_began_earlier_does_not_write_over_a_later_one(tmp_path: Path) -> None:
    folder = prepared(tmp_path / "out")
    write(folder, NEW, 5)
    with pytest.raises(CannotWrite, match=r"another one, which began after it, has written .* from newer returns"):
        write(folder, OLD, 4)
    assert in_place(folder) == ["new", "new"]


def test_a_run_json_of_somebody_elses_is_kept(tmp_path: Path) -> None:
    (tmp_path / RECORD).write_text('{"mine": 1}')
    write(tmp_path, NEW, 1)
    assert (tmp_path / "run (kept 1).json").read_text() == '{"mine": 1}'
    assert read_record(tmp_path / RECORD) is not None


@needs_fork
def test_a_report_is_whole_whenever_its_run_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    for number in range(1, MOST):
        path.write_text("old")
        child = os.fork()
        if child == 0:
            with disrupted(killed_at(number)):
                write_text(path, "new" * 999)
            os._exit(0)
        ended = os.waitpid(child, 0)[1]
        assert path.read_text() in ("old", "new" * 999)
        write_text(path, "newest")
        assert [each.name for each in tmp_path.iterdir()] == ["report.csv"]
        if not ended:
            break
    assert number > 10


def test_a_report_that_is_open_is_named_and_the_new_one_kept_beside_once(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    path.write_text("old")
    for _ in range(2):
        with disrupted(open_in_word("report.csv")), pytest.raises(CannotWrite) as fault:
            write_text(path, "new")
        assert str(fault.value) == (
            f"{path} could not be replaced (Permission denied); it is probably open in another program. The new one is "
            "kept beside it as report (new 1).csv: close the old one, then run the command again."
        )
    assert {each.name: each.read_text() for each in tmp_path.iterdir()} == {
        "report.csv": "old",
        "report (new 1).csv": "new",
    }


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no /dev")
def test_what_is_no_file_is_written_through_and_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "linked.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "linked.csv")
    write_text(tmp_path / "link.csv", "new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "linked.csv").read_text() == "new"
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    write_text(tmp_path / "pipe", "through")
    assert os.read(reader, 99) == b"through"
    os.close(reader)
