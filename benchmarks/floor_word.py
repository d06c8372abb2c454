"""The floor's Word document: prepared paragraphs, tables and charts as markup, parsed in a few pieces; nothing is worked out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from benchmarks.floor_charts import CHART, CHART_TYPE, MAIN, OFFICE, chart_part

AT_ONCE: Final = 50
AS_IT_IS: Final = "as it is"
"""In the place of a style: a run that is markup already, such as a small drawing."""

_INLINE: Final = (
    '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{}" cy="{}"/>'
    '<wp:docPr id="{}" name="Chart" descr={}/><wp:cNvGraphicFramePr/><a:graphic xmlns:a="{}"><a:graphicData uri="{}">'
    '<c:chart xmlns:c="{}" xmlns:r="{}" r:id="{}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
)


def write_word(prepared: dict[str, Any], path: Path) -> None:
    """Write the prepared blocks into the prepared template, which holds the styles and the page."""
    document = docx.Document(prepared["template"])
    document.core_properties.title = prepared["title"]
    end = document.element.body.sectPr
    markup = _markup(prepared["blocks"], document)
    while chunk := "".join(islice(markup, AT_ONCE)):
        for element in list(parse_xml(f"<w:body {nsdecls('w', 'wp')}>{chunk}</w:body>")):
            end.addprevious(element)
    document.save(str(path))


def _markup(blocks: Sequence[Any], document: Document) -> Iterator[str]:
    for number, block in enumerate(blocks, 1):
        match block:
            case "p", style, runs:
                yield _paragraph(style, runs)
            case "t", style, widths, rows:
                yield _table(style, widths, rows)
            case "c", style, charts:
                yield _paragraph(style, (), "".join(_drawing(chart, number, document) for chart in charts))
            case _:
                raise ValueError(block)


def _paragraph(style: str, runs: Sequence[tuple[str, str]], more: str = "") -> str:
    inside = "".join(_run(*run) for run in runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inside}{more}</w:p>'


def _run(style: str, words: str) -> str:
    if style == AS_IT_IS:
        return words
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f"<w:r>{look}<w:t>{escape(words)}</w:t></w:r>"


def _table(style: str, widths: Sequence[int], rows: Sequence[Any]) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    header, *others = ["".join(_cell(width, *cell) for width, cell in zip(widths, row, strict=True)) for row in rows]
    body = "".join(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{row}</w:tr>" for row in others)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{header}</w:tr>{body}</w:tbl>"
    )


def _cell(width: int, fill: str, paragraphs: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    inside = "".join(_paragraph(style, runs) for style, runs in paragraphs)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{inside}</w:tc>'


def _drawing(chart: dict[str, Any], number: int, document: Document) -> str:
    name = PackURI(f"/word/charts/chart{chart['number']}.xml")
    part = Part(name, CHART_TYPE, chart_part(chart), document.part.package)
    reference = f"rIdChart{chart['number']}"  # `relate_to` looks through all that are there for each.
    document.part.rels.add_relationship(RELATIONSHIP_TYPE.CHART, part, reference)
    said = quoteattr(chart["description"])
    return _INLINE.format(chart["width"], chart["height"], number, said, MAIN, CHART, CHART, OFFICE, reference)
