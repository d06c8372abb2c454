"""The cells of a workbook that is read back, as a person sees them; nothing of what they should hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple, TypeAlias
from xml.etree.ElementTree import Element, fromstring
from xml.sax.saxutils import unescape
from zipfile import ZipFile

from efreport.writers.formats import shown_by
from efreport.writers.xlsx.looks import BUILT_IN_FORMATS
from efreport.writers.xlsx.places import column_of

WORKBOOK: Final = "xl/workbook.xml"
RELATIONS: Final = "xl/_rels/workbook.xml.rels"
STYLES: Final = "xl/styles.xml"
S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

# What stands in any other markup than this is taken for lost.
CELL: Final = re.compile(rb'<c r="([A-Z]+)([0-9]+)"([^>]*)>(.*?)</c>', re.DOTALL)
ATTRIBUTE: Final = re.compile(rb' ([a-z]+)="([^"]*)"')
TEXT: Final = re.compile(rb'<is><t(?: xml:space="preserve")?>([^<]*)</t></is>')
VALUE: Final = re.compile(rb"<v>([^<]*)</v>")
CHARACTER: Final = re.compile("_x([0-9A-Fa-f]{4})_")
ENTITIES: Final = {"&quot;": '"', "&#10;": "\n", "&#9;": "\t", "&#13;": "\r"}


class Seen(NamedTuple):
    """A cell as a person sees it, and its value where that is a number."""

    words: str = ""
    value: float | None = None


Row: TypeAlias = Sequence[Seen]
NOTHING: Final = Seen()


def seen_in(package: ZipFile) -> Mapping[str, Sequence[Row]]:
    """See the cells of every sheet, by its name; row 1 comes first, and a row may end before the others do."""
    codes = tuple(_codes(package))
    return {name: _rows(package.read(part), codes) for name, part in _parts(package).items()}


def part_of(package: ZipFile, sheet: str) -> str:
    """Give the part of the sheet with that name."""
    return _parts(package)[sheet]


def _parts(package: ZipFile) -> Mapping[str, str]:
    targets = {each.get("Id", ""): each.get("Target", "") for each in root_of(package, RELATIONS)}
    sheets = root_of(package, WORKBOOK).iterfind(f"{S}sheets/{S}sheet")
    return {each.get("name", ""): targets.get(each.get(RELATION, ""), "").lstrip("/") for each in sheets}


def root_of(package: ZipFile, part: str) -> Element:
    """Give the root element of a part of a workbook that we wrote ourselves."""
    return fromstring(package.read(part))  # noqa: S314 - nobody else has had it, and defusedxml takes ten times as long


def read_out(words: str) -> str:
    """Give the words as programs show them, which take _x0041_ for an A."""
    return CHARACTER.sub(lambda found: chr(int(found[1], 16)), words) if "_x" in words else words


def _codes(package: ZipFile) -> Iterator[str]:
    """The number format of each look that a cell may have, in the order by which cells name them."""
    styles = root_of(package, STYLES)
    own = {each.get("numFmtId"): each.get("formatCode", "") for each in styles.iterfind(f"{S}numFmts/{S}numFmt")}
    known = {str(number): code for code, number in BUILT_IN_FORMATS.items()} | own
    yield from (read_out(known.get(each.get("numFmtId", "0"), "")) for each in styles.iterfind(f"{S}cellXfs/{S}xf"))


def _rows(sheet: bytes, codes: Sequence[str]) -> Sequence[Row]:
    """See the cells of a sheet, those that are alike once; that its part is whole is seen when the document is checked."""
    rows: list[list[Seen]] = []
    known: dict[tuple[bytes, bytes], Seen] = {}
    for found in CELL.finditer(sheet):
        letters, number, *markup = found.groups()
        rows.extend([] for _ in range(int(number) - len(rows)))
        row, column, key = rows[-1], _column(letters), (markup[0], markup[1])
        if key not in known:
            known[key] = _seen(*key, codes)
        if len(row) < column - 1:
            row.extend(NOTHING for _ in range(column - 1 - len(row)))
        row.append(known[key])
    return rows


@cache
def _column(letters: bytes) -> int:
    return column_of(letters.decode())


def _seen(attributes: bytes, content: bytes, codes: Sequence[str]) -> Seen:
    """See a cell. A formula, an error, a date or what is cut short is nothing that a document has."""
    said = dict(ATTRIBUTE.findall(attributes))
    text, value = TEXT.fullmatch(content), VALUE.fullmatch(content)
    match said.get(b"t", b"n"):
        case b"inlineStr" if text:
            return Seen(read_out(unescape(text[1].decode(), ENTITIES)))
        case b"n" if value:
            amount = float(value[1])
            return Seen(shown_by(amount, codes[int(said.get(b"s", b"0"))]) or "", amount)
        case _:
            return NOTHING
