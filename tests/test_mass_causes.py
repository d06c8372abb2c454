"""One cause, one finding, however many cells it has spoilt; and a waiver takes its own indicator out of such a finding."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from efreport import run
from efreport.model import Column, Finding, Framework, Waiver
from efreport.quarter import Quarter
from tests.disturbing import (
    CODE,
    COMMENTARY,
    LATEST,
    NAME,
    PREVIOUS,
    SOURCE,
    YEAR,
    Cells,
    Parts,
    put_together,
    take_apart,
)

ROWS = 500


def every(parts: Parts, column: int, change: Callable[[object, str], tuple[object, str]]) -> None:
    """Change every filled cell of a column."""
    for row in parts.rows:
        if row[CODE][0] and row[column][0] is not None:
            row[column] = change(*row[column])


def stray_rows(parts: Parts) -> None:
    for number in range(ROWS):
        row: Cells = [(f"ZQ{number}", "General"), (f"Line {number} of a list", "General"), *[(number, "General")] * 7]
        parts.rows.append(row)


def no_comment(parts: Parts) -> None:
    every(parts, LATEST, lambda *_: ("n/a", "General"))
    every(parts, COMMENTARY, lambda *_: (None, "General"))


def one_up(parts: Parts) -> None:
    """Paste the names a row too high."""
    rows = [row for row in parts.rows if row[CODE][0] and row[CODE][0] != "TBC"]
    names = [row[NAME] for row in rows]
    for row, name in zip(rows, [*names[1:], names[0]], strict=True):
        row[NAME] = name


CAUSES: dict[str, tuple[Callable[[Parts], object], str, str]] = {
    "500 rows of another list": (stray_rows, "EF201", "500 rows have codes that are not in the framework"),
    "a column of Excel errors": (
        lambda parts: every(parts, YEAR, lambda *_: ("#REF!", "General")), "EF301", "The same is so of "
    ),
    "a column formatted as Percentage": (
        lambda parts: every(parts, LATEST, lambda value, form: (value, "0%" if form == "General" else form)), "EF303", "The same is so of ",
    ),
    "a column of noughts": (lambda parts: every(parts, LATEST, lambda _, form: (0, form)), "EF508", "The same is so of "),
    "nothing this quarter": (no_comment, "EF311", "The same is so of "),
    "another word for the source": (
        lambda parts: every(parts, SOURCE, lambda *_: ("Board", "General")), "EF501", "The same is so of "
    ),
    "names pasted a row too high": (one_up, "EF207", "The same is so of "),
    "names of another list": (
        lambda parts: every(parts, NAME, lambda name, form: (f"{name} year to date", form)), "EF208", "The same is so of ",
    ),
    "stray characters": (
        lambda parts: every(parts, COMMENTARY, lambda words, form: (f"{words}_x000B_", form)), "EF507", "The same is so of "
    ),
}  # fmt: skip


def findings(framework: Framework, parts: Parts, folder: Path) -> tuple[Finding, ...]:
    (folder / "2014Q2").mkdir(parents=True)
    put_together(parts, folder / "2014Q2" / "cla.xlsx", list(range(9)), random.Random(1))
    checked = run.check(framework, (folder / "2014Q2",), None, lambda _: None).checked
    assert checked.faults == ()
    return checked.findings


@pytest.mark.parametrize("name", CAUSES)
def test_one_cause_is_one_finding(sample_framework: Framework, tmp_path: Path, name: str) -> None:
    spoil, rule, words = CAUSES[name]
    parts = take_apart("cla")
    spoil(parts)
    found = [each for each in findings(sample_framework, parts, tmp_path) if each.rule == rule]
    assert len(found) == 1
    assert words in found[0].message
    assert found[0].indicator == ""


def waiver(rule: str, indicator: str, *columns: str) -> Waiver:
    return Waiver(1, rule, indicator, "", (Quarter(2014, 2),), None, "It stands.", "Performance board", columns)


def test_a_waiver_of_an_indicator_holds_within_a_finding_of_many(sample_framework: Framework, tmp_path: Path) -> None:
    """Three percentages without their sign are one finding; with one of them waived, two are left, each by itself."""
    parts = take_apart("cla")
    for code in ("CLA24", "CLA25", "CLA26"):
        row = parts.row_of(code)
        row[PREVIOUS] = (22, "General")
    together = [each for each in findings(sample_framework, parts, tmp_path / "all") if each.rule == "EF302"]
    assert [each.indicator for each in together] == [""]
    agreed = replace(sample_framework, waivers=(waiver("EF302", "cla25", Column.PREVIOUS.value),))
    (tmp_path / "some" / "2014Q2").mkdir(parents=True)
    put_together(parts, tmp_path / "some" / "2014Q2" / "cla.xlsx", list(range(9)), random.Random(1))
    checked = run.check(agreed, (tmp_path / "some" / "2014Q2",), None, lambda _: None).checked
    assert sorted(each.indicator for each in checked.findings if each.rule == "EF302") == ["cla24", "cla26"]
    assert [each.finding.indicator for each in checked.waived] == ["cla25"]
    assert [each for each in checked.findings if each.rule == "EF120"] == []


def test_a_waiver_of_an_area_holds_for_a_finding_of_many_and_is_told_once(
    sample_framework: Framework, tmp_path: Path
) -> None:
    parts = take_apart("cla")
    every(parts, SOURCE, lambda *_: ("Board", "General"))
    agreed = replace(sample_framework, waivers=(replace(waiver("EF501", ""), area="cla"),))
    (tmp_path / "2014Q2").mkdir()
    put_together(parts, tmp_path / "2014Q2" / "cla.xlsx", list(range(9)), random.Random(1))
    checked = run.check(agreed, (tmp_path / "2014Q2",), None, lambda _: None).checked
    assert [each.finding.rule for each in checked.waived] == ["EF501"]
    assert "The same is so of " in checked.waived[0].finding.message
