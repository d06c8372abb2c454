"""Keeps run.json: reads it, mends it after a run that was killed, and puts a new one in place as the last of all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from efreport.files.placing import CannotWrite, copy_beside, discard, flush_folder, move, write_beside
from efreport.files.record import TIME, Entry, Output, Record, ThisRun, read_record, record_text
from efreport.fingerprint import fingerprint, fingerprint_of

RECORD: Final = "run.json"
PENDING: Final = ".efreport-run.json"
"""What a run is about to move into place, as it will stand in the record; a run that is killed then leaves it behind."""


def healed_record(folder: Path) -> Record:
    """Read the folder's record, and first bring it up to date where a run was killed while it moved its files.

    Raises CannotWrite as `known_record` does.
    """
    record, is_behind = known_record(folder)
    if is_behind:
        _put(folder, record)
    discard((folder / PENDING,))
    return record


def known_record(folder: Path) -> tuple[Record, bool]:
    """Give the folder's record as it should be, and whether it is behind that, since a run was killed as it moved its files.

    Raises CannotWrite where it cannot be read, since nobody could then tell which documents have been edited.
    """
    try:
        record = read_record(folder / RECORD) or Record()
        pending = read_record(folder / PENDING)
    except OSError as fault:
        raise CannotWrite(
            f"{folder / RECORD} could not be read ({fault.strerror or fault}), so nothing was written. It tells which "
            "documents have been edited since they were made. Check that you may read it, then run the command again."
        ) from fault
    for run in pending.runs if pending is not None else ():
        there = tuple(output for output in run.outputs if _is_there(folder, output))
        if there != run.outputs:
            there = tuple(output for output in there if not _is_known(record, output))
        record = record.with_run(replace(run, outputs=there))
    return record, pending is not None


def put_pending(folder: Path, run: Entry) -> None:
    """Say beside the record what is about to be moved into place, so that a later run knows it. Raises CannotWrite."""
    temporary = write_beside(folder / RECORD, record_text(Record((run,))))
    try:
        move(temporary, folder / PENDING)
    except OSError as fault:
        raise CannotWrite(f"{folder / PENDING} could not be written ({fault.strerror or fault}).") from fault
    finally:
        discard((temporary,))
    flush_folder(folder)


def put_record(folder: Path, record: Record) -> None:
    """Put the record in place, when all files are. Raises CannotWrite."""
    _put(folder, record)
    discard((folder / PENDING,))
    flush_folder(folder)


def refuse_outdated(folder: Path, contents: Mapping[str, bytes], run: ThisRun, record: Record) -> None:
    """Raise CannotWrite where a run that began after ours has written other documents while ours was at work.

    What it read is newer. One whose times cannot be right, since a clock was put back, is not heeded.
    """
    started, now = run.started.strftime(TIME), datetime.now(UTC).strftime(TIME)
    for name, data in contents.items():
        match record.of(name):
            case (other, output) if (
                output.sha256 != fingerprint(data) and started < other.started <= other.written <= now
            ):
                raise CannotWrite(
                    f"While this run was at work another one, which began after it, has written {folder / name} from "
                    "newer returns. Its documents stay, and nothing was written."
                )
            case _:
                pass


def _put(folder: Path, record: Record) -> None:
    path = folder / RECORD
    temporary = write_beside(path, record_text(record))
    try:
        if path.exists() and read_record(path) is None:
            copy_beside(path, "kept")
        move(temporary, path)
    except OSError as fault:
        raise CannotWrite(
            f"The documents are in place, but {path} could not be replaced ({fault.strerror or fault}); it is probably "
            "open in another program. Close it, then run the command again."
        ) from fault
    finally:
        discard((temporary,))


def _is_there(folder: Path, output: Output) -> bool:
    try:
        return fingerprint_of(folder / output.name) == output.sha256
    except OSError:
        return False


def _is_known(record: Record, output: Output) -> bool:
    found = record.of(output.name)
    return found is not None and found[1].sha256 == output.sha256
