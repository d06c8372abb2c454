"""Writes finished files: whole or not at all, and never over somebody's own work. The only room that writes to disk."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from efreport.faults import FileFault

RECORD = "run.json"
TEMPORARY = ".efreport-new"


class CannotWrite(FileFault):
    """A file could not be written; the message names it and says what to do. `kept` is where the new one is, if anywhere."""

    def __init__(self, message: str, kept: Path | None = None) -> None:
        self.kept = kept
        super().__init__(message)


@dataclass(frozen=True)
class Written:
    """A file that was put into place, and where a hand-edited one that stood there before is kept."""

    path: Path
    kept: Path | None = None


def write_files(folder: Path, contents: Mapping[str, bytes], check: Callable[[Path], None]) -> tuple[Written, ...]:
    """Put all the files into the folder.

    Every file is first written whole under a temporary name and `check`ed there; only then is any moved into place.
    A file of that name that is not as an earlier run left it has been edited by somebody, and is kept under
    another name. Raises CannotWrite.
    """
    for name in contents:
        _refuse_folder(folder / name)
    made = _make(folder)
    known = _recorded(folder)
    try:
        ready = {name: _write_beside(folder / name, data) for name, data in contents.items()}
        for path in ready.values():
            check(path)
        written = tuple(_move(ready[name], folder / name, known.get(name)) for name in contents)
        _record(folder, known | {name: _digest(data) for name, data in contents.items()})
    finally:
        for name in contents:
            with suppress(OSError):
                _temporary(folder / name).unlink()
        if made:
            with suppress(OSError):
                folder.rmdir()
    return written


def write_text(path: Path, text: str) -> None:
    """Write one text file as UTF-8, whole or not at all. Raises CannotWrite."""
    _refuse_folder(path)
    _make(path.parent)
    temporary = _write_beside(path, text.encode("utf-8", "replace"))
    try:
        temporary.replace(path)
    except OSError as fault:
        with suppress(OSError):
            temporary.unlink()
        raise CannotWrite(
            f"{path} could not be written ({fault.strerror or fault}). Close it wherever it is open."
        ) from fault


def _refuse_folder(path: Path) -> None:
    if path.is_dir():
        raise CannotWrite(
            f"{path} is a folder, so no file of that name can be written. Name a file, or move the folder."
        )


def _make(folder: Path) -> bool:
    """Make the folder if it is not there; say whether it was made."""
    if folder.is_dir():
        return False
    in_the_way = next((each for each in (folder, *folder.parents) if each.exists()), folder)
    if in_the_way.is_file():
        raise CannotWrite(f"The folder {folder} could not be made, since {in_the_way} is a file. Name another folder.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise CannotWrite(f"The folder {folder} could not be made ({fault.strerror or fault}).") from fault
    return True


def _temporary(path: Path) -> Path:
    return path.with_name(f"{path.stem}{TEMPORARY}{path.suffix}")


def _write_beside(path: Path, data: bytes) -> Path:
    temporary = _temporary(path)
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as fault:
        with suppress(OSError):
            temporary.unlink()
        raise CannotWrite(
            f"{path} could not be written ({fault.strerror or fault}). Check that the folder may be written to and has room."
        ) from fault
    return temporary


def _move(temporary: Path, path: Path, recorded: str | None) -> Written:
    kept = _keep_edited(path, recorded)
    try:
        temporary.replace(path)
    except OSError as fault:
        beside = _free(path, "new")
        with suppress(OSError):
            temporary.replace(beside)
        raise CannotWrite(
            f"{path} could not be replaced ({fault.strerror or fault}); it is probably open in Word or Excel. "
            f"The new one is kept beside it as {beside.name}: close the old one, then run the command again.",
            beside,
        ) from fault
    return Written(path, kept)


def _keep_edited(path: Path, recorded: str | None) -> Path | None:
    """Keep under another name what stands in the way and is not as an earlier run left it."""
    if not path.exists():
        return None
    try:
        if recorded == _digest(path.read_bytes()):
            return None
        kept = _free(path, "kept")
        path.replace(kept)
    except OSError as fault:
        raise CannotWrite(
            f"{path} has been edited since it was made and could not be put aside ({fault.strerror or fault}); "
            "it is probably open in Word or Excel. Close it, then run the command again."
        ) from fault
    return kept


def _free(path: Path, word: str) -> Path:
    candidates = (path.with_name(f"{path.stem} ({word} {number}){path.suffix}") for number in range(1, 10_000))
    return next(candidate for candidate in candidates if not candidate.exists())


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _recorded(folder: Path) -> dict[str, str]:
    try:
        outputs = json.loads((folder / RECORD).read_text(encoding="utf-8"))["outputs"]
        return {str(name): str(digest) for name, digest in outputs.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _record(folder: Path, digests: Mapping[str, str]) -> None:
    note = "SHA-256 of each document as efreport wrote it; a document that differs has been edited since."
    write_text(folder / RECORD, json.dumps({"note": note, "outputs": dict(sorted(digests.items()))}, indent=2) + "\n")
