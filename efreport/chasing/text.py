"""The chasing list for people: a table with a line for each service area, and below it what is still due."""

from __future__ import annotations

from collections.abc import Iterator

from efreport.chasing.listing import Chased, ChasingList, State
from efreport.chasing.words import (
    commentary_words,
    days_words,
    deadline_sentence,
    extent_sentence,
    moment_words,
    results_words,
    signed_words,
    still_due,
)
from efreport.phrases import visible
from efreport.reports.aligned import aligned
from efreport.reports.lines import Line, Part, Style, line
from efreport.reports.summary import counts_in_colour

HEADINGS = (
    "Service area", "Return", "Results", "Commentary", "Errors", "Warnings", "Last saved", "Signed off",
)  # fmt: skip
RETURN, ERRORS, WARNINGS = 1, 4, 5
NUMBERS = (2, 3, ERRORS, WARNINGS)
NOTHING_DUE = "Nothing is due any more."
STRANGERS = "Not recognised, so perhaps one of those missing"
COLUMNS = (
    "Results: latest results that are there, of those due. Commentary: given, of those that the board will ask for. "
    "Last saved: the workbook, in this computer's time."
)


def to_text(chasing: ChasingList) -> str:
    """Give the list as plain text."""
    return "".join(f"{visible(each.words).rstrip()}\n" for each in to_lines(chasing))


def to_lines(chasing: ChasingList) -> Iterator[Line]:
    """Give the list as lines."""
    yield line(f"{chasing.quarter.in_full}: {extent_sentence(chasing)}", Style.HEADING)
    yield line(deadline_sentence(chasing))
    yield line("")
    rows = [_row(each) for each in chasing.areas]
    styles = counts_in_colour(rows, ERRORS, WARNINGS)
    styles |= {(place, RETURN): _style(each) for place, each in enumerate(chasing.areas)}
    yield from aligned(HEADINGS, rows, NUMBERS, styles)
    yield line("")
    yield line(COLUMNS, Style.HINT)
    yield line("")
    yield from _due(chasing)


def _row(each: Chased) -> tuple[str, ...]:
    standing = each.standing
    return (
        each.area.heading,
        each.state.value,
        results_words(each),
        commentary_words(each),
        str(standing.errors),
        str(standing.warnings),
        moment_words(each.received) if each.received else "",
        signed_words(each),
    )


def _style(each: Chased) -> Style:
    if not each.is_due:
        return Style.PLAIN
    is_late = each.days is not None and each.days < 0
    return Style.ERROR if is_late or each.state is State.UNREADABLE else Style.WARNING


def _due(chasing: ChasingList) -> Iterator[Line]:
    if not chasing.due:
        yield line(NOTHING_DUE)
    else:
        yield line("Still due", Style.HEADING)
    for each in chasing.due:
        yield Line(tuple(_entry(each)), indent=4)
    for each in chasing.areas:
        if each.also:
            yield line(f"{each.area.heading} has sent more than one workbook: also {', '.join(each.also)}.")
    if chasing.strangers:
        yield line(f"{STRANGERS}: {', '.join(chasing.strangers)}.")


def _entry(each: Chased) -> Iterator[Part]:
    yield Part("  ")
    yield Part(each.area.heading, Style.HEADING)
    if each.days is not None:
        yield Part(", ")
        yield Part(days_words(each.days), _style(each))
    yield Part(f": {'; '.join(still_due(each))}.")
