"""The command survives what a scheduler, a network drive or another country's Windows puts it into."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import unicodedata
from datetime import date
from pathlib import Path

import pytest
import typer

from efreport.cli import terminal
from efreport.cli.paths import path_as_meant
from efreport.cli.terminal import wants_colour
from tests.conftest import PROJECT, Ran, Run
from tests.test_terminal import Terminal
from tests.three_returns import CONFIG

POSIX = pytest.mark.skipif(os.name == "nt", reason="a shell's way of starting programs")
FOUND_NOTHING = "Found no errors, no warnings and no notes."
LETTERS = "é"


def shell(words: str, cwd: Path, **environment: str) -> Ran:
    """Run what is typed at a shell, in which $E is efreport, with no environment but what is given."""
    command = f'"{sys.executable}" -m efreport'
    ran = subprocess.run(
        ["/bin/sh", "-c", words.replace("$E", command)],
        cwd=cwd,
        env={"PYTHONPATH": str(PROJECT), "PATH": os.environ["PATH"], **environment},
        capture_output=True,
        check=False,
        timeout=60,
    )
    return Ran(ran.returncode, ran.stdout.decode("utf-8"), ran.stderr.decode("utf-8"))


@POSIX
def test_streams_that_are_closed_or_full_or_left_change_no_exit_code_but_their_own(data: Path, tmp_path: Path) -> None:
    validate = f"$E validate {data} --config {CONFIG}"
    assert shell(f"{validate} >&- 2>&- <&-", tmp_path) == Ran(0, "", "")
    assert shell(f"$E validate nowhere --config {CONFIG} >&- 2>&-", tmp_path) == Ran(3, "", "")
    assert shell(f"({validate}; echo $? >code) | head -1", tmp_path).err == ""
    assert (tmp_path / "code").read_text() == "0\n"
    assert shell("($E --help; echo $? >code) | true", tmp_path) == Ran(0, "", "")
    assert (tmp_path / "code").read_text() == "0\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device here that is full")
def test_a_full_disk_under_the_output_is_said(data: Path, tmp_path: Path) -> None:
    said = "The output could not be written (No space left on device).\n"
    for words in ("--help", f"validate {data} --config {CONFIG}", f"validate {data} --config {CONFIG} --format json"):
        assert shell(f"$E {words} >/dev/full", tmp_path) == Ran(3, "", said)
    assert shell("$E bild 2>/dev/full", tmp_path).code == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device here that is full")
@pytest.mark.parametrize("command", ["status", "trend CP2", "history", "verify", "rules", "export --quarter 2014Q2"])
def test_no_command_loses_its_output_without_a_word(tmp_path: Path, command: str) -> None:
    said = "The output could not be written (No space left on device).\n"
    where = "" if command == "rules" else f" --config {PROJECT / 'config'}"
    assert shell(f"$E {command}{where} >/dev/full", tmp_path) == Ran(3, "", said)
    assert shell(f"$E {command}{where} >&- 2>&-", tmp_path) == Ran(0, "", "")


@POSIX
def test_nothing_is_needed_of_the_environment(data: Path, tmp_path: Path) -> None:
    """No HOME, and the C locale with Python's ways around it turned off: file names are bytes that are no text."""
    bare = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    place = f"[{LETTERS}] it's a & b %q $x"
    shutil.move(data, tmp_path / place)
    shutil.move(tmp_path / place / "2014Q2" / "cp.xlsx", tmp_path / place / "2014Q2" / f"cp {LETTERS}.xlsx")
    named = "'" + place.replace("'", "'\\''") + "'"
    common = f"--config {CONFIG} --log-file {named}/log/night.log"
    ran = shell(f"$E build --quarter 2014Q2 --data {named} --out {named}/out {common}", tmp_path, **bare)
    assert (ran.code, ran.err) == (0, "")
    assert FOUND_NOTHING in ran.out
    assert len(list((tmp_path / place / "out").glob("*-2014Q2.*"))) == 2
    assert "Reading 2014Q2/cp \ufffd\ufffd.xlsx" in (tmp_path / place / "log" / "night.log").read_text("utf-8")
    for form in ("csv", "json", "sarif", "junit"):
        assert shell(f"$E validate {named} --format {form} {common}", tmp_path, **bare).code == 0
    assert shell(f"$E validate {named}/2014Q2/cp*.xlsx -q {common}", tmp_path) == Ran(0, "", "")


@POSIX
def test_a_current_folder_that_is_gone_is_not_needed(data: Path, tmp_path: Path) -> None:
    gone = "mkdir gone; cd gone; rmdir ../gone;"
    ran = shell(f"{gone} $E validate {data} --config {CONFIG} --log-file {tmp_path}/a.log", tmp_path)
    assert (ran.code, ran.err, FOUND_NOTHING in ran.out) == (0, "", True)
    assert "started in a folder that is no longer there: " in (tmp_path / "a.log").read_text("utf-8")
    said = "The folder that efreport was started in is no longer there. Change to another folder and run it again.\n"
    assert shell(f"{gone} $E validate {data}", tmp_path) == Ran(3, "", said)


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "cp850"])
def test_a_window_that_lacks_letters_gets_them_spelt_out(efreport: Run, data: Path, encoding: str) -> None:
    (data / "2014Q2" / "Łódź.txt").write_text("not a return")
    ran = efreport("validate", data, "--config", CONFIG, encoding=encoding, PYTHONUTF8="0")
    assert (ran.code, FOUND_NOTHING[:15] in ran.out, "d?" in ran.out) == (0, True, True)


def test_a_locale_with_decimal_commas_and_other_letters_changes_nothing(efreport: Run, data: Path) -> None:
    runs = [efreport("export", "--quarter", "2014Q2", "--data", data, "--config", CONFIG, LC_ALL=name)
            for name in ("C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8")]  # fmt: skip
    assert runs[0].code == 0
    assert "18.5" in runs[0].out
    assert runs[1:] == runs[:1] * 2


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_long_paths_and_both_forms_of_accents_do(efreport: Run, data: Path, tmp_path: Path, form: str) -> None:
    deep = tmp_path / unicodedata.normalize(form, LETTERS * 60) / ("x" * 200)
    shutil.copytree(data, deep / "data")
    named = ("--data", deep / "data", "--config", CONFIG, "--out", deep / "out")
    assert efreport("build", "--quarter", "2014Q2", *named, "-q") == Ran(0, "", "")
    assert len(list((deep / "out").iterdir())) == 3


def test_paths_in_config_are_relative_to_it_and_those_that_are_typed_to_the_current_folder(
    efreport: Run, data: Path, tmp_path: Path
) -> None:
    shutil.copytree(CONFIG, tmp_path / "project" / "config")
    shutil.move(data, tmp_path / "project" / "returns")
    settings = tmp_path / "project" / "config" / "framework.toml"
    text = settings.read_text("utf-8").replace('"returns"', '"../returns"').replace('"output"', '"../finished"')
    settings.write_text(text, "utf-8")
    (tmp_path / "elsewhere").mkdir()
    where = {"cwd": tmp_path / "elsewhere"}
    assert efreport("build", "--quarter", "2014Q2", "-q", "--config", "../project/config", **where) == Ran(0, "", "")
    assert len(list((tmp_path / "project" / "finished").iterdir())) == 3
    assert list((tmp_path / "elsewhere").iterdir()) == []
    ran = efreport("validate", "--out", "{date}.csv", "-q", "--config", "../project/config", **where)
    assert ran == Ran(0, "", "")
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == [f"{date.today():%Y-%m-%d}.csv"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ('C:\\my data"', "C:\\my data"),
        ("C:\\data\\", "C:\\data\\"),
        ("\\\\server\\share\\returns", "\\\\server\\share\\returns"),
        ("//server/share/returns", "//server/share/returns"),
        ("nullable.csv", "nullable.csv"),
    ],
)
def test_a_path_is_taken_as_it_was_meant_in_windows(typed: str, meant: str) -> None:
    assert path_as_meant(typed, windows=True) == meant


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ('C:\\my data" --quarter 2014Q2', 'leave the backslash out, like "C:\\my data".'),
        ("out\\nul.csv", "nul.csv is a name that Windows keeps for a device. Name another file."),
        ("COM1", "COM1 is a name that Windows keeps for a device. Name another file."),
        ("out\\COM¹.xlsx", "COM¹.xlsx is a name that Windows keeps for a device. Name another file."),
        ("CONOUT$", "CONOUT$ is a name that Windows keeps for a device. Name another file."),
        ("out.", "“out.” ends with a dot or a space, which Windows leaves out of a name. Leave it out."),
        ("drafts \\a.csv", "“drafts ” ends with a dot or a space, which Windows leaves out of a name. Leave it out."),
        (
            "C:out\\a.csv",
            "“C:out\\a.csv” names no folder on the drive, so it would be in whichever one was last used there. Type the "
            "whole path, like “C:\\out\\a.csv”.",
        ),
        (
            "D:",
            "“D:” names no folder on the drive, so it would be in whichever one was last used there. Type the whole path, "
            "like “D:\\”.",
        ),
        ('"', "it is empty. Name a file or folder, or leave the option out."),
    ],
)
def test_a_path_that_cannot_be_is_refused_in_windows(typed: str, said: str) -> None:
    with pytest.raises(typer.BadParameter) as refused:
        path_as_meant(typed, windows=True)
    assert str(refused.value).endswith(said)


def test_elsewhere_a_quotation_mark_is_a_letter_and_nul_a_name() -> None:
    assert path_as_meant('a "nul" b/nul', windows=False) == 'a "nul" b/nul'


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({}, True),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True),
        ({"TTY_COMPATIBLE": "0"}, False),
    ],
)
def test_the_environment_says_whether_to_colour(
    environment: dict[str, str], coloured: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert wants_colour(Terminal()) is coloured


def test_colour_goes_into_a_pipe_where_it_is_forced_and_never_with_no_color(efreport: Run, data: Path) -> None:
    forced = {"NO_COLOR": "", "FORCE_COLOR": "1"}
    assert "\x1b[" in efreport("validate", data, "--config", CONFIG, **forced).out
    assert "\x1b[" not in efreport("validate", data, "--config", CONFIG, "--no-color", **forced).out
    assert "\x1b[" not in efreport("--no-color", "rules", **forced).out


def test_quiet_may_stand_before_the_command(efreport: Run, data: Path) -> None:
    assert efreport("--quiet", "validate", data, "--config", CONFIG) == Ran(0, "", "")


def test_a_reader_that_has_gone_is_known_in_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = OSError(22, "Invalid argument")
    assert not terminal._reader_has_gone(gone)
    monkeypatch.setattr(terminal.os, "name", "nt")
    assert terminal._reader_has_gone(gone)
