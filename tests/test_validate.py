"""The command that checks returns as a user meets it: whole output, exit codes, and what it leaves on disk."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT, Run
from tests.three_returns import CONFIG, CP, NOTHING, ONE_ERROR, SAMPLES, said, spoil
from tests.workbooks import write_workbook


def test_validate_of_good_returns_says_what_was_checked(efreport: Run, data: Path) -> None:
    ran = efreport("validate", data, "--config", CONFIG)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Rules that did not apply\n")
    assert re.fullmatch(said(8, NOTHING), ran.out.splitlines()[-1])


def test_validate_names_the_cell_and_the_mend(efreport: Run, data: Path) -> None:
    spoil(data, "CP14 |", "CP41 |")
    ran = efreport("validate", data, "--config", CONFIG)
    assert ran.code == 1
    workbook, finding, mend, *_, sentence = ran.out.splitlines()
    assert workbook == "2014Q2/cp.xlsx"
    assert finding == "  Return!A7  error    EF201  The code “CP41” is not in the framework. Did you mean CP14?"
    assert mend.startswith(f"{' ' * finding.index('The code')}Correct the code in A7, for example to CP14.")
    assert re.fullmatch(said(7, ONE_ERROR), sentence)


def test_validate_as_json(efreport: Run, data: Path) -> None:
    spoil(data, "65%", "0.65")
    ran = efreport("validate", data, "--config", CONFIG, "--format", "json", encoding="cp1252")
    assert ran.code == 1
    report = json.loads(ran.out)
    assert report["summary"] == {"errors": 1, "warnings": 0, "notes": 0, "waived": 0}
    assert report["findings"] == [
        {
            "rule": "EF302",
            "severity": "error",
            "message": "CP12 / FD8, “Latest Result (Q2)”: “0.65” has no percent sign, so it could mean 0.65% or 65%.",
            "hint": "In C6, type 65% if 65% is meant, or 0.65%.",
            "workbook": "2014Q2/cp.xlsx",
            "sheet": "Return",
            "cell": "C6",
            "area": "cp",
            "key": "cp12",
        }
    ]


@pytest.mark.parametrize("form", ["text", "json", "csv", "sarif", "junit", "github"])
@pytest.mark.parametrize(("mistake", "code"), [("65%", 0), ("0.65", 1)])
def test_every_format_keeps_the_exit_code_and_is_the_same_in_a_file(
    efreport: Run, data: Path, tmp_path: Path, form: str, mistake: str, code: int
) -> None:
    spoil(data, "65%", mistake)
    shown = efreport("validate", data, "--config", CONFIG, "--format", form, PYTHONUTF8="1")
    written = efreport("validate", data, "--config", CONFIG, "--format", form, "--out", "report")
    assert (shown.code, written.code, written.err) == (code, code, "")
    in_file = (tmp_path / "report").read_bytes().decode("utf-8")
    assert in_file.replace("\r\n", "\n") == shown.out.replace("\r\n", "\n")
    one_line = written.out.removesuffix("\n")
    found = ONE_ERROR if code else NOTHING
    assert re.fullmatch(rf"Written: report\. {said(8, found)}", one_line)


@pytest.mark.parametrize(
    ("ending", "begins"),
    [
        (".txt", "Rules that did not apply"),
        (".JSON", "{"),
        (".csv", "\ufeffWorkbook,"),
        (".sarif", "{"),
        (".xml", "<?xml version="),
    ],
)
def test_the_ending_of_the_file_says_the_format(
    efreport: Run, data: Path, tmp_path: Path, ending: str, begins: str
) -> None:
    ran = efreport("validate", data, "--config", CONFIG, "--quiet", "--out", f"report{ending}")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    text = (tmp_path / f"report{ending}").read_bytes().decode("utf-8")
    assert text.startswith(begins)
    assert (ending == ".sarif") == ("runs" in text)


def test_validate_without_a_path_checks_the_folder_that_config_names(efreport: Run) -> None:
    ran = efreport("validate", cwd=SAMPLES / "2014Q1")
    assert ran.code == 0
    assert "Q2 2014/15 (July to September 2014): checked 11 returns, 78 indicators, " in ran.out.splitlines()[-1]
    assert ran.err == "Not checked: 2014Q1 (name one with --quarter).\n"


def test_summary_says_where_each_return_stands(efreport: Run, data: Path) -> None:
    spoil(data, "65%", "about 65ish")
    (data / "2014Q2" / "education.xlsx").unlink()
    ran = efreport("validate", data, "--config", CONFIG, "--summary")
    assert ran.code == 1
    assert ran.out.splitlines()[:5] == [
        "Service area                 Return        Filled in  Errors  Warnings  Workbook",
        "Child Protection (CP)        received         2 of 3       1         0  2014Q2/cp.xlsx",
        "Children Looked After (CLA)  received         2 of 2       0         0  2014Q2/cla.xlsx",
        "Education                    not received     0 of 2       1         0",
        "",
    ]
    facts = json.loads(efreport("validate", data, "--config", CONFIG, "--summary", "--format", "json").out)
    assert [each["results"] for each in facts["returns"]] == [2, 2, 0]


def test_annotate_says_what_it_wrote(efreport: Run, data: Path, tmp_path: Path) -> None:
    spoil(data, "65%", "about 65ish")
    ran = efreport("validate", data, "--config", CONFIG, "--annotate", "to-send", "--format", "json")
    assert ran.code == 1
    assert json.loads(ran.out)["summary"]["errors"] == 1
    (copy,) = (path for path in (tmp_path / "to-send").iterdir() if path.suffix == ".xlsx")
    assert ran.err == f"Written: {Path('to-send') / copy.name}\n"


def test_annotate_says_which_returns_get_no_copy(efreport: Run, data: Path, tmp_path: Path) -> None:
    (data / "2014Q2" / "notes.xlsx").write_text("some notes")
    ran = efreport("validate", data, "--config", CONFIG, "--annotate", "to-send", "--format", "json")
    assert ran.code == 1
    assert ran.err == (
        "No copy was written, since nothing was found in a return.\n"
        "No copy of 2014Q2/notes.xlsx: the workbook cannot be read.\n"
    )


def test_annotate_among_the_returns_is_refused_before_anything_is_said(efreport: Run, data: Path) -> None:
    spoil(data, "65%", "about 65ish")
    ran = efreport("validate", data, "--config", CONFIG, "--annotate", data / "2014Q2")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Marked copies cannot be put into ")


@pytest.mark.parametrize("folder", ["2014Q4", "Q1 2014-15", "2014Q1", ".", "marked", "2014Q2/to-send"])
def test_annotate_anywhere_in_the_folder_of_the_returns_is_refused(
    efreport: Run, data: Path, tmp_path: Path, folder: str
) -> None:
    spoil(data, "65%", "about 65ish")
    shutil.copytree(CONFIG, tmp_path / "config")
    settings = tmp_path / "config" / "framework.toml"
    text = re.sub(r"(?m)^returns = .*$", 'returns = "../data"', settings.read_text(encoding="utf-8"))
    settings.write_text(text, encoding="utf-8")
    before = sorted(data.rglob("*"))
    ran = efreport("validate", "--annotate", Path("data") / folder)
    assert (ran.code, ran.out) == (2, "")
    assert f"Marked copies cannot be put into {Path('data') / folder}: " in ran.err
    assert sorted(data.rglob("*")) == before


def test_annotate_beside_returns_that_were_named_is_refused_for_any_quarter(
    efreport: Run, data: Path, tmp_path: Path
) -> None:
    (data / "2014Q2" / "cla.xlsx").write_text("some notes")
    ran = efreport("validate", data, "--config", CONFIG, "--annotate", data / "2014Q4")
    assert (ran.code, ran.out) == (2, "")
    assert not (data / "2014Q4").exists()
    lone = data.rename(tmp_path / "sent") / "2014Q2" / "cla.xlsx"
    ran = efreport("validate", lone, "--config", CONFIG, "--annotate", lone.parent)
    assert (ran.code, ran.out) == (2, "")


def test_annotate_where_nothing_was_found_says_so(efreport: Run, data: Path, tmp_path: Path) -> None:
    ran = efreport("validate", data, "--config", CONFIG, "--annotate", "to-send")
    assert (ran.code, ran.err) == (0, "No copy was written, since nothing was found in a return.\n")
    assert not (tmp_path / "to-send").exists()


def test_validate_checks_the_newest_quarter_and_says_what_it_left_out(efreport: Run, data: Path) -> None:
    shutil.copytree(data / "2014Q2", data / "2013Q2")
    ran = efreport("validate", data, "--config", CONFIG)
    assert (ran.code, ran.err) == (0, "Not checked: 2013Q2 (name one with --quarter).\n")
    assert ": checked 3 returns, " in ran.out.splitlines()[-1]


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


def test_a_file_that_is_no_workbook_is_named_even_where_no_quarter_is_known(efreport: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.xlsx").write_text("some notes")
    ran = efreport("validate", "notes.xlsx", "--config", PROJECT / "config")
    assert ran.code == 1
    assert ran.out.startswith("notes.xlsx\n  error    EF101  The workbook cannot be read: this is a text (CSV) file")


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
    assert "Rule EF305 could not run (an internal fault: KeyError: 'broken on purpose')." in ran.out
    assert "cannot be read" in ran.out
    assert "Traceback" not in ran.err
    for form in ("json", "csv", "sarif", "junit", "github"):
        again = efreport(
            "validate", data, "--config", CONFIG, "--format", form, "--out", "report",
            PYTHONPATH=os.pathsep.join((str(tmp_path), str(PROJECT))), EFREPORT_DEBUG="1",
        )  # fmt: skip
        assert again.code == 4
        assert "1 could not run" in again.out
        assert again.err.startswith("EF305: Traceback (most recent call last):")
        assert "broken on purpose" in (tmp_path / "report").read_text("utf-8")
    unwritable = efreport(
        "validate", data, "--config", CONFIG, "--format", "json", "--out", data,
        PYTHONPATH=os.pathsep.join((str(tmp_path), str(PROJECT))),
    )  # fmt: skip
    assert unwritable.code == 4, "an internal fault comes before a file that cannot be written"
    assert unwritable.err.splitlines() == [
        f"{data} is a folder, so no file of that name can be written. Name a file, or move the folder.",
        "1 of the rules could not run: an internal fault.",
    ]
