"""Rule EF124: of which blank return a return was made."""

from __future__ import annotations

from collections.abc import Iterator

from efreport.model import Severity, template_version
from efreport.rules.base import Found, Subject, rule


@rule("EF124", Severity.WARNING)
def outdated_template(subject: Subject) -> Iterator[Found]:
    """The return was made from an outdated blank return.

    The line “Template” above the table names another blank return than the one that is issued for this service area and
    quarter today. A return without that line is not asked for it.

    Why: codes, names, units or headings have changed since it was issued, so that it may ask for what is no longer wanted
    and leave out what is.

    How to put it right: copy the figures into the blank return that is issued now; or, where only wording changed and
    everything asked for is there, type the template that the message names.

    Before: Template | 2014Q1-0a1b2c3d
    After: Template | 2014Q2-4f2a91c0
    """
    for found in subject.returns():
        if found.template is None or found.area is None or found.disagrees:
            continue
        wanted = template_version(found.area, subject.framework, subject.round.quarter)
        if found.template.text.strip() != wanted:
            yield Found(
                found.template.at,
                f"The return was made from the blank return “{found.template.text.strip()}”; the one issued now is “{wanted}”.",
                f"Look through it for what has changed since: codes, names, units and headings. If everything is there, type {wanted} "
                f"in {found.template.at.cell}. If not, copy the figures into the blank return that is issued now.",
            )
