"""Small builders of the workbook's markup. Here any text of a document becomes markup, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NewType

Xml = NewType("Xml", str)
"""Markup, so that the type checker refuses a text that was not escaped."""

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
NOTHING: Final = Xml("")
_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


def content(words: str) -> Xml:
    """Give words as the content of an element. Replacing is five times as fast as translating."""
    return Xml(words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def attribute(words: str) -> Xml:
    """Give words as the value of an attribute."""
    return Xml(words.translate(_ESCAPES))


def element(element_name: str, /, *children: Xml, **attributes: str | float) -> Xml:
    """Give an element. A `__` in the name of an attribute stands for the colon after a prefix; numbers are written in full."""
    written = "".join(f' {name.replace("__", ":")}="{_value(value)}"' for name, value in attributes.items())
    inner = "".join(children)
    return Xml(f"<{element_name}{written}>{inner}</{element_name}>" if inner else f"<{element_name}{written}/>")


def counted(element_name: str, children: Iterable[Xml]) -> Xml:
    """Give a list that says how many it holds; nothing for an empty one, which Excel refuses."""
    listed = tuple(children)
    return element(element_name, *listed, count=len(listed)) if listed else NOTHING


def joined(*markup: Xml) -> Xml:
    """Give pieces of markup one after the other."""
    return Xml("".join(markup))


def part(root: Xml) -> bytes:
    """Give a part of the package from its root element."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{root}'.encode()


def _value(value: str | float) -> str:
    return attribute(value) if isinstance(value, str) else f"{value:.16g}"
