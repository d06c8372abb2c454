"""What the ledger keeps of one publication, and the seal by which a later change would show."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from efreport.model import Origin, RecordedFinding, RecordedRow
from efreport.quarter import Quarter

FIRST = "0" * 64
"""What stands for the seal before the first entry of a ledger."""
DOCUMENT = "document"
"""The part in an edition of the documents that were published; others are those of run.json's inputs."""
FORM = 1
"""The form in which an entry is sealed; entries keep theirs, so that a later form leaves their seals as they are."""


@dataclass(frozen=True)
class SealedFile:
    """A file that an edition was made of or gave: its part in it (return, config, template, document), name, fingerprint."""

    part: str
    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Edition:
    """One entry of the ledger: everything that was published of a quarter, or imported of one published elsewhere.

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
    rows: tuple[RecordedRow, ...]
    findings: tuple[RecordedFinding, ...] = ()
    files: tuple[SealedFile, ...] = ()
    previous: str = FIRST
    seal: str = ""
    form: int = field(default=FORM)

    def sealed_after(self, previous: str) -> Edition:
        """The edition as the entry after the one with that seal."""
        return replace(self, previous=previous, seal=seal_of(replace(self, previous=previous)))

    @property
    def recorded_on(self) -> date:
        """The day on which it was recorded, in UTC."""
        return date.fromisoformat(self.recorded_at[:10])

    @property
    def keeps_its_seal(self) -> bool:
        """Say whether the edition is as it was sealed."""
        return self.seal == seal_of(self)


def seal_of(edition: Edition) -> str:
    """Give the seal: SHA-256 of everything the edition says, the seal before it included, in one fixed written form."""
    return hashlib.sha256(json.dumps(_content(edition), separators=(",", ":")).encode("ascii")).hexdigest()


def contents_of(rows: Sequence[RecordedRow]) -> str:
    """Give the fingerprint of figures and commentary alone, by which two editions are known to say the same."""
    return hashlib.sha256(json.dumps([_row(row) for row in rows], separators=(",", ":")).encode("ascii")).hexdigest()


def _content(edition: Edition) -> list[object]:
    return [
        edition.form, edition.previous, edition.quarter.key, edition.quarter.first_month, edition.number,
        edition.origin.value, edition.recorded_at, edition.by, edition.reason, edition.version, edition.config_sha256,
        [[*_row(row), row.cell] for row in edition.rows],
        [[each.rule, each.severity, each.message, each.area, each.indicator, each.cell, each.waived]
         for each in edition.findings],
        [[file.part, file.name, file.sha256, file.size] for file in edition.files],
    ]  # fmt: skip


def _row(row: RecordedRow) -> list[object]:
    figures = [
        [column.value, figure.text, None if figure.amount is None else str(figure.amount)]
        for column, figure in row.figures.items()
    ]
    return [
        row.area, row.heading, row.section, row.key, row.code, row.name, row.unit.value, row.polarity.value,
        row.source, row.commentary, figures,
    ]  # fmt: skip
