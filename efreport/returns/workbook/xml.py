"""Parses the XML of a workbook's part, element by element as it comes, and refuses what could harm its reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NoReturn, TypeVar
from xml.parsers import expat

SPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
"""The namespaces of workbooks: as nearly all are saved, and as Strict Open XML."""

STRETCH = 2**17
"""Bytes of a part that are parsed at once."""

LONGEST_TAG = 2**20
"""Bytes that one element may take with its attributes: the parser holds all of it until it ends."""

DEEPEST = 1_000
"""How deep elements may stand in one another, which the parser remembers: those of a sheet are about ten deep."""

Begin = Callable[[dict[str, str]], None]
End = Callable[[], None]
Each = TypeVar("Each")


class Refused(Exception):
    """The part declares a document type or an entity, or its tags are longer or deeper than those of any genuine workbook."""


def in_workbooks(handlers: Mapping[str, Each]) -> dict[str, Each]:
    """Give the handlers of a workbook's elements by the names that `parse` has for these, in both namespaces."""
    return {f"{space} {name}": handler for name, handler in handlers.items() for space in SPACES}


def parse(
    part: bytes,
    begins: Mapping[str, Begin],
    ends: Mapping[str, End] | None = None,
    text: Callable[[str], object] | None = None,
    pause: Callable[[], object] = lambda: None,
) -> None:
    """Parse a part from its beginning to its end, and hold nothing of it.

    `begins` and `ends` are called for the elements that they name (namespace, space, name), `text` for every piece of
    text, `pause` now and then and at the end, whatever stands in the part, so that it can be stopped. Raises Refused,
    and expat.ExpatError for what is no XML.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    # As defusedxml has it: no attack by XML does without one of these declarations.
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = parser.UnparsedEntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    begun, ended = begins.get, (ends or {}).get

    depth = 0

    def begin(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if handler := begun(tag):
            handler(attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        if handler := ended(tag):
            handler()

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begin, end, text
    for start in range(0, len(part), STRETCH):
        parser.Parse(part[start : start + STRETCH], False)
        if depth > DEEPEST or start - parser.CurrentByteIndex > LONGEST_TAG:
            raise Refused
        pause()
    parser.Parse(b"", True)
    pause()


def _refuse(*_: object) -> NoReturn:
    raise Refused


def is_true(value: str | None) -> bool:
    """Read an attribute that says yes or no; one that is not there says no."""
    return value in ("1", "true", "on", "t")
