"""The lines above a return's table: service area, quarter, who completed it and when, and of which blank return it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from efreport.model import Framework, ServiceArea, SignOff, same_code
from efreport.returns.sheet import Sheet, SheetCell

LABELS = {
    "area": ("service area", "area", "service"),
    "quarter": ("quarter", "reporting quarter", "period", "reporting period"),
    "template": ("template",),
    SignOff.COMPLETED_BY.value: ("completed by", "prepared by", "return completed by", "form completed by"),
    SignOff.COMPLETED_ON.value: ("date completed", "completed on", "date of completion", "date of return", "date"),
    SignOff.APPROVED_BY.value: ("approved by", "authorised by", "signed off by", "agreed by"),
    SignOff.APPROVED_ON.value: (
        "date approved",
        "approved on",
        "date of approval",
        "authorised on",
        "signed off on",
        "date signed off",
    ),
}
SIGN_OFF = tuple(line.value for line in SignOff)
# Below a table a lone "Date" may be anything.
ONLY_ABOVE = ("date",)
ROWS_WITHOUT_A_TABLE = 30
_BRACKETS = re.compile(r"\s*\([^)]*\)\s*$")


@dataclass(frozen=True)
class Head:
    """The cell with the answer to each label, where the return has it; of `sign_off`, blank ones too."""

    area: SheetCell | None = None
    quarter: SheetCell | None = None
    sign_off: Mapping[SignOff, SheetCell] = field(default_factory=dict)
    template: SheetCell | None = None


def read_head(sheet: Sheet, heading_row: int | None) -> Head:
    """Read the labelled lines above the table, or of the first rows where there is no table.

    The lines of signing off may stand below the table as well.
    """
    last = heading_row - 1 if heading_row else ROWS_WITHOUT_A_TABLE
    found: dict[str, SheetCell] = {}
    for number, row in sheet.rows.items():
        if number <= last or _begins_with_sign_off(row):
            for label, cell in _answers(tuple(row.values())):
                if number <= last or label in SIGN_OFF:
                    found.setdefault(label, cell)
    signed = {line: found[line.value] for line in SignOff if line.value in found}
    return Head(found.get("area"), found.get("quarter"), signed, found.get("template"))


def _begins_with_sign_off(row: Mapping[int, SheetCell]) -> bool:
    words = row[min(row)].text.partition(":")[0]
    return _label(words) in SIGN_OFF and " ".join(words.casefold().split()) not in ONLY_ABOVE


def _answers(cells: tuple[SheetCell, ...]) -> Iterator[tuple[str, SheetCell]]:
    """Give each answer of a row: the cell after its label, or the rest of the cell that begins with it."""
    for index, cell in enumerate(cells):
        words, colon, rest = cell.text.partition(":")
        label = _label(words)
        if label and colon and rest.strip():
            yield label, SheetCell(cell.row, cell.column, rest.strip(), label=f"{words.strip()}:")
        elif label and not rest.strip() and index + 1 < len(cells) and not _label(cells[index + 1].text.rstrip(":")):
            yield label, cells[index + 1]
        elif label in SIGN_OFF and not rest.strip():
            yield label, SheetCell(cell.row, cell.column + 1, "")


def _label(words: str) -> str | None:
    wanted = " ".join(_BRACKETS.sub("", words).casefold().split())
    return next((label for label, forms in LABELS.items() if wanted in forms), None)


def area_said(text: str, framework: Framework) -> ServiceArea | None:
    """Find the service area by its key or its heading, with or without the heading's brackets."""
    wanted = same_code(text)
    for area in framework.areas:
        if wanted in (
            same_code(area.key),
            same_code(area.heading),
            same_code(_BRACKETS.sub("", area.heading)),
        ):
            return area
    return None


def area_named(path: PurePath, framework: Framework) -> ServiceArea | None:
    """Find the one service area whose key stands in the file name as whole words ("CP return Q2.xlsx")."""
    words = re.split(r"[^a-z0-9]+", path.stem.casefold())
    found = [area for area in framework.areas if _holds(words, area.key.split("-"))]
    return found[0] if len(found) == 1 else None


def _holds(words: list[str], key: list[str]) -> bool:
    return any(words[start : start + len(key)] == key for start in range(len(words)))
