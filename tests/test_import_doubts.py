"""import: what is probably not so is named before it stands in the ledger for good, and what is not read is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from efreport.ledger import editions
from efreport.model import Framework
from efreport.past import read_past
from efreport.run import load
from tests.conftest import Run
from tests.test_import import BY, DAY_OF_IMPORT, golden, project, words, write

__all__ = ["project"]

TWO_INDICATORS = """\
Quarter,Key,Code,Indicator,Latest
2013Q4,,CP2,Number of children looked after,245
2013Q4,,CP12,% of ICPCs resulting in CP plans,82%
2013Q4,cla21,,Number of children with a CP Plan,512
2013Q4,,NI65,% of children looked after visited in time,21 weeks
"""


def test_a_row_with_the_code_of_one_indicator_and_the_name_of_another_is_refused(efreport: Run, project: Path) -> None:
    write(project, TWO_INDICATORS)
    ran = efreport("import", "history.csv", *BY)
    assert (ran.code, ran.out, ran.err) == (1, "", golden("import-two-indicators.txt"))
    assert not (project / "ledger.sqlite").exists()


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("CP2", "Number of children with a child protection plan"),
        ("CP2", "Children subject to a plan at quarter end"),
        ("CP2", "NUMBER of children with a C.P. plan"),
        ("FD8", "Initial conferences held within 15 days (old FD8)"),
        ("CP14", "% of ICPCs resulting in plans"),
        ("CP12", ""),
    ],
)
def test_a_name_in_older_words_is_no_other_indicators(project: Path, code: str, name: str) -> None:
    table = write(
        project, f'Quarter,Code,Indicator,Latest\n2013Q4,{code},"{name}",{"245" if code == "CP2" else "82%"}\n'
    )
    past = read_past(load(project / "config"), (table,), None, DAY_OF_IMPORT)
    assert past.problems == ()
    assert [row.code.startswith(code) or code in row.code for row in past.quarters.popitem()[1]] == [True]


def with_sums(project: Path) -> Framework:
    sums = '[[at_most]]\nparts = ["cp2"]\nwhole = "cla21"\n'
    (project / "config" / "checks.toml").write_text(sums, encoding="utf-8")
    return load(project / "config")


PART_OVER_WHOLE = """\
Quarter,Code,Latest,Previous,Comments
2013Q4,CP2,245,240,
2013Q4,CLA21,238,241,
2013Q3,CLA21,241,242,
2013Q3,CP2,240,236,
"""
AT = "history.csv row 3, column C: “Latest” does not add up: CP2 245 (C2) is more than CLA21, 238 (C3), which includes it."


def test_sums_that_do_not_add_up_are_imported_only_when_somebody_says_that_they_were_printed_so(
    efreport: Run, project: Path
) -> None:
    with_sums(project)
    write(project, PART_OVER_WHOLE)
    refused = (
        f"{AT}\n  Hold each of these cells against the framework as it was printed.\n\n"
        "1 sum does not add up. Nothing was imported. If the framework was printed so, add --accept-sums.\n"
    )
    for options in ((), ("--dry-run",)):
        ran = efreport("import", "history.csv", *BY, *options)
        assert (ran.code, ran.out, ran.err) == (1, "", refused)
    told = json.loads(efreport("import", "history.csv", *BY, "--format", "json").out)
    assert (told["recorded"], told["problems"], told["imported"]) == (False, [], [])
    assert told["sums_that_do_not_add_up"] == [
        {"file": "history.csv", "row": 3, "column": "C", "message": AT.partition(": ")[2],
         "hint": "Hold each of these cells against the framework as it was printed."}
    ]  # fmt: skip
    assert not (project / "ledger.sqlite").exists()
    dry = efreport("import", "history.csv", *BY, "--accept-sums", "--dry-run")
    assert (dry.code, dry.out.startswith(f"{AT}\n\n1 sum does not add up, and is taken as printed.\n")) == (0, True)
    code, out, err = words(efreport("import", "history.csv", *BY, "--accept-sums"))
    assert (code, err) == (0, "")
    assert out.startswith(f"{AT}\n\n1 sum does not add up, and is taken as printed.\nImported: edition 1 of 2013Q3,")
    assert len(editions(project / "ledger.sqlite")) == 2


def test_sums_that_add_up_or_are_waived_need_no_word(project: Path) -> None:
    framework = with_sums(project)
    right = write(project, PART_OVER_WHOLE.replace("238", "345"))
    assert read_past(framework, (right,), None, DAY_OF_IMPORT).remarks.sums == ()
    (project / "config" / "waivers.toml").write_text(
        '[[waivers]]\nrule = "EF403"\nindicator = "cla21"\nquarters = ["2013Q4"]\n'
        'reason = "Counted on other days."\nagreed_by = "Performance board"\n',
        encoding="utf-8",
    )
    wrong = write(project, PART_OVER_WHOLE)
    assert read_past(load(project / "config"), (wrong,), None, DAY_OF_IMPORT).remarks.sums == ()


def test_a_rate_was_worked_out_with_the_population_of_its_time(sample_framework: Framework, tmp_path: Path) -> None:
    table = write(tmp_path, "Quarter,Code,Latest\n2009Q4,CP2,245\n2009Q4,CP3,56.1\n")
    assert read_past(sample_framework, (table,), None, DAY_OF_IMPORT).remarks.sums == ()


def test_the_sums_of_returns_need_the_same_word(efreport: Run, project: Path) -> None:
    with_sums(project)
    old = project / "old"
    (project / "data" / "2014Q2").rename(old)
    settings = project / "config" / "checks.toml"
    settings.write_text('[[at_most]]\nparts = ["cla21"]\nwhole = "cp2"\n', encoding="utf-8")
    ran = efreport("import", "old", "--quarter", "2014Q2", *BY)
    assert (ran.code, ran.out) == (1, "")
    assert " is more than CP2" in ran.err
    assert ran.err.endswith("Nothing was imported. If the framework was printed so, add --accept-sums.\n")
    assert not (project / "ledger.sqlite").exists()
    assert efreport("import", "old", "--quarter", "2014Q2", *BY, "--accept-sums", "-q").code == 0


ROWS = 'Quarter,Code,Latest,Comments\n\n2013Q4,CP2,245,"Two\nlines,\nand a third"\n2013Q4,CP12,0.65,\n'


@pytest.mark.parametrize("first", ["", "sep=,\n"])
def test_rows_are_counted_as_excel_shows_them(project: Path, first: str) -> None:
    """A blank row counts, a text of several lines is one row, and Excel takes the line that names the delimiter for itself."""
    past = read_past(load(project / "config"), (write(project, first + ROWS),), None, DAY_OF_IMPORT)
    assert [str(each.place) for each in past.problems] == ["history.csv row 4, column C"]
    unclosed = write(project, first + ROWS + '2013Q4,CP14,"82%,\n', "unclosed.csv")
    past = read_past(load(project / "config"), (unclosed,), None, DAY_OF_IMPORT)
    assert [str(each.place) for each in past.problems] == ["unclosed.csv row 5"]


def test_a_row_that_is_only_a_text_is_said_not_to_be_read(efreport: Run, project: Path) -> None:
    """The headings of the framework are known, and need no word."""
    table = (
        "Quarter,Code,Indicator,Latest\nDemand monitoring,,,\n2013Q4,CP2,,245\nTotals,,,\n2013Q4,,,\n,,Looked after,\n"
    )
    write(project, table)
    ran = words(efreport("import", "history.csv", *BY))
    assert ran[:2] == (
        0,
        "Not read: the row “Totals” (history.csv row 4).\n"
        "Not read: the row “2013Q4” (history.csv row 5).\n"
        "Not read: the row “Looked after” (history.csv row 6).\n"
        "Imported: edition 1 of 2013Q4, 1 service area, 1 indicator, 1 figure. Framework as published, board of 12 May 2014.\n"
        "Recorded in <ledger>. Seal of the last: <seal>\n",
    )
    write(project, table.replace("245", "246"))
    told = json.loads(efreport("import", "history.csv", *BY, "--reason", "Typed wrongly", "--format", "json").out)
    assert told["rows_not_read"][0] == {"file": "history.csv", "row": 4, "column": None, "text": "Totals"}
