"""The XML of a workbook's parts: reading and writing it, small elements, and the order in which the schema wants them."""

from __future__ import annotations

import re
from typing import Any, Final, TypeAlias

from lxml import etree

from efreport.spreadsheet_text import spelt_out

Element: TypeAlias = Any
"""An lxml element, which its stubs do not describe."""

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_NO_PREFIX: Final[Any] = {None: MAIN}
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARSER = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)
_NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parsed(data: bytes) -> Element:
    """The root element of a part. Raises lxml's XMLSyntaxError."""
    return etree.fromstring(data, _PARSER)


def written(root: Element) -> bytes:
    """The part as bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def main(name: str) -> str:
    """The full name of an element of a workbook's own namespace."""
    return f"{{{MAIN}}}{name}"


def office(name: str) -> str:
    """The full name of an attribute that names a relationship."""
    return f"{{{OFFICE}}}{name}"


def element(tag: str, /, *children: Element, words: str = "", **attributes: str | float) -> Element:
    """A new element of a workbook's own namespace."""
    made = etree.Element(main(tag), nsmap=_NO_PREFIX)
    for key, value in attributes.items():
        made.set(key, str(value))
    made.extend(children)
    if words:
        made.text = shown(words)
        made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def shown(words: str) -> str:
    """Put words so that Excel shows each character: line breaks as it has them, and a mark for what XML cannot hold."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n")
    return spelt_out(_NOT_IN_XML.sub("\ufffd", lines))


def place(parent: Element, child: Element, order: tuple[str, ...]) -> None:
    """Put a child where the schema's order of names wants it, after those of its own name; names that follow suffice."""
    name = etree.QName(child).localname
    after = {main(each) for each in order[order.index(name) + 1 :]}
    for index, sibling in enumerate(parent):
        if sibling.tag in after:
            parent.insert(index, child)
            return
    parent.append(child)


IN_SHEET: Final = (
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)
IN_WORKBOOK: Final = (
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
    "calcPr",
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
)
IN_STYLES: Final = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
)
