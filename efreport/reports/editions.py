"""The ledger for people and for programs: its editions, and whether everything is still as it was published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from efreport.days import day_words
from efreport.ledger import Edition, Entry, Listed, Standing, Verified
from efreport.phrases import counted
from efreport.quarter import Quarter
from efreport.reports.aligned import aligned
from efreport.reports.lines import Line, Style, line
from efreport.reports.plain_json import as_json

HEADINGS = ("Quarter", "Edition", "Recorded", "How", "By", "Indicators", "Why")
NUMBERS = (1, 5)
FIRST_EDITION = "first edition"
STYLES = {
    Standing.CHANGED: Style.ERROR,
    Standing.UNKNOWN: Style.ERROR,
    Standing.MISSING: Style.NOTE,
    Standing.SUPERSEDED: Style.WARNING,
}


def history_lines(editions: Sequence[Listed], path: Path, missing: Quarter | None = None) -> Iterator[Line]:
    """List editions, the oldest entry first, and say where they are kept.

    `missing` is the quarter that was asked for where there are editions, and none of it.
    """
    if missing:
        yield line(f"Nothing of {missing.key} has been published: {path} holds other quarters only.")
        return
    if not editions:
        yield line(f"Nothing has been published yet: {path} holds nothing of it.")
        return
    yield from aligned(HEADINGS, [_row(edition) for edition in editions], NUMBERS)
    yield line("")
    yield line(f"{counted(len(editions), 'edition')} in {path}. Seal of the last: {editions[-1].seal}")


def _row(edition: Listed) -> tuple[str, ...]:
    why = edition.reason or FIRST_EDITION
    return (
        edition.quarter.key, str(edition.number), day_words(edition.recorded_on), edition.origin.value, edition.by,
        str(edition.indicators), why,
    )  # fmt: skip


def history_json(editions: Sequence[Listed]) -> str:
    """Give the editions as JSON: what each is, what it was made of and its seal; figures are in the export."""
    return as_json([_facts(edition, edition.indicators) for edition in editions])


def _facts(edition: Entry, indicators: int) -> dict[str, object]:
    return {
        "quarter": edition.quarter.key,
        "edition": edition.number,
        "origin": edition.origin.value,
        "recorded_at": edition.recorded_at,
        "by": edition.by,
        "reason": edition.reason,
        "version": edition.version,
        "indicators": indicators,
        "config_sha256": edition.config_sha256,
        "files": [
            {"part": file.part, "name": file.name, "sha256": file.sha256, "size": file.size} for file in edition.files
        ],
        "previous": edition.previous,
        "seal": edition.seal,
    }


def edition_json(edition: Edition, *, dry_run: bool) -> str:
    """Give one edition as JSON, and whether it was recorded."""
    return as_json({"recorded": not dry_run, "dry_run": dry_run} | _facts(edition, len(edition.rows)))


def verified_lines(verified: Verified) -> Iterator[Line]:
    """Say what is as it was published and what is not; files that cannot be read are named among the errors."""
    for said in verified.broken:
        yield line(f"error: {said}", Style.ERROR)
    told = [file for file in verified.files if file.standing is not Standing.UNREADABLE]
    for file in told:
        yield line(f"{file.standing.value}: {file.words}", STYLES.get(file.standing, Style.PLAIN))
    if verified.broken or told:
        yield line("")
    entries = f"{verified.entries} {'entry' if verified.entries == 1 else 'entries'}"
    if verified.broken:
        yield line(f"The ledger is not as it was written: {counted(len(verified.broken), 'fault')} in {entries}.")
    elif verified.entries:
        yield line(f"The ledger is as it was written: {entries}, every seal is right and follows the one before.")
    else:
        yield line("Nothing has been published yet: the ledger has no entry.")


def verified_json(verified: Verified) -> str:
    """Give the same as JSON."""
    files = [
        {"standing": file.standing.value, "file": file.name, "edition": file.edition, "message": file.words}
        for file in verified.files
    ]
    content = {
        "entries": verified.entries,
        "as_written": not verified.broken,
        "faults": verified.broken,
        "files": files,
    }
    return as_json(content)
