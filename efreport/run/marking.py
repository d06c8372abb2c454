"""Writes marked copies of the returns. What only that needs is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from efreport.model import Limits, marked_name
from efreport.returns.folder import quarter_of
from efreport.returns.refusal import NotAWorkbook
from efreport.returns.sheets import read_sheets
from efreport.run.checking import Outcome, Progress
from efreport.run.faults import AmongReturns, NotReadBack
from efreport.run_id import began, new_run_id

if TYPE_CHECKING:
    from efreport.files import Written


def refuse_among_returns(outcome: Outcome, folder: Path) -> None:
    """Raise AmongReturns where the folder for marked copies is one from which returns are read, now or for another quarter."""
    place = folder.resolve()
    if _is_read_from(place, outcome):
        raise AmongReturns(
            f"Marked copies cannot be put into {folder}: returns are read from it, and the copies would be taken for "
            "returns. Name another folder"
        )
    returns = outcome.framework.returns_folder.resolve()
    if place == returns or returns in place.parents:
        raise AmongReturns(
            f"Marked copies cannot be put into {folder}: it is in the folder of the returns, {returns}, where the copies "
            "would be taken for returns. Name a folder outside it"
        )


def _is_read_from(place: Path, outcome: Outcome) -> bool:
    """Say whether a return of this or an earlier quarter was read from there, or it is another quarter's folder beside."""
    rounds = (outcome.round, *outcome.round.earlier)
    paths = [found.path for round_ in rounds for found in round_.returns]
    paths += [found.path for round_ in rounds for found in round_.unreadable]
    folders = {folder for path in paths for folder in (path.parent.resolve(), path.resolve().parent)}
    first_month = outcome.framework.first_month
    beside = {folder.parent for folder in folders if quarter_of(folder, first_month)}
    return place in folders or (place.parent in beside and quarter_of(place, first_month) is not None)


def annotate(
    outcome: Outcome,
    folder: Path,
    progress: Progress = lambda _: None,
    run_id: str = "",
    *,
    dry_run: bool = False,
) -> tuple[Written, ...]:
    """Write a marked copy of each return that has findings into the folder; nothing where there are none, or in a dry run.

    Raises AmongReturns, CannotWrite, ReturnChanged where a return is no longer as it was checked, and NotReadBack.
    """
    from efreport.files import ThisRun, planned_files, write_files
    from efreport.markup import marked_copies
    from efreport.run.making import made_from

    refuse_among_returns(outcome, folder)
    reads_the_same = partial(_reads_the_same, limits=outcome.framework.limits)
    copies = {copy.name: copy.data for copy in marked_copies(outcome.round, outcome.checked, reads_the_same)}
    if not copies:
        return ()
    if dry_run:
        return planned_files(folder, copies)
    run_id = run_id or new_run_id()
    this_run = ThisRun(run_id, began(run_id), made_from(outcome, "validate --annotate"))

    def read_again(name: str, data: bytes) -> None:
        if data != copies[name]:
            raise NotReadBack(f"{name} is not as it was written; no marked copy is kept.")

    return write_files(folder, copies, read_again, this_run, together=False, waiting=progress)


def no_longer_needed(outcome: Outcome, folder: Path, written: Sequence[Written]) -> tuple[Path, ...]:
    """Name the marked copies in the folder that an earlier run left, of returns in which nothing is found any more."""
    new = {file.path.name.casefold() for file in written}
    names = dict.fromkeys(marked_name(found.path.name) for found in outcome.round.returns)
    return tuple(folder / name for name in names if name.casefold() not in new and (folder / name).is_file())


def _reads_the_same(original: bytes, marked: bytes, *, limits: Limits) -> bool:
    """Say whether a marked copy reads as its return does, every sheet and cell of it."""
    try:
        return read_sheets(original, limits) == read_sheets(marked, limits)
    except NotAWorkbook:
        return False
