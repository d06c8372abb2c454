"""What people type in a config file that is no TOML, said plainly: quotes of Word, commas, backslashes, a missing =."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_CURLY: Final = "“”„‟‘’‚‛«»″"
_DASHES: Final = "‐‑‒–—−"
_ALONE: Final = r"\s*[^=#]*=\s*"
_VALUE: Final = rf"{_ALONE}\[?\s*"
_OPEN: Final = r"[^\"#]*(?:\"[^\"]*\"[^\"#]*)*\"[^\"]*"


class _Slip(NamedTuple):
    """How a slip looks on the line on which reading stopped, and what it is, with the fix."""

    looks: re.Pattern[str]
    is_: str


_SLIPS: Final = (
    # Within straight quotes and after a # everything may stand.
    (rf"(?:[^\"'#]|\"[^\"]*\"|'[^']*')*?[{_CURLY}]", "it has the curly quotes of Word; type straight ones: \"…\""),
    (rf"{_OPEN}[{_CURLY}][^\"]*$", "it has a curly quote of Word; type a straight one: \"…\""),
    (rf"\s*[\w-]*[{_DASHES}][^=\"']*=|{_VALUE}[{_DASHES}]", "it has a long dash, as Word makes them; type a plain - with the keyboard"),
    (r"[^\"'#]*\u00a0", "it has a space that looks like any other and is not, as Word and web pages have them; type it again"),
    (r"[^=]*=[^\"]*\"[^\"']*\\", "a backslash in \"double quotes\" has a meaning of its own; put the text in single quotes: 'C:\\Folder'"),
    (r"\s*\[[^\[\]]*$", "a bracket that opens this line is not closed"),
    (r"\s*[\w-]+\s*:", "a key is followed by =, not by a colon: key = value"),
    (r"\s*[^\s=#\"']+(?:\s+[^\s=#]+)+\s*=", "a key is one word, with _ or - in place of spaces"),
    (r"\s*[\w-]+\s+[^=]*$", "there is no = between the key and its value: key = value"),
    (rf"{_VALUE}(?:True|TRUE|yes|Yes|on)\s*(?:#.*)?$", "yes is written: true"),
    (rf"{_VALUE}(?:False|FALSE|no|No|off)\s*(?:#.*)?$", "no is written: false"),
    (rf"{_ALONE}[-+]?\d{{1,3}}(?:,\d{{3}})+(?!\d)", "a number has no commas: 1200, not 1,200"),
    (rf"{_ALONE}[-+]?\d+,\d+", "a number has a point, not a comma: 0.5, not 0,5"),
    (rf"{_VALUE}\.\d", "a nought must stand before the point: 0.5, not .5"),
    (rf"{_VALUE}\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}", "a day is written in quotes, the year first: \"2015-01-16\""),
    (rf"{_VALUE}[-+]?[\d.]+\s*%", "a number has no %"),
    (rf"{_VALUE}0\d", "a number does not begin with a nought; text, like a code, stands in quotes: \"01\""),
    (rf"{_VALUE}(?!true|false|inf|nan)[A-Za-z]", "text stands in straight quotes: \"…\""),
    (r"[^=]*=\s*(?:#.*)?$", "nothing stands after the ="),
    (rf"{_OPEN}$", "the quotes are not closed"),
    (r"[^=]*=.*'\w*'\w", "the text has an apostrophe, which ends 'single quotes'; put it in \"double quotes\""),
)  # fmt: skip
_PATTERNS: Final = tuple(_Slip(re.compile(looks), is_) for looks, is_ in _SLIPS)
LONGEST_LINE: Final = 500


def slip_in(line: str) -> str:
    """Say which slip is on the line on which reading stopped, and how it is put right; nothing where it is none of these."""
    return next((slip.is_ for slip in _PATTERNS if slip.looks.match(line[:LONGEST_LINE])), "")
