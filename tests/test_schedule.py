"""What is printed for a scheduler is read back as that scheduler reads it: the same words, whatever stands in a path."""

from __future__ import annotations

import json
import re
import shlex
import sys
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from defusedxml.ElementTree import fromstring

from efreport.cli import commands, schedules, scheduling
from efreport.cli.schedules import EVERY, Schedule, UnfitForSchedule, crontab_line, systemd_units, windows_task
from tests.conftest import Run
from tests.three_returns import CONFIG

NAMESPACE = {"t": schedules.TASK_SCHEMA}
SUNDAY = datetime(2014, 10, 12, 6, 5)
PATHS = (
    "C:\\Program Files\\venv\\python.exe",
    "\\\\server\\children's services\\50% & more\\",
    "a \"quoted\" \\\" b\\\\",
    "€ é <x> %",
    "",
)  # fmt: skip
POSIX_PATHS = ("/home/it's/50% & $HOME", '/a "b" c', "{date}.csv", "/x%y%z;#", "", "~", "!a")


def scheduled(
    *words: str, folder: str = "/srv/framework", program: str = "/srv/venv/bin/python", every: str = "day"
) -> Schedule:
    """A run of validate with these words at 06:05."""
    return Schedule(program, ("-P", "-m", "efreport", "validate", *words), folder, SUNDAY, every, "COUNCIL\\analyst")


def windows_words(line: str) -> list[str]:
    """Take a command line apart as a program of Windows does: 2n backslashes before a quotation mark are n, and so on."""
    words: list[str] = []
    word, quoted, begun, at = "", False, False, 0
    while at < len(line):
        slashes = len(line[at:]) - len(line[at:].lstrip("\\"))
        if slashes:
            at += slashes
            before_mark = at < len(line) and line[at] == '"'
            word += "\\" * (slashes // 2 if before_mark else slashes)
            begun = True
            if before_mark and slashes % 2:
                word += '"'
                at += 1
        elif line[at] == '"':
            quoted, begun, at = not quoted, True, at + 1
        elif line[at] in " \t" and not quoted:
            if begun:
                words.append(word)
            word, begun, at = "", False, at + 1
        else:
            word, begun, at = word + line[at], True, at + 1
    return [*words, word] if begun else words


def text(task: ET.Element, path: str) -> str | None:
    """The text of an element of the task."""
    return task.findtext(path, namespaces=NAMESPACE)


def test_a_task_of_windows_is_read_back_as_it_was_meant() -> None:
    schedule = scheduled(*PATHS, folder="C:\\Children's <services> & more", program=PATHS[0])
    printed = windows_task(schedule)
    assert printed.isascii()
    task = fromstring(printed)
    execute = "t:Actions/t:Exec/t:"
    assert text(task, f"{execute}Command") == PATHS[0]
    assert windows_words(text(task, f"{execute}Arguments") or "") == list(schedule.arguments)
    assert text(task, f"{execute}WorkingDirectory") == schedule.folder
    assert text(task, "t:Principals/t:Principal/t:UserId") == "COUNCIL\\analyst"


def test_a_task_of_windows_is_as_its_schema_has_it() -> None:
    """Version 1.2; start and end of a trigger stand before what it repeats, the settings in any order."""
    task = fromstring(windows_task(scheduled(every="weekday")))
    assert task.attrib == {"version": "1.2"}
    names = [element.tag.partition("}")[2] for element in task.iter()]
    assert names == [
        "Task", "RegistrationInfo", "Description", "Triggers", "CalendarTrigger", "StartBoundary", "ScheduleByWeek", "WeeksInterval",
        "DaysOfWeek", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Principals", "Principal", "UserId", "LogonType",
        "RunLevel", "Settings", "MultipleInstancesPolicy", "DisallowStartIfOnBatteries", "StopIfGoingOnBatteries",
        "StartWhenAvailable", "ExecutionTimeLimit", "Actions", "Exec", "Command", "Arguments", "WorkingDirectory",
    ]  # fmt: skip
    assert text(task, "t:Triggers/t:CalendarTrigger/t:StartBoundary") == "2014-10-12T06:05:00"
    assert text(task, "t:Settings/t:MultipleInstancesPolicy") == "IgnoreNew"
    assert text(task, "t:Principals/t:Principal/t:LogonType") == "InteractiveToken"
    actions, principal = task.find("t:Actions", NAMESPACE), task.find("t:Principals/t:Principal", NAMESPACE)
    assert actions is not None
    assert principal is not None
    assert actions.get("Context") == principal.get("id")


def cron_command(line: str) -> str:
    """What cron hands to the shell: up to the first % that has no backslash before it, and those that have one as %."""
    command = line.splitlines()[1].split(" ", 5)[5]
    return re.split(r"(?<!\\)%", command)[0].replace("\\%", "%")


def test_a_line_of_a_crontab_is_read_back_as_it_was_meant() -> None:
    schedule = scheduled(*POSIX_PATHS, folder="/srv/50% of it's", program="/my venv/bin/python")
    words = shlex.split(cron_command(crontab_line(schedule)))
    assert words == ["cd", "/srv/50% of it's", "&&", "/my venv/bin/python", *schedule.arguments]


@pytest.mark.parametrize(
    ("every", "cron", "calendar"),
    [
        ("day", "5 6 * * *", "*-*-* 06:05:00"),
        ("weekday", "5 6 * * 1-5", "Mon..Fri *-*-* 06:05:00"),
        ("monday", "5 6 * * 1", "Mon *-*-* 06:05:00"),
        ("sunday", "5 6 * * 0", "Sun *-*-* 06:05:00"),
    ],
)
def test_days_are_those_that_were_meant(every: str, cron: str, calendar: str) -> None:
    schedule = scheduled(every=every)
    assert crontab_line(schedule).splitlines()[1].startswith(f"{cron} cd /srv/framework && ")
    timer = systemd_units(schedule)["efreport-validate.timer"]
    assert f"\nOnCalendar={calendar}\nPersistent=true\n" in timer


def systemd_words(line: str) -> list[str]:
    """Take ExecStart apart as systemd does: quotation marks and backslashes, then %%, then $$ in all but the program."""
    words = [word.replace("%%", "%") for word in shlex.split(line, posix=True)]
    assert not any(re.search(r"(?<!%)%(?!%)", word.replace("%%", "")) for word in shlex.split(line))
    return [words[0], *(word.replace("$$", "$") for word in words[1:])]


def test_the_units_of_systemd_are_read_back_as_they_were_meant() -> None:
    schedule = scheduled(*POSIX_PATHS, "back\\slash", folder="/srv/50% of it's", program="/my $venv/50%/python")
    service = systemd_units(schedule)["efreport-validate.service"]
    entries = dict(line.split("=", 1) for line in service.splitlines() if "=" in line)
    # Within double quotation marks a shell would take $ and ` for itself; systemd does not.
    assert systemd_words(entries["ExecStart"]) == [schedule.program, *schedule.arguments]
    assert entries["WorkingDirectory"] == "/srv/50%% of it's"
    assert entries["Type"] == "oneshot"


@pytest.mark.parametrize(
    ("make", "word", "shown"),
    [
        (windows_task, "C:\\%TEMP%\\returns", "“%TEMP%”"),
        (windows_task, "$(Arg0)", "“$(”"),
        (crontab_line, "a\\%b", "“\\”"),
        (crontab_line, "a\nb", "“\\n”"),
        (systemd_units, "a\nb", "“\\n”"),
    ],
)
def test_what_a_scheduler_cannot_hold_is_refused(make: object, word: str, shown: str) -> None:
    assert callable(make)
    with pytest.raises(UnfitForSchedule, match=re.escape(shown)):
        make(scheduled(word))


def test_the_command_prints_and_writes_nothing(efreport: Run, data: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    ran = efreport("schedule", "--print", "--for", "cron", "--at", "23:15", "validate", "data", "--config", CONFIG)
    words = shlex.split(cron_command(ran.out))
    where = ["cd", str(tmp_path), "&&", sys.executable, "-P", "-m", "efreport"]
    assert words == [
        *where,
        "validate",
        "data",
        "--config",
        str(CONFIG),
        "--quiet",
        "--log-file",
        str(tmp_path / "efreport.log"),
    ]
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[1].startswith("15 23 * * * ")
    assert sorted(tmp_path.rglob("*")) == before


def test_files_are_written_as_their_schedulers_read_them(efreport: Run, tmp_path: Path) -> None:
    assert (
        efreport("schedule", "--for", "windows", "--out", "task.xml", "build", "--draft").out == "Written: task.xml\n"
    )
    data = (tmp_path / "task.xml").read_bytes()
    assert data.startswith(b"\xff\xfe")
    assert data.decode("utf-16").startswith('<?xml version="1.0" encoding="UTF-16"?>')
    assert windows_words(text(fromstring(data), "t:Actions/t:Exec/t:Arguments") or "")[3:5] == ["build", "--draft"]
    assert efreport("schedule", "--for", "systemd", "--out", "units", "validate").code == 0
    assert sorted(path.name for path in (tmp_path / "units").iterdir()) == [
        "efreport-validate.service",
        "efreport-validate.timer",
    ]


def test_the_names_that_the_options_take_are_those_of_the_schedules() -> None:
    assert tuple(EVERY) == scheduling.LENGTHS
    assert tuple(schedules.System) == scheduling.SYSTEMS
    assert set(scheduling.SCHEDULED) < set(commands.COMMANDS)


def test_build_and_export_take_the_newest_quarter_as_validate_does(efreport: Run, data: Path, tmp_path: Path) -> None:
    (data / "2014Q1").mkdir()
    named = ("--data", data, "--config", CONFIG)
    assert efreport("build", *named, "--out", "out").out.startswith("Q2 2014/15 (July to September 2014): checked 3")
    assert efreport("export", *named).out == efreport("export", *named, "--quarter", "2014Q2").out


def test_as_json_for_a_program_that_registers_it(efreport: Run, data: Path, tmp_path: Path) -> None:
    words = ("--every", "weekday", "--at", "07:00", "--format", "json", "--for", "cron")
    ran = efreport("schedule", *words, "--out", "crontab", "--dry-run", "status", "--data", "data", "--config", CONFIG)
    assert (ran.code, ran.err) == (0, "")
    said = json.loads(ran.out)
    assert datetime.fromisoformat(said.pop("first")).strftime("%H:%M") == "07:00"
    (file,) = said.pop("files")
    assert (file["file"], file["path"]) == ("crontab", "crontab")
    assert file["text"].startswith("# efreport status, every weekday at 07:00\n0 7 * * 1-5 cd ")
    assert said == {
        "for": "cron",
        "every": "weekday",
        "folder": str(tmp_path),
        "program": sys.executable,
        "arguments": [
            "-P", "-m", "efreport", "status", "--data", "data", "--config", str(CONFIG), "--quiet", "--log-file",
            str(tmp_path / "efreport.log"),
        ],
        "dry_run": True,
    }  # fmt: skip
    assert not (tmp_path / "crontab").exists()


def test_a_dry_run_writes_nothing_and_quiet_says_nothing(efreport: Run, data: Path, tmp_path: Path) -> None:
    words = ("schedule", "--for", "systemd", "--out", "units")
    ran = efreport(*words, "--dry-run", "verify", "--config", CONFIG)
    units = Path("units")
    assert (ran.code, ran.out, ran.err) == (
        0,
        f"Would be written: {units / 'efreport-verify.service'}\nWould be written: {units / 'efreport-verify.timer'}\n",
        "",
    )
    assert not (tmp_path / "units").exists()
    assert efreport(*words, "--quiet", "compare", "2014Q2", "2014Q2/returns").out == ""
    assert len(list((tmp_path / "units").iterdir())) == 2
