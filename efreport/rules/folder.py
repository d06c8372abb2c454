"""Rules EF108, EF109 and EF111: returns that are there twice or not at all, and files that are not read."""

from __future__ import annotations

from collections.abc import Iterator

from efreport.model import MARKED, CellRef, Return, Severity
from efreport.phrases import listed
from efreport.rules.base import Found, NotApplicable, Subject, rule
from efreport.rules.workbook import area_by_rows


@rule("EF108", Severity.ERROR)
def area_twice(subject: Subject) -> Iterator[Found]:
    """Two returns are from the same service area.

    Why: only one of them can go into the framework, and we cannot tell which is the right one.

    How to put it right: keep the right one in the folder and take the other out, or correct the line “Service area” of the
    one that is another area's.

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
    if copy := _corrected_copy(several):
        return copy
    heading = odd.area.heading if odd.area else ""
    same_name = len({found.workbook for found in several}) < len(several)
    names = [str(found.path) if same_name else found.workbook for found in several]
    where = odd.area_line.at if odd.area_line else CellRef(odd.workbook, odd.sheet)
    same = len({found.sha256 for found in several}) == 1
    correct = "" if same else f" If {names[-1]} is another area's, correct its line “Service area”."
    number, others = ("two", "the other") if len(several) == 2 else (str(len(several)), "the others")
    keep = f"Keep {'one' if same else 'the right one'} in the folder and take {others} out."
    alike_too = " They are the same file." if same else ""
    return Found(
        where,
        f"There are {number} returns from “{heading}”: {listed(names)}.{alike_too}",
        f"{keep}{correct}",
    )


def _corrected_copy(several: list[Return]) -> Found | None:
    """Give the finding where one of two is the other's marked copy, sent back under its own name."""
    copies = [found for found in several if found.path.stem.endswith(MARKED)]
    originals = [found for found in several if found not in copies]
    if len(copies) != 1 or [f"{each.path.stem}{MARKED}" for each in originals] != [copies[0].path.stem]:
        return None
    (copy,), (original,) = copies, originals
    return Found(
        copy.area_line.at if copy.area_line else CellRef(copy.workbook, copy.sheet),
        f"{copy.workbook} is the marked copy of {original.workbook}, and both are in the folder.",
        f"If the copy has been corrected, keep it and take {original.workbook} out; if not, take the copy out.",
    )


@rule("EF109", Severity.ERROR)
def return_missing(subject: Subject) -> Iterator[Found]:
    """A service area's return is missing.

    There is a service area in the framework that has sent no return for the quarter.

    Why: its indicators would be missing from the framework.

    How to put it right: ask the service area for its return and save it in the quarter's folder. A draft can be
    built without it.

    Before: ten returns in the folder 2014Q2
    After: eleven returns in the folder 2014Q2
    """
    if not subject.round.expected:
        raise NotApplicable("single workbooks were checked, and not a folder of returns")
    in_doubt = [found.named_area for found in subject.round.returns if found.disagrees]
    in_doubt += [found.named_area for found in subject.round.unreadable]
    in_doubt += [area_by_rows(found, subject) for found in subject.round.returns if found.area is None]
    for area in subject.round.expected:
        if subject.round.return_of(area) is None and area not in in_doubt:
            yield Found(
                CellRef(),
                f"There is no return from “{area.heading}” for {subject.round.quarter.label}.",
                f"Ask the service area for it, then save it in the quarter's folder, for example as {area.key}.xlsx.",
                area=area.key,
            )


@rule("EF111", Severity.NOTE)
def passed_over(subject: Subject) -> Iterator[Found]:
    """A file was not read.

    The quarter's folder holds a file that is not read as a return: a temporary file that Excel makes while a workbook is
    open (its name begins with ~$), one that was not saved or downloaded whole, a shortcut, a packed file, a hidden file,
    a folder, or something that by its name is not a workbook.

    Why: so that everybody knows that it was not read.

    How to put it right: no action is needed. If it should be a return, save it as an Excel workbook (*.xlsx)
    in the quarter's folder.

    Before: ~$cp.xlsx beside cp.xlsx
    After: cp.xlsx alone, once it is closed in Excel
    """
    for found in subject.round.passed_over:
        yield Found(CellRef(found.workbook), f"Not read: {found.reason}.", found.advice)
