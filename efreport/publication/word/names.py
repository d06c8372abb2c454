"""The names of WordprocessingML that are looked for, and the small questions that many ask of an element."""

from __future__ import annotations

from efreport.publication.package import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
VAL = f"{W}val"
P, R, T, TAB, BREAK = f"{W}p", f"{W}r", f"{W}t", f"{W}tab", f"{W}br"
TABLE, ROW, CELL, SECTION = f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}sectPr"
_OFF = ("0", "false", "off", "none")
_CHARACTERS = {TAB: "\t", BREAK: "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def child(element: Element | None, *path: str) -> Element | None:
    """Give the first descendant on a path of names of the main namespace."""
    for name in path:
        if element is None or not len(element):
            return None
        tag = W + name
        # What properties an element has comes first in it, so that there is seldom anything to look for.
        first = element[0]
        element = first if first.tag == tag else next(element.iterchildren(tag), None)
    return element


def value(element: Element | None, *path: str) -> str:
    """Give the value of the property at the end of the path, empty where there is none."""
    found = child(element, *path)
    return "" if found is None else found.get(VAL, "")


def is_on(element: Element | None, *path: str) -> bool:
    """Say whether a property is there and not switched off."""
    found = child(element, *path)
    return found is not None and found.get(VAL, "1") not in _OFF


def number(words: str | None, otherwise: int = 0) -> int:
    """Read a whole number as Word writes it, and nothing worse."""
    try:
        return int(float(words or ""))
    except (ValueError, OverflowError):
        return otherwise


def words_in(element: Element) -> str:
    """Give the words that a person reads in an element: deleted text and field codes are not among them."""
    return "".join(map(run_words, element.iter(R)))


def run_words(run: Element) -> str:
    """Give the words of a run; a tab is one only here, elsewhere it is a tab stop."""
    return "".join(each.text or "" if each.tag == T else character_of(each) for each in run)


def character_of(element: Element) -> str:
    """Give the character that an element of a run stands for, such as a line break; nothing for any other."""
    return _CHARACTERS.get(element.tag, "")
