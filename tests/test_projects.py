"""One command for several projects: each by itself, side by side, whatever becomes of the others."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from efreport.files.lock import alone_in
from tests.conftest import PROJECT, Run
from tests.three_returns import CONFIG, spoil, write_three

NO_CHILDREN_LISTED = not Path(f"/proc/self/task/{os.getpid()}/children").exists()
TABLE = """\
Project  Returns  Indicators  Errors  Warnings  Written  Exit code  What it means
barnet         3           8       0         0        2          0  done (warnings allowed)
leeds          3           8       1         0                   1  errors in the returns or the document
york                                                             2  wrong usage or config

3 projects: 1 done (warnings allowed), 1 errors in the returns or the document, 1 wrong usage or config.
"""


def make_project(folder: Path) -> Path:
    """A project without an error; gives the folder of its returns."""
    shutil.copytree(CONFIG, folder / "config")
    return write_three(folder / "config" / "returns")


@pytest.fixture
def councils(tmp_path: Path) -> Path:
    """Three projects: one without an error, one with an error in a return, one whose config is broken; and a folder of notes."""
    folder = tmp_path / "councils"
    make_project(folder / "barnet")
    spoil(make_project(folder / "leeds"), "65%", "0.65")
    make_project(folder / "york")
    (folder / "york" / "config" / "framework.toml").write_text("title = \n")
    (folder / "notes").mkdir()
    return folder


def written(folder: Path) -> list[str]:
    """The documents in a folder."""
    return sorted(path.name for path in folder.glob("*") if path.suffix in (".docx", ".xlsx"))


def test_what_is_wrong_in_one_project_stops_none_of_the_others(efreport: Run, councils: Path) -> None:
    ran = efreport("build", "--quarter", "2014Q2", "--project", "councils/*", "--jobs", 2)
    assert ran.code == 2
    assert ran.out == TABLE
    assert len(written(councils / "barnet" / "config" / "output")) == 2
    assert written(councils / "leeds" / "config" / "output") == []
    lines = ran.err.splitlines()
    assert lines[0] == f"Left out: {Path('councils') / 'notes'}, which has no config."
    assert {line.partition(":")[0] for line in lines[1:]} == {"leeds", "york"}
    assert [line for line in lines if "EF302" in line] == [
        "leeds:   Return!C6  error    EF302  CP12 / FD8, “Latest Result (Q2)”: “0.65” has no percent sign, so it could mean 0.65% or 65%."
    ]
    assert "leeds: No document was written." in lines
    of_leeds = [number for number, line in enumerate(lines) if line.startswith("leeds")]
    assert of_leeds == list(range(of_leeds[0], of_leeds[-1] + 1))


def test_the_table_as_json_and_as_csv(efreport: Run, councils: Path, tmp_path: Path) -> None:
    words = ("validate", "--quarter", "2014Q2", "--project", "councils/leeds", "--project", "councils/barnet")
    ran = efreport(*words, "--summary-file", "runs.json", "--quiet")
    assert ran.code == 1
    assert ran.out.endswith("Written: runs.json\n")
    leeds, barnet = json.loads((tmp_path / "runs.json").read_text(encoding="utf-8"))["projects"]
    assert "EF302" in leeds.pop("said")
    assert leeds == {
        "project": "leeds",
        "quarter": "2014Q2",
        "summary": {"errors": 1, "warnings": 0, "notes": 0},
        "checked": {"returns": 3, "indicators": 8},
        "areas_due": None,
        "written": [],
        "exit_code": 1,
        "meaning": "errors in the returns or the document",
        "report": None,
    }
    assert (barnet["exit_code"], barnet["summary"]["errors"], barnet["said"]) == (0, 0, "")
    efreport(*words, "--summary-file", "runs.csv")
    with (tmp_path / "runs.csv").open(encoding="utf-8-sig", newline="") as table:
        assert [row["Project"] for row in csv.DictReader(table)] == ["leeds", "barnet"]


def test_without_anything_wrong_quiet_says_nothing(efreport: Run, councils: Path, tmp_path: Path) -> None:
    words = ("build", "--quarter", "2014Q2", "--project", "councils/barnet")
    ran = efreport(*words, "--quiet", "--out", "drafts", "--draft", "--format", "docx")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert [path.suffix for path in (tmp_path / "drafts" / "barnet").glob("*DRAFT*")] == [".docx"]
    assert written(councils / "barnet" / "config" / "output") == []


def test_projects_of_one_name_are_told_apart_by_their_path(efreport: Run, tmp_path: Path) -> None:
    for region in ("north", "south"):
        make_project(tmp_path / region / "newport")
    ran = efreport(
        "build", "--quarter", "2014Q2", "--project", "*/newport", "--project", "north/newport", "--out", "all"
    )
    assert ran.code == 0, ran.err
    assert re.findall(r"^\S*newport", ran.out, re.MULTILINE) == ["north/newport", "south/newport"]
    assert len(written(tmp_path / "all" / "south" / "newport")) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--project", "wales/*"], "No folder fits wales/*. Check the pattern, which is looked up from the current folder."),
        (["--project", "councils/notes"], "councils/notes is no project: there is no config/framework.toml in it."),
        (
            ["--project", "councils/leeds/config"],
            "councils/leeds/config is no project: there is no config/framework.toml in it. It is a config: name the folder above it.",
        ),
        (["--project", "councils/*", "--data", "x"], "--data is for one project and cannot stand beside --project."),
        (["--project", " "], "--project is empty. Name a folder or a pattern."),
        (["--jobs", "2"], "--jobs is for several projects: name them with --project."),
        (
            ["--project", "councils/*", "--summary-file", "table.doc"],
            "table.doc has the ending .doc, which says no format. Give it one of .txt, .json, .csv, or say the format with --format.",
        ),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_before_anything_runs(
    efreport: Run, councils: Path, words: list[str], said: str
) -> None:
    ran = efreport("build", "--quarter", "2014Q2", *words)
    assert (ran.code, ran.out, ran.err) == (2, "", f"{said}\n")
    assert written(councils / "barnet" / "config" / "output") == []


def test_two_projects_that_would_write_into_one_folder_are_refused(efreport: Run, tmp_path: Path) -> None:
    for name in ("barnet", "leeds"):
        make_project(tmp_path / name)
        config = tmp_path / name / "config" / "framework.toml"
        config.write_text(config.read_text(encoding="utf-8").replace('"output"', '"../../all"'), encoding="utf-8")
    ran = efreport("build", "--quarter", "2014Q2", "--project", "*")
    assert ran.code == 2
    assert ran.err == (
        f"barnet and leeds both put their documents into {tmp_path / 'all'}. "
        "Give each an output of its own in its framework.toml, or name a folder for all with --out.\n"
    )
    assert not (tmp_path / "all").exists()
    assert efreport("build", "--quarter", "2014Q2", "--project", "*", "--out", "all").code == 0


def test_each_project_is_in_the_log(efreport: Run, councils: Path, tmp_path: Path) -> None:
    words = ("--log-file", "all.log", "--log-format", "json")
    efreport("build", "--quarter", "2014Q2", "--project", "councils/*", "--jobs", 1, *words)
    events = [json.loads(line) for line in (tmp_path / "all.log").read_text(encoding="utf-8").splitlines()]
    started = [event for event in events if event["event"] == "started"]
    configs = [event["arguments"][event["arguments"].index("--config") + 1] for event in started[1:]]
    assert configs == [str(Path("councils") / name / "config") for name in ("barnet", "leeds", "york")]
    assert len({event["run"] for event in started}) == 4
    ended = [event["exit_code"] for event in events if event["event"] == "ended"]
    assert ended == [0, 1, 2, 2]
    assert [event["project"] for event in events if event["event"] == "project"] == ["barnet", "leeds", "york"]


def begun(tmp_path: Path, *words: str) -> subprocess.Popen[str]:
    """A build of all projects, one at a time, that somebody else will end."""
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "efreport",
            "build",
            "--quarter",
            "2014Q2",
            "--project",
            "councils/*",
            "--jobs",
            "1",
            *words,
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


def until(there: Callable[[], object]) -> None:
    """Wait for something that another process does."""
    last = time.monotonic() + 50
    while not there():
        assert time.monotonic() < last
        time.sleep(0.05)


def workers_of(process: subprocess.Popen[str]) -> list[int]:
    """The workers that a build has begun."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


def holds_up(log: Path) -> Callable[[], bool]:
    """Say whether the build of barnet waits for its folder, which the test holds."""
    return lambda: log.exists() and "Waiting" in log.read_text(encoding="utf-8")


@pytest.mark.skipif(NO_CHILDREN_LISTED, reason="this system does not list the children of a process")
def test_a_worker_that_is_killed_stops_none_of_the_others(councils: Path, tmp_path: Path) -> None:
    with alone_in(councils / "barnet" / "config" / "output", lambda _: None):
        process = begun(tmp_path, "--log-file", "all.log")
        until(holds_up(tmp_path / "all.log"))
        (worker,) = workers_of(process)
        os.kill(worker, signal.SIGKILL)
        out, err = process.communicate(timeout=50)
    assert process.returncode == 4
    assert [line.split("  ")[-1] for line in out.splitlines()[1:4]] == [
        "internal fault",
        "errors in the returns or the document",
        "wrong usage or config",
    ]
    assert (
        "barnet: The process that worked on it ended before it was done (signal 9): something ended it, or memory ran out.\n"
    ) in err


@pytest.mark.skipif(NO_CHILDREN_LISTED, reason="this system does not list the children of a process")
@pytest.mark.parametrize(("with_what", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_stopped_leaves_no_worker_and_no_file(
    councils: Path, tmp_path: Path, with_what: signal.Signals, code: int
) -> None:
    output = councils / "barnet" / "config" / "output"
    with alone_in(output, lambda _: None):
        process = begun(tmp_path, "--log-file", "all.log")
        until(holds_up(tmp_path / "all.log"))
        (worker,) = workers_of(process)
        os.kill(process.pid, with_what)
        out, err = process.communicate(timeout=50)
        assert (process.returncode, out) == (code, "")
        assert err.endswith("Stopped. No file is left half-written.\n")
        assert not Path(f"/proc/{worker}").exists()
        assert [path.name for path in output.iterdir()] == [".efreport.lock"]
