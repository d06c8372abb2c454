"""What is taken over from a template: its styles, page, header and footer, and the parts that these need. Never its body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from docx.document import Document as Package
from docx.enum.section import WD_HEADER_FOOTER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part, XmlPart

from efreport.writers.docx.conforming import conform
from efreport.writers.docx.design import Design
from efreport.writers.docx.stylesheet import LANGUAGE, style_definitions
from efreport.writers.docx.template import Template
from efreport.writers.docx.xml import Element, name_of

_PARTS = (
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.SETTINGS,
    RELATIONSHIP_TYPE.THEME,
    RELATIONSHIP_TYPE.FONT_TABLE,
    RELATIONSHIP_TYPE.NUMBERING,
)
_SETTINGS = (
    "zoom", "mirrorMargins", "alignBordersAndEdges", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter",
    "gutterAtTop", "defaultTabStop", "autoHyphenation", "evenAndOddHeaders", "characterSpacingControl", "compat",
    "themeFontLang", "clrSchemeMapping", "decimalSymbol", "listSeparator",
)  # fmt: skip
"""The settings that belong to the look of a page; not, say, tracked changes or a link to the template's own folder."""

_PAGE_NUMBER = re.compile(r"\bPAGE\b")


@dataclass(frozen=True)
class Furniture:
    """A header or a footer that was taken over: for which pages, and its part's root element."""

    pages: WD_HEADER_FOOTER
    is_header: bool
    root: Element

    @property
    def numbers_pages(self) -> bool:
        """Say whether it holds a page number."""
        instructions = (each.text or "" for each in self.root.iter(name_of("instrText")))
        simple = (each.get(name_of("instr"), "") for each in self.root.iter(name_of("fldSimple")))
        return any(_PAGE_NUMBER.search(each) for each in (*instructions, *simple))


def take(template: Template, package: Package, design: Design) -> tuple[Furniture, ...]:
    """Take over into the package what is a template's, and give its headers and footers."""
    source = template.package.part
    for relationship in (rel for rel in source.rels.values() if rel.reltype in _PARTS and not rel.is_external):
        _replace(package.part, relationship.target_part, relationship.reltype)
    _take_custom_properties(template.package, package)
    furniture = tuple(_take_furniture(template.package, package))
    roots = [each.root for each in furniture]
    roots += _numbering(package)
    conform(package.styles.element, roots, style_definitions(design), own_table=design.own_table_style)
    _keep_settings(package)
    return furniture


def _replace(part: Part, target: Part, kind: str) -> None:
    for key in [key for key, relationship in part.rels.items() if relationship.reltype == kind]:
        del part.rels[key]
    part.relate_to(target, kind)


def _take_custom_properties(template: Package, package: Package) -> None:
    """A header may show them, and they hold the label of a protective marking."""
    kind = RELATIONSHIP_TYPE.CUSTOM_PROPERTIES
    for relationship in template.part.package.rels.values():
        if relationship.reltype == kind and not relationship.is_external:
            package.part.package.relate_to(relationship.target_part, kind)


def _take_furniture(template: Package, package: Package) -> Iterator[Furniture]:
    """Take the headers and footers that the template's last section shows, its own or those of a section before it."""
    sections = [each._sectPr for each in template.sections]
    target = package.sections[0]._sectPr
    for pages in WD_HEADER_FOOTER:
        for is_header in (True, False):
            references = (
                each.get_headerReference(pages) if is_header else each.get_footerReference(pages)
                for each in reversed(sections)
            )
            reference = next((each for each in references if each is not None), None)
            if reference is None:
                continue
            part = template.part.related_parts[reference.rId]
            relationship = package.part.relate_to(
                part, RELATIONSHIP_TYPE.HEADER if is_header else RELATIONSHIP_TYPE.FOOTER
            )
            (target.add_headerReference if is_header else target.add_footerReference)(pages, relationship)
            yield Furniture(pages, is_header, part.element)
    borders: Element = sections[-1].find(name_of("pgBorders"))
    if borders is not None:
        margins: Element = target.find(name_of("pgMar"))
        margins.addnext(deepcopy(borders))


def _numbering(package: Package) -> Iterator[Element]:
    for relationship in package.part.rels.values():
        part = relationship.target_part
        if relationship.reltype == RELATIONSHIP_TYPE.NUMBERING and isinstance(part, XmlPart):
            yield part.element


def _keep_settings(package: Package) -> None:
    root, part = package.settings.element, package.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
    for setting in list(root):
        if setting.tag not in map(name_of, _SETTINGS):
            root.remove(setting)
    for key in list(part.rels):
        del part.rels[key]
    for language in root.iter(name_of("themeFontLang")):
        language.set(name_of("val"), LANGUAGE)
