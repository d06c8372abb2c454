"""Rules EF102, EF103, EF110, EF121 and EF122: the table of a return and its headings."""

from __future__ import annotations

from collections.abc import Iterator

from efreport.model import CellRef, Column, Framework, Heading, Return, Severity, fill_periods, same_code
from efreport.phrases import listed, shortened
from efreport.quarter import Quarter
from efreport.rules.base import Found, Subject, rule
from efreport.rules.layout import FEWEST_DOUBLED, doubled_headings
from efreport.rules.pairing import Paired, nearest_heading, pair_headings
from efreport.rules.signing import is_last_quarters


@rule("EF102", Severity.ERROR, hides=True)
def no_table(subject: Subject) -> Iterator[Found]:
    """No table of indicators was found.

    No row of any visible sheet holds at least three of the headings that a return has. Where a hidden sheet has them, the
    message names it.

    Why: without its headings we cannot tell which figure is which.

    How to put it right: give the table one row of headings, as in the return that was sent out. If the file is not a
    return, take it out of the folder.

    Before: a sheet of figures without headings
    After: No | Priority Indicator | Latest Result (Q2) | Q1 | 2013/14 ...
    """
    headings = ", ".join(subject.framework.headings(subject.round.quarter).values())
    for found in subject.returns():
        if found.headings:
            continue
        if behind := [other.at.sheet for other in found.layout.others if other.hidden and other.heading_row]:
            yield Found(
                CellRef(found.workbook, behind[0]),
                f"The return is on the hidden sheet “{behind[0]}”, and hidden sheets are not read.",
                f"Right-click the tab of any sheet, choose Unhide, choose “{behind[0]}” and click OK. Then save the workbook.",
            )
            continue
        no_return = "" if found.area else " If this file is not a return, take it out of the folder."
        yield Found(
            CellRef(found.workbook, found.sheet),
            "No table of indicators was found: no row has the headings of a return.",
            f"Put these headings in one row above the indicators: {headings}.{no_return}",
        )


@rule("EF103", Severity.ERROR, hides=True)
def heading_missing(subject: Subject) -> Iterator[Found]:
    """A heading is missing or renamed.

    The row of headings has no heading for one of the columns of a return, under any of the names that it may have for
    this quarter. Where another heading, or a blank cell, is probably meant for it, the message says which.

    Why: the whole column would be missing from the framework.

    How to put it right: type the heading above its column, as in the message. If the column was deleted, put it
    back. Where the heading names a quarter or a year, check first that the figures below it are for that one.

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
    says = (
        f"{cell} says “{typed}”, which is not recognised." if typed else f"{cell} is blank, but cells below it are not."
    )
    hint = f"If this is the column “{printed}”, type “{printed}” in {cell}. If not, add a column with that heading."
    if _names_another_period(printed, typed):
        hint = (
            f"Check the figures below {cell}. If they are those of “{printed}”, type “{printed}” in {cell}. "
            f"If they are those of “{typed}”, replace them with the {printed} figures, then correct the heading."
        )
    return Found(stray.at, f"Row {stray.at.row} has no heading “{printed}”. {says}", hint)


def _names_another_period(printed: str, typed: str) -> bool:
    """Say whether both headings name a quarter or year, and not the same one, be it written shorter."""
    wanted, given = ("".join(filter(str.isdigit, heading)) for heading in (printed, typed))
    return not wanted.endswith(given) and not given.endswith(wanted)


def _absent(found: Return, printed: str, paired: Paired) -> Found:
    first = found.headings[0].at
    left, right = paired.around[printed]
    between = [f"“{shortened(each.text)}” in {each.at.cell}" for each in (left, right) if each]
    looked = f" It is usually {'between' if len(between) == 2 else 'beside'} {listed(between)}." if between else ""
    return Found(
        first,
        f"Row {first.row} has no heading “{printed}”.{looked}",
        f"Add a column with the heading “{printed}” to row {first.row}, or put back the one that was there.",
    )


def _several(found: Return, paired: Paired) -> Found:
    first = found.headings[0].at
    missing = listed([f"“{printed}”" for printed in paired.missing])
    typed = [f"“{shortened(each.text)}” in {each.at.cell}" for each in paired.strays if each.text]
    blank = [each.at.cell for each in paired.strays if not each.text]
    heading = "heading" if len(paired.missing) == 1 else "headings"
    is_not = "is" if len(typed) == 1 else "are"
    unknown = f" {listed(typed)} {is_not} not recognised." if typed else ""
    is_blank = "is blank, but cells below it are not" if len(blank) == 1 else "are blank, but cells below them are not"
    gaps = f" {listed(blank)} {is_blank}." if blank else ""
    return Found(
        first,
        f"Row {first.row} has no {heading} {missing}.{unknown}{gaps}",
        f"Type the right heading above each of these columns: {missing}. If a column is not there at all, add it.",
    )


@rule("EF110", Severity.ERROR)
def heading_twice(subject: Subject) -> Iterator[Found]:
    """A heading appears twice.

    Two columns of the table have headings that mean the same column.

    Why: only the first is used, and the right figures may be in the other.

    How to put it right: delete the column that you do not need, or give it another heading.

    Before: Latest Result (Q2) | Q1 | Q1 | 2013/14
    After: Latest Result (Q2) | Q1 | 2013/14
    """
    for found in subject.returns():
        doubled = doubled_headings(found)
        for heading, earlier in doubled if len(doubled) < FEWEST_DOUBLED else ():
            yield Found(
                heading.at,
                f"{_both_headed(earlier, heading)}; only {earlier.at.cell} is used.",
                "Delete the column that you do not need, or give it another heading.",
            )


def _both_headed(earlier: Heading, heading: Heading) -> str:
    first, second = shortened(earlier.text), shortened(heading.text)
    if same_code(first) == same_code(second):
        return f"{earlier.at.cell} and {heading.at.cell} are both headed “{first}”"
    return f"“{first}” in {earlier.at.cell} and “{second}” in {heading.at.cell} mean the same column"


@rule("EF121", Severity.ERROR, hides=True)
def headings_of_another_quarter(subject: Subject) -> Iterator[Found]:
    """The headings are those of another quarter.

    The headings of the latest and the previous quarter are those that a return of another quarter has.

    Why: either the headings were not brought up to date, or the figures are another quarter's. We cannot tell which, and
    a heading changed without looking would put one quarter's figures under another's name.

    How to put it right: check which quarter the figures are for. If only the headings are old, type those of this
    quarter, as the message gives them. If not, put this quarter's return in its place.

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
    said = f", and its line “Quarter” says {other.label}" if other else ""
    where = next(iter(old.values())).at if old else found.headings[0].at
    return Found(
        where,
        f"The headings are for {of.label} ({typed}){said}, but this quarter's framework is for {wanted.label}. "
        "We cannot tell which quarter the figures are for, so they have not been checked.",
        f"If the figures are for {wanted.label}, type {retype}. "
        f"If they are for {of.label}, put the return for {wanted.label} in its place.",
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
    """A column is not part of the framework.

    The table has a heading that is not recognised, and no column is missing that it could be meant for. The column is not
    read. Headings that last quarter's return had as well are not mentioned again.

    Why: so that everybody knows that what is in it will not be printed.

    How to put it right: no action is needed, if the column is the service area's own. What the board should read belongs
    in the commentary.

    Before: Commentary | RAG
    After: Commentary
    """
    for found in subject.returns():
        if found.headings_for is not None or found.disagrees or not found.headings:
            continue
        paired = pair_headings(found, subject.framework, found.quarter or subject.round.quarter)
        known = _of_last_quarter(found, subject)
        strays = [stray for stray in paired.strays if stray.text and same_code(stray.text) not in known]
        if strays and not paired.missing:
            names = listed([_with_nearest(stray, found, subject) for stray in strays])
            one = len(strays) == 1
            yield Found(
                strays[0].at,
                f"The column{'' if one else 's'} {names} {'is' if one else 'are'} not part of the framework and will not be printed.",
                "No action needed, if that is right. Put anything that the board should read into the commentary.",
            )


def _of_last_quarter(found: Return, subject: Subject) -> set[str]:
    before = subject.round.before()
    earlier = before.return_of(found.area) if before and found.area else None
    return {same_code(heading.text) for heading in (earlier.headings if earlier else ()) if heading.column is None}


def _with_nearest(stray: Heading, found: Return, subject: Subject) -> str:
    named = f"“{shortened(stray.text)}” in {stray.at.cell}"
    nearest = nearest_heading(stray, found, subject.framework, found.quarter or subject.round.quarter)
    return f"{named} (“{shortened(nearest.text)}” is read from {nearest.at.cell})" if nearest else named
