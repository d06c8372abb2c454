"""The Word document: `render` writes it and `missing` reads it back. How each part of it is made is in the modules here."""

from __future__ import annotations

from efreport.document import Document
from efreport.writers.docx.blocks import body
from efreport.writers.docx.drawings import add_charts
from efreport.writers.docx.package import describe, furnish, new_package, saved
from efreport.writers.docx.reading import missing
from efreport.writers.docx.settling import Settled, settled
from efreport.writers.docx.taking import take
from efreport.writers.docx.template import UNUSUAL, TemplateFault

__all__ = ["missing", "render"]


def render(document: Document) -> bytes:
    """The document as the bytes of a .docx: the same bytes for the same document, on any day.

    Raises TemplateFault where the document's style has a template that cannot be used.
    """
    settling = settled(document.style)
    try:
        return _rendered(document, settling)
    except Exception as fault:
        # What is wrong with a template may come out only when it is used, as anything from KeyError to TypeError.
        if settling.template is None:
            raise
        raise TemplateFault(UNUSUAL) from fault


def _rendered(document: Document, settling: Settled) -> bytes:
    package = new_package(settling.design)
    if settling.template:
        take(settling.template, package, settling.design)
    describe(package, document)
    furnish(package, document, settling.template)
    charts = add_charts(package, document, settling.design)
    return saved(package, body(document, charts, settling.design))
