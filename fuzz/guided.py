"""One target in a process of its own, guided by the lines of efreport that its inputs reach: needs atheris."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import walk_packages

import atheris

ROOMS = {
    "values": ("efreport.values", "efreport.quarter", "efreport.returns.display"),
    "cells": ("efreport.returns", "efreport.rules", "efreport.movement"),
    "workbooks": ("efreport.packages", "efreport.returns"),
    "config": ("efreport.config",),
    "documents": ("efreport.packages", "efreport.writers"),
    "opinions": ("efreport.returns.workbook", "efreport.returns.display"),
    "finished": ("efreport.packages", "efreport.publication"),
    "tables": ("efreport.past", "efreport.values", "efreport.quarter"),
    "ledgers": ("efreport.ledger",),
}
"""The rooms in which it is followed what the inputs of a target reach; in all of them, that would take much longer."""

SECONDS_TO_HANG, MOST_MEGABYTES, LONGEST_INPUT = 90, 2000, 400


def _modules(rooms: Sequence[str]) -> Iterator[str]:
    for room in rooms:
        yield room
        found = find_spec(room)
        inside = found.submodule_search_locations if found else None
        yield from (module.name for module in walk_packages(inside or [], f"{room}."))


def main(name: str, folder: Path, seconds: int) -> None:
    """Fuzz the target for so long. Inputs that reach something new go to its corpus, those that break it to findings."""
    rooms = ROOMS[name]
    with atheris.instrument_imports(include=list(rooms)):
        # What is imported only when it is used would not be followed.
        for module in _modules(rooms):
            import_module(module)
    from fuzz.holding import keep, try_one
    from fuzz.targets import TARGETS

    target = TARGETS[name]
    corpus = folder / "corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    findings = folder / "findings"
    findings.mkdir(exist_ok=True)
    if not any(corpus.iterdir()):
        for number, data in enumerate(target.seeds()):
            (corpus / f"seed-{number:04}").write_bytes(data)

    def one(data: bytes) -> None:
        fault = try_one(target, data)
        if fault and keep(fault, findings):
            print(f"{name}: {fault.cause}", flush=True)

    limits = [
        f"-timeout={SECONDS_TO_HANG}",
        f"-report_slow_units={SECONDS_TO_HANG}",
        f"-rss_limit_mb={MOST_MEGABYTES}",
        f"-max_len={LONGEST_INPUT}",
    ]
    atheris.Setup(
        [
            name,
            f"-max_total_time={seconds}",
            f"-artifact_prefix={findings}/{name}-hang-",
            "-verbosity=1",
            *limits,
            str(corpus),
        ],
        one,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
