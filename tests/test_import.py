"""import: what comes in from tables and returns, what is refused, and that every problem is named at its place."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from efreport.history import quarter_records, record_of
from efreport.ledger import Edition, LedgerFault, append, append_all, editions
from efreport.model import Column, Framework, Origin, Place, Remarks
from efreport.past import read_past
from efreport.quarter import Quarter
from efreport.reports.imports import problem_lines
from efreport.run import check, load
from efreport.run.importing import NotImported, gather
from tests.conftest import PROJECT, Ran, Run
from tests.three_returns import write_three
from tests.workbooks import write_workbook

BY = ("--by", "Performance Officer", "--source", "Framework as published, board of 12 May 2014")
DAY = re.compile(
    r"\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}"
)
DAY_OF_IMPORT = date(2014, 11, 14)
SEAL = re.compile(r"\b[0-9a-f]{64}\b")

HISTORY = """\
Quarter,Code,Priority Indicator,Latest Result,Owner,Previous quarter,Outturn,SN average,England,Source,Comments
2013Q4,CP2,,245,A,240,236,n/a,n/a,CMT,"More children came onto plans, mostly in March."
2013Q4,FD8,,88% *Prov,A,87%,90%,64%,70%,LSCB,Requests reached the team in time.
Q3 2013/14,CP2,,240,A,,,,,,
2013Q3,TBC,% of children looked after visited in time,n/a,A,,,,,,
"""
"""Two quarters, the newer first; one row by an old code, one by its name; a column that nobody knows."""

WRONG = """\
Quarter,Key,Code,Indicator,Latest,Previous,Commentary
2013Q4,,CP41,% of ICPCs resulting in a CP plan,75%,0.7,
2013Q4,,CP12,,0.65,about 60%,
2013Q4,,CP2,,245,240 weeks,
2013Q4,,CP2,,246,,
2013Q5,,CP2,,246,,
,,CP2,,246,,

2013Q3,,CP14,,#REF!,,More, and more
2013Q3,cp2,CP14,,12,,
2013Q3,cp3,,,12,,
2013Q3,,CP2 / CP14,,12,,
2013Q3,,,Childs visited in time,12%,,
2013Q3,,,,12%,,
2013Q3,,NI65,,"21 weeks",18 days,"A long
commentary"
2013Q3,,CLA21,,five hundred,,
"""


def words(ran: Ran) -> tuple[int, str, str]:
    """What a command said, with the day and the seal, which are other ones each time, as words."""
    return ran.code, *(
        SEAL.sub("<seal>", re.sub(r"[^ ]*ledger\.sqlite", "<ledger>", said)) for said in (ran.out, ran.err)
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the returns of 2014Q2."""
    shutil.copytree(PROJECT / "tests" / "config", tmp_path / "config")
    settings = tmp_path / "config" / "framework.toml"
    text = re.sub(r"(?m)^returns = .*$", 'returns = "../data"', settings.read_text(encoding="utf-8"))
    settings.write_text(re.sub(r"(?m)^output = .*$", 'output = "../output"', text), encoding="utf-8")
    write_three(tmp_path / "data")
    return tmp_path


def write(project: Path, text: str, name: str = "history.csv", encoding: str = "utf-8") -> Path:
    path = project / name
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    return path


def golden(name: str) -> str:
    return (PROJECT / "tests" / "golden" / name).read_text(encoding="utf-8")


def test_every_problem_is_named_at_its_place_and_nothing_is_imported(efreport: Run, project: Path) -> None:
    write(project, WRONG, "wrong.csv")
    ran = efreport("import", "wrong.csv", *BY)
    assert (ran.code, ran.out, ran.err) == (1, "", golden("import-wrong.txt"))
    assert not (project / "ledger.sqlite").exists()
    told = json.loads(efreport("import", "wrong.csv", *BY, "--format", "json").out)
    assert (told["recorded"], told["imported"], len(told["problems"])) == (False, [], 15)
    assert told["problems"][0] == {
        "file": "wrong.csv", "row": 2, "column": "C",
        "message": "The code “CP41” is not in the framework. Did you mean CP14?",
        "hint": "Correct it. If it is an old code of an indicator, add it to that indicator's codes in config/areas.",
    }  # fmt: skip


IMPOSSIBLE = """\
Quarter,Code,Latest,Previous,Outturn,Neighbours,National
2013Q4,CP2,-245,-240.5,1.236,228.5,-3
2013Q4,CP12,-88%,2200%,100.4%,-0.5%,101%
2013Q4,NI65,-21 weeks,18.5 weeks,-1 week,n/a,-0.5
2013Q3,CP2,0,1.0,"1,236",n/a,
2013Q3,CP12,100%,0%,88.5%,n/a,
2099Q4,CP2,245,,,,
"""


def test_figures_that_cannot_be_true_and_quarters_to_come_are_named_in_every_column(
    efreport: Run, project: Path
) -> None:
    write(project, IMPOSSIBLE, "impossible.csv")
    ran = efreport("import", "impossible.csv", *BY)
    assert (ran.code, ran.out, ran.err) == (1, "", golden("import-impossible.txt"))
    assert not (project / "ledger.sqlite").exists()


def test_what_config_allows_is_taken_in(project: Path) -> None:
    areas = project / "config" / "areas"
    table = write(project, "Quarter,Code,Latest,Previous\n2013Q4,CP12,-5%,104%\n")
    assert len(read_past(load(project / "config"), (table,), None, DAY_OF_IMPORT).problems) == 2
    allowed = 0
    for area in areas.glob("*.toml"):
        text = area.read_text(encoding="utf-8")
        text, changed = re.subn(
            r'(?m)^(codes = \["CP12".*)$', r"\1\nmay_be_negative = true\nmay_exceed_100 = true", text
        )
        area.write_text(text, encoding="utf-8")
        allowed += changed
    assert allowed == 1
    assert read_past(load(project / "config"), (table,), None, DAY_OF_IMPORT).problems == ()


def test_a_quarter_is_past_from_the_day_after_its_last(project: Path) -> None:
    framework = load(project / "config")
    table = write(project, "Quarter,Code,Latest\n2014Q2,CP2,245\n")
    said = "2014Q2 has not ended yet: its last day is 30 September 2014."
    (problem,) = read_past(framework, (table,), None, date(2014, 9, 30)).problems
    assert (str(problem.place), problem.message) == ("history.csv row 2, column A", said)
    assert problem.hint == "Type the quarter that the figures are of, like 2014Q2, or delete the row."
    assert read_past(framework, (table,), None, date(2014, 10, 1)).problems == ()
    unnamed = write(project, "Code,Latest\nCP2,245\n", "unnamed.csv")
    with pytest.raises(NotImported) as raised:
        gather(framework, (unnamed,), "2014Q2", print, date(2014, 9, 30))
    assert str(raised.value) == f"{said[:-1]}. Name with --quarter the one that the files are of"
    assert gather(framework, (unnamed,), "2014Q2", print, date(2014, 10, 1)).problems == ()


COMING_IN = """\
Not read: the column “Owner” (history.csv row 1, column E).
Would be imported: edition 1 of 2013Q3, 2 service areas, 2 indicators, 1 figure. Framework as published, board of 12 May 2014.
  Code  Indicator                         Latest  Previous  Outturn  Neighbours  National  Source  Commentary
  CP2   Number of children with a CP pl…  240
  TBC   % of children looked after visi…  n/a

Would be imported: edition 1 of 2013Q4, 1 service area, 2 indicators, 8 figures. Framework as published, board of 12 May 2014.
  Code        Indicator                         Latest     Previous  Outturn  Neighbours  National  Source  Commentary
  CP2         Number of children with a CP pl…  245        240       236      n/a         n/a       CMT     More children came onto plans,…
  CP12 / FD8  % of ICPCs held within timescal…  88% *Prov  87%       90%      64%         70%       LSCB    Requests reached the team in ti…

Nothing was recorded in <ledger>.
"""
IMPORTED = """\
Not read: the column “Owner” (history.csv row 1, column E).
Imported: edition 1 of 2013Q3, 2 service areas, 2 indicators, 1 figure. Framework as published, board of 12 May 2014.
Imported: edition 1 of 2013Q4, 1 service area, 2 indicators, 8 figures. Framework as published, board of 12 May 2014.
Recorded in <ledger>. Seal of the last: <seal>
"""
LISTED = """\
Quarter Edition Recorded How By Indicators Why
2013Q3 1 <day> imported Performance Officer 2 Framework as published, board of <day>
2013Q4 1 <day> imported Performance Officer 2 Framework as published, board of <day>

2 editions in <ledger>. Seal of the last: <seal>
"""


def test_a_table_comes_in_oldest_quarter_first(efreport: Run, project: Path) -> None:
    write(project, HISTORY)
    assert words(efreport("import", "history.csv", *BY, "--dry-run")) == (0, COMING_IN, "")
    assert not (project / "ledger.sqlite").exists()
    assert words(efreport("import", "history.csv", *BY)) == (0, IMPORTED, "")
    code, out, err = words(efreport("history"))
    assert (code, re.sub(" +", " ", DAY.sub("<day>", out)), err) == (0, LISTED, "")
    assert efreport("verify").code == 0
    assert words(efreport("import", "history.csv", *BY)) == (
        0,
        "Not read: the column “Owner” (history.csv row 1, column E).\n"
        "There already, and the same: edition 1 of 2013Q3.\nThere already, and the same: edition 1 of 2013Q4.\n"
        "Nothing was recorded in <ledger>.\n",
        "",
    )


def test_a_quarter_that_says_something_else_needs_a_reason_and_all_its_indicators(efreport: Run, project: Path) -> None:
    write(project, HISTORY)
    assert efreport("import", "history.csv", *BY).code == 0
    write(project, HISTORY.replace("245", "244"))
    assert words(efreport("import", "history.csv", *BY)) == (
        2, "",
        "Q4 2013/14 was imported before (edition 1 of 2013Q4), and these files say something else. Say with --reason why it is "
        'imported again, like --reason "Q3 had the figures of Q2".\n',
    )  # fmt: skip
    told = json.loads(efreport("import", "history.csv", *BY, "--reason", "Typed wrongly", "--format", "json").out)
    assert told["recorded"] is True
    assert [(each["quarter"], each["edition"], each["reason"]) for each in told["imported"]] == [
        ("2013Q4", 2, "Typed wrongly (Framework as published, board of 12 May 2014)")
    ]
    assert told["imported"][0]["rows"][0] == {
        "area": "cp", "key": "cp2", "code": "CP2", "latest": "244", "previous": "240", "year": "236", "neighbours": "n/a",
        "national": "n/a", "source": "CMT", "commentary": "More children came onto plans, mostly in March.",
    }  # fmt: skip
    assert [each["quarter"] for each in told["there_already"]] == ["2013Q3"]
    write(project, "".join(line for line in HISTORY.splitlines(keepends=True) if "FD8" not in line))
    assert words(efreport("import", "history.csv", *BY, "--reason", "Typed wrongly")) == (
        2, "",
        "Q4 2013/14 was imported before (edition 2 of 2013Q4) with indicators that are not among these: CP12 / FD8. An edition "
        "holds its whole quarter: name the files of all service areas in one command.\n",
    )  # fmt: skip


def test_what_was_imported_is_what_was_published_to_all_that_ask(efreport: Run, project: Path) -> None:
    """An earlier figure is held against it, and a quarter that was published from here is never imported over."""
    table = "Quarter,Code,Latest\n2014Q1,CP2,250\n2014Q1,CP12,82%\n2014Q1,CP14,73%\n"
    write(project, table)
    assert efreport("import", "history.csv", *BY).code == 0
    found = [
        line.split("(")[0].strip()
        for line in efreport("validate", "--quarter", "2014Q2").out.splitlines()
        if "EF412" in line
    ]
    assert found == ["Return!D5  warning  EF412  CP2, “Q1”: 250 was published"]
    ran = efreport("compare", "2014Q1", "2014Q2")
    assert "Findings are not compared: nothing was checked of Q1 2014/15, edition 1, imported" in ran.out
    assert efreport("build", "--quarter", "2014Q2", "-q").code == 0
    assert efreport("publish", "--quarter", "2014Q2", "--by", "Head of Performance", "-q").code == 0
    write(project, "Quarter,Code,Latest\n2013Q4,CP2,236\n2014Q2,CP2,306\n")
    assert words(efreport("import", "history.csv", *BY)) == (
        2, "",
        "Q2 2014/15 was published from here (edition 1 of 2014Q2), so nothing was imported. Take it out of what is imported; a "
        "correction of it is another edition: efreport publish --reason.\n",
    )  # fmt: skip
    records = quarter_records(load(project / "config"), print, 20, {"cp2"})
    assert [record.quarter.key for record in records] == ["2014Q1", "2014Q2"]


SAVED_AS: dict[str, tuple[str, str, Callable[[str], str]]] = {
    "UTF-8": ("utf-8", ",", str),
    "CSV UTF-8 of Excel": ("utf-8-sig", ",", str),
    "CSV of Excel in Windows": ("cp1252", ",", str),
    "CSV of Excel where decimals have commas": ("cp1252", ";", str),
    "with the line that names the delimiter": ("cp1252", ";", lambda text: f"sep=;\n{text}"),
    "Unicode Text of Excel": ("utf-16", "\t", str),
    "UTF-16 without a mark": ("utf-16-le", "\t", str),
    "UTF-16 the other way round": ("utf-16-be", ",", str),
    "tabs, with a title above": ("utf-8", "\t", lambda text: f"Framework of 2013/14\n\n{text}"),
}


@pytest.mark.parametrize("saved", SAVED_AS)
def test_a_table_is_read_however_it_was_saved(project: Path, saved: str) -> None:
    encoding, delimiter, with_more = SAVED_AS[saved]
    rows = [
        ("Quarter", "No.", "LATEST  RESULT", "Commentary"),
        ("2013-Q4", "cp 2", "1,245", "“More” – the team’s view; £5, mostly"),
        ("2013/14 Q4", "NI.65", "21 weeks", "=SUM(A1) is text\nof two lines"),
    ]
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    path = write(project, with_more(text), "table.csv", encoding)
    past = read_past(load(project / "config"), (path,), None, DAY_OF_IMPORT)
    assert past.problems == ()
    read = [
        (
            quarter.key,
            row.code,
            row.figures[Column.LATEST].text,
            row.figures[Column.LATEST].amount,
            row.commentary.split(),
        )
        for quarter, found in past.quarters.items()
        for row in found
    ]
    assert read == [
        ("2013Q4", "CP2", "1,245", 1245, rows[1][3].split()),
        ("2013Q4", "NI 65", "21 weeks", 21, rows[2][3].split()),
    ]


def test_an_export_comes_in_as_it_went_out(efreport: Run, project: Path) -> None:
    assert efreport("export", "--quarter", "2014Q2", "--out", "export.csv", "-q").code == 0
    framework = load(project / "config")
    past = read_past(framework, (project / "export.csv",), None, DAY_OF_IMPORT)
    outcome = check(framework, (), "2014Q2", lambda _: None, whole=True)
    record = record_of(outcome.round, outcome.framework, outcome.assessed)
    assert (past.problems, past.remarks, list(past.quarters)) == ((), Remarks(), [record.quarter])
    for mine, theirs in zip(past.quarters[record.quarter], record.rows, strict=True):
        assert (mine.key, mine.source, mine.commentary) == (theirs.key, theirs.source, theirs.commentary)
        assert mine.figures == theirs.figures


def test_returns_of_earlier_quarters(efreport: Run, project: Path) -> None:
    """Of the service areas whose returns are there; of the others nothing is known."""
    cp = """
Service area | Child Protection (CP)
Quarter | Q1 2014/15

HEADINGS Q1
CP2 | Number of children with a CP plan | 250 | 236 | 236 | n/a | n/a | CMT | More children came onto plans early.
CP12 | % of ICPCs held within timescales | 82% | 85% | 90% | n/a | n/a | LSCB | Requests reached the team in time.
CP14 | % of ICPCs resulting in a CP plan | 73% | 75% | 77% | n/a | n/a | LSCB | Fewer conferences led to a plan.
"""
    write_workbook(project / "old" / "2014Q1" / "cp.xlsx", cp)
    ran = efreport("import", "old", *BY)
    assert words(ran) == (
        0,
        "Imported: edition 1 of 2014Q1, 1 service area, 3 indicators, 9 figures. Framework as published, board of 12 May 2014.\n"
        "Recorded in <ledger>. Seal of the last: <seal>\n",
        "",
    )
    (edition,) = editions(project / "ledger.sqlite")
    assert [(file.part, file.name) for file in edition.files] == [("return", "old/2014Q1/cp.xlsx")]
    write_workbook(project / "old" / "2014Q1" / "cp.xlsx", cp.replace("CP14 |", "CP41 |"))
    ran = efreport("import", "old/2014Q1/cp.xlsx", *BY, "--quarter", "2014Q1")
    assert (ran.code, ran.out) == (1, "")
    assert "cp.xlsx" in ran.err
    assert "The code “CP41” is not in the framework. Did you mean CP14?" in ran.err
    assert ran.err.endswith("Nothing was imported. Put the errors right in a copy of the returns, and import that.\n")
    shutil.copytree(project / "data" / "2014Q2", project / "old" / "2014Q2")
    write_workbook(project / "old" / "2014Q1" / "cp.xlsx", cp)
    assert words(efreport("import", "old", *BY)) == (
        0,
        "Imported: edition 1 of 2014Q2, 3 service areas, 8 indicators, 24 figures. Framework as published, board of 12 May 2014.\n"
        "There already, and the same: edition 1 of 2014Q1.\n"
        "Recorded in <ledger>. Seal of the last: <seal>\n",
        "",
    )


CP_IMPOSSIBLE = """
Service area | Child Protection (CP)
Quarter | Q4 2013/14

No | Priority Indicator | Latest result | Previous quarter | 2012/13 | SN average | England | Source | Comments
CP2 | Number of children with a CP plan | -245 | 240.5 | -236 | 228.5 | -3 | CMT | More children came onto plans.
CP12 | % of ICPCs held within timescales | 2200% | -87% | 101% | 100.4% | -0.5% | LSCB | Requests reached the team in time.
CP14 | % of ICPCs resulting in a CP plan | 77% | 75% | 77% | n/a | n/a | LSCB | Fewer conferences led to a plan.
"""


def test_returns_with_figures_that_cannot_be_true(efreport: Run, project: Path) -> None:
    write_workbook(project / "old" / "2013Q4" / "cp.xlsx", CP_IMPOSSIBLE)
    ran = efreport("import", "old/2013Q4", *BY)
    assert (ran.code, ran.out) == (1, "")
    assert re.findall(r"Return!([A-Z]\d) +error +(EF\d+)", ran.err) == [
        ("C5", "EF305"), ("D5", "EF304"), ("E5", "EF305"), ("F5", "EF304"), ("G5", "EF305"),
        ("C6", "EF306"), ("D6", "EF305"), ("E6", "EF306"), ("F6", "EF306"), ("G6", "EF305"),
    ]  # fmt: skip
    assert "CP12 / FD8, “SN average”: “100.4%” is over 100%, which is not possible." in ran.err
    assert ran.err.endswith("Nothing was imported. Put the errors right in a copy of the returns, and import that.\n")
    assert not (project / "ledger.sqlite").exists()


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("waivers.toml", "".join(f'''[[waivers]]
rule = "{rule}"
area = "cp"
quarters = ["2013Q4"]
reason = "They were printed so at the time."
agreed_by = "Performance board, May 2014"

''' for rule in ("EF304", "EF305", "EF306"))),
        ("rules.toml", '[severity]\nEF304 = "note"\nEF305 = "warning"\nEF306 = "note"\n'),
    ],
)  # fmt: skip
def test_nobody_can_agree_to_import_what_cannot_be_true(efreport: Run, project: Path, file: str, text: str) -> None:
    (project / "config" / file).write_text(text, encoding="utf-8")
    write_workbook(project / "old" / "2013Q4" / "cp.xlsx", CP_IMPOSSIBLE)
    ran = efreport("import", "old/2013Q4", *BY)
    assert (ran.code, ran.out) == (1, "")
    told = ran.err.splitlines()
    assert re.findall(r"cp\.xlsx row (\d), column ([A-Z])", ran.err) == [
        (row, column) for row in ("5", "6") for column in "CDEFG"
    ]
    assert told[:2] == [
        "cp.xlsx row 5, column C: CP2, “Latest result”: “-245” is below zero, which is not possible.",
        "  Type the figure again in the cell without the minus, or n/a if there is none. What cannot be true is not imported, "
        "whatever was agreed to in config/waivers.toml or config/rules.toml.",
    ]
    assert told[-1] == "10 problems in 1 file. Nothing was imported."
    assert not (project / "ledger.sqlite").exists()


def test_returns_of_a_quarter_that_has_not_ended(project: Path) -> None:
    framework = load(project / "config")
    folder = project / "data" / "2014Q2"
    problems = gather(framework, (folder,), None, print, date(2014, 9, 30)).problems
    assert [(str(problem.place), problem.message, problem.hint) for problem in problems] == [
        (
            f"{name}.xlsx row 2, column B",
            "2014Q2 has not ended yet: its last day is 30 September 2014.",
            "Put the returns of another quarter into its folder and correct their Quarter line, or leave them out.",
        )
        for name in ("cla", "cp", "education")
    ]
    assert gather(framework, (folder,), None, print, date(2014, 10, 1)).problems == ()


def test_a_return_saved_as_a_table(project: Path) -> None:
    """What stands above its headings, the headings of its sections and its notes are passed by; the notes are named."""
    table = """\
Early Intervention Performance Framework,,,,,,,,
Service area,Child Protection (CP),,,,,,,
Quarter,Q1 2014/15,,,,,,,
,,,,,,,,
No,Priority Indicator,Latest Result (Q1),Q4,2013/14 outturn,SN average,England,Source,Comments
Demand monitoring,,,,,,,,
CP2,Number of children with a CP plan,250,Not held,236,n/a,n/a,CMT,
,,,,,,,,
Outcomes,,,,,,,,
CP14,% of ICPCs resulting in a CP plan,73%,75%,77%,n/a,n/a,LSCB,"Fewer, but not by much."
"All measures exclude children in respite care (legal status V3, V4).",,,,,,,,
"""
    settings = project / "config" / "framework.toml"
    text = settings.read_text(encoding="utf-8").replace('"Previous quarter"', '"Previous quarter", "{previous}"')
    settings.write_text(text, encoding="utf-8")
    past = read_past(load(project / "config"), (write(project, table),), Quarter(2014, 1), DAY_OF_IMPORT)
    note = "All measures exclude children in respite care (legal status…"
    assert (past.problems, past.remarks) == ((), Remarks(rows=((Place("history.csv", 11), note),)))
    (rows,) = past.quarters.values()
    assert [[figure.text for figure in row.figures.values()] for row in rows] == [
        ["250", "Not held", "236", "n/a", "n/a"],
        ["73%", "75%", "77%", "n/a", "n/a"],
    ]
    assert [row.commentary for row in rows] == ["", "Fewer, but not by much."]


def test_returns_that_nothing_says_the_quarter_of(efreport: Run, project: Path) -> None:
    """They are not taken for the newest quarter's, as `validate` takes them."""
    rows = (
        "CP2 | Number of children with a CP plan | 250 | 236 | 236 | n/a | n/a | CMT | More children came onto plans."
    )
    heading = "No | Priority Indicator | Latest result | Previous quarter | 2013/14 | SN average | England | Source | Comments"
    write_workbook(project / "old" / "cp.xlsx", f"Service area | Child Protection (CP)\n\n{heading}\n{rows}\n")
    ran = efreport("import", "old/cp.xlsx", *BY)
    assert (ran.code, ran.out, ran.err) == (
        2, "", "The returns do not say which quarter they are of. Name it with --quarter, like --quarter 2013Q4.\n"
    )  # fmt: skip


ODD = {
    "blank.csv": (b"", "There is no row of headings in the first 20 lines."),
    "other.csv": (b"a,b\n1,2\n", "There is no row of headings in the first 20 lines."),
    "quarterless.csv": (b"Code,Latest\nCP2,5\n", "There is no column that says which quarter a row is of."),
    "twice.csv": (b"Quarter,Code,Latest,Result\n", "Two columns hold the same: “Latest” and “Result”."),
    "open.csv": (
        b'Quarter,Code,Latest\n2013Q1,CP2,"5\n',
        "The cells of this row cannot be told apart: a quotation mark in it is not closed, or stands within a cell.",
    ),
    "rowless.csv": (b"Quarter,Code,Latest\n", "There are headings and no rows."),
    "binary.csv": (
        b"Quarter,Code,Latest\n2013Q1,CP2,\x00\x81",
        "This is no text: it holds characters that no text has.",
    ),
    "codeless.csv": (b"Quarter,Latest\n2013Q1,5", "There is no column that says which indicator a row is of."),
    "figureless.csv": (b"Quarter,Code,Previous\n2013Q1,CP2,5", "There is no column of latest results."),
    "book.csv": (b"PK\x03\x04...", "This is an Excel workbook or another packed file, and no table saved as text."),
    "long.csv": (
        b"Quarter,Code,Latest\n" + b"2013Q1,CP2," + b"5" * 200_000,
        "The cells of this row cannot be told apart",
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_no_table(project: Path, name: str) -> None:
    data, said = ODD[name]
    (project / name).write_bytes(data)
    past = read_past(load(project / "config"), (project / name,), None, DAY_OF_IMPORT)
    assert past.quarters == {}
    assert [problem.message.startswith(said) for problem in past.problems] == [True], past.problems


def test_limits_hold_for_tables_as_well(project: Path) -> None:
    settings = project / "config" / "framework.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\n[limits]\ncells = 10\n", encoding="utf-8")
    past = read_past(load(project / "config"), (write(project, HISTORY),), None, DAY_OF_IMPORT)
    assert [problem.message for problem in past.problems] == [
        "It has more than 10 cells, which is the most that is read (cells, set under [limits] in framework.toml)."
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("none.csv",), 3, "There is no file none.csv.\n"),
        (("none*.csv",), 3, "No file or folder matches none*.csv.\n"),
        (("history.csv", "data/2014Q2"), 2,
         "Tables and returns are imported one after the other: name the one kind first, then the other.\n"),
        (("history.csv", "--by", " "), 2, "--by is empty. Say it in words, since it stands in the ledger for good.\n"),
        (("history.csv", "--quarter", "2013Q4"), 1,
         "history.csv row 4, column A: The row is of 2013Q3, and --quarter names another.\n  Leave --quarter out.\n"
         "history.csv row 5, column A: The row is of 2013Q3, and --quarter names another.\n  Leave --quarter out.\n\n"
         "2 problems in 1 file. Nothing was imported.\n"),
    ],
)  # fmt: skip
def test_what_cannot_be_imported(
    efreport: Run, project: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    write(project, HISTORY)
    ran = efreport("import", *BY, *arguments)
    assert (ran.code, ran.out, ran.err) == (code, "", said)
    assert not (project / "ledger.sqlite").exists()


def test_of_several_entries_all_come_in_or_none(tmp_path: Path) -> None:
    def entry(number: int) -> Edition:
        return Edition(
            quarter=Quarter(2013, 1), number=number, origin=Origin.IMPORTED, recorded_at="2014-08-01T09:00:00Z",
            by="Head", reason="Why", version="0.1.0", config_sha256="", rows=(),
        )  # fmt: skip

    ledger = tmp_path / "ledger.sqlite"
    append(ledger, lambda _: entry(1))
    with pytest.raises(LedgerFault):
        append_all(ledger, lambda _: (entry(2), entry(3), entry(2)))
    assert [each.number for each in editions(ledger)] == [1]
    assert [each.number for each in append_all(ledger, lambda _: (entry(2), entry(3)))] == [2, 3]
    first, second, third = editions(ledger)
    assert (second.previous, third.previous) == (first.seal, second.seal)


CELLS = st.sampled_from(
    ["Quarter", "Code", "Latest", "2013Q4", "CP2", "22%", "5", "", '"', "'=1", "Key", "sep=;", "TBC", "\ufeff"]
)
SCRAMBLED = st.builds(
    lambda rows, delimiter, encoding: "\n".join(delimiter.join(row) for row in rows).encode(encoding),
    st.lists(st.lists(CELLS, max_size=6), max_size=8),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]),
)
PAGE = (PROJECT / "docs" / "history.md").read_text(encoding="utf-8")


def test_the_example_of_the_page_comes_in(sample_framework: Framework, tmp_path: Path) -> None:
    example = re.search(r"```csv\n(.*?)```", PAGE, re.DOTALL)
    assert example
    past = read_past(sample_framework, (write(tmp_path, example[1]),), None, DAY_OF_IMPORT)
    assert (past.problems, past.remarks) == ((), Remarks())
    assert [(quarter.key, [row.code for row in rows]) for quarter, rows in past.quarters.items()] == [
        ("2013Q3", ["CP2", "CP12"]),
        ("2013Q4", ["CP2", "CP12"]),
    ]


def test_what_the_page_says_of_problems_is_said(sample_framework: Framework, tmp_path: Path) -> None:
    rows = ("CP2,,245", "CP3,,51", "CP41,% of ICPCs resulting in a CP Plan,75%", "CP12,,0.65")
    table = "Quarter,Code,Indicator,Latest\n" + "".join(f"2013Q4,{row}\n" for row in rows)
    past = read_past(sample_framework, (write(tmp_path, table),), None, DAY_OF_IMPORT)
    said = "\n".join(each.words for each in problem_lines(past.problems))
    assert f"```text\n{said}\n```" in PAGE


@cache
def small_framework() -> Framework:
    return load(PROJECT / "tests" / "config")


@given(st.one_of(st.binary(max_size=400), st.text(max_size=400).map(str.encode), SCRAMBLED))
@settings(max_examples=300, deadline=None)
@example(b"Quarter,Code,Latest\n2013Q4,Demand monitoring,")
def test_whatever_a_file_holds_it_is_read_or_named(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "history.csv"
        path.write_bytes(data)
        past = read_past(small_framework(), (path,), None, DAY_OF_IMPORT)
    assert past.quarters or past.problems
    for problem in past.problems:
        assert problem.message
        assert problem.hint
