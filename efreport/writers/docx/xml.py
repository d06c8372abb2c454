"""Small builders of WordprocessingML. Here any text of a document becomes markup, and nowhere else."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NewType, TypeAlias

from lxml import etree

Xml = NewType("Xml", str)
"""Markup, so that the type checker refuses a text that was not escaped."""

Element: TypeAlias = Any
"""An lxml element: its stubs and python-docx's own classes do not know one another."""

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NOTHING = Xml("")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
_TO_ESCAPE = re.compile('[&<>"\n\t]')
_BETWEEN_TEXTS = {"": NOTHING, "\n": Xml("<w:br/>"), "\t": Xml("<w:tab/>")}
_LINE_BREAK_OR_TAB = re.compile(r"([\n\t])")
_SAFELY: Any = {"huge_tree": True, "resolve_entities": False, "no_network": True}
_PARSER = etree.XMLParser(**_SAFELY)


def element(name: str, /, *children: Xml, **attributes: str | int) -> Xml:
    """An element of the main namespace, with attributes of the same."""
    written = "".join(f' w:{key}="{escaped(str(value))}"' for key, value in attributes.items())
    content = "".join(children)
    return Xml(f"<w:{name}{written}>{content}</w:{name}>" if content else f"<w:{name}{written}/>")


def escaped(words: str) -> Xml:
    """Words as the content of an attribute or of an element."""
    return Xml(_TO_ESCAPE.sub(lambda found: _ESCAPES[found[0]], words) if _TO_ESCAPE.search(words) else words)


def joined(*markup: Xml) -> Xml:
    """Pieces of markup, one after the other."""
    return Xml("".join(markup))


def run(words: str, style: str = "") -> Xml:
    """Text in one character style: a line break stays a line break, a tab a tab, and nothing else is interpreted."""
    properties = _run_properties(style) if style else NOTHING
    if "\n" not in words and "\t" not in words:
        return Xml(f"<w:r>{properties}{_piece(words)}</w:r>")
    return Xml(f"<w:r>{properties}{''.join(map(_piece, _LINE_BREAK_OR_TAB.split(words)))}</w:r>")


@cache
def _run_properties(style: str) -> Xml:
    return element("rPr", element("rStyle", val=style))


def _piece(piece: str) -> Xml:
    return _BETWEEN_TEXTS[piece] if piece in _BETWEEN_TEXTS else text(piece)


def text(words: str, name: str = "t") -> Xml:
    """Characters without line breaks or tabs, in the element that holds characters of this kind."""
    space = ' xml:space="preserve"' if words[:1] == " " or words[-1:] == " " else ""
    return Xml(f"<w:{name}{space}>{escaped(words)}</w:{name}>")


def paragraph(style: str, *content: Xml, keep_with_next: bool = False) -> Xml:
    """A paragraph in a named style."""
    return Xml(f"<w:p>{_paragraph_properties(style, keep_with_next)}{''.join(content)}</w:p>")


@cache
def _paragraph_properties(style: str, keep_with_next: bool) -> Xml:
    return element("pPr", element("pStyle", val=style), element("keepNext") if keep_with_next else NOTHING)


def field(instruction: str, result: str) -> Xml:
    """A field that fits in one paragraph, with the result it shows until it is next updated."""
    return element("fldSimple", run(result), instr=f" {instruction} ")


def fill(parent: Element, markup: Xml) -> None:
    """Put the markup in the place of all that the parent holds; for small parts, since lxml moves elements slowly."""
    parent.clear()
    add(parent, markup)


def add(parent: Element, markup: Xml) -> None:
    """Put the markup after all that the parent holds; for small parts."""
    whole = f'<w:body xmlns:w="{NAMESPACE}">{markup}</w:body>'
    parent.extend(etree.fromstring(whole.encode(), _PARSER))


def name_of(local: str) -> str:
    """The name of an element or attribute of the main namespace as lxml has it."""
    return f"{{{NAMESPACE}}}{local}"


def parsed(data: bytes) -> Element:
    """The root element of a part."""
    return etree.fromstring(data, _PARSER)
