"""What stands in a document's place: whether it is the new one already, has to be kept, or cannot be replaced now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from efreport.files.placing import CannotWrite, refusal
from efreport.files.record import Record
from efreport.files.recording import RECORD
from efreport.fingerprint import fingerprint

SEALED = "published"
EDITED = "kept"
"""The words under which a file is kept: framework (kept 1).docx."""


class Change(StrEnum):
    """What becomes of the place of a file."""

    NEW = "new"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Written:
    """A file that is in place, or would be; and where the one that stood there before is kept: edited by hand, or `sealed`."""

    path: Path
    sha256: str
    size: int
    change: Change
    kept: Path | None = None
    was_sealed: bool = False


def written(path: Path, data: bytes, change: Change, kept: Path | None) -> Written:
    """Give a file as it is, or would be, in place."""
    was_sealed = kept is not None and f"({SEALED} " in kept.name
    return Written(path, fingerprint(data), len(data), change, kept, was_sealed)


def change_of(path: Path, data: bytes) -> Change:
    """Say what writing the data would change at the path."""
    try:
        if path.is_file() and path.read_bytes() == data:
            return Change.UNCHANGED
    except OSError:
        return Change.REPLACED
    return Change.REPLACED if path.exists() else Change.NEW


def kept_as(path: Path, record: Record, sealed: Collection[str]) -> str:
    """Give the word under which what stands there is kept, since it was published or edited; empty where it need not be.

    Raises OSError.
    """
    if path.is_file() and fingerprint(path.read_bytes()) in sealed:
        return SEALED
    return EDITED if path.exists() and not record.knows(path) else ""


def held(folder: Path, names: Collection[str]) -> dict[str, OSError]:
    """Find the files that cannot be replaced now, before any is. Raises CannotWrite where that is the record."""
    fault = refusal(folder / RECORD)
    if fault:
        raise CannotWrite(
            f"{folder / RECORD} could not be replaced ({fault.strerror or fault}), so no document was either; it is "
            "probably open in another program. Close it, then run the command again."
        ) from fault
    return {name: fault for name in names if (fault := refusal(folder / name))}
