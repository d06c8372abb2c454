"""Knows files again: by the SHA-256 of what is in them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True)
class ReadFile:
    """A file that was read: its SHA-256, its size in bytes and when it was last changed (UTC).

    The SHA-256 is empty where the file could not be read, `modified` None where it is no longer there.
    """

    path: Path
    sha256: str
    size: int
    modified: datetime | None


def fingerprint(data: bytes) -> str:
    """Give the SHA-256 of bytes."""
    return hashlib.sha256(data).hexdigest()


def fingerprint_of(path: Path) -> str:
    """Give the SHA-256 of a file, however large it is. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def describe_file(path: Path, data: bytes | None = None, sha256: str = "") -> ReadFile:
    """Describe a file, by the bytes or the SHA-256 that were read of it where they are given."""
    sha256 = fingerprint(data) if data is not None else sha256
    try:
        facts = path.stat()
    except OSError:
        return ReadFile(path, sha256, len(data or b""), None)
    return ReadFile(path, sha256, facts.st_size, datetime.fromtimestamp(facts.st_mtime, UTC))
