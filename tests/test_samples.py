"""The sample returns: they hold the published facts, and undisturbed they have no errors."""

from __future__ import annotations

import csv

import pytest

from efreport import run
from efreport.model import FIGURE_COLUMNS, Column, Framework
from tests.conftest import PROJECT

SAMPLES = PROJECT / "samples"
Q1 = [
    "adoption.xlsx!I21 EF503", "cla.xlsx!C10 EF401", "cla.xlsx!I20 EF503", "cla.xlsx!I21 EF503",
    "cla.xlsx!I22 EF503", "cla.xlsx!I35 EF503", "cla.xlsx!A42 EF123", "cp.xlsx!E10 EF402",
    "early-help.xlsx!A13 EF123", "education.xlsx!C14 EF321", "education.xlsx!A19 EF123",
    "front-door.xlsx!H9 EF504", "yos.xlsx! EF314",
]  # fmt: skip
Q2 = [
    "adoption.xlsx!I21 EF503", "childrens-centres.xlsx!F9 EF308", "childrens-centres.xlsx!G9 EF308",
    "childrens-centres.xlsx!F10 EF308", "childrens-centres.xlsx!G10 EF308", "cla.xlsx!D10 EF401",
    "cla.xlsx!I20 EF503", "cla.xlsx!I21 EF503", "cla.xlsx!I22 EF503", "cla.xlsx!I35 EF503", "cp.xlsx!E10 EF402",
    "cp.xlsx!D15 EF411", "education.xlsx!F13 EF308", "education.xlsx!C14 EF316", "education.xlsx!D14 EF321",
    "front-door.xlsx!F9 EF308", "front-door.xlsx!G9 EF308", "front-door.xlsx!H9 EF504", "yos.xlsx! EF314",
]  # fmt: skip


def outcome(framework: Framework, quarter: str) -> run.Outcome:
    """Check the samples of a quarter."""
    return run.check(framework, (SAMPLES / quarter,), None, lambda _: None)


@pytest.mark.parametrize(("quarter", "expected"), [("2014Q1", Q1), ("2014Q2", Q2)])
def test_undisturbed_there_are_no_errors(sample_framework: Framework, quarter: str, expected: list[str]) -> None:
    found = outcome(sample_framework, quarter).checked.findings
    assert [f"{each.where.workbook}!{each.where.cell} {each.rule}" for each in found] == expected
    assert not [each for each in found if each.severity.value == "error"]


@pytest.mark.parametrize("quarter", ["2014Q1", "2014Q2"])
def test_every_fact_stands_in_its_cell(sample_framework: Framework, quarter: str) -> None:
    rows = {key: row for found in outcome(sample_framework, quarter).round.returns for key, row in found.by_key.items()}
    with (SAMPLES / "source" / f"{quarter}.tsv").open(encoding="utf-8", newline="") as lines:
        facts = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(facts) == len(rows) == 78
    for fact in facts:
        row = rows[fact["key"]]
        assert {c.value: row.figures[c].text for c in FIGURE_COLUMNS} == {
            c.value: fact[c.value] for c in FIGURE_COLUMNS
        }
        assert row.text(Column.SOURCE) == fact["source"]
        assert row.text(Column.COMMENTARY) == fact["commentary"]


def test_the_first_quarters_figure_was_revised(sample_framework: Framework) -> None:
    def figures(quarter: str) -> list[str]:
        cp = next(r for r in outcome(sample_framework, quarter).round.returns if r.workbook == "cp.xlsx")
        return [cp.by_key["ni65"].figures[column].text for column in (Column.LATEST, Column.PREVIOUS)]

    assert figures("2014Q1") == ["12%", "Not held"]
    assert figures("2014Q2") == ["13%", "15%"]
