"""Rules EF206 to EF209: whether a row's name is recognised, and says the same as its code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from efreport.model import Column, Indicator, Return, Row, Severity, same_code
from efreport.phrases import listed, shortened
from efreport.rules.base import Found, Subject, label, rule
from efreport.rules.codes import NEW_ONE, NO_TOTALS, code_of, has, is_total, lost_its_code, says_nothing
from efreport.rules.together import alike
from efreport.rules.wording import changes, words_of
from efreport.values import excel_error

VERY_LIKE = 0.9
UNLIKE = 0.6


@rule("EF206", Severity.ERROR)
def name_unknown(subject: Subject) -> Iterator[Found]:
    """Neither code nor name is recognised.

    The row has no code (or TBC), and its name does not match any indicator of the framework.

    Why: its figures would not be printed anywhere.

    How to put it right: type the code, or the name that the message gives. If the indicator is new, ask the performance
    team to add it.

    Before: TBC | Number of adoption orders
    After: TBC | The number of adoption orders granted in period
    """
    for found in subject.returns():
        for row in found.rows:
            unnamed = row.indicator is None and not lost_its_code(found, row)
            if unnamed and has(found, Column.NAME) and says_nothing(row.text(Column.CODE), subject):
                yield alike(_unknown_name(row))


def _unknown_name(row: Row) -> Found:
    name = row.text(Column.NAME)
    at = row.words[Column.NAME].at if Column.NAME in row.words else row.at
    meant = f" Did you mean “{shortened(row.suggestion.name)}”?" if row.suggestion else ""
    if not name.strip():
        return Found(
            row.at,
            "The row has figures, but neither code nor name.",
            f"Type the indicator's code in {row.at.cell}. If the row is a total, delete it: the framework has no rows of totals.",
        )
    if is_total(row):
        return Found(
            at, f"“{shortened(name)}” is not an indicator; the row looks like a total.", NO_TOTALS.format(row.at.row)
        )
    right = f"type “{row.suggestion.name}” in {at.cell}" if row.suggestion else f"correct the name in {at.cell}"
    return Found(
        at,
        f"“{shortened(name)}” does not match any indicator in the framework, and the row has no code.{meant}",
        f"Type the indicator's code in {row.at.cell}, or {right}. {NEW_ONE}",
    )


@rule("EF207", Severity.ERROR, hides=True)
def code_and_name_disagree(subject: Subject) -> Iterator[Found]:
    """The code and the name are those of two different indicators.

    The row has the code of one indicator and the name of another. Most often two codes were swapped, or a row was copied
    and only its name changed.

    Why: the figures are printed under the indicator of the code. If the name is the right one, two indicators' figures are
    swapped, and it does not show.

    How to put it right: check whose figures the row holds, and correct the code or the name.

    Before: CP12 | % of ICPCs resulting in a CP Plan
    After: CP14 | % of ICPCs resulting in a CP Plan
    """
    rows = [
        (found, row, own, other)
        for found, row, own in subject.rows(every=True)
        if (other := named_instead(row, own, subject))
    ]
    exchanged: set[tuple[str, str, str]] = set()
    for found, row, own, other in rows:
        partner = next((each for at, each, one, named in rows if at is found and (one, named) == (other, own)), None)
        if (found.workbook, own.key, other.key) in exchanged:
            continue
        if partner:
            exchanged.add((found.workbook, other.key, own.key))
            yield alike(_exchanged(row, partner, own, other))
        else:
            yield alike(_disagree(row, own, other, subject))


def disputed_rows(subject: Subject) -> Iterator[tuple[Return, Row, Indicator]]:
    """Give the rows whose name is another indicator's than their code: whose figures they hold cannot be told."""
    for found, row, own in subject.rows(every=True):
        if named_instead(row, own, subject):
            yield found, row, own


def named_instead(row: Row, own: Indicator, subject: Subject) -> Indicator | None:
    """Give the other indicator whose name the row has, word for word or nearly; None where it has its own's or one of none.

    `own` is the indicator of the row's code. Where there is another, whose figures the row holds is in doubt.
    """
    if says_nothing(row.text(Column.CODE), subject):
        return None
    return another_named(row.text(Column.NAME), own, subject.framework.indicators())


def another_named(name: str, own: Indicator, indicators: Iterable[Indicator]) -> Indicator | None:
    """Give the indicator other than `own` that has this name, word for word or nearly; None where it is `own`'s or nobody's."""
    typed = same_code(name)
    if not typed or typed == same_code(own.name):
        return None
    others = [each for each in indicators if each is not own]
    same = next((each for each in others if same_code(each.name) == typed), None)
    if same or _likeness(name, own.name) >= UNLIKE:
        return same
    return _very_like(name, others)


def _likeness(name: str, other: str) -> float:
    return SequenceMatcher(None, words_of(name), words_of(other), autojunk=False).ratio()


def _very_like(name: str, others: Iterable[Indicator]) -> Indicator | None:
    """Give the indicator whose name is most like this one, if it is very like; quick bounds first, as the list may be long."""
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(words_of(name))
    nearest, likeness = None, VERY_LIKE
    for each in others:
        matcher.set_seq1(words_of(each.name))
        may_be = matcher.real_quick_ratio() >= likeness and matcher.quick_ratio() >= likeness
        if may_be and (ratio := matcher.ratio()) >= likeness and (nearest is None or ratio > likeness):
            nearest, likeness = each, ratio
    return nearest


def _exchanged(row: Row, partner: Row, own: Indicator, other: Indicator) -> Found:
    first, second = row.at.cell, partner.at.cell
    return Found(
        row.at,
        f"The codes in {first} and {second} appear to be swapped: {label(own)} is beside “{shortened(row.text(Column.NAME))}”, "
        f"and {label(other)} beside “{shortened(partner.text(Column.NAME))}”.",
        f"Check whose figures rows {row.at.row} and {partner.at.row} hold. If the names are right, swap the codes in {first} "
        f"and {second}; if the codes are right, swap the names.",
        own.key,
    )


def _disagree(row: Row, own: Indicator, other: Indicator, subject: Subject) -> Found:
    code, name = row.at.cell, row.words[Column.NAME].at.cell
    return Found(
        row.at,
        f"The code is that of {label(own)}, “{shortened(own.name)}”, but the name in {name} is that of {_called(other)}.",
        f"Check whose figures row {row.at.row} holds. If they are {label(own)}'s, type “{own.name}” in {name}; "
        f"if not, type {code_of(other, subject)} in {code}.",
        own.key,
    )


def _called(indicator: Indicator) -> str:
    return f"{label(indicator)}, “{shortened(indicator.name)}”" if indicator.codes else label(indicator)


@rule("EF208", Severity.WARNING)
def name_differs(subject: Subject) -> Iterator[Found]:
    """The name differs from the framework's.

    The row's name has other words than the framework's name for its code. Case, punctuation, small words, a slip in spelling, a
    name that is cut short and what is in brackets at its end do not count.

    Why: another name may mean another measure: “in quarter” is not “in month”. The figure would be printed under the
    framework's name.

    How to put it right: if the figure is what the framework's name says, type that name. If the measure has changed, tell
    the performance team, who will correct the framework.

    Before: CP14 | % of ICPCs resulting in a CP Plan in the year
    After: CP14 | % of ICPCs resulting in a CP Plan
    """
    for _, row, own in subject.rows():
        name = row.text(Column.NAME)
        readable = name.strip() and not excel_error(name)
        if readable and not says_nothing(row.text(Column.CODE), subject) and not named_instead(row, own, subject):
            different = changes(own.name, name)
            if different is not None:
                yield alike(_differs(row, own, different))


def _differs(row: Row, own: Indicator, different: tuple[str, ...]) -> Found:
    at = row.words[Column.NAME].at
    what = f" ({listed(different, most=3)})" if different else ""
    return Found(
        at,
        f"{label(own)}: the framework's name is “{own.name}”, but {at.cell} says “{shortened(row.text(Column.NAME), 100)}”{what}.",
        f"If the figure is what the framework's name says, type that name in {at.cell}. "
        "If the measure has changed, tell the performance team.",
        own.key,
    )


@rule("EF209", Severity.WARNING)
def half_a_code_unknown(subject: Subject) -> Iterator[Found]:
    """One of two codes is not recognised.

    The code cell holds two codes, of which one is an indicator's and the other is not.

    Why: we take the row to be the indicator of the code that we recognise. If the other was mistyped, it may be another one.

    How to put it right: type the codes that the message gives, or correct them.

    Before: CLA2 / LSCB31
    After: CLA2 / LSCB13
    """
    for _, row, own in subject.rows():
        unknown = [part for part in row.unknown_codes if _looks_like_a_code(part)]
        if unknown:
            parts, none = (
                listed([f"“{shortened(part)}”" for part in unknown]),
                "is not a code" if len(unknown) == 1 else "are not codes",
            )
            yield Found(
                row.at,
                f"{parts} in “{shortened(row.text(Column.CODE))}” {none} of the framework. We have taken the row to be {_called(own)}.",
                f"If that is right, type {code_of(own, subject)} in {row.at.cell}; if not, correct the code there.",
                own.key,
            )


def _looks_like_a_code(part: str) -> bool:
    return any(character.isdigit() for character in part) and any(character.isalpha() for character in part)
