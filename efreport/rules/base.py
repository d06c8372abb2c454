"""What a rule is, how it is declared, and what it looks at. No rule stands here."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from inspect import cleandoc
from typing import TypeVar, cast

from efreport.assessment import Assessed
from efreport.model import (
    CellRef,
    Column,
    FigureCell,
    Framework,
    Indicator,
    Return,
    Round,
    Row,
    Severity,
    State,
    Waiver,
)
from efreport.phrases import shortened

Answer = TypeVar("Answer")
Looked = TypeVar("Looked")


class NotApplicable(Exception):
    """A rule has nothing to look at in this run; the text says why, in words that complete "not applicable: ..."."""


@dataclass(frozen=True, eq=False)
class Subject:
    """What rules look at: the round, the framework, and every indicator with its comparisons.

    `set_aside` are the rows whose figures are probably another indicator's or quarter's: that is found and said once, and
    nothing more is asked of them. `used` are the waivers that findings of this run have matched; only rules that come last
    see it filled. What several rules ask is kept by it, so that it lives as long as the checks and no longer.
    """

    round: Round
    framework: Framework
    assessed: Sequence[Assessed]
    set_aside: frozenset[CellRef] = frozenset()
    used: frozenset[Waiver] = frozenset()
    _kept: dict[object, object] = field(default_factory=dict, init=False, repr=False)

    def once(self, work: Callable[[Subject], Answer]) -> Answer:
        """Give what `work` makes of the subject, which is worked out when it is first asked for and kept with it."""
        if work not in self._kept:
            self._kept[work] = work(self)
        return cast("Answer", self._kept[work])

    def returns(self) -> tuple[Return, ...]:
        """Every return that was read. Raises NotApplicable where there is none, so that nothing checked is never clean."""
        if not self.round.returns:
            raise NotApplicable("no return could be read")
        return self.round.returns

    def rows(self, *, every: bool = False) -> Iterator[tuple[Return, Row, Indicator]]:
        """Every row whose figures count: its indicator is known and its return's own, and it stands there first.

        Nothing is asked of a row that is another area's or a second one, nor of a table with another quarter's headings:
        that is found and said once. With `every`, those that are set aside are among them. Raises NotApplicable where no
        row speaks of an indicator.
        """
        if not self._own_rows:
            raise NotApplicable("no row speaks of an indicator")
        yield from self._own_rows if every else self._rows_that_count

    @cached_property
    def _rows_that_count(self) -> tuple[tuple[Return, Row, Indicator], ...]:
        if not self.set_aside:
            return self._own_rows
        return tuple(entry for entry in self._own_rows if entry[1].at not in self.set_aside)

    @cached_property
    def _own_rows(self) -> tuple[tuple[Return, Row, Indicator], ...]:
        return tuple(entry for found in self.returns() for entry in _own_rows(found))

    def strays(self) -> Iterator[tuple[Return, Row, Indicator]]:
        """Every row whose indicator is another service area's."""
        for found in self.returns():
            for row in found.rows:
                if row.indicator is not None and is_stray(found, row.indicator):
                    yield found, row, row.indicator

    def figures(self) -> Iterator[tuple[FigureCell, Indicator, str]]:
        """Every figure cell of those rows, with its indicator and how a message names both."""
        yield from self.once(_figures)

    def entries(self) -> Iterator[tuple[Assessed, Row]]:
        """Every assessed indicator that has such a row."""
        rows = {indicator.key: row for _, row, indicator in self.rows()}
        for entry in self.assessed:
            if entry.row is not None and rows.get(entry.indicator.key) is entry.row:
                yield entry, entry.row

    def before(self, quarters: int = 1) -> Round:
        """The round that many quarters before. Raises NotApplicable where none of its returns is there."""
        if found := self.round.before(quarters):
            return found
        wanted = self.round.quarter
        for _ in range(quarters):
            wanted = wanted.previous
        raise NotApplicable(f"the returns of {wanted.label} are not there to compare with")


def _own_rows(found: Return) -> Iterator[tuple[Return, Row, Indicator]]:
    if found.headings_for is not None:
        return
    for row in found.by_key.values():
        if row.indicator is not None and not is_stray(found, row.indicator):
            yield found, row, row.indicator


def _figures(subject: Subject) -> tuple[tuple[FigureCell, Indicator, str], ...]:
    return tuple(
        (cell, indicator, f"{label(indicator)}, “{heading_texts(found)[column]}”")
        for found, row, indicator in subject.rows()
        for column, cell in row.figures.items()
    )


def heading_texts(found: Return) -> Mapping[Column, str]:
    """Give the heading of each column as the return has it, on one line; of two for one column the first."""
    return found.heading_texts


@dataclass(frozen=True)
class Many:
    """How findings of one cause are told as one: from `fewest` on, those with the same cause in one sheet, by `say`.

    Waivers are looked at before, so that one for an indicator takes its own finding out of them.
    """

    cause: Hashable
    say: Callable[[Sequence[Found]], Found]
    fewest: int = 3


@dataclass(frozen=True)
class Found:
    """What a rule found: where, in plain words, and how to put it right. The runner adds code and severity.

    `area` is needed only where neither the place nor the indicator tells which service area it is about. `for_readers` says
    it to those who have the documents and not the workbooks, where the board is told. `many` says what becomes of it where
    others have the same cause.
    """

    where: CellRef
    message: str
    hint: str
    indicator: str = ""
    area: str = ""
    for_readers: str = ""
    many: Many | None = None


Check = Callable[[Subject], Iterator[Found]]


@dataclass(frozen=True)
class Rule:
    """One rule: its code, which is never used again, its usual severity, and its manual page.

    A rule that comes `last` looks at what became of the others' findings. What one that `hides` finds keeps columns, rows or
    the whole return from being checked.
    """

    code: str
    severity: Severity
    title: str
    page: str
    check: Check
    last: bool = False
    hides: bool = False


def rule(code: str, severity: Severity, *, last: bool = False, hides: bool = False) -> Callable[[Check], Rule]:
    """Declare a check as a rule. Its docstring is the rule's manual page, the first line its title."""

    def declare(check: Check) -> Rule:
        title, page = manual_page(check)
        return Rule(code, severity, title, page, check, last, hides)

    return declare


def manual_page(check: Callable[..., Iterator[Found]]) -> tuple[str, str]:
    """Give the title and the manual page of a check: the first line of its docstring, and the rest."""
    title, _, page = cleandoc(check.__doc__ or "").partition("\n")
    return title.rstrip("."), page.strip()


def outcome_of(check: Callable[[Looked], Iterator[Found]], subject: Looked) -> tuple[State, str, tuple[Found, ...]]:
    """Run a check: what became of it, why it was not applicable or the fault that stopped it, and what it found."""
    try:
        found = tuple(check(subject))
    except NotApplicable as why:
        return State.NOT_APPLICABLE, str(why), ()
    except Exception:
        return State.COULD_NOT_RUN, traceback.format_exc(), ()
    return State.FOUND if found else State.PASSED, "", found


def is_stray(found: Return, indicator: Indicator) -> bool:
    """Say whether the indicator is another service area's, where the return's own is beyond doubt."""
    return found.area is not None and indicator.area != found.area.key and not found.disagrees


def label(indicator: Indicator) -> str:
    """Name an indicator in a message: its codes, or its name where it has none."""
    return " / ".join(indicator.codes) or f"“{shortened(indicator.name)}”"
