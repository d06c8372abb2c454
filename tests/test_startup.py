"""What a command imports: what it does not need costs everyone time at every start."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from efreport.catalogue import read_catalogue
from efreport.cli.commands import COMMANDS
from efreport.cli.main import app
from efreport.publication import CATALOGUE
from tests.conftest import PROJECT

PROGRAM = """
import json, sys
sys.argv[0] = "efreport"
from efreport.cli.main import run
try:
    run()
except SystemExit as end:
    print(json.dumps({"exit": end.code, "modules": sorted(sys.modules)}), file=sys.stderr)
"""


def imported(*arguments: str) -> set[str]:
    """Run the command by itself, and give the modules that it imported."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments], capture_output=True, check=True, encoding="utf-8", cwd=PROJECT
    )
    said = json.loads(done.stderr.splitlines()[-1])
    assert said["exit"] == 0
    assert done.stdout
    return set(said["modules"])


def rooms(modules: set[str]) -> set[str]:
    """Give the rooms of ours among the modules."""
    return {".".join(name.split(".")[:2]) for name in modules if name.startswith("efreport.")}


def libraries(modules: set[str]) -> set[str]:
    """Give the libraries among the modules, those of Python itself left out."""
    return {name.split(".")[0] for name in modules} - sys.stdlib_module_names


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["explain", "EF201"], ["rules"]])
def test_what_reads_no_return_imports_next_to_nothing(arguments: list[str]) -> None:
    modules = imported(*arguments)
    assert rooms(modules) <= {
        "efreport.catalogue",
        "efreport.cli",
        "efreport.faults",
        "efreport.phrases",
        "efreport.reports",
    }
    assert not libraries(modules) & {"docx", "jsonschema_rs", "lxml", "openpyxl", "pydantic", "rich"}


def test_checking_imports_nothing_that_writes() -> None:
    modules = imported("validate", "--quarter", "2014Q2")
    writing = ("compose", "document", "export", "files", "ledger", "markup", "publication", "writers")
    assert not rooms(modules) & {f"efreport.{room}" for room in writing}
    assert not modules & {f"efreport.reports.{form}" for form in ("csv", "documents", "json", "junit", "sarif")}
    assert not libraries(modules) & {"docx", "lxml", "openpyxl", "pydantic", "rich"}


@pytest.mark.parametrize(("form", "others"), [("xlsx", {"docx", "openpyxl"}), ("docx", {"openpyxl"})])
def test_building_imports_no_library_of_another_format(form: str, others: set[str], tmp_path: Path) -> None:
    modules = imported("build", "--quarter", "2014Q2", "--format", form, "--out", str(tmp_path))
    assert f"efreport.writers.{form}" in modules
    assert not libraries(modules) & others


def test_the_chasing_list_imports_nothing_that_writes() -> None:
    modules = imported("status", "--quarter", "2014Q2", "--format", "markdown")
    assert not rooms(modules) & {
        f"efreport.{room}" for room in ("blank", "compose", "document", "files", "ledger", "writers")
    }
    assert not libraries(modules) & {"docx", "lxml", "openpyxl", "pydantic", "rich"}


def test_the_catalogue_holds_every_rule_as_it_is() -> None:
    assert [tuple(page) for page in read_catalogue()] == [
        (rule.code, rule.severity.value, rule.title, rule.page) for rule in CATALOGUE
    ]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_listed_by_the_first_line_of_its_help(name: str) -> None:
    assert get_command(app).commands[name].help.split("\n")[0] == COMMANDS[name].summary
