"""The command that prints what a scheduler needs to run another command."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from efreport.cli.exits import exits
from efreport.cli.journal import LOG_FILE
from efreport.cli.options import AnswerFormatOption, DryRunOption, QuietOption, choices, one_of
from efreport.cli.pages import with_page
from efreport.cli.paths import file_to_write, folder_to_write, named_path
from efreport.cli.terminal import print_lines, print_text
from efreport.faults import UsageFault
from efreport.reports import line
from efreport.reports.plain_json import as_json

if TYPE_CHECKING:
    from efreport.cli.schedules import Schedule

SYSTEMS = ("windows", "cron", "systemd")
LENGTHS = ("day", "weekday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SCHEDULED = ("validate", "status", "build", "export", "compare", "verify")
USUAL = "efreport.log"
PAGE = """\b
efreport schedule validate
efreport schedule --at 06:30 validate --out "findings-{date}.csv"
efreport schedule --at 07:00 --every weekday status --out chasing.xlsx
efreport schedule --for windows --out efreport.xml build --draft

The options of schedule stand before the command that is to be run: validate, status, build, export, compare or verify. It
runs in the current folder, with this installation of efreport, and keeps a log. Nothing is registered:
docs/scheduled-runs.md says how that is done.
"""

CommandArgument = Annotated[
    list[str],
    typer.Argument(metavar="COMMAND...", help="What to run, as it is typed here: validate --out findings.csv"),
]
AtOption = Annotated[str, typer.Option(metavar="TIME", help="The time of day, by the machine's clock.")]
EveryOption = Annotated[
    str, typer.Option("--every", metavar="DAYS", parser=one_of(LENGTHS), help="day, weekday, or monday to sunday.")
]
ForOption = Annotated[
    str | None,
    typer.Option(
        "--for",
        metavar=choices(SYSTEMS),
        parser=one_of(SYSTEMS),
        help="What starts it. [default: windows on Windows, else cron]",
    ),
]
OutOption = Annotated[
    Path | None,
    typer.Option(metavar="PATH", parser=named_path, help="Write it to a file, or for systemd into a folder."),
]
PrintOption = Annotated[bool, typer.Option("--print", help="Print it, as is done without --out as well.")]
LogOption = Annotated[
    Path | None,
    typer.Option(LOG_FILE, metavar="FILE", parser=named_path, help="The log of its runs. [default: efreport.log here]"),
]


@with_page(PAGE)
def schedule(
    context: typer.Context,
    command: CommandArgument,
    at: AtOption = "06:00",
    every: EveryOption = "day",
    system: ForOption = None,
    out: OutOption = None,
    printed: PrintOption = False,
    log_file: LogOption = None,
    form: AnswerFormatOption = "text",
    dry_run: DryRunOption = False,
    quiet: QuietOption = False,
) -> None:
    """Print what Windows Task Scheduler, cron or systemd needs to run efreport at a set time."""
    with exits():
        name = system or ("windows" if os.name == "nt" else "cron")
        _try(context, command)
        said = ["--quiet"] if name == "cron" and not {"-q", "--quiet"} & set(command) else []
        log = (log_file or Path(USUAL)).absolute()
        folder_to_write(str(log.parent))
        wanted = _schedule([*command, *said, LOG_FILE, str(log)], _time(at), every)
        files = _files(wanted, name)
        places = _places(out, files, name)
        if not dry_run:
            _write(places, files, name)
        if form == "json":
            print_text(_as_json(wanted, name, files, places, dry_run=dry_run))
            return
        if places and not quiet:
            done = "Would be written" if dry_run else "Written"
            print_lines([line(f"{done}: {place}") for place in places.values()], sys.stdout)
        if out is None or printed:
            print_text("\n".join(f"# {file}\n{text}" if len(files) > 1 else text for file, text in files.items()))


def _time(text: str) -> time:
    try:
        return datetime.strptime(text.strip(), "%H:%M").time()
    except ValueError:
        raise UsageFault(f"“{text}” is not a time; write it like 06:00.") from None


def _try(context: typer.Context, command: list[str]) -> None:
    """Have the command look at its own words now, so that no mistake in them waits for the night."""
    name, *arguments = command
    if name not in SCHEDULED:
        raise UsageFault(f"“{name}” is not one of the commands that can be scheduled: {', '.join(SCHEDULED)}")
    if any(word.partition("=")[0] == LOG_FILE for word in arguments):
        raise UsageFault(f"The log of the runs is named before the command: efreport schedule {LOG_FILE} FILE {name}")
    parent: Any = context.parent
    parent.command.get_command(parent, name).make_context(name, arguments, parent=parent).close()


def _schedule(command: list[str], at: time, every: str) -> Schedule:
    from efreport.cli.schedules import Schedule

    now = datetime.now()
    today = datetime.combine(now.date(), at)
    user = "\\".join(part for name in ("USERDOMAIN", "USERNAME") if (part := os.environ.get(name, "")))
    # Without -P, Python would import what lies in the working folder before its own.
    arguments = ("-P", "-m", "efreport", *command)
    first = today if today > now else today + timedelta(days=1)
    return Schedule(sys.executable, arguments, str(Path.cwd()), first, every, user if os.name == "nt" else "")


def _files(schedule: Schedule, system: str) -> dict[str, str]:
    from efreport.cli import schedules

    match system:
        case "windows":
            return {"efreport.xml": schedules.windows_task(schedule)}
        case "cron":
            return {"crontab": schedules.crontab_line(schedule)}
        case _:
            return schedules.systemd_units(schedule)


def _places(out: Path | None, files: Mapping[str, str], system: str) -> dict[str, Path]:
    """Say where each file goes: the one file to that path, or several into that folder. Raises NoFolder."""
    if out is None:
        return {}
    if system == "systemd":
        return {name: folder_to_write(str(out)) / name for name in files}
    return {name: file_to_write(str(out)) for name in files}


def _write(places: Mapping[str, Path], files: Mapping[str, str], system: str) -> None:
    """Write each file to its place; Task Scheduler's in UTF-16, as its own exports are."""
    from efreport.files import write_text

    for name, path in places.items():
        if system == "windows":
            text = files[name].replace('version="1.0"?', 'version="1.0" encoding="UTF-16"?', 1)
            write_text(path, text, encoding="utf-16")
        else:
            write_text(path, files[name])


def _as_json(
    wanted: Schedule, system: str, files: Mapping[str, str], places: Mapping[str, Path], *, dry_run: bool
) -> str:
    """Give the same for programs: what is run, when and where, and each file with its text and where it was written."""
    content = {
        "for": system,
        "every": wanted.every,
        "first": wanted.first.isoformat(timespec="seconds"),
        "folder": wanted.folder,
        "program": wanted.program,
        "arguments": list(wanted.arguments),
        "dry_run": dry_run,
        "files": [
            {"file": name, "path": str(places[name]) if name in places else None, "text": text}
            for name, text in files.items()
        ],
    }
    return as_json(content)
