"""The sheet "How to fill this in": plain words from the same source as the messages of the checks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from efreport.catalogue import RulePage, read_catalogue
from efreport.model import CommentarySource, Framework, Gap
from efreport.values import GAP_FORMS

_FILL_IN = (
    "Fill in the cells with a pale yellow background on the sheet “Return”: {figures}, source and commentary of every "
    "indicator, and who completed the return and when, above the table."
)
_TYPE = (
    "Type percentages with their sign (22%), and numbers without words. Where there is no figure, choose or type why."
)
_LOCKED = (
    "All other cells are locked, so that nothing slips. If one of them has to be put right, choose Review > Unprotect Sheet; no "
    "password is needed."
)
_SEND = "Do not add, delete or move columns. Save the workbook under the name that it has, and send it back."
STEPS = (
    _FILL_IN.format(figures="latest result"),
    "Last quarter's figures are filled in as they were reported. If one was revised since, type the new one and say so: "
    "15% (revised).",
    "Statistical neighbour and national averages are those of last quarter's return. Type newer ones over them.",
    _TYPE,
    "Say in the commentary what changed and why, in your own words. Last quarter's is on the sheet “Last quarter”, to look "
    "up and not to copy.",
    _LOCKED,
    _SEND,
)
FIRST_STEPS = (
    _FILL_IN.format(figures="all figures"),
    "Nothing is filled in from the quarter before, since no return of it is known. So type the figures of the quarter before "
    "and of the last year (its outturn) as well, as they were reported then: the latest result is compared with them.",
    "Type the statistical neighbour and national averages as well, the newest that are published.",
    _TYPE,
    "Say in the commentary what changed and why, in your own words.",
    _LOCKED,
    _SEND,
)
OFTEN_WRONG = ("EF302", "EF301", "EF308", "EF311", "EF321", "EF412", "EF415", "EF503", "EF505", "EF508")
STANDARD_GAPS = (
    (Gap.NOT_APPLICABLE, "it does not apply, or is not available"),
    (Gap.AWAITED, "it will come later: say from when in the commentary"),
    (Gap.NEVER_COLLECTED, "it has not been collected so far"),
    (Gap.NOT_HELD, "we do not hold it"),
    (Gap.CONFIDENTIAL, "so few children that somebody might be recognised"),
    (Gap.NO_COMPARATOR, "there is no figure to compare with"),
)
WANTED = {Gap.AWAITED: "Not yet published", Gap.NEVER_COLLECTED: "New - not yet collected"}
_PART = re.compile(
    r"(?s)How to put it right: (?P<mend>.*?)(?:\n\n|$)(?:.*?Before: (?P<before>[^\n]*)\nAfter: (?P<after>[^\n]*))?"
)


@dataclass(frozen=True)
class OftenWrong:
    """What often goes wrong, how it is put right, and an example of both."""

    what: str
    mend: str
    before: str
    after: str


@dataclass(frozen=True)
class Guide:
    """What the sheet says. `first_steps` stand for the steps where nothing was rolled forward.

    `gaps` are the standard ways to say that there is no figure, with their meaning.
    """

    steps: tuple[str, ...]
    first_steps: tuple[str, ...]
    gaps: tuple[tuple[str, str], ...]
    sources: tuple[CommentarySource, ...]
    often_wrong: tuple[OftenWrong, ...]


def guide(framework: Framework) -> Guide:
    """Put the guide together for a framework."""
    pages = {page.rule: page for page in read_catalogue()}
    often = tuple(_often_wrong(pages[rule]) for rule in OFTEN_WRONG if rule in pages)
    gaps = tuple((_example(gap), meaning) for gap, meaning in STANDARD_GAPS)
    return Guide(STEPS, FIRST_STEPS, gaps, framework.sources, often)


def _example(gap: Gap) -> str:
    """The way to say it that the table of value forms gives as an example, so that what is offered is what is read."""
    examples = [form.example for form in GAP_FORMS if form.gap is gap]
    return next((each for each in examples if each == WANTED.get(gap)), examples[0])


def _often_wrong(page: RulePage) -> OftenWrong:
    found = _PART.search(page.page)
    if found is None:
        return OftenWrong(page.title, "", "", "")
    mend = " ".join(found["mend"].split())
    return OftenWrong(page.title, f"{mend[:1].upper()}{mend[1:]}", found["before"] or "", found["after"] or "")
