"""The README's story: a quarter of the sample, its commands run one after another, with what each really prints.

The day on which they are run, the seals that hang on it, and the folder are put into ones that are always the same.
"""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

LONGEST = 24
"""Lines of an output that are shown; of a longer one, that there is more."""

PROGRAM = "import sys; sys.argv[0] = 'efreport'; from efreport.cli.main import run; run()"
SAVED = datetime(2014, 10, 13, 9, 30, tzinfo=UTC)
PUBLISHED = datetime(2014, 11, 14, tzinfo=UTC)
BEGIN = "efreport init council --example"
STEPS = {
    "status": "efreport status --quarter 2014Q2 --on 2014-10-20",
    "build": "efreport build --quarter 2014Q2",
    "publish": 'efreport publish --quarter 2014Q2 --by "Head of Performance"',
    "compare": "efreport compare 2014Q1 2014Q2",
    "trend": "efreport trend LSCB12",
    "verify": "efreport verify",
    "prepare": "efreport prepare --quarter 2014Q3",
}
_SEAL = re.compile(r"\b[0-9a-f]{64}\b")


def story() -> dict[str, str]:
    """Run the quarter and give each step as it stands in the README: the command, and what it printed."""
    with tempfile.TemporaryDirectory() as folder:
        council = Path(folder) / "council"
        shown = {"init": f"$ {BEGIN}\n\n{_always_the_same(_run(BEGIN, Path(folder)), Path(folder))}"}
        _begin(council)
        for name, command in STEPS.items():
            shown[name] = f"$ {command}\n\n{_shortened(_always_the_same(_run(command, council), council))}"
            if name == "status":
                _arrived(council)
        return shown


def _begin(council: Path) -> None:
    """The quarter before is published; of this one, a return is missing and one is only begun."""
    _run("efreport build --quarter 2014Q1", council)
    _run('efreport publish --quarter 2014Q1 --by "Head of Performance"', council)
    _run("efreport prepare --quarter 2014Q2 --area yos --out blank", council)
    returns = _returns(council)
    for path in returns.iterdir():
        os.utime(path, (SAVED.timestamp(), SAVED.timestamp()))
    (returns / "adoption.xlsx").rename(council / "adoption.xlsx")
    (returns / "yos.xlsx").rename(council / "yos.xlsx")
    (council / "blank" / "yos.xlsx").rename(returns / "yos.xlsx")
    os.utime(returns / "yos.xlsx", (SAVED.timestamp(), SAVED.timestamp()))


def _arrived(council: Path) -> None:
    """The two that were due have come."""
    for name in ("adoption.xlsx", "yos.xlsx"):
        (council / name).replace(_returns(council) / name)


def _returns(council: Path) -> Path:
    return next(path for path in council.rglob("2014Q2") if path.is_dir())


def _run(command: str, folder: Path) -> str:
    environment = {**os.environ, "COLUMNS": "120", "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1", "TZ": "UTC"}
    environment["PYTHONPATH"] = str(Path(__file__).parent.parent)
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", PROGRAM, *shlex.split(command)[1:]],
        capture_output=True,
        check=False,
        env=environment,
        cwd=folder,
    )
    return (done.stdout + done.stderr).decode("utf-8")


def _always_the_same(text: str, council: Path) -> str:
    today = datetime.now(UTC)
    day = f"{PUBLISHED.day} {PUBLISHED:%B %Y}"
    text = text.replace(f"{today.day} {today:%B %Y}", day).replace(f"{council.resolve()}{os.sep}", "")
    seals = dict.fromkeys(_SEAL.findall(text))
    for number, seal in enumerate(seals):
        text = text.replace(seal, hashlib.sha256(f"seal {number}".encode()).hexdigest())
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()


def _shortened(text: str) -> str:
    lines = text.splitlines()
    if len(lines) <= LONGEST + 5:
        return text
    return "\n".join([*lines[:LONGEST], f"... and {len(lines) - LONGEST} lines more"])
