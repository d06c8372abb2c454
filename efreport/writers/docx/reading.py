"""Reads a written document back, to find what it lost. Nothing here knows how it was written."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from zipfile import ZipFile

from efreport.document import Document, texts
from efreport.writers.docx.package import BODY_PART
from efreport.writers.docx.xml import NAMESPACE, Element, parsed

_PARAGRAPH, _RUN, _TEXT, _BREAK, _TAB = (f"{{{NAMESPACE}}}{name}" for name in ("p", "r", "t", "br", "tab"))
_CHARACTERS = {_BREAK: "\n", _TAB: "\t"}


def missing(document: Document, data: bytes) -> tuple[str, ...]:
    """Every text of the document that the .docx does not give back as a paragraph, as often as it should."""
    with ZipFile(BytesIO(data)) as package:
        root = parsed(package.read(BODY_PART))
    found = Counter(map(_words, root.iter(_PARAGRAPH)))
    wanted = Counter(texts((*document.cover, *document.areas, *document.notes)))
    return tuple((wanted - found).elements())


def _words(paragraph: Element) -> str:
    """The paragraph's own runs: the entries of the contents are links, and must not stand in for a lost heading."""
    pieces = (piece for run in paragraph.iterchildren(_RUN) for piece in run)
    return "".join(piece.text or "" if piece.tag == _TEXT else _CHARACTERS.get(piece.tag, "") for piece in pieces)
