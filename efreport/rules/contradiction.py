"""Rule EF508: a commentary that does not agree with the figures of its row."""

from __future__ import annotations

from collections.abc import Iterator

from efreport.assessment import Assessed
from efreport.model import Cell, Column, Figure, FigureCell, Return, Row, Severity
from efreport.movement import NotCompared
from efreport.phrases import shortened
from efreport.rules.agreement import Disagreement, disagreement
from efreport.rules.base import Found, Subject, heading_texts, label, rule
from efreport.rules.figures import can_be_true
from efreport.rules.held import Held, held_figures
from efreport.rules.layout import doubled_headings
from efreport.rules.likelihood import questioned
from efreport.rules.together import alike


@rule("EF508", Severity.WARNING)
def commentary_gives_others(subject: Subject) -> Iterator[Found]:
    """The commentary gives another figure than the latest result.

    The commentary gives a percentage as the result that is in no column of the row; it goes “from 40 to 8” or “by 149 to 838”,
    from a figure of the row to another than the latest; it has the digits of the latest result in another order (318 for
    381); it tells a change that no figures of the row make (“an increase of 3.2 percentage points”, “12 fewer than in Q1”,
    “doubled”); or it says that the figure fell, or improved, where it did the opposite. Numbers may be in words. What it says of
    other things, of other times, of targets, or as “about 12”, is not held against it.

    Why: either the figure was mistyped, or the commentary is of another quarter or another row. The board reads both.

    How to put it right: check the figure and the commentary, and correct the one that is wrong.

    Before: 56%, with “Timeliness fell by 17 percentage points to 65%”
    After: 65%, with “Timeliness fell by 17 percentage points to 65%”
    """
    asked = questioned(subject)
    # Of two columns with one heading nobody knows which is the one, and that is said.
    in_doubt = {found.workbook for found in subject.returns() if doubled_headings(found)}
    for entry, row in subject.entries():
        if row.at.workbook in in_doubt:
            continue
        cell, commentary, held = (
            row.figures.get(Column.LATEST),
            row.words.get(Column.COMMENTARY),
            _held(subject, entry, row),
        )
        value = cell.value if cell and cell.at not in asked else None
        if (
            not cell
            or not commentary
            or not held
            or not isinstance(value, Figure)
            or not can_be_true(value, held.indicator)
        ):
            continue
        if entry.source and (other := disagreement(commentary.text, held)):
            yield alike(_found(entry.source, cell, commentary, held, other))


def _held(subject: Subject, entry: Assessed, row: Row) -> Held | None:
    before = subject.round.before()
    other = before.return_of(entry.area) if before else None
    earlier = other.by_key.get(entry.indicator.key) if other and other.headings_for is None else None
    held = held_figures(row, earlier, entry.indicator, subject.round.quarter)
    comparable = not isinstance(entry.movement, NotCompared), not isinstance(entry.year_movement, NotCompared)
    return held._replace(comparable=comparable) if held else None


def _found(found: Return, cell: FigureCell, commentary: Cell, held: Held, other: Disagreement) -> Found:
    heading = heading_texts(found)[Column.LATEST]
    beside = f", {other.instead}" if other.instead else ""
    return Found(
        cell.at,
        f"{label(held.indicator)}, “{heading}”: the figure is {shortened(cell.text)}{beside}, but the commentary in "
        f"{commentary.at.cell} says {other.said}.",
        f"Check both, and correct {cell.at.cell} or the commentary.",
        held.indicator.key,
    )
