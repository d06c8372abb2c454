"""Where a command is told to write: a folder that was mistyped is never made for a file, and nothing is read before that is said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.three_returns import CONFIG

RETURNS = ("--data", "data", "--config", CONFIG)
FILES = {
    "findings": ("validate", "data", "--config", CONFIG, "--out", "misspelt/findings.csv"),
    "chasing list": ("status", *RETURNS, "--out", "misspelt/findings.csv"),
    "table": ("export", *RETURNS, "--out", "misspelt/findings.csv"),
    "changes": ("compare", "2014Q2", "2014Q2/returns", *RETURNS, "--out", "misspelt/findings.csv"),
    "trend": ("trend", "CP12", "--config", CONFIG, "--out", "misspelt/findings.csv"),
    "check of a document": ("check-document", "framework.docx", "--out", "misspelt/findings.csv"),
    "table of projects": ("build", "--project", "*", "--summary-file", "misspelt/findings.csv"),
    "a dry run": ("status", *RETURNS, "--out", "misspelt/findings.csv", "--dry-run"),
    "a command for the night": ("schedule", "validate", "data", "--out", "misspelt/findings.csv"),
    "the task itself": ("schedule", "--for", "windows", "--out", "misspelt/findings.csv", "validate", "data"),
}
FOLDERS = {
    "documents": ("build", *RETURNS, "--out", "misspelt/drafts"),
    "documents of projects": ("build", "--project", "*", "--out", "misspelt/drafts"),
    "marked copies": ("validate", "data", "--config", CONFIG, "--annotate", "misspelt/drafts"),
    "blank returns": ("prepare", "--config", CONFIG, "--out", "misspelt/drafts"),
    "a project": ("init", "misspelt/drafts"),
    "units of systemd": ("schedule", "--for", "systemd", "--out", "misspelt/drafts", "validate", "data"),
}


@pytest.mark.parametrize("name", FILES)
def test_no_folder_is_made_for_a_file(efreport: Run, data: Path, tmp_path: Path, name: str) -> None:
    before = sorted(tmp_path.rglob("*"))
    ran = efreport(*FILES[name])
    assert (ran.code, ran.out, ran.err) == (
        3,
        "",
        "There is no folder misspelt, so findings.csv cannot be written into it. Check how it is spelt, or make the "
        "folder first.\n",
    )
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_is_made_in_one_that_is_there(efreport: Run, data: Path, tmp_path: Path, name: str) -> None:
    before = sorted(tmp_path.rglob("*"))
    ran = efreport(*FOLDERS[name])
    assert (ran.code, ran.out, ran.err) == (
        3,
        "",
        "There is no folder misspelt, so the folder drafts cannot be made in it. Check how it is spelt, or make that "
        "folder first.\n",
    )
    assert sorted(tmp_path.rglob("*")) == before


def test_the_folder_of_a_log_is_made_in_one_that_is_there(efreport: Run, tmp_path: Path) -> None:
    assert efreport("--log-file", "logs/night.log", "rules").code == 0
    assert (tmp_path / "logs" / "night.log").exists()
    ran = efreport("--log-file", "misspelt/logs/night.log", "rules")
    assert (ran.code, ran.err) == (
        3,
        f"The log {tmp_path / 'misspelt' / 'logs' / 'night.log'} could not be written (No such file or directory). Name "
        "another file with --log-file, or close it wherever it is open.\n",
    )
    assert not (tmp_path / "misspelt").exists()


@pytest.mark.parametrize("option", ["--log-file", "--out", "--data"])
def test_an_option_is_not_taken_for_a_path_that_was_forgotten(efreport: Run, tmp_path: Path, option: str) -> None:
    ran = efreport("export", option, "--quiet")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.split("Error: ")[1] == (
        f"Invalid value for '{option}': “--quiet” begins like an option, so the path seems to be missing. A file of that "
        "name is typed ./--quiet.\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_every_file_may_be_named_by_the_day(efreport: Run, data: Path, tmp_path: Path) -> None:
    assert efreport("export", *RETURNS, "--out", "{date}.csv", "-q").code == 0
    assert [path.name for path in tmp_path.glob("*.csv")] == [f"{date.today():%Y-%m-%d}.csv"]
