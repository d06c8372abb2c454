"""Settles the design before anything is written: by the house style alone, or with a template by that first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from efreport.document import Style as HouseStyle
from efreport.writers.docx.conforming import lacking
from efreport.writers.docx.design import Design, design_of
from efreport.writers.docx.page import CENTIMETRE
from efreport.writers.docx.template import Template, opened
from efreport.writers.docx.template_colours import faint_styles, heading_colour_of, table_header_of


@dataclass(frozen=True)
class Settled:
    """The design, the template if there is one, and what the analyst should be told of it."""

    design: Design
    template: Template | None = None
    remarks: tuple[str, ...] = ()


def settled(style: HouseStyle) -> Settled:
    """Open the template if there is one and settle the design. Raises TemplateFault."""
    own = design_of(style)
    if not style.template:
        return Settled(own)
    template = opened(style.template)
    header, unused = (None, "") if style.table_header else table_header_of(template.package.styles.element)
    design = replace(
        own,
        page=template.page,
        font=template.font,
        heading_font="",
        text_points=template.text_points,
        headings=style.headings or heading_colour_of(template.package.styles.element) or own.headings,
        table_header=header or own.table_header,
        from_template=True,
        own_table_style=header is None,
    )
    return Settled(design, template, (*_remarks(template, design), *filter(None, [unused])))


def _remarks(template: Template, design: Design) -> Iterator[str]:
    styles = template.package.styles.element
    for name in lacking(styles):
        yield f"The template has no style “{name}”; efreport's own was added."
    yield from faint_styles(styles)
    if design.is_narrow:
        yield (
            f"The template's page has {design.page.text_width / CENTIMETRE:.1f} cm for text, too little for figures and "
            "commentary side by side: the commentary stands in a table of its own below them. In landscape, it does not."
        )
