"""What a target is, and how an input that breaks what must hold is told and kept."""

from __future__ import annotations

import hashlib
import random
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

LONGEST_SECONDS = 5.0
"""Processor time that any single input may take: what the project promises of any file."""

SIZES = (4, 16, 60, 250)


class Broken(AssertionError):
    """Something that must hold does not; the message says what, and with which values."""


def hold(condition: object, what: str, *values: object) -> None:
    """Raise Broken unless the condition holds."""
    if not condition:
        raise Broken(f"{what}: {', '.join(ascii(value)[:500] for value in values)}")


@dataclass(frozen=True)
class Target:
    """One thing to be fuzzed: `run` makes an input of the bytes, and raises where something does not hold for it.

    `seeds` are bytes to begin from.
    """

    name: str
    run: Callable[[bytes], None]
    seeds: Callable[[], Iterator[bytes]]


@dataclass(frozen=True)
class Fault:
    """An input that broke something: its bytes, and where and how. Two with one `cause` are most likely one mistake."""

    target: str
    data: bytes
    cause: str
    story: str


def try_one(target: Target, data: bytes) -> Fault | None:
    """Run one input; give what it broke, or None."""
    began = time.process_time()
    try:
        target.run(data)
    except Exception as fault:
        return Fault(target.name, data, _cause(fault), traceback.format_exc())
    took = time.process_time() - began
    return Fault(target.name, data, "slow", f"It took {took:.1f} s.") if took > LONGEST_SECONDS else None


def by_chance(target: Target, seed: object, more: Sequence[bytes] = ()) -> Iterator[bytes]:
    """Give inputs without end, half of them the target's seeds or `more` with a few bytes changed; the same for a seed."""
    chance = random.Random(f"{target.name} {seed}")
    seeds = (*target.seeds(), *more)
    while True:
        data = bytearray(chance.randbytes(chance.choice(SIZES)))
        yield bytes(data) if chance.random() < 0.5 else _changed(chance.choice(seeds), data, chance)


def try_many(target: Target, count: int, seed: int) -> tuple[Fault, ...]:
    """Run so many inputs made by chance; give the first fault of each cause."""
    faults: dict[str, Fault] = {}
    for data in islice(by_chance(target, seed), count):
        if fault := try_one(target, data):
            faults.setdefault(fault.cause, fault)
    return tuple(faults.values())


def keep(fault: Fault, folder: Path) -> bool:
    """Write the input and its story into the folder, unless one of the same cause is there; say whether it was new."""
    name = f"{fault.target}-{hashlib.sha256(fault.cause.encode()).hexdigest()[:12]}"
    if (folder / f"{name}.txt").exists():
        return False
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.input").write_bytes(fault.data)
    (folder / f"{name}.txt").write_text(f"{fault.cause}\n\n{fault.story}", "utf-8", errors="backslashreplace")
    return True


def _changed(seed: bytes, data: bytearray, chance: random.Random) -> bytes:
    made = bytearray(seed)
    for _ in range(chance.randint(1, 4)):
        at = chance.randint(0, len(made))
        made[at : at + chance.randint(0, 3)] = data[: chance.randint(0, 4)]
    return bytes(made)


def _cause(fault: BaseException) -> str:
    """Name the kind of fault and where in the project it arose, by which two inputs are known for one mistake."""
    frames = [frame for frame in traceback.extract_tb(fault.__traceback__) if "efreport" in frame.filename]
    places = [f"{Path(frame.filename).stem}.{frame.name}" for frame in frames[-2:]]
    what = str(fault).partition(":")[0] if isinstance(fault, Broken) else ""
    return " ".join((type(fault).__name__, what, *places))
