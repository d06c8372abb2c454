"""Rules EF101 and EF104 to EF107: whether a workbook can be read, and whose and which quarter's it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from efreport.model import Cell, CellRef, Return, ServiceArea, Severity
from efreport.phrases import shortened
from efreport.quarter import HOW_TO_WRITE, Quarter, QuarterError, parse_quarter
from efreport.rules.base import Found, Subject, rule
from efreport.rules.signing import is_last_quarters


@rule("EF101", Severity.ERROR)
def unreadable_workbook(subject: Subject) -> Iterator[Found]:
    """The workbook cannot be read.

    The file in the returns' folder is not an Excel workbook that can be opened: it is protected by a password or a
    sensitivity label, an old or other format, damaged, empty, something else that has been named as a workbook, or open in
    another program. Or it holds what no genuine workbook does, or more than the limits in framework.toml allow.

    Why: nothing in it can be checked, so its service area would be missing from the framework.

    How to put it right: as the message says. Mostly: open it in Excel and choose File > Save As >
    Excel Workbook (*.xlsx). If it is not a return, take it out of the folder.

    Before: child-protection.xls, saved by Excel 2003
    After: child-protection.xlsx
    """
    for found in subject.round.unreadable:
        no_return = "" if found.named_area else " If it is not a return, take it out of the folder."
        yield Found(
            CellRef(found.workbook), f"The workbook cannot be read: {found.reason}.", f"{found.advice}{no_return}"
        )


@rule("EF104", Severity.ERROR)
def area_unknown(subject: Subject) -> Iterator[Found]:
    """The service area is not recognised.

    The return's “Service area” line does not name a service area of the framework, or there is no such line and the
    file's name does not say it either.

    Why: we cannot tell where in the framework the return belongs.

    How to put it right: in the line “Service area” above the table, type one of the names that the message gives.

    Before: Service area | Child Protectoin Team
    After: Service area | Child Protection (CP)
    """
    headings = [area.heading for area in subject.framework.areas]
    for found in subject.returns():
        line = found.area_line
        by_rows = area_by_rows(found, subject)
        if line is not None and found.said_area is None:
            nearest = get_close_matches(line.text, headings, 1, 0.5)
            likely = nearest[0] if nearest else by_rows.heading if by_rows else ""
            meant = f" Did you mean “{likely}”?" if likely else ""
            message = f"“{shortened(line.text)}” is not a service area of the framework.{meant}"
            yield Found(line.at, message, f"In {line.at.cell}, type {_one_of(likely, headings, line)}.")
        elif line is None and found.area is None and found.headings:
            likely = by_rows.heading if by_rows else ""
            meant = f" By its rows it looks like “{likely}”." if likely else ""
            yield Found(
                CellRef(found.workbook, found.sheet),
                f"The return does not say which service area it is from.{meant}",
                f"Add a line “Service area” above the table; in the cell beside it, type {_one_of(likely, headings)}.",
            )


def _one_of(likely: str, headings: list[str], line: Cell | None = None) -> str:
    """Give the service areas to choose from, the likely one first, beside the line's label where both share a cell."""
    others = "; ".join(heading for heading in headings if heading != likely)
    beside = f" after “{line.label}”" if line and line.label else ""
    return (
        f"“{likely}”{beside} if it is that one. If not, type one of these: {others}"
        if likely
        else f"one of these{beside}: {others}"
    )


def _answer(line: Cell, words: str) -> str:
    """Give what belongs in the line's cell: the answer, with its label where both share the cell."""
    return f"{line.label} {words}".strip()


@rule("EF105", Severity.ERROR, hides=True)
def area_disagrees(subject: Subject) -> Iterator[Found]:
    """The service area and the file's name disagree.

    The “Service area” line names one service area and the file's name another.

    Why: it is probably another area's return under this name, or a copy in which the lines above the table were not changed.

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
                f"If this is the return of “{said.heading}”, rename the file to {said.key}.xlsx; "
                f"if it is that of “{named.heading}”, type “{_answer(line, named.heading)}” in {line.at.cell}.",
            )


@rule("EF106", Severity.ERROR, hides=True)
def quarter_disagrees(subject: Subject) -> Iterator[Found]:
    """The return is for another quarter.

    The return's “Quarter” line names another quarter than this quarter's framework is for (its folder, or the quarter that
    was asked for). Where all returns name one and the same other quarter, they are one finding.

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
                f"The return says that it is for {found.quarter.in_full}, but this quarter's framework is for {wanted.in_full}.",
                f"If these are the figures for {wanted.label}, type {_answer(line, wanted.label)} in {line.at.cell}. "
                "If not, ask for the right return.",
            )


def _all_for_another(subject: Subject, said: Quarter, count: int) -> Found:
    wanted, returns = subject.round.quarter, subject.returns()
    every = "Both" if count == 2 else f"All {count}"
    which = f"{every} returns" if count == len(returns) else f"{every} returns that name a quarter"
    return Found(
        CellRef(),
        f"{which} say that they are for {said.in_full}, but this quarter's framework is for {wanted.in_full}.",
        f"If the returns are right, they are in the wrong folder, or the wrong quarter was asked for: move them to a folder "
        f"{said.key}, or ask for {said.key}. If they are for {wanted.label}, correct the line “Quarter” of each.",
    )


@rule("EF107", Severity.ERROR)
def quarter_unreadable(subject: Subject) -> Iterator[Found]:
    """The quarter is unclear.

    The “Quarter” line holds something that is not a quarter, or that could be either of two (“Q2 2014”); or there is no
    such line, and neither the folder nor the command says which quarter it is.

    Why: the figures might be another quarter's.

    How to put it right: type the quarter with its financial year.

    Before: Quarter | Q2 2014
    After: Quarter | Q2 2014/15
    """
    for found in subject.returns():
        line = found.quarter_line
        if line is not None and found.quarter is None:
            example = _answer(line, subject.round.quarter.label)
            hint = f"In {line.at.cell}, type the quarter with its financial year, like {example}."
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


def area_by_rows(found: Return, subject: Subject) -> ServiceArea | None:
    """Give the service area that most rows of the return are of, if any row is known."""
    counts = Counter(row.indicator.area for row in found.rows if row.indicator)
    return subject.framework.area(counts.most_common(1)[0][0]) if counts else None
