"""Files that are far too long for what they are given as: each is said for what it is, in a bearable time."""

from __future__ import annotations

import json
import signal
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from efreport.files.record import LARGEST, read_record
from efreport.model import Severity
from efreport.packages import TooManyPieces, unpack
from efreport.past.decoding import LONGEST_LINE, NotATable, lines_of
from efreport.publication import running
from efreport.publication.base import DocumentRule, Published
from efreport.publication.running import check_documents
from efreport.publication.timing import TookTooLong, at_most
from efreport.rules.base import Found
from efreport.run.verifying import _text
from tests.conftest import PROJECT, Run
from tests.published import written


def zipped(**parts: bytes) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(f"{name}.xml", content)
    return data.getvalue()


def test_pieces_are_elements_and_attributes_of_parts_that_are_xml() -> None:
    data = zipped(a=b'<a b="1" c="2"><d/></a>', b=b"no = markup = at < all")
    assert set(unpack(data, most_bytes=1000, most_parts=9, most_pieces=5)) == {"a.xml", "b.xml"}
    with pytest.raises(TooManyPieces) as fault:
        unpack(data, most_bytes=1000, most_parts=9, most_pieces=4)
    assert fault.value.found == 5


def test_a_document_of_far_too_many_paragraphs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "framework.docx"
    path.write_bytes(zipped(a=b"<w:p/>" * 100))
    monkeypatch.setattr(running, "MOST_PIECES", 99)
    assert [(each.rule, each.message) for each in check_documents([path]).findings] == [
        (
            "EF801",
            "The document cannot be read: it is made of 100 pieces (paragraphs, cells, their properties), far more than any "
            "framework; at most 99 are read.",
        )
    ]
    path.write_bytes(written("docx"))
    monkeypatch.undo()
    assert check_documents([path]).findings == ()


def test_a_document_that_takes_far_too_long_is_given_up_and_the_next_one_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_end(document: Published) -> Iterator[Found]:
        while document.name == "slow.docx":
            pass
        yield from ()

    rule = DocumentRule("EF899", Severity.ERROR, "Never ends", "", Published, without_end)
    rules = (rule, *(each for each in running.DOCUMENT_RULES if each.code == "EF801"))
    monkeypatch.setattr(running, "DOCUMENT_RULES", rules)
    for name in ("slow.docx", "good.docx"):
        (tmp_path / name).write_bytes(written("docx"))
    usual = signal.getsignal(signal.SIGINT)
    checked = check_documents([tmp_path / "slow.docx", tmp_path / "good.docx"], seconds=0.2)
    assert [(each.rule, each.where.workbook, each.message) for each in checked.findings] == [
        (
            "EF801",
            "slow.docx",
            "The document cannot be read: checking it takes more than 0.2 seconds, far longer than any framework.",
        )
    ]
    assert signal.getsignal(signal.SIGINT) is usual


def test_what_ends_in_time_is_never_interrupted_later() -> None:
    with at_most(30):
        pass
    with pytest.raises(ValueError, match="of its own"), at_most(30):
        raise ValueError("of its own")


def test_ctrl_c_is_ctrl_c_also_while_the_time_runs() -> None:
    with pytest.raises(KeyboardInterrupt), at_most(30):
        signal.raise_signal(signal.SIGINT)


def test_what_catches_every_fault_does_not_catch_the_end_of_the_time() -> None:
    def stubborn() -> None:
        while True:
            try:
                while True:
                    pass
            except Exception:  # noqa: S112 - that it catches everything is what is tested
                continue

    with pytest.raises(TookTooLong), at_most(0.05):
        stubborn()


def test_a_line_without_end_is_no_row() -> None:
    text = "Quarter,Code,Latest\n" + "," * LONGEST_LINE + "\n"
    with pytest.raises(NotATable) as fault:
        lines_of(text, "history.csv", len, 1000)
    assert fault.value.problem.message == (
        "Line 2 of the file has more than 1,000,000 characters, far more than any row of figures."
    )


def test_a_table_larger_than_may_be_read(efreport: Run, tmp_path: Path) -> None:
    with (tmp_path / "history.csv").open("wb") as file:
        file.truncate(2 * 2**30)
    ran = efreport(
        "import", tmp_path / "history.csv", "--by", "Officer", "--source", "Papers", "--config", PROJECT / "config"
    )
    assert ran.code == 1
    assert (
        "It is 2,048 MB, and at most 50 MB are read (packed_megabytes, set under [limits] in framework.toml)."
        in ran.err
    )


RECORDS = {
    "not JSON": b"\xff\xfe{",
    "nothing": b"",
    "a number": b"7",
    "a list": b"[]",
    "a list within lists": b"[" * 200_000,
    "runs that are none": b'{"form": 1, "runs": [7]}',
    "runs in a number": b'{"form": 1, "runs": 7}',
    "words for numbers": b'{"form": 1, "runs": [{"run": {"id": 1}, "made": [], "outputs": [{"name": 1}]}]}',
    "a number of many digits": b'{"form": 1, "runs": ' + b"9" * 5000 + b"}",
    "a size that is none": json.dumps(
        {"form": 1, "runs": [{"run": {"id": "", "started": "", "written": ""}, "made": {}, "outputs": [
            {"name": "a", "sha256": "", "size": 1e400}]}]}
    ).encode(),
}  # fmt: skip


@pytest.mark.parametrize("kind", RECORDS)
def test_a_run_record_that_is_none_of_ours(tmp_path: Path, kind: str) -> None:
    (tmp_path / "run.json").write_bytes(RECORDS[kind])
    assert read_record(tmp_path / "run.json") is None


def test_a_run_record_without_end_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "run.json").open("wb") as file:
        file.truncate(LARGEST + 1)
    assert read_record(tmp_path / "run.json") is None


def test_a_document_to_verify_that_is_a_bomb_has_no_words() -> None:
    assert _text(zipped(a=b"<a>word</a>", b=b"<b/>")) == "word\n"
    assert _text(zipped(a=b"<a>" + b" " * 201 * 2**20 + b"</a>")) == ""
    assert _text(b"PK\x03\x04 and no more") == ""
