"""The workbook's own part: which sheets there are, of which kind, which is efreport's own, and when its days begin."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from efreport.model import OWN_SHEET
from efreport.returns.allowance import Allowance
from efreport.returns.workbook.formats import read_formats
from efreport.returns.workbook.package import Package, Related
from efreport.returns.workbook.strings import read_strings
from efreport.returns.workbook.xml import in_workbooks, is_true, parse

_IDS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)
_SHEET_NAMED = re.compile(r"(?:'(?P<quoted>(?:[^']|'')*)'|(?P<plain>[^'! ]+))!")


@dataclass(frozen=True)
class Listed:
    """A worksheet as the workbook lists it."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True)
class Book:
    """What all worksheets share: texts by their numbers, number formats by the cells' styles, how days are counted."""

    package: Package
    sheets: tuple[Listed, ...]
    own: str | None
    since_1904: bool
    strings: tuple[str, ...]
    formats: dict[str, str]


def open_book(parts: Mapping[str, bytes], allowance: Allowance) -> Book:
    """Open a workbook, but none of its sheets yet.

    Raises NotAWorkbook where more is in it than is allowed, and anything for one that is damaged.
    """
    package = Package(parts, allowance)
    name = package.workbook()
    read = _Reading()
    ends = in_workbooks({"definedName": read.end_name})
    counted = allowance.growing(read.sheets, read.pieces)
    parse(package.part(name), in_workbooks(read.begins), ends, read.pieces.append, counted)
    related = package.related(name)
    shared = {each.kind: each.name for each in related.values() if each.name in package}
    return Book(
        package,
        tuple(_listed(package, related, read.sheets)),
        read.own,
        read.since_1904,
        read_strings(package, shared.get("sharedStrings")),
        read_formats(package, shared.get("styles")),
    )


class _Reading:
    """The workbook's part as it is being parsed."""

    def __init__(self) -> None:
        self.sheets: list[dict[str, str]] = []
        self.since_1904 = False
        self.own: str | None = None
        self.pieces: list[str] = []
        self._name: dict[str, str] = {}
        self.begins = {
            "sheet": self.sheets.append,
            "workbookPr": self._begin_properties,
            "definedName": self._begin_name,
        }

    def _begin_properties(self, attributes: dict[str, str]) -> None:
        self.since_1904 = is_true(attributes.get("date1904"))

    def _begin_name(self, attributes: dict[str, str]) -> None:
        self._name = attributes
        self.pieces.clear()

    def end_name(self) -> None:
        """Keep the sheet that efreport put into a marked copy, which is no part of the return."""
        if self._name.get("name") != OWN_SHEET or "localSheetId" in self._name:
            return
        if named := _SHEET_NAMED.match("".join(self.pieces)):
            self.own = named["plain"] or named["quoted"].replace("''", "'")


def _listed(package: Package, related: dict[str, Related], sheets: list[dict[str, str]]) -> list[Listed]:
    listed = []
    for sheet in sheets:
        name = next((sheet[each] for each in _IDS if sheet.get(each)), None)
        if name is None:
            continue
        found = related[name]
        if found.kind != "chartsheet" and found.name in package:
            listed.append(Listed(sheet.get("name", ""), found.name, sheet.get("state", "visible") != "visible"))
    return listed
