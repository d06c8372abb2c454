"""The command that prints what a scheduler needs to run another command."""

from __future__ import annotations

import os
import sys
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from efreport.cli.exits import exits
from efreport.cli.journal import LOG_FILE
from efreport.cli.options import choices, named_path, one_of
from efreport.cli.terminal import print_text
from efreport.faults import UsageFault

if TYPE_CHECKING:
    from efreport.cli.schedules import Schedule

SYSTEMS = ("windows", "cron", "systemd")
LENGTHS = ("day", "weekday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SCHEDULED = ("validate", "build", "export")
USUAL = "efreport.log"


def schedule(
    context: typer.Context,
    command: Annotated[
        list[str],
        typer.Argument(metavar="COMMAND...", help="What to run, as it is typed here: validate --out findings.csv"),
    ],
    at: Annotated[str, typer.Option(metavar="TIME", help="The time of day, by the machine's clock.")] = "06:00",
    every: Annotated[
        str, typer.Option("--every", metavar=choices(LENGTHS), parser=one_of(LENGTHS), help="On which days.")
    ] = "day",
    system: Annotated[
        str | None,
        typer.Option(
            "--for",
            metavar=choices(SYSTEMS),
            parser=one_of(SYSTEMS),
            help="What starts it. [default: windows on Windows, else cron]",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="PATH", parser=named_path, help="Write it to a file, or for systemd into a folder."),
    ] = None,
    printed: Annotated[bool, typer.Option("--print", help="Print it, as is done without --out as well.")] = False,
    log_file: Annotated[
        Path | None,
        typer.Option(
            LOG_FILE, metavar="FILE", parser=named_path, help="The log of its runs. [default: efreport.log here]"
        ),
    ] = None,
) -> None:
    """Print what Windows Task Scheduler, cron or systemd needs to run efreport at a set time.

    \b
    efreport schedule validate
    efreport schedule --at 06:30 --every weekday validate --out "findings-{date}.csv"
    efreport schedule --for windows --out efreport.xml build --draft

    The options of schedule stand before the command that is to be run. It runs in the current folder, with this
    installation of efreport, and keeps a log. Nothing is registered: docs/scheduled-runs.md says how that is done.
    """
    with exits():
        name = system or ("windows" if os.name == "nt" else "cron")
        _try(context, command)
        said = ["--quiet"] if name == "cron" and not {"-q", "--quiet"} & set(command) else []
        log = [LOG_FILE, str((log_file or Path(USUAL)).absolute())]
        files = _files(_schedule([*command, *said, *log], _time(at), every), name)
        if out is not None:
            _write(out, files, name)
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


def _write(out: Path, files: dict[str, str], system: str) -> None:
    """Write the one file to that path, or several into that folder; Task Scheduler's in UTF-16, as its own exports are."""
    from efreport.files import write_text

    paths = (
        {out / name: text for name, text in files.items()} if system == "systemd" else {out: next(iter(files.values()))}
    )
    for path, text in paths.items():
        if system == "windows":
            text = text.replace('version="1.0"?', 'version="1.0" encoding="UTF-16"?', 1)
            write_text(path, text, encoding="utf-16")
        else:
            write_text(path, text)
        print_text(f"Written: {path}\n")
