"""The house keeps its modules under 300 lines and its functions under 50, so that each can be read in one go."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import PROJECT

LONGEST_MODULE, LONGEST_FUNCTION = 300, 50
ROOMS = ("efreport", "benchmarks", "fuzz", "docs", "samples")


def modules(*folders: str) -> Iterator[tuple[str, str]]:
    """The name and the text of every module."""
    for path in sorted(path for folder in folders for path in (PROJECT / folder).rglob("*.py")):
        yield path.relative_to(PROJECT).as_posix(), path.read_text(encoding="utf-8")


def too_long(name: str, text: str) -> Iterator[str]:
    """The functions of a module that are too long. A test may be a whole story, from its beginning to its end."""
    for each in ast.walk(ast.parse(text)):
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) and not each.name.startswith("test_"):
            lines = (each.end_lineno or each.lineno) - each.lineno + 1
            if lines >= LONGEST_FUNCTION:
                yield f"{name}: {each.name} has {lines} lines"


@pytest.mark.parametrize("room", ROOMS)
def test_no_module_is_too_long(room: str) -> None:
    found = {name: len(text.splitlines()) for name, text in modules(room)}
    assert found
    assert {name: lines for name, lines in found.items() if lines >= LONGEST_MODULE} == {}


@pytest.mark.parametrize("room", [*ROOMS, "tests"])
def test_no_function_is_too_long(room: str) -> None:
    assert [said for name, text in modules(room) for said in too_long(name, text)] == []


def test_a_long_function_is_found() -> None:
    body = "    pass\n" * (LONGEST_FUNCTION - 2)
    assert list(too_long("a.py", f"def short():\n{body}")) == []
    assert list(too_long("a.py", f"class A:\n  def long(\n   self):\n{body}")) == ["a.py: long has 50 lines"]


def test_the_modules_are_where_they_are_looked_for() -> None:
    assert {path.parent.name for path in PROJECT.glob("*/*.py")} <= {*ROOMS, "tests"}
    assert Path(__file__).name in {Path(name).name for name, _ in modules("tests")}
