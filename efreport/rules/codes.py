"""Rules EF201 to EF206: whether each row speaks of an indicator of its area, and each indicator has one row."""

from __future__ import annotations

from collections.abc import Iterator

from efreport.model import CellRef, Column, Indicator, Return, Row, Severity, same_code
from efreport.rules.base import Found, Subject, label, rule, shortened


@rule("EF201", Severity.ERROR)
def code_unknown(subject: Subject) -> Iterator[Found]:
    """The code is not in the framework.

    The row's code is that of no indicator, whatever the spacing and case.

    Why: its figures would go nowhere.

    How to put it right: correct the code. If the indicator is new, the performance team adds it to the framework
    first.

    Before: CP41 | % of ICPCs resulting in a CP Plan
    After: CP14 | % of ICPCs resulting in a CP Plan
    """
    for found in subject.returns():
        for row in found.rows:
            code = row.text(Column.CODE).strip()
            if row.indicator is None and not _says_nothing(code, subject):
                meant = f" Did you mean {label(row.suggestion)}?" if row.suggestion else ""
                correct = f"Correct the code in {row.at.cell}"
                example = f", for example to {_code_of(row.suggestion, subject)}" if row.suggestion else ""
                yield Found(
                    row.at,
                    f"The code “{shortened(code)}” is not in the framework.{meant}",
                    f"{correct}{example}. If the indicator is new, it is added to the framework first.",
                )


def _code_of(indicator: Indicator, subject: Subject) -> str:
    """Give what belongs in the code cell: its codes, or what stands for “no code yet”."""
    return " / ".join(indicator.codes) or subject.framework.no_code


@rule("EF202", Severity.ERROR)
def other_areas_code(subject: Subject) -> Iterator[Found]:
    """The indicator belongs to another service area.

    Why: each indicator is reported by one service area; here its figures would not be printed.

    How to put it right: correct the code, or move the row into the other area's return.

    Before: in the return of Adoption, CP14
    After: in the return of Child Protection, CP14
    """
    headings = {area.key: area.heading for area in subject.framework.areas}
    for found, row, indicator in subject.strays():
        if found.area is not None:
            yield Found(
                row.at,
                f"{label(indicator)} belongs to “{headings[indicator.area]}”, and this is the return of “{found.area.heading}”.",
                f"Correct the code in {row.at.cell}, or move the row into the return of “{headings[indicator.area]}”.",
                indicator.key,
            )


@rule("EF203", Severity.ERROR)
def indicator_twice(subject: Subject) -> Iterator[Found]:
    """The indicator stands twice.

    Two rows of the return speak of the same indicator.

    Why: only the first is printed, and the other may hold the right figures.

    How to put it right: delete the row that is not meant, or correct its code.

    Before: CP14 in row 12 and CP14 in row 13
    After: CP14 in row 12 alone
    """
    for found in subject.returns():
        for row in found.rows:
            first = found.by_key.get(row.indicator.key) if row.indicator else None
            if first is not None and first is not row and row.indicator is not None:
                yield Found(
                    row.at,
                    f"{label(row.indicator)} stands here a second time; the first is in {first.at.cell}.",
                    f"Delete row {row.at.row} or row {first.at.row}, or correct the code in {row.at.cell}.",
                    row.indicator.key,
                )


@rule("EF204", Severity.ERROR)
def indicator_missing(subject: Subject) -> Iterator[Found]:
    """An indicator of the service area has no row.

    Why: the framework would say “not given” for an indicator that is due.

    How to put it right: add the row, with the code and name as in the framework. Where there is no figure, say why
    in its cell (n/a, Not yet published, Pending ...).

    Before: a return of Child Protection without CP14
    After: CP14 | % of ICPCs resulting in a CP Plan | 82% ...
    """
    elsewhere = {indicator.key for _, _, indicator in subject.strays()}
    for found in _first_returns(subject):
        if found.area is None:
            continue
        meant = {row.suggestion.key for row in found.rows if row.suggestion}
        for indicator in found.area.indicators:
            if _can_be_matched(found, indicator) and indicator.key not in found.by_key.keys() | meant | elsewhere:
                yield _missing(found, indicator, _code_of(indicator, subject))


def _first_returns(subject: Subject) -> Iterator[Return]:
    for found in subject.returns():
        if found.area and not found.disagrees and subject.round.return_of(found.area) is found:
            yield found


def _can_be_matched(found: Return, indicator: Indicator) -> bool:
    """Say whether the return has a column that could name it; a missing heading is reported once, not for every row."""
    return _has(found, Column.NAME) or (bool(indicator.codes) and _has(found, Column.CODE))


def _has(found: Return, column: Column) -> bool:
    return any(heading.column is column for heading in found.headings)


def _missing(found: Return, indicator: Indicator, code: str) -> Found:
    return Found(
        CellRef(found.workbook, found.sheet),
        f"There is no row for {label(indicator)}, which is due from this service area.",
        f"Add a row with the code {code} and the name “{shortened(indicator.name)}”.",
        indicator.key,
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
        if indicator.codes and Column.CODE in row.words and _says_nothing(row.text(Column.CODE), subject):
            message = f"The code is left out; by its name the row is {label(indicator)}."
            yield Found(row.at, message, f"Type {label(indicator)} in {row.at.cell}.", indicator.key)


@rule("EF206", Severity.ERROR)
def name_unknown(subject: Subject) -> Iterator[Found]:
    """Neither code nor name is known.

    The row has no code (or TBC), and its name is that of no indicator of the framework.

    Why: its figures would go nowhere.

    How to put it right: write the name as in the framework, or give the code.

    Before: TBC | Number of adoption orders
    After: TBC | The number of adoption orders granted in period
    """
    for found in subject.returns():
        for row in found.rows:
            if row.indicator is None and _has(found, Column.NAME) and _says_nothing(row.text(Column.CODE), subject):
                yield _unknown_name(row)


def _unknown_name(row: Row) -> Found:
    name = row.text(Column.NAME)
    at = row.words[Column.NAME].at if Column.NAME in row.words else row.at
    meant = f" Did you mean “{shortened(row.suggestion.name)}”?" if row.suggestion else ""
    if not name.strip():
        return Found(
            row.at,
            "The row has figures, but neither code nor name.",
            f"Type the indicator's code in {row.at.cell}.",
        )
    return Found(
        at,
        f"“{shortened(name)}” is not the name of an indicator in the framework, and the row has no code.{meant}",
        f"Write the name in {at.cell} as in the framework, or type the code in {row.at.cell}.",
    )


def _says_nothing(code: str, subject: Subject) -> bool:
    return same_code(code) in ("", same_code(subject.framework.no_code))
