"""The nouns of a comparison that was told: sentences and plain tables, for whatever shows them."""

from __future__ import annotations

from dataclasses import dataclass

from efreport.model import QuarterRecord, RecordedRow
from efreport.movement import Judgement

BLANK = "(nothing)"
WAS, IS_NOW, LATEST = "Was", "Is now", "Latest result"


@dataclass(frozen=True)
class Said:
    """The words of one cell, and the judgement that they speak of, if they do."""

    words: str
    judgement: Judgement | None = None


@dataclass(frozen=True)
class Section:
    """A heading with a sentence, a table below it, or both. `first_page` says whether it is among the gravest."""

    heading: str
    sentence: str = ""
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[Said, ...], ...] = ()
    first_page: bool = False


@dataclass(frozen=True)
class Told:
    """The whole comparison in words: what it is of, both sides, the gist, and the sections, the gravest first."""

    of: str
    then: str
    now: str
    gist: tuple[str, ...]
    sections: tuple[Section, ...]


def side_words(record: QuarterRecord) -> str:
    """Name a side: Q1 2014/15, edition 1, published 14 August 2014."""
    return f"{record.quarter.label}, {record.label}"


def named(row: RecordedRow) -> tuple[Said, Said]:
    """The code and the name of an indicator, as cells."""
    return Said(row.code), Said(" ".join(row.name.split()))
