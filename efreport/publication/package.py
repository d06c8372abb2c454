"""A .docx or .xlsx opened safely: what kind it is, its parts as XML, and what leads from one to another. No rule stands here."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, TypeAlias

from lxml import etree

from efreport.packages import ZIP, PackageFault, TooLarge, TooManyParts, TooManyPieces, Unsafe, unpack

Element: TypeAlias = Any
"""An lxml element; its stubs make every search of it optional."""

LARGEST_FILE = 100 * 2**20
LARGEST_UNPACKED = 200 * 2**20
MOST_PARTS = 20_000
MOST_PIECES = 10_000_000
"""Elements and attributes: twice those of a framework of 10,000 indicators."""

SAVE_AGAIN = "Open it in Word or Excel, choose File > Save As, and save it as a Word document (*.docx) or an Excel Workbook (*.xlsx)."
UNPROTECT = "Open it, choose File > Info > Protect > Encrypt with Password, clear the password, and save it."
GET_ANOTHER = "Take the document from where it was made again, or open it and choose Open and Repair, then save it."

RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = "http://purl.oclc.org/ooxml/"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAFELY: Any = {"huge_tree": True, "resolve_entities": False, "no_network": True, "remove_comments": True}
_PARSER = etree.XMLParser(**_SAFELY)


@dataclass(eq=False)
class NotADocument(Exception):
    """The file cannot be read as a document of Word or Excel: what it is, in plain words, and what to do."""

    reason: str
    advice: str


@dataclass(frozen=True)
class Relationship:
    """What a part leads to: its kind (the last word of its type), and a part's name or an address outside the file."""

    key: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True)
class Package:
    """The parts of the file by name, and the name of the main one. Every part that is XML is parsed at most once.

    `long` are those that can be: they are parsed when they are asked for, and may be gone through piece by piece.
    """

    parts: Mapping[str, bytes]
    main: str
    long: frozenset[str] = frozenset()
    _roots: dict[str, Element] = field(default_factory=dict)

    def root(self, part: str) -> Element:
        """Give the root element of a part. Raises NotADocument where it is missing or no XML."""
        if part not in self._roots:
            self._roots[part] = _parsed(part, self.parts)
        return self._roots[part]

    def tag(self, part: str) -> str:
        """Give the name of the root element of a part, without parsing the rest. Raises NotADocument."""
        with _damage_told(part):
            _, first = next(etree.iterparse(BytesIO(self.parts[part]), events=("start",), **_SAFELY))
        return str(_not_strict(first).tag)

    def each(self, part: str, *tags: str) -> Iterator[Element]:
        """Give the elements of these names in a part in the order in which they end, while the part is parsed.

        What has been seen of them may be cleared, so that a long part is never whole in memory. Once all have been
        given, the root is what is left. Raises NotADocument.
        """
        with _damage_told(part):
            found = etree.iterparse(BytesIO(self.parts[part]), tag=tags, **_SAFELY)
            yield from (element for _, element in found)
        self._roots[part] = _not_strict(found.root)

    def related(self, part: str) -> tuple[Relationship, ...]:
        """Give everything that the part leads to; the package as a whole is the part without a name."""
        folder, name = posixpath.split(part)
        listing = posixpath.join(folder, "_rels", f"{name}.rels")
        if listing not in self.parts:
            return ()
        return tuple(_relationship(folder, entry) for entry in self.root(listing))

    def only(self, part: str, kind: str) -> Element | None:
        """Give the root of the one part of that kind that the part leads to, or None."""
        targets = [each.target for each in self.related(part) if each.kind == kind and not each.external]
        return self.root(targets[0]) if targets and targets[0] in self.parts else None


def open_package(data: bytes, most_pieces: int | None = None) -> Package:
    """Open the bytes of a file, and parse none of it that is not safe, or has more than `most_pieces`. Raises NotADocument."""
    if not data:
        raise NotADocument("the file is empty (0 bytes)", GET_ANOTHER)
    if len(data) > LARGEST_FILE:
        raise NotADocument(f"the file is {len(data) // 2**20} MB, far larger than any framework", SAVE_AGAIN)
    if data.startswith(_OLE):
        raise _ole(data)
    if not data.startswith(ZIP):
        raise NotADocument("this is not a document of Word or Excel, or it is badly damaged", SAVE_AGAIN)
    parts = _unpacked(data, most_pieces)
    package = Package(parts, "")
    main = [each.target for each in package.related("") if each.kind == "officeDocument"]
    if not main or main[0] not in parts:
        raise NotADocument("this is a zip file or another program's document, not one of Word or Excel", SAVE_AGAIN)
    sheets = (each.target for each in package.related(main[0]) if each.kind == "worksheet")
    package = Package(parts, main[0], frozenset((main[0], *sheets)))
    for name in parts:
        # All at once, so that a damaged part is told as one and breaks no rule later; kept is what is asked for.
        if name.lower().endswith((".xml", ".rels")) and name not in package.long:
            _parsed(name, parts)
    return package


def _ole(data: bytes) -> NotADocument:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return NotADocument("the document is protected by a password or a sensitivity label", UNPROTECT)
    return NotADocument("this is a document of Word or Excel 97-2003 (.doc or .xls)", SAVE_AGAIN)


def _unpacked(data: bytes, most_pieces: int | None) -> Mapping[str, bytes]:
    try:
        return unpack(data, most_bytes=LARGEST_UNPACKED, most_parts=MOST_PARTS, most_pieces=most_pieces)
    except Unsafe as fault:
        raise NotADocument(
            f"{fault}, which no genuine document has",
            "Do not open it in Word or Excel. Ask whoever sent it whether they made it.",
        ) from fault
    except (TooLarge, TooManyParts) as fault:
        raise NotADocument("unpacked, the file would be far larger than any framework", GET_ANOTHER) from fault
    except TooManyPieces as fault:
        found = (
            f"it is made of {fault.found:,} pieces (paragraphs, cells, their properties), far more than any framework"
        )
        raise NotADocument(f"{found}; at most {most_pieces or 0:,} are read", GET_ANOTHER) from fault
    except PackageFault as fault:
        raise NotADocument("the document is damaged or was cut short", GET_ANOTHER) from fault


@contextmanager
def _damage_told(part: str) -> Iterator[None]:
    try:
        yield
    except KeyError as fault:
        raise NotADocument(f"its part {part} is missing", GET_ANOTHER) from fault
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise NotADocument(f"its part {part} is damaged", GET_ANOTHER) from fault


def _parsed(part: str, parts: Mapping[str, bytes]) -> Element:
    with _damage_told(part):
        return _not_strict(etree.fromstring(parts[part], _PARSER))


def _not_strict(root: Element) -> Element:
    if str(root.tag).startswith(f"{{{_STRICT}"):
        raise NotADocument("it is saved as Strict Open XML, which few programs read", SAVE_AGAIN)
    return root


def _relationship(folder: str, entry: Element) -> Relationship:
    target, external = entry.get("Target", ""), entry.get("TargetMode") == "External"
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relationship(entry.get("Id", ""), entry.get("Type", "").rpartition("/")[2], target, external)
