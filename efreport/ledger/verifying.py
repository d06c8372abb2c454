"""Says whether the ledger is as it was written: every seal, the chain between them, and the numbers of the editions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from efreport.ledger.edition import FIRST, Edition

_PRINTED = re.compile(r"\b(?:[0-9a-f]{8}[ \u00a0]){7}[0-9a-f]{8}\b")


def broken(editions: Sequence[Edition]) -> Iterator[str]:
    """Say of each entry what of it is not as it was sealed; nothing where all is."""
    previous = FIRST
    numbers: Counter[str] = Counter()
    for entry, edition in enumerate(editions, 1):
        named = f"Entry {entry}, {name_of(edition)},"
        numbers[edition.quarter.key] += 1
        if not edition.keeps_its_seal:
            yield f"{named} was changed after it was sealed."
        if edition.previous != previous:
            yield f"{named} does not follow the entry before it: one was changed, put in or taken out."
        if edition.number != numbers[edition.quarter.key]:
            yield f"{named} should be edition {numbers[edition.quarter.key]} of its quarter: one was put in or taken out."
        previous = edition.seal


def name_of(edition: Edition) -> str:
    """Name an edition as messages do: edition 2 of 2014Q1."""
    return f"edition {edition.number} of {edition.quarter.key}"


def printed_seals(text: str) -> frozenset[str]:
    """Find the seals that are printed in a text."""
    return frozenset(re.sub(r"[ \u00a0]", "", found) for found in _PRINTED.findall(text))
