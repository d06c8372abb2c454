"""The body of the document: title, cover, contents, areas and notes, in this order. How tables look inside is in `tables`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from efreport.document import Block, Document, Heading, IndicatorTable, Paragraph, Role, Table
from efreport.writers.docx.contents import bookmarked, contents
from efreport.writers.docx.design import Design
from efreport.writers.docx.styles import Style
from efreport.writers.docx.tables import indicator_table, plain_table
from efreport.writers.docx.xml import NOTHING, Xml, joined, paragraph, run

_HEADING_STYLES = {1: Style.HEADING_1, 2: Style.HEADING_2}
_PARAGRAPH_STYLES = {Role.NOTE: Style.NOTE, Role.WARNING: Style.WARNING}


def body(document: Document, design: Design) -> Xml:
    """Everything from the title to the last note."""
    main = (*document.areas, *document.notes)
    return joined(
        _title(document),
        *_written(document.cover, len(main), design),
        contents(main),
        *_written(main, 0, design),
    )


def _title(document: Document) -> Xml:
    return joined(
        paragraph(Style.ORGANISATION, run(document.organisation)),
        paragraph(Style.ORGANISATION, run(document.directorate)),
        paragraph(Style.TITLE, run(document.title)),
        paragraph(Style.SUBTITLE, run(document.quarter)),
    )


def _written(blocks: Sequence[Block], first_number: int, design: Design) -> Iterator[Xml]:
    """The blocks one by one, each heading by its number; a paragraph that leads to something stays with it."""
    level = 0
    for number, (block, following) in enumerate(zip(blocks, (*blocks[1:], None), strict=False), first_number):
        match block:
            case Heading():
                level = block.level
                yield paragraph(_HEADING_STYLES[level], bookmarked(number, run(block.words)))
            case Paragraph():
                style = _PARAGRAPH_STYLES.get(block.text.role, Style.BODY)
                yield paragraph(style, run(block.text.words), keep_with_next=_leads_to(following, level))
            case Table():
                yield joined(plain_table(block, design), _space_before(following))
            case IndicatorTable():
                yield joined(
                    indicator_table(block, design),
                    NOTHING if block.notes and not design.is_narrow else _space_before(following),
                )


def _leads_to(following: Block | None, level: int) -> bool:
    """Whether what follows belongs under the same heading as the paragraph before it."""
    return following is not None and not (isinstance(following, Heading) and following.level <= level)


def _space_before(following: Block | None) -> Xml:
    """Word runs two tables into one, and wants no table last, unless a paragraph comes between."""
    return paragraph(Style.SEPARATOR) if following is None or isinstance(following, Table | IndicatorTable) else NOTHING
