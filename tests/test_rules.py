"""Every rule by its case file: all rules run on every case, and exactly what it expects must be said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from efreport import run
from efreport.model import CellRef, Framework
from efreport.rules import RULES, Rule, Subject, run_rules
from efreport.rules.base import Found
from tests.casefiles import CASES, as_lines, read_case

PAGE = ("Why:", "How to put it right:", "Before:", "After:")


def checked(framework: Framework, folder: Path) -> run.Outcome:
    """Check a quarter's folder."""
    return run.check(framework, (folder,), None, lambda _: None)


@pytest.mark.parametrize("code", sorted(path.stem for path in CASES.glob("*.txt")))
def test_case(code: str, tmp_path: Path) -> None:
    case = read_case(CASES / f"{code}.txt")
    outcome = checked(case.load(tmp_path / "config"), case.write(tmp_path / "2014Q2"))
    assert outcome.checked.faults == ()
    assert as_lines(outcome.checked.findings) == case.expected
    assert code.partition("-")[0] in {finding.rule for finding in outcome.checked.findings}


def test_every_rule_has_its_case_and_every_case_its_rule() -> None:
    cases = {path.stem.partition("-")[0] for path in CASES.glob("*.txt")}
    assert sorted(cases) == [rule.code for rule in RULES]


def test_the_good_returns_are_good(framework: Framework, tmp_path: Path) -> None:
    case = replace(read_case(CASES / "EF109.txt"))
    from tests.casefiles import good_returns

    outcome = checked(framework, replace(case, files=dict(good_returns())).write(tmp_path / "2014Q2"))
    assert outcome.checked.findings == ()
    assert len(outcome.round.returns) == 3


def test_codes_are_used_once() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_page(rule: Rule) -> None:
    assert rule.title
    places = [f"\n{rule.page}".find(f"\n{part}") for part in PAGE]
    assert -1 not in places
    assert places == sorted(places)


def test_a_rule_that_raises_is_a_fault_and_the_others_go_on(framework: Framework, tmp_path: Path) -> None:
    def broken(subject: Subject) -> Iterator[Found]:
        yield Found(CellRef("half.xlsx"), "Found before it broke.", "")
        raise ZeroDivisionError("broken on purpose")

    outcome = checked(framework, read_case(CASES / "EF306.txt").write(tmp_path / "2014Q2"))
    subject = Subject(outcome.round, framework, outcome.assessed)
    rules = [replace(rule, check=broken) if rule.code == "EF101" else rule for rule in RULES]
    result = run_rules(rules, subject)
    assert [fault.rule for fault in result.faults] == ["EF101"]
    assert "broken on purpose" in result.faults[0].detail
    assert result.findings == outcome.checked.findings
    assert result.findings != ()


def test_findings_are_sorted_by_place_and_cells_by_number(framework: Framework, tmp_path: Path) -> None:
    places = [
        CellRef(), CellRef("a.xlsx"), CellRef("a.xlsx", "Return"), CellRef("a.xlsx", "Return", 9, 3),
        CellRef("a.xlsx", "Return", 10, 2), CellRef("a.xlsx", "Return", 10, 27), CellRef("b.xlsx"),
    ]  # fmt: skip

    def shuffled(subject: Subject) -> Iterator[Found]:
        yield from (Found(place, "Found.", "") for place in reversed(places))

    outcome = checked(framework, read_case(CASES / "EF306.txt").write(tmp_path / "2014Q2"))
    rules = [replace(RULES[1], check=shuffled), replace(RULES[0], check=shuffled)]
    result = run_rules(rules, Subject(outcome.round, framework, outcome.assessed))
    assert [each.where for each in result.findings] == [place for place in places for _ in rules]
    assert [each.rule for each in result.findings[:2]] == [RULES[0].code, RULES[1].code]
