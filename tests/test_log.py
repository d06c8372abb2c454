"""The log: one whole line an event, in every run that was asked for one, however it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest

from efreport.cli import journal, log_file
from efreport.cli.log_file import append_line, put_aside_name
from efreport.cli.terminal import Progress
from tests.conftest import PROJECT, Run
from tests.three_returns import CONFIG, spoil

LINE = re.compile(r"(\S+)  (\d{8}T\d{6}Z-[0-9a-f]{6})  (info|warning|error) +(\S+) +(.+)")
WRITER = """
import sys
from pathlib import Path
from efreport.cli.log_file import append_line
for number in range(200):
    append_line(Path(sys.argv[1]), f"{sys.argv[2]} {number:03} " + "x" * 80, largest=20_000, kept=50)
"""


def events(log: Path) -> list[dict[str, object]]:
    """The events of a log in JSON."""
    return [json.loads(line) for line in log.read_text("utf-8").splitlines()]


def test_a_run_is_told_from_its_start_to_its_exit_code(efreport: Run, data: Path, tmp_path: Path) -> None:
    ran = efreport("validate", data, "--config", CONFIG, "--log-file", tmp_path / "logs" / "nightly.log")
    assert ran.code == 0
    found = [LINE.fullmatch(line) for line in (tmp_path / "logs" / "nightly.log").read_text("utf-8").splitlines()]
    assert all(found)
    lines = [line.groups() for line in found if line]
    assert all(datetime.fromisoformat(moment).utcoffset() is not None for moment, *_ in lines)
    assert len({run for _, run, *_ in lines}) == 1
    words = [words for *_, words in lines]
    assert words[0].startswith(f"started in {tmp_path}: validate {data} --config {CONFIG} --log-file ")
    assert words[1:4] == [f"Reading 2014Q2/{name}.xlsx" for name in ("cla", "cp", "education")]
    assert words[4:-1] == ["Checking", ran.out.splitlines()[-1]]
    assert re.fullmatch(r"ended after \d+\.\d\d seconds with exit code 0: done \(warnings allowed\)", words[-1])


def test_the_returns_with_errors_are_named_and_no_cell_is_quoted(efreport: Run, data: Path, tmp_path: Path) -> None:
    spoil(data, "82% | 73%", "0.82 | 73%")
    log = tmp_path / "build.log"
    arguments = ("build", "--quarter", "2014Q2", "--data", data, "--config", CONFIG, "--log-file", log)
    assert efreport(*arguments, "--log-format", "json").code == 1
    wrong = [event for event in events(log) if event["event"] == "errors"]
    assert [(event["workbook"], event["errors"], event["rules"]) for event in wrong] == [
        ("2014Q2/cp.xlsx", 1, ["EF302"])
    ]
    assert "0.82" not in log.read_text("utf-8")
    last = events(log)[-1]
    assert (last["event"], last["level"], last["exit_code"]) == ("ended", "warning", 1)
    assert [event["words"] for event in events(log)][-2].startswith("No document was written.")


ENDS = {
    "an unknown option": (("validate", "--nonsense"), 2, "No such option: --nonsense"),
    "an unknown command": (("bild",), 2, "No such command 'bild'. Did you mean 'build'?"),
    "no command": ((), 2, "Missing command."),
    "no config": (("validate",), 2, "There is no config/framework.toml in "),
    "nothing to read": (("validate", "nowhere", "--config", CONFIG), 3, "There is no file or folder nowhere."),
    "help": (("build", "--help"), 0, "started in "),
}


@pytest.mark.parametrize("way", ENDS)
def test_every_run_ends_with_its_exit_code(efreport: Run, tmp_path: Path, way: str) -> None:
    arguments, code, words = ENDS[way]
    log = tmp_path / "a log.log"
    assert efreport("--log-format", "json", f"--log-file={log}", *arguments).code == code
    *_, before, last = events(log)
    assert str(before["words"]).startswith(words)
    assert (last["event"], last["exit_code"]) == ("ended", code)


def test_what_is_said_again_and_again_is_logged_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_journal", journal.Journal(tmp_path / "a.log", "json", "build", 0.0))
    progress = Progress(quiet=True)
    for doing in ("Waiting for another run", "Waiting for another run", "Writing a.docx", "Waiting for another run"):
        progress(doing)
    words = [event["words"] for event in events(tmp_path / "a.log")]
    assert words == ["Waiting for another run", "Writing a.docx", "Waiting for another run"]


def test_an_internal_fault_is_logged_with_its_place(tmp_path: Path) -> None:
    program = (
        "from efreport import run\n"
        "def broken(*_): raise ZeroDivisionError('one\\ntwo')\n"
        "run.load = broken\n"
        "from efreport.cli.main import run\nrun()\n"
    )
    log = tmp_path / "fault.log"
    ran = subprocess.run(
        [sys.executable, "-c", program, "validate", "--log-file", str(log)],
        capture_output=True,
        check=False,
        cwd=PROJECT,
    )
    assert ran.returncode == 4
    _, fault, ended = log.read_text("utf-8").splitlines()
    assert "Internal fault: ZeroDivisionError in <string> line 2: one | two (reached by way of " in fault
    assert "validating.py line " in fault
    assert ended.endswith("with exit code 4: internal fault")


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signals")
@pytest.mark.parametrize(("sent", "code", "meaning"), [
    (signal.SIGINT, 130, "stopped with Ctrl+C"), (signal.SIGTERM, 143, "told by the system to end"),
    (getattr(signal, "SIGHUP", None), 143, "told by the system to end"),
])  # fmt: skip
def test_a_run_that_is_stopped_says_so(tmp_path: Path, data: Path, sent: int, code: int, meaning: str) -> None:
    program = (
        "import time\nfrom efreport import run\n"
        "def slow(*_, **__): time.sleep(30)\n"
        "run.check = slow\n"
        "from efreport.cli.main import run\nrun()\n"
    )
    log = tmp_path / "stopped.log"
    arguments = ["validate", str(data), "--config", str(CONFIG), "--log-file", str(log)]
    running = subprocess.Popen([sys.executable, "-c", program, *arguments], stderr=subprocess.PIPE, cwd=PROJECT)
    while not log.exists():
        time.sleep(0.02)
    time.sleep(0.3)
    running.send_signal(sent)
    _, said = running.communicate(timeout=20)
    assert (running.returncode, said.decode().strip()) == (code, "Stopped. No file is left half-written.")
    assert log.read_text("utf-8").splitlines()[-1].endswith(f"with exit code {code}: {meaning}")


@pytest.mark.parametrize("wrong", ["0.82", "82%"])
def test_a_log_that_cannot_be_written_stops_nothing(efreport: Run, data: Path, tmp_path: Path, wrong: str) -> None:
    spoil(data, "82% | 73%", f"{wrong} | 73%")
    (tmp_path / "file").write_text("in the way")
    log = tmp_path / "file" / "nightly.log"
    ran = efreport("validate", data, "--config", CONFIG, "--log-file", log)
    assert "Q2 2014/15 (July to September 2014): checked 3 returns" in ran.out
    assert ran.err.startswith(f"The log {log} could not be written (")
    assert ran.code == 3


def test_many_processes_write_whole_lines_and_lose_none_when_the_log_is_put_aside(tmp_path: Path) -> None:
    log = tmp_path / "nightly.log"
    running = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(log), name], cwd=PROJECT, env={**os.environ, "PYTHONPATH": str(PROJECT)})
        for name in "abcd"
    ]  # fmt: skip
    assert [each.wait(timeout=60) for each in running] == [0, 0, 0, 0]
    files = [log, *(put_aside_name(log, number) for number in range(1, 51))]
    lines = [line for file in files if file.exists() for line in file.read_text("utf-8").splitlines()]
    assert sorted(lines) == [f"{name} {number:03} {'x' * 80}" for name in "abcd" for number in range(200)]
    assert max(file.stat().st_size for file in files if file.exists()) <= 20_000


def test_a_full_log_is_put_aside_and_the_oldest_goes(tmp_path: Path) -> None:
    log = tmp_path / "nightly.log"
    for number in range(10):
        append_line(log, f"line {number} é", largest=25, kept=2)
    texts = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()}
    assert texts == {
        "nightly.log": "line 8 é\nline 9 é\n",
        "nightly.1.log": "line 6 é\nline 7 é\n",
        "nightly.2.log": "line 4 é\nline 5 é\n",
    }


def test_the_log_goes_on_where_windows_refuses_to_put_it_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    log = tmp_path / "nightly.log"
    for number in range(4):
        append_line(log, f"line {number}", largest=15)
    assert log.read_text("utf-8") == "line 0\nline 1\nline 2\nline 3\n"


def test_a_line_that_was_cut_off_does_not_spoil_the_next(tmp_path: Path) -> None:
    log = tmp_path / "nightly.log"
    log.write_text("whole\ncut o", "utf-8")
    append_line(log, "next")
    assert log.read_text("utf-8") == "whole\ncut o\nnext\n"


def test_a_log_that_another_run_holds_is_given_up_in_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_file, "LONGEST_WAIT", 0.05)
    log = tmp_path / "nightly.log"
    with log.open("ab", buffering=0) as held, log_file._locked(held), pytest.raises(TimeoutError):
        append_line(log, "never")
    append_line(log, "now")
    assert log.read_text("utf-8") == "now\n"
