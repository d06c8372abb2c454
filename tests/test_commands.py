"""The commands as a user meets them: whole output, exit codes, and what they leave on disk."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import HERE, PROJECT, Run
from tests.workbooks import write_workbook

SAMPLES = PROJECT / "samples"
CONFIG = HERE / "config"

CP = """
Service area | Child Protection (CP)
Quarter | Q2 2014/15

HEADINGS
CP2 | Number of children with a CP plan | 306 | 253 | 236 | n/a | n/a | CMT | More children came onto plans.
CP12 | % of ICPCs held within timescales | 65% | 82% | 90% | 64% | 70% | LSCB | Requests reached the team late.
CP14 | % of ICPCs resulting in a CP plan | 82% | 73% | 77% | 90% | 88% | LSCB | More conferences led to a plan.
"""
CLA = """
Service area | cla
Quarter | Q2 2014/15

HEADINGS
CLA21 | Number of children looked after | 565 | 529 | 500 | n/a | n/a | CMT | Numbers rose.
TBC | % of children looked after visited in time
NI 65 | Length of proceedings | 21 weeks | 18.5 weeks | n/a | n/a | n/a | LSCB | Cases took longer.
"""
EDUCATION = """
Service area | Education
Quarter | Q2 2014/15

HEADINGS
ED1 | % of pupils at level 4 | 80% *Prov (2014) | 78% (2013) | 78% | n/a | n/a | CMT | Provisional.
LSCB14 | Attainment gap | 14.2% (2014) | 14.3% (2013) | 14.3% | n/a | n/a | LSCB | Closing slowly.
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of quarter folders with the three returns of the small framework, without an error."""
    for name, text in (("cp", CP), ("cla", CLA), ("education", EDUCATION)):
        write_workbook(tmp_path / "data" / "2014Q2" / f"{name}.xlsx", text)
    return tmp_path / "data"


def spoil(data: Path, old: str, new: str) -> None:
    """Write the child protection return again with a mistake in it."""
    assert old in CP
    write_workbook(data / "2014Q2" / "cp.xlsx", CP.replace(old, new))


def test_validate_of_good_returns_says_what_was_checked(efreport: Run, data: Path) -> None:
    ran = efreport("validate", data, "--config", CONFIG)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "Q2 2014/15 (July to September 2014): checked 3 returns, 8 indicators, 30 rules. "
        "Found no errors, no warnings and no notes.\n"
    )


def test_validate_names_the_cell_and_the_mend(efreport: Run, data: Path) -> None:
    spoil(data, "CP14 |", "CP41 |")
    ran = efreport("validate", data, "--config", CONFIG)
    assert ran.code == 1
    assert ran.out == (
        "2014Q2/cp.xlsx\n"
        "  Return!A7  error    EF201  The code “CP41” is not in the framework. Did you mean CP14?\n"
        "                             Correct the code in A7, for example to CP14. If the indicator is new, it is added"
        " to the framework first.\n"
        "\n"
        "Q2 2014/15 (July to September 2014): checked 3 returns, 7 indicators, 30 rules. "
        "Found 1 error, no warnings and no notes.\n"
    )


def test_validate_as_json(efreport: Run, data: Path) -> None:
    spoil(data, "65%", "0.65")
    ran = efreport("validate", data, "--config", CONFIG, "--format", "json", encoding="cp1252")
    assert ran.code == 1
    assert json.loads(ran.out) == {
        "quarter": "2014Q2",
        "summary": {"errors": 1, "warnings": 0, "notes": 0},
        "checked": {"returns": 3, "indicators": 8, "rules": 30},
        "findings": [
            {
                "rule": "EF302",
                "severity": "error",
                "message": "CP12 / FD8, “Latest Result (Q2)”: “0.65” has no percent sign, so it could mean "
                "0.65% or 65%.",
                "hint": "Type it again in C6 with the sign, like 22% or 22.5%.",
                "workbook": "2014Q2/cp.xlsx",
                "sheet": "Return",
                "cell": "C6",
                "indicator": "cp12",
            }
        ],
        "faults": [],
    }


def test_validate_checks_the_newest_quarter_and_says_what_it_left_out(efreport: Run, data: Path) -> None:
    shutil.copytree(data / "2014Q2", data / "2014Q1")
    ran = efreport("validate", data, "--config", CONFIG)
    assert ran.code == 0
    assert ran.out.endswith("Not checked: 2014Q1 (name one with --quarter).\n")


def test_validate_of_one_workbook_expects_no_other(efreport: Run, data: Path) -> None:
    ran = efreport("validate", data / "2014Q2" / "cp.xlsx", "--config", CONFIG, "--format", "json")
    assert ran.code == 0
    assert json.loads(ran.out)["checked"]["returns"] == 1


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_output_survives_a_narrow_pipe(efreport: Run, data: Path, encoding: str) -> None:
    spoil(data, "65%", "about 65ish")
    ran = efreport("validate", data, "--config", CONFIG, encoding=encoding)
    assert ran.code == 1
    assert "about 65ish" in ran.out
    assert "?" not in ran.out


def test_control_characters_of_a_return_do_not_reach_the_terminal(efreport: Run, data: Path) -> None:
    spoil(data, "CP14 |", "CP\u009b31m |")
    ran = efreport("validate", data, "--config", CONFIG)
    assert ran.code == 1
    assert "\u009b" not in ran.out


def test_build_writes_both_documents(efreport: Run, data: Path, tmp_path: Path) -> None:
    out = tmp_path / "a folder with spaces and é"
    ran = efreport("build", "--quarter", "2014Q2", "--data", data, "--config", CONFIG, "--out", out)
    assert (ran.code, ran.err) == (0, "")
    stem = "test-performance-framework-2014Q2"
    assert sorted(path.name for path in out.iterdir()) == ["run.json", f"{stem}.docx", f"{stem}.xlsx"]
    assert ran.out == (
        "Q2 2014/15 (July to September 2014): checked 3 returns, 8 indicators, 30 rules. "
        "Found no errors, no warnings and no notes.\n"
        f"Written: {out / stem}.docx\nWritten: {out / stem}.xlsx\n"
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
    assert "No return from “Education” for Q2 2014/15." in ran.err


def test_the_same_inputs_give_the_same_bytes(efreport: Run, data: Path, tmp_path: Path) -> None:
    arguments = ("build", "--quarter", "2014Q2", "--data", data, "--config", CONFIG, "--out")
    efreport(*arguments, tmp_path / "one", TZ="Europe/London", PYTHONHASHSEED="1")
    efreport(*arguments, tmp_path / "two", TZ="Asia/Tokyo", PYTHONHASHSEED="2")
    made = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}
    assert len(made) == 3
    assert made == {path.name: path.read_bytes() for path in (tmp_path / "two").iterdir()}


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


def test_config_is_found_in_a_parent_and_names_the_returns(efreport: Run) -> None:
    ran = efreport("build", "--quarter", "2014Q2", "--help", cwd=SAMPLES / "2014Q2")
    assert ran.code == 0
    ran = efreport("export", "--quarter", "2014Q2", cwd=SAMPLES / "2014Q2")
    assert ran.code == 0
    assert len(list(csv.DictReader(io.StringIO(ran.out)))) == 78


def test_a_file_that_is_no_workbook_is_named_even_where_no_quarter_is_known(efreport: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.xlsx").write_text("some notes")
    ran = efreport("validate", "notes.xlsx", "--config", PROJECT / "config")
    assert ran.code == 1
    assert ran.out.startswith("notes.xlsx\n  error    EF101  The workbook cannot be read: this is plain text")


def test_a_return_without_a_quarter_is_checked_as_the_newest_and_told_so(efreport: Run, tmp_path: Path) -> None:
    write_workbook(tmp_path / "cp.xlsx", CP.replace("Quarter | Q2 2014/15", ""))
    ran = efreport("validate", "cp.xlsx", "--config", PROJECT / "config", "--format", "json")
    found = [each["message"] for each in json.loads(ran.out)["findings"] if each["rule"] == "EF107"]
    assert found == ["The return does not say which quarter it is for; it was checked as one for Q2 2014/15."]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_output_that_cannot_be_written_is_no_internal_fault(data: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "efreport", "validate", str(data), "--config", str(CONFIG)],
            stdout=full, stderr=subprocess.PIPE, check=False, cwd=PROJECT,
        )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (3, b"The output could not be written (No space left on device).\n")


WRONG = {
    "no config": (("validate", "data"), 2, "There is no config/framework.toml in "),
    "a folder that is not there": (
        ("validate", "nowhere", "--config", CONFIG),
        3,
        "There is no file or folder nowhere.",
    ),
    "an empty folder": (("validate", "empty", "--config", CONFIG), 3, "There are no returns in empty: "),
    "no folder for the quarter": (
        ("build", "--quarter", "2015Q1", "--data", "data", "--config", CONFIG),
        3,
        "There is no folder for 2015Q1 in data; there are folders for 2014Q2.",
    ),
    "a quarter that is none": (
        ("build", "--quarter", "2014Q5", "--data", "data", "--config", CONFIG),
        2,
        "“2014Q5” is not a quarter: a year has Q1 to Q4; write it like 2014Q2 or Q2 2014/15.",
    ),
    "a bare quarter": (
        ("build", "--quarter", "Q2 2014", "--data", "data", "--config", CONFIG),
        2,
        "“Q2 2014” does not say which financial year it is in; write it like 2014Q2 or Q2 2014/15.",
    ),
    "an unknown command": (("bild",), 2, "No such command 'bild'"),
    "an unknown format": (("validate", "data", "--format", "yaml"), 2, "yaml"),
    "no quarter": (("build",), 2, "Missing option '--quarter'"),
    "a folder for documents that is a file": (
        ("build", "--quarter", "2014Q2", "--data", "data", "--config", CONFIG, "--out", "file/out"),
        3,
        "could not be made",
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_goes_wrong_ends_in_one_message(efreport: Run, data: Path, tmp_path: Path, wrong: str) -> None:
    arguments, code, message = WRONG[wrong]
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("a file")
    ran = efreport(*arguments)
    assert (ran.code, ran.out) == (code, "")
    assert message in ran.err
    assert "Traceback" not in ran.err


def test_config_problems_come_before_missing_returns(efreport: Run, data: Path, tmp_path: Path) -> None:
    shutil.copytree(CONFIG, tmp_path / "broken")
    area = tmp_path / "broken" / "areas" / "cp.toml"
    area.write_text(area.read_text("utf-8").replace('unit = "count"', 'unit = "heads"'), "utf-8")
    ran = efreport("validate", "nowhere", "--config", tmp_path / "broken")
    assert ran.code == 2
    assert "areas/cp.toml › sections[1].indicators[1].unit: “heads” is not one of: count, percent" in ran.err


def test_a_broken_rule_is_an_internal_fault_and_never_a_clean_return(efreport: Run, data: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import dataclasses, efreport.rules as rules\n"
        "def broken(subject):\n    raise KeyError('broken on purpose')\n    yield\n"
        "rules.RULES = tuple(\n"
        "    dataclasses.replace(rule, check=broken) if rule.code == 'EF305' else rule for rule in rules.RULES\n"
        ")\n"
    )
    spoil(data, "65%", "about 65ish")
    ran = efreport("validate", data, "--config", CONFIG, PYTHONPATH=os.pathsep.join((str(tmp_path), str(PROJECT))))
    assert ran.code == 4
    assert "Rule EF305 could not run" in ran.out
    assert "cannot be read" in ran.out


def test_rules_are_listed_and_explained(efreport: Run) -> None:
    listed = efreport("rules")
    assert listed.code == 0
    assert "EF201  error    The code is not in the framework\n" in listed.out
    ran = efreport("explain", "ef201")
    assert ran.code == 0
    assert ran.out == (
        "EF201 (error): The code is not in the framework\n"
        "\n"
        "The row's code is that of no indicator, whatever the spacing and case.\n"
        "\n"
        "Why: its figures would go nowhere.\n"
        "\n"
        "How to put it right: correct the code. If the indicator is new, the performance team adds it to the framework\n"
        "first.\n"
        "\n"
        "Before: CP41 | % of ICPCs resulting in a CP Plan\n"
        "After: CP14 | % of ICPCs resulting in a CP Plan\n"
    )
    unknown = efreport("explain", "EF999")
    assert (unknown.code, unknown.err) == (2, "There is no rule EF999; efreport rules lists them all.\n")


@pytest.mark.parametrize("command", ["", "build", "validate", "export", "rules", "explain"])
def test_help_begins_with_an_example(efreport: Run, command: str) -> None:
    ran = efreport(*command.split(), "--help")
    assert ran.code == 0
    assert f"efreport {command}".rstrip() in ran.out.split("Options:")[0].split("Usage:")[1].split("\n", 1)[1]


def test_version(efreport: Run) -> None:
    from efreport import __version__

    assert efreport("--version").out == f"efreport {__version__}\n"
