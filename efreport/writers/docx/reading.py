"""Reads a written document back, to find what it lost. Nothing here knows how it was written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from efreport.document import Chart, Document, texts
from efreport.writers.docx.drawings import CHART_FOLDER
from efreport.writers.docx.package import BODY_PART
from efreport.writers.docx.xml import NAMESPACE, Element, each_of, parsed
from efreport.writers.formats import value_of

_PARAGRAPH, _ROW, _RUN, _TEXT, _BREAK, _TAB = (f"{{{NAMESPACE}}}{name}" for name in ("p", "tr", "r", "t", "br", "tab"))
_CHARACTERS = {_BREAK: "\n", _TAB: "\t"}
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DRAWING_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_SAID_OF_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def missing(document: Document, data: bytes) -> tuple[str, ...]:
    """Every text of the document that the .docx does not give back as a paragraph, as often as it should.

    Of its charts, what is said of each, and every word and figure that is drawn.
    """
    with ZipFile(BytesIO(data)) as package:
        body = package.read(BODY_PART)
        names = sorted(name for name in package.namelist() if name.startswith(CHART_FOLDER))
        drawn = Counter(words for name in names for words in _drawn(parsed(package.read(name))))
    found = Counter(words for element in each_of(body, _PARAGRAPH, _ROW) for words in _said_in(element))
    found.update(drawn)
    wanted = Counter(texts((*document.cover, *document.areas, *document.notes)))
    wanted.update(words for chart in document.charts for words in _to_be_drawn(chart))
    return tuple((wanted - found).elements())


def _to_be_drawn(chart: Chart) -> Iterator[str]:
    yield chart.description
    yield from map(_unbroken, (chart.title, *(series.name for series in chart.series)))
    for series in chart.series:
        yield from map(_unbroken, chart.categories)
        yield from (str(value_of(value)) for value in series.values if value is not None)


def _drawn(chart: Element) -> Iterator[str]:
    yield from (_unbroken(each.text or "") for each in chart.iter(f"{_CHART}v", _DRAWING_TEXT))


def _unbroken(words: str) -> str:
    """Names are drawn in several lines, which may end after a hyphen or within a long word as well as at a space."""
    return "".join(words.split())


def _said_in(element: Element) -> Iterator[str]:
    """What a paragraph says, and what is said of its drawings; of a row, nothing is left by then."""
    if element.tag == _PARAGRAPH:
        yield _words(element)
        yield from (drawing.get("descr", "") for drawing in element.iter(_SAID_OF_DRAWING))


def _words(paragraph: Element) -> str:
    """The paragraph's own runs: the entries of the contents are links, and must not stand in for a lost heading."""
    pieces = (piece for run in paragraph.iterchildren(_RUN) for piece in run)
    return "".join(piece.text or "" if piece.tag == _TEXT else _CHARACTERS.get(piece.tag, "") for piece in pieces)
