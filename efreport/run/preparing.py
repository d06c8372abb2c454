"""Makes the blank returns of a quarter and puts them where the returns are kept, never over a file that is there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from efreport.blank import BlankReturn, blank_returns, guide, to_workbook
from efreport.faults import UsageFault
from efreport.files import write_new
from efreport.history import quarter_record
from efreport.model import Framework
from efreport.quarter import Quarter
from efreport.run.checking import Progress


class NoSuchArea(UsageFault):
    """A service area was named that there is not; the message names those there are."""


class Issue(Enum):
    """What became of a blank return."""

    WRITTEN = "written"
    UNCHANGED = "there already"
    LEFT = "left as it is"


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
    """The blank returns of a quarter. `rolled_from` says what they were rolled forward from, empty where from nothing."""

    quarter: Quarter
    rolled_from: str
    returns: tuple[Issued, ...]


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

    A file that is there is left as it is: somebody may have begun to fill it in. Raises NoSuchArea, CannotWrite,
    NothingToRead and LedgerFault.
    """
    known = [area.key for area in framework.reporting_in(quarter).areas]
    for key in areas:
        if key not in known:
            raise NoSuchArea(f"There is no service area “{key}” in {quarter.label}. There are: {', '.join(known)}")
    last = quarter_record(framework, quarter.previous, progress)
    folder = out or framework.returns_folder / quarter.key
    words = guide(framework)
    issued = []
    for blank in blank_returns(framework, quarter, last):
        if not areas or blank.area.key in areas:
            progress(f"Making the blank return of {blank.area.heading}")
            path = folder / f"{blank.area.key}.xlsx"
            issue = _put(path, to_workbook(blank, framework, words), dry_run=dry_run)
            issued.append(_issued(blank, path, issue))
    return Prepared(quarter, last.label if last else "", tuple(issued))


def _put(path: Path, data: bytes, *, dry_run: bool) -> Issue:
    if path.exists():
        return Issue.UNCHANGED if path.is_file() and path.read_bytes() == data else Issue.LEFT
    if not dry_run:
        write_new(path, data)
    return Issue.WRITTEN


def _issued(blank: BlankReturn, path: Path, issue: Issue) -> Issued:
    carried = sum(bool(text) for row in blank.rows for text in row.carried.values())
    return Issued(blank.area.key, blank.area.heading, path, issue, len(blank.rows), carried)
