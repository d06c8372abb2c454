"""Rules EF501 to EF504: sources of commentary, and commentary where the framework expects it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from efreport.assessment import Assessed
from efreport.model import Cell, Column, Severity, same_code
from efreport.movement import Judgement, Moved, Position, Standing, Stands
from efreport.rules.base import Found, Subject, label, rule, shortened

_SEPARATORS = re.compile(r"[/,;&+\n]|\band\b", re.IGNORECASE)
NONE_GIVEN = ("na", "n/a", "none", "-", "tbc", "")


@rule("EF501", Severity.ERROR)
def source_unknown(subject: Subject) -> Iterator[Found]:
    """The source of commentary is not a known one.

    Why: the source tells the board where a commentary was agreed; a mistyped one tells it nothing.

    How to put it right: write one of the framework's sources. A new source is added to the framework first.

    Before: LSBC
    After: LSCB
    """
    sources = subject.framework.sources
    known = {same_code(source.code): source.code for source in sources}
    spelt_out = {same_code(source.name): source.code for source in sources}
    for _, row, indicator in subject.rows():
        cell = row.words.get(Column.SOURCE)
        for part in _SEPARATORS.split(cell.text) if cell and not _is_none(cell) else ():
            if cell and same_code(part) and same_code(part) not in known:
                nearest = get_close_matches(same_code(part), known | spelt_out, 1)
                meant = f" Did you mean {(known | spelt_out)[nearest[0]]}?" if nearest else ""
                yield Found(
                    cell.at,
                    f"{label(indicator)}: “{shortened(part)}” is not a known source of commentary.{meant}",
                    f"In {cell.at.cell}, write one of: {', '.join(known.values())}.",
                    indicator.key,
                )


@rule("EF502", Severity.WARNING)
def commentary_missing(subject: Subject) -> Iterator[Found]:
    """A commentary is missing where the board will ask for one.

    The figure worsened since the quarter before, or is worse than both the statistical neighbours and the national
    average, and there is no commentary.

    Why: these are the figures that the board will ask about.

    How to put it right: say in a sentence or two why, and what is being done.

    Before: CP12 fell from 82% to 65%, with no commentary
    After: CP12 fell ... because requests reached the team late; a daily check began in October.
    """
    for entry, cell in _without_commentary(subject):
        if entry.indicator.commentary_expected and (reason := _why_expected(entry)):
            yield Found(
                cell.at,
                f"{label(entry.indicator)}: there is no commentary, although the figure {reason}.",
                f"In {cell.at.cell}, say in a sentence or two why, and what is being done.",
                entry.indicator.key,
            )


@rule("EF503", Severity.WARNING)
def commentary_not_there(subject: Subject) -> Iterator[Found]:
    """A source of commentary is named, but there is no commentary.

    Why: a commentary was probably agreed and not copied into the return.

    How to put it right: copy the commentary in, or clear the source.

    Before: CR | (blank)
    After: CR | Placements outside the city are specialist ones.
    """
    for entry, cell in _without_commentary(subject):
        source = entry.row.words.get(Column.SOURCE) if entry.row else None
        told = entry.indicator.commentary_expected and _why_expected(entry)
        if source and not _is_none(source) and not told:
            yield Found(
                cell.at,
                f"{label(entry.indicator)}: the source of commentary is “{shortened(source.text)}”, but there is no commentary.",
                f"Type the commentary in {cell.at.cell}, or clear the source in {source.at.cell}.",
                entry.indicator.key,
            )


@rule("EF504", Severity.NOTE)
def source_not_there(subject: Subject) -> Iterator[Found]:
    """There is a commentary without a source.

    Why: the board cannot tell where it was agreed.

    How to put it right: name the source beside it.

    Before: (blank) | Repeat cases are in line with the national average.
    After: CMT | Repeat cases are in line with the national average.
    """
    known = ", ".join(source.code for source in subject.framework.sources)
    for _, row, indicator in subject.rows():
        source, commentary = row.words.get(Column.SOURCE), row.words.get(Column.COMMENTARY)
        if source and commentary and _is_none(source) and not _is_none(commentary):
            yield Found(
                source.at,
                f"{label(indicator)}: there is a commentary, but no source of it.",
                f"In {source.at.cell}, write one of: {known}.",
                indicator.key,
            )


def _without_commentary(subject: Subject) -> Iterator[tuple[Assessed, Cell]]:
    for entry, row in subject.entries():
        cell = row.words.get(Column.COMMENTARY)
        if cell and _is_none(cell):
            yield entry, cell


def _is_none(cell: Cell) -> bool:
    return cell.text.strip().casefold() in NONE_GIVEN


def _why_expected(entry: Assessed) -> str:
    if isinstance(entry.movement, Moved) and entry.movement.judgement is Judgement.WORSENED:
        return "worsened since the quarter before"
    if _is_worse(entry.against_neighbours) and _is_worse(entry.against_national):
        return "is worse than both the statistical neighbours and the national average"
    return ""


def _is_worse(standing: Standing) -> bool:
    return isinstance(standing, Stands) and standing.position is Position.WORSE
