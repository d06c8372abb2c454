"""Small files of every kind that turns up in a folder or that somebody means harm with, and what is said of each."""

# ruff: noqa: E501 - a table is read by its rows
from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.three_returns import CP
from tests.workbooks import make_workbook

SAVE_AS = "Open it in Excel and choose File > Save As > Excel Workbook (*.xlsx), then send that file."
REPAIR = (
    "Ask for the workbook to be sent again. Or repair it: in Excel choose File > Open > Browse, click the file once, click the "
    "arrow beside Open, choose Open and Repair, and save it."
)
ASK_SENDER = "Do not open it in Excel. Ask the sender whether they made it, and for a fresh return."
SEND_RETURN = "Send the Excel return instead."
SMALLER = (
    "Check that it is the return. If it is, take pictures and other sheets out of it, save it and send it again. "
    "If it has to be so large, raise the limit."
)
UNPROTECT = (
    "Open it in Excel, choose File > Info > Protect Workbook > Encrypt with Password, clear the password "
    "(or set a label without encryption), save it and send it again."
)
DAMAGED = "the workbook is damaged or was cut short", REPAIR
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STYLES, SHEET = "xl/styles.xml", "xl/worksheets/sheet1.xml"
DOCTYPE = '<!DOCTYPE x [<!ENTITY e "boom">]>'


@dataclass(frozen=True)
class Kind:
    """A file and what is said of it: why it is not read, and what to do."""

    made: Callable[[], bytes]
    reason: str
    advice: str
    name: str = "cp.xlsx"


def good() -> bytes:
    """A return without a mistake."""
    return make_workbook(CP)


def parts_of(data: bytes) -> list[tuple[str, bytes]]:
    """The parts of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [(name, package.read(name)) for name in package.namelist()]


def packed(parts: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of parts; two may have one name."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as package:
        for name, part in parts:
            package.writestr(zipfile.ZipInfo(name), part, method)
    return made.getvalue()


def with_part(name: str, part: bytes) -> bytes:
    """A return with one more part, or another in the place of one."""
    return packed([*((known, held) for known, held in parts_of(good()) if known != name), (name, part)])


def before(text: str, name: str = STYLES, encoding: str = "utf-8") -> bytes:
    """A return with something before the first element of a part, in an encoding."""
    part = dict(parts_of(good()))[name].decode().removeprefix("<?xml version='1.0' encoding='UTF-8'?>")
    return with_part(name, f"{text}{part}".encode(encoding))


def renamed(old: str, new: str, begins: str) -> bytes:
    """A return with a style sheet that begins otherwise, under another name that its content types and links give as well."""
    return packed(
        (name.replace(old, new), part.replace(old.encode(), new.encode()).replace(b"<styleSheet", begins.encode()))
        for name, part in parts_of(good())
    )


def ole(*streams: str) -> bytes:
    """As much of an old Office file as tells what it is: the names of its streams."""
    return OLE + b"".join(name.encode("utf-16-le") for name in streams) + bytes(512)


def encrypted_zip() -> bytes:
    """A return in whose zip file every part is marked as encrypted."""
    data = bytearray(good())
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        data[place + 8] |= 1
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(data)


def lying_about_its_size() -> bytes:
    """A part that says it is 10 bytes long and is a million."""
    data = bytearray(with_part("xl/big.xml", b"<a>" + b" " * 1_000_000))
    place = data.rfind(b"PK\x01\x02", 0, data.rfind(b"xl/big.xml"))
    data[place + 24 : place + 28] = struct.pack("<I", 10)
    return bytes(data)


def overlapping() -> bytes:
    """A zip file whose entries all lead to the same bytes, so that a small file unpacks to a large one."""
    data = bytearray(
        packed([("[Content_Types].xml", b"<Types/>"), ("xl/a.xml", b"<a/>" * 1000), ("xl/b.xml", b"<a/>" * 1000)])
    )
    first = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", first + 4)
    third = data.find(b"PK\x01\x02", second + 4)
    data[third + 42 : third + 46] = data[second + 42 : second + 46]
    return bytes(data)


def wrong_checksum() -> bytes:
    """A return in which one byte of the sheet is another, so that its checksum is wrong."""
    data = bytearray(packed(parts_of(good()), zipfile.ZIP_STORED))
    place = data.find(b"Child Protection")
    data[place : place + 5] = b"child"
    return bytes(data)


def bomb(megabytes: int) -> bytes:
    """A part of that many megabytes of white space, which packs to a thousandth."""
    part = io.BytesIO()
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as package:
        for name, held in parts_of(good()):
            package.writestr(name, held)
        with package.open("xl/big.xml", "w") as file:
            file.write(b"<a>")
            for _ in range(megabytes):
                file.write(b" " * 2**20)
    return part.getvalue()


def gzipped() -> bytes:
    """The beginning of a gzip file."""
    return b"\x1f\x8b\x08\0" + zlib.compress(b"cp")


def declares(part: str) -> tuple[str, str]:
    """What is said of a part that declares a document type."""
    return f"its part {part} holds a document type declaration, which no genuine workbook has", ASK_SENDER


ENCODED = (
    f"its part {STYLES} is in an encoding that Word and Excel never use, which no genuine workbook has",
    ASK_SENDER,
)
UNLABEL = (
    "Open it in Excel, choose Home > Sensitivity, set a label without encryption (or ask whoever set the label for a copy "
    "without it), save it and send it again."
)
GOOGLE = "Open it in Google Sheets and choose File > Download > Microsoft Excel (.xlsx), then send that file."
NUMBERS = "Open it in Numbers and choose File > Export To > Excel, then send that file."
IN_ZIP = "In File Explorer, right-click the zip file and choose Extract All, then send the workbook itself."
OUTSIDE = "leads to a place outside the file, which no genuine workbook has"
LIMIT = "far more than any return needs (the limit is"
ZEROS = "the file holds nothing but zeros: it was not saved or not sent whole", REPAIR
WEB = "this is a web page, not a workbook", SAVE_AS
TEXT = "this is a text (CSV) file, not a workbook", SAVE_AS
XLS = "this is an old Excel 97-2003 workbook (.xls)", SAVE_AS

KINDS = {
    # what people send
    "password": Kind(lambda: ole("EncryptionInfo", "EncryptedPackage"), "the workbook is protected by a password or a sensitivity label", UNPROTECT),
    "label with encryption": Kind(lambda: ole("DataSpaces", "DRMEncryptedDataSpace", "EncryptedPackage"), "the workbook is encrypted by a sensitivity label or rights management", UNLABEL),
    "xls": Kind(lambda: ole("Workbook"), *XLS, name="cp.xls"),
    "xls of Excel 5": Kind(lambda: ole("Book"), *XLS, name="cp.xls"),
    "xls of Excel 4": Kind(lambda: b"\x09\x04\x06\0\0\0\x10\0", "this is an old Excel workbook, of before 1997 (.xls)", SAVE_AS, name="cp.xls"),
    "old Word": Kind(lambda: ole("WordDocument"), "this is an old Word document, not a workbook", SEND_RETURN),
    "old PowerPoint": Kind(lambda: ole("PowerPoint Document"), "this is an old PowerPoint presentation, not a workbook", SEND_RETURN),
    "Outlook message": Kind(lambda: ole("__substg1.0_0037001F"), "this is an Outlook message, not a workbook", "Open it in Outlook, save the workbook that is attached and send that."),
    "old Office, cut short": Kind(lambda: ole(), "this is a file of an old Office program, or it is badly damaged", REPAIR),
    "xlsb": Kind(lambda: packed([("[Content_Types].xml", b"<Types/>"), ("xl/workbook.bin", b"\x83")]), "this is an Excel binary workbook (.xlsb)", SAVE_AS, name="cp.xlsb"),
    "ods": Kind(lambda: packed([("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"<office/>")]), "this is an OpenDocument file (.ods)", SAVE_AS, name="cp.ods"),
    "Word": Kind(lambda: packed([("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")]), "this is a Word document, not a workbook", SEND_RETURN),
    "PowerPoint": Kind(lambda: packed([("[Content_Types].xml", b"<Types/>"), ("ppt/presentation.xml", b"<p/>")]), "this is a PowerPoint presentation, not a workbook", SEND_RETURN),
    "Numbers by its name": Kind(lambda: packed([("Index/Document.iwa", b"x")]), "this is a Numbers file of a Mac", NUMBERS, name="cp.numbers"),
    "Numbers named as a workbook": Kind(lambda: packed([("Index/Document.iwa", b"x")]), "this is a Numbers file of a Mac", NUMBERS),
    "Google shortcut": Kind(lambda: b'{"doc_id": "1x", "email": ""}', "this is a shortcut to a Google sheet, and not the sheet itself", GOOGLE, name="cp.gsheet"),
    "csv by its name": Kind(lambda: b"No,Indicator", "this is a CSV file, not an Excel workbook", SAVE_AS, name="cp.csv"),
    "csv named as a workbook": Kind(lambda: b"No,Indicator\r\nCP2,306", *TEXT),
    "csv in UTF-16": Kind(lambda: "No\tIndicator".encode("utf-16"), *TEXT),
    "html": Kind(lambda: b"\xef\xbb\xbf\r\n <HTML><table></table></HTML>", *WEB),
    "html with a declaration": Kind(lambda: b"<!DOCTYPE html><title>x</title>", *WEB),
    "html from a mail": Kind(lambda: b"MIME-Version: 1.0\r\n\r\n<html></html>", *WEB),
    "XML spreadsheet": Kind(lambda: b"<?xml version='1.0'?><Workbook/>", "this is an XML file, not an Excel workbook", SAVE_AS),
    "pdf": Kind(lambda: b"%PDF-1.7", "this is a PDF, not a workbook", "Send the Excel return that the PDF was made from."),
    "rtf": Kind(lambda: b"{\\rtf1\\ansi}", "this is a rich text document (RTF), not a workbook", SEND_RETURN),
    "picture": Kind(lambda: b"\x89PNG\r\n\x1a\n\0\0", "this is a picture, not a workbook", "Send the Excel return that the picture shows."),
    "gzip": Kind(gzipped, "this is a packed file (RAR, 7z or gzip)", "Take the workbook out of it and send that."),
    "zip with the workbook in it": Kind(lambda: packed([("returns/cp.xlsx", good()), ("__MACOSX/._cp.xlsx", b"x")]), "this is a zip file that holds a workbook (cp.xlsx)", IN_ZIP),
    "zip with several": Kind(lambda: packed([("a.xlsx", good()), ("b.xlsx", good())]), "this is a zip file, not a workbook", "Take the workbook out of the zip file and send that."),
    "empty": Kind(lambda: b"", "the file is empty (0 bytes)", "Ask for the workbook to be sent again. If it is kept in OneDrive, right-click it in File Explorer first and choose Always keep on this device."),
    "zeros": Kind(lambda: bytes(20_000), *ZEROS),
    "noise": Kind(lambda: bytes(range(256)), "this is not an Excel workbook, or it is badly damaged", REPAIR),
    # damaged
    "cut in half": Kind(lambda: good()[: len(good()) // 2], *DAMAGED),
    "without its last byte": Kind(lambda: good()[:-1], *DAMAGED),
    "bytes missing in the middle": Kind(lambda: good()[:500] + good()[520:], *DAMAGED),
    "its first bytes alone": Kind(lambda: b"PK\x03\x04", *DAMAGED),
    "a wrong checksum": Kind(wrong_checksum, *DAMAGED),
    "a compression that Excel does not know": Kind(lambda: packed(parts_of(good()), zipfile.ZIP_LZMA), *DAMAGED),
    "something before the zip file": Kind(lambda: b"MZ\x90\0" + good(), "this is not an Excel workbook, or it is badly damaged", REPAIR),
    "encrypted parts": Kind(encrypted_zip, "this is a zip file that is protected by a password", SEND_RETURN),
    # meant to do harm
    "a document type": Kind(lambda: before(DOCTYPE), *declares(STYLES)),
    "after a comment and an instruction": Kind(lambda: before(f"<?xml version='1.0'?>\n<!-- a -- > --><?a b?>\n{DOCTYPE}"), *declares(STYLES)),
    "far down": Kind(lambda: before(f"<!--{'x' * 9_000}-->{DOCTYPE}"), *declares(STYLES)),
    "after much white space": Kind(lambda: before(f"{' ' * 9_000}{DOCTYPE}"), *declares(STYLES)),
    "after a mark of UTF-8": Kind(lambda: before(DOCTYPE, encoding="utf-8-sig"), *declares(STYLES)),
    "in UTF-16": Kind(lambda: before(DOCTYPE, encoding="utf-16"), *declares(STYLES)),
    "in UTF-16, the other way round": Kind(lambda: before(f"\ufeff{DOCTYPE}", encoding="utf-16-be"), *declares(STYLES)),
    "in UTF-16 without a mark": Kind(lambda: before(f"<?xml version='1.0'?>{DOCTYPE}", encoding="utf-16-be"), *declares(STYLES)),
    "in a part with another ending": Kind(lambda: renamed("styles.xml", "styles.dat", f"{DOCTYPE}<styleSheet"), *declares("xl/styles.dat")),
    "in a part without an ending": Kind(lambda: with_part("xl/media/image", DOCTYPE.encode()), *declares("xl/media/image")),
    "stored, not packed": Kind(lambda: packed(parts_of(before(DOCTYPE)), zipfile.ZIP_STORED), *declares(STYLES)),
    "UTF-32": Kind(lambda: before(DOCTYPE, encoding="utf-32"), *ENCODED),
    "EBCDIC": Kind(lambda: before(f"<?xml version='1.0'?>{DOCTYPE}", encoding="cp037"), *ENCODED),
    "UTF-7": Kind(lambda: before(f"<?xml version='1.0' encoding='UTF-7'?>{DOCTYPE}"), *ENCODED),
    "Shift JIS": Kind(lambda: before('<?xml version="1.0" encoding = "shift_jis"?>'), *ENCODED),
    "a name that leads out of the file": Kind(lambda: with_part("../../evil.xml", b"<a/>"), f"the name of its part ../../evil.xml {OUTSIDE}", ASK_SENDER),
    "with backslashes": Kind(lambda: with_part("..\\evil.xml", b"<a/>"), f"the name of its part ..\\evil.xml {OUTSIDE}", ASK_SENDER),
    "a drive": Kind(lambda: with_part("C:/Windows/evil.xml", b"<a/>"), f"the name of its part C:/Windows/evil.xml {OUTSIDE}", ASK_SENDER),
    "two parts of one name": Kind(lambda: packed([*parts_of(good()), (SHEET, b"<worksheet/>")]), f"it holds two different parts of the name {SHEET}, which no genuine workbook has", ASK_SENDER),
    "two parts of one name, but for its case": Kind(lambda: with_part(SHEET.upper(), b"<worksheet/>"), f"it holds two different parts of the name {SHEET.upper()}, which no genuine workbook has", ASK_SENDER),
    "parts over one another": Kind(overlapping, "its parts lie over one another in the zip file, which no genuine workbook has", ASK_SENDER),
    "a part that lies about its size": Kind(lying_about_its_size, *DAMAGED),
    # beyond the small limits of the test
    "a bomb": Kind(lambda: bomb(8), f"unpacked, it is more than 3 MB, {LIMIT} 3 MB, set as unpacked_megabytes under [limits] in framework.toml)", SMALLER),
    "many parts": Kind(lambda: packed([*parts_of(good()), *((f"xl/{number}", b"") for number in range(300))]), f"it is made of 309 parts, {LIMIT} 200, set as parts under [limits] in framework.toml)", SMALLER),
    "a large file": Kind(lambda: good() + bytes(2 * 2**20), f"the file is 2 MB, {LIMIT} 1 MB, set as packed_megabytes under [limits] in framework.toml)", SMALLER),
}  # fmt: skip

READ = {
    "as Excel saves it": good,
    "with folders in the zip file": lambda: packed([("xl/", b""), *parts_of(good())]),
    "with backslashes in the names": lambda: packed((name.replace("/", "\\"), part) for name, part in parts_of(good())),
    "with a part twice, both the same": lambda: packed([*parts_of(good()), parts_of(good())[0]]),
    "without packing": lambda: packed(parts_of(good()), zipfile.ZIP_STORED),
    "with a picture that begins like a declaration": lambda: with_part("xl/media/image1.svg", b"<!DOCTYPE svg><svg/>"),
    "with a large picture": lambda: with_part("xl/media/image1.png", b"\x89PNG" + bytes(9 * 2**20)),
    "with a zip comment": lambda: good()[:-2] + b"\x05\x00hello",
}
"""Files that are read as the return that they are, however odd they look."""
