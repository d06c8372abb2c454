"""Rules EF307, EF308, EF311 and EF312: figures that are not there, for the first time or again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from efreport.model import (
    Cell,
    Column,
    Figure,
    FigureCell,
    Gap,
    Heading,
    Indicator,
    NoFigure,
    Return,
    Round,
    Row,
    Severity,
    Timing,
)
from efreport.phrases import shortened
from efreport.rules.base import Found, Many, Subject, heading_texts, label, rule
from efreport.rules.commentary import says_nothing
from efreport.rules.figures import EXAMPLES, NO_FIGURE, how_to_fill
from efreport.rules.reasons import says_why_none
from efreport.rules.together import alike
from efreport.values import plain

FEWEST_IN_A_COLUMN = 3
OTHERS = (Column.PREVIOUS, Column.YEAR, Column.NEIGHBOURS, Column.NATIONAL)
# Words that say that there is no figure, and not why.
_BARE = re.compile(
    r"n ?[/.\\]? ?a|not|no|yet|available|applicable|relevant|held|reported|recorded|due|data|figures?|pending|awaited"
    r"|expected|to|be|confirmed|advised|tb[ca]|t\.b\.[ca]|new|measure|indicator|collected|previously",
    re.IGNORECASE,
)


@rule("EF307", Severity.ERROR)
def latest_missing(subject: Subject) -> Iterator[Found]:
    """The latest result is blank.

    The cell is blank, and the indicator is due this quarter. Where the whole column is blank, that is said once, at
    its heading.

    Why: the board cannot tell a figure that was forgotten from one that does not exist.

    How to put it right: type the figure, or say why there is none.

    Before: (blank)
    After: 22%, or Pending data accuracy work
    """
    yield from _blanks(subject, (Column.LATEST,))


@rule("EF308", Severity.WARNING)
def other_figure_missing(subject: Subject) -> Iterator[Found]:
    """An earlier figure or a comparator is blank.

    The cell is blank; it is printed as “not given”. Where a whole column is blank, that is said once, at its heading.

    Why: a figure that was forgotten looks the same as one that does not exist.

    How to put it right: type the figure, or n/a where there is none.

    Before: (blank)
    After: 23%, or n/a
    """
    yield from _blanks(subject, OTHERS)


def _blanks(subject: Subject, columns: tuple[Column, ...]) -> Iterator[Found]:
    due: dict[str, list[tuple[Row, Indicator]]] = {}
    returns: dict[str, Return] = {}
    for found, row, indicator in subject.rows():
        if indicator.due_in(subject.round.quarter):
            due.setdefault(found.workbook, []).append((row, indicator))
            returns[found.workbook] = found
    for workbook, rows in due.items():
        for column in columns:
            cells = [(row.figures[column], indicator) for row, indicator in rows if column in row.figures]
            blank = [(cell, indicator) for cell, indicator in cells if _gap(cell) is Gap.BLANK]
            is_whole = len(blank) == len(cells) >= FEWEST_IN_A_COLUMN
            for cell, indicator in blank:
                told = _blank_cell(cell, indicator, returns[workbook], column)
                yield (
                    replace(told, many=_whole_column(returns[workbook], column)) if is_whole else alike(told, column)
                )


def _whole_column(found: Return, column: Column) -> Many:
    heading = _heading(found, column)
    return Many(("whole", column), lambda blank: _blank_column(heading, len(blank)), FEWEST_IN_A_COLUMN)


def _gap(cell: FigureCell) -> Gap | None:
    return cell.value.gap if isinstance(cell.value, NoFigure) else None


def _heading(found: Return, column: Column) -> Heading:
    return next(heading for heading in found.headings if heading.column is column)


def _blank_column(heading: Heading, count: int) -> Found:
    name = " ".join(heading.text.split())
    return Found(
        heading.at,
        f"“{name}”: the whole column is blank, for all {count} indicators that are due.",
        f"Type the figures below {heading.at.cell}. {NO_FIGURE} If they are in another column, check that column's heading.",
    )


def _blank_cell(cell: FigureCell, indicator: Indicator, found: Return, column: Column) -> Found:
    return Found(
        cell.at,
        f"{label(indicator)}, “{heading_texts(found)[column]}”: the cell is blank.",
        how_to_fill(cell.at.cell, indicator.unit),
        indicator.key,
    )


@rule("EF311", Severity.WARNING)
def figure_gone(subject: Subject) -> Iterator[Found]:
    """There was a figure last quarter but none now.

    The latest result says that there is no figure and not why, last quarter there was one, and there is no commentary
    either, or one that does not speak of it: neither of data that are late, wrong, being checked or no longer collected, nor
    of when there will be a figure. Figures that are withheld because they are small ([c], <5) and measures that are
    reported once a year are not asked about.

    Why: the board saw a figure three months ago and will ask what has become of it.

    How to put it right: type the figure if there is one; else say why not, in the cell or in the commentary.

    Before: n/a, after 95% in Q1
    After: Pending data accuracy work
    """
    for found, row, indicator in subject.rows():
        cell, commentary = row.figures.get(Column.LATEST), row.words.get(Column.COMMENTARY)
        if cell is None or not _asks_why(cell, indicator) or _says_why(commentary):
            continue
        if earlier := _figure_before(subject, found, row, indicator):
            yield alike(
                Found(
                    cell.at,
                    f"{label(indicator)}, “{heading_texts(found)[Column.LATEST]}”: there was a figure last quarter "
                    f"({earlier}) but none now (“{shortened(cell.text)}”){_silence(commentary)}.",
                    f"If there is a figure, type it in {cell.at.cell}, like {EXAMPLES[indicator.unit]}. If not, say why: in the "
                    f"cell, like Pending data accuracy work, or in the commentary{_place(commentary)}.",
                    indicator.key,
                ),
                "gone",
            )


def _asks_why(cell: FigureCell, indicator: Indicator) -> bool:
    """Say whether the cell leaves open why there is no figure, for an indicator that has one every quarter."""
    if indicator.timing is Timing.SCHOOL_YEAR or _gap(cell) in (None, Gap.BLANK, Gap.CONFIDENTIAL):
        return False
    words = re.split(r"[\s,;:()-]+", plain(cell.text))
    return not any(re.search(r"[a-z]{2}", word, re.IGNORECASE) and not _BARE.fullmatch(word) for word in words)


def _says_why(commentary: Cell | None) -> bool:
    return commentary is not None and not says_nothing(commentary) and says_why_none(commentary.text)


def _silence(commentary: Cell | None) -> str:
    """Say that there is a commentary and that it does not help; nothing where there is none."""
    if commentary is None or says_nothing(commentary):
        return ""
    return f", and the commentary in {commentary.at.cell} does not say why: “{shortened(commentary.text)}”"


def _figure_before(subject: Subject, found: Return, row: Row, indicator: Indicator) -> str:
    """Give last quarter's figure and where it is, or nothing."""
    previous = row.figures.get(Column.PREVIOUS)
    if previous and isinstance(previous.value, Figure):
        return f"“{shortened(previous.text)}” in {previous.at.cell}"
    before = subject.round.before()
    cell = latest_of(before, found, indicator) if before else None
    if before is None or cell is None or not isinstance(cell.value, Figure):
        return ""
    return f"“{shortened(cell.text)}” in the return of {before.quarter.label}"


def latest_of(round_: Round, found: Return, indicator: Indicator) -> FigureCell | None:
    """Give the latest result's cell of that indicator in another round's return of the same area, or None."""
    other = round_.return_of(found.area) if found.area else None
    row = other.by_key.get(indicator.key) if other and other.headings_for is None else None
    return row.figures.get(Column.LATEST) if row else None


def _place(cell: Cell | None) -> str:
    return f" in {cell.at.cell}" if cell else ""


@rule("EF312", Severity.WARNING)
def long_awaited(subject: Subject) -> Iterator[Found]:
    """A figure has been awaited for several quarters running.

    The latest result is awaited (Pending, TBC, Not yet published), and so it was in the returns of the quarters before.
    How many quarters it takes is in the framework's config, usually three with this one. Nothing is said where the cell
    says from which quarter the figure will be available, or where last quarter's has come in since.

    Why: a figure that is promised again and again is a gap in what the board can see.

    How to put it right: type the figure, or say when it will be available, and in the commentary why it takes so long.

    Before: Pending, in Q4, Q1 and Q2
    After: Available from Q3 2014/15
    """
    running = subject.framework.rule_settings.pending_quarters
    rounds = [subject.before(quarters) for quarters in range(1, running)]
    for found, row, indicator in subject.rows():
        cell, previous = row.figures.get(Column.LATEST), row.figures.get(Column.PREVIOUS)
        came_in = previous is not None and isinstance(previous.value, Figure)
        if cell and not came_in and _is_awaited(cell):
            earlier = [latest_of(round_, found, indicator) for round_ in rounds]
            if all(each is not None and _gap(each) is Gap.AWAITED for each in earlier):
                since = rounds[-1].quarter.label if rounds else subject.round.quarter.label
                yield alike(
                    Found(
                        cell.at,
                        f"{label(indicator)}, “{heading_texts(found)[Column.LATEST]}”: “{shortened(cell.text)}”. The figure has "
                        f"now been awaited for {running} quarters running, since {since}.",
                        f"In {cell.at.cell}, type the figure if there is one by now, like {EXAMPLES[indicator.unit]}. If not, say "
                        f"when it will be available, like Available from {subject.round.quarter.next.label}.",
                        indicator.key,
                    ),
                    "awaited",
                )


def _is_awaited(cell: FigureCell) -> bool:
    """Say whether the figure is awaited and the cell does not say until when."""
    return isinstance(cell.value, NoFigure) and cell.value.gap is Gap.AWAITED and not cell.value.expected
