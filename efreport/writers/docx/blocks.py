"""The body of the document: title, cover, contents, areas and notes, in this order. How tables look inside is in `tables`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from efreport.document import Block, Chart, Document, Heading, IndicatorTable, Paragraph, Role, Table
from efreport.writers.docx.contents import bookmarked, contents
from efreport.writers.docx.design import Design
from efreport.writers.docx.styles import SUMMARY_TABLE, Style
from efreport.writers.docx.tables import indicator_table, plain_table
from efreport.writers.docx.xml import NOTHING, Xml, joined, paragraph, run

_HEADING_STYLES = {1: Style.HEADING_1, 2: Style.HEADING_2}
_PARAGRAPH_STYLES = {Role.NOTE: Style.NOTE, Role.WARNING: Style.WARNING}
_SUMMARY_STYLES = {Role.NOTE: Style.SUMMARY_NOTE, Role.WARNING: Style.WARNING}


def body(document: Document, charts: Sequence[Xml], design: Design) -> Iterator[Xml]:
    """Everything from the title to the last note, block by block, so that a long document is never whole in memory.

    `charts` is what each chart adds to it, in printed order.
    """
    main = (*document.areas, *document.notes)
    first_page = [block for block in document.cover if not isinstance(block, Chart)]
    yield _title(document, design)
    yield from _summary(first_page, design)
    yield contents(main)
    yield from _written(main, charts, design)


def _title(document: Document, design: Design) -> Xml:
    """The title, and whose it is: beside the quarter, unless the style that it stands in is a template's."""
    owner = ", ".join(filter(None, (document.organisation, document.directorate)))
    if design.from_template:
        return joined(
            paragraph(Style.ORGANISATION, run(owner)) if owner else NOTHING,
            paragraph(Style.TITLE, run(document.title)),
            paragraph(Style.SUBTITLE, run(document.quarter)),
        )
    return joined(
        paragraph(Style.TITLE, run(document.title)),
        paragraph(Style.SUBTITLE, run(document.quarter), run(f"\t{owner}", Style.OWNER)),
    )


def _summary(blocks: Sequence[Block], design: Design) -> Iterator[Xml]:
    """The blocks of the first page, set close, since a reader may stop after it."""
    for block, following in zip(blocks, (*blocks[1:], None), strict=False):
        match block:
            case Heading():
                yield paragraph(Style.SUMMARY_HEADING, run(block.words))
            case Table():
                yield joined(plain_table(block, design, SUMMARY_TABLE), _space_before(following))
            case Paragraph():
                style = _SUMMARY_STYLES.get(block.text.role, Style.SUMMARY)
                yield paragraph(
                    style,
                    run(block.text.words),
                    keep_with_next=isinstance(following, Table) or block.text.words.endswith(":"),
                )
            case IndicatorTable() | Chart():
                pass  # No summary has any.


def _written(blocks: Sequence[Block], charts: Sequence[Xml], design: Design) -> Iterator[Xml]:
    """The blocks one by one, each heading by its number; a paragraph that leads to something stays with it."""
    level = 0
    drawn, numbers = iter(charts), count(len(charts) + 1)
    for number, (block, following) in enumerate(zip(blocks, (*blocks[1:], None), strict=False)):
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
                ends_with_notes = block.notes and not design.is_narrow
                yield joined(
                    indicator_table(block, design, numbers), NOTHING if ends_with_notes else _space_before(following)
                )
            case Chart():
                yield next(drawn)


def _leads_to(following: Block | None, level: int) -> bool:
    """Whether what follows belongs under the same heading as the paragraph before it."""
    return following is not None and not (isinstance(following, Heading) and following.level <= level)


def _space_before(following: Block | None) -> Xml:
    """Word runs two tables into one, and wants no table last, unless a paragraph comes between."""
    return paragraph(Style.SEPARATOR) if following is None or isinstance(following, Table | IndicatorTable) else NOTHING
