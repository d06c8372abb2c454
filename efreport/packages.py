"""Unpacks a .xlsx, .docx or .dotx, whoever made it: never more than is allowed, and no part that an XML parser must not see."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO

ZIP = b"PK\x03\x04"
_ENTRY_IN_DIRECTORY = b"PK\x01\x02"
_ENTRY_HEADER = 30
_STORED_OR_DEFLATED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_START = 4096
_PICTURES = (".svg", ".htm", ".html", ".mht")
"""Parts that are text of other kinds: a document type declaration is usual in them, and no parser is given them."""

_UTF_8_MARK = b"\xef\xbb\xbf"
_UTF_16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\0<": "utf-16-be", b"<\0": "utf-16-le"}
_NEVER_USED = (b"\0\0\xfe\xff", b"\xff\xfe\0\0", b"\0\0\0<", b"<\0\0\0", b"\x4c\x6f\xa7\x94")
"""How a part in UTF-32 or EBCDIC begins."""

_SPACE = re.compile(rb"[ \t\r\n]*")
_BEFORE_ROOT = re.compile(rb"[ \t\r\n]+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_ENCODING = re.compile(rb"""<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_USED_ENCODINGS = re.compile(rb"utf-?8|utf-?16(?:le|be)?|us-ascii|ascii|iso-8859-1|windows-1252", re.IGNORECASE)
"""Those of the standard, and a few in which no other letters can stand for the signs of a declaration."""

_LEAVES_THE_FILE = re.compile(r"(?:^|/)\.\.(?:/|$)|^[a-z]:|\0", re.IGNORECASE)


class PackageFault(Exception):
    """The file cannot be unpacked, or must not be read."""


class Damaged(PackageFault):
    """The zip file was cut short or meddled with, or is packed in a way that Word and Excel do not read."""


class Encrypted(PackageFault):
    """Parts of the zip file are encrypted."""


class TooManyParts(PackageFault):
    """It holds more parts than are allowed; `found` is about how many."""

    def __init__(self, found: int) -> None:
        self.found = found
        super().__init__(f"{found} parts")


class TooLarge(PackageFault):
    """Unpacked it is larger than is allowed; how much larger is not known, since unpacking was stopped."""


class TooManyPieces(PackageFault):
    """It holds more elements and attributes than are allowed, each of which takes memory; `found` is about how many."""

    def __init__(self, found: int) -> None:
        self.found = found
        super().__init__(f"{found} elements and attributes")


class Unsafe(PackageFault):
    """It holds what no genuine file does and what may do harm: the text says what, as the end of a sentence."""


def unpack(
    data: bytes, *, most_bytes: int, most_parts: int, most_pieces: int | None = None, pictures: bool = False
) -> dict[str, bytes]:
    """Unpack every part that may be XML, by its name with forward slashes, in the order of the file.

    Other parts are not unpacked but for their beginning, and given as no bytes, unless `pictures` are wanted. What is
    unpacked is measured as it is, whatever the file says of its sizes. `most_pieces` is for whoever holds the parts as
    trees, in which each element and attribute takes a hundred bytes or more. Raises PackageFault.
    """
    entries_at_most = data.count(_ENTRY_IN_DIRECTORY)
    if entries_at_most > most_parts:
        raise TooManyParts(entries_at_most)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check_entries(entries, len(data))
            parts = dict(_parts(archive, entries, most_bytes, pictures=pictures))
    except PackageFault:
        raise
    except Exception as fault:
        # zipfile raises anything from struct.error to RuntimeError for a file that was cut short or meddled with.
        raise Damaged(str(fault)) from fault
    found = 0 if most_pieces is None else sum(map(_pieces, parts.values()))
    if most_pieces is not None and found > most_pieces:
        raise TooManyPieces(found)
    return parts


def _pieces(part: bytes) -> int:
    """Count the signs with which elements and attributes begin, as far as the part may be XML."""
    return part.count(b"<") + part.count(b"=") if _may_be_xml(part) else 0


def _check_entries(entries: Sequence[zipfile.ZipInfo], size: int) -> None:
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.flag_bits & _ENCRYPTED:
            raise Encrypted(entry.filename)
        if entry.compress_type not in _STORED_OR_DEFLATED:
            raise Damaged(f"compression method {entry.compress_type}")
        if _LEAVES_THE_FILE.search(_name(entry)):
            raise Unsafe(f"the name of its part {entry.filename[:80]} leads to a place outside the file")
        if entry.header_offset < 0:
            raise Damaged("bytes are missing before it")
        if entry.header_offset < end:
            raise Unsafe("its parts lie over one another in the zip file")
        end = entry.header_offset + _ENTRY_HEADER + entry.compress_size
    if end > size:
        raise Damaged("it ends too early")


def _name(entry: zipfile.ZipInfo) -> str:
    return entry.filename.replace("\\", "/").lstrip("/")


def _parts(
    archive: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo], most_bytes: int, *, pictures: bool
) -> Iterator[tuple[str, bytes]]:
    seen: dict[str, bytes] = {}
    room = most_bytes
    for entry in entries:
        name = _name(entry)
        part = _part(archive, entry, room, pictures=pictures)
        room -= len(part)
        if _may_be_xml(part):
            _refuse_unsafe(name, part)
        if seen.setdefault(name.casefold(), part) != part:
            raise Unsafe(f"it holds two different parts of the name {name[:80]}")
        yield name, part


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int, *, pictures: bool) -> bytes:
    """Unpack one part, as far as it is wanted. Raises TooLarge where there is no room for it."""
    with archive.open(entry) as file:
        start = file.read(_START)
        if not pictures and (entry.filename.lower().endswith(_PICTURES) or not _may_be_xml(start)):
            return b""
        part = start + file.read(max(room + 1 - len(start), 1))
    if len(part) > room:
        raise TooLarge
    return part


def _may_be_xml(part: bytes) -> bool:
    """Say whether an XML parser would go on reading the part: in any encoding, it has to begin with "<"."""
    if part.startswith((*_NEVER_USED, *_UTF_16)):
        return True
    first = _first(part)
    # One that begins with nothing but white space is taken for XML, since what follows is not known.
    return part.startswith(b"<", first) or (first >= len(part[:_START]) and first > 0)


def _first(part: bytes) -> int:
    """Give the place of the first sign that is no white space; only the beginning is looked at."""
    mark = len(_UTF_8_MARK) if part.startswith(_UTF_8_MARK) else 0
    found = _SPACE.match(part, mark, _START)
    return found.end() if found else mark


def _refuse_unsafe(name: str, part: bytes) -> None:
    """Raise Unsafe for a document type declaration, and for an encoding in which one could not be seen."""
    strange = f"its part {name[:80]} is in an encoding that Word and Excel never use"
    if part.startswith(_NEVER_USED):
        raise Unsafe(strange)
    encoding = next((known for start, known in _UTF_16.items() if part.startswith(start)), "")
    text = part.decode(encoding, "replace").lstrip("\ufeff").encode("utf-8", "replace") if encoding else part
    position = len(_UTF_8_MARK) if text.startswith(_UTF_8_MARK) else 0
    declared = _ENCODING.match(text, position)
    if declared and not _USED_ENCODINGS.fullmatch(declared[1]):
        raise Unsafe(strange)
    # What stands before the first element is white space, comments and instructions, and there alone it can be declared.
    while before := _BEFORE_ROOT.match(text, position):
        position = before.end()
    if text.startswith(b"<!", position) and not name.lower().endswith(_PICTURES):
        raise Unsafe(f"its part {name[:80]} holds a document type declaration")
