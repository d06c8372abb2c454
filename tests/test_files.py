"""Writing: whole or not at all, never over somebody's work, and a locked document is named."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from efreport.faults import InternalFault
from efreport.files import CannotWrite, ThisRun, Written, write_files, write_text

NEW = {"a.docx": b"new word", "a.xlsx": b"new excel"}


RUN = ThisRun("20140721T073005Z-3f9a1c", datetime(2014, 7, 21, 7, 30, 5, tzinfo=UTC), {})


def fine(name: str, data: bytes) -> None:
    """Find nothing wrong with a file."""


def write(
    folder: Path, contents: Mapping[str, bytes], check: Callable[[str, bytes], None] = fine
) -> tuple[Written, ...]:
    return write_files(folder, contents, check, RUN)


def there(folder: Path) -> dict[str, bytes]:
    """Every file of the folder but the record."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name != "run.json"}


def test_files_are_put_into_a_new_folder(tmp_path: Path) -> None:
    written = write(tmp_path / "out" / "deeper", NEW)
    assert [file.path.name for file in written] == ["a.docx", "a.xlsx"]
    assert there(tmp_path / "out" / "deeper") == NEW


def test_a_file_that_fails_its_check_leaves_nothing_behind(tmp_path: Path) -> None:
    def wrong(name: str, data: bytes) -> None:
        if name.endswith(".xlsx"):
            raise InternalFault("not all there")

    with pytest.raises(InternalFault):
        write(tmp_path / "out", NEW, wrong)
    assert not (tmp_path / "out").exists()
    write(tmp_path / "out", {"a.docx": b"old"})
    with pytest.raises(InternalFault):
        write(tmp_path / "out", NEW, wrong)
    assert there(tmp_path / "out") == {"a.docx": b"old"}


def test_what_a_run_wrote_is_written_over_and_what_somebody_edited_is_kept(tmp_path: Path) -> None:
    write(tmp_path, {"a.docx": b"old"})
    assert write(tmp_path, {"a.docx": b"newer"})[0].kept is None
    (tmp_path / "a.docx").write_bytes(b"edited by hand")
    kept = write(tmp_path, {"a.docx": b"newest"})[0].kept
    assert kept is not None
    assert there(tmp_path) == {"a (kept 1).docx": b"edited by hand", "a.docx": b"newest"}


def test_a_file_that_no_run_wrote_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"somebody's own")
    write(tmp_path, NEW)
    assert there(tmp_path)["a (kept 1).docx"] == b"somebody's own"


def test_a_document_open_in_word_is_named_and_the_new_one_kept_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"a.docx": b"old"})
    replace = Path.replace

    def refused(self: Path, target: Path) -> Path:
        if Path(target).name == "a.docx":
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(
        CannotWrite, match=r"probably open in Word or Excel.*kept beside it as a \(new 1\)\.docx"
    ) as fault:
        write(tmp_path, {"a.docx": b"new"})
    assert fault.value.kept == (tmp_path / "a (new 1).docx",)
    assert there(tmp_path) == {"a (new 1).docx": b"new", "a.docx": b"old"}


def test_a_full_disk_leaves_the_old_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a.docx": b"old"})

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CannotWrite, match="No space left on device"):
        write(tmp_path, NEW)
    assert there(tmp_path) == {"a.docx": b"old"}


def test_text_is_utf_8_with_its_own_line_ends(tmp_path: Path) -> None:
    write_text(tmp_path / "table.csv", "é\r\n")
    assert there(tmp_path) == {"table.csv": "é\r\n".encode()}


def test_a_folder_in_a_files_place_is_named_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(CannotWrite, match=r"a\.xlsx is a folder, so no file of that name can be written"):
        write(tmp_path, NEW)
    with pytest.raises(CannotWrite, match=r"a\.xlsx is a folder"):
        write_text(tmp_path / "a.xlsx", "text")
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_file_in_a_folders_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(CannotWrite, match=r"deeper could not be made, since .*out is a file\. Name another folder\."):
        write_text(tmp_path / "out" / "deeper" / "table.csv", "text")


def test_text_that_is_no_proper_text_is_written_all_the_same(tmp_path: Path) -> None:
    write_text(tmp_path / "report.txt", "a name with a lone half of a letter: \ud800.xlsx")
    assert there(tmp_path) == {"report.txt": b"a name with a lone half of a letter: ?.xlsx"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes in folders")
def test_a_pipe_in_a_documents_place_is_named_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.xlsx")
    with pytest.raises(CannotWrite, match=r"a\.xlsx is no file, so none of that name can be written\."):
        write(tmp_path, NEW)
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]
