"""The first page: counts that add up, the largest movements, what is worse than elsewhere, and what is in doubt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from efreport.assessment import Assessed
from efreport.compose import compose
from efreport.document import Document, Table, texts
from efreport.model import CellRef, Column, Figure, Finding, Gap, NoFigure, Severity
from efreport.movement import Judgement, NotCompared, Position, Stands
from efreport.run import Outcome, check, load
from tests.conftest import PROJECT

LARGEST = "Largest movements since Q1"
WORSE = "Worse than both statistical neighbours and national, and getting worse"
NOT_ADDING_UP = "Figures that do not add up"
BY_AREA = "Indicators by service area"
OPEN_ERRORS = "Errors that are open in the returns"
RETURN = CellRef("2014Q2/cla.xlsx", "Return", 18, 3)


@pytest.fixture(scope="module")
def sample() -> Outcome:
    """The sample of 2014Q2, read and checked."""
    return check(load(PROJECT / "config"), (), "2014Q2", lambda _: None, whole=True)


def composed(
    sample: Outcome,
    assessed: tuple[Assessed, ...] | None = None,
    findings: tuple[Finding, ...] = (),
    *,
    draft: bool = False,
) -> Document:
    """The sample's document, of other assessed indicators or with other findings."""
    return compose(sample.round, sample.framework, assessed or sample.assessed, findings, draft=draft)


def table(document: Document, caption: str) -> list[tuple[str, ...]]:
    """The rows of a table of the first page, as words."""
    for block in document.cover:
        if isinstance(block, Table) and block.caption == caption:
            return [tuple(cell.words.replace("\N{NO-BREAK SPACE}", " ") for cell in row) for row in block.rows]
    return []


def said(document: Document) -> list[str]:
    """Every text of the first page."""
    return [words.replace("\N{NO-BREAK SPACE}", " ") for words in texts(document.cover)]


def finding(rule: str, severity: Severity, message: str = "The parts add up to 550, and the total is 565.") -> Finding:
    """A finding made by hand."""
    return Finding(RETURN, rule, severity, message, "Put right what is wrong.", "cla21", "cla")


def without_comparators(entry: Assessed) -> Assessed:
    """The indicator as if nobody else had such a figure."""
    none = NoFigure(Gap.NOT_APPLICABLE, "n/a")
    values = {**entry.values, Column.NEIGHBOURS: none, Column.NATIONAL: none}
    absent = NotCompared("no such figure")
    return replace(entry, values=values, against_neighbours=absent, against_national=absent)


def test_counts_come_first_and_say_that_all_returns_are_there(sample: Outcome) -> None:
    assert said(composed(sample))[0] == (
        "Of 78 indicators, 16 improved on Q1 2014/15, 8 worsened and 3 showed no change. 26 changed where neither way "
        "is better, 15 could not be compared, each for a reason that is given, and 10 are awaited. "
        "All 11 returns were received."
    )


def test_every_indicator_is_counted_once_in_each_area_and_in_all(sample: Outcome) -> None:
    *areas, total = [[int(cell) for cell in row[1:]] for row in table(composed(sample), BY_AREA)]
    assert len(areas) == 11
    assert all(row[0] == sum(row[1:]) for row in (*areas, total))
    assert total == [sum(column) for column in zip(*areas, strict=True)] == [78, 16, 8, 3, 26, 15, 10]


def test_the_tables_say_awaited_of_as_many_indicators_as_the_first_page(sample: Outcome) -> None:
    rows = [row for each in composed(sample).indicator_tables for row in each.rows]
    assert sum(row.movement.text.words == "Awaited" for row in rows) == 10
    assert sum(row.movement.text.words.startswith("Not compared: ") for row in rows) == 15


def test_the_largest_movements_are_ranked_within_each_unit(sample: Outcome) -> None:
    assert [(row[0].split(" ")[0] if row[0][:2] != "NI" else row[0][:6], *row[1:]) for row in table(composed(sample), LARGEST)] == [
        ("CLA48", "82%", "96%", "▲ 14 pp, improved"),
        ("NI 147", "74%", "87%", "▲ 13 pp, improved [note 1]"),
        ("CP14", "73%", "82%", "▲ 9 pp, improved"),
        ("YO2", "826", "698", "▼ 128 per 100,000, improved"),
        ("Adoption", "850", "757", "▼ 93 days, improved [note 1]"),
        ("Adoption", "316", "313", "▼ 3 days, improved [note 1]"),
        ("CLA33", "115", "92", "▼ 23 (20%), improved"),
        ("AD7", "81", "77", "▼ 4 (5%), improved"),
        ("CP12", "82%", "65%", "▼ 17 pp, worsened"),
        ("NI 148", "56%", "70%", "▲ 14 pp, worsened [note 1]"),
        ("CLA24", "74%", "63%", "▼ 11 pp, worsened"),
        ("LSCB12", "18.5", "21", "▲ 2 weeks, worsened [note 2]"),
    ]  # fmt: skip
    assert (
        "[note 1] Year to date: the two periods overlap. [note 2] Taken as one basis: latest “average for ongoing "
        "cases”, Q1 “ongoing cases”. 3 at most in each unit. Left out: 5 counts under 30."
    ) in said(composed(sample))


@pytest.mark.parametrize(
    ("threshold", "left_out", "counts"),
    [
        (1, "", ["LSCB25 14 8", "CLA33 115 92", "LSCB26 7 6", "LSCB4 10 14", "CLA40a 15 20", "CLA39a 8 9"]),
        (
            8,
            " Left out: 1 count under 8.",
            ["LSCB25 14 8", "CLA33 115 92", "AD7 81 77", "LSCB4 10 14", "CLA40a 15 20", "CLA39a 8 9"],
        ),
        (82, " Left out: 6 counts under 82.", ["CLA33 115 92"]),
    ],
)
def test_small_counts_are_left_out_by_the_threshold_of_the_config(
    sample: Outcome, threshold: int, left_out: str, counts: list[str]
) -> None:
    other = replace(sample, framework=replace(sample.framework, small_cohort=threshold))
    document = composed(other)
    codes = ("LSCB25", "LSCB26", "LSCB4", "CLA33", "CLA39a", "CLA40a", "AD7")
    rows = [(row[0].split(" ")[0], row[1], row[2]) for row in table(document, LARGEST)]
    assert [" ".join(row) for row in rows if row[0] in codes] == counts
    assert next(words for words in said(document) if words.startswith("[note 1]")).endswith(
        f"3 at most in each unit.{left_out}"
    )
    assert any(f"Counts that were under {threshold} in the quarter before" in words for words in texts(document.notes))


def test_worse_than_both_and_getting_worse(sample: Outcome) -> None:
    words = said(composed(sample))
    at = words.index(WORSE)
    assert words[at + 1 : at + 3] == [
        "Of the 19 indicators that can be judged against both, 8 are worse than both, and 1 of these also worsened "
        "since Q1:",
        "NI 148 % Care leavers not in contact or NEET: 56% to 70% (▲ 14 pp, worsened); statistical neighbours 41%, "
        "national 55%.",
    ]


def test_none_worse_than_both_is_said(sample: Outcome) -> None:
    others = tuple(entry for entry in sample.assessed if entry.indicator.key != "ni148")
    assert (
        "Of the 18 indicators that can be judged against both, 7 are worse than both, and none of these also worsened "
        "since Q1."
    ) in said(composed(sample, others))
    alone = tuple(map(without_comparators, sample.assessed))
    assert "None: no indicator can be judged against both." in said(composed(sample, alone))


def test_worse_than_one_comparator_only_is_not_named(sample: Outcome) -> None:
    cp12 = next(entry for entry in sample.assessed if entry.indicator.key == "cp12")
    assert isinstance(cp12.against_neighbours, Stands)
    assert cp12.against_neighbours.position is Position.BETTER
    assert cp12.judgement is Judgement.WORSENED
    assert not [words for words in said(composed(sample)) if words.startswith("CP12") and "neighbours" in words]


def test_figures_that_do_not_add_up_are_named_with_both_sides(sample: Outcome) -> None:
    found = (
        finding("EF401", Severity.WARNING),
        finding("EF404", Severity.WARNING, "CLA22: 565 of 47,400 are 119.2 per 10,000, and the rate is 111."),
        finding("EF402", Severity.NOTE, "Only a note."),
        finding("EF411", Severity.WARNING, "Another matter."),
        finding("EF503", Severity.WARNING, "Another matter."),
    )
    document = composed(sample, findings=found)
    assert table(document, NOT_ADDING_UP) == [
        ("Children Looked After (CLA)", "The parts add up to 550, and the total is 565."),
        ("Children Looked After (CLA)", "CLA22: 565 of 47,400 are 119.2 per 10,000, and the rate is 111."),
    ]
    assert NOT_ADDING_UP not in said(composed(sample, findings=found[2:]))


def test_a_draft_says_how_much_is_open_first_and_lists_it_last(sample: Outcome) -> None:
    found = (finding("EF302", Severity.ERROR, "No percent sign."), finding("EF503", Severity.WARNING))
    document = composed(sample, findings=found, draft=True)
    assert said(document)[:2] == [
        "DRAFT. Not for publication: this framework has not been signed off.",
        "1 error is open in the returns, listed under “Errors that are open in the returns”; 1 warning besides, "
        "listed in the workbook on the sheet “Data quality”.",
    ]
    assert table(document, OPEN_ERRORS) == [
        ("2014Q2/cla.xlsx › Return!C18", "EF302", "No percent sign.", "Put right what is wrong.")
    ]
    assert OPEN_ERRORS not in said(composed(sample, findings=found))


def test_everything_awaited(sample: Outcome) -> None:
    pending = NoFigure(Gap.AWAITED, "Pending data accuracy work")
    absent = NotCompared("no latest figure (Pending data accuracy work)")
    waiting = tuple(
        replace(entry, values={**entry.values, Column.LATEST: pending}, movement=absent,
                against_neighbours=absent, against_national=absent)
        for entry in sample.assessed
    )  # fmt: skip
    document = composed(sample, waiting)
    assert "and 78 are awaited." in said(document)[0]
    assert "No movement for the better or for the worse can be ranked." in said(document)
    assert document.charts == ()
    assert not [row for each in document.indicator_tables for row in each.rows if row.positions]


def test_names_are_cut_between_words_and_only_on_the_first_page(sample: Outcome) -> None:
    named = table(composed(sample), LARGEST)[8][0]
    assert named.startswith("CP12 % of ICPCs held within timescales (15 days")
    assert named.endswith("…")
    assert len(named) <= 106
    cp12 = next(entry for entry in sample.assessed if entry.indicator.key == "cp12")
    assert isinstance(cp12.values[Column.LATEST], Figure)
    assert any(cp12.indicator.name == words for words in texts(composed(sample).areas))


def test_a_figure_with_an_open_error_is_not_ranked(sample: Outcome) -> None:
    largest = table(composed(sample), LARGEST)[0]
    entry = next(each for each in sample.assessed if largest[0].endswith(each.indicator.name[-30:]))
    error = replace(finding("EF302", Severity.ERROR), indicator=entry.indicator.key)
    document = composed(sample, findings=(error,), draft=True)
    assert largest not in table(document, LARGEST)
    assert "Left out above: 1 indicator that has an open error." in said(document)
    warned = composed(sample, findings=(replace(error, severity=Severity.WARNING),), draft=True)
    assert largest in table(warned, LARGEST)
    assert not any("Left out above" in words for words in said(warned))
