"""What the ledger keeps of one publication, and the seal by which a later change would show."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple, TypeAlias

from efreport.model import Origin, RecordedFinding, RecordedRow
from efreport.quarter import Quarter

FIRST = "0" * 64
"""What stands for the seal before the first entry of a ledger."""
DOCUMENT = "document"
"""The part in an edition of the documents that were published; others are those of run.json's inputs."""
FORM = 1
"""The form in which an entry is sealed; entries keep theirs, so that a later form leaves their seals as they are."""

WrittenFigure: TypeAlias = tuple[str, str, str | None]
"""A figure in the form that is sealed: its column, its words and its amount, None where it is none."""


class WrittenRow(NamedTuple):
    """A row in the form that is sealed: a RecordedRow as plain words, its figures in the columns' order."""

    area: str
    heading: str
    section: str
    key: str
    code: str
    name: str
    unit: str
    polarity: str
    source: str
    commentary: str
    figures: Sequence[WrittenFigure]
    cell: str


class WrittenFinding(NamedTuple):
    """A finding in the form that is sealed."""

    rule: str
    severity: str
    message: str
    area: str
    indicator: str
    cell: str
    waived: str


@dataclass(frozen=True)
class SealedFile:
    """A file that an edition was made of or gave: its part in it (return, config, template, document), name, fingerprint."""

    part: str
    name: str
    sha256: str
    size: int


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry of the ledger: what was published of a quarter, or imported of one published elsewhere.

    `number` counts the editions of the quarter from 1, `recorded_at` is in UTC (2014-11-14T09:30:00Z), `by` the role that
    published it, `reason` why another edition was needed. `previous` is the seal of the entry before it.
    """

    quarter: Quarter
    number: int
    origin: Origin
    recorded_at: str
    by: str
    reason: str
    version: str
    config_sha256: str
    files: tuple[SealedFile, ...] = ()
    previous: str = FIRST
    seal: str = ""
    form: int = FORM

    @property
    def recorded_on(self) -> date:
        """The day on which it was recorded, in UTC."""
        return date.fromisoformat(self.recorded_at[:10])


@dataclass(frozen=True, kw_only=True)
class Listed(Entry):
    """An entry with the number of its indicators, and nothing of what it says of them."""

    indicators: int


@dataclass(frozen=True, kw_only=True)
class Edition(Entry):
    """An entry with everything that it says."""

    rows: tuple[RecordedRow, ...]
    findings: tuple[RecordedFinding, ...] = ()

    def sealed_after(self, previous: str) -> Edition:
        """The edition as the entry after the one with that seal."""
        return replace(self, previous=previous, seal=seal_of(replace(self, previous=previous)))

    @property
    def keeps_its_seal(self) -> bool:
        """Say whether the edition is as it was sealed."""
        return self.seal == seal_of(self)


@dataclass(frozen=True, kw_only=True)
class Stored(Entry):
    """An entry with what it says in the form that is sealed: proved as it stands in the file, before anything is made of it."""

    rows: Sequence[WrittenRow]
    findings: Sequence[WrittenFinding]

    @property
    def keeps_its_seal(self) -> bool:
        """Say whether the entry is as it was sealed."""
        return self.seal == _sealed(self, self.rows, self.findings)


def seal_of(edition: Edition) -> str:
    """Give the seal: SHA-256 of everything the edition says, the seal before it included, in one fixed written form."""
    return _sealed(edition, list(map(written_row, edition.rows)), list(map(written_finding, edition.findings)))


def contents_of(rows: Iterable[RecordedRow]) -> str:
    """Give the fingerprint of figures and commentary alone, by which two editions are known to say the same."""
    return _fingerprint([written_row(row)[:-1] for row in rows])


def written_row(row: RecordedRow) -> WrittenRow:
    """Give a row in the form that is sealed."""
    figures = [
        (column.value, figure.text, None if figure.amount is None else str(figure.amount))
        for column, figure in row.figures.items()
    ]
    return WrittenRow(
        row.area, row.heading, row.section, row.key, row.code, row.name, row.unit.value, row.polarity.value,
        row.source, row.commentary, figures, row.cell,
    )  # fmt: skip


def written_finding(each: RecordedFinding) -> WrittenFinding:
    """Give a finding in the form that is sealed."""
    return WrittenFinding(each.rule, each.severity, each.message, each.area, each.indicator, each.cell, each.waived)


def _sealed(entry: Entry, rows: Sequence[WrittenRow], findings: Sequence[WrittenFinding]) -> str:
    files = [[file.part, file.name, file.sha256, file.size] for file in entry.files]
    return _fingerprint([
        entry.form, entry.previous, entry.quarter.key, entry.quarter.first_month, entry.number, entry.origin.value,
        entry.recorded_at, entry.by, entry.reason, entry.version, entry.config_sha256, rows, findings, files,
    ])  # fmt: skip


def _fingerprint(content: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(content, separators=(",", ":")).encode("ascii")).hexdigest()
