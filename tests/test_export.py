"""The export: one tidy row an indicator, plain numbers, and text that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal

import pytest

from efreport import run
from efreport.export import harmless, to_csv, to_json, to_rows
from efreport.model import Framework
from tests.conftest import PROJECT

COLUMNS = re.findall(
    r"\w+",
    "quarter, area, section, key, code, indicator, unit, polarity, latest, latest_text, previous, previous_text, year, "
    "year_text, neighbours, neighbours_text, national, national_text, change, direction, judgement, comparability, "
    "reason, source, commentary, workbook, cell",
)


@pytest.fixture(scope="module")
def rows(sample_framework: Framework) -> dict[str, dict[str, object]]:
    """The rows of the sample quarter, by indicator."""
    outcome = run.check(sample_framework, (PROJECT / "samples" / "2014Q2",), None, lambda _: None)
    return {str(row["key"]): row for row in to_rows(outcome.round, sample_framework, outcome.assessed)}


def test_the_documented_columns_come_first(rows: dict[str, dict[str, object]]) -> None:
    assert len(rows) == 78
    assert all(list(row)[: len(COLUMNS)] == COLUMNS for row in rows.values())


def test_rows_say_what_was_published(rows: dict[str, dict[str, object]]) -> None:
    def some(key: str, *names: str) -> tuple[object, ...]:
        return tuple(rows[key][name] for name in names)

    assert some("cp12", "latest", "latest_text", "previous", "change", "direction", "judgement", "comparability") == (
        65, "65%", 82, -17, "down", "worsened", "like for like",
    )  # fmt: skip
    assert some("fm2", "change", "judgement", "comparability", "reason") == (
        25, "changed", "with a caveat", "cumulative: it grows by construction",
    )  # fmt: skip
    assert some("lscb18", "latest", "change", "direction", "judgement", "comparability", "reason") == (
        1156, None, "", "not compared", "not compared", "the Q1 figure is for 2013/14",
    )  # fmt: skip
    assert some("cin3", "latest", "latest_text", "code") == (None, "Pending data accuracy work", "CIN3")
    assert some("cla-tbc-visited", "latest", "latest_text", "code") == (None, "", "TBC")
    assert some("lscb17", "neighbours", "national") == (None, Decimal("5.3"))
    assert some("cp12", "workbook", "cell") == ("cp.xlsx", "C13")


def test_csv_and_json_hold_the_same(rows: dict[str, dict[str, object]]) -> None:
    table = list(rows.values())
    from_csv = list(csv.DictReader(io.StringIO(to_csv(table))))
    from_json = json.loads(to_json(table))
    assert len(from_csv) == len(from_json) == 78
    for one, other in zip(from_csv, from_json, strict=True):
        for name, value in other.items():
            expected = "" if value is None else value
            assert one[name] == expected if isinstance(expected, str) else float(one[name]) == expected


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", " =1", "\t=1", "- three children"])
def test_what_a_spreadsheet_would_run_is_made_harmless(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-3", "-3.5%", "-", "--", "..", "n/a", "22%", "", "a = b"])
def test_what_it_would_not_is_left_alone(text: str) -> None:
    assert harmless(text) == text
