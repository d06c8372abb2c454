"""Shades cells by a conditional format of efreport's own, so that a cell's own look is never changed.

A format laid on this way comes off again when the copy is marked anew, and gives way when somebody pastes over the cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from efreport.markup.xml import IN_SHEET, Element, element, main, place
from efreport.model import CellRef, Severity

# Always true, and by it efreport knows its own formats again after Excel or LibreOffice has saved them.
OWN_FORMULA: Final = 'LEN("efreport")>0'
_MOST_CELLS: Final = 200


def clear_shades(sheet: Element) -> None:
    """Take efreport's shades of an earlier time out of a sheet."""
    for block in sheet.findall(main("conditionalFormatting")):
        for each in block.findall(main("cfRule")):
            if _squeezed("".join(each.itertext())) == _squeezed(OWN_FORMULA):
                block.remove(each)
        if block.find(main("cfRule")) is None:
            sheet.remove(block)


def shade(sheet: Element, cells: Mapping[Severity, Sequence[CellRef]], looks: Mapping[Severity, int]) -> None:
    """Shade the cells of a sheet, over what the author's own conditional formats show."""
    blocks = [
        (severity, refs[start : start + _MOST_CELLS])
        for severity, refs in cells.items()
        for start in range(0, len(refs), _MOST_CELLS)
    ]
    others = [each for each in sheet.iter("{*}cfRule") if each.get("priority", "").isdigit()]
    later = len(blocks) + 1 - min((int(each.get("priority")) for each in others), default=len(blocks) + 1)
    for each in others if later > 0 else ():
        each.set("priority", str(int(each.get("priority")) + later))
    for priority, (severity, refs) in enumerate(blocks, 1):
        formula = element("formula")
        formula.text = OWN_FORMULA
        own = element("cfRule", formula, type="expression", dxfId=looks[severity], priority=priority)
        where = " ".join(ref.cell for ref in refs)
        place(sheet, element("conditionalFormatting", own, sqref=where), IN_SHEET)


def _squeezed(formula: str) -> str:
    return "".join(formula.split()).removeprefix("=").upper()
