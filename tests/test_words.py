"""The words of one indicator in the documents: standings, what is cut, and figures that were revised or are in doubt."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from efreport.compose.notes import notes
from efreport.compose.words import (
    Notes,
    arrow_and_change,
    as_revised,
    clean,
    in_short,
    position_shown,
    shortened,
    shown,
    standing_words,
)
from efreport.document import Paragraph, Role, Shown, Text
from efreport.model import Figure, Framework, Indicator, Polarity, Round, Timing, Unit
from efreport.movement import Moved, NotCompared, Position, Stands, compare
from efreport.quarter import Quarter
from efreport.revisions import Revision
from efreport.values import parse_value

CP12 = Indicator("cp12", ("CP12",), "% of conferences in time", Unit.PERCENT, Polarity.HIGHER, Timing.FLOW)


@pytest.mark.parametrize(
    ("position", "words"),
    [
        (Position.BETTER, "ours is better"),
        (Position.WORSE, "ours is worse"),
        (Position.SAME, "ours is the same"),
        (Position.HIGHER, "ours is higher"),
        (Position.LOWER, "ours is lower"),
    ],
)
def test_where_the_latest_figure_stands(position: Position, words: str) -> None:
    notes = Notes()
    assert position_shown(Stands(position, Decimal(1)), notes) == Text(words, Role.PLAIN)
    caveat = Stands(position, Decimal(1), ("national figure is for 2013",))
    assert position_shown(caveat, notes) == Text(f"{words} [note\u00a01]", Role.PLAIN, (1,))
    assert standing_words(caveat) == f"{position.value} (national figure is for 2013)"
    assert notes.sentences() == ("[note\u00a01] National figure is for 2013.",)


def test_a_standing_that_there_is_not_says_why() -> None:
    notes = Notes()
    standing = NotCompared("no national figure (n/a)")
    assert position_shown(standing, notes) == Text("not compared [note\u00a01]", Role.NOT_COMPARED, (1,))
    assert standing_words(standing) == "not compared: no national figure (n/a)"


@pytest.mark.parametrize(
    ("words", "longest", "expected"),
    [
        ("Children  looked\nafter", 30, "Children looked after"),
        ("Children looked after", 21, "Children looked after"),
        ("Children looked after", 20, "Children looked…"),
        ("Children looked, after", 18, "Children looked…"),
        ("Childrenlookedafter", 10, "Childrenl…"),
    ],
)
def test_a_name_is_cut_between_words_where_it_can_be(words: str, longest: int, expected: str) -> None:
    assert shortened(words, longest) == expected


def test_what_no_document_can_hold_is_taken_out() -> None:
    assert clean("One\r\ntwo\rthree\x00\x0b\ud800 four\ufffe") == "One\ntwo\nthree four"


@pytest.mark.parametrize(
    ("text", "role", "note"),
    [
        ("82%", Role.PLAIN, ""),
        ("82% [p]", Role.PLAIN, "Q1: 82% [p]"),
        ("0.82", Role.PLAIN, "Q1: “0.82” is printed as typed, since its unit is in doubt"),
        ("n/a", Role.GAP, ""),
        ("about 80", Role.GAP, ""),
    ],
)
def test_a_figure_as_it_is_printed(text: str, role: Role, note: str) -> None:
    printed = shown(parse_value(text), CP12, "Q1")
    assert (printed.text, printed.note) == (Text(text, role), note)
    assert (printed.number is None) == (text in ("0.82", "n/a", "about 80"))


def test_a_blank_cell_is_said_to_be_one() -> None:
    assert shown(parse_value(""), CP12, "Q1") == Shown(Text("not given", Role.GAP))


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("82.0% [p] (2013)", Unit.PERCENT, "82.0% [p]"),
        ("1,156 (revised)", Unit.COUNT, "1,156 [r]"),
        ("1156", Unit.COUNT, "1156"),
        ("21 weeks", Unit.WEEKS, "21"),
    ],
)
def test_a_figure_in_short(text: str, unit: Unit, expected: str) -> None:
    value = parse_value(text)
    assert isinstance(value, Figure)
    assert in_short(value, unit) == expected


def test_a_figure_that_was_published_otherwise_is_marked_and_keeps_its_notes() -> None:
    notes = Notes()
    notes.refer(["the latest figure is provisional"])
    was = Revision("80%", "edition 1 of 2014Q1")
    printed = as_revised(shown(parse_value("82%"), CP12, "Q1"), "Q1", was, notes)
    assert printed.text == Text("82% [r] [note\u00a02]", Role.PLAIN, (2,))
    assert printed.number is not None
    assert printed.number.suffix == " [r]"
    assert printed.note == "Q1: 80% was published in edition 1 of 2014Q1"
    noted = Shown(Text("82% [note\u00a01]", Role.PLAIN, (1,)))
    assert as_revised(noted, "Q1", was, notes).text.notes == (1, 2)
    gap = as_revised(shown(parse_value("n/a"), CP12, "Q1"), "Q1", was, notes)
    assert gap.text == Text("n/a [note\u00a02]", Role.GAP, (2,))
    said = as_revised(shown(parse_value("82% [r]"), CP12, "Q1"), "Q1", was, notes)
    assert said.text.words == "82% [r] [note\u00a02]"


@pytest.mark.parametrize(
    ("latest", "words"), [("51%", "► up 1 pp, no change"), ("49%", "► down 1 pp, no change"), ("50%", "► no change")]
)
def test_a_change_that_counts_as_none_keeps_its_sign(latest: str, words: str) -> None:
    moved = compare(parse_value(latest), parse_value("50%"), replace(CP12, tolerance=Decimal(1)), Quarter(2014, 2))
    assert isinstance(moved, Moved)
    assert f"{arrow_and_change(moved, CP12.unit)}{moved.judgement.value}" == words


def test_the_notes_name_what_counts_as_no_change(framework: Framework) -> None:
    area = framework.areas[0]
    first, *others = area.sections
    near = replace(first, indicators=(replace(first.indicators[0], tolerance=Decimal("0.5")), *first.indicators[1:]))
    changed = replace(framework, areas=(replace(area, sections=(near, *others)), *framework.areas[1:]))
    sentences = [
        [block.text.words for block in notes(Round(Quarter(2014, 2), ()), each, None) if isinstance(block, Paragraph)]
        for each in (framework, changed)
    ]
    assert [each for each in sentences[1] if each not in sentences[0]] == [
        "Of these indicators a small change counts as no change, with the arrow ► before it: CP2 up to 0.5."
    ]
