"""Rules EF102, EF103, EF110, EF121 and EF122: the table of a return and its headings."""

from __future__ import annotations

from collections.abc import Iterator

from efreport.model import CellRef, Column, Framework, Heading, Return, Severity, fill_periods, same_code
from efreport.quarter import Quarter
from efreport.rules.base import Found, Subject, rule, shortened
from efreport.rules.layout import FEWEST_DOUBLED, doubled_headings
from efreport.rules.listing import listed
from efreport.rules.pairing import Paired, nearest_heading, pair_headings
from efreport.rules.signing import is_last_quarters


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
    for this quarter. Where a heading that is not known stands in its place, or is like it, the message says where.

    Why: the whole column would be missing from the framework.

    How to put it right: write the heading as in the message above its column. If the column was deleted, put it
    back. Where the heading names a quarter or a year, look first whether the figures below it are of that one.

    Before: Latest Result (Q2) | Quarter one | 2013/14
    After: Latest Result (Q2) | Q1 | 2013/14
    """
    for found in subject.returns():
        if found.headings and found.headings_for is None:
            paired = pair_headings(found, subject.framework, found.quarter or subject.round.quarter)
            yield from (_renamed(*each) for each in paired.pairs)
            if paired.missing and paired.strays:
                yield _several(found, paired)
            else:
                yield from (_absent(found, printed, paired) for printed in paired.missing)


def _renamed(printed: str, stray: Heading) -> Found:
    typed, cell = shortened(stray.text), stray.at.cell
    hint = f"If this is the column “{printed}”, type “{printed}” in {cell}. Otherwise add a column with that heading."
    if _names_another_period(printed, typed):
        hint = (
            f"Look at the figures below {cell}. If they are those of “{printed}”, type “{printed}” in {cell}; "
            f"if they are those of “{typed}”, put the right ones there first."
        )
    return Found(
        stray.at,
        f"The heading “{printed}” is missing from row {stray.at.row}; here stands “{typed}”, which is not known.",
        hint,
    )


def _names_another_period(printed: str, typed: str) -> bool:
    """Say whether both headings name a quarter or year, and not the same one, be it written shorter."""
    wanted, given = ("".join(filter(str.isdigit, heading)) for heading in (printed, typed))
    return bool(wanted and given) and not wanted.endswith(given) and not given.endswith(wanted)


def _absent(found: Return, printed: str, paired: Paired) -> Found:
    first = found.headings[0].at
    left, right = paired.around[printed]
    between = [f"“{shortened(each.text)}” in {each.at.cell}" for each in (left, right) if each]
    looked = f" It usually stands {'between' if len(between) == 2 else 'beside'} {listed(between)}." if between else ""
    return Found(
        first,
        f"The heading “{printed}” is missing from the headings in row {first.row}.{looked}",
        f"Add a column with the heading “{printed}” to row {first.row}, or put back the one that was there.",
    )


def _several(found: Return, paired: Paired) -> Found:
    first = found.headings[0].at
    missing = listed([f"“{printed}”" for printed in paired.missing])
    strays = listed([f"“{shortened(each.text)}” in {each.at.cell}" for each in paired.strays])
    heading_is = "heading {} is" if len(paired.missing) == 1 else "headings {} are"
    is_not = "is" if len(paired.strays) == 1 else "are"
    return Found(
        first,
        f"The {heading_is.format(missing)} missing from row {first.row}, and {strays} {is_not} not known.",
        f"Type above each column that is meant its own heading: {missing}. If it is not there at all, add it.",
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
        doubled = doubled_headings(found)
        for heading, earlier in doubled if len(doubled) < FEWEST_DOUBLED else ():
            message = (
                f"The heading “{shortened(heading.text)}” means the same column as "
                f"“{shortened(earlier.text)}” in {earlier.at.cell}."
            )
            hint = f"Delete the column that is not meant, or give it another heading; {earlier.at.cell} is the one that is read."
            yield Found(heading.at, message, hint)


@rule("EF121", Severity.ERROR)
def headings_of_another_quarter(subject: Subject) -> Iterator[Found]:
    """The headings are those of another quarter.

    The headings of the latest and the previous quarter are those that a return of another quarter has.

    Why: either the headings were not brought up to date, or the figures are another quarter's. Nobody can tell which, and
    a heading changed without looking would put one quarter's figures under another's name.

    How to put it right: look which quarter the figures are of. If only the headings are old, type those of this quarter,
    as the message gives them. If not, put this quarter's return in its place.

    Before: in a return of Q2, Latest Result (Q3) | Q2
    After: in a return of Q2, Latest Result (Q2) | Q1
    """
    for found in subject.returns():
        if found.headings_for is not None and found.headings and not is_last_quarters(found, subject):
            yield _another_quarter(found, found.headings_for, subject)


def _another_quarter(found: Return, of: Quarter, subject: Subject) -> Found:
    wanted = subject.round.quarter
    right = subject.framework.headings(wanted)
    old = _headings_by(found, subject.framework, of)
    typed = listed([f"“{shortened(heading.text)}” in {heading.at.cell}" for heading in old.values()])
    retype = listed([f"“{right[column]}” in {heading.at.cell}" for column, heading in old.items()])
    other = found.quarter if found.quarter and found.quarter != wanted else None
    said = f", its line “Quarter” says {other.label}" if other else ""
    where = next(iter(old.values())).at if old else found.headings[0].at
    return Found(
        where,
        f"The headings are those of {of.label} ({typed}){said}, and {wanted.label} is being put together. "
        "Whose figures these are cannot be told, so none of them was checked.",
        f"If the figures are those of {wanted.label}, type {retype}. "
        f"If they are those of {of.label}, put the return of {wanted.label} in its place.",
    )


def _headings_by(found: Return, framework: Framework, of: Quarter) -> dict[Column, Heading]:
    """Give the headings that name a quarter or year, as a return of that quarter has them, where this quarter's differ."""
    forms = {
        same_code(fill_periods(form, of)): setting.column
        for setting in framework.columns
        for form in (setting.heading, *setting.known_as)
        if "{" in form
    }
    by_column = {column: each for each in reversed(found.headings) if (column := forms.get(same_code(each.text)))}
    return {
        column: each
        for column, each in sorted(by_column.items(), key=lambda item: item[1].at)
        if each.column is not column
    }


@rule("EF122", Severity.NOTE)
def column_not_read(subject: Subject) -> Iterator[Found]:
    """A column is not one of the framework's.

    The table has a heading that is not known, and no column is missing that could be meant by it. The column is not read.
    Headings that last quarter's return had as well are not mentioned again.

    Why: so that nobody believes that what stands in it is printed.

    How to put it right: nothing need be done, if the column is the service area's own. What the board should read belongs
    in the commentary.

    Before: Commentary | RAG
    After: Commentary
    """
    for found in subject.returns():
        if found.headings_for is not None or found.disagrees or not found.headings:
            continue
        paired = pair_headings(found, subject.framework, found.quarter or subject.round.quarter)
        known = _of_last_quarter(found, subject)
        strays = [stray for stray in paired.strays if same_code(stray.text) not in known]
        if strays and not paired.missing:
            names = listed([_with_nearest(stray, found, subject) for stray in strays])
            one = len(strays) == 1
            what = f"The column {names} is not one" if one else f"The columns {names} are none"
            yield Found(
                strays[0].at,
                f"{what} of the framework's and {'is' if one else 'are'} not read.",
                "Nothing need be done, if that is meant. What the board should read belongs in the commentary.",
            )


def _of_last_quarter(found: Return, subject: Subject) -> set[str]:
    before = subject.round.before()
    earlier = before.return_of(found.area) if before and found.area else None
    return {same_code(heading.text) for heading in (earlier.headings if earlier else ()) if heading.column is None}


def _with_nearest(stray: Heading, found: Return, subject: Subject) -> str:
    named = f"“{shortened(stray.text)}” in {stray.at.cell}"
    nearest = nearest_heading(stray, found, subject.framework, found.quarter or subject.round.quarter)
    return f"{named} (the nearest, “{shortened(nearest.text)}”, is read from {nearest.at.cell})" if nearest else named
