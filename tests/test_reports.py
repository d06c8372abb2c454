"""Reports for people: text, the summary, the table for Excel, and JSON, to the letter."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring

from efreport import run
from efreport.model import CellRef, Finding, Framework, Round, Severity
from efreport.quarter import Quarter
from efreport.reports import REPORTS, SUMMARIES
from efreport.rules import Subject, run_rules
from tests.small_round import (
    CP,
    FIVE,
    MISSING,
    NO_SIGN,
    SENTENCE,
    SENTENCE_WITH_A_FAULT,
    STANDS,
    UNKNOWN_CODE,
    Small,
    checked,
    with_a_fault,
    write_small,
)
from tests.workbooks import write_workbook


@pytest.fixture
def small(tmp_path: Path, framework: Framework) -> Small:
    """The small round, written and checked."""
    return write_small(tmp_path, framework)


def test_text(small: Small) -> None:
    assert REPORTS["text"](small.round, small.checked) == (
        "2014Q2/cp.xlsx\n"
        f"  Return!C6  error    EF302  {NO_SIGN[0]}\n"
        f"                             {NO_SIGN[1]}\n"
        f"  Return!A7  error    EF201  {UNKNOWN_CODE[0]}\n"
        f"                             {UNKNOWN_CODE[1]}\n"
        "\n"
        "2014Q2/cla, 50% done.xlsx\n"
        "  Return!F5  warning  EF308  CLA21, “Statistical Neighbour Average”: the cell is blank.\n"
        "                             In F5, type the figure.\n"
        "  Return!G5  warning  EF308  CLA21, “National Average”: the cell is blank.\n"
        "                             As for F5.\n"
        "\n"
        "The returns as a whole\n"
        f"  error    EF109  {MISSING[0]}\n"
        f"                  {MISSING[1]}\n"
        "\n"
        "Waived\n"
        "  2014Q2/cp.xlsx › Return!F5  warning  EF308  CP2, “Statistical Neighbour Average”: the cell is blank.\n"
        f"                                              {STANDS}\n"
        "\n"
        "Rules that did not apply\n"
        "  EF411: the returns of Q1 2014/15 are not there to compare with\n"
        "\n"
        f"{SENTENCE}\n"
    )


def test_text_says_what_could_not_run_and_how_to_see_why(small: Small) -> None:
    assert REPORTS["text"](small.round, with_a_fault(small)).endswith(
        "Rule EF999 could not run (an internal fault: KeyError: 'broken on purpose'). What it checks is unchecked.\n"
        "For the details, set EFREPORT_DEBUG=1 and check again.\n"
        "\n"
        f"{SENTENCE_WITH_A_FAULT}\n"
    )


def findings(count: int, rule: str, severity: Severity, column: int) -> Iterator[Finding]:
    """As many findings of a rule, one a row, whose hints differ by the cell alone."""
    for row in range(5, 5 + count):
        where = CellRef("cp.xlsx", "Return", row, column)
        yield Finding(where, rule, severity, f"{where.cell} is wrong.", f"Mend {where.cell}, see A{row}.")


def test_a_long_list_ends_with_counts_by_rule() -> None:
    many = checked(*findings(1, "EF302", Severity.ERROR, 3), *findings(20, "EF308", Severity.WARNING, 6))
    assert REPORTS["text"](Round(Quarter(2014, 2), ()), many).endswith(
        "  Return!F24  warning  EF308  F24 is wrong.\n"
        "                              As for F5.\n"
        "\n"
        "By rule\n"
        "  EF302  1 error      A percentage is written without its percent sign\n"
        "  EF308  20 warnings  An earlier figure is missing\n"
        "\n"
        "Q2 2014/15 (July to September 2014): checked no returns, no indicators, 2 rules. "
        "Found 1 error, 20 warnings and no notes.\n"
    )
    fewer = checked(*findings(20, "EF308", Severity.WARNING, 6))
    assert "By rule" not in REPORTS["text"](Round(Quarter(2014, 2), ()), fewer)


def test_a_hint_that_differs_by_more_than_its_cell_is_said_again() -> None:
    where = CellRef("cp.xlsx", "Return", 5, 3), CellRef("cp.xlsx", "Return", 6, 3)
    two = checked(
        Finding(where[0], "EF302", Severity.ERROR, "Wrong.", "Type 22% in C5."),
        Finding(where[1], "EF302", Severity.ERROR, "Wrong.", "Type 65% in C6."),
    )
    said = REPORTS["text"](Round(Quarter(2014, 2), ()), two)
    assert "Type 22% in C5." in said
    assert "Type 65% in C6." in said


def test_json(small: Small) -> None:
    text = REPORTS["json"](small.round, with_a_fault(small))
    assert text.isascii()
    report = json.loads(text)
    assert list(report) == ["quarter", "summary", "checked", "returns", "findings", "waived", "rules"]
    assert report["quarter"] == "2014Q2"
    assert report["summary"] == {"errors": 3, "warnings": 2, "notes": 0, "waived": 1}
    assert report["checked"] == {
        "returns": 2, "indicators": 5, "rules": 6, "rules_not_applicable": 1, "rules_that_could_not_run": 1,
    }  # fmt: skip
    assert report["findings"][0] == {
        "rule": "EF109", "severity": "error", "message": MISSING[0], "hint": MISSING[1], "workbook": None,
        "sheet": None, "cell": None, "area": "education", "key": None,
    }  # fmt: skip
    assert [(each["cell"], each["area"], each["key"]) for each in report["findings"][1:]] == [
        ("F5", "cla", "cla21"),
        ("G5", "cla", "cla21"),
        ("C6", "cp", "cp12"),
        ("A7", "cp", None),
    ]
    (waived,) = report["waived"]
    assert (waived["rule"], waived["cell"], waived["reason"]) == ("EF308", "F5", "No neighbour publishes it")
    assert (waived["agreed_by"], waived["quarters"], waived["until"]) == (
        "the performance board", ["2014Q2"], "2014Q4",
    )  # fmt: skip
    assert {each["rule"]: each["state"] for each in report["rules"]} == {
        "EF109": "found something", "EF201": "found something", "EF302": "found something", "EF308": "found something",
        "EF411": "not applicable", "EF999": "could not run",
    }  # fmt: skip
    assert report["rules"][4]["detail"] == "the returns of Q1 2014/15 are not there to compare with"
    assert "broken on purpose" in report["rules"][5]["detail"]


def test_json_says_where_each_return_stands(small: Small) -> None:
    report = json.loads(SUMMARIES["json"](small.round, small.checked))
    assert list(report) == ["quarter", "summary", "checked", "returns"]
    hashes = {found.workbook: found.sha256 for found in small.round.returns}
    assert report["returns"] == [
        {
            "workbook": "2014Q2/cp.xlsx", "area": "cp", "area_heading": "Child Protection (CP)",
            "return": "received", "quarter": "2014Q2", "sheet": "Return", "sha256": hashes["2014Q2/cp.xlsx"],
            "results": 2, "results_due": 3, "errors": 2, "warnings": 0,
        },
        {
            "workbook": "2014Q2/cla, 50% done.xlsx", "area": "cla", "area_heading": "Children Looked After (CLA)",
            "return": "received", "quarter": "2014Q2", "sheet": "Return",
            "sha256": hashes["2014Q2/cla, 50% done.xlsx"],
            "results": 2, "results_due": 2, "errors": 0, "warnings": 2,
        },
        {
            "workbook": None, "area": "education", "area_heading": "Education", "return": "not received",
            "quarter": None, "sheet": None, "sha256": None, "results": 0, "results_due": 2,
            "errors": 1, "warnings": 0,
        },
    ]  # fmt: skip


def test_summary(small: Small) -> None:
    assert SUMMARIES["text"](small.round, small.checked) == (
        "Service area                 Return        Filled in  Errors  Warnings  Workbook\n"
        "Child Protection (CP)        received         2 of 3       2         0  2014Q2/cp.xlsx\n"
        "Children Looked After (CLA)  received         2 of 2       0         2  2014Q2/cla, 50% done.xlsx\n"
        "Education                    not received     0 of 2       1         0\n"
        "\n"
        "Filled in: indicators whose latest result is a figure or says why there is none, of those due.\n"
        f"{SENTENCE}\n"
    )


def test_summary_counts_what_is_about_no_single_return() -> None:
    whole = checked(Finding(CellRef(), "EF302", Severity.ERROR, "Wrong.", "Mend it."))
    assert SUMMARIES["text"](Round(Quarter(2014, 2), ()), whole).splitlines()[:2] == [
        "Service area            Return  Filled in  Errors  Warnings  Workbook",
        "The returns as a whole                          1         0",
    ]


def test_summary_has_the_workbook_that_cannot_be_read(tmp_path: Path, framework: Framework) -> None:
    (tmp_path / "cp.xlsx").write_text("some notes")
    outcome = run.check(framework, (tmp_path / "cp.xlsx",), "2014Q2", lambda _: None)
    assert SUMMARIES["text"](outcome.round, outcome.checked).splitlines()[1] == (
        "Child Protection (CP)  cannot be read     0 of 3       1         0  cp.xlsx"
    )


def test_csv_opens_in_excel_with_one_row_a_finding(small: Small) -> None:
    text = REPORTS["csv"](small.round, with_a_fault(small))
    assert text.startswith("\ufeffWorkbook,Sheet,")
    assert text.count("\n") == text.count("\r\n")
    cla, cp = "2014Q2/cla, 50% done.xlsx", "2014Q2/cp.xlsx"
    looked_after, protection = "Children Looked After (CLA)", "Child Protection (CP)"
    neighbours, national = (
        "“Statistical Neighbour Average”: the cell is blank.",
        "“National Average”: the cell is blank.",
    )
    fault = "Rule EF999 could not run (an internal fault: KeyError: 'broken on purpose'). What it checks is unchecked."
    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))) == [
        [
            "Workbook", "Sheet", "Cell", "Severity", "Rule", "Service area", "Indicator", "What is wrong",
            "How to put it right", "Waived (reason)",
        ],
        ["", "", "", "error", "EF109", "Education", "", *MISSING, ""],
        [cla, "Return", "F5", "warning", "EF308", looked_after, "CLA21", f"CLA21, {neighbours}", "In F5, type the figure.", ""],
        [cla, "Return", "G5", "warning", "EF308", looked_after, "CLA21", f"CLA21, {national}", "In G5, type the figure.", ""],
        [cp, "Return", "C6", "error", "EF302", protection, "CP12 / FD8", *NO_SIGN, ""],
        [cp, "Return", "A7", "error", "EF201", protection, "", *UNKNOWN_CODE, ""],
        [cp, "Return", "F5", "warning", "EF308", protection, "CP2", f"CP2, {neighbours}", "In F5, type the figure.", STANDS],
        ["", "", "", "not checked", "EF999", "", "", fault, "", ""],
        ["", "", "", "checked", "", "", "", SENTENCE_WITH_A_FAULT, "", ""],
    ]  # fmt: skip


@pytest.mark.parametrize("start", "=+-@\t")
def test_no_cell_of_the_csv_runs_as_a_formula(start: str) -> None:
    where = CellRef(f"{start}cmd.xlsx", f"{start}1+1", 5, 3)
    text = REPORTS["csv"](
        Round(Quarter(2014, 2), ()), checked(Finding(where, "EF302", Severity.ERROR, f"{start}A1", f"{start}A2"))
    )
    row = list(csv.reader(io.StringIO(text)))[1]
    assert [cell[:1] for cell in (row[0], row[1], row[7], row[8])] in (["'"] * 4, [" "] * 4)
    assert all(cell.lstrip(" ")[:1] not in "=+-@" for cell in row if cell)


HOSTILE = "a\x1b[31m\x00b\ud800\ufffe<&\n::error::x"


@pytest.mark.parametrize("name", REPORTS)
def test_what_a_cell_holds_can_neither_break_nor_steer_a_report(name: str) -> None:
    where = CellRef(f"{HOSTILE}.xlsx", HOSTILE, 5, 3)
    text = REPORTS[name](
        Round(Quarter(2014, 2), ()), checked(Finding(where, "EF302", Severity.ERROR, HOSTILE, HOSTILE))
    )
    text.encode("utf-8")
    assert not [letter for letter in text if ord(letter) < 32 and letter not in "\r\n"]
    if name == "github":
        assert [row.startswith(("::error file=", "::notice title=")) for row in text.splitlines()] == [True, True]
    if name == "junit":
        fromstring(text.encode("utf-8"))


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_found_is_only_ever_said_beside_what_was_checked(
    name: str, tmp_path: Path, framework: Framework
) -> None:
    write_workbook(tmp_path / "cp.xlsx", CP.replace("0.65", "65%").replace("CP41", "CP14"))
    outcome = run.check(framework, (tmp_path / "cp.xlsx",), "2014Q2", lambda _: None)
    result = run_rules(FIVE[1:3], Subject(outcome.round, framework, outcome.assessed))
    assert result.findings == ()
    text = REPORTS[name](outcome.round, result)
    if name == "json":
        assert json.loads(text)["checked"]["indicators"] == 3
        return
    assert "checked 1 return, 3 indicators, 2 rules. Found no errors, no warnings and no notes." in text
