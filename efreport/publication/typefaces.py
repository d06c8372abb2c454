"""Which typefaces have serifs, by name, or by the class that the document itself gives of them."""

from __future__ import annotations

from typing import Final

SERIF: Final = frozenset({
    "baskerville", "bodoni mt", "book antiqua", "bookman old style", "cambria", "caslon", "century",
    "century schoolbook", "constantia", "courier", "courier new", "dejavu serif", "didot", "eb garamond",
    "garamond", "georgia", "goudy old style", "hoefler text", "liberation serif", "lucida bright",
    "merriweather", "minion pro", "noto serif", "palatino", "palatino linotype", "perpetua", "playfair display",
    "pt serif", "rockwell", "sylfaen", "times", "times new roman",
})  # fmt: skip
SANS: Final = frozenset({
    "aptos", "arial", "arial narrow", "calibri", "carlito", "century gothic", "dejavu sans", "franklin gothic book",
    "gill sans mt", "helvetica", "lato", "liberation sans", "noto sans", "open sans", "roboto", "segoe ui",
    "source sans pro", "tahoma", "trebuchet ms", "verdana",
})  # fmt: skip
FANCY: Final = frozenset({"comic sans ms", "brush script mt", "lucida handwriting", "papyrus", "old english text mt"})
SERIF_CLASSES: Final = frozenset({"roman", "script", "decorative"})


def is_plain(font: str, kind: str = "") -> bool:
    """Say whether a typeface is plain (sans serif); one that nobody knows is taken for plain.

    `kind` is what the document says it is: roman, swiss, modern, script or decorative, or nothing. Some programs say
    it wrongly, so that a known name comes first.
    """
    name = font.strip().casefold()
    return name in SANS or (name not in SERIF and name not in FANCY and kind not in SERIF_CLASSES)
