"""The cells of a workbook that is read back, as a person sees them; nothing of what they should hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias
from xml.etree.ElementTree import Element, fromstring
from xml.parsers.expat import ParserCreate
from zipfile import ZipFile

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils import column_index_from_string

from efreport.writers.formats import shown_by

WORKBOOK: Final = "xl/workbook.xml"
RELATIONS: Final = "xl/_rels/workbook.xml.rels"
STYLES: Final = "xl/styles.xml"
S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Seen(NamedTuple):
    """A cell as a person sees it, and its value where that is a number."""

    words: str = ""
    value: float | None = None


Row: TypeAlias = Sequence[Seen]
NOTHING: Final = Seen()


def seen_in(package: ZipFile) -> Mapping[str, Sequence[Row]]:
    """See the cells of every sheet, by its name; row 1 comes first, and a row may end before the others do."""
    codes = tuple(_codes(package))
    targets = {each.get("Id", ""): each.get("Target", "") for each in root_of(package, RELATIONS)}
    sheets = root_of(package, WORKBOOK).iterfind(f"{S}sheets/{S}sheet")
    parts = {each.get("name", ""): targets.get(each.get(RELATION, ""), "") for each in sheets}
    return {name: _Sheet(codes).read(package, part.lstrip("/")) for name, part in parts.items()}


def root_of(package: ZipFile, part: str) -> Element:
    """Give the root element of a part of a workbook that we wrote ourselves."""
    return fromstring(package.read(part))  # noqa: S314 - nobody else has had it, and defusedxml takes ten times as long


def _codes(package: ZipFile) -> Iterator[str]:
    """The number format of each look that a cell may have, in the order by which cells name them."""
    styles = root_of(package, STYLES)
    own = {each.get("numFmtId"): each.get("formatCode", "") for each in styles.iterfind(f"{S}numFmts/{S}numFmt")}
    known = {str(number): code for number, code in BUILTIN_FORMATS.items()} | own
    yield from (known.get(each.get("numFmtId", "0"), "") for each in styles.iterfind(f"{S}cellXfs/{S}xf"))


class _Sheet:
    """Sees the cells of a sheet while its part is parsed, so that no tree of it is ever in memory.

    For a sheet of 21,000 cells, openpyxl takes twenty times as long. Cells that look the same are kept once.
    """

    def __init__(self, codes: Sequence[str]) -> None:
        self._codes = codes
        self._rows: list[list[Seen]] = []
        self._known: dict[tuple[str, str, str], Seen] = {}
        self._cell: Mapping[str, str] = {}
        self._text: list[str] = []
        self._is_worked_out = False

    def read(self, package: ZipFile, part: str) -> Sequence[Row]:
        parser = ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        with package.open(part) as stream:
            parser.ParseFile(stream)
        return self._rows

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self._cell, self._is_worked_out = attributes, False
            self._text.clear()
        elif name == "f":
            self._is_worked_out = True
        elif name == "row":
            row = int(attributes["r"])
            self._rows.extend([] for _ in range(row - len(self._rows)))

    def _end(self, name: str) -> None:
        if name == "c" and self._text:
            row = self._rows[-1]
            column = column_index_from_string(self._cell["r"].rstrip("0123456789"))
            row.extend(NOTHING for _ in range(column - 1 - len(row)))
            row.append(NOTHING if self._is_worked_out else self._seen())

    def _seen(self) -> Seen:
        key = "".join(self._text), self._cell.get("t", "n"), self._cell.get("s", "0")
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = _seen(*key, self._codes)
        return found


def _seen(text: str, kind: str, look: str, codes: Sequence[str]) -> Seen:
    """See a cell. A formula, an error or a date is nothing that a document has."""
    match kind:
        case "inlineStr":
            return Seen(text)
        case "n":
            return Seen(shown_by(float(text), codes[int(look)]) or "", float(text))
        case _:
            return NOTHING
