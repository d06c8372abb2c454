"""Says what would be written and kept, and raises as far as can be known before what the writing would. Writes nothing."""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Mapping
from pathlib import Path

from efreport.files.lock import refuse_file_in_the_way
from efreport.files.placing import CannotWrite, folder_named, place_beside, refusal, refuse_folder, refuse_no_file
from efreport.files.record import Record
from efreport.files.recording import known_record
from efreport.files.standing import Change, Written, change_of, held, kept_as, written


def planned_files(folder: Path, contents: Mapping[str, bytes], sealed: Collection[str] = ()) -> tuple[Written, ...]:
    """Say what `write_files` would put into the folder, and what would be kept of what is there. Raises CannotWrite."""
    for name in contents:
        refuse_folder(folder / name)
        refuse_no_file(folder / name)
    _refuse_unwritable(folder)
    record, _ = known_record(folder)
    changes = {name: change_of(folder / name, data) for name, data in contents.items()}
    refused = held(folder, [name for name, change in changes.items() if change is not Change.UNCHANGED])
    for name, fault in refused.items():
        raise _held(folder / name, fault, "Word or Excel")
    return tuple(_planned(folder / name, data, changes[name], record, sealed) for name, data in contents.items())


def plan_file(path: Path) -> None:
    """Raise CannotWrite where `write_bytes` would, as far as that can be known before."""
    refuse_folder(path)
    _refuse_unwritable(path.parent)
    fault = refusal(path)
    if fault:
        raise _held(path, fault, "another program")


def _planned(path: Path, data: bytes, change: Change, record: Record, sealed: Collection[str]) -> Written:
    if change is not Change.REPLACED:
        return written(path, data, change, None)
    try:
        word = kept_as(path, record, sealed)
        return written(path, data, change, place_beside(path, word) if word else None)
    except OSError as fault:
        raise CannotWrite(f"{path} has been edited since it was made and cannot be read ({fault.strerror}).") from fault


def _held(path: Path, fault: OSError, where: str) -> CannotWrite:
    why = fault.strerror or fault
    return CannotWrite(f"{path} could not be replaced ({why}); it is probably open in {where}. Close it before.")


def _refuse_unwritable(folder: Path) -> None:
    """Raise CannotWrite where the folder, or the one that it would be made in, may not be written to."""
    refuse_file_in_the_way(folder)
    there = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    if not os.access(there, os.W_OK):
        raise CannotWrite(
            f"{folder_named(there)} could not be written to ({os.strerror(errno.EACCES)}). "
            "Check that the folder may be written to and has room."
        )
