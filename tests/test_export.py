"""The export: its columns in their order, amounts as plain numbers, and CSV and JSON that read back unharmed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from efreport import run
from efreport.export import Cell, to_csv, to_json, to_rows
from efreport.model import FIGURE_COLUMNS, Framework
from efreport.phrases import visible
from efreport.spreadsheet_text import harmless
from tests.conftest import PROJECT
from tests.workbooks import write_workbook

SAMPLES = PROJECT / "samples"
COLUMNS = [
    "quarter", "area", "section", "key", "code", "indicator", "unit", "polarity", "latest", "latest_text", "previous",
    "previous_text", "year", "year_text", "neighbours", "neighbours_text", "national", "national_text", "change",
    "direction", "judgement", "comparability", "reason", "source", "commentary", "workbook", "cell",
]  # fmt: skip
Rows = list[dict[str, Cell]]


def rows_of(framework: Framework, *paths: Path) -> Rows:
    """The exported rows of the returns under the paths."""
    outcome = run.check(framework, paths, None, lambda _: None)
    return to_rows(outcome.round, framework, outcome.assessed)


@pytest.fixture(scope="module")
def published(sample_framework: Framework) -> Rows:
    """The rows of the sample quarter."""
    return rows_of(sample_framework, SAMPLES / "2014Q2")


def row(rows: Sequence[dict[str, Cell]], key: str) -> dict[str, Cell]:
    """The one row of that indicator."""
    (found,) = (each for each in rows if each["key"] == key)
    return found


def test_the_documented_columns_come_first_in_their_order(published: Rows) -> None:
    assert list(published[0])[: len(COLUMNS)] == COLUMNS
    assert {tuple(each) for each in published} == {tuple(published[0])}


def test_every_indicator_has_one_row_in_printed_order(published: Rows, sample_framework: Framework) -> None:
    assert [each["key"] for each in published] == [indicator.key for indicator in sample_framework.indicators()]
    assert len(published) == 78
    assert {each["quarter"] for each in published} == {"2014Q2"}
    assert list(dict.fromkeys(each["area"] for each in published)) == [area.key for area in sample_framework.areas]


def test_the_texts_are_the_published_ones(published: Rows) -> None:
    with (SAMPLES / "source" / "2014Q2.tsv").open(encoding="utf-8", newline="") as lines:
        facts = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    texts = [f"{column.value}_text" for column in FIGURE_COLUMNS]
    for fact, exported in zip(facts, published, strict=True):
        assert [exported[text] for text in texts] == [fact[column.value] for column in FIGURE_COLUMNS], fact["key"]
        assert (exported["source"], exported["commentary"]) == (fact["source"], fact["commentary"]), fact["key"]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("a4", {"area": "adoption", "section": "Adopted", "code": "Adoption Scorecard A4", "latest": 22}),
        ("lscb1", {"section": "", "code": "LSCB1 / FD8", "unit": "rate per 10,000", "polarity": "neutral"}),
        (
            "cla-tbc-visited",
            {"code": "TBC", "latest": None, "latest_text": "", "reason": "no latest figure (not given)"},
        ),
        ("fm2", {"latest": 100, "previous": Decimal("74.5"), "year": Decimal("66.4"), "change": 25}),
        (
            "fm2",
            {
                "judgement": "changed",
                "comparability": "with a caveat",
                "reason": "cumulative: it grows by construction",
            },
        ),
        (
            "lscb23",
            {"latest": Decimal("41.1"), "change": Decimal("-5.1"), "direction": "down", "judgement": "improved"},
        ),
        (
            "lscb12",
            {"latest": 21, "previous": Decimal("18.5"), "change": 2, "direction": "up", "judgement": "worsened"},
        ),
        (
            "ad6",
            {
                "change": 0,
                "direction": "level",
                "judgement": "no change",
                "comparability": "like for like",
                "reason": "",
            },
        ),
        ("a1", {"neighbours": 645, "neighbours_text": "645 (3-year average)", "against_neighbours": "not compared"}),
        ("lscb18", {"latest": 1156, "previous": 6, "change": None, "direction": "", "judgement": "not compared"}),
        ("lscb18", {"comparability": "not compared", "reason": "the Q1 figure is for 2013/14"}),
        ("cin3", {"latest": None, "latest_text": "Pending data accuracy work", "previous": 95, "change": None}),
        ("ni65", {"against_neighbours": "better", "against_neighbours_difference": -2, "against_national": "better"}),
        ("ni148", {"year_change": 1, "year_judgement": "worsened", "year_comparability": "like for like"}),
        ("lscb15", {"year_reason": "no new data since 2013/14 (both figures are for 2013)"}),
        ("cla39a", {"year_change": None, "year_reason": "the 2013/14 figure is for a full year"}),
        ("cp12", {"latest": 65, "latest_text": "65%", "previous": 82, "change": -17, "direction": "down"}),
        ("cp12", {"judgement": "worsened", "comparability": "like for like", "workbook": "cp.xlsx", "cell": "C13"}),
        ("lscb17", {"neighbours": None, "national": Decimal("5.3")}),
        ("fd20", {"workbook": "front-door.xlsx", "cell": "C9"}),
    ],
    ids=lambda given: given if isinstance(given, str) else ",".join(given),
)
def test_what_a_row_says(published: Rows, key: str, expected: dict[str, Cell]) -> None:
    found = row(published, key)
    assert {name: found[name] for name in expected} == expected


def test_csv_reads_back(published: Rows) -> None:
    text = to_csv(published)
    back = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(back) == 78
    assert text.count("\r\n") == 79
    for exported, read in zip(published, back, strict=True):
        assert list(read) == list(exported)
        for name, cell in exported.items():
            match cell:
                case None:
                    assert read[name] == ""
                case Decimal():
                    assert Decimal(read[name]) == cell
                    assert "E" not in read[name]
                case _:
                    assert read[name].removeprefix("'") == cell


def test_csv_holds_plain_amounts(published: Rows) -> None:
    back = {read["key"]: read for read in csv.DictReader(io.StringIO(to_csv(published), newline=""))}
    assert (back["lscb2"]["latest"], back["lscb2"]["latest_text"], back["lscb2"]["change"]) == ("22", "22.0%", "-3")
    assert back["fm2"]["latest"] == "100"
    assert back["lscb18"]["latest"] == "1156"
    assert back["lscb21"]["latest"] == "0"


def test_json_reads_back(published: Rows) -> None:
    text = to_json(published)
    assert text.isascii()
    back = json.loads(text)
    assert [list(read) for read in back] == [list(exported) for exported in published]
    for exported, read in zip(published, back, strict=True):
        for name, cell in exported.items():
            if isinstance(cell, Decimal):
                assert type(read[name]) in (int, float)
                assert Decimal(str(read[name])) == cell
            else:
                assert read[name] == cell
    assert (back[1]["latest"], type(back[1]["latest"])) == (22, int)
    assert back[1]["neighbours"] is None


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "=HYPERLINK(A1)",
        "+cmd",
        "- three children",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        " =1+1",
        "-A1",
        "--A1",
        "-3 (see B2)",
    ],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert harmless(text) == f"'{text}"
    (back,) = csv.DictReader(io.StringIO(to_csv([{"commentary": text}]), newline=""))
    assert back == {"commentary": f"'{visible(text)}"}


@pytest.mark.parametrize(
    "text", ["", "-3", "-3.5%", "+2", "-1,156", "-", "--", "---", "..", "n/a", "5 - 1", "'=1+1", "CLA21", "a=b", "22%"]
)
def test_other_text_is_left_alone(text: str) -> None:
    assert harmless(text) == text


def test_json_leaves_the_text_as_it_is() -> None:
    assert json.loads(to_json([{"commentary": "=1+1", "change": Decimal("-3.0")}])) == [
        {"commentary": "=1+1", "change": -3}
    ]


def test_no_rows_are_still_a_table() -> None:
    assert to_csv([]) == "quarter\r\n"
    assert json.loads(to_json([])) == []


def test_a_figure_that_cannot_be_relied_on_has_its_text_and_no_amount(framework: Framework, tmp_path: Path) -> None:
    text = """
        Service area | Child Protection (CP)
        Quarter | Q2 2014/15
        HEADINGS
        CP2 | Number of children with a CP plan | 20ish | 253 | 236 | n/a | n/a | CMT | =B2
        CP12 | % of ICPCs held within timescales | 0.65 | 82% | 90% | 64% | 70% | LSCB | Cover is agreed.
        CP14 | % of ICPCs resulting in a CP plan | 0.7451 as 0.0% | 73% | 77% | 90% | 88% | LSCB | Up.
        """
    rows = rows_of(framework, write_workbook(tmp_path / "2014Q2" / "cp.xlsx", text))
    cp2, cp12, cp14 = (row(rows, key) for key in ("cp2", "cp12", "cp14"))
    assert (cp2["latest"], cp2["latest_text"], cp2["reason"]) == (
        None,
        "20ish",
        "the latest figure cannot be read (20ish)",
    )
    assert (cp12["latest"], cp12["latest_text"], cp12["comparability"]) == (None, "0.65", "not compared")
    assert (cp14["latest"], cp14["latest_text"], cp14["change"]) == (Decimal("74.51"), "74.5%", 2)
    absent = row(rows, "cla21")
    assert (absent["workbook"], absent["cell"], absent["latest"]) == ("", "", None)
    assert {absent["reason"], absent["year_reason"], absent["against_national_reason"]} == {"return not received"}
