"""Whatever lies in the folder ends in one finding at most that names it: never a traceback, a wait or a lost file."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest

from efreport import plain_files, run
from efreport.model import Finding, Framework, Limits
from efreport.returns import NothingToRead
from efreport.returns import allowance as allowances
from efreport.returns import folder as folders
from efreport.returns.allowance import Allowance
from efreport.returns.refusal import NotAWorkbook
from tests.conftest import Run
from tests.hostile_files import KINDS, READ, good
from tests.three_returns import CONFIG, write_three

SMALL = Limits(packed_megabytes=1, unpacked_megabytes=3, parts=200)
NOT_RETURN = " If it is not a return, take it out of the folder."


def found_beside(framework: Framework, folder: Path, limits: Limits = SMALL) -> list[Finding]:
    """What is found in a folder with two good returns and what else is there, but for notes on figures."""
    outcome = run.check(replace(framework, limits=limits), (folder,), None, lambda _: None)
    assert outcome.checked.faults == ()
    return [each for each in outcome.checked.findings if each.rule.startswith("EF1")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a quarter with the returns of two service areas, a third one missing."""
    folder = write_three(tmp_path) / "2014Q2"
    (folder / "cp.xlsx").unlink()
    return folder


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("kind", KINDS)
def test_one_finding_says_what_it_is_and_what_to_do(framework: Framework, folder: Path, kind: str) -> None:
    file = KINDS[kind]
    (folder / file.name).write_bytes(file.made())
    said = [(each.rule, each.where.workbook, each.message, each.hint) for each in found_beside(framework, folder)]
    assert said == [("EF101", file.name, f"The workbook cannot be read: {file.reason}.", file.advice)]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("kind", READ)
def test_what_is_odd_but_safe_is_read(framework: Framework, folder: Path, kind: str) -> None:
    (folder / "cp.xlsx").write_bytes(READ[kind]())
    assert found_beside(framework, folder) == []


NOT_FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a pipe": (lambda path: os.mkfifo(path), "this is no file but a pipe or a device"),
    "a device": (lambda path: path.symlink_to("/dev/zero"), "this is no file but a pipe or a device"),
    "a link to nothing": (lambda path: path.symlink_to("gone.xlsx"), "the file is not there any more"),
    "a link to itself": (lambda path: path.symlink_to(path.name), "the file could not be opened ({})"),
}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files in folders")
@pytest.mark.parametrize("kind", NOT_FILES)
def test_what_is_no_file_is_never_opened(framework: Framework, folder: Path, kind: str) -> None:
    make, reason = NOT_FILES[kind]
    make(folder / "cp.xlsx")
    (finding,) = found_beside(framework, folder)
    assert (finding.rule, finding.where.workbook) == ("EF101", "cp.xlsx")
    start, _, end = f"The workbook cannot be read: {reason}.".partition("{}")
    assert finding.message.startswith(start)
    assert finding.message.endswith(end)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such links without admin rights")
def test_links_in_a_circle_between_folders(framework: Framework, folder: Path) -> None:
    (folder / "cp.xlsx").write_bytes(good())
    (folder / "inner").symlink_to(folder, target_is_directory=True)
    assert [(each.rule, each.where.workbook) for each in found_beside(framework, folder)] == [("EF111", "inner")]


OPEN_ELSEWHERE = (
    "The workbook cannot be read: the file could not be opened ({}).",
    "Close it in Excel wherever it is open, check that you may read it and that its drive is connected, then check again.",
)
REFUSED = {
    "locked by Excel": (PermissionError(13, "Permission denied"), 0, *OPEN_ELSEWHERE),
    "on a drive that has gone": (OSError(22, "The specified network name is no longer available"), 0, *OPEN_ELSEWHERE),
    "gone since it was listed": (
        FileNotFoundError(2, "No such file or directory"), 0,
        "The workbook cannot be read: the file is not there any more.",
        "Check that nobody has moved or renamed it, then check again.",
    ),
    "in OneDrive alone": (
        OSError(22, "The cloud file provider is not running"), 0x400000,
        "The workbook cannot be read: the file is kept in OneDrive and is not on this computer ({}).",
        "In File Explorer, right-click it and choose Always keep on this device, wait until it is there, then check again.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_the_system_refuses(
    framework: Framework, folder: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    fault, attributes, message, hint = REFUSED[kind]
    (folder / "cp.xlsx").write_bytes(good())
    really_open, really_ask = Path.open, Path.lstat

    def refuse(path: Path, *arguments: object, **named: object) -> object:
        if path.name == "cp.xlsx":
            raise fault
        return really_open(path, *arguments, **named)  # type: ignore[arg-type]

    def ask(path: Path) -> object:
        return SimpleNamespace(st_file_attributes=attributes) if path.name == "cp.xlsx" else really_ask(path)

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(Path, "lstat", ask)
    said = [(each.rule, each.where.workbook, each.message, each.hint) for each in found_beside(framework, folder)]
    assert said == [("EF101", "cp.xlsx", message.format(fault.strerror), hint)]


@pytest.mark.parametrize(("attempts", "read"), [(0, True), (4, True), (5, False)])
def test_a_file_that_a_virus_scanner_holds_is_waited_for_a_moment(
    framework: Framework, folder: Path, monkeypatch: pytest.MonkeyPatch, attempts: int, read: bool
) -> None:
    (folder / "cp.xlsx").write_bytes(good())
    really_open, refused, slept = Path.open, count(), list[float]()
    held = PermissionError(13, "The process cannot access the file because it is being used by another process")
    held.winerror = 32

    def open_later(path: Path, *arguments: object, **named: object) -> object:
        if path.name == "cp.xlsx" and next(refused) < attempts:
            raise held
        return really_open(path, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "open", open_later)
    monkeypatch.setattr(plain_files.time, "sleep", slept.append)
    said = [each.message for each in found_beside(framework, folder)]
    message, _ = OPEN_ELSEWHERE
    assert said == ([] if read else [message.format(held.strerror)])
    assert slept == list(plain_files.PAUSES[:attempts])


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps names as text")
def test_a_name_that_is_no_text_is_shown_with_marks(efreport: Run, folder: Path) -> None:
    (folder / os.fsdecode(b"cp\xff.xlsx")).write_bytes(b"")
    for form in ("text", "json", "csv", "sarif", "junit", "github"):
        ran = efreport("validate", folder, "--config", CONFIG, "--format", form)
        assert (ran.code, ran.err) == (1, ""), form
    assert "cp\N{REPLACEMENT CHARACTER}.xlsx" in efreport("validate", folder, "--config", CONFIG).out


LEFT_IN_FOLDERS = {
    "cp.xlsx.crdownload": "a file that was not yet saved or downloaded whole",
    "8F2A1B00.tmp": "a file that was not yet saved or downloaded whole",
    "cp.xlsx.lnk": "a shortcut, and not the file itself",
    "returns.zip": "a packed file",
    ".~lock.cp.xlsx#": "a temporary file that Excel makes while the workbook is open, so the workbook may still change",
    "~$cp.xlsx": "a temporary file that Excel makes while the workbook is open, so the workbook may still change",
}


@pytest.mark.parametrize("name", LEFT_IN_FOLDERS)
def test_what_is_no_return_by_its_name_is_a_note(framework: Framework, folder: Path, name: str) -> None:
    (folder / "cp.xlsx").write_bytes(good())
    (folder / name).write_bytes(b"x")
    said = [(each.rule, each.where.workbook, each.message) for each in found_beside(framework, folder)]
    assert said == [("EF111", name, f"Not read: {LEFT_IN_FOLDERS[name]}.")]


@pytest.mark.parametrize("name", ["Thumbs.db", "desktop.ini", ".DS_Store", "._cp.xlsx", "~WRD0001.tmp"])
def test_what_programs_leave_in_folders_is_not_spoken_of(framework: Framework, folder: Path, name: str) -> None:
    (folder / "cp.xlsx").write_bytes(good())
    (folder / name).write_bytes(b"x")
    assert found_beside(framework, folder) == []


def test_a_folder_with_the_name_of_a_workbook(framework: Framework, folder: Path) -> None:
    (folder / "cp.xlsx").mkdir()
    said = {each.rule: each.message for each in found_beside(framework, folder)}
    assert said["EF111"] == "Not read: a folder within the quarter's folder."
    assert set(said) == {"EF111", "EF109"}


def test_a_folder_of_far_too_many_files_is_not_read(framework: Framework, folder: Path) -> None:
    for number in range(4):
        (folder / f"{number}.txt").write_bytes(b"")
    with pytest.raises(NothingToRead) as fault:
        found_beside(framework, folder, Limits(files=5))
    assert str(fault.value) == (
        f"There are 6 files in {folder}, far more than the returns of a quarter (the limit is 5, set as files under [limits] in "
        "framework.toml). Name the folder that holds the returns, or raise the limit."
    )


def test_what_may_not_be_looked_at_is_no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "is_dir", refuse)
    assert folders._is_folder(Path("x")) is False


SET = "far more than any return needs (the limit is {}, set as {} under [limits] in framework.toml)"
SPENT = {
    "cells": (Limits(cells=1_000), "more than 1,000 of its cells hold something", "1,000"),
    "memory_megabytes": (Limits(memory_megabytes=1), "reading it takes more than 1 MB", "1 MB"),
    "seconds": (Limits(), "reading it takes more than 30 seconds", "30 seconds"),
}


def read_rows(limits: Limits, rows: int) -> None:
    """Count rows of nine cells, as they are counted while a sheet is read."""
    allowance = Allowance(limits, 0)
    for _ in range(rows):
        allowance.take(9)


@pytest.mark.parametrize("limit", SPENT)
def test_what_reading_may_take_is_counted_row_by_row(monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    limits, found, most = SPENT[limit]
    moments = count(step=0.02)
    monkeypatch.setattr(allowances, "monotonic", lambda: next(moments))
    read_rows(limits, 100)
    with pytest.raises(NotAWorkbook) as refused:
        read_rows(limits, 2_000)
    assert refused.value.reason == f"{found}, {SET.format(most, limit)}"


def test_a_return_of_twenty_thousand_rows_is_within_the_limits() -> None:
    read_rows(Limits(), 20_000)
