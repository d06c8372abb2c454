"""status: the chasing list in every form, to the letter, from a quarter of which nothing has come to one that is complete."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from efreport.config import ConfigError
from efreport.model import Deadline
from efreport.quarter import Quarter
from efreport.run import load
from tests.conftest import PROJECT, Ran, Run
from tests.three_returns import write_three
from tests.workbooks import write_workbook

SAVED = datetime(2015, 1, 20, 10, 5, tzinfo=UTC).timestamp()
COLUMNS = (
    "Results: latest results that are there, of those due. Commentary: given, of those that the board will ask for. "
    "Last saved: the workbook, in this computer's time.\n\n"
)
EDUCATION_DONE = """
Service area | Education
Quarter | Q3 2014/15
Completed by | Head of School Improvement
Date completed | 19 January 2015

No | Priority Indicator | Latest Result (Q3) | Q2 | 2013/14 | Statistical Neighbour Average | National Average | Source | Comments
ED1 | % of pupils at level 4 | 80% *Prov (2014) | 80% *Prov (2014) | 78% | n/a | n/a | CMT | Still provisional until the spring.
LSCB14 | Attainment gap | 14.2% (2014) | 14.2% (2014) | 14.3% | n/a | n/a | LSCB | Nothing new has been published since.
"""


def set_deadline(project: Path, words: str) -> None:
    settings = project / "config" / "framework.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("[columns.code]", f"[deadline]\n{words}\n\n[columns.code]", 1), encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the three returns of 2014Q2, and 24 days for the next ones, 29 for Education's."""
    shutil.copytree(PROJECT / "tests" / "config", tmp_path / "config")
    settings = tmp_path / "config" / "framework.toml"
    text = re.sub(r"(?m)^returns = .*$", 'returns = "../data"', settings.read_text(encoding="utf-8"))
    settings.write_text(text, encoding="utf-8")
    (tmp_path / "config" / "rules.toml").write_text('sign_off = ["completed_by", "completed_on"]\n', encoding="utf-8")
    set_deadline(tmp_path, "days = 24\nmore_days = { education = 5 }")
    write_three(tmp_path / "data")
    return tmp_path


@pytest.fixture
def begun(efreport: Run, project: Path) -> Path:
    """The same with the blank returns of 2014Q3: one begun, one that has gone, one as it was issued."""
    assert efreport("prepare", "-q").code == 0
    folder = project / "data" / "2014Q3"
    book = load_workbook(folder / "cp.xlsx")
    sheet = book["Return"]
    sheet["B4"], sheet["C10"], sheet["C11"] = "Head of Child Protection", 310, 0.6
    sheet["H10"], sheet["I10"] = "CMT", "Four more children came onto plans than left them."
    book.save(folder / "cp.xlsx")
    os.utime(folder / "cp.xlsx", (SAVED, SAVED))
    (folder / "cla.xlsx").unlink()
    return project


def status(efreport: Run, *words: str, on: str = "2015-01-26") -> Ran:
    return efreport("status", "--on", on, *words, TZ="UTC")


def test_the_list_as_people_read_it(efreport: Run, begun: Path) -> None:
    ran = status(efreport)
    assert (ran.code, ran.out, ran.err) == (
        0,
        "Q3 2014/15 (October to December 2014): None of 3 returns is complete on Monday 26 January 2015.\n"
        "Returns were due on Saturday 24 January 2015, 2 days ago.\n\n"
        "Service area                 Return        Results  Commentary  Errors  Warnings  Last saved         Signed off\n"
        "Child Protection (CP)        incomplete     2 of 3      0 of 1       2         1  20 Jan 2015 10:05  "
        "Head of Child Protection\n"
        "Children Looked After (CLA)  not received   0 of 2                   1         0\n"
        "Education                    not begun      0 of 2                   3         0\n\n" + COLUMNS + "Still due\n"
        "  Child Protection (CP), 2 days late: the latest result of CP14; a commentary on CP12 / FD8; the sign-off: when it was "
        "completed.\n"
        "  Children Looked After (CLA), 2 days late: the whole return.\n"
        "  Education, 3 days left: the whole return (it was issued, and nothing is filled in).\n",
        "",
    )


def test_a_paragraph_for_each_mail(efreport: Run, begun: Path) -> None:
    write_workbook(begun / "data" / "2014Q3" / "education.xlsx", EDUCATION_DONE)
    ran = status(efreport, "--out", "chasing.md", "--dry-run", on="2015-01-24")
    assert ran.out.startswith("Would be written: chasing.md. ")
    assert not (begun / "chasing.md").exists()
    ran = status(efreport, "--out", "chasing.md", on="2015-01-24")
    assert (ran.code, ran.out) == (
        0, "Written: chasing.md. Q3 2014/15: 1 of 3 returns is complete on Saturday 24 January 2015.\n"
    )  # fmt: skip
    assert (begun / "chasing.md").read_text(encoding="utf-8") == (
        "# Returns for Q3 2014/15 (October to December 2014)\n\n"
        "1 of 3 returns is complete on Saturday 24 January 2015. Returns are due today, Saturday 24 January 2015.\n\n"
        "*Before you send the paragraphs below: make the marked copies with* `efreport validate --quarter 2014Q3 --annotate "
        "to-send` *and attach to each mail the copy that it names.*\n\n"
        "## Child Protection (CP)\n\n"
        "Thank you for your return for Q3 2014/15. It is not complete yet. Still due: the latest result of CP14, a commentary "
        "on CP12 / FD8 and the sign-off: when it was completed. The return is due today, Saturday 24 January 2015. Please "
        "open the copy of it that is attached, “cp - to put right.xlsx”: its first sheet lists every cell to look at. Correct it "
        "there, save it under that name and send that copy back; it takes the place of the first one.\n\n"
        "## Children Looked After (CLA)\n\n"
        "Your return for Q3 2014/15 has not come yet. The return is due today, Saturday 24 January 2015.\n\n"
        "## Complete, with thanks\n\n- Education\n"
    )


def test_the_tables_for_programs(efreport: Run, begun: Path) -> None:
    said = json.loads(status(efreport, "--format", "json").out)
    assert {key: said[key] for key in said if key != "areas"} == {
        "quarter": "2014Q3", "on": "2015-01-26", "deadline": "2015-01-24", "areas_complete": 0, "areas_due": 3,
        "not_recognised": [],
    }  # fmt: skip
    assert said["areas"][0] == {
        "area": "cp", "area_heading": "Child Protection (CP)", "return": "incomplete", "workbook": "2014Q3/cp.xlsx", "also": [],
        "last_saved": "2015-01-20T10:05:00+00:00",
        "signed": {
            "completed_by": "Head of Child Protection", "completed_on": None, "approved_by": None, "approved_on": None,
        },
        "results": 2, "results_due": 3, "commentaries": 0, "commentaries_expected": 1, "errors": 2, "warnings": 1,
        "awaiting": ["cp14"], "uncommented": ["cp12"], "unsigned": ["completed_on"],
        "still_due": [
            "the latest result of CP14", "a commentary on CP12 / FD8", "the sign-off: when it was completed",
        ],
        "deadline": "2015-01-24", "days_left": -2,
    }  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(status(efreport, "--format", "csv").out.removeprefix("\ufeff"))))
    assert [(row["Key"], row["Return"], row["Last saved"], row["Days left"], row["Still due"]) for row in rows] == [
        ("cp", "incomplete", "2015-01-20 10:05", "-2",
         "the latest result of CP14; a commentary on CP12 / FD8; the sign-off: when it was completed"),
        ("cla", "not received", "", "-2", "the whole return"),
        ("education", "not begun", "", "3", "the whole return (it was issued, and nothing is filled in)"),
    ]  # fmt: skip


def test_one_page_in_excel(efreport: Run, begun: Path) -> None:
    assert status(efreport, "--out", "chasing.xlsx").code == 0
    sheet = load_workbook(begun / "chasing.xlsx")["Chasing list"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[0] for row in rows[:4]] == [
        "Returns for Q3 2014/15 (October to December 2014)",
        "None of 3 returns is complete on Monday 26 January 2015.",
        "Returns were due on Saturday 24 January 2015, 2 days ago.",
        None,
    ]
    assert rows[4:7] == [
        ["Service area", "Return", "Latest results", "Commentary", "Errors", "Warnings", "Last saved", "Signed off",
         "Still due", "Days"],
        ["Child Protection (CP)", "incomplete", "2 of 3", "0 of 1", 2, 1, "20 Jan 2015 10:05", "Head of Child Protection",
         "the latest result of CP14;\na commentary on CP12 / FD8;\nthe sign-off: when it was completed", "2 days late"],
        ["Children Looked After (CLA)", "not received", "0 of 2", None, 1, 0, None, None, "the whole return", "2 days late"],
    ]  # fmt: skip
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 1)
    ran = status(efreport, "--format", "xlsx")
    assert (ran.code, ran.err) == (
        2, "A workbook cannot be printed. Say with --out where to write it, like --out chasing.xlsx.\n"
    )  # fmt: skip


def test_the_keys_of_those_missing_are_for_scripts(efreport: Run, begun: Path) -> None:
    ran = status(efreport, "--missing")
    assert (ran.code, ran.out, ran.err) == (1, "cp\ncla\neducation\n", "")
    write_workbook(begun / "data" / "2014Q3" / "education.xlsx", EDUCATION_DONE)
    ran = status(efreport, "--missing")
    assert (ran.code, ran.out, ran.err) == (1, "cp\ncla\n", "")
    ran = status(efreport, "--missing", "--format", "json")
    assert (ran.code, ran.err) == (
        2, "--missing prints keys, one a line, and goes with neither --format nor --out.\n"
    )  # fmt: skip


def test_a_quarter_of_which_nothing_has_come(efreport: Run, project: Path) -> None:
    for there in (False, True):
        if there:
            (project / "data" / "2014Q3").mkdir()
        ran = status(efreport, "--quarter", "2014Q3", on="2015-01-23")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.splitlines()[:2] == [
            "Q3 2014/15 (October to December 2014): None of 3 returns is complete on Friday 23 January 2015.",
            "Returns are due on Saturday 24 January 2015, in 1 day.",
        ]
        assert ran.out.endswith(
            "Still due\n"
            "  Child Protection (CP), 1 day left: the whole return.\n"
            "  Children Looked After (CLA), 1 day left: the whole return.\n"
            "  Education, 6 days left: the whole return.\n"
        )
    ran = status(efreport, "--data", "elsewhere", "--quarter", "2014Q3")
    assert (ran.code, ran.out, ran.err) == (3, "", "There is no file or folder elsewhere.\n")


def test_when_nothing_is_due_any_more(efreport: Run) -> None:
    ran = efreport("status", "--quarter", "2014Q2", "--on", "2014-10-20", cwd=PROJECT)
    assert (ran.code, ran.out.splitlines()[:2], ran.out.splitlines()[-1]) == (
        0,
        [
            "Q2 2014/15 (July to September 2014): 11 of 11 returns are complete on Monday 20 October 2014.",
            "Returns are due on Friday 24 October 2014, in 4 days.",
        ],
        "Nothing is due any more.",
    )
    ran = efreport("status", "--quarter", "2014Q2", "--on", "2014-11-20", "--missing", cwd=PROJECT)
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_errors_and_files_that_nobody_knows_are_chased_as_well(efreport: Run, begun: Path) -> None:
    folder = begun / "data" / "2014Q3"
    write_workbook(folder / "education.xlsx", EDUCATION_DONE.replace("LSCB14", "LSCB41"))
    (folder / "cla.xlsx").write_text("some notes")
    write_workbook(folder / "unknown.xlsx", EDUCATION_DONE.replace("Service area | Education", "Service area | Parks"))
    shutil.copy(folder / "education.xlsx", folder / "education again.xlsx")
    lines = status(efreport).out.splitlines()
    start = lines.index("Still due")
    assert lines[start + 2 :] == [
        "  Children Looked After (CLA), 2 days late: a workbook that can be read (efreport validate says what is wrong with "
        "this one).",
        "  Education, 3 days left: the latest result of LSCB14; 3 errors to be put right (efreport validate says which).",
        "Education has sent more than one workbook: also 2014Q3/education again.xlsx.",
        "Not recognised, so perhaps one of those missing: 2014Q3/unknown.xlsx.",
    ]


def test_two_returns_of_one_area_are_not_complete(efreport: Run, begun: Path) -> None:
    folder = begun / "data" / "2014Q3"
    write_workbook(folder / "education.xlsx", EDUCATION_DONE)
    assert status(efreport, "--missing").out == "cp\ncla\n"
    write_workbook(folder / "education again.xlsx", EDUCATION_DONE.replace("CMT | Still", "XYZ | Still"))
    ran = status(efreport)
    lines = ran.out.splitlines()
    assert lines[6][:75] == "Education                    has errors     2 of 2    none due       2     "
    assert lines[-2:] == [
        "  Education, 3 days left: 2 errors to be put right (efreport validate says which).",
        "Education has sent more than one workbook: also 2014Q3/education again.xlsx.",
    ]
    assert status(efreport, "--missing").out == "cp\ncla\neducation\n"
    write_workbook(folder / "education again.xlsx", EDUCATION_DONE)
    said = json.loads(status(efreport, "--format", "json").out)["areas"][2]
    assert (said["return"], said["errors"], said["still_due"]) == (
        "has errors", 1, ["1 error to be put right (efreport validate says which)"]
    )  # fmt: skip


def test_a_second_workbook_that_cannot_be_read_is_an_error_as_well(efreport: Run, begun: Path) -> None:
    folder = begun / "data" / "2014Q3"
    write_workbook(folder / "education.xlsx", EDUCATION_DONE)
    (folder / "education.xls").write_text("some notes")
    said = json.loads(status(efreport, "--format", "json").out)["areas"][2]
    assert (said["return"], said["errors"], said["also"]) == ("has errors", 1, ["2014Q3/education.xls"])


def test_without_a_deadline_no_days_are_counted(efreport: Run, begun: Path) -> None:
    settings = begun / "config" / "framework.toml"
    settings.write_text(re.sub(r"(?s)\[deadline\].*?\n\n", "", settings.read_text(encoding="utf-8")), encoding="utf-8")
    lines = status(efreport).out.splitlines()
    assert lines[1] == "config/framework.toml says no day by which returns are due; see [deadline] there."
    assert "  Children Looked After (CLA): the whole return." in lines
    paragraph = status(efreport, "--format", "markdown").out.split("\n\n")
    assert paragraph[1] == "None of 3 returns is complete on Monday 26 January 2015."
    assert paragraph[6] == "Your return for Q3 2014/15 has not come yet."


def test_what_is_waived_is_not_due(efreport: Run, begun: Path) -> None:
    (begun / "config" / "waivers.toml").write_text(
        '[[waivers]]\nrule = "EF307"\nindicator = "cp14"\nquarters = ["2014Q3"]\nreason = "The system is being replaced."\n'
        'agreed_by = "Board"\n[[waivers]]\nrule = "EF118"\narea = "cp"\nquarters = ["2014Q3"]\nreason = "Agreed by mail."\n'
        'agreed_by = "Board"\n[[waivers]]\nrule = "EF502"\nindicator = "cp12"\nquarters = ["2014Q3"]\nreason = "Known."\n'
        'agreed_by = "Board"\n',
        encoding="utf-8",
    )
    ran = status(efreport, "--missing")
    assert (ran.code, ran.out) == (1, "cla\neducation\n")


def test_colour_says_what_is_late_and_what_is_only_due(efreport: Run, begun: Path) -> None:
    ran = efreport("status", "--on", "2015-01-26", NO_COLOR="", FORCE_COLOR="1", TZ="UTC")
    late, due, end = "\x1b[1;31m", "\x1b[33m", "\x1b[0m"
    lines = ran.out.splitlines()
    assert [f"{late}incomplete  {end}" in lines[4], f"{late}not received{end}" in lines[5]] == [True, True]
    assert f"{due}not begun   {end}" in lines[6]
    assert f", {late}2 days late{end}: the whole return." in lines[-2]
    assert f", {due}3 days left{end}: the whole return" in lines[-1]


def test_what_a_return_says_stays_text(efreport: Run, begun: Path) -> None:
    path = begun / "data" / "2014Q3" / "cp.xlsx"
    book = load_workbook(path)
    sheet = book["Return"]
    sheet["B4"] = '=HYPERLINK("http://example.org","x")'
    sheet["B4"].data_type = "s"
    book.save(path)
    (path.parent / "cla [draft]_.xlsx").write_text("some notes")
    table = status(efreport, "--format", "csv").out
    assert '"\'=HYPERLINK(""http://example.org"",""x"")"' in table
    assert status(efreport, "--out", "chasing.xlsx").code == 0
    cell = load_workbook(begun / "chasing.xlsx")["Chasing list"]["H6"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("http://example.org","x")', "s")
    said = status(efreport, "--format", "markdown").out
    assert "the workbook 2014Q3/cla \\[draft\\]\\_.xlsx cannot be read" in said


def test_the_day_to_count_from_is_a_day(efreport: Run, begun: Path) -> None:
    ran = status(efreport, on="28/10/2014")
    assert ran.code == 2
    assert "“28/10/2014” is not a day. Write it like 2014-10-28." in " ".join(ran.err.split())


def test_the_summary_of_validate_knows_a_return_that_is_not_begun(efreport: Run, begun: Path) -> None:
    lines = efreport("validate", "--summary").out.splitlines()
    assert [line.split("  ")[-1] for line in lines[1:4:2]] == ["2014Q3/cp.xlsx", "2014Q3/education.xlsx"]
    assert "not begun" in lines[3]


def test_deadlines(project: Path) -> None:
    q2, q3 = Quarter(2014, 2), Quarter(2014, 3)
    deadline = Deadline(24, {q3: date(2015, 1, 16)}, {"cla": 5})
    assert (deadline.of(q2), deadline.of(q3)) == (date(2014, 10, 24), date(2015, 1, 16))
    assert (deadline.of_area("cla", q3), deadline.of_area("cp", q3)) == (date(2015, 1, 21), date(2015, 1, 16))
    assert (Deadline().of_area("cla", q3), Deadline(quarters={q3: date(2015, 1, 16)}).of(q2)) == (None, None)
    assert load(project / "config").deadline == Deadline(24, {}, {"education": 5})


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("days = -1", "deadline.days: “-1” will not do: it must be at least 0"),
        ('quarters = { 2014Q3 = "2015-02-30" }', "deadline.quarters.2014Q3: “2015-02-30” is not a day of the calendar"),
        ('quarters = { 2014Q5 = "2015-02-20" }',
         "deadline.quarters.2014Q5: “2014Q5” is not a quarter: a year has Q1 to Q4; write it like 2014Q2 or Q2 2014/15"),
        ('quarters = { 2014Q3 = "2014-01-16" }',
         "deadline.quarters.2014Q3: “2014-01-16” is before the quarter has ended, on 2014-12-31"),
        ("quarters = { 2014Q3 = 2015-01-16 }", "deadline.quarters.2014Q3: “2015-01-16” is not text in quotes"),
        ('quarters = { 2014Q3 = "16/01/2015" }',
         "deadline.quarters.2014Q3: “16/01/2015” will not do. A day is written in quotes, the year first: \"2015-01-16\"."),
        ("more_days = { cx = 5 }", "deadline.more_days.cx: there is no service area “cx”"),
        ("weeks = 3", "deadline: “weeks” is not a known key; known here: days, quarters, more_days"),
    ],
)  # fmt: skip
def test_wrong_deadlines_are_said(project: Path, words: str, said: str) -> None:
    settings = project / "config" / "framework.toml"
    settings.write_text(re.sub(r"(?s)\[deadline\].*?\n\n", "", settings.read_text(encoding="utf-8")), encoding="utf-8")
    set_deadline(project, words)
    with pytest.raises(ConfigError) as fault:
        load(project / "config")
    assert [str(problem) for problem in fault.value.problems] == [f"framework.toml › {said}"]


TAKEN = (
    "2014Q2 was taken, which is not published yet: in 2014Q3, nobody has begun a return. Name it with --quarter 2014Q3 if it is "
    "meant.\n"
)


def test_the_blank_returns_of_the_next_quarter_give_way_to_one_that_is_not_published(
    efreport: Run, project: Path
) -> None:
    """Until a return of it is begun, or the quarter before is published: then it is the one in work."""
    (project / "config" / "rules.toml").unlink()
    assert efreport("prepare", "-q").code == 0
    for command in (("status",), ("validate",), ("build", "--dry-run"), ("export", "--out", "out.csv")):
        ran = efreport(*command)
        assert ran.code == 0, ran
        assert TAKEN in ran.err
        assert TAKEN not in efreport(*command, "--quiet").err
    assert "Q2 2014/15" in status(efreport).out
    assert status(efreport, "--quarter", "2014Q3").err == ""
    assert "Q3 2014/15" in status(efreport, "--quarter", "2014Q3").out
    assert efreport("build", "-q").code == 0
    assert efreport("publish", "--quarter", "2014Q2", "--by", "Head of Performance", "-q").code == 0
    assert (status(efreport).err, "Q3 2014/15" in status(efreport).out) == ("", True)


def test_one_return_that_is_begun_makes_its_quarter_the_newest(efreport: Run, begun: Path) -> None:
    ran = status(efreport)
    assert (ran.err, "Q3 2014/15" in ran.out) == ("", True)


def test_a_marked_copy_of_a_return_that_is_put_right_is_named(efreport: Run, project: Path) -> None:
    rules = project / "config" / "rules.toml"
    assert efreport("validate", "--annotate", "to-send", "-q").code == 1
    copies = sorted(path.name for path in (project / "to-send").glob("* - to put right.xlsx"))
    assert len(copies) == 3
    rules.unlink()
    ran = efreport("validate", "--annotate", "to-send")
    assert [line for line in ran.err.splitlines() if line.startswith("Not to be")] == [
        f"Not to be sent again: {Path('to-send') / name} was left by an earlier run, and nothing is found in its return any more. "
        "Delete it."
        for name in copies
    ]
    assert sorted(path.name for path in (project / "to-send").glob("* - to put right.xlsx")) == copies
