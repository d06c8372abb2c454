"""What every report says in the same words: how much was checked and found, and what things are called."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import NamedTuple

from efreport.model import CellRef, Checked, Indicator, Round, RuleRun, ServiceArea, Severity, State, Waiver
from efreport.phrases import counted, ended

ORDER = tuple(Severity)
ALL_RETURNS = "The returns as a whole"


def checked_sentence(round_: Round, checked: Checked) -> str:
    """Say how much was checked, and how much was found: "11 returns, 78 indicators, 30 rules. Found no errors ..."."""
    returns = counted(len(round_.returns), "return")
    indicators = counted(indicators_checked(round_), "indicator")
    extent = f"{returns}, {indicators}, {rules_counted(checked)}"
    return f"{round_.quarter.in_full}: checked {extent}. Found {found_sentence(checked)}."


def rules_counted(checked: Checked) -> str:
    """Say how many rules there are, and of how many nothing is known: "30 rules (2 did not apply)"."""
    states = ((State.NOT_APPLICABLE, "did not apply"), (State.COULD_NOT_RUN, "could not run"))
    aside = ", ".join(f"{len(checked.in_state(state))} {words}" for state, words in states if checked.in_state(state))
    return f"{counted(len(checked.runs), 'rule')}{f' ({aside})' if aside else ''}"


def indicators_checked(round_: Round) -> int:
    """How many indicators the returns speak of."""
    return sum(len(found.by_key) for found in round_.returns)


def found_sentence(checked: Checked) -> str:
    """Say how many errors, warnings and notes there are, and how many findings are waived where any is."""
    errors, warnings, notes = (counted(checked.counts[severity], severity.value) for severity in ORDER)
    waived = len(checked.waived)
    aside = f"; {counted(waived, 'finding')} {'is' if waived == 1 else 'are'} waived" if waived else ""
    return f"{errors}, {warnings} and {notes}{aside}"


def place(where: CellRef) -> str:
    """Name a place within its workbook: Return!C14, or the sheet alone, or nothing where it is the whole workbook."""
    return f"{where.sheet}!{where.cell}" if where.cell else where.sheet


def waiver_sentence(waiver: Waiver) -> str:
    """Say why a finding stands, who agreed and until when."""
    return f"{ended(waiver.reason)} Agreed by {waiver.agreed_by}, until {waiver.last.label}."


def fault_sentence(fault: RuleRun) -> str:
    """Say that a rule could not run, and why in one line."""
    last = (fault.detail.strip().splitlines() or ["no details"])[-1]
    return f"Rule {fault.rule} could not run (an internal fault: {last}). What it checks is unchecked."


class Names(NamedTuple):
    """What the service areas and indicators of a round are called, by their keys."""

    areas: Mapping[str, ServiceArea]
    indicators: Mapping[str, Indicator]

    def area(self, key: str) -> str:
        """The heading of a service area; its key where the round does not speak of it."""
        return self.areas[key].heading if key in self.areas else key

    def indicator(self, key: str) -> str:
        """The codes of an indicator, or its name where it has none; its key where the round does not speak of it."""
        found = self.indicators.get(key)
        return (" / ".join(found.codes) or " ".join(found.name.split())) if found else key


def names(round_: Round) -> Names:
    """Find what the service areas and indicators that the round speaks of are called."""
    said = (area for found in round_.returns for area in (found.said_area, found.named_area))
    named = (found.named_area for found in round_.unreadable)
    areas = {area.key: area for area in chain(round_.expected, said, named) if area}
    own = {indicator.key: indicator for area in areas.values() for indicator in area.indicators}
    rows = (row.indicator for found in round_.returns for row in found.rows)
    return Names(areas, {each.key: each for each in rows if each} | own)
