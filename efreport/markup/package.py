"""A workbook as a package of parts. A part that nobody puts or removes is written again byte for byte."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from efreport.markup.xml import OFFICE, Element, parsed, written

CONTENT_TYPES: Final = "[Content_Types].xml"
ZIP_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONSHIPS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_RELATIONSHIPS_TYPE: Final = "application/vnd.openxmlformats-package.relationships+xml"
_EMPTY_TYPES: Final = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_EMPTY_RELATIONSHIPS: Final = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'


@dataclass(frozen=True)
class Relationship:
    """That one part belongs to another: its id there, of what kind it is ("comments"), and the part's name."""

    id: str
    kind: str
    part: str


class Package:
    """The parts of a workbook by name, while it is being marked up."""

    def __init__(self, data: bytes = b"") -> None:
        self._entries: dict[str, ZipInfo] = {}
        self._parts = {CONTENT_TYPES: _EMPTY_TYPES}
        if not data:
            return
        with ZipFile(BytesIO(data)) as archive:
            self._entries = {entry.filename: entry for entry in archive.infolist()}
            self._parts = {name: archive.read(entry) for name, entry in self._entries.items()}

    def read(self, name: str) -> bytes:
        """Give a part's bytes. Raises KeyError."""
        return self._parts[name]

    def xml(self, name: str) -> Element:
        """Give the root element of a part. Raises KeyError."""
        return parsed(self._parts[name])

    def put(self, name: str, data: bytes, content_type: str = "") -> None:
        """Put a part in, or in another's place; a new one needs its content type."""
        self._parts[name] = data
        if content_type:
            self._declare(name, content_type)

    def remove(self, name: str) -> None:
        """Take a part out, with what it alone refers to."""
        del self._parts[name]
        types = self.xml(CONTENT_TYPES)
        for override in types.findall(f"{_TYPES}Override"):
            if override.get("PartName") == f"/{name}":
                types.remove(override)
        self.put(CONTENT_TYPES, written(types))
        self.remove_related(name)

    def remove_related(self, of: str) -> None:
        """Take out what a part alone refers to."""
        targets = [each.part for each in self.relationships(of)]
        self._parts.pop(_relationships_of(of), None)
        for target in targets:
            if target in self._parts and not self._is_referred_to(target):
                self.remove(target)

    def free_name(self, pattern: str) -> str:
        """Give the first name that no part has, of a pattern with a * for a number."""
        taken = {name.lower() for name in self._parts}
        number = 1
        while pattern.replace("*", str(number)).lower() in taken:
            number += 1
        return pattern.replace("*", str(number))

    def relationships(self, of: str) -> tuple[Relationship, ...]:
        """Give the parts that belong to a part, or to the package where it is ""."""
        return tuple(self._related(of))

    def related(self, of: str, kind: str) -> str | None:
        """Give the first part of that kind which belongs to a part and is there."""
        found = (each.part for each in self._related(of) if each.kind == kind and each.part in self._parts)
        return next(found, None)

    def relate(self, of: str, kind: str, part: str) -> str:
        """Say that a part belongs to another; give the id under which it does."""
        name = _relationships_of(of)
        root = parsed(self._parts.get(name, _EMPTY_RELATIONSHIPS))
        taken = {each.get("Id") for each in root}
        identity = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
        attributes = {"Id": identity, "Type": f"{OFFICE}/{kind}", "Target": f"/{part}"}
        etree.SubElement(root, f"{_RELATIONSHIPS}Relationship", attributes)
        self.put(name, written(root))
        self.declare_extension("rels", _RELATIONSHIPS_TYPE)
        return identity

    def unrelate(self, of: str, part: str) -> None:
        """Take out a part that belongs to another."""
        name = _relationships_of(of)
        ids = {each.id for each in self._related(of) if each.part == part}
        root = self.xml(name)
        for each in root.findall(f"{_RELATIONSHIPS}Relationship"):
            if each.get("Id") in ids:
                root.remove(each)
        self.put(name, written(root))
        if part in self._parts and not self._is_referred_to(part):
            self.remove(part)

    def declare_extension(self, extension: str, content_type: str) -> None:
        """Say what the parts are whose names end so."""
        types = self.xml(CONTENT_TYPES)
        known = {str(each.get("Extension")).lower() for each in types.findall(f"{_TYPES}Default")}
        if extension not in known:
            types.insert(
                0, types.makeelement(f"{_TYPES}Default", {"Extension": extension, "ContentType": content_type})
            )
            self.put(CONTENT_TYPES, written(types))

    def packed(self) -> bytes:
        """Give the workbook as a file: the same bytes for the same parts on any day."""
        made = BytesIO()
        with ZipFile(made, "w", ZIP_DEFLATED) as archive:
            for name, data in self._parts.items():
                archive.writestr(self._entry(name), data)
        return made.getvalue()

    def _entry(self, name: str) -> ZipInfo:
        entry = ZipInfo(name, ZIP_EPOCH)
        if known := self._entries.get(name):
            entry.date_time, entry.external_attr = known.date_time, known.external_attr
        entry.compress_type = ZIP_DEFLATED
        entry.create_system = 0
        return entry

    def _declare(self, name: str, content_type: str) -> None:
        types = self.xml(CONTENT_TYPES)
        overrides = types.findall(f"{_TYPES}Override")
        found = next((each for each in overrides if each.get("PartName") == f"/{name}"), None)
        if found is None:
            found = etree.SubElement(types, f"{_TYPES}Override", {"PartName": f"/{name}"})
        found.set("ContentType", content_type)
        self.put(CONTENT_TYPES, written(types))

    def _related(self, of: str) -> Iterator[Relationship]:
        data = self._parts.get(_relationships_of(of))
        for each in parsed(data) if data else ():
            if each.tag == f"{_RELATIONSHIPS}Relationship" and each.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", posixpath.dirname(of), each.get("Target", "")))
                yield Relationship(each.get("Id", ""), each.get("Type", "").rpartition("/")[2], target.lstrip("/"))

    def _is_referred_to(self, part: str) -> bool:
        holders = (name for name in self._parts if name.endswith(".rels"))
        return any(each.part == part for name in holders for each in self._related(_holder_of(name)))


def _relationships_of(name: str) -> str:
    folder, _, base = name.rpartition("/")
    return f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"


def _holder_of(relationships: str) -> str:
    return relationships.removesuffix(".rels").replace("_rels/", "", 1)
