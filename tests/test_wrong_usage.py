"""What goes wrong before anything is checked or written ends in one message, and leaves nothing behind."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import PROJECT, Run
from tests.three_returns import CONFIG

WRONG = {
    "no config": (("validate", "data"), 2, "There is no config/framework.toml in "),
    "a folder that is not there": (
        ("validate", "nowhere", "--config", CONFIG),
        3,
        "There is no file or folder nowhere.",
    ),
    "an empty folder": (("validate", "empty", "--config", CONFIG), 3, "There are no returns in empty: "),
    "a wildcard that nothing matches": (
        ("validate", "data/2014Q2/n*.xlsx", "--config", CONFIG),
        3,
        "No file or folder matches data/2014Q2/n*.xlsx.",
    ),
    "nothing but a lock file": (("validate", "locked", "--config", CONFIG), 3, "There are no returns in locked: "),
    "an empty folder, as JSON into a file": (
        ("validate", "empty", "--config", CONFIG, "--out", "report.json"),
        3,
        "There are no returns in empty: ",
    ),
    "an empty folder, at a glance": (
        ("validate", "empty", "--config", CONFIG, "--summary"),
        3,
        "There are no returns in empty: ",
    ),
    "a report of no format": (
        ("validate", "data", "--config", CONFIG, "--out", "report.yaml"),
        2,
        "report.yaml has the ending .yaml, which says no format. Give it one of .txt, .json, .csv, .sarif, .xml, "
        "or say the format with --format.",
    ),
    "a report without an ending": (
        ("validate", "data", "--config", CONFIG, "--out", "report"),
        2,
        "report has no ending, which says no format.",
    ),
    "a table of no format": (
        ("export", "--quarter", "2014Q2", "--data", "data", "--config", CONFIG, "--out", "table.xml"),
        2,
        "table.xml has the ending .xml, which says no format. Give it one of .csv, .json, or say the format "
        "with --format.",
    ),
    "a return in the report's place": (
        ("validate", "data", "--config", CONFIG, "--format", "csv", "--out", "data/2014Q2/../2014Q2/cp.xlsx"),
        2,
        "cp.xlsx is one of the returns, and they are never written over. Name another file.",
    ),
    "a return in the table's place": (
        (
            "export",
            "--quarter",
            "2014Q2",
            "--data",
            "data",
            "--config",
            CONFIG,
            "--format",
            "csv",
            "--out",
            "data/2014Q2/cp.xlsx",
        ),
        2,
        "cp.xlsx is one of the returns, and they are never written over. Name another file.",
    ),
    "a summary as SARIF": (
        ("validate", "data", "--config", CONFIG, "--summary", "--format", "sarif"),
        2,
        "--summary is given as text or json, not as sarif.",
    ),
    "no folder for documents": (
        ("build", "--quarter", "2014Q2", "--data", "data", "--config", CONFIG, "--out", ""),
        2,
        "Invalid value for '--out': it is empty.",
    ),
    "no file for the table": (
        ("export", "--quarter", "2014Q2", "--data", "data", "--config", CONFIG, "--out", " "),
        2,
        "Invalid value for '--out': it is empty.",
    ),
    "no file for the report": (
        ("validate", "data", "--config", CONFIG, "--out", ""),
        2,
        "Invalid value for '--out': it is empty.",
    ),
    "a folder in the table's place": (
        ("export", "--quarter", "2014Q2", "--data", "data", "--config", CONFIG, "--format", "csv", "--out", "empty"),
        3,
        "empty is a folder, so no file of that name can be written. Name a file, or move the folder.",
    ),
    "a folder in a document's place": (
        ("build", "--quarter", "2014Q2", "--data", "data", "--config", CONFIG, "--out", "taken"),
        3,
        "test-performance-framework-2014Q2.docx is a folder, so no file of that name can be written.",
    ),
    "a file in the documents' folder's place": (
        ("build", "--quarter", "2014Q2", "--data", "data", "--config", CONFIG, "--out", "file"),
        3,
        "The folder file could not be made, since file is a file. Name another folder.",
    ),
    "a config that is a file": (
        ("validate", "data", "--config", CONFIG / "areas" / "cp.toml"),
        2,
        "cp.toml is a file. Name the folder that holds framework.toml.",
    ),
    "the folder above the config": (
        ("validate", "data", "--config", PROJECT),
        2,
        f"There is no framework.toml in {PROJECT}. There is one in {PROJECT / 'config'}: name that folder.",
    ),
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
    "a command that cannot be scheduled": (
        ("schedule", "explain"),
        2,
        "“explain” is not one of the commands that can be scheduled: validate, status, build, export, compare, verify.",
    ),
    "a mistake in what is scheduled": (("schedule", "validate", "--nonsense"), 2, "No such option: --nonsense"),
    "no time of day": (("schedule", "--at", "6", "validate"), 2, "“6” is not a time; write it like 06:00."),
    "a log in the wrong place": (
        ("schedule", "validate", "--log-file=a.log"),
        2,
        "The log of the runs is named before the command: efreport schedule --log-file FILE validate.",
    ),
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
    (tmp_path / "locked").mkdir()
    (tmp_path / "locked" / "~$cp.xlsx").write_bytes(b"lock")
    (tmp_path / "taken" / "test-performance-framework-2014Q2.docx").mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    ran = efreport(*arguments)
    assert (ran.code, ran.out) == (code, "")
    assert message in ran.err
    assert "Traceback" not in ran.err
    assert sorted(tmp_path.rglob("*")) == before


def test_config_may_be_named_by_its_own_file(efreport: Run, data: Path) -> None:
    assert efreport("validate", data, "--config", CONFIG / "framework.toml").code == 0


def test_config_problems_come_before_missing_returns(efreport: Run, data: Path, tmp_path: Path) -> None:
    shutil.copytree(CONFIG, tmp_path / "broken")
    area = tmp_path / "broken" / "areas" / "cp.toml"
    area.write_text(area.read_text("utf-8").replace('unit = "count"', 'unit = "heads"'), "utf-8")
    ran = efreport("validate", "nowhere", "--config", tmp_path / "broken")
    assert ran.code == 2
    assert "areas/cp.toml › sections[1].indicators[1].unit: “heads” is not one of: count, percent" in ran.err
