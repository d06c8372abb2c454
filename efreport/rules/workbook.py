"""Rules EF101 and EF104 to EF109, EF111: the workbook as a whole, its head, and returns that are missing or double."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from efreport.model import CellRef, Return, ServiceArea, Severity
from efreport.quarter import HOW_TO_WRITE, Quarter, QuarterError, parse_quarter
from efreport.rules.base import Found, NotApplicable, Subject, rule, shortened
from efreport.rules.listing import listed
from efreport.rules.signing import is_last_quarters


@rule("EF101", Severity.ERROR)
def unreadable_workbook(subject: Subject) -> Iterator[Found]:
    """The workbook cannot be read.

    The file in the returns' folder is not an Excel workbook that can be opened: it is protected by a password,
    an old or other format, damaged, empty, or something else under a workbook's name.

    Why: nothing in it can be checked, so its service area would be missing from the framework.

    How to put it right: as the message says. Mostly: open it in Excel and choose File > Save As >
    Excel Workbook (*.xlsx).

    Before: child-protection.xls, saved by Excel 2003
    After: child-protection.xlsx
    """
    for found in subject.round.unreadable:
        yield Found(CellRef(found.workbook), f"The workbook cannot be read: {found.reason}.", found.advice)


@rule("EF104", Severity.ERROR)
def area_unknown(subject: Subject) -> Iterator[Found]:
    """The service area is not known.

    The return's “Service area” line names no service area of the framework, or there is no such line and the
    file's name does not say it either.

    Why: nobody can say where in the framework the return belongs.

    How to put it right: in the line “Service area” above the table, write the area's heading as the framework has
    it.

    Before: Service area | Child Protectoin Team
    After: Service area | Child Protection (CP)
    """
    headings = [area.heading for area in subject.framework.areas]
    for found in subject.returns():
        line = found.area_line
        by_rows = _area_by_rows(found, subject)
        if line is not None and found.said_area is None:
            nearest = get_close_matches(line.text, headings, 1, 0.5)
            likely = nearest[0] if nearest else by_rows.heading if by_rows else ""
            meant = f" Did you mean “{likely}”?" if likely else ""
            message = f"“{shortened(line.text)}” is not a service area of the framework.{meant}"
            yield Found(line.at, message, f"In {line.at.cell}, write {_one_of(likely, headings)}.")
        elif line is None and found.area is None and found.headings:
            likely = by_rows.heading if by_rows else ""
            meant = f" By its rows it is from “{likely}”." if likely else ""
            yield Found(
                CellRef(found.workbook, found.sheet),
                f"The return does not say which service area it is from.{meant}",
                f"Add a line “Service area” above the table; in the cell beside it, write {_one_of(likely, headings)}.",
            )


def _one_of(likely: str, headings: list[str]) -> str:
    if likely:
        return f"“{likely}” if it is that one, else the heading of its service area as the framework has it"
    return f"one of these: {'; '.join(headings)}"


@rule("EF105", Severity.ERROR)
def area_disagrees(subject: Subject) -> Iterator[Found]:
    """The service area and the file's name disagree.

    The “Service area” line names one service area and the file's name another.

    Why: it is probably another area's return under this name, or a copy whose head was not changed.

    How to put it right: correct the line “Service area”, or rename the file.

    Before: cla.xlsx with Service area | Child Protection (CP)
    After: cp.xlsx with Service area | Child Protection (CP)
    """
    for found in subject.returns():
        line, said, named = found.area_line, found.said_area, found.named_area
        if line is not None and said is not None and named is not None and said != named:
            yield Found(
                line.at,
                f"The return says that it is from “{said.heading}”, but its file name says “{named.heading}”.",
                f"Correct the service area in {line.at.cell}, or rename the file to {said.key}.xlsx.",
            )


@rule("EF106", Severity.ERROR)
def quarter_disagrees(subject: Subject) -> Iterator[Found]:
    """The return is for another quarter.

    The return's “Quarter” line names another quarter than the one that is being put together (its folder, or the
    quarter that was asked for). Where all returns name one and the same other quarter, that is said once.

    Why: last quarter's return sent again would put last quarter's figures before the board.

    How to put it right: if it is the right return, correct the line “Quarter”; if not, ask for the right one.

    Before: in the folder 2014Q2, Quarter | Q1 2014/15
    After: in the folder 2014Q2, Quarter | Q2 2014/15
    """
    wanted = subject.round.quarter
    # Last quarter's return is said as such by a rule of its own.
    returns = [found for found in subject.returns() if not is_last_quarters(found, subject)]
    said = [found.quarter for found in returns if found.quarter is not None]
    if len(said) > 1 and len(set(said)) == 1 and said[0] != wanted:
        yield _all_for_another(subject, said[0], len(said))
        return
    for found in returns:
        # Headings of yet another quarter have a finding of their own, which says what this line says as well.
        if found.headings_for is not None:
            continue
        if found.quarter_line is not None and found.quarter is not None and found.quarter != wanted:
            line = found.quarter_line
            yield Found(
                line.at,
                f"The return says that it is for {found.quarter.in_full}, but {wanted.in_full} is being put together.",
                f"If these are the figures for {wanted.label}, write {wanted.label} in {line.at.cell}. "
                "If not, ask for the right return.",
            )


def _all_for_another(subject: Subject, said: Quarter, count: int) -> Found:
    wanted, returns = subject.round.quarter, subject.returns()
    which = f"All {count} returns" if count == len(returns) else f"All {count} returns that name a quarter"
    return Found(
        CellRef(),
        f"{which} say that they are for {said.in_full}, but {wanted.in_full} is being put together.",
        f"If the returns are right, they are in the wrong folder, or the wrong quarter was asked for: move them to a folder "
        f"{said.key}, or ask for {said.key}. If they are for {wanted.label}, correct the line “Quarter” of each.",
    )


@rule("EF107", Severity.ERROR)
def quarter_unreadable(subject: Subject) -> Iterator[Found]:
    """The quarter is not written so that it can only mean one.

    The “Quarter” line holds something that is no quarter, or that could be either of two (“Q2 2014”); or there is no
    such line, and neither the folder nor the command says which quarter it is.

    Why: the figures might be another quarter's.

    How to put it right: write the quarter with its financial year.

    Before: Quarter | Q2 2014
    After: Quarter | Q2 2014/15
    """
    for found in subject.returns():
        line = found.quarter_line
        if line is not None and found.quarter is None:
            hint = f"In {line.at.cell}, write the quarter with its financial year, like {subject.round.quarter.label}."
            yield Found(line.at, f"{_why(line.text, subject)}.", hint)
        elif line is None and subject.round.assumed and found.headings:
            label = subject.round.quarter.label
            message = f"The return does not say which quarter it is for; it was checked as one for {label}."
            yield Found(
                CellRef(found.workbook, found.sheet), message, f"Add a line “Quarter” above the table, like {label}."
            )


def _why(text: str, subject: Subject) -> str:
    try:
        parse_quarter(text, subject.framework.first_month)
    except QuarterError as fault:
        return str(fault).removesuffix(f"; {HOW_TO_WRITE}")
    return f"“{shortened(text)}” is not a quarter"


@rule("EF108", Severity.ERROR)
def area_twice(subject: Subject) -> Iterator[Found]:
    """Two returns are from the same service area.

    Why: only one of them can go into the framework, and nobody can say which is meant.

    How to put it right: take the one that is not meant out of the folder, or correct the line “Service area” of
    the one that is another area's.

    Before: cp.xlsx and cp-final.xlsx in one folder
    After: cp.xlsx alone
    """
    returns = subject.returns()
    if len(returns) == 1:
        raise NotApplicable("only one return was checked")
    by_area: dict[str, list[Return]] = {}
    for found in returns:
        if found.area is not None and not found.disagrees:
            by_area.setdefault(found.area.key, []).append(found)
    for key, several in by_area.items():
        if len(several) > 1:
            # The one that is called by the area's key is most likely the one meant, so that the other is the odd one.
            yield _twice(sorted(several, key=lambda found: found.path.stem.casefold() == key, reverse=True))


def _twice(several: list[Return]) -> Found:
    odd = several[-1]
    heading = odd.area.heading if odd.area else ""
    same_name = len({found.workbook for found in several}) < len(several)
    names = [str(found.path) if same_name else found.workbook for found in several]
    where = odd.area_line.at if odd.area_line else CellRef(odd.workbook, odd.sheet)
    same = len({found.sha256 for found in several}) == 1
    correct = "" if same else f" If {names[-1]} is another area's, correct its line “Service area”."
    number, others = ("two", "the other") if len(several) == 2 else (str(len(several)), "the others")
    alike_too = " They are the same file." if same else ""
    return Found(
        where,
        f"There are {number} returns from “{heading}”: {listed(names)}.{alike_too}",
        f"Leave the one that is meant in the folder and take {others} out.{correct}",
    )


@rule("EF109", Severity.ERROR)
def return_missing(subject: Subject) -> Iterator[Found]:
    """A service area's return is missing.

    The framework has a service area of which there is no return for the quarter.

    Why: its indicators would be missing from the framework.

    How to put it right: ask the service area for its return and put it into the quarter's folder. A draft can be
    built without it.

    Before: ten returns in the folder 2014Q2
    After: eleven returns in the folder 2014Q2
    """
    if not subject.round.expected:
        raise NotApplicable("single workbooks were checked, and not a folder of returns")
    in_doubt = [found.named_area for found in subject.round.returns if found.disagrees]
    in_doubt += [found.named_area for found in subject.round.unreadable]
    in_doubt += [_area_by_rows(found, subject) for found in subject.round.returns if found.area is None]
    for area in subject.round.expected:
        if subject.round.return_of(area) is None and area not in in_doubt:
            yield Found(
                CellRef(),
                f"There is no return from “{area.heading}” for {subject.round.quarter.label}.",
                f"Put it into the quarter's folder, for example as {area.key}.xlsx.",
                area=area.key,
            )


def _area_by_rows(found: Return, subject: Subject) -> ServiceArea | None:
    """Give the service area that most rows of the return are of, if any row is known."""
    counts = Counter(row.indicator.area for row in found.rows if row.indicator)
    return subject.framework.area(counts.most_common(1)[0][0]) if counts else None


@rule("EF111", Severity.NOTE)
def passed_over(subject: Subject) -> Iterator[Found]:
    """A file was passed over.

    The quarter's folder holds a file that is not read as a return: a lock file that Excel leaves while a workbook
    is open (its name begins with ~$), a hidden file, a folder, or something that is no workbook by its name.

    Why: so that nobody believes that it was read.

    How to put it right: nothing need be done. If it should be a return, save it as an Excel workbook (*.xlsx)
    in the quarter's folder.

    Before: ~$cp.xlsx beside cp.xlsx
    After: cp.xlsx alone, once it is closed in Excel
    """
    for found in subject.round.passed_over:
        yield Found(CellRef(found.workbook), f"Passed over: {found.reason}.", found.advice)
