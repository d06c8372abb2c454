"""The words of the chasing list: how far, how late, and what is still due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from efreport.chasing.listing import Chased, ChasingList, State
from efreport.days import MONTHS, WEEKDAYS, day_words
from efreport.model import Indicator, SignOff
from efreport.phrases import counted, listed

MOST_NAMED = 12
WHERE = "efreport validate says which"
UNSIGNED = {
    SignOff.COMPLETED_BY: "who completed it",
    SignOff.COMPLETED_ON: "when it was completed",
    SignOff.APPROVED_BY: "who approved it",
    SignOff.APPROVED_ON: "when it was approved",
}
WHOLE = {
    State.NOT_RECEIVED: "the whole return",
    State.NOT_BEGUN: "the whole return (it was issued, and nothing is filled in)",
    State.UNREADABLE: "a workbook that can be read (efreport validate says what is wrong with this one)",
}


def weekday_words(day: date) -> str:
    """Friday 24 October 2014."""
    return f"{WEEKDAYS[day.weekday()]} {day_words(day)}"


def moment_words(moment: datetime) -> str:
    """14 Oct 2014 16:05."""
    return f"{moment.day} {MONTHS[moment.month - 1][:3]} {moment.year} {moment:%H:%M}"


def days_words(days: int) -> str:
    """3 days left, due today, 4 days late."""
    if days == 0:
        return "due today"
    return f"{counted(abs(days), 'day')} {'left' if days > 0 else 'late'}"


def extent_sentence(chasing: ChasingList) -> str:
    """Say how many returns are complete, and on which day."""
    complete = len(chasing.areas) - len(chasing.due)
    extent = (
        f"{complete or 'None'} of {counted(len(chasing.areas), 'return')} {'are' if complete > 1 else 'is'} complete"
    )
    return f"{extent} on {weekday_words(chasing.today)}."


def deadline_sentence(chasing: ChasingList) -> str:
    """Say by when the returns are due; where config says no day, how it is told."""
    if chasing.deadline is None:
        return "config/framework.toml says no day by which returns are due; see [deadline] there."
    days = (chasing.deadline - chasing.today).days
    if days == 0:
        return f"Returns are due today, {weekday_words(chasing.deadline)}."
    if days > 0:
        return f"Returns are due on {weekday_words(chasing.deadline)}, in {counted(days, 'day')}."
    ago = f", {counted(-days, 'day')} ago" if chasing.due else ""
    return f"Returns were due on {weekday_words(chasing.deadline)}{ago}."


def still_due(each: Chased, *, where: str = WHERE) -> tuple[str, ...]:
    """Name what is still due of a service area, one entry a kind; nothing where its return is complete.

    `where` completes the sentence of errors with what says which they are.
    """
    return tuple(_still_due(each, where))


def _still_due(each: Chased, where: str) -> Iterator[str]:
    if each.state in WHOLE:
        yield WHOLE[each.state]
        return
    if each.awaiting and len(each.awaiting) == each.standing.due > 1:
        yield f"all {each.standing.due} latest results"
    elif each.awaiting:
        yield f"the latest {'result' if len(each.awaiting) == 1 else 'results'} of {_named(each.awaiting)}"
    if each.uncommented:
        yield f"{'a commentary' if len(each.uncommented) == 1 else 'commentaries'} on {_named(each.uncommented)}"
    if each.unsigned:
        yield f"the sign-off: {listed([UNSIGNED[line] for line in each.unsigned])}"
    if each.errors_left:
        yield f"{counted(each.errors_left, 'error')} to be put right ({where})"


def _named(indicators: Sequence[Indicator]) -> str:
    """Name indicators by their codes, and one that has none by its name; no more than anybody reads."""
    return listed([" / ".join(each.codes) or f"“{each.name}”" for each in indicators], most=MOST_NAMED)


def signed_words(each: Chased) -> str:
    """Say who signed the return off and when, as far as it says: who approved it, else who completed it."""
    for who, when in (
        (SignOff.APPROVED_BY, SignOff.APPROVED_ON),
        (SignOff.COMPLETED_BY, SignOff.COMPLETED_ON),
    ):
        if who not in each.unsigned and each.signed.get(who):
            return ", ".join(filter(None, (each.signed[who], each.signed.get(when, ""))))
    return ""


def results_words(each: Chased) -> str:
    """Latest results that are there, of those due: 8 of 11."""
    return f"{each.standing.filled} of {each.standing.due}"


def commentary_words(each: Chased) -> str:
    """Commentaries given, of those the board will ask for: 2 of 3; nothing while there are no figures to ask about."""
    if each.state in WHOLE:
        return ""
    return f"{each.commentaries} of {each.commentaries_expected}" if each.commentaries_expected else "none due"
