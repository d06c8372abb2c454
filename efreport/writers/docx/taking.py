"""What is taken over from a template: its styles, page, header and footer, and the parts that these need. Never its body."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from docx.document import Document as Package
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


def take(template: Template, package: Package, design: Design) -> None:
    """Take over into the package what is a template's."""
    source = template.package.part
    for relationship in (rel for rel in source.rels.values() if rel.reltype in _PARTS and not rel.is_external):
        _replace(package.part, relationship.target_part, relationship.reltype)
    _take_custom_properties(template.package, package)
    _take_section(template, package)
    roots = [*(each.root for each in template.furniture), *_numbering(package)]
    conform(package.styles.element, roots, style_definitions(design), own_table=design.own_table_style)
    _keep_settings(package)


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


def _take_section(template: Template, package: Package) -> None:
    """Take the headers, the footers and the page borders; the page itself is the design's."""
    target = package.sections[0]._sectPr
    for each in template.furniture:
        kind = RELATIONSHIP_TYPE.HEADER if each.is_header else RELATIONSHIP_TYPE.FOOTER
        add_reference = target.add_headerReference if each.is_header else target.add_footerReference
        add_reference(each.pages, package.part.relate_to(each.part, kind))
    borders: Element = list(template.package.sections)[-1]._sectPr.find(name_of("pgBorders"))
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
