"""Runs one command for several projects: workers side by side, each project's words kept together, one table at the end."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from efreport.cli import journal
from efreport.cli.ending import log_written
from efreport.cli.exits import Exit, say
from efreport.cli.journal import Level
from efreport.cli.options import chosen_format
from efreport.cli.projects import Project, find_projects, refuse_shared_outputs
from efreport.cli.terminal import Progress, print_lines, print_text
from efreport.cli.worker import Ran
from efreport.faults import UsageFault
from efreport.phrases import counted
from efreport.reports.lines import line
from efreport.reports.projects import PROJECT_REPORTS, ProjectRun, projects_to_lines

WORST_FIRST = (
    Exit.INTERNAL_FAULT,
    Exit.WRONG_USAGE,
    Exit.NOTHING_READ_OR_WRITTEN,
    Exit.ERRORS_IN_RETURNS,
    Exit.OUT_OF_DATE,
)


@dataclass(frozen=True)
class Many:
    """What was asked for of several projects: which, how many at once, where the table is to be written, and how it is said.

    `as_json` is the option by which each project's run is told to give JSON, empty where that was not asked for.
    """

    named: Sequence[str]
    jobs: int | None
    summary_file: Path | None
    quiet: bool
    as_json: str = ""


@dataclass(frozen=True)
class Folder:
    """The option by which a command is told where to write, and the folder that holds a folder for each project, if any.

    `usual` says whether each project's config names one where none is given.
    """

    option: str
    path: Path | None
    usual: bool = False


def run_many(many: Many, command: Sequence[str], folder: Folder, alone: Mapping[str, object]) -> None:
    """Run for each project the command that is given without its config, and end with the exit code of the worst.

    `alone` are options for one project only, by name. Raises UsageFault before anything has run.
    """
    for name, given in alone.items():
        if given:
            raise UsageFault(f"{name} is for one project and cannot stand beside --project")
    form = chosen_format(None, many.summary_file, PROJECT_REPORTS, "text")
    found = find_projects(many.named)
    if folder.path is None and folder.usual:
        refuse_shared_outputs(found.projects)
    for other in found.left_out:
        say(f"Left out: {other}, which has no config.")
    same = [*command, *([many.as_json, "json"] if many.as_json else []), *journal.log_options()]
    commands = [[*same, *_own_words(project, folder)] for project in found.projects]
    runs = _run(found.projects, commands, many)
    _report(runs, form, many)
    worst = next((code for code in WORST_FIRST if code in [run.exit_code for run in runs]), Exit.DONE)
    if worst:
        raise typer.Exit(worst)


def json_for_many(form: str | None) -> str:
    """Give the option by which each project's run gives JSON, or nothing for text. Raises UsageFault for other formats."""
    if form not in (None, "text", "json"):
        raise UsageFault(f"--project is given as text or json, not as {form}")
    return "--format" if form == "json" else ""


def as_typed(options: Mapping[str, object]) -> list[str]:
    """Give options as they would be typed: a flag by its name alone, one with several values several times."""
    words: list[str] = []
    for name, value in options.items():
        match value:
            case None | False:
                pass
            case True:
                words.append(name)
            case list():
                words += [word for each in value for word in (name, str(each))]
            case _:
                words += [name, str(value)]
    return words


def _own_words(project: Project, folder: Folder) -> list[str]:
    return as_typed({"--config": project.config, folder.option: folder.path and folder.path / project.name})


def _run(projects: Sequence[Project], commands: Sequence[Sequence[str]], many: Many) -> Sequence[ProjectRun]:
    from efreport.cli.workers import run_all

    progress = Progress(quiet=many.quiet)
    jobs = min(many.jobs or os.cpu_count() or 1, len(projects))
    runs: dict[int, ProjectRun] = {}
    progress(f"0 of {len(projects)} done")
    for number, ran in run_all(commands, jobs):
        runs[number] = run = _of_project(projects[number].name, ran, as_json=bool(many.as_json))
        progress.done()
        _say_of(run)
        progress(f"{len(runs)} of {len(projects)} done, last {run.project}")
    progress.done()
    return [runs[number] for number in sorted(runs)]


def _of_project(name: str, ran: Ran, *, as_json: bool) -> ProjectRun:
    said = ran.err if as_json else ran.err + ran.out
    found = next(iter(ran.facts.get("found", ())), {})
    return ProjectRun(
        project=name,
        quarter=found.get("quarter"),
        returns=found.get("returns"),
        indicators=found.get("indicators"),
        errors=found.get("errors"),
        warnings=found.get("warnings"),
        notes=found.get("notes"),
        areas_due=next(iter(ran.facts.get("chased", ())), {}).get("areas_due"),
        written=tuple(said["file"] for said in ran.facts.get("written", ())),
        exit_code=ran.code,
        meaning=Exit(ran.code).meaning,
        said=said if ran.code else "",
        report=json.loads(ran.out) if as_json and ran.out else None,
    )


def _say_of(run: ProjectRun) -> None:
    """Say of a project that did not end well what its run said, each line with the project's name; log how each ended."""
    level = Level.ERROR if run.exit_code not in (Exit.DONE, Exit.ERRORS_IN_RETURNS) else Level.INFO
    words = f"{run.project} ended with exit code {run.exit_code}: {run.meaning}"
    journal.note("project", words, level, project=run.project, exit_code=run.exit_code)
    for said in run.said.splitlines():
        say(f"{run.project}: {said}".rstrip(), logged=False)


def _report(runs: Sequence[ProjectRun], form: str, many: Many) -> None:
    """Print the table, with --quiet only where something is wrong; and write it where that was asked for."""
    if many.summary_file is not None:
        from efreport.files import write_text

        write_text(many.summary_file, PROJECT_REPORTS[form](runs))
        log_written(many.summary_file)
    if many.as_json:
        print_text(PROJECT_REPORTS["json"](runs))
        return
    codes = Counter(run.exit_code for run in runs)
    if many.quiet and set(codes) == {Exit.DONE}:
        return
    ends = ", ".join(f"{how_many} {Exit(code).meaning}" for code, how_many in sorted(codes.items()))
    written = [f"Written: {many.summary_file}"] if many.summary_file else []
    said = [line(""), line(f"{counted(len(runs), 'project')}: {ends}."), *map(line, written)]
    print_lines([*projects_to_lines(runs), *said], sys.stdout, wrapped=False)
