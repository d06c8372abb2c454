"""The documents that another version of Python makes of the sample, part by part.

The zip files may differ, since another zlib packs the same bytes in another way; what is in them must not.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.conftest import PROJECT

VARIABLE = "EFREPORT_OTHER_PYTHON"
OTHER = os.environ.get(VARIABLE, "")


def run_by(python: str, folder: Path, *arguments: str) -> str:
    folder.mkdir(exist_ok=True)
    done = subprocess.run(
        [python, "-m", "efreport", *arguments, "--quarter", "2014Q2", "--config", str(PROJECT / "config")],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return done.stdout.decode("utf-8")


def parts(folder: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for path in sorted((*folder.glob("*.docx"), *folder.glob("*.xlsx"))):
        with ZipFile(path) as package:
            found |= {f"{path.name}: {name}": package.read(name) for name in package.namelist()}
    return found


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Name the parts that are not the same, or not in the same order."""
    if list(one) != list(other):
        return [f"{list(one)} and {list(other)}"]
    return [name for name in one if one[name] != other[name]]


@pytest.mark.skipif(not OTHER, reason=f"{VARIABLE} names no other Python that has efreport's dependencies")
def test_another_python_makes_the_same_parts(tmp_path: Path) -> None:
    for python, name in ((sys.executable, "this"), (OTHER, "other")):
        run_by(python, tmp_path / name, "build", "--out", str(tmp_path / name / "out"))
    this, other = (parts(tmp_path / name / "out") for name in ("this", "other"))
    assert len(this) > 20
    assert differing(this, other) == []


@pytest.mark.skipif(not OTHER, reason=f"{VARIABLE} names no other Python that has efreport's dependencies")
@pytest.mark.parametrize("command", [("export",), ("validate", "--format", "json"), ("validate",)])
def test_another_python_says_the_same(tmp_path: Path, command: tuple[str, ...]) -> None:
    assert run_by(OTHER, tmp_path, *command) == run_by(sys.executable, tmp_path, *command)


def test_a_part_that_differs_is_named() -> None:
    assert differing({"a": b"1", "b": b"2"}, {"a": b"1", "b": b"3"}) == ["b"]
    assert differing({"a": b"1", "b": b"2"}, {"b": b"2", "a": b"1"}) == ["['a', 'b'] and ['b', 'a']"]
