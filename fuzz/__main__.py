"""python -m fuzz: every target in turn for so many minutes in all, or one input of a finding again."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
import traceback
from importlib.util import find_spec
from pathlib import Path

from fuzz.targets import TARGETS

FOLDER = Path(__file__).parent / "found"
SLICE_SECONDS = 180


def main() -> int:
    """Run the targets in slices; the exit code is 1 where anything was found."""
    asked = _asked()
    if asked.again:
        return _again(asked.again)
    ends = time.monotonic() + asked.minutes * 60
    names = asked.target or list(TARGETS)
    worker = "fuzz.guided" if find_spec("atheris") and not asked.by_chance else "fuzz.unguided"
    while time.monotonic() < ends:
        for name in names:
            seconds = int(min(SLICE_SECONDS, ends - time.monotonic()))
            if seconds > 0:
                subprocess.run([sys.executable, "-m", worker, name, asked.folder, str(seconds)], check=False)
    found = sorted(asked.folder.glob("findings/*"))
    print(f"Found in {asked.folder / 'findings'}: {len(found)} files.")
    return 1 if found else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--target", action="append", choices=list(TARGETS), help="only this one; may be given again")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where corpus and findings are kept")
    parser.add_argument("--by-chance", action="store_true", help="not guided by what inputs reach; faster for each")
    parser.add_argument("--again", type=Path, metavar="INPUT", help="run one input of the folder again")
    return parser.parse_args()


def _again(path: Path) -> int:
    try:
        TARGETS[path.name.partition("-")[0]].run(path.read_bytes())
    except Exception:
        traceback.print_exc()
        return 1
    print("Nothing was broken.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
