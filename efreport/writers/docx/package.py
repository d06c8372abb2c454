"""The package around the body: styles, settings, properties, header and footer, and how it is saved. What python-docx is for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as Package
from docx.enum.section import WD_HEADER_FOOTER
from docx.opc.constants import RELATIONSHIP_TYPE

from efreport.document import Document
from efreport.writers.docx.design import Design
from efreport.writers.docx.page import section
from efreport.writers.docx.styles import Style
from efreport.writers.docx.stylesheet import LANGUAGE, definitions
from efreport.writers.docx.template import Template
from efreport.writers.docx.xml import NOTHING, Xml, add, element, field, fill, joined, paragraph, run

BODY_PART = "word/document.xml"
_KEPT = (RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS)
_LONGEST_PROPERTY = 255
_BODY_START = b"<w:body>"
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def new_package(design: Design) -> Package:
    """An empty document with our own page, styles and settings, and nothing else of python-docx's template."""
    package = docx.Document()
    for relationships in (package.part.package.rels, package.part.rels):
        for key in [key for key, relationship in relationships.items() if relationship.reltype not in _KEPT]:
            del relationships[key]
    fill(package.styles.element, definitions(design))
    fill(package.settings.element, _settings())
    fill(package.element.body, section(design.page))
    return package


def _settings() -> Xml:
    mode: dict[str, str | int] = {
        "name": "compatibilityMode",
        "uri": "http://schemas.microsoft.com/office/word",
        "val": 15,
    }
    return joined(
        element("zoom", percent=100),
        element("defaultTabStop", val=720),
        element("characterSpacingControl", val="doNotCompress"),
        element("compat", element("compatSetting", **mode)),
        element("themeFontLang", val=LANGUAGE),
        element("decimalSymbol", val="."),
        element("listSeparator", val=","),
    )


def describe(package: Package, document: Document) -> None:
    """Set the properties that Word shows and screen readers say."""
    properties = package.core_properties
    properties.title = document.title[:_LONGEST_PROPERTY]
    properties.subject = document.quarter[:_LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = document.organisation[:_LONGEST_PROPERTY]
    properties.language = LANGUAGE
    properties.created = properties.modified = datetime.combine(document.dated, time(), UTC)


def furnish(package: Package, document: Document, template: Template | None) -> None:
    """Set the header and the footer; on our own first page, the title stands in the header's place.

    Those of a template are kept: a draft is marked in them, and pages are numbered where they do not do it themselves.
    """
    first = package.sections[0]
    if template is None:
        fill(first.header.part.element, _header(document))
        for footer in (first.footer, first.first_page_footer):
            fill(footer.part.element, _footer())
        return
    sides = {WD_HEADER_FOOTER.PRIMARY: (first.header, first.footer)}
    if package.settings.odd_and_even_pages_header_footer:
        sides[WD_HEADER_FOOTER.EVEN_PAGE] = (first.even_page_header, first.even_page_footer)
    for pages, (header, footer) in sides.items():
        found = [each for each in template.furniture if each.pages == pages]
        tops = [each.root for each in found if each.is_header]
        if not tops:
            fill(header.part.element, _header_in_lines(document))
        elif document.draft:
            add(tops[0], paragraph(Style.HEADER, run("DRAFT", Style.STRONG)))
        if not any(each.numbers_pages for each in found):
            bottoms = [each.root for each in found if not each.is_header]
            if bottoms:
                add(bottoms[0], _footer())
            else:
                fill(footer.part.element, _footer())


def _header(document: Document) -> Xml:
    draft = run("DRAFT", Style.STRONG) if document.draft else NOTHING
    framework = run(f"{document.title}, {document.quarter}")
    return paragraph(Style.HEADER, run(document.organisation), run("\t"), draft, run("\t"), framework)


def _header_in_lines(document: Document) -> Xml:
    """The same without tabs, since a template's page and the stops of its style may be anything."""
    draft = paragraph(Style.HEADER, run("DRAFT", Style.STRONG)) if document.draft else NOTHING
    framework = paragraph(Style.HEADER, run(f"{document.title}, {document.quarter}"))
    return joined(paragraph(Style.HEADER, run(document.organisation)), framework, draft)


def _footer() -> Xml:
    return paragraph(Style.FOOTER, run("Page "), field("PAGE", "1"), run(" of "), field("NUMPAGES", "1"))


def saved(package: Package, body: Iterable[Xml]) -> bytes:
    """The bytes of the package with this body before its section; every part has the same date."""
    written, stable = BytesIO(), BytesIO()
    package.save(written)
    with ZipFile(written) as source, ZipFile(stable, "w") as target:
        for name in source.namelist():
            entry = ZipInfo(name, _ZIP_EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            with target.open(entry, "w") as part:
                part.writelines(_with(body, source.read(name)) if name == BODY_PART else [source.read(name)])
    return stable.getvalue()


def _with(body: Iterable[Xml], part: bytes) -> Iterator[bytes]:
    """As text: to move it into python-docx's tree takes lxml quadratic time, minutes for a long table."""
    top, start, section = part.partition(_BODY_START)
    yield top + start
    yield from (block.encode() for block in body)
    yield section
