"""Where the analyst's script runs: an environment of its own, because openpyxl imports numpy wherever there is one."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import venv
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).parent.parent
PLACE: Final = PROJECT / "build" / "analyst"


def analyst_python() -> Path:
    """Give the Python of the analyst's environment, made with the packages of the extra [benchmarks] if it is not there."""
    python = PLACE / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (PLACE / "complete").exists():
        print(f"Making {PLACE.relative_to(PROJECT)} for the analyst's packages", file=sys.stderr)
        venv.create(PLACE, with_pip=True, clear=True)
        wanted = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        packages = wanted["optional-dependencies"]["benchmarks"]
        subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True)
        (PLACE / "complete").touch()
    return python
