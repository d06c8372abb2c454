"""Text that a spreadsheet must not run as a formula."""

from __future__ import annotations

import re

_FORMULA_START = re.compile(r"\s*[=+\-@\t\r]")
_HARMLESS = re.compile(r"[-+]?[\d.,]*%?|-{1,3}")


def harmless(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run as a formula; plain numbers and dashes are left."""
    return f"'{text}" if _FORMULA_START.match(text) and not _HARMLESS.fullmatch(text) else text
