"""docs/json.md says what every command's JSON holds: each key that it names is there, and no other at the top."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from efreport.cli.commands import COMMANDS
from efreport.cli.worker import run_one
from tests.conftest import PROJECT
from tests.three_returns import CONFIG, write_three

PAGE = (PROJECT / "docs" / "json.md").read_text(encoding="utf-8")
LISTS = {"export", "history", "trend", "rules", "explain"}


def told(command: str) -> set[str]:
    """The keys that the page names for a command: in its table, or in the example of a build."""
    if command == "build":
        example = re.findall(r"```json\n(.+?)```", PAGE, re.DOTALL)[0]
        return set(json.loads(example))
    (row,) = re.findall(rf"(?m)^\| `{command}` \| (.+) \|$", PAGE)
    return set(re.findall(r"`([a-z_]+)`", row)) - {"history"}


def given(*words: object) -> Any:
    """What a command gives as JSON."""
    ran = run_one([str(word) for word in words])
    assert ran.err == ""
    assert ran.out.isascii()
    return json.loads(ran.out)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with one quarter, built and published."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(CONFIG, folder / "config")
    write_three(folder / "config" / "returns")
    where = ("--quarter", "2014Q2", "--config", str(folder / "config"))
    assert run_one(["build", *where, "--format", "xlsx", "--format", "docx"]).code == 0
    published = run_one(["publish", *where, "--by", "Head of Performance", "--format", "json"])
    (folder / "published.json").write_text(published.out, encoding="utf-8")
    (folder / "past.csv").write_text("Quarter,Code,Latest\n2013Q4,CP12,80%\n", encoding="utf-8")
    return folder


def asked(command: str, project: Path) -> tuple[object, ...]:
    """A command as it is asked for JSON, with what it needs."""
    document = next((project / "config" / "output").glob("*.xlsx"))
    words: dict[str, tuple[object, ...]] = {
        "check-document": (document,),
        "compare": ("2014Q2", "2014Q2/returns"),
        "explain": ("EF201",),
        "import": (project / "past.csv", "--by", "Analyst", "--source", "Board papers", "--dry-run"),
        "init": (project / "new", "--dry-run"),
        "prepare": ("--dry-run",),
        "trend": ("CP12",),
    }
    config = () if command in ("init", "check-document", "rules", "explain") else ("--config", project / "config")
    if command == "schedule":
        return ("schedule", "--format", "json", "validate", *config)
    form = "--report" if command == "build" else "--format"
    return (command, *words.get(command, ()), *config, form, "json")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_page_names_the_keys_of_every_command(project: Path, command: str) -> None:
    if command == "publish":
        content = json.loads((project / "published.json").read_text(encoding="utf-8"))
    else:
        content = given(*asked(command, project))
    assert isinstance(content, list) is (command in LISTS)
    keys = set(content[0] if isinstance(content, list) else content)
    named = told(command)
    if command in ("export", "history", "publish", "trend"):
        assert named - {"amounts"} <= keys
    elif command == "explain":
        assert keys == named | told("rules")
    elif command == "schedule":
        assert keys == named - {"text"}
        assert set(content["files"][0]) >= {"text"}
    elif command == "verify":
        assert keys == named - {"standing"}
        assert set(content["files"][0]) >= {"standing"}
    elif command in ("validate", "check-document"):
        assert keys == named - {"workbook"}
    else:
        assert keys == named
