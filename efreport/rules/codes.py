"""Rules EF201 and EF203 to EF205: whether each row speaks of an indicator, and each indicator has one row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from efreport.model import CellRef, Column, Indicator, Return, Row, Severity, same_code
from efreport.phrases import listed, ranges, shortened
from efreport.rules.base import Found, Many, Subject, label, rule
from efreport.rules.layout import has_two_tables, repeated_rows, texts_of
from efreport.rules.strays import FEWEST_TOGETHER, is_another_areas
from efreport.rules.together import FEWEST_ALIKE, alike

MOST_NAMED = 12
SHORT_NAME = 40
TOTALS = frozenset(
    ("total", "totals", "grandtotal", "subtotal", "overall", "overalltotal", "totaloverall", "sum", "all", "areatotal")
)
NO_TOTALS = "The framework has no rows of totals: delete row {}, or give it the code of the indicator that it is."
NEW_ONE = "If the indicator is new, ask the performance team to add it."


@rule("EF201", Severity.ERROR)
def code_unknown(subject: Subject) -> Iterator[Found]:
    """The code is not in the framework.

    The row's code does not match any indicator (spaces and capitals do not count); or its code cell names two indicators.

    Why: its figures would not be printed anywhere.

    How to put it right: correct the code. If the indicator is new, ask the performance team to add it to the framework
    first. Delete any row of totals.

    Before: CP41 | % of ICPCs resulting in a CP Plan
    After: CP14 | % of ICPCs resulting in a CP Plan
    """
    for found in subject.returns():
        for row in found.rows:
            code = row.text(Column.CODE).strip()
            if row.indicator is None and not says_nothing(code, subject):
                yield replace(_unknown_code(row, code, subject), many=Many("unknown", _many_unknown, FEWEST_ALIKE))


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
    if row.suggestion and not row.suggestion.codes:
        return Found(
            row.at,
            f"The code “{typed}” is not in the framework; {label(row.suggestion)} has no code yet.",
            f"Clear {cell} or type {subject.framework.no_code} in it. {NEW_ONE}",
        )
    meant = f" Did you mean {label(row.suggestion)}?" if row.suggestion else ""
    example = f", for example to {code_of(row.suggestion, subject)}" if row.suggestion else ""
    return Found(
        row.at, f"The code “{typed}” is not in the framework.{meant}", f"Correct the code in {cell}{example}. {NEW_ONE}"
    )


def _many_unknown(found: Sequence[Found]) -> Found:
    numbers = listed(ranges(each.where.row for each in found), most=MOST_NAMED)
    return Found(
        found[0].where,
        f"{len(found)} rows have codes that are not in the framework: rows {numbers}. The first: {found[0].message}",
        f"If these rows are another list, or another service area's, delete them. If not, correct each code. {NEW_ONE}",
    )


def _number(things: Sequence[object]) -> str:
    return "two" if len(things) == 2 else str(len(things))


def is_total(row: Row) -> bool:
    """Say whether the row's code or name is nothing but a word for a total."""
    return any(same_code(row.text(column)) in TOTALS for column in (Column.CODE, Column.NAME))


def code_of(indicator: Indicator, subject: Subject) -> str:
    """Give what belongs in the code cell: its codes, or what stands for “no code yet”."""
    return " / ".join(indicator.codes) or subject.framework.no_code


@rule("EF203", Severity.ERROR)
def indicator_twice(subject: Subject) -> Iterator[Found]:
    """The indicator appears twice.

    Two rows of the return are for the same indicator. The first is used; what is in the other is not checked.

    Why: only the first is printed, and the other may hold the right figures.

    How to put it right: delete the row that you do not need, or correct its code.

    Before: CP14 in row 12 and CP14 in row 13
    After: CP14 in row 12 alone
    """
    for found in subject.returns():
        for row in found.rows if not repeated_rows(found) else ():
            first = found.by_key.get(row.indicator.key) if row.indicator else None
            in_doubt = first is not None and subject.set_aside & {row.at, first.at}
            if first is not None and first is not row and row.indicator is not None and not in_doubt:
                yield alike(_second(row, first, row.indicator))


def _second(row: Row, first: Row, indicator: Indicator) -> Found:
    here, there = row.at.row, first.at.row
    told = f"{label(indicator)} is in rows {there} and {here}"
    if texts_of(row) == texts_of(first):
        return Found(row.at, f"{told}, with the same figures.", f"Delete row {here}.", indicator.key)
    return Found(
        row.at,
        f"{told}, and they differ; only row {there} is used.",
        f"If row {there} is right, delete row {here}; if row {here} is right, delete row {there}. "
        f"If row {here} is another indicator, correct its code in {row.at.cell}.",
        indicator.key,
    )


@rule("EF204", Severity.ERROR)
def indicator_missing(subject: Subject) -> Iterator[Found]:
    """An indicator of the service area has no row.

    Where three or more have none, they are listed once.

    Why: the framework would say “not given” for an indicator that is due.

    How to put it right: add the row, with its code and name. If there is no figure, type n/a, Not yet published, or
    Pending and the reason.

    Before: a return of Child Protection without CP14
    After: CP14 | % of ICPCs resulting in a CP Plan | 82% ...
    """
    elsewhere = {indicator.key for _, _, indicator in subject.strays()}
    for found in _first_returns(subject):
        if found.area is None or has_two_tables(found) or is_another_areas(found) or _lost_any(found):
            continue
        meant = {row.suggestion.key for row in found.rows if row.suggestion}
        meant |= {each.key for row in found.rows for each in row.named_by_code}
        known = found.by_key.keys() | meant | elsewhere | _named_in_doubt(found, subject)
        due = [each for each in found.area.indicators if _row_is_due(each, subject) and _can_be_matched(found, each)]
        missing = [each for each in due if each.key not in known]
        yield from _each_missing(found, missing, subject)


def _each_missing(found: Return, missing: Sequence[Indicator], subject: Subject) -> Iterator[Found]:
    by_key = {each.key: each for each in missing}

    def many(told: Sequence[Found]) -> Found:
        return _many_missing(found, [by_key[each.indicator] for each in told], subject)

    for each in missing:
        yield replace(_missing(found, each, code_of(each, subject)), many=Many("missing", many, FEWEST_TOGETHER))


def _named_in_doubt(found: Return, subject: Subject) -> set[str]:
    """Give the indicators whose names stand beside other codes: whichever is right, that is said by another rule."""
    names = {same_code(row.text(Column.NAME)) for row in found.rows if row.at in subject.set_aside}
    return {each.key for each in subject.framework.indicators() if same_code(each.name) in names}


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
    named = [label(each) + (f" “{shortened(each.name, SHORT_NAME)}”" if each.codes else "") for each in missing]
    without = [each for each in missing if not each.codes]
    tbc = f" Where there is no code yet, type {subject.framework.no_code}." if without else ""
    return Found(
        CellRef(found.workbook, found.sheet),
        f"There are no rows for {len(missing)} indicators that are due from this service area: {listed(named, most=MOST_NAMED)}.",
        f"Add a row for each, with its code and its name.{tbc}",
    )


@rule("EF205", Severity.WARNING)
def code_left_out(subject: Subject) -> Iterator[Found]:
    """The code is missing.

    The row was recognised by its name; its code cell is blank, or says that there is no code yet, though the indicator has
    one. Where three or more rows have none, they are listed once.

    Why: names change and are typed differently; the code is what makes sure that the right indicator is meant.

    How to put it right: type the code.

    Before: (blank) | % of ICPCs resulting in a CP Plan
    After: CP14 | % of ICPCs resulting in a CP Plan
    """
    rows = {
        row.at: (row, indicator)
        for _, row, indicator in subject.rows()
        if indicator.codes and Column.CODE in row.words and says_nothing(row.text(Column.CODE), subject)
    }

    def many(found: Sequence[Found]) -> Found:
        return _many_without([rows[each.where] for each in found])

    for each in rows.values():
        yield replace(_without(*each), many=Many("no code", many, FEWEST_TOGETHER))


def _without(row: Row, indicator: Indicator) -> Found:
    return Found(
        row.at,
        f"The code is missing; from its name this row is {label(indicator)}.",
        f"Type {label(indicator)} in {row.at.cell}.",
        indicator.key,
    )


def _many_without(rows: Sequence[tuple[Row, Indicator]]) -> Found:
    numbers = listed(ranges(row.at.row for row, _ in rows))
    codes = listed([f"{label(indicator)} in {row.at.cell}" for row, indicator in rows], most=MOST_NAMED)
    return Found(
        rows[0][0].at, f"The codes are missing in rows {numbers}; we know the rows from their names.", f"Type {codes}."
    )


def says_nothing(code: str, subject: Subject) -> bool:
    """Say whether a code cell is blank, or holds what stands for “no code yet”."""
    return same_code(code) in ("", same_code(subject.framework.no_code))
