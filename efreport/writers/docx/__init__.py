"""The Word document: `render` writes it and `missing` reads it back. How each part of it is made is in the modules here."""

from __future__ import annotations

from efreport.document import Document
from efreport.writers.docx.blocks import body
from efreport.writers.docx.design import design_of
from efreport.writers.docx.package import describe, furnish, new_package, saved
from efreport.writers.docx.reading import missing

__all__ = ["missing", "render"]


def render(document: Document) -> bytes:
    """The document as the bytes of a .docx: the same bytes for the same document, on any day."""
    design = design_of(document.style)
    package = new_package(design)
    describe(package, document)
    furnish(package, document)
    return saved(package, body(document, design))
