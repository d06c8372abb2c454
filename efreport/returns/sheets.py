"""Reads the sheets of a workbook, and says in plain words why one cannot be read. Knows no framework."""

from __future__ import annotations

from efreport.model import Limits
from efreport.returns.container import Container, open_container
from efreport.returns.refusal import SAVE_AS, NotAWorkbook
from efreport.returns.sheet import Sheet
from efreport.returns.workbook import open_book, read_worksheet


def read_sheets(data: bytes, limits: Limits | None = None) -> tuple[Sheet, ...]:
    """Read every worksheet of a workbook, hidden ones too. Raises NotAWorkbook, and nothing else, for what cannot be read."""
    container = open_container(data, limits)
    try:
        return _sheets(container)
    except NotAWorkbook:
        raise
    except Exception as fault:
        # A damaged workbook fails wherever it is damaged: in the XML, a number, a text or a part that is not there.
        raise NotAWorkbook("Excel may open it, but something in it is damaged or unusual", SAVE_AS) from fault


def _sheets(container: Container) -> tuple[Sheet, ...]:
    book = open_book(container.parts, container.allowance)
    if not book.sheets:
        raise NotAWorkbook("it holds no sheet that can be read (it may hold charts only)", SAVE_AS)
    return tuple(read_worksheet(book, sheet, container.allowance) for sheet in book.sheets if sheet.name != book.own)
