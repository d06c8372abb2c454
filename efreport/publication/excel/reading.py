"""Reads an Excel workbook once, sheet by sheet. No rule stands here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from efreport.model import CellRef
from efreport.publication.base import Link, Look, Published, Seen, is_wordless
from efreport.publication.excel.names import S, number, row_and_column
from efreport.publication.excel.sheets import Cell, Sheet, shared_words
from efreport.publication.excel.styles import CellStyle, Styles
from efreport.publication.package import RELATIONSHIP, Element, Package


class ExcelFile(Published):
    """An Excel workbook."""

    def __init__(self, name: str, package: Package) -> None:
        super().__init__(name, package)
        self.workbook = package.root(package.main)
        self.styles = Styles(package.only(package.main, "styles"), package.only(package.main, "theme"))
        shared = shared_words(package.only(package.main, "sharedStrings"))
        targets = {each.key: each.target for each in package.related(package.main)}
        found = self.workbook.iterfind(f"{S}sheets/{S}sheet")
        self.all_sheets: Sequence[Sheet] = tuple(
            Sheet(
                name,
                each.get("name", ""),
                each.get("state", ""),
                targets.get(each.get(f"{RELATIONSHIP}id", ""), ""),
                package,
                shared,
                self.styles.cells,
            )
            for each in found
        )

    @cached_property
    def sheets(self) -> Sequence[Sheet]:
        """The sheets that have cells."""
        return tuple(sheet for sheet in self.all_sheets if sheet.is_worksheet)

    def position(self, where: CellRef) -> tuple[object, ...]:
        """Give where a place is: sheets in their own order."""
        names = [sheet.name for sheet in self.all_sheets]
        return (names.index(where.sheet) if where.sheet in names else -1, where.row, where.column)

    def defined(self, name: str) -> Mapping[int, str]:
        """Give what a built-in name stands for on each sheet that has it, by the sheet's number."""
        found = self.workbook.iterfind(f"{S}definedNames/{S}definedName")
        return {
            number(each.get("localSheetId"), -1): each.text or ""
            for each in found
            if each.get("name") == f"_xlnm.{name}"
        }

    @cached_property
    def first_view(self) -> Element | None:
        """How the workbook opens."""
        return self.workbook.find(f"{S}bookViews/{S}workbookView")

    @cached_property
    def looks(self) -> Sequence[Seen]:
        """Every look that a cell with something in it has."""
        first: dict[CellStyle, tuple[CellRef, str]] = {}
        counts: Counter[CellStyle] = Counter()
        for sheet in self.sheets:
            for cell in sheet.filled:
                if cell.style not in first:
                    first[cell.style] = sheet.at(cell.row, cell.column), cell.words or str(cell.number)
            counts.update(cell.style for cell in sheet.filled)
        seen: dict[Look, Seen] = {}
        for style, (where, words) in first.items():
            known = seen.get(style.look) or Seen(style.look, where, words, 0)
            seen[style.look] = replace(known, count=known.count + counts[style])
        return tuple(seen.values())

    def matching(self, pattern: re.Pattern[str]) -> Iterator[tuple[CellRef, str]]:
        """Every cell whose words hold what is looked for: its place, and what was found."""
        for sheet in self.sheets:
            for cell in sheet.filled:
                if cell.words and (found := pattern.search(cell.words)):
                    yield sheet.at(cell.row, cell.column), found[0]

    @cached_property
    def links(self) -> Sequence[Link]:
        """Every link of a cell."""
        return tuple(link for sheet in self.sheets for link in _links(sheet))

    @cached_property
    def wordless(self) -> Sequence[tuple[CellRef, int]]:
        """Cells of a sheet that are coloured and hold no words, in a row of words that stand on another colour."""
        found = ((sheet, tuple(_wordless(sheet))) for sheet in self.sheets)
        return tuple((sheet.at(cells[0].row, cells[0].column), len(cells)) for sheet, cells in found if cells)


def _wordless(sheet: Sheet) -> Iterator[Cell]:
    """A band of one colour behind a title goes on over cells without words, and tells nothing by that."""
    fills: dict[int, set[str]] = {}
    for cell in sheet.filled:
        if cell.number is not None or not is_wordless(cell.words):
            fills.setdefault(cell.row, set()).add(cell.style.look.fill)
    for cell in sheet.cells.values():
        if cell.style.is_filled and cell.number is None and not cell.error and not cell.is_formula:
            fill = cell.style.look.fill
            if is_wordless(cell.words) and fill not in fills.get(cell.row, {fill}):
                yield cell


def _links(sheet: Sheet) -> Iterator[Link]:
    outside = {each.key: each.target for each in sheet.package.related(sheet.part) if each.external}
    for each in sheet.root.iterfind(f"{S}hyperlinks/{S}hyperlink"):
        row, column = row_and_column(each.get("ref", "").partition(":")[0])
        key = each.get(f"{RELATIONSHIP}id")
        cell = sheet.get(row, column)
        words = cell.words if cell else ""
        yield Link(sheet.at(row, column), words, outside.get(key, "") if key else each.get("location", ""), bool(key))
