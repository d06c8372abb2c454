"""Rules EF303 to EF306 and EF309: whether each figure is written in its indicator's unit and words, and can be true."""

from __future__ import annotations

import re
from collections.abc import Iterator

from efreport.model import (
    Figure,
    FigureCell,
    Indicator,
    Mark,
    Severity,
    Unit,
)
from efreport.movement import displayed, written_in
from efreport.phrases import shortened
from efreport.rules.base import Found, Subject, rule
from efreport.rules.together import alike
from efreport.values import plain

EXAMPLES = {
    Unit.COUNT: "306",
    Unit.PERCENT: "22% or 22.5%",
    Unit.PERCENTAGE_POINTS: "14.2 pp or 14.2%",
    Unit.RATE_10000: "65 or 65.2",
    Unit.RATE_100000: "698",
    Unit.DAYS: "757 or 757 days",
    Unit.WEEKS: "21 weeks or 18.5 weeks",
}
MUST_BE = {
    Unit.COUNT: "a count must be a plain number, without a unit or %",
    Unit.RATE_10000: "a rate per 10,000 must be a plain number, without another unit or %",
    Unit.RATE_100000: "a rate per 100,000 must be a plain number, without another unit or %",
    Unit.DAYS: "this must be a number of days",
    Unit.WEEKS: "this must be a number of weeks",
}
FORMAT_BOX = "in the number format box on the Home tab"
NO_FIGURE = "If there is no figure, type n/a, Not yet published, or Pending and the reason."
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
CERTAINLY_SHIFTED = 1000


def how_to_fill(place: str, unit: Unit) -> str:
    """Say what to type in a cell that holds no figure: the figure, why there is none, or nought."""
    return f"In {place}, type the figure like {EXAMPLES[unit]}. {NO_FIGURE} If the number is nil, type {nil(unit)}."


def nil(unit: Unit) -> str:
    """Give nought as a figure of that unit is written."""
    return "0%" if unit.takes_percent else "0"


@rule("EF303", Severity.ERROR)
def other_unit(subject: Subject) -> Iterator[Found]:
    """The figure is in another unit than its indicator.

    The indicator is a number, a rate, days or weeks, and the cell shows a percentage or another unit.

    Why: it is probably the figure of another row or column, or the cell is formatted as a percentage by mistake.

    How to put it right: type the figure in the indicator's unit. If only the format is wrong, choose General in the number
    format box on the Home tab.

    Before: Total number of children with a CP plan: 30600%
    After: Total number of children with a CP plan: 306
    """
    for cell, figure, indicator, label in _figures(subject):
        if not indicator.unit.takes_percent and not written_in(figure, indicator.unit):
            yield alike(
                Found(
                    cell.at,
                    f"{label}: the cell says “{shortened(cell.text)}”, but {MUST_BE[indicator.unit]}.",
                    f"In {cell.at.cell}, type the figure like {EXAMPLES[indicator.unit]}. "
                    f"If only the format is wrong, choose General {FORMAT_BOX}.",
                    indicator.key,
                ),
                cell.at.column,
            )


@rule("EF304", Severity.ERROR)
def whole_number_expected(subject: Subject) -> Iterator[Found]:
    """A count is not a whole number.

    The indicator counts children, families, cases or the like, and the cell holds decimals, shown or not.

    Why: a count is in whole numbers. It is probably a rate or an average, or the figure of another row.

    How to put it right: type the whole number. Excel reads a full stop as a decimal point: type thousands without one, or
    with a comma.

    Before: 30.5, or 1.156
    After: 305, or 1156
    """
    for cell, figure, indicator, label in _figures(subject):
        if is_part_of_a_count(figure, indicator):
            yield alike(
                Found(
                    cell.at,
                    f"{label}: {not_whole(figure, cell.text)}",
                    f"Type the whole number in {cell.at.cell}, like {whole(cell.text)}.",
                    indicator.key,
                ),
                cell.at.column,
            )


def is_part_of_a_count(figure: Figure, indicator: Indicator) -> bool:
    """Say whether a count is not a whole number."""
    return indicator.unit is Unit.COUNT and written_in(figure, indicator.unit) and bool(figure.amount % 1)


def not_whole(figure: Figure, text: str) -> str:
    """Say that a count, written as `text`, is not a whole number."""
    return f"“{shortened(text)}” is not a whole number{_held(figure)}, and this indicator is a count."


def whole(text: str) -> str:
    """Give an example of a whole number: what `text` says where its point may mark thousands."""
    if _THOUSANDS.fullmatch(plain(text)):
        together = plain(text).replace(".", "")
        return f"306; if the point was meant to mark thousands, like {together} or {int(together):,}"
    return "306"


def _held(figure: Figure) -> str:
    """Say what the cell holds where its format hides decimals, so that the message does not contradict the page."""
    exact = figure.amount.normalize()
    hidden = exact != displayed(figure)
    return f" (the cell holds {exact:f}{'%' if figure.unit_mark == '%' else ''})" if hidden else ""


@rule("EF305", Severity.ERROR)
def negative(subject: Subject) -> Iterator[Found]:
    """The figure is below zero.

    Why: no count, percentage, rate or length of time in the framework can be negative. (Where a gap can be, the
    framework's config says so.)

    How to put it right: type the figure without the minus; if a dash was meant to say that there is none, type n/a.

    Before: -3
    After: 3
    """
    for cell, figure, indicator, label in _figures(subject):
        if is_below_zero(figure, indicator):
            yield alike(
                Found(
                    cell.at,
                    f"{label}: {below_zero(cell.text)}",
                    f"Type the figure again in {cell.at.cell} without the minus, or n/a if there is none.",
                    indicator.key,
                ),
                cell.at.column,
            )


def is_below_zero(figure: Figure, indicator: Indicator) -> bool:
    """Say whether a figure is negative that cannot be."""
    return figure.amount < 0 and not indicator.may_be_negative and written_in(figure, indicator.unit)


def below_zero(text: str) -> str:
    """Say that a figure, written as `text`, is negative and cannot be."""
    return f"“{shortened(text)}” is below zero, which is not possible."


@rule("EF306", Severity.ERROR)
def over_100(subject: Subject) -> Iterator[Found]:
    """The percentage is over 100.

    Why: a part cannot be more than its whole. A cell that held 22 and was then formatted as Percentage shows 2200%.
    (Where a percentage can exceed 100, the framework's config says so.)

    How to put it right: type the percentage again, with its sign.

    Before: 2200%
    After: 22%
    """
    for cell, figure, indicator, label in _figures(subject):
        if is_over_100(figure, indicator):
            yield alike(
                Found(
                    cell.at,
                    f"{label}: {above_100(figure, cell.text)}",
                    how_to_lower(figure, cell.at.cell),
                    indicator.key,
                ),
                cell.at.column,
            )


def is_over_100(figure: Figure, indicator: Indicator) -> bool:
    """Say whether a percentage is over 100 that cannot be."""
    may_be = indicator.may_exceed_100 or not indicator.unit.takes_percent
    return figure.amount > 100 and not may_be and written_in(figure, indicator.unit)


def above_100(figure: Figure, text: str) -> str:
    """Say that a percentage, written as `text`, is over 100 and cannot be."""
    return f"“{shortened(text)}” is over 100%{_held(figure)}, which is not possible."


def how_to_lower(figure: Figure, place: str) -> str:
    """Say what to type there; the figure that a format as Percentage has multiplied by 100, where it is clearly that."""
    shifted = (figure.amount / 100).normalize()
    if shifted <= 100 and (figure.amount >= CERTAINLY_SHIFTED or not figure.amount % 100):
        return f"If {shifted:f}% is meant, type {shifted:f}% in {place}."
    return f"Type the percentage again in {place}, like {EXAMPLES[Unit.PERCENT]}."


@rule("EF309", Severity.WARNING)
def words_unknown(subject: Subject) -> Iterator[Found]:
    """The words after the figure are not recognised.

    The figure is followed by a note in brackets or a mark that has no fixed meaning here. It is printed as typed, and
    compared only with a figure that carries the same words.

    Why: the note may mean that the figure is provisional, for another period or counted in another way.

    How to put it right: use one of the forms that the message gives, or put the note into the commentary.

    Before: 62 (see below)
    After: 62 [p], and the note in the commentary
    """
    for cell, figure, indicator, label in _figures(subject):
        unknown = [qualifier.text for qualifier in figure.qualifiers if qualifier.mark is Mark.UNKNOWN]
        if unknown:
            yield alike(
                Found(
                    cell.at,
                    f"{label}: we do not know what “{shortened(' '.join(unknown))}” after the figure means.",
                    f"In {cell.at.cell}, type [p] for provisional, [r] for revised, or (2013/14) for the period it is for. "
                    "Put anything else into the commentary.",
                    indicator.key,
                ),
                cell.at.column,
                tuple(unknown),
            )


def can_be_true(figure: Figure, indicator: Indicator) -> bool:
    """Say whether a figure is in its indicator's unit and can be true: whether none of EF302 to EF306 speaks of it."""
    return (
        written_in(figure, indicator.unit)
        and not is_part_of_a_count(figure, indicator)
        and not is_below_zero(figure, indicator)
        and not is_over_100(figure, indicator)
    )


def _figures(subject: Subject) -> Iterator[tuple[FigureCell, Figure, Indicator, str]]:
    for cell, indicator, label in subject.figures():
        if isinstance(cell.value, Figure):
            yield cell, cell.value, indicator, label
