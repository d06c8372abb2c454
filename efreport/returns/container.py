"""What kind of file a would-be return is, told from its bytes before any parser sees it, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from efreport.model import Limits
from efreport.packages import ZIP, Damaged, Encrypted, PackageFault, TooLarge, TooManyParts, Unsafe, unpack
from efreport.plain_files import MEGABYTE
from efreport.returns.allowance import Allowance, beyond
from efreport.returns.refusal import ASK_AGAIN, ASK_SENDER, REPAIR, SAVE_AS, SEND_RETURN, SMALLER, NotAWorkbook
from efreport.returns.strangers import ole, other

TEXT_AND_BYTES = 2
"""A part is held as it was unpacked, and what it says once more as text."""


@dataclass(frozen=True)
class Container:
    """A workbook that is safe to parse: its parts that are XML by name, unpacked, others as no bytes; what it may take."""

    parts: Mapping[str, bytes]
    allowance: Allowance


def open_container(data: bytes, limits: Limits | None = None) -> Container:
    """Unpack the bytes of a workbook once, and make sure that it is one and safe to parse. Raises NotAWorkbook."""
    limits = limits or Limits()
    if not data:
        raise NotAWorkbook(
            "the file is empty (0 bytes)",
            f"{ASK_AGAIN} If it is kept in OneDrive, right-click it in File Explorer first and choose Always keep on this device.",
        )
    if len(data) > limits.packed_megabytes * MEGABYTE:
        raise beyond("packed_megabytes", limits, f"the file is {len(data) // MEGABYTE} MB", SMALLER)
    if stranger := ole(data):
        raise stranger
    if not data.startswith(ZIP):
        raise other(data)
    parts = _unpacked(data, limits)
    _check_kind(parts)
    return Container(parts, Allowance(limits, len(data) + TEXT_AND_BYTES * sum(map(len, parts.values()))))


def _unpacked(data: bytes, limits: Limits) -> dict[str, bytes]:
    try:
        return unpack(data, most_bytes=limits.unpacked_megabytes * MEGABYTE, most_parts=limits.parts)
    except PackageFault as fault:
        raise _refused(fault, limits) from fault


def _refused(fault: PackageFault, limits: Limits) -> NotAWorkbook:
    match fault:
        case Unsafe():
            return NotAWorkbook(f"{fault}, which no genuine workbook has", ASK_SENDER)
        case TooLarge():
            more = f"unpacked, it is more than {limits.unpacked_megabytes} MB"
            return beyond("unpacked_megabytes", limits, more, SMALLER)
        case TooManyParts(found=found):
            return beyond("parts", limits, f"it is made of {found:,} parts", SMALLER)
        case Encrypted():
            return NotAWorkbook("this is a zip file that is protected by a password", SEND_RETURN)
        case Damaged() | _:
            return NotAWorkbook("the workbook is damaged or was cut short", REPAIR)


def _check_kind(parts: Mapping[str, bytes]) -> None:
    names = {name.lower(): name for name in parts}
    if "xl/workbook.bin" in names:
        raise NotAWorkbook("this is an Excel binary workbook (.xlsb)", SAVE_AS)
    if "word/document.xml" in names:
        raise NotAWorkbook("this is a Word document, not a workbook", SEND_RETURN)
    if "ppt/presentation.xml" in names:
        raise NotAWorkbook("this is a PowerPoint presentation, not a workbook", SEND_RETURN)
    if "content.xml" in names and "mimetype" in names:
        raise NotAWorkbook("this is an OpenDocument file (.ods)", SAVE_AS)
    if any(name.endswith(".iwa") or name == "index.zip" for name in names):
        raise NotAWorkbook(
            "this is a Numbers file of a Mac",
            "Open it in Numbers and choose File > Export To > Excel, then send that file.",
        )
    if "[content_types].xml" not in names:
        raise _plain_zip(tuple(parts))


def _plain_zip(names: tuple[str, ...]) -> NotAWorkbook:
    workbooks = [
        name for name in names if name.lower().endswith((".xlsx", ".xlsm")) and not name.startswith("__MACOSX/")
    ]
    if len(workbooks) == 1:
        inner = workbooks[0].rpartition("/")[2][:80]
        return NotAWorkbook(
            f"this is a zip file that holds a workbook ({inner})",
            "In File Explorer, right-click the zip file and choose Extract All, then send the workbook itself.",
        )
    return NotAWorkbook("this is a zip file, not a workbook", "Take the workbook out of the zip file and send that.")
