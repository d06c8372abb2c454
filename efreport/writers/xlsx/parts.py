"""A package of parts: each knows those that it refers to, and from that come its relations, the list of types and the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from efreport.writers.xlsx.markup import OFFICE, PACKAGE, element, part

ZIP_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
TYPES: Final = "[Content_Types].xml"
_OPEN: Final = "application/vnd.openxmlformats-officedocument"
_CELLS: Final = f"{_OPEN}.spreadsheetml"


class Kind(Enum):
    """What a part is: its type in the list of types, and what another part calls its relation to it."""

    WORKBOOK = f"{_CELLS}.sheet.main+xml", f"{OFFICE}/officeDocument"
    SHEET = f"{_CELLS}.worksheet+xml", f"{OFFICE}/worksheet"
    TABLE = f"{_CELLS}.table+xml", f"{OFFICE}/table"
    STYLES = f"{_CELLS}.styles+xml", f"{OFFICE}/styles"
    THEME = f"{_OPEN}.theme+xml", f"{OFFICE}/theme"
    DRAWING = f"{_OPEN}.drawing+xml", f"{OFFICE}/drawing"
    CHART = f"{_OPEN}.drawingml.chart+xml", f"{OFFICE}/chart"
    CORE = (
        "application/vnd.openxmlformats-package.core-properties+xml",
        f"{PACKAGE}/relationships/metadata/core-properties",
    )
    APPLICATION = f"{_OPEN}.extended-properties+xml", f"{OFFICE}/extended-properties"


@dataclass(frozen=True)
class Part:
    """A part by its name in the package, piece by piece, and the parts that it refers to.

    The first of these is rId1 to it, the next rId2.
    """

    name: str
    kind: Kind
    content: Iterable[bytes]
    refers_to: Sequence[Part] = ()


def packed(first: Sequence[Part]) -> bytes:
    """Give the bytes of the package that begins with these parts: the same on any day."""
    parts = list(_each(first))
    contents: dict[str, Iterable[bytes]] = {each.name: each.content for each in parts}
    contents |= {_relations_of(each.name): [_relations(each.refers_to)] for each in parts if each.refers_to}
    contents |= {TYPES: [_types(parts)], _relations_of(""): [_relations(first)]}
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name in sorted(contents):
            with archive.open(_entry(name), "w") as entry:
                entry.writelines(contents[name])
    return file.getvalue()


def _each(parts: Iterable[Part]) -> Iterator[Part]:
    for each in parts:
        yield each
        yield from _each(each.refers_to)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, ZIP_EPOCH)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 0
    return entry


def _relations_of(name: str) -> str:
    folder, slash, file = name.rpartition("/")
    return f"{folder}{slash}_rels/{file}.rels"


def _relations(parts: Iterable[Part]) -> bytes:
    each = (
        element("Relationship", Id=f"rId{number}", Type=one.kind.value[1], Target=f"/{one.name}")
        for number, one in enumerate(parts, 1)
    )
    return part(element("Relationships", *each, xmlns=f"{PACKAGE}/relationships"))


def _types(parts: Iterable[Part]) -> bytes:
    defaults = (
        element("Default", Extension="rels", ContentType="application/vnd.openxmlformats-package.relationships+xml"),
        element("Default", Extension="xml", ContentType="application/xml"),
    )
    own = (element("Override", PartName=f"/{each.name}", ContentType=each.kind.value[0]) for each in parts)
    return part(element("Types", *defaults, *own, xmlns=f"{PACKAGE}/content-types"))
