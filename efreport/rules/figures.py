"""Rules EF301 to EF309: whether each figure can be read, is written in its indicator's unit, and can be true."""

from __future__ import annotations

from collections.abc import Iterator

from efreport.model import (
    Column,
    Figure,
    FigureCell,
    Gap,
    Indicator,
    Mark,
    NoFigure,
    Severity,
    Unit,
    Unreadable,
)
from efreport.movement import displayed, written_in
from efreport.rules.base import Found, Subject, rule, shortened

EXAMPLES = {
    Unit.COUNT: "306",
    Unit.PERCENT: "22% or 22.5%",
    Unit.PERCENTAGE_POINTS: "14.2%",
    Unit.RATE_10000: "65 or 65.2",
    Unit.RATE_100000: "698",
    Unit.DAYS: "757 or 757 days",
    Unit.WEEKS: "21 weeks or 18.5 weeks",
}
AS_NUMBERS = {
    Unit.COUNT: "a plain number, as a count must be",
    Unit.RATE_10000: "a plain number, as a rate per 10,000 must be",
    Unit.RATE_100000: "a plain number, as a rate per 100,000 must be",
    Unit.DAYS: "a number of days",
    Unit.WEEKS: "a number of weeks",
}
GAPS = "n/a, Not yet published, Pending (and what for), New - not yet collected, Not held"


@rule("EF301", Severity.ERROR)
def unreadable_figure(subject: Subject) -> Iterator[Found]:
    """The cell cannot be read.

    The cell of a figure holds something that is neither a figure nor one of the known ways to say that there is none:
    words, two figures, an Excel error such as #N/A, a date that Excel made of what was typed, a yes or no, or a formula
    that was never calculated.

    Why: nobody should guess what a figure about children means.

    How to put it right: type the figure alone, with a note in brackets if it needs one; or say why there is none.
    Where Excel made a date of it, format the cell as Text first and type it again.

    Before: about 20ish
    After: 20
    """
    for cell, indicator, label in subject.figures():
        if isinstance(cell.value, Unreadable):
            yield Found(
                cell.at,
                f"{label}: “{shortened(cell.text)}” cannot be read: {cell.value.reason}.",
                _how_to_type(cell, indicator),
                indicator.key,
            )


def _how_to_type(cell: FigureCell, indicator: Indicator) -> str:
    example = EXAMPLES[indicator.unit]
    match cell.value:
        case Unreadable(reason=reason) if reason.startswith("a formula"):
            return f"Open the workbook in Excel, so that {cell.at.cell} is calculated, and save it; or type the figure, like {example}."
        case Unreadable(reason=reason) if reason.startswith(("a date", "Excel has turned it into a date")):
            return f"Format {cell.at.cell} as General (or Percentage) and type the figure again, like {example}."
        case _:
            return f"In {cell.at.cell}, type the figure like {example}; where there is none, say why: {GAPS}."


@rule("EF302", Severity.ERROR)
def percent_expected(subject: Subject) -> Iterator[Found]:
    """A percentage is written without its percent sign.

    The indicator is a percentage (or a gap in percentage points), and the cell holds a number that Excel does not
    show with a percent sign.

    Why: 0.22 may mean 22% or 0.22%, and 1 may mean 1% or 100%. It is never guessed.

    How to put it right: type the figure with its sign, 22%. Formatting a cell that holds 22 as Percentage makes 2200%
    of it, so type it again.

    Before: 22, or 0.22
    After: 22%
    """
    for cell, figure, indicator, label in _figures(subject):
        if indicator.unit.takes_percent and not written_in(figure, indicator.unit):
            yield Found(
                cell.at,
                f"{label}: “{shortened(cell.text)}” has no percent sign{_either(figure)}.",
                f"Type it again in {cell.at.cell} with the sign, like {EXAMPLES[indicator.unit]}.",
                indicator.key,
            )


def _either(figure: Figure) -> str:
    """Say which two percentages a number up to 1 might stand for."""
    if not 0 < figure.amount <= 1 or figure.unit_mark:
        return ""
    return f", so it could mean {figure.amount.normalize():f}% or {(100 * figure.amount).normalize():f}%"


@rule("EF303", Severity.ERROR)
def other_unit(subject: Subject) -> Iterator[Found]:
    """The figure is in another unit than its indicator.

    The indicator is a number, a rate, days or weeks, and the cell shows a percentage or another unit.

    Why: it is probably the figure of another row or column, or the cell is formatted as a percentage by mistake.

    How to put it right: type the figure in the indicator's unit. If only the format is wrong, format the cell as General.

    Before: Total number of children with a CP plan: 30600%
    After: Total number of children with a CP plan: 306
    """
    for cell, figure, indicator, label in _figures(subject):
        if not indicator.unit.takes_percent and not written_in(figure, indicator.unit):
            yield Found(
                cell.at,
                f"{label}: “{shortened(cell.text)}” is not {AS_NUMBERS[indicator.unit]}.",
                f"In {cell.at.cell}, type the figure like {EXAMPLES[indicator.unit]}; "
                "if only the format is wrong, format the cell as General.",
                indicator.key,
            )


@rule("EF304", Severity.ERROR)
def whole_number_expected(subject: Subject) -> Iterator[Found]:
    """A count is not a whole number.

    The indicator counts children, families, cases or the like, and the cell holds decimals, shown or not.

    Why: there is no half child. It is probably a rate or an average, or the figure of another row.

    How to put it right: type the whole number.

    Before: 30.5
    After: 305
    """
    for cell, figure, indicator, label in _figures(subject):
        if indicator.unit is Unit.COUNT and written_in(figure, indicator.unit) and figure.amount % 1:
            yield Found(
                cell.at,
                f"{label}: “{shortened(cell.text)}” is not a whole number{_held(figure)}, and this indicator is a count.",
                f"Type the whole number in {cell.at.cell}.",
                indicator.key,
            )


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
        if figure.amount < 0 and not indicator.may_be_negative and written_in(figure, indicator.unit):
            yield Found(
                cell.at,
                f"{label}: “{shortened(cell.text)}” is below zero, which cannot be.",
                f"Type the figure again in {cell.at.cell} without the minus, or n/a if there is none.",
                indicator.key,
            )


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
        if not indicator.may_exceed_100 and written_in(figure, indicator.unit) and _is_over_100(figure, indicator):
            yield Found(
                cell.at,
                f"{label}: “{shortened(cell.text)}” is over 100%{_held(figure)}, which cannot be.",
                f"Type the percentage again in {cell.at.cell}, like {EXAMPLES[indicator.unit]}.",
                indicator.key,
            )


def _is_over_100(figure: Figure, indicator: Indicator) -> bool:
    return indicator.unit.takes_percent and figure.amount > 100


@rule("EF307", Severity.ERROR)
def latest_missing(subject: Subject) -> Iterator[Found]:
    """The latest result is missing.

    The cell is blank, and the indicator is due this quarter.

    Why: the board cannot tell a figure that was forgotten from one that does not exist.

    How to put it right: type the figure, or say why there is none.

    Before: (blank)
    After: 22%, or Pending data accuracy work
    """
    yield from _blanks(subject, (Column.LATEST,))


@rule("EF308", Severity.WARNING)
def other_figure_missing(subject: Subject) -> Iterator[Found]:
    """An earlier figure or a comparator is missing.

    The cell is blank; it is printed as “not given”.

    Why: a figure that was forgotten looks the same as one that does not exist.

    How to put it right: type the figure, or n/a where there is none.

    Before: (blank)
    After: 23%, or n/a
    """
    yield from _blanks(subject, (Column.PREVIOUS, Column.YEAR, Column.NEIGHBOURS, Column.NATIONAL))


def _blanks(subject: Subject, columns: tuple[Column, ...]) -> Iterator[Found]:
    wanted = {row.figures[column].at for _, row, _ in subject.rows() for column in columns if column in row.figures}
    for cell, indicator, label in subject.figures():
        blank = isinstance(cell.value, NoFigure) and cell.value.gap is Gap.BLANK
        if blank and cell.at in wanted and indicator.due_in(subject.round.quarter):
            yield Found(
                cell.at,
                f"{label}: the cell is blank.",
                f"In {cell.at.cell}, type the figure like {EXAMPLES[indicator.unit]}; where there is none, say why: {GAPS}.",
                indicator.key,
            )


@rule("EF309", Severity.WARNING)
def words_unknown(subject: Subject) -> Iterator[Found]:
    """The words after the figure are not known.

    The figure is followed by a note in brackets or a mark that the framework has no meaning for. It is printed as
    typed, and compared only with a figure that carries the same words.

    Why: the note may mean that the figure is provisional, for another period or counted otherwise.

    How to put it right: use one of the known forms, or put the note into the commentary.

    Before: 62 (see below)
    After: 62 [p], and the note in the commentary
    """
    for cell, figure, indicator, label in _figures(subject):
        unknown = [qualifier.text for qualifier in figure.qualifiers if qualifier.mark is Mark.UNKNOWN]
        if unknown:
            yield Found(
                cell.at,
                f"{label}: the words “{shortened(' '.join(unknown))}” after the figure are not known.",
                "Write [p] or *Prov for provisional, (revised) for revised, (2013/14) for the period it is for; "
                "anything else belongs in the commentary.",
                indicator.key,
            )


def _figures(subject: Subject) -> Iterator[tuple[FigureCell, Figure, Indicator, str]]:
    for cell, indicator, label in subject.figures():
        if isinstance(cell.value, Figure):
            yield cell, cell.value, indicator, label
