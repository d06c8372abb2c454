"""The charts of the document: their parts in the package, and the paragraphs that show them in line with the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, groupby

from docx.document import Document as Package
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from efreport.document import Block, Chart, Document
from efreport.writers.charts import ChartLook, chart_space, height_in_cm
from efreport.writers.docx.design import FONT, Design
from efreport.writers.docx.styles import Style
from efreport.writers.docx.xml import NOTHING, Xml, escaped, paragraph

CHART_FOLDER = "word/charts/"
_EMU_PER_CM = 360_000
_EMU_PER_TWENTIETH = 635
_BETWEEN = 200
"""Between two that stand side by side, in twentieths of a point."""

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True)
class _Frame:
    """What all charts have in common: how many stand side by side, how wide each is in twentieths of a point, the look."""

    in_a_row: int
    width: int
    look: ChartLook


def add_charts(package: Package, document: Document, design: Design) -> tuple[Xml, ...]:
    """Put the charts into the package as parts of their own, and give for each what it adds to the body.

    That is a paragraph for the first of those that stand side by side, and nothing for the next.
    """
    frame = _frame(design)
    numbers = count(1)
    taken = package.part.rels
    references = (key for key in (f"rId{number}" for number in count(1)) if key not in taken)
    added: list[Xml] = []
    for row in _rows(document.areas, frame.in_a_row):
        height = max(height_in_cm(chart, frame.look) for chart in row)
        runs = [_add(package, next(numbers), next(references), chart, height, frame) for chart in row]
        added += [paragraph(Style.CHARTS, *runs), *(NOTHING for _ in row[1:])]
    return tuple(added)


def _frame(design: Design) -> _Frame:
    in_a_row = 1 if design.is_narrow else 2
    width = (design.page.text_width - (in_a_row - 1) * _BETWEEN) // in_a_row
    return _Frame(in_a_row, width, ChartLook(design.font or FONT, design.headings, design.letter_width))


def _rows(blocks: Iterable[Block], in_a_row: int) -> Iterator[Sequence[Chart]]:
    """The charts that stand side by side, where they follow one another."""
    for _, run in groupby(blocks, lambda block: isinstance(block, Chart)):
        charts = [block for block in run if isinstance(block, Chart)]
        yield from (charts[first : first + in_a_row] for first in range(0, len(charts), in_a_row))


def _add(package: Package, number: int, reference: str, chart: Chart, height: float, frame: _Frame) -> Xml:
    name = PackURI(f"/{CHART_FOLDER}chart{number}.xml")
    content = chart_space(chart, height, frame.look).encode()
    part = Part(name, CONTENT_TYPE.DML_CHART, content, package.part.package)
    # `relate_to` would look through all that there are for each chart, which is quadratic.
    package.part.load_rel(RELATIONSHIP_TYPE.CHART, part, reference)
    return Xml(
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{frame.width * _EMU_PER_TWENTIETH}" cy="{round(height * _EMU_PER_CM)}"/>'
        f'<wp:docPr id="{number}" name="Chart {number}" descr="{escaped(chart.description)}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic xmlns:a="{_MAIN}"><a:graphicData uri="{_CHART}">'
        f'<c:chart xmlns:c="{_CHART}" xmlns:r="{_RELATIONSHIPS}" r:id="{reference}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
