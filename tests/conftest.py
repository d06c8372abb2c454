from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from efreport.compose import compose
from efreport.config import load_framework
from efreport.document import Document
from efreport.model import Framework
from efreport.run import RULE_CODES, check
from tests.three_returns import write_three

HERE = Path(__file__).parent
PROJECT = HERE.parent
# The suite tries the same cases every time, so that it fails for a change and not by luck. What nobody thought of is
# looked for by `python -m fuzz`, and by the profile "searching", which tries other and more cases each time.
settings.register_profile("same", derandomize=True, database=None, deadline=None)
settings.register_profile("searching", max_examples=5000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
# What a shell runs in the background ignores Ctrl+C and so do its children, of which some are here to be stopped by it.
signal.signal(signal.SIGINT, signal.default_int_handler)


@dataclass(frozen=True)
class Ran:
    """A command that ran: its exit code and what it wrote."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def framework() -> Framework:
    """The small framework of the tests."""
    return load_framework(HERE / "config", RULE_CODES)


@pytest.fixture(scope="session")
def sample_framework() -> Framework:
    """The framework of the samples."""
    return load_framework(PROJECT / "config", RULE_CODES)


@pytest.fixture(scope="session")
def sample_document(sample_framework: Framework) -> Document:
    """The framework of the samples of 2014Q2 as the build command composes it."""
    outcome = check(sample_framework, (), "2014Q2", lambda _: None, whole=True)
    return compose(outcome.round, outcome.framework, outcome.assessed, outcome.checked.findings, draft=False)


@pytest.fixture
def efreport(tmp_path: Path) -> Iterator[Run]:
    """Run the real command in a process of its own, in an empty folder, as a user or a scheduler would."""

    def run(*arguments: object, cwd: Path = tmp_path, encoding: str = "utf-8", **environment: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "efreport", *(str(argument) for argument in arguments)],
            cwd=cwd,
            env={
                **os.environ,
                "PYTHONIOENCODING": encoding,
                "NO_COLOR": "1",
                "PYTHONPATH": str(PROJECT),
                **environment,
            },
            capture_output=True,
            check=False,
            timeout=300,
        )
        return Ran(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))

    return run


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of quarter folders with the three returns of the small framework, without an error."""
    return write_three(tmp_path / "data")
