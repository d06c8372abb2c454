"""Text that a spreadsheet must not take for anything else: for a formula, or for the number of a character."""

from __future__ import annotations

import re

_FORMULA_START = re.compile(r"\s*[=+\-@\t\r]")
_LIKE_A_CHARACTER = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_HARMLESS = re.compile(r"[-+]?[\d.,]*%?|-{1,3}")


def harmless(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run as a formula; plain numbers and dashes are left."""
    return f"'{text}" if _FORMULA_START.match(text) and not _HARMLESS.fullmatch(text) else text


def spelt_out(text: str) -> str:
    """Give text as a workbook or a chart must hold it to show each letter, since its readers take _x0041_ for an A.

    >>> spelt_out("_x0041_")
    '_x005F_x0041_'
    """
    return _LIKE_A_CHARACTER.sub("_x005F_", text) if "_x" in text else text
