"""What a person means by the two sides of a comparison, and what each of them says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from efreport.comparison import Comparison, Told, compare_records, tell
from efreport.faults import UsageFault
from efreport.history import edition_record, record_of
from efreport.ledger import Edition, editions
from efreport.model import Framework, Origin, QuarterRecord
from efreport.quarter import Quarter, QuarterError, parse_quarter
from efreport.returns import NothingToRead
from efreport.run.checking import Outcome, Progress, check

RETURNS = "returns"
HOW_TO_WRITE = "Write a side like 2014Q2 (the newest edition, else the returns), 2014Q2/1 (edition 1) or 2014Q2/returns (today's returns)"


class NoSide(UsageFault):
    """What was typed names no side, or both sides are one; the message says how it is written."""


@dataclass(frozen=True)
class Side:
    """One side as it was typed: a quarter, and its edition or its returns; neither for the newest edition."""

    quarter: Quarter
    edition: int | None = None
    returns: bool = False


@dataclass(frozen=True)
class Found:
    """A side with what it says; `outcome` is that of checking its returns, `rank` orders the sides of one quarter."""

    record: QuarterRecord
    rank: int
    checked: bool
    outcome: Outcome | None = None


@dataclass(frozen=True)
class Compared:
    """A comparison, as facts and in words, and what was found where returns were read for it."""

    comparison: Comparison
    told: Told
    outcomes: tuple[Outcome, ...]


def parse_side(text: str, first_month: int) -> Side:
    """Read a side as it was typed. Raises NoSide and QuarterError."""
    try:
        return Side(parse_quarter(text, first_month))
    except QuarterError:
        quarter, slash, part = text.rpartition("/")
        if not slash:
            raise
        part = part.strip().casefold()
        if part == RETURNS:
            return Side(parse_quarter(quarter, first_month), returns=True)
        if part.isascii() and part.isdigit() and len(part) < 10 and int(part):
            return Side(parse_quarter(quarter, first_month), int(part))
        raise NoSide(f"“{text}” is no side of a comparison. {HOW_TO_WRITE}") from None


def compare_sides(framework: Framework, typed: tuple[str, str], data: Path | None, progress: Progress) -> Compared:
    """Compare the two sides that were typed, the earlier one with the later.

    Raises NoSide, QuarterError, LedgerFault, and NothingToRead where there is no such edition and no returns.
    """
    sides = [parse_side(text, framework.first_month) for text in typed]
    there = editions(framework.ledger, {side.quarter for side in sides})
    if sides[0] == sides[1]:
        raise NoSide(f"Both sides are {typed[0]}, and so the same. {HOW_TO_WRITE}")
    found = sorted(
        (_found(side, framework, there, data, progress) for side in sides),
        key=lambda each: (each.record.quarter, each.rank),
    )
    then, now = found
    if (then.record.quarter, then.rank) == (now.record.quarter, now.rank):
        raise NoSide(f"Both sides are {then.record.label}, and so the same. {HOW_TO_WRITE}")
    indicators = {indicator.key: indicator for indicator in framework.indicators()}
    unchecked = tuple(each.record for each in found if not each.checked)
    comparison = compare_records(then.record, now.record, indicators, unchecked)
    told = tell(comparison, framework.headings(now.record.quarter))
    return Compared(comparison, told, tuple(each.outcome for each in found if each.outcome))


NEWEST = 2**62
"""The rank of returns, which are always later than every edition of their quarter."""


def _found(side: Side, framework: Framework, there: Sequence[Edition], data: Path | None, progress: Progress) -> Found:
    own = [edition for edition in there if edition.quarter == side.quarter]
    if side.edition is not None:
        wanted = [edition for edition in own if edition.number == side.edition]
        if not wanted:
            raise NothingToRead(
                f"There is no edition {side.edition} of {side.quarter.key} in {framework.ledger}. {_listed(own, side.quarter)}"
            )
        return _of_edition(wanted[0])
    if own and not side.returns:
        return _of_edition(own[-1])
    outcome = check(framework, (data,) if data else (), side.quarter.key, progress, whole=True)
    record = record_of(outcome.round, outcome.framework, outcome.assessed, outcome.checked)
    return Found(record, NEWEST, True, outcome)


def _listed(own: Sequence[Edition], quarter: Quarter) -> str:
    if not own:
        return f"Nothing of {quarter.key} was published or imported"
    numbers = ", ".join(f"{quarter.key}/{edition.number}" for edition in own)
    return f"There {'is' if len(own) == 1 else 'are'} {numbers}"


def _of_edition(edition: Edition) -> Found:
    """What was imported from a table was not checked; what was published, or imported from returns, was."""
    checked = edition.origin is Origin.PUBLISHED or any(file.part == "return" for file in edition.files)
    return Found(edition_record(edition), edition.number, checked)
