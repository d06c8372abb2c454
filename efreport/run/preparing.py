"""Makes the blank returns of a quarter and puts them where the returns are kept, never over what somebody has begun."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from efreport.blank import BlankReturn, blank_returns, guide, is_as_issued, mark_of, to_workbook
from efreport.faults import UsageFault
from efreport.files import replace_known, write_new
from efreport.history import quarter_record
from efreport.model import Framework, Origin, QuarterRecord
from efreport.quarter import Quarter
from efreport.returns import NoReturns
from efreport.run.checking import Progress


class NoSuchArea(UsageFault):
    """A service area was named that there is not; the message names those there are."""


class Issue(Enum):
    """What became of a blank return."""

    WRITTEN = "written"
    REPLACED = "replaced"
    UNCHANGED = "there already"
    LEFT = "left as it is"
    OUTDATED = "outdated, left as it is"
    HELD = "outdated, but open"


@dataclass(frozen=True)
class Issued:
    """A blank return and where it belongs; `carried` is how many figures are filled in from the quarter before."""

    area: str
    heading: str
    path: Path
    issue: Issue
    indicators: int
    carried: int


@dataclass(frozen=True)
class Prepared:
    """The blank returns of a quarter. `rolled_from` says what they were rolled forward from, empty where from nothing.

    `may_change` is true where that is returns which are not published yet, so that their figures may still be corrected.
    """

    quarter: Quarter
    rolled_from: str
    returns: tuple[Issued, ...]
    may_change: bool = False


def prepare(
    framework: Framework,
    quarter: Quarter,
    areas: Collection[str],
    out: Path | None,
    progress: Progress,
    *,
    dry_run: bool,
) -> Prepared:
    """Write the blank returns of the areas, or of all of them, into the quarter's folder among the returns.

    One that is there as it was issued is replaced where a new one would be another. Any other file is left as it is: somebody
    may have begun to fill it in. Raises NoSuchArea, CannotWrite, NothingToRead and LedgerFault.
    """
    known = [area.key for area in framework.reporting_in(quarter).areas]
    for key in areas:
        if key not in known:
            raise NoSuchArea(f"There is no service area “{key}” in {quarter.label}. There are: {', '.join(known)}")
    last = _record_before(framework, quarter, progress)
    folder = out or framework.returns_folder / quarter.key
    words = guide(framework)
    issued = []
    for blank in blank_returns(framework, quarter, last):
        if not areas or blank.area.key in areas:
            progress(f"Making the blank return of {blank.area.heading}")
            path = folder / f"{blank.area.key}.xlsx"
            issue = _put(path, to_workbook(blank, framework, words), dry_run=dry_run)
            issued.append(_issued(blank, path, issue))
    may_change = last is not None and last.origin is Origin.RETURNS
    return Prepared(quarter, last.label if last else "", tuple(issued), may_change)


def _record_before(framework: Framework, quarter: Quarter, progress: Progress) -> QuarterRecord | None:
    """Give the record of the quarter before; None where its folder is there and empty, as where there is none."""
    try:
        return quarter_record(framework, quarter.previous, progress)
    except NoReturns:
        return None


def _put(path: Path, data: bytes, *, dry_run: bool) -> Issue:
    if not path.exists():
        if not dry_run:
            write_new(path, data)
        return Issue.WRITTEN
    there = _read(path)
    if there == data:
        return Issue.UNCHANGED
    if not is_as_issued(there):
        return Issue.OUTDATED if mark_of(there) not in ("", mark_of(data)) else Issue.LEFT
    # Excel puts such a file beside a workbook that somebody has open, also where it does not keep others from writing.
    if path.with_name(f"~${path.name}").exists() or not (dry_run or replace_known(path, there, data)):
        return Issue.HELD
    return Issue.REPLACED


def _read(path: Path) -> bytes:
    """Read a file that is there; nothing where it cannot be, so that it is none of ours."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _issued(blank: BlankReturn, path: Path, issue: Issue) -> Issued:
    carried = sum(bool(text) for row in blank.rows for text in row.carried.values())
    return Issued(blank.area.key, blank.area.heading, path, issue, len(blank.rows), carried)
