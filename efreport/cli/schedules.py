"""A run at a set time, in the words of Windows Task Scheduler, cron or systemd. Writes nothing.

Each has its own rules of quoting; what one of them cannot hold is refused, since a command that is cut short at night would
do something else than was meant.
"""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from xml.etree import ElementTree as ET

from efreport.days import WEEKDAYS
from efreport.faults import UsageFault

EVERY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"day": WEEKDAYS, "weekday": WEEKDAYS[:5], **{day.lower(): (day,) for day in WEEKDAYS}}
)
"""How often, and on which days of the week that is."""
TASK_SCHEMA = "http://schemas.microsoft.com/windows/2004/02/mit/task"
_NOT_IN_XML = "[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
"""What XML cannot hold, and what would break a command line in two."""
LONGEST = "PT2H"
LONGEST_IN_SECONDS = 7200


class UnfitForSchedule(UsageFault):
    """The scheduler cannot hold a path or a word of the command; the message says which and what to do."""


class System(StrEnum):
    """What starts the run."""

    windows = "windows"
    cron = "cron"
    systemd = "systemd"


@dataclass(frozen=True)
class Schedule:
    """What is run and when. `first` is the first time, local; `every` a key of EVERY; `user` as Windows names them."""

    program: str
    arguments: tuple[str, ...]
    folder: str
    first: datetime
    every: str
    user: str = ""

    @property
    def title(self) -> str:
        """Say what it is: efreport validate, every weekday at 06:00."""
        return f"efreport {self.arguments[3]}, every {self.every} at {self.first:%H:%M}"


def windows_task(schedule: Schedule) -> str:
    """Give the task as XML of the Task Scheduler schema 1.2, in ASCII, so that it is right in any encoding."""
    words = (schedule.program, *schedule.arguments, schedule.folder)
    _refuse(words, r"%[^%]+%|\$\(", "Windows would put something else in its place")
    _refuse(words, _NOT_IN_XML, "no task may hold it")
    task = ET.Element("Task", version="1.2", xmlns=TASK_SCHEMA)
    about = ET.SubElement(task, "RegistrationInfo")
    ET.SubElement(about, "Description").text = schedule.title
    _add_trigger(ET.SubElement(task, "Triggers"), schedule)
    principal = ET.SubElement(ET.SubElement(task, "Principals"), "Principal", id="Author")
    settings = {"LogonType": "InteractiveToken", "RunLevel": "LeastPrivilege"}
    _add(principal, {"UserId": schedule.user, **settings} if schedule.user else settings)
    _add(
        ET.SubElement(task, "Settings"),
        {
            "MultipleInstancesPolicy": "IgnoreNew",
            "DisallowStartIfOnBatteries": "false",
            "StopIfGoingOnBatteries": "false",
            "StartWhenAvailable": "true",
            "ExecutionTimeLimit": LONGEST,
        },
    )
    action = ET.SubElement(ET.SubElement(task, "Actions", Context="Author"), "Exec")
    arguments = subprocess.list2cmdline(schedule.arguments)
    _add(action, {"Command": schedule.program, "Arguments": arguments, "WorkingDirectory": schedule.folder})
    ET.indent(task)
    return f'<?xml version="1.0"?>\n{ET.tostring(task, encoding="us-ascii", xml_declaration=False).decode("ascii")}\n'


def _add_trigger(triggers: ET.Element, schedule: Schedule) -> None:
    trigger = ET.SubElement(triggers, "CalendarTrigger")
    _add(trigger, {"StartBoundary": schedule.first.isoformat(timespec="seconds")})
    days = EVERY[schedule.every]
    if days == WEEKDAYS:
        _add(ET.SubElement(trigger, "ScheduleByDay"), {"DaysInterval": "1"})
        return
    week = ET.SubElement(trigger, "ScheduleByWeek")
    _add(week, {"WeeksInterval": "1"})
    _add(ET.SubElement(week, "DaysOfWeek"), dict.fromkeys(days, ""))


def _add(parent: ET.Element, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, name).text = text or None


def crontab_line(schedule: Schedule) -> str:
    """Give the line for a crontab. There % ends the command, unless a backslash stands before it."""
    words = (schedule.program, *schedule.arguments, schedule.folder)
    _refuse(words, r"[\\\n\r]", "not every cron reads it alike")
    numbers = [str((WEEKDAYS.index(day) + 1) % 7) for day in EVERY[schedule.every]]
    days = "*" if len(numbers) == len(WEEKDAYS) else numbers[0] if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}"
    command = f"cd {shlex.quote(schedule.folder)} && {shlex.join((schedule.program, *schedule.arguments))}"
    when = f"{schedule.first.minute} {schedule.first.hour} * * {days}"
    return f"# {schedule.title}\n{when} {command.replace('%', chr(92) + '%')}\n"


def systemd_units(schedule: Schedule) -> dict[str, str]:
    """Give the service and its timer by the names of their files."""
    words = (schedule.program, *schedule.arguments, schedule.folder)
    _refuse(words, r"[\n\r]", "no line of a unit may hold it")
    command = " ".join([_unit_word(schedule.program), *(_unit_word(word, dollar="$$") for word in schedule.arguments)])
    days = [day[:3] for day in EVERY[schedule.every]]
    on = "" if len(days) == len(WEEKDAYS) else f"{days[0]} " if len(days) == 1 else f"{days[0]}..{days[-1]} "
    name = f"efreport-{schedule.arguments[3]}"
    service = (
        f"[Unit]\nDescription={schedule.title}\n\n[Service]\nType=oneshot\n"
        f"WorkingDirectory={schedule.folder.replace('%', '%%')}\nExecStart={command}\n"
        f"TimeoutStartSec={LONGEST_IN_SECONDS}\n"
    )
    timer = (
        f"[Unit]\nDescription={schedule.title}\n\n[Timer]\nOnCalendar={on}*-*-* {schedule.first:%H:%M}:00\n"
        "Persistent=true\n\n[Install]\nWantedBy=timers.target\n"
    )
    return {f"{name}.service": service, f"{name}.timer": timer}


def _unit_word(word: str, dollar: str = "$") -> str:
    """Quote a word of ExecStart; only the words after the program have their variables put in."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", dollar)
    return escaped if re.fullmatch(r"[\w./=%$:+-]+", escaped) else f'"{escaped}"'


def _refuse(words: tuple[str, ...], pattern: str, why: str) -> None:
    for word in words:
        if found := re.search(pattern, word):
            shown = found.group() if found.group().isprintable() else ascii(found.group())[1:-1]
            raise UnfitForSchedule(
                f"“{word}” holds “{shown}”, and {why}. Use a path without it, or put the command into a script of your own"
            )
