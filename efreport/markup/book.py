"""A workbook's list of sheets: finding a sheet's part, and putting efreport's own sheet first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from efreport.markup.package import Package
from efreport.markup.xml import IN_WORKBOOK, Element, element, main, office, place, written
from efreport.model import OWN_SHEET

SHEET_NAME: Final = "To put right"
PRINT_TITLES: Final = "_xlnm.Print_Titles"
_WORKSHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_SELECTED: Final = re.compile(rb"\btabSelected\b")


class CannotMark(Exception):
    """The workbook is too unusual to be marked up."""


@dataclass(frozen=True)
class SheetPart:
    """One sheet of the workbook: its name, its part, and whether it is hidden."""

    name: str
    part: str
    hidden: bool


class Book:
    """The workbook's own part, while it is being marked up."""

    def __init__(self, package: Package) -> None:
        part = package.related("", "officeDocument")
        if part is None:
            raise CannotMark
        self.package = package
        self.part = part
        self._root = package.xml(part)
        found = self._root.find(main("sheets"))
        if found is None:
            raise CannotMark
        self._sheets: Element = found

    def sheets(self) -> tuple[SheetPart, ...]:
        """Give the sheets in order, the one that efreport put in an earlier time left out."""
        own = self._own()
        return tuple(self._sheet(each) for each in self._sheets if each is not own)

    def put_first(self, title_row: int) -> tuple[str, str]:
        """Make efreport's own sheet the one that opens; give its name and part, whose content is still to be put in.

        The sheet of an earlier time keeps its place and loses its content. `title_row` is printed on every page.
        """
        own = self._own()
        own = self._add() if own is None else own
        own.attrib.pop("state", None)
        sheet = self._sheet(own)
        self.package.remove_related(sheet.part)
        self.package.put(sheet.part, b"", _WORKSHEET_TYPE)
        index = list(self._sheets).index(own)
        self._open_at(index, sheet.part)
        quoted = "'" + sheet.name.replace("'", "''") + "'"
        self._name(OWN_SHEET, f"{quoted}!$A$1", hidden=1)
        self._name(PRINT_TITLES, f"{quoted}!${title_row}:${title_row}", localSheetId=index)
        self.package.put(self.part, written(self._root))
        return sheet.name, sheet.part

    def _sheet(self, entry: Element) -> SheetPart:
        identity = entry.get(office("id"))
        parts = (each.part for each in self.package.relationships(self.part) if each.id == identity)
        part = next(parts, None)
        if part is None:
            raise CannotMark
        return SheetPart(entry.get("name", ""), part, entry.get("state", "visible") != "visible")

    def _own(self) -> Element | None:
        names = self._root.iterfind(f"{main('definedNames')}/{main('definedName')}")
        text = next((each.text or "" for each in names if each.get("name") == OWN_SHEET), "")
        wanted = text.rpartition("!")[0].removeprefix("$")
        wanted = wanted[1:-1].replace("''", "'") if wanted.startswith("'") else wanted
        return next((each for each in self._sheets if wanted and each.get("name") == wanted), None)

    def _add(self) -> Element:
        part = self.package.free_name("xl/worksheets/sheet*.xml")
        ids = (int(each.get("sheetId", "0")) for each in self._sheets)
        identity = self.package.relate(self.part, "worksheet", part)
        entry = element("sheet", name=self._free_sheet_name(), sheetId=max(ids, default=0) + 1)
        entry.set(office("id"), identity)
        self._sheets.insert(0, entry)
        # Names that belong to one sheet say which by its place, and every place is now one later.
        for name in self._root.iterfind(f"{main('definedNames')}/{main('definedName')}"):
            if name.get("localSheetId") is not None:
                name.set("localSheetId", str(int(name.get("localSheetId")) + 1))
        return entry

    def _free_sheet_name(self) -> str:
        taken = {str(each.get("name")).casefold() for each in self._sheets}
        names = (SHEET_NAME, *(f"{SHEET_NAME} ({number})" for number in range(2, len(taken) + 3)))
        return next(name for name in names if name.casefold() not in taken)

    def _open_at(self, index: int, own: str) -> None:
        """Open at that sheet alone: of two selected sheets Excel changes both at every keystroke."""
        for view in self._root.iterfind(f"{main('bookViews')}/{main('workbookView')}"):
            view.set("activeTab", str(index))
            view.attrib.pop("firstSheet", None)
        for entry in self._sheets:
            part = self._sheet(entry).part
            if part != own and _SELECTED.search(self.package.read(part)):
                root = self.package.xml(part)
                for view in root.iter(main("sheetView")):
                    view.attrib.pop("tabSelected", None)
                self.package.put(part, written(root))

    def _name(self, name: str, refers_to: str, **attributes: int) -> None:
        names = self._root.find(main("definedNames"))
        if names is None:
            names = element("definedNames")
            place(self._root, names, IN_WORKBOOK)
        local = attributes.get("localSheetId")
        for each in names.findall(main("definedName")):
            if each.get("name") == name and each.get("localSheetId") == (None if local is None else str(local)):
                names.remove(each)
        made = element("definedName", name=name)
        for key, value in attributes.items():
            made.set(key, str(value))
        made.text = refers_to
        names.append(made)
