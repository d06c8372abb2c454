"""Rule EF318: counts that add up over a year or a programme, and cannot fall or go on where they begin again."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from efreport.model import CellRef, Column, Figure, Indicator, Return, Row, Severity, Timing, Value
from efreport.movement import bases, displayed, restarts_in, stated_period, written_in
from efreport.phrases import shortened
from efreport.quarter import Quarter
from efreport.rules.base import Found, Subject, heading_texts, label, rule
from efreport.rules.figures import can_be_true
from efreport.rules.readings import BUILD_UP, smallest_asked
from efreport.rules.telling import gives

BEGAN = {Timing.CUMULATIVE_PROGRAMME: "programme", Timing.SCHOOL_YEAR_TO_DATE: "school year"}


class Counts(NamedTuple):
    """A count that adds up: where it stands, the figure, the quarter before's, and how messages name the two."""

    indicator: Indicator
    at: CellRef
    figure: Figure
    before: Decimal
    named: str
    earlier: str

    @property
    def amount(self) -> Decimal:
        """The latest count, as displayed."""
        return displayed(self.figure)

    @property
    def began(self) -> str:
        """What it counts on from: the year, the school year or the programme."""
        return BEGAN.get(self.indicator.timing, "year")


@rule("EF318", Severity.WARNING)
def does_not_build_up(subject: Subject) -> Iterator[Found]:
    """A count that builds up has fallen, or has not started again.

    The count, or the rate, adds up over the year, the school year or the programme, as its timing in config says, and the
    latest result is less than the quarter before's; or the year has begun again with this quarter, and the latest result is
    no less than that of the whole year before. A figure that the commentary gives, figures that name a period or a basis,
    and small counts at the start of a year are not asked about.

    Why: what has been counted stays counted until the year is over. One quarter's own count in place of the year's, or last
    year's total carried on, reads as a failure or as a target met.

    How to put it right: type what has been counted since the year began. If the earlier count was too high and has been
    corrected, say so in the commentary, with the figure.

    Before: 30, after 44 in Q1
    After: 74
    """
    for found, row, indicator in subject.rows():
        counts = _counts(found, row, indicator)
        if counts is None or gives(row.text(Column.COMMENTARY), counts.figure, indicator):
            continue
        if restarts_in(subject.round.quarter, indicator.timing):
            if counts.amount >= counts.before >= smallest_asked(subject, indicator):
                yield _not_started_again(counts, subject.round.quarter)
        elif counts.amount < counts.before and not _asked_as_zero(counts, subject):
            yield _fallen(counts)


def _counts(found: Return, row: Row, indicator: Indicator) -> Counts | None:
    """Give the two counts, if there are both and they can be held against each other."""
    latest, previous = row.figures.get(Column.LATEST), row.figures.get(Column.PREVIOUS)
    if indicator.timing not in BUILD_UP or not indicator.unit.adds_up or latest is None or previous is None:
        return None
    figure, before = _held(latest.value, indicator), _held(previous.value, indicator)
    if figure is None or before is None:
        return None
    headings = heading_texts(found)
    named = f"{label(indicator)}, “{headings[Column.LATEST]}”: the figure is {shortened(latest.text)}"
    earlier = f"“{shortened(previous.text)}” ({previous.at.cell}, “{headings[Column.PREVIOUS]}”)"
    return Counts(indicator, latest.at, figure, displayed(before), named, earlier)


def _held(value: Value, indicator: Indicator) -> Figure | None:
    """Give a figure that can be held against another of its own kind."""
    if not isinstance(value, Figure) or not can_be_true(value, indicator) or not written_in(value, indicator.unit):
        return None
    return None if stated_period(value) or bases(value) else value


def _asked_as_zero(counts: Counts, subject: Subject) -> bool:
    """Say whether EF317 asks about it as a figure that has fallen to zero."""
    return not counts.amount and counts.before >= smallest_asked(subject, counts.indicator)


def _fallen(counts: Counts) -> Found:
    return Found(
        counts.at,
        f"{counts.named}, less than in the quarter before: {counts.earlier}. It counts on from when the {counts.began} began, "
        "so it cannot fall.",
        f"In {counts.at.cell}, type all that has been counted since the {counts.began} began, not this quarter alone. If the earlier "
        "count was too high, say so in the commentary, with the figure.",
        counts.indicator.key,
    )


def _not_started_again(counts: Counts, quarter: Quarter) -> Found:
    return Found(
        counts.at,
        f"{counts.named}, no less than that of the whole {counts.began} before: {counts.earlier}. The count starts again with "
        f"the {counts.began} in {quarter.short}.",
        f"In {counts.at.cell}, type what has been counted since the {counts.began} began. If the figure is right, say so in the "
        "commentary, with the figure.",
        counts.indicator.key,
    )
