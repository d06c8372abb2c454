"""What documents say besides figures, as blocks: drafts and their open errors, statuses against targets, what changed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from efreport.comparison import Said, Section, Told, compare_records
from efreport.compose.changes import NO_WORDS, compose_changes
from efreport.compose.doubts import draft_warning, left_out, open_errors
from efreport.compose.targets import target_shown
from efreport.document import Block, Heading, Number, Paragraph, Role, Table, Text
from efreport.model import (
    CellRef,
    Finding,
    Framework,
    Indicator,
    Origin,
    Polarity,
    QuarterRecord,
    Severity,
    Target,
    Timing,
    Unit,
)
from efreport.movement import Brag, Judgement, NotRated, Rated
from efreport.quarter import Quarter

ERROR = Finding(
    CellRef("cp.xlsx", "Return", 14, 3), "EF302", Severity.ERROR, "“65” has no percent sign.", "Type 65%.", "cp12"
)
NO_HINT = Finding(CellRef(), "EF109", Severity.ERROR, "There is no return from “Education”.", "")
WARNING = Finding(CellRef("cp.xlsx"), "EF402", Severity.WARNING, "It does not add up.", "Check it.")
LISTED = "listed in the workbook on the sheet “Data quality”"
OPEN = "Errors that are open in the returns"


def paragraphs(blocks: list[Block]) -> list[tuple[str, Role]]:
    """The paragraphs among the blocks: their words and what they mean."""
    return [(block.text.words, block.text.role) for block in blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ([], ("No errors are open in the returns; no warnings besides.", Role.NOTE)),
        ([WARNING], (f"No errors are open in the returns; 1 warning besides, {LISTED}.", Role.NOTE)),
        ([ERROR], (f"1 error is open in the returns, listed under “{OPEN}”; no warnings besides.", Role.WARNING)),
        ([ERROR, NO_HINT, WARNING, WARNING],
         (f"2 errors are open in the returns, listed under “{OPEN}”; 2 warnings besides, {LISTED}.", Role.WARNING)),
    ],
)  # fmt: skip
def test_a_draft_says_how_much_is_open(findings: list[Finding], expected: tuple[str, Role]) -> None:
    draft = ("DRAFT. Not for publication: this framework has not been signed off.", Role.WARNING)
    assert paragraphs(list(draft_warning(findings))) == [draft, expected]


def test_the_errors_that_are_open_are_listed() -> None:
    assert list(open_errors([WARNING])) == []
    heading, table = open_errors([ERROR, WARNING, NO_HINT])
    assert heading == Heading(1, OPEN)
    assert isinstance(table, Table)
    assert table.headings == ("Where", "Rule", "What is wrong", "How to put it right")
    assert [[cell.words for cell in row] for row in table.rows] == [
        ["cp.xlsx › Return!C14", "EF302", "“65” has no percent sign.", "Type 65%."],
        ["All returns", "EF109", "There is no return from “Education”.", "See the message."],
    ]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, []),
        (1, [("Left out above: 1 indicator that has an open error.", Role.NOTE)]),
        (3, [("Left out above: 3 indicators that have an open error.", Role.NOTE)]),
    ],
)
def test_who_is_not_ranked_is_said(number: int, expected: list[tuple[str, Role]]) -> None:
    assert paragraphs(list(left_out(number))) == expected


def indicator(unit: Unit) -> Indicator:
    return Indicator("key", ("K1",), "Name", unit, Polarity.HIGHER, Timing.STOCK)


@pytest.mark.parametrize(
    ("brag", "status"),
    [
        (Brag.BLUE, "Blue: clearly better than target"),
        (Brag.GREEN, "Green: target met"),
        (Brag.AMBER, "Amber: target not met, within tolerance"),
        (Brag.RED, "Red: target not met"),
    ],
)
def test_a_status_in_words(brag: Brag, status: str) -> None:
    target = Target("2014/15", Decimal("82.50"), Decimal(2))
    shown = target_shown(Rated(target, brag, Decimal(1)), indicator(Unit.PERCENT))
    assert shown.text == Text(f"82.5%\n{status}", Role(brag.value))
    assert shown.status == Text(status, Role(brag.value))
    assert shown.amount == Number(Decimal("82.50"), 1, percent=True)
    assert shown.note == ""
    caveats = ("the latest figure is provisional", "the latest figure is on the basis “ongoing cases”")
    noted = target_shown(Rated(target, brag, Decimal(1), caveats), indicator(Unit.PERCENT))
    assert noted.text.words == f"82.5%\n{status} ({'; '.join(caveats)})"
    assert noted.note == f"Status: {'; '.join(caveats)}"


def test_no_status_and_no_target_in_words() -> None:
    target = Target("2014/15", Decimal(1200))
    shown = target_shown(NotRated(target, "no latest figure (n/a)"), indicator(Unit.DAYS))
    assert shown.text == Text("1,200 days\nNo status: no latest figure (n/a)", Role.GAP)
    assert shown.status == Text("No status", Role.GAP)
    assert shown.note == "No status: no latest figure (n/a)"
    assert target_shown(None, indicator(Unit.DAYS)).text == Text("No target", Role.GAP)


def test_a_comparison_as_a_document(framework: Framework) -> None:
    then, now = (QuarterRecord(Quarter(2014, number), Origin.PUBLISHED, f"edition {number}", ()) for number in (1, 2))
    first = Section(
        "Read otherwise",
        headings=("Code", "Was", "Is now"),
        rows=((Said("CP2"), Said(""), Said("254")),),
        first_page=True,
    )
    rows = ((Said("CP2"), Said("▲ 53", Judgement.IMPROVED)), (Said("CP3"), Said(" ")))
    area = Section("Child Protection", "Two changed.", ("Code", "Change"), rows)
    told = Told(
        "Q1 2014/15 to Q2 2014/15",
        "Q1 2014/15, edition 1",
        "Q2 2014/15, edition 2",
        ("One figure.", "Two."),
        (area, first),
    )
    document = compose_changes(compare_records(then, now, {}), told, framework)
    assert (document.title, document.organisation) == (f"{framework.title}: what changed", framework.organisation)
    assert (document.quarter, document.quarter_key, document.draft) == ("Q1 2014/15 to Q2 2014/15", "2014Q2", False)
    assert paragraphs(list(document.cover)) == [
        (words, Role.PLAIN)
        for words in ("From: Q1 2014/15, edition 1.", "To: Q2 2014/15, edition 2.", "One figure.", "Two.")
    ]
    *_, heading, table = document.cover
    assert heading == Heading(1, "Read otherwise")
    assert isinstance(table, Table)
    assert (table.headings, table.rows) == (("Code", "Is now"), ((Text("CP2"), Text("254")),))
    heading, sentence, table = document.areas
    assert (heading, sentence) == (Heading(1, "Child Protection"), Paragraph(Text("Two changed.")))
    assert isinstance(table, Table)
    assert table.description == "One row for each change, with code, change."
    assert table.rows == ((Text("CP2"), Text("▲ 53", Role.IMPROVED)), (Text("CP3"), Text(NO_WORDS)))
    told_alone = Told("", "", "", (), (Section("Nothing", "Nothing changed."),))
    assert len(compose_changes(compare_records(then, now, {}), told_alone, framework).areas) == 2
