"""Rules EF116 and EF123: text in, beside and below the table that is not read."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from efreport.model import Cell, Column, Return, Severity, same_code
from efreport.phrases import listed, shortened
from efreport.rules.base import Found, Subject, rule
from efreport.rules.pairing import blank_headings

FEWEST_WORDS = 5
LIKE = 0.8


@rule("EF116", Severity.WARNING)
def text_not_read(subject: Subject) -> Iterator[Found]:
    """Text in or beside the table is not read.

    There is text beside an indicator in a column without a heading, or in a row of the table that is not an indicator's: a
    commentary that goes on, or a note of five words or more. Headings and notes that the framework has, and notes that were
    in last quarter's return as well, are not mentioned.

    Why: it was probably written for the board, and it will not be printed.

    How to put it right: move it into the commentary of the indicator that it belongs to. To begin a new line within a cell,
    press Alt+Enter.

    Before: a commentary that goes on in the row below
    After: the whole commentary in one cell
    """
    for found in subject.returns():
        texts = _texts(found, subject)
        if texts:
            rows = {row.at.row for row in found.rows}
            beside = [cell.at.row in rows for cell in texts]
            why = "not beside an indicator" if not any(beside) else "in a column without a heading"
            why = why if len(set(beside)) == 1 else "either not beside an indicator or in a column without a heading"
            yield _unread(
                texts,
                f"{why}, so {'it' if len(texts) == 1 else 'they'} will not be printed",
                "Move the text into the commentary of the indicator that it belongs to (Alt+Enter begins a new line within a cell). "
                "If it is not meant for the board, no action is needed.",
            )


@rule("EF123", Severity.NOTE)
def note_not_read(subject: Subject) -> Iterator[Found]:
    """A line below the table is not read.

    There is text below the last indicator that is not the heading of a section. Lines that were below last quarter's table
    as well are not mentioned again.

    Why: a note may be meant for the board, and it will not be printed.

    How to put it right: no action is needed, if it is meant for those who fill in the return. What the board should read
    belongs in the commentary of an indicator.

    Before: below the table, * figures for September are estimates
    After: the same in the commentary of those indicators
    """
    for found in subject.returns():
        if found.disagrees:
            # Whose last quarter's return to look into is unknown, and that is said.
            continue
        known = _furniture(found, subject)
        texts = [cell for cell in _unread_cells(found, below=True) if same_code(cell.text) not in known]
        if texts:
            yield _unread(
                texts,
                f"below the table, so {'it' if len(texts) == 1 else 'they'} will not be printed",
                "No action needed, unless the board should read it: then move it into the commentary of an indicator.",
            )


def _texts(found: Return, subject: Subject) -> list[Cell]:
    """Give the texts in and beside the table that are neither below a blank heading, which is said, nor its furniture."""
    quarter = found.quarter or subject.round.quarter
    blank = blank_headings(found, subject.framework, quarter)
    named = {each.at.column for each in found.headings if each.column not in (Column.CODE, Column.NAME, None)}
    rows = {row.at.row for row in found.rows}
    cells = [cell for cell in _unread_cells(found, below=False) if cell.at.column not in blank]
    beside = {cell.at for cell in cells if cell.at.column in named or cell.at.row in rows}
    notes = {
        cell.at: same_code(cell.text)
        for cell in cells
        if cell.at not in beside and not found.disagrees and len(cell.text.split()) >= FEWEST_WORDS
    }
    known = _furniture(found, subject) if notes else set()
    strange = {at for at, note in notes.items() if note not in known and not get_close_matches(note, known, 1, LIKE)}
    return [cell for cell in cells if cell.at in beside or cell.at in strange]


def _unread_cells(found: Return, *, below: bool) -> list[Cell]:
    """Give the texts that are not read: those below the table, outside its columns for words on one indicator, or the others."""
    last = max((row.at.row for row in found.rows), default=0)
    words = [each.at.column for each in found.headings if each.column in (Column.SOURCE, Column.COMMENTARY)]
    return [cell for cell in found.layout.unread if (cell.at.row > last and cell.at.column not in words) is below]


def _furniture(found: Return, subject: Subject) -> set[str]:
    """Texts that may be in or below any table: headings and notes of areas and sections, sign-off, last quarter's lines."""
    areas = subject.framework.areas
    known = {
        same_code(text)
        for area in areas
        for text in (area.heading, area.note, *(text for each in area.sections for text in (each.heading, each.note)))
    }
    signed = {cell.at.row for cell in found.sign_off.values()}
    known |= {same_code(cell.text) for cell in found.layout.unread if cell.at.row in signed}
    before = subject.round.before()
    earlier = before.return_of(found.area) if before and found.area else None
    return known | {same_code(cell.text) for cell in (earlier.layout.unread if earlier else ())}


def _unread(texts: list[Cell], why: str, advice: str) -> Found:
    quoted = listed([f"“{shortened(cell.text)}” ({cell.at.cell})" for cell in texts], most=3)
    return Found(texts[0].at, f"{quoted} {'is' if len(texts) == 1 else 'are'} {why}.", advice)
