"""Started in a folder that may not be written to, as a scheduler's may be: every path is found from the config."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.conftest import PROJECT, Run
from tests.three_returns import write_three

READ_ONLY = [folder for folder in (Path("/sys"), Path("/proc/self")) if folder.exists() and os.name != "nt"]
"""Where nobody makes a file, whoever they are."""
pytestmark = pytest.mark.skipif(not READ_ONLY, reason="no folder is known here that nobody may write to")
COMMANDS = {
    "status": ("status", "--on", "2014-10-20"),
    "validate": ("validate",),
    "a dry run": ("build", "--dry-run"),
    "build": ("build",),
    "check": ("build", "--check"),
    "export": ("export",),
    "publish": ("publish", "--quarter", "2014Q2", "--by", "Head of Performance"),
    "history": ("history",),
    "verify": ("verify",),
    "compare": ("compare", "2014Q2", "2014Q2/returns"),
    "trend": ("trend", "CP12"),
    "prepare": ("prepare",),
    "rules": ("rules",),
    "explain": ("explain", "EF201"),
}


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The config of a project whose paths are relative, with its returns beside it."""
    folder = tmp_path / "config"
    for path in sorted((PROJECT / "tests" / "config").rglob("*.toml")):
        copy = folder / path.relative_to(PROJECT / "tests" / "config")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    settings = folder / "framework.toml"
    text = re.sub(r"(?m)^returns = .*$", 'returns = "../data"', settings.read_text(encoding="utf-8"))
    settings.write_text(re.sub(r"(?m)^output = .*$", 'output = "../output"', text), encoding="utf-8")
    write_three(tmp_path / "data")
    return folder


def test_a_whole_quarter_without_a_folder_to_write_to(efreport: Run, config: Path, tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"\[Errno"):
        (READ_ONLY[0] / "trial").write_text("")
    for name, words in COMMANDS.items():
        where = () if name in ("rules", "explain") else ("--config", config)
        ran = efreport(*words, *where, "--log-file", tmp_path / "night.log", cwd=READ_ONLY[0])
        assert (name, ran.code, ran.err) == (name, 0, "")
    made = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    stem = "output/test-performance-framework-2014Q2"
    assert {f"{stem}.docx", f"{stem}.xlsx", "output/run.json", "data/2014Q3/cp.xlsx", "night.log"} <= made


@pytest.mark.parametrize("folder", READ_ONLY)
@pytest.mark.parametrize(
    "words",
    [
        ("export", "--out", "table.csv"),
        ("build", "--out", "drafts"),
        ("validate", "--annotate", "marked", "--out", "findings.csv"),
        ("status", "--out", "chasing.xlsx"),
    ],
)
def test_what_is_to_be_written_there_ends_in_one_message(
    efreport: Run, config: Path, folder: Path, words: tuple[str, ...]
) -> None:
    ran = efreport(*words, "--config", config, cwd=folder)
    assert (ran.code, ran.out) == (3, "")
    if words[0] == "build":
        assert re.fullmatch(r"The folder drafts could not be made \(.+\)\.\n", ran.err)
    else:
        assert re.fullmatch(r"(/sys|/proc/\d+) could not be written to( \(.+\)\. Check .+|: .+)\.\n", ran.err)


@pytest.mark.skipif(
    all(os.access(folder, os.W_OK) for folder in READ_ONLY), reason="the system says of none that it is read-only"
)
def test_a_dry_run_knows_it_where_the_system_says_so(efreport: Run, config: Path) -> None:
    folder = next(folder for folder in READ_ONLY if not os.access(folder, os.W_OK))
    ran = efreport("export", "--out", "table.csv", "--dry-run", "--config", config, cwd=folder)
    assert (ran.code, ran.out) == (3, "")
    assert re.fullmatch(r"\S+ could not be written to \(Permission denied\)\. Check that .+\n", ran.err)


@pytest.mark.parametrize("folder", READ_ONLY)
def test_a_log_that_cannot_be_kept_there_is_said(efreport: Run, config: Path, folder: Path) -> None:
    ran = efreport("validate", "--config", config, "--log-file", "night.log", cwd=folder)
    assert ran.code == 3
    assert re.fullmatch(r"The log \S+/night\.log could not be written \(.+\)\. Name another file .+\n", ran.err)
