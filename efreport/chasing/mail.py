"""The chasing list as Markdown, to paste in a mail: a paragraph for each service area that can be sent as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from efreport.chasing.listing import Chased, ChasingList, State
from efreport.chasing.words import days_words, deadline_sentence, extent_sentence, still_due, weekday_words
from efreport.model import marked_name
from efreport.phrases import listed, visible

_MEANS_SOMETHING = re.compile(r"([\\`*_\[\]<>#|&~]|(?<=www)\.|:(?=//)|^[-+])", re.IGNORECASE)
OPENINGS = {
    State.NOT_RECEIVED: "Your return for {quarter} has not come yet.",
    State.NOT_BEGUN: "Your return for {quarter} has not been begun: the blank one is in the folder, as it was issued.",
    State.UNREADABLE: "Your return for {quarter} has come, but the workbook {workbook} cannot be read.",
    State.INCOMPLETE: "Thank you for your return for {quarter}. It is not complete yet.",
    State.HAS_ERRORS: "Thank you for your return for {quarter}. It is complete, but not everything in it can be used yet.",
}

TO_CORRECT = (State.INCOMPLETE, State.HAS_ERRORS)
IN_THE_COPY = "they are marked in the copy that is attached"
ATTACH = (
    "*Before you send the paragraphs below: make the marked copies with* `efreport validate --quarter {quarter} --annotate "
    "to-send` *and attach to each mail the copy that it names.*"
)


def to_markdown(chasing: ChasingList) -> str:
    """Give the list as Markdown, what is still due first."""
    return "\n\n".join(_blocks(chasing)) + "\n"


def _blocks(chasing: ChasingList) -> Iterator[str]:
    yield f"# Returns for {chasing.quarter.in_full}"
    deadline = f" {deadline_sentence(chasing)}" if chasing.deadline else ""
    yield f"{extent_sentence(chasing)}{deadline}"
    if any(each.state in TO_CORRECT for each in chasing.due):
        yield ATTACH.format(quarter=chasing.quarter.key)
    for each in chasing.due:
        yield f"## {plain(each.area.heading)}"
        yield _paragraph(each, chasing)
    complete = [plain(each.area.heading) for each in chasing.areas if not each.is_due]
    if complete:
        yield "## Complete, with thanks"
        yield "\n".join(f"- {heading}" for heading in complete)


def _paragraph(each: Chased, chasing: ChasingList) -> str:
    workbook = plain(each.standing.workbook)
    opening = OPENINGS[each.state].format(quarter=chasing.quarter.label, workbook=workbook)
    sentences = [opening]
    if each.state in TO_CORRECT:
        sentences.append(f"Still due: {plain(listed(still_due(each, where=IN_THE_COPY)))}.")
    if each.deadline and each.days is not None:
        sentences.append(_deadline(each))
    if each.state in TO_CORRECT:
        sentences.append(_how_to_correct(each))
    if each.state is State.UNREADABLE:
        sentences.append(
            "Please open it in Excel, save it as an Excel Workbook (*.xlsx) and send it again.".replace("*", "\\*")
        )
    return " ".join(sentences)


def _how_to_correct(each: Chased) -> str:
    """Name the one file that is opened, corrected and sent back: the copy, which takes the place of the return."""
    workbook = PurePosixPath(each.standing.workbook).name
    return (
        f"Please open the copy of it that is attached, “{plain(marked_name(workbook))}”: its first sheet lists every cell to look "
        "at. Correct it there, save it under that name and send that copy back; it takes the place of the first one."
    )


def _deadline(each: Chased) -> str:
    day, days = weekday_words(each.deadline) if each.deadline else "", each.days or 0
    if days == 0:
        return f"The return is due today, {day}."
    return f"The return {'is' if days > 0 else 'was'} due on {day} ({days_words(days)})."


def plain(text: str) -> str:
    """Give text in which nothing is taken for a mark of Markdown."""
    return _MEANS_SOMETHING.sub(r"\\\1", visible(" ".join(text.split())))
