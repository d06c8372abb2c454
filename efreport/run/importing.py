"""Brings past frameworks into the ledger: from tables saved as text, or from the returns of earlier quarters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from glob import glob
from pathlib import Path

from efreport import __version__
from efreport.faults import UsageFault
from efreport.history import record_of
from efreport.ledger import Edition, Own, SealedFile, append_all, contents_of, name_of, propose
from efreport.model import (
    Figure,
    Framework,
    Origin,
    Past,
    Place,
    Problem,
    RecordedFinding,
    RecordedRow,
    Remarks,
    Round,
    Severity,
)
from efreport.past import not_ended, of_returns, read_past, why_not_true
from efreport.quarter import Quarter, parse_quarter
from efreport.returns import NothingToRead, find_sources, quarters_in
from efreport.rules import Subject
from efreport.run.checking import Outcome, Progress, check
from efreport.run.making import RETURN, config_fingerprint, relative
from efreport.run.publishing import TIME

TABLE = "table"
MOST_NAMED = 8
NOT_PAST = "Put the returns of another quarter into its folder and correct their Quarter line, or leave them out."
NOT_AGREED = "What cannot be true is not imported, whatever was agreed to in config/waivers.toml or config/rules.toml."
TABLES = (".csv", ".tsv", ".txt", ".tab")


class NotImported(UsageFault):
    """What was asked for cannot be imported; the message says why."""


@dataclass(frozen=True)
class PastQuarter:
    """One quarter to be imported: its rows, what checks found in its returns, and the files that it is from."""

    quarter: Quarter
    rows: tuple[RecordedRow, ...]
    findings: tuple[RecordedFinding, ...]
    files: tuple[SealedFile, ...]


@dataclass(frozen=True)
class Gathered:
    """What the files gave; nothing may be imported where there are problems, or `outcomes` with errors."""

    quarters: tuple[PastQuarter, ...]
    problems: tuple[Problem, ...] = ()
    remarks: Remarks = field(default_factory=Remarks)
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True)
class Imported:
    """The editions that came in, or would, and those of quarters that were there already and say the same."""

    new: tuple[Edition, ...]
    same: tuple[Edition, ...]


def gather(
    framework: Framework, paths: Sequence[Path], quarter: str | None, progress: Progress, today: date
) -> Gathered:
    """Read everything that is to be imported.

    Raises QuarterError, NothingToRead, and NotImported for a mixture or a named quarter that has not ended before `today`.
    """
    wanted = parse_quarter(quarter, framework.first_month) if quarter else None
    if wanted and (early := not_ended(wanted, today)):
        raise NotImported(f"{early}. Name with --quarter the one that the files are of")
    named = tuple(_matched(paths))
    tables = [path for path in named if path.suffix.lower() in TABLES and not path.is_dir()]
    if not tables:
        return _from_returns(framework, named, wanted, progress, today)
    if len(tables) < len(named):
        raise NotImported(
            "Tables and returns are imported one after the other: name the one kind first, then the other"
        )
    for table in tables:
        progress(f"Reading {table.name}")
    return _from_tables(framework, read_past(framework, tables, wanted, today))


def _matched(paths: Sequence[Path]) -> Iterator[Path]:
    """Expand * and ?, which the Windows command prompt leaves to the program; folders of returns do so by themselves."""
    for path in paths:
        if any(mark in path.name for mark in "*?") and not path.exists():
            found = sorted(glob(str(path)))  # noqa: PTH207 - Path.glob takes no absolute pattern
            if not found:
                raise NothingToRead(f"No file or folder matches {path}.")
            yield from map(Path, found)
        else:
            yield path


def _from_tables(framework: Framework, past: Past) -> Gathered:
    files = tuple(
        SealedFile(TABLE, relative(Path(each.name), framework), each.sha256, each.size) for each in past.files
    )
    quarters = tuple(PastQuarter(quarter, rows, (), files) for quarter, rows in past.quarters.items())
    return Gathered(quarters, past.problems, past.remarks)


def _from_returns(
    framework: Framework, paths: Sequence[Path], quarter: Quarter | None, progress: Progress, today: date
) -> Gathered:
    """Read returns: of the quarter that was named, else of every quarter that has a folder in the one folder named."""
    folders = quarters_in(paths[0], framework.first_month) if len(paths) == 1 and not quarter else ()
    found: list[PastQuarter] = []
    outcomes: list[Outcome] = []
    for wanted in folders or (quarter,):
        sources = find_sources(paths, wanted, framework.first_month, framework.limits.files)
        files = tuple(file.path for file in sources.files)
        known = sources.quarter.key if sources.quarter else None
        outcome = check(framework, files, known, progress)
        if outcome.round.assumed:
            raise NotImported(
                "The returns do not say which quarter they are of. Name it with --quarter, like --quarter 2013Q4"
            )
        outcomes.append(outcome)
        found.append(_past_quarter(outcome))
    problems = [problem for outcome in outcomes for problem in _of_no_past_quarter(outcome.round, today)]
    problems += [problem for outcome in outcomes for problem in _not_true(outcome)]
    sums = Remarks(sums=tuple(problem for outcome in outcomes for problem in of_returns(outcome.checked.findings)))
    return Gathered(tuple(sorted(found, key=lambda each: each.quarter)), tuple(problems), sums, tuple(outcomes))


def _not_true(outcome: Outcome) -> Iterator[Problem]:
    """Name the figures that cannot be true and are no errors, because of a waiver or a milder severity."""
    errors = {finding.where for finding in outcome.checked.findings if finding.severity is Severity.ERROR}
    for cell, indicator, named in Subject(outcome.round, outcome.framework, outcome.assessed).figures():
        if isinstance(cell.value, Figure) and cell.at not in errors:
            for said, hint in why_not_true(cell.value, indicator, cell.text):
                place = Place(cell.at.workbook, cell.at.row, cell.at.column)
                yield Problem(place, f"{named}: {said}", f"{hint} {NOT_AGREED}")


def _of_no_past_quarter(round_: Round, today: date) -> Iterator[Problem]:
    """Name the returns of a quarter that has not ended, by the cell that says it where one does."""
    said = not_ended(round_.quarter, today)
    for found in round_.returns if said else ():
        says_it = found.quarter_line if found.quarter == round_.quarter else None
        place = Place(found.workbook, says_it.at.row, says_it.at.column) if says_it else Place(found.workbook)
        yield Problem(place, f"{said}.", NOT_PAST)


def _past_quarter(outcome: Outcome) -> PastQuarter:
    """Only of the service areas whose returns are there: of the others, nothing is known."""
    record = record_of(outcome.round, outcome.framework, outcome.assessed, outcome.checked)
    there = {found.area.key for found in outcome.round.returns if found.area}
    files = tuple(
        SealedFile(RETURN, relative(found.path, outcome.framework), found.sha256, found.path.stat().st_size)
        for found in outcome.round.returns
    )
    return PastQuarter(record.quarter, tuple(row for row in record.rows if row.area in there), record.findings, files)


def bring_in(framework: Framework, gathered: Gathered, by: str, source: str, reason: str, *, dry_run: bool) -> Imported:
    """Add an edition for each quarter, oldest first, all of them or none; with `dry_run`, give what they would be.

    Raises NotImported where a quarter was published, or was imported and now says something else without a reason, and
    LedgerFault.
    """
    same: list[Edition] = []

    def make(there: Own) -> Sequence[Edition]:
        new: list[Edition] = []
        same.clear()
        for past in gathered.quarters:
            own = there(past.quarter)
            _refuse_published(own)
            if own and contents_of(own[-1].rows) == contents_of(past.rows):
                same.append(own[-1])
                continue
            if own:
                _refuse_without_reason(own[-1], past, reason)
            why = f"{reason.strip()} ({source.strip()})" if own else source.strip()
            new.append(_edition(framework, past, len(own) + 1, by.strip(), why))
        return new

    planned = tuple(propose(framework.ledger, make))
    new = planned if dry_run or not planned else append_all(framework.ledger, make)
    return Imported(new, tuple(same))


def _refuse_published(own: Sequence[Edition]) -> None:
    published = next((edition for edition in reversed(own) if edition.origin is Origin.PUBLISHED), None)
    if published:
        raise NotImported(
            f"{published.quarter.label} was published from here ({name_of(published)}), so nothing was imported. Take it out of "
            "what is imported; a correction of it is another edition: efreport publish --reason"
        )


def _refuse_without_reason(last: Edition, past: PastQuarter, reason: str) -> None:
    """Refuse another edition that has no reason, or that would leave out indicators which the one before it had."""
    there = {row.key for row in past.rows}
    lost = [row.code for row in last.rows if row.key not in there]
    if lost:
        named = ", ".join(lost[:MOST_NAMED]) + (f" and {len(lost) - MOST_NAMED} more" if lost[MOST_NAMED:] else "")
        raise NotImported(
            f"{past.quarter.label} was imported before ({name_of(last)}) with indicators that are not among these: {named}. "
            "An edition holds its whole quarter: name the files of all service areas in one command"
        )
    if not reason.strip():
        raise NotImported(
            f"{past.quarter.label} was imported before ({name_of(last)}), and these files say something else. "
            'Say with --reason why it is imported again, like --reason "Q3 had the figures of Q2"'
        )


def _edition(framework: Framework, past: PastQuarter, number: int, by: str, why: str) -> Edition:
    return Edition(
        quarter=past.quarter,
        number=number,
        origin=Origin.IMPORTED,
        recorded_at=datetime.now(UTC).strftime(TIME),
        by=by,
        reason=why,
        version=__version__,
        config_sha256=config_fingerprint(framework),
        rows=past.rows,
        findings=past.findings,
        files=past.files,
    )
