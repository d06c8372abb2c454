"""Rules EF117 to EF119: who answers for the return, and whether it is this quarter's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from efreport.days import day_words
from efreport.model import (
    FIGURE_COLUMNS,
    Cell,
    CellRef,
    Column,
    Figure,
    Indicator,
    Return,
    Row,
    Severity,
    SignOff,
    Timing,
    same_code,
)
from efreport.phrases import listed, shortened
from efreport.quarter import Quarter
from efreport.rules.base import Found, NotApplicable, Subject, rule
from efreport.rules.dates import leaves_out_year, read_date

FEWEST_FIGURES = 3
MOST_DAYS_LATER = 366
NO_ANSWER = frozenset(("", "tbc", "tba", "na", "n/a", "none", "name", "date", "xx", "xxx"))


def is_last_quarters(found: Return, subject: Subject) -> Return | None:
    """Give the return of the quarter before that this one is: the same file, or one in which only the head was changed.

    None where it is not, and where that quarter's returns are not there.
    """
    before = subject.round.before()
    if before is None:
        return None
    same = next((earlier for earlier in before.returns if earlier.sha256 == found.sha256), None)
    earlier = before.return_of(found.area) if found.area else None
    return same or (earlier if earlier and _says_the_same(found, earlier, subject) else None)


def rows_of_last_quarter(subject: Subject) -> Iterator[tuple[Return, Row, Indicator]]:
    """Give the rows of returns that are last quarter's again."""
    again = {found.workbook for found in subject.returns() if is_last_quarters(found, subject)}
    yield from (entry for entry in subject.rows(every=True) if entry[0].workbook in again)


def _says_the_same(found: Return, earlier: Return, subject: Subject) -> bool:
    """Say whether every figure and commentary of the two is the same, and there are enough to tell.

    Figures of indicators that are annual do not tell: they stay the same from one quarter to the next.
    """
    columns = _columns(found) & _columns(earlier)
    if found.by_key.keys() != earlier.by_key.keys():
        return False
    pairs = [(row, earlier.by_key[key]) for key, row in found.by_key.items()]
    if any(_words(new, column) != _words(old, column) for new, old in pairs for column in columns):
        return False
    annual = {each.key for each in subject.framework.indicators() if each.timing is Timing.SCHOOL_YEAR}
    telling = [row for key, row in found.by_key.items() if key not in annual]
    figures = sum(isinstance(row.figures[c].value, Figure) for row in telling for c in columns & row.figures.keys())
    has_words = Column.LATEST in columns or any(_words(row, Column.COMMENTARY) for row in telling)
    return figures >= FEWEST_FIGURES and has_words


def _columns(found: Return) -> set[Column]:
    known = {heading.column for heading in found.headings if heading.column}
    return known & {*FIGURE_COLUMNS, Column.SOURCE, Column.COMMENTARY}


def _words(row: Row, column: Column) -> str:
    cell = row.figures.get(column) or row.words.get(column)
    return " ".join(cell.text.split()) if cell else ""


@rule("EF117", Severity.ERROR, hides=True)
def last_quarters_again(subject: Subject) -> Iterator[Found]:
    """Last quarter's return was sent again.

    The file is the very return that the service area sent last quarter; or only the lines above its table were changed,
    and every figure and commentary is still the same.

    Why: last quarter's figures would go before the board as this quarter's.

    How to put it right: put this quarter's return in its place. If it was only saved under a new name so far, type this
    quarter's figures and commentary.

    Before: in 2014Q2, the cp.xlsx of 2014Q1 with Quarter | Q2 2014/15
    After: in 2014Q2, the cp.xlsx with the figures of Q2
    """
    before = subject.before()
    returns = subject.returns()
    areas = {earlier.area for earlier in before.returns if earlier.area}
    if not any(found.area in areas for found in returns):
        raise NotApplicable(f"no return of {before.quarter.label} is there from these service areas")
    again = [(found, earlier) for found in returns if (earlier := is_last_quarters(found, subject))]
    wanted = subject.round.quarter
    if len(again) == len(returns) > 1:
        yield Found(
            CellRef(),
            f"All {len(again)} returns are those of {before.quarter.label} again: every figure and commentary is the same.",
            f"The folder was probably copied from last quarter's. Put the returns of {wanted.label} into it.",
        )
        return
    for found, earlier in again:
        same = found.sha256 == earlier.sha256
        what = (
            "the same file"
            if same
            else "only the lines above the table differ, every figure and commentary is the same"
        )
        yield Found(
            CellRef(found.workbook, found.sheet),
            f"This is the return of {before.quarter.label} again ({earlier.workbook}): {what}.",
            f"Put the return of {wanted.label} in its place, with that quarter's figures and commentary.",
        )


@rule("EF118", Severity.ERROR)
def not_signed_off(subject: Subject) -> Iterator[Found]:
    """The return is not signed off.

    A line that the framework asks for, about who completed or approved the return and when, is missing or has no answer.
    config/rules.toml says which lines are asked for.

    Why: somebody must answer for figures about children before a board reads them.

    How to put it right: type the name or the date in the cell beside the line, above the table or below it.

    Before: Approved by | (blank)
    After: Approved by | Head of Child Protection
    """
    asked = subject.framework.rule_settings.sign_off
    if not asked:
        raise NotApplicable("config/rules.toml asks for no lines of signing off")
    for found in subject.returns():
        absent = [line for line in asked if line not in found.sign_off]
        blank = [(line, found.sign_off[line]) for line in unanswered(found, asked) if line in found.sign_off]
        if (absent or blank) and found.headings and not is_last_quarters(found, subject):
            yield _unsigned(found, absent, blank)


def unanswered(found: Return, asked: Iterable[SignOff]) -> list[SignOff]:
    """Give the lines of signing off, of those asked for, that a return does not have or leaves without an answer."""
    return [line for line in asked if line not in found.sign_off or _no_answer(found.sign_off[line])]


def _no_answer(cell: Cell) -> bool:
    words = same_code(cell.text)
    return words in NO_ANSWER or not any(character.isalnum() for character in words)


def _unsigned(found: Return, absent: list[SignOff], blank: list[tuple[SignOff, Cell]]) -> Found:
    missing = [f"“{line.label}” ({cell.at.cell}) {_typed(cell)}" for line, cell in blank]
    missing += [f"there is no line {listed([f'“{line.label}”' for line in absent], 'or')}"] if absent else []
    fill = [f"Type {listed([f'the {_asked(line)} in {cell.at.cell}' for line, cell in blank])}."] if blank else []
    lines = listed([f"“{line.label}”" for line in absent])
    asked = listed(sorted({f"the {_asked(line)}" for line in absent}, reverse=True), "or")
    add = [f"Add {lines} above the table, with {asked} in the cell beside it."] if absent else []
    where = blank[0][1].at if blank else CellRef(found.workbook, found.sheet)
    return Found(where, f"The return is not signed off: {listed(missing)}.", " ".join((*fill, *add)))


def _asked(line: SignOff) -> str:
    return "date" if line.is_date else "name"


def _typed(cell: Cell) -> str:
    return f"says only “{shortened(cell.text)}”" if cell.text.strip() else "is blank"


@rule("EF119", Severity.WARNING)
def date_cannot_be(subject: Subject) -> Iterator[Found]:
    """A date above the table cannot be right.

    The date on which the return was completed or approved cannot be read as one; or it is before the quarter's last day,
    when the figures could not be complete, or more than a year after it; or the return was approved before it was completed.

    Why: it is probably left over from last quarter's return, and so may be the figures.

    How to put it right: type the date on which this return was completed, or approved.

    Before: Quarter | Q2 2014/15, and Date completed | 15 July 2014
    After: Quarter | Q2 2014/15, and Date completed | 14 October 2014
    """
    found_any = False
    for found in subject.returns():
        for line, cell in found.sign_off.items():
            if line.is_date and not _no_answer(cell):
                found_any = True
                # A “Quarter” line of another quarter is one finding; a date that suits the quarter asked for is none besides.
                suits = _why_wrong(found, line, cell, subject.round.quarter) is None
                wrong = None if suits else _why_wrong(found, line, cell, found.quarter or subject.round.quarter)
                if wrong and not is_last_quarters(found, subject):
                    what, hint = wrong
                    yield Found(cell.at, f"“{line.label}”: {what}.", hint)
    if not found_any:
        raise NotApplicable("no return says on which day it was completed or approved")


def _why_wrong(found: Return, line: SignOff, cell: Cell, quarter: Quarter) -> tuple[str, str] | None:
    day_after = day_words(date.fromordinal(quarter.last_day.toordinal() + 14))
    example = f"“{cell.label} {day_after}”" if cell.label else day_after
    typed, day, done = f"“{shortened(cell.text)}”", read_date(cell.text), _completed(found)
    again = f"Type the date on which this return was {'completed' if line is SignOff.COMPLETED_ON else 'approved'} in"
    if day is None:
        told = (f"{typed} cannot be read as a date", f"{again} {cell.at.cell}, like {example}.")
        return None if leaves_out_year(cell.text) else told
    if day < quarter.last_day:
        early = f"{typed} is before {quarter.label} was over, on {day_words(quarter.last_day)}"
        return (
            early,
            f"{again} {cell.at.cell}. If the date is right, check that the figures are those of the whole quarter.",
        )
    if (day - quarter.last_day).days > MOST_DAYS_LATER:
        return f"{typed} is more than a year after the end of {quarter.label}", f"{again} {cell.at.cell}."
    if line is SignOff.APPROVED_ON and done and day < done:
        at = found.sign_off[SignOff.COMPLETED_ON].at.cell
        return (
            f"{typed} is before the return was completed, on {day_words(done)}",
            f"Correct the date in {cell.at.cell} or in {at}.",
        )
    return None


def _completed(found: Return) -> date | None:
    cell = found.sign_off.get(SignOff.COMPLETED_ON)
    return read_date(cell.text) if cell else None
