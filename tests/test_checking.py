"""What stands about the rules: severities, waivers, what became of each rule, and the quarters before."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from efreport import run
from efreport.config import load_framework
from efreport.model import Framework, Severity, State
from efreport.quarter import parse_quarter
from efreport.returns import NothingToRead
from efreport.rules import RULES, Rule
from efreport.rules.base import NotApplicable, Subject
from efreport.rules.running import run_rules
from efreport.run import RULE_CODES
from tests.casefiles import CASES, good_returns, read_case
from tests.conftest import HERE, PROJECT
from tests.workbooks import write_workbook

OVER_100 = read_case(CASES / "EF306.txt")
WAIVER = """[[waivers]]
rule = "EF306"
{what}
quarters = ["2014Q2"]
reason = "Counted twice on purpose."
agreed_by = "Performance board"
"""
Q1 = """
Service area | Child Protection (CP)
Quarter | Q1 2014/15
HEADINGS Q1
CP2 | Number of children with a CP plan | 241 | 200 | 236 | n/a | n/a | CMT | More large sibling groups.
"""


def checked(framework: Framework, *paths: Path, quarter: str | None = None) -> run.Outcome:
    """Check the paths."""
    return run.check(framework, paths, quarter, lambda _: None)


def with_config(tmp_path: Path, name: str, text: str) -> Framework:
    """The small framework with one more config file."""
    folder = tmp_path / "config"
    shutil.copytree(HERE / "config", folder)
    (folder / name).write_text(text, encoding="utf-8")
    return load_framework(folder, RULE_CODES)


def states(outcome: run.Outcome) -> dict[str, State]:
    """What became of each rule."""
    return {each.rule: each.state for each in outcome.checked.runs}


def test_severity_is_what_config_says(tmp_path: Path) -> None:
    framework = with_config(tmp_path, "rules.toml", '[severity]\nEF306 = "note"\n')
    found = checked(framework, OVER_100.write(tmp_path / "2014Q2")).checked
    assert {each.severity for each in found.findings if each.rule == "EF306"} == {Severity.NOTE}
    assert found.counts[Severity.ERROR] == 0


@pytest.mark.parametrize(("what", "stand"), [('indicator = "cp12"', {"cp12"}), ('area = "cp"', {"cp12", "cp14"})])
def test_a_waived_finding_is_set_aside_with_its_reason(tmp_path: Path, what: str, stand: set[str]) -> None:
    folder = tmp_path / "2014Q2"
    shutil.copytree(OVER_100.write(tmp_path / "all" / "2014Q2"), folder)
    write_workbook(
        folder / "cp.xlsx",
        """
        Service area | Child Protection (CP)
        Quarter | Q2 2014/15
        HEADINGS
        CP2 | Number of children with a CP plan | 306 | 253 | 236 | n/a | n/a | CMT | Larger groups.
        CP12 | % of ICPCs held within timescales | 185% | 82% | 90% | 64% | 70% | LSCB | Bookings are tracked.
        CP14 | % of ICPCs resulting in a CP plan | 182% | 73% | 77% | 90% | 88% | LSCB | Better judgement.
        """,
    )
    result = checked(with_config(tmp_path, "waivers.toml", WAIVER.format(what=what)), folder).checked
    assert {each.finding.indicator for each in result.waived if each.finding.rule == "EF306"} == stand
    assert {each.waiver.reason for each in result.waived} == {"Counted twice on purpose."}
    assert {each.indicator for each in result.findings if each.rule == "EF306"} == {"cp12", "cp14"} - stand
    assert result.counts[Severity.ERROR] == 2 - len(stand)


def test_a_waiver_holds_from_its_first_quarter_until_its_last(tmp_path: Path) -> None:
    (waiver,) = with_config(tmp_path, "waivers.toml", WAIVER.format(what='area = "cp"\nuntil = "2015Q1"')).waivers
    quarters = [parse_quarter(key) for key in ("2014Q1", "2014Q2", "2014Q4", "2015Q1", "2015Q2")]
    assert [waiver.holds_in(each) for each in quarters] == [False, True, True, True, False]


def test_a_waiver_may_be_for_single_columns(tmp_path: Path) -> None:
    text = """
    Service area | Child Protection (CP)
    Quarter | Q2 2014/15
    HEADINGS
    CP2 | Number of children with a CP plan | 306 | 253 | 236 | n/a | n/a | CMT | Larger groups.
    CP12 | % of ICPCs held within timescales | 185% | 182% | 190% | 64% | 70% | LSCB | Bookings are tracked.
    CP14 | % of ICPCs resulting in a CP plan | 82% | 73% | 77% | 90% | 88% | LSCB | Better judgement.
    """
    path = write_workbook(tmp_path / "2014Q2" / "cp.xlsx", text)
    waiver = WAIVER.format(what='indicator = "cp12"\ncolumns = ["latest", "year"]')
    result = checked(with_config(tmp_path, "waivers.toml", waiver), path).checked
    assert [each.where.cell for each in result.findings] == ["D5"]
    assert [each.finding.where.cell for each in result.waived] == ["C5", "E5"]


def test_a_waiver_of_what_was_not_checked_is_not_called_unused(tmp_path: Path) -> None:
    framework = with_config(tmp_path, "waivers.toml", WAIVER.format(what='area = "cp"'))
    folder = tmp_path / "2014Q2"
    folder.mkdir()
    (folder / "cla.xlsx").write_bytes(good_returns()["cla.xlsx"])
    assert "EF120" not in {each.rule for each in checked(framework, folder / "cla.xlsx").checked.findings}
    assert "EF120" in {each.rule for each in checked(framework, folder).checked.findings}


def test_every_rule_is_in_one_of_four_states(framework: Framework, tmp_path: Path) -> None:
    def broken(subject: Subject) -> None:
        raise ZeroDivisionError

    def idle(subject: Subject) -> None:
        raise NotApplicable("there is nothing to do")

    outcome = checked(framework, OVER_100.write(tmp_path / "2014Q2"))
    odd: dict[str, object] = {"EF101": broken, "EF102": idle}
    rules: list[Rule] = [replace(rule, check=odd.get(rule.code, rule.check)) for rule in RULES]
    result = run_rules(rules, Subject(outcome.round, framework, outcome.assessed))
    by_rule = {each.rule: each for each in result.runs}
    assert list(by_rule) == [rule.code for rule in RULES]
    assert by_rule["EF101"].state is State.COULD_NOT_RUN
    assert "ZeroDivisionError" in by_rule["EF101"].detail
    assert (by_rule["EF102"].state, by_rule["EF102"].detail) == (State.NOT_APPLICABLE, "there is nothing to do")
    assert by_rule["EF306"].state is State.FOUND
    assert by_rule["EF305"].state is State.PASSED
    assert result.faults == (by_rule["EF101"],)


def test_rules_that_had_nothing_to_look_at_did_not_pass(framework: Framework, tmp_path: Path) -> None:
    (tmp_path / "2014Q2").mkdir()
    (tmp_path / "2014Q2" / "cp.xlsx").write_text("no workbook")
    found = states(checked(framework, tmp_path / "2014Q2"))
    assert found["EF101"] is State.FOUND
    assert {found[code] for code in ("EF301", "EF501", "EF201", "EF104", "EF412")} == {State.NOT_APPLICABLE}


def test_last_quarters_returns_are_looked_for_beside_the_folder_and_in_the_returns_folder(
    framework: Framework, tmp_path: Path
) -> None:
    folder = tmp_path / "data" / "2014Q2"
    folder.mkdir(parents=True)
    (folder / "cp.xlsx").write_bytes(good_returns()["cp.xlsx"])
    assert states(checked(framework, folder))["EF412"] is State.NOT_APPLICABLE
    write_workbook(tmp_path / "data" / "2014Q1" / "cp.xlsx", Q1)
    for paths in ((folder,), (tmp_path / "data",), (folder / "cp.xlsx",)):
        found = checked(framework, *paths).checked.findings
        assert [each.where.cell for each in found if each.rule == "EF412"] == ["D4"]
    loose = tmp_path / "inbox" / "cp.xlsx"
    loose.parent.mkdir()
    loose.write_bytes(good_returns()["cp.xlsx"])
    kept = replace(framework, returns_folder=tmp_path / "data")
    assert states(checked(kept, loose, quarter="2014Q2"))["EF412"] is State.FOUND


def test_an_area_that_reports_from_a_later_quarter_is_not_missed_before(tmp_path: Path) -> None:
    text = (HERE / "config" / "areas" / "education.toml").read_text("utf-8")
    framework = with_config(tmp_path, "areas/education.toml", f'reported_from = "2014Q3"\n{text}')
    files = {name: data for name, data in good_returns().items() if name != "education.xlsx"}
    outcome = checked(framework, replace(OVER_100, files=files).write(tmp_path / "2014Q2"))
    assert [each.rule for each in outcome.checked.findings] == []
    assert [area.key for area in outcome.framework.areas] == ["cp", "cla"]


def test_a_wildcard_is_expanded_and_one_that_matches_nothing_is_said(framework: Framework, tmp_path: Path) -> None:
    folder = replace(OVER_100, files=dict(good_returns())).write(tmp_path / "2014Q2")
    assert len(checked(framework, folder / "c*.xlsx").round.returns) == 2
    with pytest.raises(NothingToRead, match=r"No file or folder matches .*z\*\.xlsx"):
        checked(framework, folder / "z*.xlsx")


CHANGED = """
Service area | Child Protection (CP)
Quarter | Q2 2014/15
HEADINGS
CP2 | % of ICPCs held within timescales | 306 | 99 | 236 | n/a | n/a | CMT | More large sibling groups.
CP12 | Number of children with a CP plan | 85% | 82% | 90% | 64% | 70% | LSCB | Bookings are tracked daily.
CP14 | % of ICPCs resulting in a CP plan | 82% | 73% | 77% | 90% | 88% | LSCB | Better judgement.
"""


def test_what_is_set_aside_for_a_cause_is_checked_where_the_cause_is_waived(tmp_path: Path) -> None:
    write_workbook(tmp_path / "2014Q2" / "cp.xlsx", CHANGED)
    write_workbook(tmp_path / "2014Q1" / "cp.xlsx", Q1)
    waiver = WAIVER.replace("EF306", "EF207").format(what='area = "cp"')
    framework = with_config(tmp_path, "waivers.toml", waiver)
    without = replace(framework, waivers=())
    rules = [
        [each.rule for each in checked(each, tmp_path / "2014Q2" / "cp.xlsx").checked.findings]
        for each in (without, framework)
    ]
    assert rules == [["EF207"], ["EF412", "EF505"]]


def test_a_row_that_is_due_from_a_later_quarter_may_be_left_out(tmp_path: Path) -> None:
    text = (HERE / "config" / "areas" / "cp.toml").read_text("utf-8")
    framework = with_config(
        tmp_path, "areas/cp.toml", text.replace('key = "cp14"', 'key = "cp14"\nreported_from = "2014Q3"')
    )
    row = "CP14 | % of ICPCs resulting in a CP plan | 82% | 73% | 77% | 90% | 88% | LSCB | Better judgement.\n"
    good = CASES.joinpath("good", "cp.txt").read_text("utf-8")
    path = write_workbook(tmp_path / "2014Q2" / "cp.xlsx", good.replace(row, ""))
    assert checked(framework, path).checked.findings == ()


def test_two_returns_of_one_name_are_told_apart_by_their_folders(framework: Framework, tmp_path: Path) -> None:
    paths = [write_workbook(tmp_path / folder / "cp.xlsx", CHANGED) for folder in ("inbox", "mail")]
    outcome = checked(framework, *paths, quarter="2014Q2")
    assert [each.workbook for each in outcome.round.returns] == ["inbox/cp.xlsx", "mail/cp.xlsx"]


def test_of_two_returns_the_one_named_by_the_area_is_read(framework: Framework, tmp_path: Path) -> None:
    folder = tmp_path / "2014Q2"
    for name in ("Copy of cp final.xlsx", "cp.xlsx"):
        write_workbook(folder / name, CASES.joinpath("good", "cp.txt").read_text("utf-8"))
    found = checked(framework, folder).round
    taken = found.return_of(framework.area("cp"))
    assert taken is not None
    assert taken.workbook == "cp.xlsx"


def test_what_does_not_add_up_is_said_to_the_board_without_cells(sample_framework: Framework) -> None:
    found = checked(sample_framework, PROJECT / "samples", quarter="2014Q2").checked.findings
    assert [each.for_readers for each in found if each.for_readers] == [
        "“Q1” does not add up: CLA28 32 + CLA29 146 + CLA30 126 + CLA31 158 + CLA32 62 make 524, but CLA21 is 529.",
        "“2013/14” does not add up: CP2 is 236, in a population of 47,400 that is 49.8 per 10,000, but CP3 is 56.",
    ]
