"""Keeps the list of seals beside the documents, and holds the ledger against it before anything is done with it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from efreport.faults import FileFault
from efreport.model import Framework

SEALS: Final = "ledger-seals.txt"
LARGEST: Final = 16 * 2**20


class LedgerLost(FileFault):
    """The ledger lacks what was recorded in it; the message says what, and what to do."""


def place_of_seals(framework: Framework) -> Path:
    """Give the place of the list: among the documents, and not beside the ledger that it is held against."""
    return framework.output_folder / SEALS


def refuse_lost_ledger(framework: Framework) -> None:
    """Raise LedgerLost where the ledger lacks an entry that the list of seals names, and LedgerFault."""
    said = missing_from_ledger(framework)
    if said:
        raise LedgerLost(
            f"The ledger {framework.ledger} lacks what was recorded in it. {said} Put the newest backup "
            f"of it in its place. If there is none, move {SEALS} out of that folder, and what is missing counts as never "
            "recorded; efreport verify says more"
        )


def missing_from_ledger(framework: Framework) -> str:
    """Say which entries that the list of seals names the ledger lacks; nothing where it has all. Raises FileFault."""
    place = place_of_seals(framework)
    try:
        with place.open("rb") as file:
            text = file.read(LARGEST).decode("utf-8", "replace")
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as fault:
        raise LedgerLost(
            f"{place} cannot be read ({fault.strerror or fault}). By it, a ledger that was lost is missed: see to it that "
            "it may be read, then run the command again"
        ) from fault
    from efreport.ledger import not_in_ledger, receipts_in, seals  # A database takes time to import.

    return not_in_ledger(tuple(receipts_in(text)), frozenset(seals(framework.ledger)), str(place))


def note_seals(framework: Framework) -> None:
    """Write the list anew, by what is in the ledger now. Raises CannotWrite and LedgerFault."""
    from efreport.files import write_text
    from efreport.ledger import list_of_seals, listed

    write_text(place_of_seals(framework), list_of_seals(listed(framework.ledger)))
