"""Reads a file of the returns' folder into memory, and says in plain words why one cannot be."""

from __future__ import annotations

from pathlib import Path

from efreport.model import Limits
from efreport.plain_files import MEGABYTE, NotPlain, TooLong, read_plain
from efreport.returns.allowance import beyond
from efreport.returns.refusal import SAVE_AS, SMALLER, NotAWorkbook

_NOT_ON_THIS_DEVICE = 0x1000 | 0x40000 | 0x400000
"""The marks by which Windows says that a file is kept elsewhere, as OneDrive does: offline, recall on opening or reading."""

_IN_OTHER_FORMS = {
    ".csv": ("this is a CSV file, not an Excel workbook", SAVE_AS),
    ".numbers": (
        "this is a Numbers file of a Mac",
        "Open it in Numbers and choose File > Export To > Excel, then send that file.",
    ),
    ".gsheet": (
        "this is a shortcut to a Google sheet, and not the sheet itself",
        "Open it in Google Sheets and choose File > Download > Microsoft Excel (.xlsx), then send that file.",
    ),
}


def read_file(path: Path, limits: Limits) -> bytes:
    """Give the bytes of a file that may be a return; one that is too large is not read. Raises NotAWorkbook."""
    if known := _IN_OTHER_FORMS.get(path.suffix.lower()):
        raise NotAWorkbook(*known)
    try:
        return read_plain(path, limits.packed_megabytes * MEGABYTE)
    except NotPlain as fault:
        raise NotAWorkbook("this is no file but a pipe or a device", "Take it out of the folder.") from fault
    except TooLong as fault:
        raise beyond("packed_megabytes", limits, f"the file is {fault.megabytes:,} MB", SMALLER) from fault
    except OSError as fault:
        raise _cannot_open(path, fault) from fault


def _cannot_open(path: Path, fault: OSError) -> NotAWorkbook:
    words = fault.strerror or fault
    if _is_elsewhere(path):
        return NotAWorkbook(
            f"the file is kept in OneDrive and is not on this computer ({words})",
            "In File Explorer, right-click it and choose Always keep on this device, wait until it is there, then check again.",
        )
    if isinstance(fault, FileNotFoundError):
        return NotAWorkbook(
            "the file is not there any more", "Check that nobody has moved or renamed it, then check again."
        )
    return NotAWorkbook(
        f"the file could not be opened ({words})",
        "Close it in Excel wherever it is open, check that you may read it and that its drive is connected, then check again.",
    )


def _is_elsewhere(path: Path) -> bool:
    try:
        return bool(getattr(path.lstat(), "st_file_attributes", 0) & _NOT_ON_THIS_DEVICE)
    except OSError:
        return False
