"""A small round of two returns and a missing one, and what five rules say of it.

The rules are the tests' own, so that what a report looks like is tested whatever the words of the real rules are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from efreport import run
from efreport.model import CellRef, Checked, Finding, Framework, Round, RuleRun, Severity, State, Waiver
from efreport.quarter import Quarter
from efreport.rules import Rule, Subject, run_rules
from efreport.rules.base import Found
from tests.workbooks import write_workbook

CP = """
Service area | Child Protection (CP)
Quarter | Q2 2014/15

HEADINGS
CP2 | Number of children with a CP plan | 306 | 253 | 236 | | n/a | CMT | More children came onto plans.
CP12 | % of ICPCs held within timescales | 0.65 | 82% | 90% | 64% | 70% | LSCB | Requests reached the team late.
CP41 | % of ICPCs resulting in a CP plan | 82% | 73% | 77% | 90% | 88% | LSCB | More conferences led to a plan.
"""
CLA = """
Service area | cla
Quarter | Q2 2014/15

HEADINGS
CLA21 | Number of children looked after | 565 | 529 | 500 | | | CMT | Numbers rose.
TBC | % of children looked after visited in time
NI 65 | Length of proceedings | Not yet published | 18.5 weeks | n/a | n/a | n/a | LSCB | Cases took longer.
"""
WAIVER = Waiver(
    number=1,
    rule="EF308",
    indicator="cp2",
    area="",
    quarters=(Quarter(2014, 2),),
    until=Quarter(2014, 4),
    reason="No neighbour publishes it",
    agreed_by="the performance board",
)
SENTENCE = (
    "Q2 2014/15 (July to September 2014): checked 2 returns, 5 indicators, 5 rules (1 did not apply). "
    "Found 3 errors, 2 warnings and no notes; 1 finding is waived."
)
SENTENCE_WITH_A_FAULT = SENTENCE.replace("5 rules (1 did not apply)", "6 rules (1 did not apply, 1 could not run)")
STANDS = "No neighbour publishes it. Agreed by the performance board, until Q4 2014/15."
MISSING = "There is no return from Education.", "Ask for it."
NO_SIGN = "CP12 / FD8: “0.65” could mean 0.65% or 65%.", "Type it again in C6, like 22%."
UNKNOWN_CODE = "The code “CP41” is not known.", "Correct the code in A7."


@dataclass(frozen=True)
class Small:
    """A round of two returns, one missing, and what five rules say of it."""

    round: Round
    checked: Checked
    subject: Subject


def _missing(subject: Subject) -> Iterator[Found]:
    for area in subject.round.expected:
        if subject.round.return_of(area) is None:
            yield Found(CellRef(), *MISSING, area=area.key)


def _unknown_code(subject: Subject) -> Iterator[Found]:
    for row in (row for found in subject.returns() for row in found.rows):
        if row.indicator is None:
            yield Found(row.at, *UNKNOWN_CODE)


def _no_sign(subject: Subject) -> Iterator[Found]:
    for cell, indicator, _ in subject.figures():
        if cell.text == "0.65":
            yield Found(cell.at, *NO_SIGN, indicator.key)


def _blank(subject: Subject) -> Iterator[Found]:
    """Find blank comparators, of which the reports make several findings with one hint."""
    for cell, indicator, named in subject.figures():
        if indicator.codes and cell.text == "" and cell.at.column in (6, 7):
            yield Found(cell.at, f"{named}: the cell is blank.", f"In {cell.at.cell}, type the figure.", indicator.key)


def _restated(subject: Subject) -> Iterator[Found]:
    if subject.before():
        yield Found(CellRef(), "An earlier figure was restated.", "Say why.")


def _broken(_: Subject) -> Iterator[Found]:
    raise KeyError("broken on purpose")
    yield


FIVE = (
    Rule("EF109", Severity.ERROR, "A service area's return is missing", "Why: it is expected.", _missing),
    Rule("EF201", Severity.ERROR, "The code is not in the framework", "Why: it is printed nowhere.", _unknown_code),
    Rule("EF302", Severity.ERROR, "A percentage is written without its percent sign", "Why: it is unclear.", _no_sign),
    Rule("EF308", Severity.WARNING, "A comparator is missing", "Why: it is compared with.", _blank),
    Rule("EF411", Severity.NOTE, "An earlier figure was restated, and the return says so", "Why: to know.", _restated),
)
BROKEN = Rule("EF999", Severity.ERROR, "A rule that is broken", "Why: to be told.", _broken)


def write_small(tmp_path: Path, framework: Framework) -> Small:
    """Write the small round's workbooks and check them by five rules, with one waiver."""
    write_workbook(tmp_path / "2014Q2" / "cp.xlsx", CP)
    write_workbook(tmp_path / "2014Q2" / "cla, 50% done.xlsx", CLA)
    waiving = replace(framework, waivers=(WAIVER,))
    outcome = run.check(waiving, (tmp_path,), None, lambda _: None)
    subject = Subject(outcome.round, waiving, outcome.assessed)
    return Small(outcome.round, run_rules(FIVE, subject), subject)


def with_a_fault(small: Small) -> Checked:
    """Check the same round also by a rule that cannot run."""
    return run_rules([*FIVE, BROKEN], small.subject)


def checked(*found: Finding) -> Checked:
    """What was checked by two rules."""
    titles = {"EF302": "A percentage is written without its percent sign", "EF308": "An earlier figure is missing"}
    return Checked(found, (), tuple(RuleRun(rule, title, State.FOUND) for rule, title in titles.items()))
