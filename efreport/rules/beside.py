"""Rules EF116 and EF123: text in, beside and below the table that is not read."""

from __future__ import annotations

from collections.abc import Iterator

from efreport.model import Cell, Column, Return, Severity, same_code
from efreport.rules.base import Found, Subject, rule, shortened
from efreport.rules.listing import listed


@rule("EF116", Severity.WARNING)
def text_not_read(subject: Subject) -> Iterator[Found]:
    """Text in or beside the table is not read.

    There is text beside an indicator in a column without a heading, or where commentary stands in a row that speaks of no
    indicator.

    Why: it was probably written for the board, and it will not be printed.

    How to put it right: move it into the commentary of the indicator that it belongs to. To begin a new line within a cell,
    press Alt+Enter.

    Before: a commentary that goes on in the row below
    After: the whole commentary in one cell
    """
    for found in subject.returns():
        texts = [cell for cell in found.layout.unread if not _is_below(found, cell)]
        if texts:
            advice = (
                "Move it into the commentary of the indicator that it belongs to (Alt+Enter begins a new line within a cell). "
                "If it is not meant for the board, nothing need be done."
            )
            yield _unread(texts, "in or beside the table", "belongs to no indicator and is not read", advice)


@rule("EF123", Severity.NOTE)
def note_not_read(subject: Subject) -> Iterator[Found]:
    """A line below the table is not read.

    Below the last indicator stands text that is no heading of a section. Lines that stood below last quarter's table as
    well are not mentioned again.

    Why: a note may be meant for the board, and it will not be printed.

    How to put it right: nothing need be done, if it is meant for those who fill in the return. What the board should read
    belongs in the commentary of an indicator.

    Before: below the table, * figures for September are estimates
    After: the same in the commentary of those indicators
    """
    for found in subject.returns():
        if found.disagrees:
            # Whose last quarter's return to look into is unknown, and that is said.
            continue
        known = _furniture(found, subject)
        texts = [cell for cell in found.layout.unread if _is_below(found, cell) and same_code(cell.text) not in known]
        if texts:
            advice = "Nothing need be done, unless the board should read it; then move it into the commentary of an indicator."
            yield _unread(texts, "below the table", "is not read", advice)


def _is_below(found: Return, cell: Cell) -> bool:
    """Say whether the text stands below the table, and not in a column of it that is for words on one indicator."""
    last = max((row.at.row for row in found.rows), default=0)
    words = [each.at.column for each in found.headings if each.column in (Column.SOURCE, Column.COMMENTARY)]
    return cell.at.row > last and cell.at.column not in words


def _furniture(found: Return, subject: Subject) -> set[str]:
    """Texts that may stand below any table: headings of sections, areas' notes, lines of signing off, last quarter's lines."""
    areas = subject.framework.areas
    known = {
        same_code(text)
        for area in areas
        for text in (area.heading, area.note, *(each.heading for each in area.sections))
    }
    signed = {cell.at.row for cell in found.sign_off.values()}
    known |= {same_code(cell.text) for cell in found.layout.unread if cell.at.row in signed}
    before = subject.round.before()
    earlier = before.return_of(found.area) if before and found.area else None
    return known | {same_code(cell.text) for cell in (earlier.layout.unread if earlier else ())}


def _unread(texts: list[Cell], where: str, what: str, advice: str) -> Found:
    quoted = listed([f"“{shortened(cell.text)}” ({cell.at.cell})" for cell in texts], most=3)
    return Found(texts[0].at, f"Text {where} {what}: {quoted}.", advice)
