"""What holds for every command: an example first, JSON, a dry run where it writes, and help that fits a terminal."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from efreport.catalogue import read_catalogue
from efreport.cli.commands import COMMANDS
from efreport.cli.main import app
from tests.conftest import PROJECT, Run
from tests.test_projects import make_project
from tests.three_returns import spoil

WRITE_NOTHING = {"history", "verify", "rules", "explain"}
EXAMPLES = ["", *COMMANDS]


def command(name: str) -> Any:
    """A command as Typer has it."""
    made = get_command(app)
    return made.commands[name] if name else made


def options(name: str) -> dict[str, Any]:
    """The options of a command by their names."""
    return {option: each for each in command(name).params for option in each.opts}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_help_begins_with_an_example(name: str) -> None:
    summary, example = (part for part in re.split(r"\n\n", command(name).help)[:2])
    assert not summary.startswith("efreport")
    assert example.startswith(f"\b\nefreport {name}".rstrip())


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_fits_into_80_columns(name: str) -> None:
    lines = [line for line in command(name).help.splitlines() if line.startswith("efreport")]
    assert lines
    assert [line for line in lines if len(line) > 78] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_gives_json(name: str) -> None:
    option = options(name)["--report" if name == "build" else "--format"]
    assert "json" in option.metavar


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_that_writes_has_a_dry_run(name: str) -> None:
    assert ("--dry-run" in options(name)) is (name not in WRITE_NOTHING)


def test_the_example_of_a_page_is_one_that_runs(efreport: Run) -> None:
    for width in ("60", "80"):
        ran = efreport("status", "--help", COLUMNS=width)
        assert ran.code == 0
        assert max(map(len, ran.out.splitlines())) <= 80
        assert "  efreport status --missing            the areas still to be chased, by key\n" in ran.out


def test_the_list_of_commands_says_all_of_what_each_does(efreport: Run) -> None:
    ran = efreport("--help", COLUMNS="60")
    listed = " ".join(ran.out.split("Commands:")[1].split())
    assert listed == " ".join(f"{name} {entry.summary}" for name, entry in COMMANDS.items())
    assert "..." not in listed


def test_what_a_rule_finds_as_json(efreport: Run) -> None:
    ran = efreport("explain", "ef201", "EF302", "EF201", "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    pages = {page.rule: page for page in read_catalogue()}
    assert json.loads(ran.out) == [
        {"rule": rule, "severity": "error", "title": pages[rule].title, "page": pages[rule].page}
        for rule in ("EF201", "EF302")
    ]


@pytest.fixture
def councils(tmp_path: Path) -> Path:
    """Two projects, one with an error in a return, and one without a return of one area."""
    folder = tmp_path / "councils"
    spoil(make_project(folder / "barnet"), "65%", "0.65")
    (make_project(folder / "leeds") / "2014Q2" / "cla.xlsx").unlink()
    make_project(folder / "york")
    return folder


def test_the_chasing_lists_of_several_projects(efreport: Run, councils: Path, tmp_path: Path) -> None:
    words = ("status", "--quarter", "2014Q2", "--project", "councils/*", "--on", "2014-10-20")
    ran = efreport(*words, "--summary-file", "due.csv")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "Project  Returns  Indicators  Errors  Warnings  Areas due  Written  Exit code  What it means\n"
        "barnet         3           8       1         0          1                   0  done (warnings allowed)\n"
        "leeds          2           5       1         0          1                   0  done (warnings allowed)\n"
        "york           3           8       0         0          0                   0  done (warnings allowed)\n\n"
        "3 projects: 3 done (warnings allowed).\nWritten: due.csv\n"
    )
    assert (
        (tmp_path / "due.csv")
        .read_text(encoding="utf-8-sig")
        .startswith("Project,Returns,Indicators,Errors,Warnings,Areas due,Written,")
    )
    ran = efreport(*words, "--format", "json")
    found = json.loads(ran.out)["projects"]
    assert [(each["project"], each["areas_due"], each["report"]["areas_due"]) for each in found] == [
        ("barnet", 1, 1), ("leeds", 1, 1), ("york", 0, 0),
    ]  # fmt: skip
    assert [each["return"] for each in found[1]["report"]["areas"]] == ["complete", "not received", "complete"]
    assert {each["report"]["on"] for each in found} == {"2014-10-20"}


def test_the_findings_of_several_projects_as_json(efreport: Run, councils: Path) -> None:
    ran = efreport("validate", "--project", "councils/barnet", "--project", "councils/york", "--format", "json")
    assert (ran.code, ran.err.startswith("barnet: ")) == (1, False)
    barnet, york = json.loads(ran.out)["projects"]
    assert [finding["rule"] for finding in barnet["report"]["findings"]] == ["EF302"]
    assert (york["report"]["summary"]["errors"], york["said"]) == (0, "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("validate", "--format", "csv"), "--project is given as text or json, not as csv.\n"),
        (("status", "--missing"), "--missing is for one project and cannot stand beside --project.\n"),
        (("status", "--out", "due.md"), "--out is for one project and cannot stand beside --project.\n"),
    ],
)
def test_what_makes_no_sense_for_several(efreport: Run, councils: Path, words: tuple[str, ...], said: str) -> None:
    ran = efreport(*words, "--project", "councils/*")
    assert (ran.code, ran.out, ran.err) == (2, "", said)


def test_the_list_is_quiet_once_nothing_is_due(efreport: Run, councils: Path) -> None:
    for name, lines in (("leeds", 1), ("york", 0)):
        ran = efreport("status", "-q", "--config", councils / name / "config", "--quarter", "2014Q2")
        assert (ran.code, ran.err, bool(ran.out)) == (0, "", bool(lines))
    assert efreport("status", "-q", "--quarter", "2014Q2", "--missing", cwd=PROJECT).out == ""
