"""Rule EF120: waivers that no finding matches any more, or that have expired."""

from __future__ import annotations

from collections.abc import Iterator

from efreport.model import CellRef, Severity, Waiver
from efreport.rules.base import Found, NotApplicable, Subject, label, rule

FILE = "config/waivers.toml"


@rule("EF120", Severity.NOTE, last=True)
def waiver_out_of_date(subject: Subject) -> Iterator[Found]:
    """A waiver has expired, or is no longer needed.

    config/waivers.toml holds a waiver whose last quarter is over, or one for this quarter that no finding matches.

    Why: a waiver that nobody needs may one day hide a finding that nobody has looked at.

    How to put it right: take it out of config/waivers.toml. If the finding is still there and still stands, renew it,
    with the reason and who agreed.

    Before: quarters = ["2014Q1"], in 2014Q2
    After: no such waiver
    """
    if not subject.framework.waivers:
        raise NotApplicable("config/waivers.toml holds no waivers")
    for waiver in subject.framework.waivers:
        if waiver.last < subject.round.quarter:
            yield _found(waiver, subject, f"expired with {waiver.last.label}")
        elif waiver.holds_in(subject.round.quarter) and waiver not in subject.used and _was_checked(waiver, subject):
            yield _found(waiver, subject, f"is not needed in {subject.round.quarter.label}: nothing matches it")


def _was_checked(waiver: Waiver, subject: Subject) -> bool:
    """Say whether the service area that it is for is among those checked, so that its finding would have been found."""
    areas = {found.area.key for found in subject.round.returns if found.area}
    areas |= {area.key for area in subject.round.expected}
    return waiver.area in areas or any(
        indicator.key == waiver.indicator and indicator.area in areas for indicator in subject.framework.indicators()
    )


def _found(waiver: Waiver, subject: Subject, what: str) -> Found:
    named = [label(each) for each in subject.framework.indicators() if each.key == waiver.indicator]
    named += [f"“{area.heading}”" for area in subject.framework.areas if area.key == waiver.area]
    return Found(
        CellRef(FILE),
        f"The waiver of {waiver.rule} for {' in '.join(named)} {what}; its reason was “{waiver.reason.rstrip('.')}”.",
        f"Take it out of {FILE} (it is the waiver number {waiver.number} there), or renew it if the finding is still right to be waived.",
        waiver.indicator,
        waiver.area,
    )
