"""The same inputs give the same bytes, wherever and whenever the command runs, and the user's own files stay as they are."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path

from tests.conftest import PROJECT, Run
from tests.test_run_record import everything
from tests.three_returns import CONFIG, spoil, write_three

LATER = """
import datetime, time
real, local, utc = time.time, time.localtime, time.gmtime
time.time = lambda: real() + 400.5 * 86400
time.localtime = lambda seconds=None: local(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: utc(time.time() if seconds is None else seconds)


class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def today(cls):
        return cls.now()


datetime.datetime = Later
"""
"""Put before everything else in a process: a year and some hours have passed."""

COMMANDS = (
    ("build", "--quarter", "2014Q2", "--draft", "--out", "{out}"),
    ("validate", "--format", "json", "--out", "{out}/findings.json"),
    ("validate", "--quiet", "--annotate", "{out}/marked"),
    ("export", "--quarter", "2014Q2", "--out", "{out}/table.csv"),
)


def project(folder: Path, *, backwards: bool) -> Path:
    """A project with a mistake in one return; backwards, its files were made in another order and at other times."""
    write_three(folder / "returns")
    spoil(folder / "returns", "65%", "about 65ish")
    shutil.copytree(CONFIG, folder / "config")
    config = folder / "config" / "framework.toml"
    config.write_text(config.read_text("utf-8").replace('returns = "', 'returns = "../returns" # "', 1), "utf-8")
    if backwards:
        for number, path in enumerate(sorted((folder / "returns").rglob("*.xlsx"), reverse=True)):
            data = path.read_bytes()
            path.unlink()
            path.write_bytes(data)
            os.utime(path, (10**9 + number, 10**9 + number))
    return folder


def written(efreport: Run, folder: Path, out: Path, **environment: str) -> dict[str, str]:
    """Run every command that writes, and give the fingerprint of every file that there then is."""
    for command in COMMANDS:
        ran = efreport(*(word.format(out=out) for word in command), cwd=folder, **environment)
        assert ran.code == 1, ran.err
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in out.rglob("*")
        if path.is_file()
    }


def started(out: Path) -> str:
    return str(json.loads((out / "run.json").read_text("utf-8"))["runs"][0]["run"]["started"])


def test_the_same_inputs_give_the_same_bytes_anywhere_and_at_any_time(efreport: Run, tmp_path: Path) -> None:
    here = project(tmp_path / "here", backwards=False)
    before = everything(here)
    first = written(
        efreport, here, tmp_path / "one", TZ="Europe/London", PYTHONHASHSEED="1", LC_ALL="C", PYTHONUTF8="0"
    )
    assert everything(here) == before, "a file of the user's own was touched"

    elsewhere = project(tmp_path / "another place, ç" / "deeper", backwards=True)
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "sitecustomize.py").write_text(LATER)
    later = f"{tmp_path / 'later'}{os.pathsep}{PROJECT}"
    umask = os.umask(0o077)
    try:
        second = written(
            efreport, elsewhere, tmp_path / "two", TZ="Asia/Tokyo", PYTHONHASHSEED="2", LC_ALL="tr_TR.UTF-8",
            PYTHONPATH=later,
        )  # fmt: skip
    finally:
        os.umask(umask)
    assert started(tmp_path / "two")[:4] > started(tmp_path / "one")[:4], "the clock was not put forward"
    records = {"run.json", "marked/run.json"}
    assert {name for name in first if name.endswith((".docx", ".xlsx", ".json", ".csv"))} == set(first)
    assert len(set(first) - records) == 5
    assert {name: first[name] for name in set(first) - records} == {
        name: second[name] for name in set(second) - records
    }


def test_commands_that_only_look_touch_nothing(efreport: Run, tmp_path: Path) -> None:
    folder = project(tmp_path / "here", backwards=False)
    efreport("build", "--quarter", "2014Q2", "--draft", "--out", tmp_path / "out", cwd=folder)
    before = everything(tmp_path)
    document = next((tmp_path / "out").glob("*.docx"))
    for command in (
        ("validate",),
        ("validate", "--summary"),
        ("status", "--missing"),
        ("init", "another", "--dry-run"),
        ("export", "--quarter", "2014Q2"),
        ("build", "--quarter", "2014Q2", "--out", tmp_path / "out"),
        ("build", "--quarter", "2014Q2", "--draft", "--check", "--out", tmp_path / "out"),
        ("check-document", document),
    ):
        ran = efreport(*command, cwd=folder)
        assert ran.code in (0, 1), (command, ran.err)
        assert everything(tmp_path) == before, command
