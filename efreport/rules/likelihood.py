"""Rules EF310, EF316 and EF317: figures that can be read and are not likely, and those of them that the commentary gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from efreport.model import COMPARATORS, OWN_COLUMNS, CellRef, Column, Figure, Indicator, Return, Row, Severity, Unit
from efreport.movement import displayed, rounded, written_in
from efreport.phrases import shortened
from efreport.rules.agreement import disagreement
from efreport.rules.base import Found, Subject, heading_texts, label, rule
from efreport.rules.held import held_figures
from efreport.rules.readings import (
    IsFar,
    Reading,
    far_apart,
    in_column,
    odd_one,
    readings_of,
    smallest_asked,
)
from efreport.rules.telling import gives
from efreport.rules.together import alike

_NONE = re.compile(
    r"(?<![\d.,])0(?:\.0+)?%?(?![\d.,]*\d)|\b(?:none|no|nil|zero|nought|nobody|not any)\b", re.IGNORECASE
)


class Odd(NamedTuple):
    """A figure that is far from the `others`, the `doubtful` of which may be wrong; `named` is how a message begins.

    `is_told` is true where the commentary gives the doubtful figures.
    """

    row: Row
    indicator: Indicator
    named: str
    reading: Reading
    others: tuple[Reading, ...]
    doubtful: tuple[Reading, ...]
    is_told: bool


@rule("EF310", Severity.WARNING)
def slipped_digit(subject: Subject) -> Iterator[Found]:
    """A digit may have slipped.

    A figure is six times (or whatever the framework's config says) as large as the indicator's other figures, or a
    sixth of them, or less: the latest against the quarter before, against the latest results of earlier returns, and
    against the year before where a quarter's and a year's are of one size. Where one figure is the odd one out, its
    cell is named; an average, where it is far from the council's own figures and from the other average. Small figures,
    zero and gaps are left out. A figure that the commentary
    gives is taken to be meant (EF316).

    Why: 3060 for 306 and 0.65% for 65% look like any other figure, and only a comparison shows them.

    How to put it right: correct the figure. If it is right, say so in the commentary, with the figure.

    Before: 3060, after 253 in Q1 and 236 in 2013/14
    After: 306
    """
    for odd in _odd_figures(subject):
        if not odd.is_told:
            yield Found(
                odd.reading.at,
                f"{odd.named} {_compared(odd.reading, odd.others)} {_question(odd)}",
                _advice(odd.row, odd.doubtful),
                odd.indicator.key,
            )


@rule("EF316", Severity.NOTE)
def jump_that_is_told(subject: Subject) -> Iterator[Found]:
    """A figure is far from the others, and the commentary gives it.

    The figure would be asked about as one in which a digit slipped (EF310), but its commentary gives the same figure.

    Why: so that whoever signs the framework off sees which jumps were taken as meant.

    How to put it right: no action needed, if the figure is right.

    Before: 1156, after 6 in Q1, without a word
    After: 1156, with “The figure of 1156 is a snapshot at the start of the school year”
    """
    for odd in _odd_figures(subject):
        if odd.is_told:
            yield Found(
                odd.reading.at,
                f"{odd.named} {_compared(odd.reading, odd.others)} The commentary gives the figure, so it is taken as meant.",
                "No action needed, if the figure is right.",
                odd.indicator.key,
            )


@rule("EF317", Severity.WARNING)
def fallen_to_zero(subject: Subject) -> Iterator[Found]:
    """A figure has fallen to zero.

    The latest result is zero, the quarter before it was no small figure, and the commentary does not say that there were none.

    Why: a zero is often a figure that was not there when the return was filled in.

    How to put it right: type the figure, or say why there is none. If it is zero, say so in the commentary.

    Before: 0%, after 82% in Q1
    After: 65%
    """
    for found, row, indicator in subject.rows():
        cell, before = row.figures.get(Column.LATEST), in_column(found, row, indicator, Column.PREVIOUS)
        if cell is None or before is None or not isinstance(cell.value, Figure) or displayed(cell.value):
            continue
        commentary = row.text(Column.COMMENTARY)
        held = held_figures(row, None, indicator, subject.round.quarter)
        told = _NONE.search(commentary) or (held and disagreement(commentary, held))
        if before.amount >= smallest_asked(subject, indicator) and written_in(cell.value, indicator.unit) and not told:
            yield alike(
                Found(
                    cell.at,
                    f"{label(indicator)}, “{heading_texts(found)[Column.LATEST]}”: the figure is "
                    f"{shortened(cell.text)}; in the quarter before it was {before.named}.",
                    f"If the figure is not known yet, type Pending and what for in {cell.at.cell}. If there really were none, "
                    "say so in the commentary.",
                    indicator.key,
                ),
                "zero",
            )


def questioned(subject: Subject) -> frozenset[CellRef]:
    """Give the cells of figures that are asked about, so that no other rule asks again."""
    return frozenset(odd.reading.at for odd in _odd_figures(subject))


def _odd_figures(subject: Subject) -> tuple[Odd, ...]:
    """Give what three rules look at, worked out once."""
    return subject.once(_odd_ones_found)


def _odd_ones_found(subject: Subject) -> tuple[Odd, ...]:
    return tuple(_odd_ones(subject))


def _odd_ones(subject: Subject) -> Iterator[Odd]:
    for found, row, indicator in subject.rows():
        far = far_apart(subject, indicator)
        readings = tuple(readings_of(subject, found, row, indicator))
        for odd, others in (odd_one(readings, far), *_odd_averages(found, row, indicator, far)):
            # Of a return that names two areas, last quarter's is not known, and what it would settle is left open.
            if odd is None or odd.column is None or found.disagrees:
                continue
            doubtful = (odd, *(each for each in others if len(others) == 1 and not each.sure))
            named = f"{label(indicator)}, “{heading_texts(found)[odd.column]}”:"
            yield Odd(row, indicator, named, odd, others, doubtful, _is_answered(row, indicator, doubtful))


def _odd_averages(
    found: Return, row: Row, indicator: Indicator, far: IsFar
) -> Iterator[tuple[Reading, tuple[Reading, ...]]]:
    """Give each average that is far from the council's own figures and from the other average, which are near each other."""
    if indicator.unit is Unit.COUNT:
        return
    told = {column: in_column(found, row, indicator, column) for column in (*OWN_COLUMNS[:2], *COMPARATORS)}
    for column in COMPARATORS:
        odd, others = told[column], tuple(each for at, each in told.items() if each and at is not column)
        if (
            odd
            and len(others) > 1
            and not any(far(one, other) for one in others for other in others if one is not other)
        ) and all(far(odd, other) for other in others):
            yield odd, others


def _is_answered(row: Row, indicator: Indicator, doubtful: Sequence[Reading]) -> bool:
    """Say whether the commentary gives the figures: the same slip would then have been made twice."""
    commentary = row.text(Column.COMMENTARY)
    return all(gives(commentary, each.figure, indicator) for each in doubtful)


def _compared(odd: Reading, others: Sequence[Reading]) -> str:
    typed = f"“{shortened(odd.figure.text)}”"
    if odd.amount > others[0].amount:
        they = " and ".join(f"{_times(odd, other)} times {other.named}" for other in others)
        return f"{typed} is {they}."
    they = " and ".join(f"{other.named} is {_times(odd, other)} times" for other in others)
    return f"{they} as much as {typed}."


def _question(odd: Odd) -> str:
    if odd.reading.amount > odd.others[0].amount:
        return "Is there a digit too many, or a point left out?"
    return "Is a digit missing, or is there a point too many?"


def _times(one: Reading, other: Reading) -> str:
    """Say how many times the larger is the smaller: a slipped digit makes "about 10"."""
    small, large = sorted((one.amount, other.amount))
    times = rounded(large / small, 0)
    return f"{times}" if times * small == large else f"about {times}"


def _advice(row: Row, doubtful: Sequence[Reading]) -> str:
    commentary = row.words.get(Column.COMMENTARY)
    place = f" in {commentary.at.cell}" if commentary else ""
    cells = " or ".join(each.at.cell for each in doubtful)
    if len(doubtful) == 1:
        right = (
            "If the figure is right, say so in the commentary{}: a figure that the commentary gives is not asked about."
        )
    else:
        right = "If both are right, say so in the commentary{}: figures that the commentary gives are not asked about."
    return f"If a digit slipped, correct {cells}. {right.format(place)}"
