"""The parts that a workbook is packed of: which is which, and what each is related to. Knows no sheets."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from efreport.returns.allowance import Allowance
from efreport.returns.workbook.xml import parse

_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"
_PART_TYPE = "http://schemas.openxmlformats.org/package/2006/content-types Override"
_WORKBOOK_TYPE = ".main+xml"
_WORKBOOK = "officeDocument"


@dataclass(frozen=True)
class Related:
    """What a part is related to: the kind of it, the last word of its type, and the part's name."""

    kind: str
    name: str


class Package:
    """A workbook's parts, and what reading them may take.

    Their names are told apart as Excel does: in any case, with slashes of either kind.
    """

    def __init__(self, parts: Mapping[str, bytes], allowance: Allowance) -> None:
        """Take the parts by their names, as they were unpacked."""
        self._parts = {_plain(name): part for name, part in parts.items()}
        self.allowance = allowance

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._parts

    def part(self, name: str) -> bytes:
        """Give a part. Raises KeyError where there is none."""
        return self._parts[_plain(name)]

    def related(self, name: str) -> dict[str, Related]:
        """Read what a part is related to, by the ids that it uses; nothing where the package does not say."""
        folder, file = posixpath.split(name)
        found: dict[str, Related] = {}

        def begin(attributes: dict[str, str]) -> None:
            target = attributes.get("Target", "")
            if attributes.get("TargetMode") != "External" and target:
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = Related(kind, _plain(posixpath.join("/", folder, _slashed(target))))

        said = posixpath.join(folder, "_rels", f"{file}.rels")
        if said in self:
            parse(self.part(said), {_RELATIONSHIP: begin}, pause=self.allowance.growing(found))
        return found

    def workbook(self) -> str:
        """Name the part that is the workbook; nothing where there is none."""
        for related in self.related("").values():
            if related.kind == _WORKBOOK and related.name in self:
                return related.name
        return self._of_type(_WORKBOOK_TYPE)

    def _of_type(self, ending: str) -> str:
        found: list[str] = []

        def begin(attributes: dict[str, str]) -> None:
            if attributes.get("ContentType", "").endswith(ending):
                found.append(attributes.get("PartName", ""))

        parse(self.part("[Content_Types].xml"), {_PART_TYPE: begin}, pause=self.allowance.growing(found))
        return next((name for name in found if name in self), "")


def _slashed(name: str) -> str:
    return name.replace("\\", "/")


def _plain(name: str) -> str:
    return posixpath.normpath("/" + _slashed(name).lstrip("/")).lstrip("/").casefold()
