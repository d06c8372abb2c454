"""Files that are no workbooks of the Excel of today: what each is, told from how it begins."""

from __future__ import annotations

from efreport.returns.refusal import REPAIR, SAVE_AS, SEND_RETURN, NotAWorkbook

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UNPROTECT = (
    "Open it in Excel, choose File > Info > Protect Workbook > Encrypt with Password, clear the password "
    "(or set a label without encryption), save it and send it again."
)
_UNLABEL = (
    "Open it in Excel, choose Home > Sensitivity, set a label without encryption (or ask whoever set the label for a copy "
    "without it), save it and send it again."
)
_WEB_PAGE = (b"<html", b"<!doctype html", b"<table", b"<head", b"<body")
_PICTURES = (b"\x89png", b"\xff\xd8\xff", b"gif8", b"ii*\0", b"mm\0*")
_PACKED = (b"rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_OLD_EXCEL = tuple(
    b"\x09" + version + length + b"\0"
    for version in (b"\0", b"\2", b"\4", b"\x08")
    for length in (b"\4", b"\6", b"\x08")
)


def ole(data: bytes) -> NotAWorkbook | None:
    """Say what a file is that is in the container of the Office of before 2007; None where it is in no such one."""
    if not data.startswith(_OLE):
        return None
    if _holds("DRMEncryptedDataSpace", data) or _holds("DRMEncryptedTransform", data) or _holds("DRMContent", data):
        return NotAWorkbook("the workbook is encrypted by a sensitivity label or rights management", _UNLABEL)
    if _holds("EncryptedPackage", data):
        return NotAWorkbook("the workbook is protected by a password or a sensitivity label", _UNPROTECT)
    if _holds("WordDocument", data):
        return NotAWorkbook("this is an old Word document, not a workbook", SEND_RETURN)
    if _holds("PowerPoint Document", data):
        return NotAWorkbook("this is an old PowerPoint presentation, not a workbook", SEND_RETURN)
    if _holds("__substg1.0_", data):
        return NotAWorkbook(
            "this is an Outlook message, not a workbook",
            "Open it in Outlook, save the workbook that is attached and send that.",
        )
    if _holds("Workbook", data) or _holds("Book", data):
        return NotAWorkbook("this is an old Excel 97-2003 workbook (.xls)", SAVE_AS)
    return NotAWorkbook("this is a file of an old Office program, or it is badly damaged", REPAIR)


def _holds(name: str, data: bytes) -> bool:
    return name.encode("utf-16-le") in data


_BY_START = (
    ((b"%pdf",), "this is a PDF, not a workbook", "Send the Excel return that the PDF was made from."),
    ((b"{\\rtf",), "this is a rich text document (RTF), not a workbook", SEND_RETURN),
    (_WEB_PAGE, "this is a web page, not a workbook", SAVE_AS),
    ((b"<",), "this is an XML file, not an Excel workbook", SAVE_AS),
    (_PICTURES, "this is a picture, not a workbook", "Send the Excel return that the picture shows."),
    (_PACKED, "this is a packed file (RAR, 7z or gzip)", "Take the workbook out of it and send that."),
    (_OLD_EXCEL, "this is an old Excel workbook, of before 1997 (.xls)", SAVE_AS),
)


def other(data: bytes) -> NotAWorkbook:
    """Say what a file is that is neither of the containers that Office has used."""
    start = data[:2048].removeprefix(b"\xef\xbb\xbf").lower()
    start = start if start.startswith(_OLD_EXCEL) else start.lstrip()
    if b"<html" in start:
        start = start[start.index(b"<html") :]
    if found := next(((reason, advice) for begins, reason, advice in _BY_START if start.startswith(begins)), None):
        return NotAWorkbook(*found)
    if not data.strip(b"\0"):
        return NotAWorkbook("the file holds nothing but zeros: it was not saved or not sent whole", REPAIR)
    if b"\0" not in start or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return NotAWorkbook("this is a text (CSV) file, not a workbook", SAVE_AS)
    return NotAWorkbook("this is not an Excel workbook, or it is badly damaged", REPAIR)
