"""The writers: each turns a Document into the bytes of a file. A new format is one module and one line in WRITERS."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import cast

from efreport.document import Document, Style


@dataclass(frozen=True)
class Writer:
    """A writer by its module, which is imported only when it is used: `render` makes the file, `missing` reads it back."""

    module: str

    def render(self, document: Document) -> bytes:
        """Give the document as the bytes of a file."""
        function = cast("Callable[[Document], bytes]", import_module(self.module).render)
        return function(document)

    def missing(self, document: Document, data: bytes) -> tuple[str, ...]:
        """Read the bytes back and give every text and figure of the document that is not found again."""
        function = cast("Callable[[Document, bytes], tuple[str, ...]]", import_module(self.module).missing)
        return function(document, data)


WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        "docx": Writer("efreport.writers.docx"),
        "xlsx": Writer("efreport.writers.xlsx"),
    }
)


def read_back(form: str, document: Document, data: bytes) -> tuple[str, ...]:
    """Read a file back by its form, and give what of the document is not found again."""
    return WRITERS[form].missing(document, data)


def template_remarks(style: Style) -> tuple[str, ...]:
    """Give what the analyst should be told of the style's Word template. Raises UsageFault where it cannot be used."""
    if not style.template:
        return ()
    from efreport.writers.docx.settling import settled

    return settled(style).remarks
