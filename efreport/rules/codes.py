"""Rules EF201 to EF205: whether each row speaks of an indicator of its area, and each indicator has one row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from efreport.model import CellRef, Column, Indicator, Return, Row, Severity, same_code
from efreport.rules.base import Found, Subject, label, rule, shortened
from efreport.rules.layout import has_two_tables
from efreport.rules.listing import listed, ranges

FEWEST_TOGETHER = 3
MOST_CODES = 20
TOTALS = frozenset(
    ("total", "totals", "grandtotal", "subtotal", "overall", "overalltotal", "totaloverall", "sum", "all", "areatotal")
)
NO_TOTALS = "The framework has no rows of totals: delete row {}, or give it the code of the indicator that it is."
NEW_ONE = "If the indicator is new, ask the performance team to add it."


@rule("EF201", Severity.ERROR)
def code_unknown(subject: Subject) -> Iterator[Found]:
    """The code is not in the framework.

    The row's code is that of no indicator, whatever the spacing and case; or its code cell names two indicators.

    Why: its figures would go nowhere.

    How to put it right: correct the code. If the indicator is new, ask the performance team to add it to the framework
    first. A row of totals is deleted.

    Before: CP41 | % of ICPCs resulting in a CP Plan
    After: CP14 | % of ICPCs resulting in a CP Plan
    """
    for found in subject.returns():
        for row in found.rows:
            code = row.text(Column.CODE).strip()
            if row.indicator is None and not says_nothing(code, subject):
                yield _unknown_code(row, code, subject)


def _unknown_code(row: Row, code: str, subject: Subject) -> Found:
    cell, typed = row.at.cell, shortened(code)
    if len(row.named_by_code) > 1:
        named = listed([label(each) for each in row.named_by_code])
        return Found(
            row.at,
            f"The code cell “{typed}” names {_number(row.named_by_code)} indicators: {named}. A row holds the figures of one.",
            f"Leave in {cell} the code of the one whose figures these are, and give the other a row of its own.",
        )
    if is_total(row):
        return Found(
            row.at, f"“{typed}” is not in the framework; the row looks like a total.", NO_TOTALS.format(row.at.row)
        )
    meant = f" Did you mean {label(row.suggestion)}?" if row.suggestion else ""
    example = f", for example to {code_of(row.suggestion, subject)}" if row.suggestion else ""
    return Found(
        row.at, f"The code “{typed}” is not in the framework.{meant}", f"Correct the code in {cell}{example}. {NEW_ONE}"
    )


def _number(things: Sequence[object]) -> str:
    return "two" if len(things) == 2 else str(len(things))


def is_total(row: Row) -> bool:
    """Say whether the row's code or name is nothing but a word for a total."""
    return any(same_code(row.text(column)) in TOTALS for column in (Column.CODE, Column.NAME))


def code_of(indicator: Indicator, subject: Subject) -> str:
    """Give what belongs in the code cell: its codes, or what stands for “no code yet”."""
    return " / ".join(indicator.codes) or subject.framework.no_code


@rule("EF202", Severity.ERROR)
def other_areas_code(subject: Subject) -> Iterator[Found]:
    """The indicator belongs to another service area.

    Where three or more rows do, they are listed once.

    Why: each indicator is reported by one service area; here its figures would not be printed.

    How to put it right: correct the code, or move the row into the other area's return. Where all rows are another area's,
    the line “Service area” is wrong, or the file.

    Before: in the return of Adoption, CP14
    After: in the return of Child Protection, CP14
    """
    by_return: dict[str, list[tuple[Return, Row, Indicator]]] = {}
    for found, row, indicator in subject.strays():
        by_return.setdefault(found.workbook, []).append((found, row, indicator))
    for strays in by_return.values():
        if len(strays) >= FEWEST_TOGETHER:
            yield _many_strays(strays, subject)
        else:
            yield from (_stray(*each, subject) for each in strays)


def _stray(found: Return, row: Row, indicator: Indicator, subject: Subject) -> Found:
    theirs, own = subject.framework.area(indicator.area).heading, found.area.heading if found.area else ""
    return Found(
        row.at,
        f"{label(indicator)} belongs to “{theirs}”, and this is the return of “{own}”.",
        f"Correct the code in {row.at.cell}, or move the row into the return of “{theirs}”.",
        indicator.key,
    )


def _many_strays(strays: Sequence[tuple[Return, Row, Indicator]], subject: Subject) -> Found:
    found, first, _ = strays[0]
    own = found.area.heading if found.area else ""
    counts = Counter(indicator.area for _, _, indicator in strays)
    areas = listed(
        [f"{number} to “{subject.framework.area(key).heading}”" for key, number in counts.most_common()], most=4
    )
    rows = listed(ranges(row.at.row for _, row, _ in strays))
    message = f"Rows {rows} belong to other service areas than “{own}”: {areas}."
    if _is_another_areas(found) and found.area_line and len(counts) == 1:
        theirs = subject.framework.area(next(iter(counts))).heading
        hint = f"If this is the return of “{theirs}”, write that in {found.area_line.at.cell}. If not, ask for the right one."
    elif len(counts) >= FEWEST_TOGETHER:
        hint = (
            f"This looks like the whole framework, and not one area's return. Put the return of “{own}” in its place."
        )
    else:
        hint = "Delete the rows of other areas, or move them into those areas' returns: each return holds its own indicators only."
    return Found(first.at, message, hint)


def _is_another_areas(found: Return) -> bool:
    """Say whether the return has three or more known rows, and none of them is its own area's."""
    areas = [row.indicator.area for row in found.rows if row.indicator]
    return found.area is not None and len(areas) >= FEWEST_TOGETHER and found.area.key not in areas


@rule("EF203", Severity.ERROR)
def indicator_twice(subject: Subject) -> Iterator[Found]:
    """The indicator stands twice.

    Two rows of the return speak of the same indicator. The first is read; what stands in the other is not checked.

    Why: only the first is printed, and the other may hold the right figures.

    How to put it right: delete the row that is not meant, or correct its code.

    Before: CP14 in row 12 and CP14 in row 13
    After: CP14 in row 12 alone
    """
    for found in subject.returns():
        for row in found.rows:
            first = found.by_key.get(row.indicator.key) if row.indicator else None
            if first is not None and first is not row and row.indicator is not None:
                yield _second(row, first, row.indicator)


def _second(row: Row, first: Row, indicator: Indicator) -> Found:
    name, here, there = label(indicator), row.at.row, first.at.row
    told = f"{name} stands here a second time; row {there} is read, row {here} is not"
    if _texts(row) == _texts(first):
        return Found(row.at, f"{told}. They are the same.", f"Delete row {here}.", indicator.key)
    return Found(
        row.at,
        f"{told}, and they differ.",
        f"If row {there} is right, delete row {here}; if row {here} is right, delete row {there}. "
        f"If row {here} is another indicator, correct its code in {row.at.cell}.",
        indicator.key,
    )


def _texts(row: Row) -> list[str]:
    words = [cell.text for column, cell in row.words.items() if column not in (Column.CODE, Column.NAME)]
    return [" ".join(text.split()) for text in (*(cell.text for cell in row.figures.values()), *words)]


@rule("EF204", Severity.ERROR)
def indicator_missing(subject: Subject) -> Iterator[Found]:
    """An indicator of the service area has no row.

    Where three or more have none, they are listed once.

    Why: the framework would say “not given” for an indicator that is due.

    How to put it right: add the row, with the code and name as in the framework. Where there is no figure, say why
    in its cell (n/a, Not yet published, Pending ...).

    Before: a return of Child Protection without CP14
    After: CP14 | % of ICPCs resulting in a CP Plan | 82% ...
    """
    elsewhere = {indicator.key for _, _, indicator in subject.strays()}
    for found in _first_returns(subject):
        if found.area is None or has_two_tables(found) or _is_another_areas(found) or _lost_any(found):
            continue
        meant = {row.suggestion.key for row in found.rows if row.suggestion}
        meant |= {each.key for row in found.rows for each in row.named_by_code}
        known = found.by_key.keys() | meant | elsewhere
        due = [each for each in found.area.indicators if _row_is_due(each, subject) and _can_be_matched(found, each)]
        missing = [each for each in due if each.key not in known]
        if len(missing) >= FEWEST_TOGETHER:
            yield _many_missing(found, missing, subject)
        else:
            yield from (_missing(found, each, code_of(each, subject)) for each in missing)


def _first_returns(subject: Subject) -> Iterator[Return]:
    for found in subject.returns():
        if found.area and not found.disagrees and subject.round.return_of(found.area) is found:
            yield found


def lost_its_code(found: Return, row: Row) -> bool:
    """Say whether merged cells swallowed the row's code or name, so that nobody can tell which indicator it is."""
    told = {column for column in (Column.CODE, Column.NAME) if has(found, column)}
    return row.indicator is None and not told <= row.words.keys()


def _lost_any(found: Return) -> bool:
    return any(lost_its_code(found, row) for row in found.rows)


def _row_is_due(indicator: Indicator, subject: Subject) -> bool:
    """Say whether a row is expected; that of a placeholder, which is not collected yet, is."""
    return indicator.reported_from is None or indicator.reported_from <= subject.round.quarter


def _can_be_matched(found: Return, indicator: Indicator) -> bool:
    """Say whether the return has a column that could name it; a missing heading is reported once, not for every row."""
    return has(found, Column.NAME) or (bool(indicator.codes) and has(found, Column.CODE))


def has(found: Return, column: Column) -> bool:
    """Say whether the return has a heading for the column."""
    return any(heading.column is column for heading in found.headings)


def _missing(found: Return, indicator: Indicator, code: str) -> Found:
    return Found(
        CellRef(found.workbook, found.sheet),
        f"There is no row for {label(indicator)}, which is due from this service area.",
        f"Add a row with the code {code} and the name “{shortened(indicator.name)}”.",
        indicator.key,
    )


def _many_missing(found: Return, missing: Sequence[Indicator], subject: Subject) -> Found:
    named = listed([label(each) for each in missing], most=MOST_CODES)
    without = [each for each in missing if not each.codes]
    tbc = f" Those without a code have {subject.framework.no_code} in its place." if without else ""
    return Found(
        CellRef(found.workbook, found.sheet),
        f"There are no rows for {len(missing)} indicators that are due from this service area: {named}.",
        f"Add a row for each, with its code and its name as in the framework.{tbc}",
    )


@rule("EF205", Severity.WARNING)
def code_left_out(subject: Subject) -> Iterator[Found]:
    """The code is left out.

    The row was recognised by its name; its code cell is blank, or holds what stands for “no code yet”, though the
    indicator has a code.

    Why: names change and are typed differently; the code is what makes sure that the right indicator is meant.

    How to put it right: type the code.

    Before: (blank) | % of ICPCs resulting in a CP Plan
    After: CP14 | % of ICPCs resulting in a CP Plan
    """
    for _, row, indicator in subject.rows():
        if indicator.codes and Column.CODE in row.words and says_nothing(row.text(Column.CODE), subject):
            message = f"The code is left out; by its name the row is {label(indicator)}."
            yield Found(row.at, message, f"Type {label(indicator)} in {row.at.cell}.", indicator.key)


def says_nothing(code: str, subject: Subject) -> bool:
    """Say whether a code cell is blank, or holds what stands for “no code yet”."""
    return same_code(code) in ("", same_code(subject.framework.no_code))
