"""Rules EF102, EF103 and EF110: the table of a return and its headings."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from efreport.model import CellRef, Column, Heading, Return, Severity
from efreport.rules.base import Found, Subject, rule, shortened


@rule("EF102", Severity.ERROR)
def no_table(subject: Subject) -> Iterator[Found]:
    """No table of indicators was found.

    No row of any visible sheet holds at least three of the headings that a return has.

    Why: without its headings nobody can say which figure is which.

    How to put it right: give the table one row of headings, as in the return that was sent out.

    Before: a sheet of figures without headings
    After: No | Priority Indicator | Latest Result (Q2) | Q1 | 2013/14 ...
    """
    headings = ", ".join(subject.framework.headings(subject.round.quarter).values())
    for found in subject.returns():
        if not found.headings:
            yield Found(
                CellRef(found.workbook, found.sheet),
                "No table of indicators was found: no row holds the headings of a return.",
                f"Put these headings in one row above the indicators: {headings}.",
            )


@rule("EF103", Severity.ERROR)
def heading_missing(subject: Subject) -> Iterator[Found]:
    """A heading is missing or renamed.

    The row of headings lacks one of the columns of a return, under any of the headings that it is known by
    for this quarter.

    Why: the whole column would be missing from the framework.

    How to put it right: write the heading as in the message above its column. If the column was deleted, put it
    back.

    Before: Latest Result (Q2) | Quarter one | 2013/14
    After: Latest Result (Q2) | Q1 | 2013/14
    """
    for found in subject.returns():
        quarter = found.quarter or subject.round.quarter
        present = {heading.column for heading in found.headings}
        missing = [printed for column, printed in subject.framework.headings(quarter).items() if column not in present]
        for printed in missing if found.headings else ():
            yield _missing(found, printed, alone=len(missing) == 1)


def _missing(found: Return, printed: str, *, alone: bool) -> Found:
    strays = {heading.text: heading for heading in found.headings if heading.column is None}
    # One stray for one that is missing is probably it; of several, a guess could name the wrong column.
    nearest = get_close_matches(printed, strays, 1, 0.6) or (list(strays) if alone and len(strays) == 1 else [])
    first = found.headings[0].at
    if not nearest:
        return Found(
            CellRef(first.workbook, first.sheet, first.row, first.column),
            f"The heading “{printed}” is missing from the headings in row {first.row}.",
            f"Add a column with the heading “{printed}” to row {first.row}, or put back the one that was there.",
        )
    stray = strays[nearest[0]]
    return Found(
        stray.at,
        f"The heading “{printed}” is missing from row {first.row}; the heading “{shortened(stray.text)}” here is not known.",
        f"If this is the column “{printed}”, type “{printed}” in {stray.at.cell}. Otherwise add a column with that heading.",
    )


@rule("EF110", Severity.ERROR)
def heading_twice(subject: Subject) -> Iterator[Found]:
    """A heading stands twice.

    Two columns of the table have headings that mean the same column.

    Why: only the first is read, and the figures meant may be in the other.

    How to put it right: delete the column that is not meant, or give it another heading.

    Before: Latest Result (Q2) | Q1 | Q1 | 2013/14
    After: Latest Result (Q2) | Q1 | 2013/14
    """
    for found in subject.returns():
        first: dict[Column, Heading] = {}
        for heading in found.headings:
            if heading.column is None:
                continue
            earlier = first.setdefault(heading.column, heading)
            if earlier is not heading:
                message = (
                    f"The heading “{shortened(heading.text)}” means the same column as "
                    f"“{shortened(earlier.text)}” in {earlier.at.cell}."
                )
                hint = f"Delete the column that is not meant, or give it another heading; {earlier.at.cell} is the one that is read."
                yield Found(heading.at, message, hint)
