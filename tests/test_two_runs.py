"""Two runs at once in one folder: one waits for the other, what they write is never mixed, and a dead one blocks nobody."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from efreport.files import RECORD, CannotWrite, read_record, write_text
from tests.conftest import PROJECT
from tests.three_returns import CONFIG, spoil, write_three

HOLD = """
import sys, time
from pathlib import Path
from efreport.files.lock import alone_in
with alone_in(Path(sys.argv[1]), print):
    print("held", flush=True)
    time.sleep(60)
"""


def holder(folder: Path) -> subprocess.Popen[bytes]:
    """A process that holds the folder until it is killed."""
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE, env=environment)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == b"held"
    return process


def test_a_folder_that_stays_held_is_said_with_who_holds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("efreport.files.lock.PATIENCE", 0.3)
    process = holder(tmp_path)
    said: list[str] = []
    try:
        with pytest.raises(CannotWrite) as fault:
            write_text(tmp_path / "table.csv", "new", said.append)
    finally:
        process.kill()
        process.communicate()
    who = rf"process {process.pid} on .*, since \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d UTC"
    assert fault.match(
        rf"Another run of efreport is writing to .* \({who}\) and did not end within 0 seconds, so nothing was written\."
    )
    assert f"process {process.pid}" in said[0]
    assert not (tmp_path / "table.csv").exists()


def test_a_run_that_was_killed_holds_nobody_up_and_its_lock_is_removed(tmp_path: Path) -> None:
    process = holder(tmp_path)
    process.kill()
    process.communicate()
    assert (tmp_path / ".efreport.lock").exists()
    began = time.monotonic()
    write_text(tmp_path / "table.csv", "new")
    assert time.monotonic() - began < 30
    assert [path.name for path in tmp_path.iterdir()] == ["table.csv"]


def test_runs_at_once_leave_the_pair_of_one_of_them(tmp_path: Path) -> None:
    """Each has other returns, and all begin on a folder that is not there yet."""
    out = tmp_path / "out"
    processes = []
    for number in range(4):
        data = write_three(tmp_path / f"data {number}")
        spoil(data, "Number of children with a CP plan | 306", f"Number of children with a CP plan | 30{number}")
        command = [sys.executable, "-m", "efreport", "build", "--quarter", "2014Q2", "--data", str(data)]
        command += ["--config", str(CONFIG), "--out", str(out)]
        environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
        processes.append(subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment))
    ended = [(process.communicate(timeout=120)[1].decode(), process.returncode) for process in processes]
    assert 0 in [code for _, code in ended]
    assert all(code == 0 or "which began after it" in said for said, code in ended), ended
    stem = "test-performance-framework-2014Q2"
    assert sorted(path.name for path in out.iterdir()) == [RECORD, f"{stem}.docx", f"{stem}.xlsx"]
    record = read_record(out / RECORD)
    assert record is not None
    assert len(record.runs) == 1
    assert all(record.knows(out / f"{stem}{ending}") for ending in (".docx", ".xlsx"))


KILLED = """
import os, signal, sys
from tests.disrupted import disrupted
from efreport.cli.main import run

folder, number, seen = sys.argv.pop(1), int(sys.argv.pop(1)), 0

def disrupt(count, name, about):
    global seen
    seen += about.startswith(folder)
    if seen == number:
        os.kill(os.getpid(), signal.SIGKILL)

with disrupted(disrupt):
    run()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no kill -9")
def test_the_command_itself_killed_while_it_writes_is_healed_by_the_next(tmp_path: Path, data: Path) -> None:
    out = tmp_path / "out"
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    command = ["build", "--quarter", "2014Q2", "--data", str(data), "--config", str(CONFIG), "--out", str(out)]
    stem = "test-performance-framework-2014Q2"
    for turn, number in enumerate((3, 17, 26, 34, 42)):
        spoil(data, "Number of children with a CP plan | 306", f"Number of children with a CP plan | 30{turn}")
        killed = subprocess.run(
            [sys.executable, "-c", KILLED, str(out), str(number), *command], env=environment, check=False
        )
        assert killed.returncode < 0, "it came to its end before it could be killed"
    ended = subprocess.run(
        [sys.executable, "-m", "efreport", *command], env=environment, capture_output=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert sorted(path.name for path in out.iterdir()) == [RECORD, f"{stem}.docx", f"{stem}.xlsx"]
    record = read_record(out / RECORD)
    assert record is not None
    assert len(record.runs) == 1
    assert all(record.knows(out / f"{stem}{ending}") for ending in (".docx", ".xlsx"))
