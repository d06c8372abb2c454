"""Which returns get a marked copy, what it is called, and what stands in it. Opens a return only to read it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from efreport.faults import FileFault
from efreport.markup.book import CannotMark
from efreport.markup.findings import ToPutRight, of_return
from efreport.markup.marking import list_alone, mark
from efreport.model import MARKED, Checked, Return, Round, marked_name

ReadsTheSame = Callable[[bytes, bytes], bool]
LIST_SUFFIX: Final = " - list to put right"


class ReturnChanged(FileFault):
    """A return is not there as it was checked; the message names it and says what to do."""


@dataclass(frozen=True)
class MarkedCopy:
    """A copy of a return with its findings, or the list of them alone: its file name and its bytes."""

    name: str
    data: bytes


def marked_copies(round_: Round, checked: Checked, reads_the_same: ReadsTheSame) -> tuple[MarkedCopy, ...]:
    """Give a marked copy of each return that has findings, none for the others. Raises ReturnChanged.

    Where a copy would not read the same as its return, the list of findings is given alone.
    """
    copies: dict[str, MarkedCopy] = {}
    for found in round_.returns:
        to_do = of_return(found, checked)
        if to_do.findings:
            made = _copy(found, to_do, reads_the_same)
            name = _free(made.name, copies)
            copies[name.casefold()] = MarkedCopy(name, made.data)
    return tuple(copies.values())


def _copy(found: Return, to_do: ToPutRight, reads_the_same: ReadsTheSame) -> MarkedCopy:
    original = _as_checked(found)
    try:
        marked = mark(original, to_do)
    except CannotMark:
        marked = b""
    if marked and reads_the_same(original, marked):
        return MarkedCopy(marked_name(found.path.name), marked)
    return MarkedCopy(f"{found.path.stem.removesuffix(MARKED)}{LIST_SUFFIX}.xlsx", list_alone(to_do))


def _as_checked(found: Return) -> bytes:
    try:
        data = found.path.read_bytes()
    except OSError as fault:
        raise ReturnChanged(
            f"{found.path} could be read when it was checked and cannot be opened now ({fault.strerror or fault}). "
            "Close it wherever it is open, then run the command again."
        ) from fault
    if hashlib.sha256(data).hexdigest() != found.sha256:
        raise ReturnChanged(f"{found.path} was changed while it was being checked. Run the command again.")
    return data


def _free(name: str, taken: dict[str, MarkedCopy]) -> str:
    """Give the name, or with a number the first that is free: returns of one name can come from two folders."""
    path = Path(name)
    names: Iterator[str] = (f"{path.stem} ({number}){path.suffix}" for number in range(2, len(taken) + 3))
    return next(each for each in (name, *names) if each.casefold() not in taken)
