"""Reads a written document back, to find what it lost. Nothing here knows how it was written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Final
from xml.sax.saxutils import unescape
from zipfile import ZipFile

from efreport.document import Chart, Document, texts
from efreport.writers.docx.drawings import CHART_FOLDER
from efreport.writers.docx.package import BODY_PART
from efreport.writers.formats import value_of

# What stands in any other markup than this is taken for lost. The entries of the contents are links, and are passed
# over: they must not stand in for a lost heading.
SAID: Final = re.compile(
    rb"""<w:t(?: xml:space="preserve")?>(?P<text>[^<]*)</w:t>|<w:(?P<character>br|tab)/>|</w:(?P<end>p)>"""
    rb"""|<wp:docPr [^>]*?descr="(?P<drawing>[^"]*)"|<w:hyperlink\b.*?</w:hyperlink>""",
    re.DOTALL,
)
DRAWN: Final = re.compile(rb"<(c:v|a:t)>([^<]*)</")
CHARACTER: Final = re.compile("_x([0-9A-Fa-f]{4})_")
CHARACTERS: Final = {b"br": b"\n", b"tab": b"\t"}
ENTITIES: Final = {"&quot;": '"', "&#10;": "\n", "&#9;": "\t"}


def missing(document: Document, data: bytes) -> tuple[str, ...]:
    """Every text of the document that the .docx does not give back as a paragraph, as often as it should.

    Of its charts, what is said of each, and every word and figure that is drawn.
    """
    with ZipFile(BytesIO(data)) as package:
        body = package.read(BODY_PART)
        names = sorted(name for name in package.namelist() if name.startswith(CHART_FOLDER))
        drawn = Counter(words for name in names for words in _drawn(package.read(name)))
    found = Counter(_said(body))
    found.update(drawn)
    wanted = Counter(texts((*document.cover, *document.areas, *document.notes)))
    wanted.update(words for chart in document.charts for words in _to_be_drawn(chart))
    rows = (row for table in document.indicator_tables for row in table.rows)
    wanted.update(row.trend.description for row in rows if row.trend and row.trend.drawn)
    return tuple((wanted - found).elements())


def _to_be_drawn(chart: Chart) -> Iterator[str]:
    yield chart.description
    yield from map(_unbroken, (chart.title, *(series.name for series in chart.series)))
    for series in chart.series:
        yield from map(_unbroken, chart.categories)
        yield from (str(value_of(value)) for value in series.values if value is not None)


def _drawn(chart: bytes) -> Iterator[str]:
    for name, words in DRAWN.findall(chart):
        said = _words(words)
        yield _unbroken(_read_out(said) if name == b"c:v" else said)


def _read_out(words: str) -> str:
    """Words as they are drawn, where programs take _x0041_ for an A."""
    return CHARACTER.sub(lambda found: chr(int(found[1], 16)), words) if "_x" in words else words


def _unbroken(words: str) -> str:
    """Names are drawn in several lines, which may end after a hyphen or within a long word as well as at a space."""
    return "".join(words.split())


def _said(body: bytes) -> Iterator[str]:
    """What each paragraph says, and what is said of each drawing. The parts are parsed when the document is checked."""
    pieces: list[bytes] = []
    for found in SAID.finditer(body):
        match found.lastgroup:
            case "text":
                pieces.append(found[1])
            case "character":
                pieces.append(CHARACTERS[found[2]])
            case "end":
                yield _words(b"".join(pieces))
                pieces.clear()
            case "drawing":
                yield _words(found["drawing"])
            case _:
                pass


def _words(markup: bytes) -> str:
    words = markup.decode()
    return unescape(words, ENTITIES) if "&" in words else words
