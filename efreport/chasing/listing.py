"""What is still due of each service area: worked out from the round, what was found in it, and the day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from pathlib import Path

from efreport.assessment import Assessed
from efreport.model import Checked, Finding, Framework, Indicator, Return, Round, ServiceArea, Severity, SignOff
from efreport.quarter import Quarter
from efreport.reports.standing import Receipt, Standing, standings
from efreport.rules.expected import asks_for_commentary
from efreport.rules.signing import unanswered

LATEST_MISSING, COMMENTARY_MISSING, NOT_SIGNED_OFF = "EF307", "EF502", "EF118"


class State(Enum):
    """How far the return of a service area has come; of all but a complete one something is still due."""

    NOT_RECEIVED = "not received"
    NOT_BEGUN = "not begun"
    UNREADABLE = "cannot be read"
    INCOMPLETE = "incomplete"
    HAS_ERRORS = "has errors"
    COMPLETE = "complete"


@dataclass(frozen=True)
class Chased:
    """Where one service area stands. The errors and warnings of its `standing` are those of all its workbooks.

    `received` is when its workbook was last saved, None where there is none or it lies there as it was issued. `signed`
    holds what the lines of signing off say. `commentaries` are those given, of `commentaries_expected`: of the
    indicators of which the board will ask why. `awaiting`, `uncommented`, `unsigned` and `errors_left` are what is
    still due: latest results, commentaries, lines of signing off, and errors other than that these are missing. `also`
    are further workbooks of the area. `days` are those left until the `deadline`, negative when it has passed.
    """

    standing: Standing
    area: ServiceArea
    state: State
    received: datetime | None
    signed: Mapping[SignOff, str]
    commentaries: int
    commentaries_expected: int
    awaiting: tuple[Indicator, ...]
    uncommented: tuple[Indicator, ...]
    unsigned: tuple[SignOff, ...]
    errors_left: int
    also: tuple[str, ...]
    deadline: date | None
    days: int | None

    @property
    def is_due(self) -> bool:
        """Say whether something is still due."""
        return self.state is not State.COMPLETE


@dataclass(frozen=True)
class ChasingList:
    """Every service area that reports in the quarter, in printed order, as it stands on the day `today`.

    `strangers` are workbooks in the folder of which nobody can say whose they are.
    """

    title: str
    quarter: Quarter
    today: date
    deadline: date | None
    areas: tuple[Chased, ...]
    strangers: tuple[str, ...]

    @property
    def due(self) -> tuple[Chased, ...]:
        """The service areas of which something is still due."""
        return tuple(each for each in self.areas if each.is_due)


@dataclass(frozen=True)
class _Facts:
    """What the chasing list is worked out from."""

    framework: Framework
    round: Round
    assessed: Sequence[Assessed]
    checked: Checked
    saved: Mapping[Path, datetime]
    today: date


def chasing_list(
    framework: Framework,
    round_: Round,
    assessed: Sequence[Assessed],
    checked: Checked,
    saved: Mapping[Path, datetime],
    today: date,
) -> ChasingList:
    """Work the list out. `saved` is when each workbook was last saved, by its path; `today` the day to count from."""
    facts = _Facts(framework, round_, assessed, checked, saved, today)
    found = standings(round_, checked)
    areas = tuple(_chased(area, [each for each in found if each.area == area], facts) for area in round_.expected)
    strangers = tuple(each.workbook for each in found if each.area not in round_.expected)
    return ChasingList(framework.title, round_.quarter, today, framework.deadline.of(round_.quarter), areas, strangers)


def _chased(area: ServiceArea, found: Sequence[Standing], facts: _Facts) -> Chased:
    own = facts.round.return_of(area)
    standing = next((each for each in found if own and each.workbook == own.workbook), found[0])
    deadline = facts.framework.deadline.of_area(area.key, facts.round.quarter)
    entries = [entry for entry in facts.assessed if entry.area == area and entry.row and asks_for_commentary(entry)]
    uncommented = tuple(_uncommented(area, facts.checked))
    unsigned = tuple(_unsigned(own, facts)) if own else ()
    awaiting = tuple(_awaiting(standing, facts.checked))
    missing = {indicator.key for indicator in awaiting}
    workbooks = {each.workbook for each in found if each.workbook}
    errors = sum(
        each.where.workbook not in ("", standing.workbook) or not _is_said(each, missing)
        for each in _errors(area, workbooks, facts.checked)
    )
    is_received = standing.receipt is Receipt.RECEIVED
    return Chased(
        standing=replace(
            standing, errors=sum(each.errors for each in found), warnings=sum(each.warnings for each in found)
        ),
        area=area,
        state=_state(standing.receipt, is_incomplete=bool(awaiting or uncommented or unsigned), has_errors=errors > 0),
        received=_saved(standing, facts),
        signed={line: cell.text.strip() for line, cell in own.sign_off.items()} if own else {},
        commentaries=max(len(entries) - len(uncommented), 0) if is_received else 0,
        commentaries_expected=len(entries) if is_received else 0,
        awaiting=awaiting,
        uncommented=uncommented if is_received else (),
        unsigned=unsigned,
        errors_left=errors if is_received else 0,
        also=tuple(each.workbook for each in found if each is not standing),
        deadline=deadline,
        days=(deadline - facts.today).days if deadline else None,
    )


def _state(receipt: Receipt, *, is_incomplete: bool, has_errors: bool) -> State:
    match receipt:
        case Receipt.NOT_RECEIVED:
            return State.NOT_RECEIVED
        case Receipt.NOT_BEGUN:
            return State.NOT_BEGUN
        case Receipt.UNREADABLE:
            return State.UNREADABLE
        case Receipt.RECEIVED if is_incomplete:
            return State.INCOMPLETE
        case Receipt.RECEIVED:
            return State.HAS_ERRORS if has_errors else State.COMPLETE


def _saved(standing: Standing, facts: _Facts) -> datetime | None:
    """Give when the workbook was last saved; that of a blank return is when it was issued, and says nothing."""
    if standing.receipt in (Receipt.NOT_RECEIVED, Receipt.NOT_BEGUN):
        return None
    paths = [each.path for each in facts.round.returns if each.workbook == standing.workbook]
    paths += [each.path for each in facts.round.unreadable if each.workbook == standing.workbook]
    return facts.saved.get(paths[0]) if paths else None


def _awaiting(standing: Standing, checked: Checked) -> Iterator[Indicator]:
    """Give the indicators whose latest result is still due: not those of which it was agreed that there is none."""
    waived = {each.finding.indicator for each in checked.waived if each.finding.rule == LATEST_MISSING}
    yield from (indicator for indicator in standing.awaiting if indicator.key not in waived)


def _uncommented(area: ServiceArea, checked: Checked) -> Iterator[Indicator]:
    keys = {each.indicator for each in checked.findings if each.rule == COMMENTARY_MISSING}
    yield from (indicator for indicator in area.indicators if indicator.key in keys)


def _unsigned(own: Return, facts: _Facts) -> Iterable[SignOff]:
    """Give the lines of signing off that are asked for and have no answer, where it was not agreed that they need none."""
    waived = any(
        each.finding.rule == NOT_SIGNED_OFF and each.finding.where.workbook == own.workbook
        for each in facts.checked.waived
    )
    return () if waived else unanswered(own, facts.framework.rule_settings.sign_off)


def _errors(area: ServiceArea, workbooks: set[str], checked: Checked) -> Iterator[Finding]:
    """Give the errors in any workbook of the service area, and those about it that are in none."""
    for each in checked.findings:
        if each.severity is Severity.ERROR:
            where = each.where.workbook
            if where in workbooks if where else each.area == area.key:
                yield each


def _is_said(finding: Finding, missing: set[str]) -> bool:
    """Say whether an error says no more than that something is missing which the list names by itself."""
    return finding.rule in (LATEST_MISSING, NOT_SIGNED_OFF) or finding.indicator in missing
