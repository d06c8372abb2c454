"""The sheet "To put right": every finding of the return, with the way to its cell. Its own sheet, and no other."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import Final

from efreport.markup.findings import SEVERITIES, ToPutRight, extent_words, place_words
from efreport.markup.styles import GRID, SHADES, Look, Styles
from efreport.markup.xml import Element, element, written
from efreport.model import CellRef, Finding, Waived, column_letters

WHAT_TO_DO: Final = (
    "Put these right in this workbook, save it and send it back; this sheet, the notes and the shading can stay."
)
WHAT_COUNTS: Final = (
    "Errors must be put right before the framework can be made. Look at each warning and note, "
    "and leave what is right as it is."
)
BY_HAND: Final = (
    "Put these right in your own workbook, save it and send it back. They could not be marked in a copy of it, "
    "since efreport cannot change a workbook of this kind without losing some of it."
)
HOW_TO_READ: Final = "Hover over the red corner of a cell to read its note."
UNPROTECT: Final = (
    "A sheet of this workbook is protected: to change its cells, choose Review > Unprotect Sheet first. If a password is asked "
    "for, ask whoever made the workbook."
)
AS_AGREED: Final = "Nothing to do: these have been agreed"
HEADINGS: Final = ("Where", "How much it matters", "What is wrong", "How to put it right", "Rule")
WIDTHS: Final = (24, 13, 62, 62, 9)
TITLE_ROW: Final = 5
LINE_HEIGHT: Final = 15
TALLEST: Final = 409
LONGEST_TEXT: Final = 32_000
LONGEST_LINK: Final = 255
# A letter of Arial 11 is narrower than the digits by which columns are measured, but words break unevenly.
ROOM: Final = 1.05
TITLE: Final = Look(size=16, bold=True)
LEAD: Final = Look(size=12, bold=True)
PLAIN: Final = Look()
HEADING: Final = Look(bold=True, fill=GRID, boxed=True)
CELL: Final = Look(boxed=True)
LINK: Final = Look(boxed=True, colour="FF0B4F9E", underlined=True)


class Listing:
    """The sheet while it is being put together: rows from the top."""

    def __init__(self, styles: Styles, linked: frozenset[str]) -> None:
        self._styles = styles
        self._linked = linked
        self._rows: list[Element] = []
        self._merged: list[str] = []
        self._links: list[Element] = []

    def line(self, words: str, look: Look) -> None:
        """Add a line over the whole width."""
        number = self._add((words,), (look,), (sum(WIDTHS),), look.size)
        self._merged.append(f"A{number}:{column_letters(len(WIDTHS))}{number}")

    def row(self, texts: tuple[str, ...], looks: tuple[Look, ...], where: CellRef | None = None) -> None:
        """Add a row of the table, its first cell a link to that place."""
        reachable = where is not None and where.row and where.sheet in self._linked
        if where is not None and reachable:
            quoted = where.sheet.replace("'", "''")
            location = f"'{quoted}'!{where.cell}"
            if len(location) <= LONGEST_LINK:
                self._links.append(element("hyperlink", ref=f"A{len(self._rows) + 1}", location=location))
                looks = (LINK, *looks[1:])
        self._add(texts, looks, WIDTHS, CELL.size)

    def finished(self) -> bytes:
        """Give the sheet as a part: it opens at its top, keeps its headings in view, and prints one A4 page wide."""
        column = enumerate(WIDTHS, 1)
        footer = element("oddFooter")
        footer.text = "&RPage &P of &N"
        merged = [element("mergeCell", ref=each) for each in self._merged]
        sheet = element(
            "worksheet",
            element("sheetPr", element("pageSetUpPr", fitToPage=1)),
            element("sheetViews", _view()),
            element("sheetFormatPr", defaultRowHeight=LINE_HEIGHT),
            element("cols", *(element("col", min=n, max=n, width=width, customWidth=1) for n, width in column)),
            element("sheetData", *self._rows),
            element("mergeCells", *merged, count=len(merged)),
            *([element("hyperlinks", *self._links)] if self._links else []),
            element("pageMargins", left=0.4, right=0.4, top=0.5, bottom=0.6, header=0.3, footer=0.3),
            element("pageSetup", paperSize=9, orientation="landscape", fitToWidth=1, fitToHeight=0),
            element("headerFooter", footer),
        )
        return written(sheet)

    def _add(self, texts: tuple[str, ...], looks: tuple[Look, ...], widths: tuple[int, ...], size: int) -> int:
        number = len(self._rows) + 1
        texts = tuple(text[:LONGEST_TEXT] for text in texts)
        cells = [_cell(place, number, text, self._styles.cell(look)) for place, (text, look) in _numbered(texts, looks)]
        lines = max(
            (_lines(text, width * CELL.size / size) for text, width in zip(texts, widths, strict=True)), default=1
        )
        height = min(TALLEST, ceil(lines * LINE_HEIGHT * size / CELL.size + 3))
        self._rows.append(element("row", *cells, r=number, ht=height, customHeight=1))
        return number


def write_listing(
    to_do: ToPutRight, styles: Styles, linked: frozenset[str], *, marked: bool = True, protected: bool = False
) -> bytes:
    """Write the sheet as a part. `linked` are the sheets that a link can lead to; without `marked` it stands alone."""
    listing = Listing(styles, linked)
    listing.line(f"To put right: {to_do.workbook}", TITLE)
    listing.line(WHAT_TO_DO if marked else BY_HAND, LEAD)
    listing.line(f"{extent_words(to_do.findings)}. {WHAT_COUNTS}", PLAIN)
    listing.line(f"{HOW_TO_READ} {UNPROTECT if protected else ''}".strip() if marked else "", PLAIN)
    listing.row(HEADINGS, (HEADING,) * len(HEADINGS))
    for finding in to_do.findings:
        severity = Look(boxed=True, bold=True, fill=SHADES[finding.severity].fill)
        listing.row(_texts(finding), (CELL, severity, CELL, CELL, CELL), finding.where)
    if to_do.waived:
        listing.line("", PLAIN)
        listing.line(AS_AGREED, LEAD)
    for each in to_do.waived:
        listing.row(_waived_texts(each), (CELL,) * len(HEADINGS), each.finding.where)
    return listing.finished()


def _texts(finding: Finding) -> tuple[str, ...]:
    return place_words(finding.where), SEVERITIES[finding.severity], finding.message, finding.hint, finding.rule


def _waived_texts(waived: Waived) -> tuple[str, ...]:
    place, severity, message, _, rule = _texts(waived.finding)
    return place, severity, message, f"Agreed by {waived.waiver.agreed_by}: {waived.waiver.reason}", rule


def _numbered(texts: tuple[str, ...], looks: tuple[Look, ...]) -> Iterator[tuple[int, tuple[str, Look]]]:
    return enumerate(zip(texts, looks, strict=True), 1)


def _cell(column: int, row: int, text: str, style: int) -> Element:
    place = f"{column_letters(column)}{row}"
    if not text:
        return element("c", r=place, s=style)
    return element("c", element("is", element("t", words=text)), r=place, s=style, t="inlineStr")


def _lines(text: str, width: float) -> int:
    return sum(max(1, ceil(len(line) / (width * ROOM))) for line in text.split("\n"))


def _view() -> Element:
    top = f"A{TITLE_ROW + 1}"
    pane = element("pane", ySplit=TITLE_ROW, topLeftCell=top, activePane="bottomLeft", state="frozen")
    selection = element("selection", pane="bottomLeft", activeCell=top, sqref=top)
    return element("sheetView", pane, selection, showGridLines=0, tabSelected=1, workbookViewId=0)
