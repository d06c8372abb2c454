"""Which unknown heading is taken for which missing one: never the wrong cell, whatever the columns' order."""

from __future__ import annotations

from pathlib import Path

import pytest

from efreport import run
from efreport.model import Framework
from tests.workbooks import HEADINGS, write_workbook

HEADINGS_LIST = [heading.strip() for heading in HEADINGS.split("|")]
ROW = [
    "CP2",
    "Number of children with a CP plan",
    "306",
    "253",
    "236",
    "n/a",
    "n/a",
    "CMT",
    "More large sibling groups.",
]
ALL = range(len(ROW))


def said_of(
    framework: Framework, folder: Path, renamed: dict[str, str], order: list[int], extra: str = ""
) -> list[tuple[str, str, str]]:
    """Check a return with headings renamed (to nothing: deleted) and its columns in that order; give what EF103 says."""
    kept = [place for place in order if renamed.get(HEADINGS_LIST[place]) != ""]
    headings = [renamed.get(HEADINGS_LIST[place], HEADINGS_LIST[place]) for place in kept]
    lines = [" | ".join(cells) for cells in (headings + [extra] * bool(extra), [ROW[place] for place in kept])]
    text = "\n".join(["Service area | Child Protection (CP)", "Quarter | Q2 2014/15", *lines])
    outcome = run.check(framework, (write_workbook(folder / "2014Q2" / "cp.xlsx", text),), None, lambda _: None)
    found = [each for each in outcome.checked.findings if each.rule == "EF103"]
    return [(each.where.cell, each.message, each.hint) for each in found]


@pytest.mark.parametrize(
    ("renamed", "cells"),
    [
        ({"Q1": "Quarter one"}, ["D3"]),
        ({"2013/14": "13/14"}, ["E3"]),
        ({"Q1": "Prev Q", "2013/14": "13/14", "National Average": "Nat."}, ["D3", "E3", "G3"]),
        ({"No": "Id", "Commentary": "What we say"}, ["A3", "I3"]),
        ({"National Average": "English average"}, ["G3"]),
    ],
)
def test_a_renamed_heading_is_found_at_its_cell(
    framework: Framework, tmp_path: Path, renamed: dict[str, str], cells: list[str]
) -> None:
    said = said_of(framework, tmp_path, renamed, list(ALL))
    assert [cell for cell, _, _ in said] == cells
    for (cell, message, _), (was, now) in zip(said, renamed.items(), strict=True):
        assert message == f"Row 3 has no heading “{was}”. {cell} says “{now}”, which is not recognised."


def test_two_that_might_be_either_are_listed_together(framework: Framework, tmp_path: Path) -> None:
    said = said_of(framework, tmp_path, {"Q1": "Before", "2013/14": "Earlier"}, list(ALL))
    assert said == [
        (
            "A3",
            "Row 3 has no headings “Q1” and “2013/14”. “Before” in D3 and “Earlier” in E3 are not recognised.",
            "Type the right heading above each of these columns: “Q1” and “2013/14”. If a column is not there at all, add it. "
            "More may be found once this is put right.",
        )
    ]


def test_a_blank_cell_above_filled_ones_is_taken_for_the_heading_between(framework: Framework, tmp_path: Path) -> None:
    said = said_of(framework, tmp_path, {"Q1": " "}, list(ALL))
    assert said == [
        (
            "D3",
            "Row 3 has no heading “Q1”. D3 is blank, but cells below it are not.",
            "If this is the column “Q1”, type “Q1” in D3. If not, add a column with that heading. "
            "More may be found once this is put right.",
        )
    ]


def test_two_blank_headings_are_listed_together(framework: Framework, tmp_path: Path) -> None:
    said = said_of(framework, tmp_path, {"Q1": " ", "2013/14": " "}, list(ALL))
    assert [(cell, message) for cell, message, _ in said] == [
        (
            "A3",
            "Row 3 has no headings “Q1” and “2013/14”. D3 and E3 are blank, but cells below them are not.",
        )
    ]


def test_a_column_of_ones_own_elsewhere_is_not_taken_for_a_deleted_one(framework: Framework, tmp_path: Path) -> None:
    said = said_of(framework, tmp_path, {"National Average": ""}, list(ALL), extra="RAG")
    assert [(cell, message) for cell, message, _ in said] == [
        ("A3", "Row 3 has no heading “National Average”. “RAG” in I3 is not recognised.")
    ]


def test_in_an_order_of_ones_own_the_only_unknown_heading_is_taken(framework: Framework, tmp_path: Path) -> None:
    order = [8, 2, 5, 0, 3, 7, 4, 1, 6]
    said = said_of(framework, tmp_path, {"2013/14": "Before"}, order)
    assert [(cell, message) for cell, message, _ in said] == [
        ("G3", "Row 3 has no heading “2013/14”. G3 says “Before”, which is not recognised.")
    ]


def test_another_quarter_or_year_is_not_just_retyped(framework: Framework, tmp_path: Path) -> None:
    ((cell, _, hint),) = said_of(framework, tmp_path, {"2013/14": "2012/13"}, list(ALL))
    assert cell == "E3"
    assert hint == (
        "Check the figures below E3. If they are those of “2013/14”, type “2013/14” in E3. "
        "If they are those of “2012/13”, replace them with the 2013/14 figures, then correct the heading. "
        "More may be found once this is put right."
    )
