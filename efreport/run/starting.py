"""Begins a project: its config, its first blank returns and its README, or the sample, in a folder that has none yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from efreport.blank import blank_returns, guide, to_workbook
from efreport.config import load_framework
from efreport.faults import UsageFault
from efreport.files import heal, plant, standing_in_the_way
from efreport.quarter import Quarter
from efreport.run.checking import CONFIG_FOLDER, RULE_CODES, NoConfig, Progress, find_config
from efreport.starting import Project, new_project, sample_project
from efreport.starting.sample import QUARTERS

OUTPUT = "output"
MOST_NAMED = 6


class FolderInUse(UsageFault):
    """The folder holds what a new project would write over; the message names it."""


@dataclass(frozen=True)
class Begun:
    """A project that was begun, or would be: its files by their paths within it, and its newest quarter.

    `within` is the folder of another project in which it stands, None where it stands in none.
    """

    folder: Path
    quarter: Quarter
    files: tuple[str, ...]
    within: Path | None = None


def begin(folder: Path, project: Project | None, progress: Progress, *, dry_run: bool) -> Begun:
    """Write a new project into the folder, or with `project` None the sample; all of it or nothing.

    Raises FolderInUse where the folder has a config or any file that would be written, NoSample and CannotWrite.
    """
    contents = _with_blank_returns(project, progress) if project else sample_project()
    if not dry_run:
        heal(folder)
    _refuse_in_use(folder, tuple(contents))
    if not dry_run:
        progress(f"Writing {folder}")
        plant(folder, contents, (OUTPUT,))
    quarter = project.quarter if project else QUARTERS[-1]
    return Begun(folder, quarter, tuple(contents), _project_above(folder))


def _project_above(folder: Path) -> Path | None:
    """Give the nearest folder above that is a project, None where there is none."""
    try:
        return find_config(folder.resolve().parent).parent
    except NoConfig:
        return None


def quarter_to_begin(today: date) -> Quarter:
    """Give the newest quarter that has ended by that day: the one whose returns are asked for now."""
    quarter = Quarter(today.year, 1)
    while quarter.last_day >= today:
        quarter = quarter.previous
    while quarter.next.last_day < today:
        quarter = quarter.next
    return quarter


def _with_blank_returns(project: Project, progress: Progress) -> dict[str, bytes]:
    """Give the files of a new project with its blank returns, which are made by its config as every command reads it."""
    contents = new_project(project)
    with TemporaryDirectory(prefix="efreport-") as place:
        trial = Path(place) / "project"
        plant(trial, contents)
        framework = load_framework(trial / CONFIG_FOLDER, RULE_CODES)
    words = guide(framework)
    for blank in blank_returns(framework, project.quarter, None):
        progress(f"Making the blank return of {blank.area.heading}")
        path = f"{framework.returns_folder.name}/{project.quarter.key}/{blank.area.key}.xlsx"
        contents[path] = to_workbook(blank, framework, words)
    return contents


def _refuse_in_use(folder: Path, names: tuple[str, ...]) -> None:
    config = folder / CONFIG_FOLDER
    there = sorted(config.iterdir()) if config.is_dir() else []
    there += [path for path in dict.fromkeys(standing_in_the_way(folder, names)) if path not in there]
    if there:
        shown = ", ".join(
            path.relative_to(folder).as_posix() if path != folder else str(path) for path in there[:MOST_NAMED]
        )
        more = f" and {len(there) - MOST_NAMED} more" if len(there) > MOST_NAMED else ""
        raise FolderInUse(
            f"{folder} is in use already: {shown}{more}. Nothing was written. Name a folder that is not there yet, or an empty one"
        )
