"""What a terminal shows: colour on the word of severity alone, lines that wrap below themselves, and none elsewhere."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from efreport.cli.terminal import print_lines, visible
from efreport.model import CellRef, Checked, Finding, Round, Severity
from efreport.quarter import Quarter
from efreport.reports import Line
from efreport.reports.text import to_lines
from tests.conftest import HERE, PROJECT
from tests.workbooks import write_workbook

BOLD, RED, DIM, END = "\x1b[1m", "\x1b[1;31m", "\x1b[2m", "\x1b[0m"
CP = """
Service area | Child Protection (CP)
Quarter | Q2 2014/15

HEADINGS
CP2 | Number of children with a CP plan | 306 | 253 | 236 | n/a | n/a | CMT | More children came onto plans.
CP12 | % of ICPCs held within timescales | 65% | 79% | 90% | 64% | 70% | LSCB | Requests reached the team late.
CP14 | % of ICPCs resulting in a CP plan | 82% | 73% | 77% | 90% | 88% | LSCB | More conferences led to a plan.
"""
WRONG = Finding(
    CellRef("cp.xlsx", "Return", 6, 3),
    "EF302",
    Severity.ERROR,
    "CP12: “0.65” has no percent sign, so it could mean two.",
    "Type it again in C6 with the sign, like 22%.",
)


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def lines() -> tuple[Line, ...]:
    """The report of one finding."""
    return to_lines(Round(Quarter(2014, 2), ()), Checked((WRONG,), (), ()))[:3]


def shown(lines: tuple[Line, ...], stream: io.StringIO) -> list[str]:
    """What is printed."""
    print_lines(lines, stream)
    return stream.getvalue().splitlines()


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "64")


def test_a_terminal_gets_colour_and_wrapped_lines(lines: tuple[Line, ...]) -> None:
    assert shown(lines, Terminal()) == [
        f"{BOLD}cp.xlsx{END}",
        f"  Return!C6  {RED}error  {END}  EF302  CP12: “0.65” has no percent sign,",
        "                             so it could mean two.",
        f"{DIM}                             {END}{DIM}Type it again in C6 with the sign,{END}",
        f"                             {DIM}like 22%.{END}",
    ]


def test_no_colour_is_shown_where_none_is_wanted(lines: tuple[Line, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert RED not in "".join(shown(lines, Terminal()))


def test_a_pipe_gets_each_line_whole(lines: tuple[Line, ...]) -> None:
    assert shown(lines, io.StringIO()) == [
        "cp.xlsx",
        "  Return!C6  error    EF302  CP12: “0.65” has no percent sign, so it could mean two.",
        "                             Type it again in C6 with the sign, like 22%.",
    ]


@pytest.mark.parametrize(
    ("typed", "shown_as"),
    [("a\tb", "a b"), ("a\u00a0b", "a b"), ("a\x1b[31mb", "a\ufffd[31mb"), ("a\u202eb", "a\ufffdb"), ("a\nb", "a\nb")],
)
def test_what_cannot_be_seen_is_made_visible(typed: str, shown_as: str) -> None:
    assert visible(typed) == shown_as


@pytest.mark.parametrize("form", ["text", "json", "csv"])
@pytest.mark.parametrize(("mistake", "code"), [("82%", 0), ("0.82", 1)])
def test_the_exit_code_is_kept_where_the_reader_has_gone(form: str, mistake: str, code: int, tmp_path: Path) -> None:
    write_workbook(tmp_path / "cp.xlsx", CP.replace("82%", mistake))
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        [sys.executable, "-m", "efreport", "validate", str(tmp_path / "cp.xlsx"), "--format", form, "--config", str(HERE / "config")],
        stdout=writing, stderr=subprocess.PIPE, check=False, cwd=PROJECT,
    )  # fmt: skip
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (code, b"")


@pytest.mark.parametrize("command", ["", "validate"])
def test_help_loads_nothing_heavy(command: str, tmp_path: Path) -> None:
    program = (
        "import sys\nfrom efreport.cli.main import app\n"
        f"try:\n    app({[*command.split(), '--help']!r})\n"
        "finally:\n    heavy = {'openpyxl', 'docx', 'lxml', 'rich.console', 'jsonschema_rs', 'efreport.rules'}\n"
        "    print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, cwd=PROJECT)
    assert (ran.returncode, ran.stderr.strip()) == (0, b"[]")
