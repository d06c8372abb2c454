"""Holds the ledger against itself, and the documents on disk against the ledger."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from efreport.faults import UsageFault
from efreport.fingerprint import fingerprint
from efreport.ledger import (
    Entry,
    SealedFile,
    Standing,
    Verified,
    VerifiedFile,
    by_seal,
    damage,
    documents,
    faults,
    listed,
    name_of,
    published,
    recognise,
)
from efreport.model import Framework
from efreport.packages import PackageFault, unpack
from efreport.plain_files import MEGABYTE, read_plain
from efreport.run.receipts import missing_from_ledger

_SEAL = re.compile("[0-9a-f]{64}")
_MARKUP = re.compile(r"<[^>]*>")
LARGEST_FILE, LARGEST_UNPACKED, MOST_PARTS = 100 * MEGABYTE, 200 * MEGABYTE, 20_000


class NoSeal(UsageFault):
    """What was given as a seal is none; the message says how one looks."""


def verify(framework: Framework, files: Sequence[Path], seal: str = "") -> Verified:
    """Check the whole ledger; then the files that are named, or else the newest documents in the folder for them.

    With a `seal` that was noted elsewhere, say first which entry it is of. Raises NoSeal.
    A file that is not there or cannot be read is one that stands so, beside the answer for the others. Raises LedgerFault,
    and LedgerLost where the list of seals cannot be read.
    """
    damaged = damage(framework.ledger) if framework.ledger.exists() else ""
    noted = _typed_seal(seal) if seal else ""
    there = listed(framework.ledger)
    found = [f"The file is damaged: {damaged}."] if damaged else []
    found += faults(framework.ledger)
    found += filter(None, (missing_from_ledger(framework),))
    standing = [_recognised(path, there) for path in files] if files else list(_in_folder(framework, there))
    if not files:
        standing += _of_a_lost_ledger(framework, there)
    return Verified(len(there), tuple(found), (*([by_seal(noted, there)] if noted else []), *standing))


def _typed_seal(text: str) -> str:
    """Take a seal as it is printed anywhere: in one piece or in groups. Raises NoSeal."""
    seal = "".join(text.split()).lower()
    if not _SEAL.fullmatch(seal):
        raise NoSeal(
            f"“{text}” is no seal. One has 64 signs, 0 to 9 and a to f, as publish prints it; spaces between them do not matter"
        )
    return seal


def _recognised(path: Path, there: Sequence[Entry]) -> VerifiedFile:
    try:
        data = read_plain(path, LARGEST_FILE)
    except OSError as fault:
        return VerifiedFile(path.name, "", Standing.UNREADABLE, _unreadable(path, fault))
    return recognise(path.name, fingerprint(data), _text(data), there)


def _unreadable(path: Path, fault: OSError) -> str:
    if path.is_dir():
        return f"{path} cannot be read: it is a folder."
    if isinstance(fault, PermissionError):
        return f"{path} cannot be read: it may not be opened, or another program, such as Word, holds it."
    return f"{path} cannot be read ({fault.strerror or fault})."


def _in_folder(framework: Framework, there: Sequence[Entry]) -> Iterator[VerifiedFile]:
    for edition in published(there):
        for document in documents(edition):
            standing, words = _standing(framework.output_folder / document.name, document, name_of(edition))
            yield VerifiedFile(document.name, name_of(edition), standing, words)


def _standing(path: Path, document: SealedFile, named: str) -> tuple[Standing, str]:
    """Say how the document of an edition stands at its place."""
    try:
        data = read_plain(path, LARGEST_FILE)
    except (FileNotFoundError, NotADirectoryError):
        return Standing.MISSING, f"{path}, the document of {named}."
    except OSError as fault:
        return Standing.UNREADABLE, f"{_unreadable(path, fault)} It should be the document of {named}."
    if fingerprint(data) == document.sha256:
        return Standing.AS_PUBLISHED, f"{path}, {named}."
    return Standing.CHANGED, f"{path} is not as it was published as {named}: it was edited, or built again since."


def _of_a_lost_ledger(framework: Framework, there: Sequence[Entry]) -> Iterator[VerifiedFile]:
    """Find documents beside the others that follow an entry which is in no ledger any more."""
    known = {document.name for edition in published(there) for document in documents(edition)}
    folder = framework.output_folder
    for path in sorted(folder.glob("*.docx")) if folder.is_dir() else ():
        found = _recognised(path, there) if path.name not in known and not path.name.startswith("~$") else None
        if found and found.follows:
            yield found


def _text(data: bytes) -> str:
    """Give the words of a document, as far as it is one, for the seal that is printed in it."""
    try:
        parts = unpack(data, most_bytes=LARGEST_UNPACKED, most_parts=MOST_PARTS)
    except PackageFault:
        return ""
    words = (_MARKUP.sub("", part.decode("utf-8", "replace")) for name, part in parts.items() if name.endswith(".xml"))
    return "\n".join(words)
