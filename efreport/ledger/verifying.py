"""Says whether the ledger and the files it speaks of are as they were sealed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from efreport.ledger.edition import DOCUMENT, FIRST, Edition, Entry, SealedFile, Stored
from efreport.model import Origin

_PRINTED = re.compile(r"\b(?:[0-9a-f]{8}[ \u00a0]){7}[0-9a-f]{8}\b")


class Standing(Enum):
    """What a file is against what was published."""

    AS_PUBLISHED = "as published"
    SUPERSEDED = "superseded"
    CHANGED = "changed"
    MISSING = "not there"
    UNKNOWN = "unknown"
    UNREADABLE = "cannot be read"

    @property
    def is_wrong(self) -> bool:
        """Say whether somebody should look into it."""
        return self in (Standing.CHANGED, Standing.UNKNOWN)


@dataclass(frozen=True)
class VerifiedFile:
    """A file, the edition that it is of ("edition 1 of 2014Q1", empty where of none), how it stands, and that in words.

    `follows` is the seal that is printed in it where no entry has that seal.
    """

    name: str
    edition: str
    standing: Standing
    words: str
    follows: str = ""


@dataclass(frozen=True)
class Verified:
    """What was found: how many entries there are, what of them is broken, and how files stand."""

    entries: int
    broken: tuple[str, ...]
    files: tuple[VerifiedFile, ...]

    @property
    def is_wrong(self) -> bool:
        """Say whether anything is not as it was published."""
        return bool(self.broken) or any(file.standing.is_wrong for file in self.files)

    @property
    def unreadable(self) -> tuple[VerifiedFile, ...]:
        """The files of which nothing is known, because they are not there or cannot be read."""
        return tuple(file for file in self.files if file.standing is Standing.UNREADABLE)


class Chain:
    """Follows the entries of a ledger from the first one on, and says what of each is not as it was sealed."""

    def __init__(self) -> None:
        self._entries = 0
        self._previous = FIRST
        self._numbers: Counter[str] = Counter()

    def faults(self, entry: Edition | Stored) -> Iterator[str]:
        """Say of the next entry what of it is not as it was sealed; nothing where all is."""
        self._entries += 1
        self._numbers[entry.quarter.key] += 1
        number = self._numbers[entry.quarter.key]
        follows, self._previous = entry.previous == self._previous, entry.seal
        named = f"Entry {self._entries}, {name_of(entry)},"
        if not entry.keeps_its_seal:
            yield f"{named} was changed after it was sealed."
        if not follows:
            yield f"{named} does not follow the entry before it: one was changed, put in or taken out."
        if entry.number != number:
            yield f"{named} should be edition {number} of its quarter: one was put in or taken out."


def broken(entries: Iterable[Edition | Stored]) -> Iterator[str]:
    """Say of each entry what of it is not as it was sealed; nothing where all is."""
    chain = Chain()
    return (said for entry in entries for said in chain.faults(entry))


def newest(editions: Iterable[Entry]) -> dict[str, Entry]:
    """Give the newest edition of every quarter, by the quarter's short form."""
    return {edition.quarter.key: edition for edition in editions}


def recognise(name: str, sha256: str, text: str, editions: Sequence[Entry]) -> VerifiedFile:
    """Say which edition a document that anybody has is of, by its fingerprint, or by the seal printed in its `text`."""
    for edition in reversed(editions):
        if any(file.sha256 == sha256 for file in documents(edition)):
            return _known(name, edition, editions)
    seals = {edition.seal for edition in editions}
    foreign = sorted(printed_seals(text) - seals)
    if foreign:
        words = (
            f"{name} follows an entry that is not in this ledger (seal {foreign[0][:8]}…): one of them was replaced."
        )
        return VerifiedFile(name, "", Standing.UNKNOWN, words, foreign[0])
    words = f"{name} is no document that was published: it was edited, is a draft, or was made otherwise."
    return VerifiedFile(name, "", Standing.UNKNOWN, words)


def by_seal(seal: str, editions: Sequence[Entry]) -> VerifiedFile:
    """Say which entry a seal that somebody noted is of."""
    short = f"{seal[:8]}…"
    for entry, edition in enumerate(editions, 1):
        if edition.seal == seal:
            words = (
                f"the seal {short} is that of entry {entry}, {name_of(edition)}. It stands for that and all before it."
            )
            return VerifiedFile(seal, name_of(edition), Standing.AS_PUBLISHED, words)
    words = f"no entry of the ledger has the seal {short}. One was changed or left out since it was noted, or it was mistyped."
    return VerifiedFile(seal, "", Standing.UNKNOWN, words)


def _known(name: str, edition: Entry, editions: Sequence[Entry]) -> VerifiedFile:
    last = newest(editions)[edition.quarter.key]
    if last.number == edition.number:
        return VerifiedFile(name, name_of(edition), Standing.AS_PUBLISHED, f"{name} is {name_of(edition)}.")
    words = f"{name} is {name_of(edition)}; edition {last.number} has taken its place."
    return VerifiedFile(name, name_of(edition), Standing.SUPERSEDED, words)


def documents(edition: Entry) -> Iterator[SealedFile]:
    """Give the documents of an edition."""
    return (file for file in edition.files if file.part == DOCUMENT)


def published(editions: Iterable[Entry]) -> Iterator[Entry]:
    """Give the newest edition of every quarter that was published from here, and not brought in."""
    return (edition for edition in newest(editions).values() if edition.origin is Origin.PUBLISHED)


def name_of(edition: Entry) -> str:
    """Name an edition as messages do: edition 2 of 2014Q1."""
    return f"edition {edition.number} of {edition.quarter.key}"


def printed_seals(text: str) -> frozenset[str]:
    """Find the seals that are printed in a text."""
    return frozenset(re.sub(r"[ \u00a0]", "", found) for found in _PRINTED.findall(text))
