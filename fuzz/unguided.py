"""One target in a process of its own, by chance alone: for a machine that has no atheris, and faster for each input."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from fuzz.holding import by_chance, keep, try_one
from fuzz.targets import TARGETS


def main(name: str, folder: Path, seconds: int) -> None:
    """Fuzz the target for so long, beginning from its seeds and what a guided run has kept of it."""
    target, findings = TARGETS[name], folder / "findings"
    kept = [path.read_bytes() for path in sorted((folder / "corpus" / name).glob("*"))]
    ends, count = time.monotonic() + seconds, 0
    for data in by_chance(target, time.time_ns(), kept):
        count += 1
        fault = try_one(target, data)
        if fault and keep(fault, findings):
            print(f"{name}: {fault.cause}", flush=True)
        if time.monotonic() >= ends:
            break
    print(f"Done {count} runs in {seconds} s, {time.process_time():.0f} s of them on the processor", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
