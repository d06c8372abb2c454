"""run.json, the record beside the documents: which run wrote which of them, and what each run was made from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from efreport.fingerprint import fingerprint, fingerprint_of
from efreport.plain_files import MEGABYTE, NotPlain, TooLong, read_plain

FORM: Final = 1
LARGEST: Final = 50 * MEGABYTE
"""A run of 152 councils takes less than 1 MB; what is larger is none of ours."""
NOTE: Final = (
    "Which run of efreport wrote which document in this folder, and from what. A document whose SHA-256 differs from the "
    "one below has been edited since. The page docs/run-record.md says what everything means."
)
TIME: Final = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True)
class ThisRun:
    """The run that writes: its id, when it began (UTC), and what it was made from, as plain JSON."""

    id: str
    started: datetime
    made: Mapping[str, Any]


@dataclass(frozen=True)
class Output:
    """A file that a run wrote. `instead_of` is the document that could not be replaced, where it stands beside it."""

    name: str
    sha256: str
    size: int
    instead_of: str = ""


@dataclass(frozen=True)
class Entry:
    """One run: its id, when it began and when it put its files in place (UTC), what it was made from, and its files."""

    id: str
    started: str
    written: str
    made: Mapping[str, Any]
    outputs: tuple[Output, ...]


@dataclass(frozen=True)
class Record:
    """The runs of which there is a file in the folder, in the order of their files' names."""

    runs: tuple[Entry, ...] = ()

    def of(self, name: str) -> tuple[Entry, Output] | None:
        """Give the run that wrote the file of that name, and what is known of the file; None where no run did."""
        return next(((run, output) for run in self.runs for output in run.outputs if output.name == name), None)

    def knows(self, path: Path) -> bool:
        """Say whether the file is as a run left it. Raises OSError where it cannot be read."""
        found = self.of(path.name)
        return found is not None and found[1].sha256 == fingerprint_of(path)

    def beside(self, name: str) -> Iterator[Output]:
        """The files that runs left beside the document of that name, since it could not be replaced."""
        return (output for run in self.runs for output in run.outputs if output.instead_of == name)

    def without(self, *names: str) -> Record:
        """The record without those files, and without the runs of which none is left."""
        runs = (
            replace(run, outputs=tuple(each for each in run.outputs if each.name not in names)) for run in self.runs
        )
        return Record(tuple(run for run in runs if run.outputs))

    def with_run(self, entry: Entry) -> Record:
        """The record with one more run, whose files stand in for those of the same names."""
        outputs = tuple(sorted(entry.outputs, key=lambda output: output.name))
        runs = (*self.without(*(output.name for output in outputs)).runs, replace(entry, outputs=outputs))
        return Record(tuple(sorted((run for run in runs if run.outputs), key=lambda run: run.outputs[0].name)))


def entry_of(run: ThisRun, outputs: tuple[Output, ...]) -> Entry:
    """Give the run as the record has it, its files being put in place now."""
    return Entry(run.id, run.started.strftime(TIME), datetime.now(UTC).strftime(TIME), run.made, outputs)


def output_of(name: str, data: bytes, instead_of: str = "") -> Output:
    """Give a file as the record has it."""
    return Output(name, fingerprint(data), len(data), instead_of)


def read_record(path: Path) -> Record | None:
    """Read a record; None where there is none, or what is there is no record of ours. Raises OSError."""
    try:
        data = read_plain(path, LARGEST)
    except (FileNotFoundError, NotPlain, TooLong):
        return None
    try:
        content = json.loads(data)
        return Record(tuple(_entry(run) for run in content["runs"])) if content["form"] == FORM else None
    except (ValueError, ArithmeticError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def record_text(record: Record) -> bytes:
    """Give the record as it stands in run.json. What differs between two runs of the same inputs is under “run”."""
    runs = [
        {
            "run": {"id": entry.id, "started": entry.started, "written": entry.written},
            "made": dict(entry.made),
            "outputs": [_output_text(output) for output in entry.outputs],
        }
        for entry in record.runs
    ]
    return (json.dumps({"note": NOTE, "form": FORM, "runs": runs}, indent=2, ensure_ascii=False) + "\n").encode(
        "utf-8", "replace"
    )


def _entry(run: Mapping[str, Any]) -> Entry:
    outputs = tuple(
        Output(str(each["name"]), str(each["sha256"]), int(each["size"]), str(each.get("instead_of", "")))
        for each in run["outputs"]
    )
    about = run["run"]
    return Entry(str(about["id"]), str(about["started"]), str(about["written"]), dict(run["made"]), outputs)


def _output_text(output: Output) -> Mapping[str, Any]:
    beside = {"instead_of": output.instead_of} if output.instead_of else {}
    return {"name": output.name, "sha256": output.sha256, "size": output.size, **beside}
