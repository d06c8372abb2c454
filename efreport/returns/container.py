"""What kind of file a would-be return is, told from its bytes before any parser sees it, and what to do about it."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO

LARGEST_FILE = 50 * 2**20
LARGEST_UNPACKED = 400 * 2**20
SAVE_AS = "Open it in Excel and choose File > Save As > Excel Workbook (*.xlsx), then send that file."
ASK_AGAIN = "Ask for the workbook to be sent again."
REPAIR = (
    f"{ASK_AGAIN} Or repair it: in Excel choose File > Open > Browse, click the file once, click the arrow beside Open, choose "
    "Open and Repair, and save it."
)
SMALLER = "Check that it is the return. If it is, take pictures and other sheets out of it, save it and send it again."

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(r"\.(?:xml|rels|vml)$", re.IGNORECASE)
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True)
class NotAWorkbook(Exception):
    """The file cannot be read as an Excel workbook: what it is, in plain words, and what to do."""

    reason: str
    advice: str


def check_container(data: bytes) -> None:
    """Make sure that the bytes are a workbook that is safe to parse. Raises NotAWorkbook."""
    if not data:
        raise NotAWorkbook("the file is empty (0 bytes)", ASK_AGAIN)
    if len(data) > LARGEST_FILE:
        raise NotAWorkbook(f"the file is {len(data) // 2**20} MB, far larger than any return", SMALLER)
    if data.startswith(_OLE):
        raise _ole(data)
    if not data.startswith(_ZIP):
        raise _other(data)
    _check_zip(data)


def _ole(data: bytes) -> NotAWorkbook:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return NotAWorkbook(
            "the workbook is protected by a password or a sensitivity label",
            "Open it in Excel, choose File > Info > Protect Workbook > Encrypt with Password, clear the password "
            "(or set a label without encryption), save it and send it again.",
        )
    if "WordDocument".encode("utf-16-le") in data:
        return NotAWorkbook("this is an old Word document, not a workbook", "Send the Excel return instead.")
    return NotAWorkbook("this is an old Excel 97-2003 workbook (.xls)", SAVE_AS)


def _other(data: bytes) -> NotAWorkbook:
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"%pdf"):
        return NotAWorkbook("this is a PDF, not a workbook", "Send the Excel return that the PDF was made from.")
    if start.startswith((b"<html", b"<!doctype html", b"<table")) or b"<html" in start:
        return NotAWorkbook("this is a web page that has been named as a workbook", SAVE_AS)
    if start.startswith(b"<"):
        return NotAWorkbook("this is an XML file, not an Excel workbook", SAVE_AS)
    if b"\0" not in start or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return NotAWorkbook("this is a text (CSV) file that has been named as a workbook", SAVE_AS)
    return NotAWorkbook("this is not an Excel workbook, or it is badly damaged", REPAIR)


def _check_zip(data: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            _check_kind(package.namelist())
            if sum(part.file_size for part in package.infolist()) > LARGEST_UNPACKED:
                raise NotAWorkbook("unpacked, the file would be far larger than any return", SMALLER)
            for part in package.infolist():
                if _MARKUP.search(part.filename) and _declares(package.read(part)):
                    raise NotAWorkbook(
                        f"its part {part.filename} holds a document type declaration, which no genuine workbook has",
                        "Do not open it in Excel. Ask the sender whether they made it, and for a fresh return.",
                    )
    except NotAWorkbook:
        raise
    except Exception as fault:
        # zipfile raises anything from struct.error to RuntimeError for a file that was cut short or meddled with.
        raise NotAWorkbook("the workbook is damaged or was cut short", REPAIR) from fault


def _declares(part: bytes) -> bool:
    return bool(_DECLARATION.search(part.replace(b"\0", b"")))


def _check_kind(names: list[str]) -> None:
    lower = {name.lower() for name in names}
    if "xl/workbook.bin" in lower:
        raise NotAWorkbook("this is an Excel binary workbook (.xlsb)", SAVE_AS)
    if "word/document.xml" in lower:
        raise NotAWorkbook("this is a Word document, not a workbook", "Send the Excel return instead.")
    if "content.xml" in lower and "mimetype" in lower:
        raise NotAWorkbook("this is an OpenDocument file (.ods)", SAVE_AS)
    if "[content_types].xml" not in lower:
        raise NotAWorkbook("this is a zip file, not a workbook", "Take the workbook out of the zip file and send that.")
