"""Holds the ledger against itself, and the documents on disk against the ledger."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from efreport.ledger import (
    Edition,
    Standing,
    Verified,
    VerifiedFile,
    broken,
    damage,
    documents,
    entries,
    name_of,
    published,
    recognise,
)
from efreport.model import Framework

_MARKUP = re.compile(r"<[^>]*>")
LARGEST = 64 * 2**20


def verify(framework: Framework, files: Sequence[Path]) -> Verified:
    """Check the whole ledger; then the files that are named, or else the newest documents in the folder for them.

    A file that is not there or cannot be read is one that stands so, beside the answer for the others. Raises LedgerFault.
    """
    damaged = damage(framework.ledger) if framework.ledger.exists() else ""
    there = entries(framework.ledger)
    found = [f"The file is damaged: {damaged}."] if damaged else []
    found += broken(there)
    standing = [_recognised(path, there) for path in files] if files else list(_in_folder(framework, there))
    if not files:
        standing += _of_a_lost_ledger(framework, there)
    return Verified(len(there), tuple(found), tuple(standing))


def _recognised(path: Path, there: Sequence[Edition]) -> VerifiedFile:
    try:
        data = path.read_bytes()
    except OSError as fault:
        return VerifiedFile(path.name, "", Standing.UNREADABLE, _unreadable(path, fault))
    return recognise(path.name, hashlib.sha256(data).hexdigest(), _text(data), there)


def _unreadable(path: Path, fault: OSError) -> str:
    return f"{path} cannot be read ({fault.strerror or fault})."


def _in_folder(framework: Framework, there: Sequence[Edition]) -> Iterator[VerifiedFile]:
    for edition in published(there):
        for document in documents(edition):
            path = framework.output_folder / document.name
            named = name_of(edition)
            if not path.is_file():
                words = f"{path}, the document of {named}."
                yield VerifiedFile(document.name, named, Standing.MISSING, words)
            elif hashlib.sha256(path.read_bytes()).hexdigest() == document.sha256:
                yield VerifiedFile(document.name, named, Standing.AS_PUBLISHED, f"{path}, {named}.")
            else:
                words = f"{path} is not as it was published as {named}: it was edited, or built again since."
                yield VerifiedFile(document.name, named, Standing.CHANGED, words)


def _of_a_lost_ledger(framework: Framework, there: Sequence[Edition]) -> Iterator[VerifiedFile]:
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
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = [part for part in package.infolist() if part.filename.endswith(".xml") and part.file_size < LARGEST]
            return "\n".join(_MARKUP.sub("", package.read(part).decode("utf-8", "replace")) for part in parts)
    except Exception:
        # zipfile raises anything for a file that was cut short; no words can be read from it then.
        return ""
