"""The list of seals that is kept away from the ledger: by it, one that was lost or is an older copy is missed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from efreport.ledger.edition import Entry

MOST_NAMED = 6
HEAD = """\
What efreport has recorded in the ledger, and the seal of each entry. It is written anew whenever something is recorded.
Leave this list beside the documents: by it, a ledger is missed that was lost, or that is an older copy of itself.

"""
_LINE = re.compile(r"\s*(\d{1,9})\s+(\d{4}Q[1-4])\s+(\d{1,9})\s+(\d{4}-\d\d-\d\dT\S+)\s+([0-9a-f]{64})\s*")


@dataclass(frozen=True)
class Receipt:
    """One line of the list: which entry of the ledger is which edition, when it was recorded (UTC), and its seal."""

    entry: int
    quarter: str
    number: int
    recorded_at: str
    seal: str


def list_of_seals(editions: Sequence[Entry]) -> str:
    """Give the list for all entries of a ledger, as people and programs read it."""
    rows = [("Entry", "Quarter", "Edition", "Recorded (UTC)", "Seal")]
    for entry, each in enumerate(editions, 1):
        rows.append((str(entry), each.quarter.key, str(each.number), each.recorded_at, each.seal))
    return HEAD + "".join(f"{row[0]:<7}{row[1]:<9}{row[2]:<9}{row[3]:<22}{row[4]}\n" for row in rows)


def receipts_in(text: str) -> Iterator[Receipt]:
    """Give the entries that a list names; lines that are none are passed by."""
    for line in text.splitlines():
        if found := _LINE.fullmatch(line):
            yield Receipt(int(found[1]), found[2], int(found[3]), found[4], found[5])


def not_in_ledger(receipts: Sequence[Receipt], seals: Collection[str], place: str) -> str:
    """Say which entries of the list at `place` are not among the ledger's seals; nothing where all are."""
    lost = [receipt for receipt in receipts if receipt.seal not in seals]
    if not lost:
        return ""
    named = [f"edition {each.number} of {each.quarter}" for each in lost]
    if len(named) > MOST_NAMED:
        named = [*named[:MOST_NAMED], f"{len(named) - MOST_NAMED} more"]
    these = " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))
    what = (
        "It was lost, or another stands in its place" if len(lost) == len(receipts) else "It is an older copy of itself"
    )
    return (
        f"{these[:1].upper()}{these[1:]} {'is' if len(lost) == 1 else 'are'} in {place} and not in the ledger. {what}."
    )
