"""The commands that write, and those that explain: whole output, exit codes, and what they leave on disk."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from efreport.rules import RULES
from tests.conftest import Run
from tests.three_returns import CONFIG, NOTHING, SAMPLES, said, spoil


def test_build_writes_both_documents(efreport: Run, data: Path, tmp_path: Path) -> None:
    out = tmp_path / "a folder with spaces and é"
    ran = efreport("build", "--quarter", "2014Q2", "--data", data, "--config", CONFIG, "--out", out)
    assert (ran.code, ran.err) == (0, "")
    stem = "test-performance-framework-2014Q2"
    assert sorted(path.name for path in out.iterdir()) == ["run.json", f"{stem}.docx", f"{stem}.xlsx"]
    sentence, *others = ran.out.splitlines()
    assert re.fullmatch(said(8, NOTHING), sentence)
    assert others == [f"Written: {out / stem}.docx", f"Written: {out / stem}.xlsx"]


def test_build_says_how_to_see_what_was_found(efreport: Run, data: Path) -> None:
    spoil(data, "LSCB | More conferences led to a plan.", "LSCB |")
    ran = efreport(
        "build", "--quarter", "2014Q2", "--data", data, "--config", CONFIG, "--out", "out", "--format", "xlsx"
    )
    assert ran.code == 0
    assert ran.out.splitlines()[1] == f"See them with: efreport validate {data} --quarter 2014Q2 --config {CONFIG}"
    shown = efreport(*ran.out.splitlines()[1].removeprefix("See them with: efreport ").split())
    assert "Return!I7  warning" in shown.out
    table = efreport("export", "--quarter", "2014Q2", "--data", data, "--config", CONFIG, "--out", "table.csv")
    assert table.out == (
        "Written: table.csv. Found no errors, 1 warning and no notes in the returns. "
        f"See them with: efreport validate {data} --quarter 2014Q2 --config {CONFIG}\n"
    )


def test_rows_that_are_in_no_document_are_named(efreport: Run, data: Path) -> None:
    spoil(data, "CP14 |", "CP41 |")
    arguments = ("build", "--quarter", "2014Q2", "--data", data, "--config", CONFIG, "--out", "out", "--format", "xlsx")
    ran = efreport(*arguments, "--draft")
    assert ran.code == 1
    assert ran.out.splitlines()[-1] == (
        "1 row of the returns is not in the documents (code not recognised, another area's, or there twice): "
        "2014Q2/cp.xlsx › Return!A7."
    )


def test_drafts_that_stand_beside_the_final_documents_are_named(efreport: Run, data: Path) -> None:
    arguments = ("build", "--quarter", "2014Q2", "--data", data, "--config", CONFIG, "--out", "out", "--format", "xlsx")
    assert "Still there" not in efreport(*arguments, "--draft").out
    ran = efreport(*arguments)
    assert ran.code == 0
    draft = Path("out") / "test-performance-framework-2014Q2-DRAFT.xlsx"
    assert ran.out.splitlines()[-1] == (
        f"Still there: {draft}, a draft of the same quarter. Delete it, so that nobody takes it for the final one."
    )


def test_build_in_one_format_quietly(efreport: Run, data: Path, tmp_path: Path) -> None:
    ran = efreport(
        "build", "--quarter", "Q2 2014/15", "--data", data, "--config", CONFIG, "--out", "out", "--format", "xlsx", "-q"
    )
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert [path.suffix for path in sorted((tmp_path / "out").iterdir())] == [".json", ".xlsx"]


def test_build_with_errors_writes_nothing_and_names_them(efreport: Run, data: Path, tmp_path: Path) -> None:
    spoil(data, "65%", "about 65ish")
    ran = efreport("build", "--quarter", "2014Q2", "--data", data, "--config", CONFIG, "--out", tmp_path / "out")
    assert ran.code == 1
    assert ran.out == ""
    assert "Return!C6" in ran.err
    assert "“about 65ish” cannot be read" in ran.err
    assert ran.err.endswith("No document was written.\n")
    assert not (tmp_path / "out").exists()


def test_draft_is_written_despite_errors_and_says_so(efreport: Run, data: Path, tmp_path: Path) -> None:
    spoil(data, "65%", "about 65ish")
    (data / "2014Q2" / "cla.xlsx").unlink()
    out = tmp_path / "out"
    ran = efreport("build", "--quarter", "2014Q2", "--data", data, "--config", CONFIG, "--out", out, "--draft")
    assert ran.code == 1
    document = out / "test-performance-framework-2014Q2-DRAFT.docx"
    with zipfile.ZipFile(document) as package:
        body = package.read("word/document.xml").decode("utf-8")
    first_page = body[: body.index("TOC")]
    for words in ("DRAFT", "2 errors are open", "about 65ish", "Returns not received: Children Looked After (CLA)"):
        assert words in first_page
    assert "Return not received" in body[len(first_page) :]


def test_missing_return_is_an_error(efreport: Run, data: Path) -> None:
    (data / "2014Q2" / "education.xlsx").unlink()
    ran = efreport("build", "--quarter", "2014Q2", "--data", data, "--config", CONFIG)
    assert ran.code == 1
    assert "return from “Education” for Q2 2014/15." in ran.err


def test_a_document_edited_by_hand_is_kept(efreport: Run, data: Path, tmp_path: Path) -> None:
    arguments = ("build", "--quarter", "2014Q2", "--data", data, "--config", CONFIG, "--out", tmp_path / "out")
    efreport(*arguments)
    document = tmp_path / "out" / "test-performance-framework-2014Q2.docx"
    document.write_bytes(document.read_bytes() + b"edited")
    ran = efreport(*arguments)
    assert ran.code == 0
    kept = document.with_name("test-performance-framework-2014Q2 (kept 1).docx")
    assert kept.read_bytes().endswith(b"edited")
    assert f"it is kept as {kept.name}" in ran.out
    assert "(kept" not in efreport(*arguments).out


def test_export_is_tidy(efreport: Run, data: Path, tmp_path: Path) -> None:
    ran = efreport("export", "--quarter", "2014Q2", "--data", data, "--config", CONFIG)
    assert (ran.code, ran.err) == (0, "")
    rows = {row["key"]: row for row in csv.DictReader(io.StringIO(ran.out))}
    assert len(rows) == 8
    assert (rows["cp12"]["latest"], rows["cp12"]["latest_text"], rows["cp12"]["change"]) == ("65", "65%", "-17")
    assert (rows["cp12"]["workbook"], rows["cp12"]["cell"]) == ("2014Q2/cp.xlsx", "C6")
    done = efreport(
        "export", "--quarter", "2014Q2", "--data", data, "--config", CONFIG, "--format", "json", "--out", "table.json"
    )
    assert done.code == 0
    assert json.loads((tmp_path / "table.json").read_text("utf-8"))[1]["latest"] == 65
    assert done.out == f"Written: table.json. Found {NOTHING} in the returns.\n"
    by_ending = efreport("export", "--quarter", "2014Q2", "--data", data, "--config", CONFIG, "--out", "again.json")
    assert (by_ending.code, by_ending.err) == (0, "")
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "table.json").read_bytes()


def test_config_is_found_in_a_parent_and_names_the_returns(efreport: Run) -> None:
    ran = efreport("build", "--quarter", "2014Q2", "--help", cwd=SAMPLES / "2014Q2")
    assert ran.code == 0
    ran = efreport("export", "--quarter", "2014Q2", cwd=SAMPLES / "2014Q2")
    assert ran.code == 0
    assert len(list(csv.DictReader(io.StringIO(ran.out)))) == 78


def test_rules_are_listed_and_explained(efreport: Run) -> None:
    listed = efreport("rules")
    assert listed.code == 0
    assert "EF201  error    The code is not in the framework\n" in listed.out
    ran = efreport("explain", "ef201")
    assert ran.code == 0
    (described,) = (rule for rule in RULES if rule.code == "EF201")
    assert ran.out == f"EF201 (error): The code is not in the framework\n\n{described.page}\n"
    assert "\n\nHow to put it right: correct the code." in ran.out
    both = efreport("explain", "EF201", "ef302")
    assert both.out.startswith(f"{ran.out}\n\nEF302 (error): ")
    entries = json.loads(efreport("rules", "--format", "json").out)
    assert {"rule": "EF201", "severity": "error", "title": "The code is not in the framework"} in entries
    unknown = efreport("explain", "ef201", "F201")
    assert (unknown.code, unknown.out) == (2, "")
    assert unknown.err == "There is no rule F201. Did you mean EF201? efreport rules lists them all.\n"
    assert (
        efreport("explain", "EF210").err
        == "There is no rule EF210. Did you mean EF201? efreport rules lists them all.\n"
    )
    for typed in ("EF999", "EF2", "nonsense"):
        assert efreport("explain", typed).err == f"There is no rule {typed}. efreport rules lists them all.\n"


@pytest.mark.parametrize("command", ["", "build", "validate", "export", "rules", "explain"])
def test_help_begins_with_an_example(efreport: Run, command: str) -> None:
    ran = efreport(*command.split(), "--help")
    assert ran.code == 0
    assert f"efreport {command}".rstrip() in ran.out.split("Options:")[0].split("Usage:")[1].split("\n", 1)[1]


def test_version(efreport: Run) -> None:
    from efreport import __version__

    assert efreport("--version").out == f"efreport {__version__}\n"
