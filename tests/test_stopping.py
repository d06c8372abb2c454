"""Ctrl+C at any moment: no traceback, nothing half-written, 130, and the next run does it all."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT, Ran, Run
from tests.three_returns import CONFIG, write_three

STOPPED = "\nStopped. No file is left half-written.\n"
PUBLISH = ("publish", "--quarter", "2014Q2", "--by", "Head of Performance")
COMMANDS = {
    "build": ("build",),
    "publish": PUBLISH,
    "prepare": ("prepare", "--quarter", "2014Q3"),
    "import": ("import", "past.csv", "--by", "Analyst", "--source", "Board"),
    "init": ("init", "council", "--example"),
}
AT_A_WRITE = """
import signal, sys
from tests.disrupted import disrupted
from efreport.__main__ import run

count = 0
def stop(_, name, about):
    global count
    count += name in ("replace", "write", "unlink", "rmdir", "mkdir", "fsync")
    if count == {number}:
        count += 1
        signal.raise_signal(signal.SIGINT)

with disrupted(stop):
    run()
"""
AT_AN_IMPORT = """
import signal, sys
from efreport.__main__ import run

class Stop:
    def find_spec(self, name, *_):
        if name == "{name}":
            signal.raise_signal(signal.SIGINT)

sys.meta_path.insert(0, Stop())
run()
"""


def python(program: str, arguments: tuple[str, ...], folder: Path) -> Ran:
    """Run the program in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
        timeout=60,
        text=True,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def council(tmp_path: Path) -> Path:
    """A folder with a config, its returns and a table of past figures."""
    shutil.copytree(CONFIG, tmp_path / "config")
    write_three(tmp_path / "config" / "returns")
    (tmp_path / "past.csv").write_text("Quarter,Code,Latest\n2014Q1,CP2,244\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("number", [1, 3, 6])
@pytest.mark.parametrize("command", COMMANDS)
def test_stopped_at_a_write(efreport: Run, council: Path, command: str, number: int) -> None:
    if command == "publish":
        assert efreport("build", "-q").code == 0
    ran = python(AT_A_WRITE.format(number=number), COMMANDS[command], council)
    assert (ran.code, ran.err) == (130, STOPPED)
    assert not list(council.rglob(".efreport-*"))
    # What stands in the ledger stands there: whether it does is told by the ledger, and by the list beside it.
    after = COMMANDS[command] if command in ("build", "prepare", "init") else ("history", "-q")
    ran = efreport(*after)
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize("name", ["typer", "efreport.cli.main", "efreport.config", "efreport.run.building", "openpyxl"])
def test_stopped_while_it_starts(council: Path, name: str) -> None:
    ran = python(AT_AN_IMPORT.format(name=name), ("build",), council)
    assert (ran.code, ran.err) == (130, STOPPED) if name != "openpyxl" else (0, "")
    assert (council / "config" / "output").exists() == (name == "openpyxl")


def test_a_stop_that_comes_late_changes_no_exit_code(council: Path) -> None:
    program = (
        "import atexit, signal\nfrom efreport.__main__ import run\n"
        "atexit.register(signal.raise_signal, signal.SIGINT)\nrun()\n"
    )
    ran = python(program, ("validate", "-q"), council)
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_a_stop_in_the_midst_of_making_a_class_is_the_same_code(council: Path) -> None:
    """Python marks a stop in text that is run, as dataclasses do, and would end itself by the signal."""
    program = (
        "import signal\nfrom efreport import run as running\nfrom efreport.__main__ import run\n"
        "def stop(*_, **__): exec('signal.raise_signal(signal.SIGINT)', {'signal': signal})\n"
        "running.check = stop\nrun()\n"
    )
    ran = python(program, ("validate",), council)
    assert (ran.code, ran.err) == (130, STOPPED)
