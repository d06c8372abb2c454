"""The styles of a template made to answer to our identifiers: which are the template's, and which we add to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from efreport.writers.docx.styles import Style
from efreport.writers.docx.stylesheet import LANGUAGE
from efreport.writers.docx.xml import Element, Xml, add, element, name_of

NORMAL_TABLE = "TableNormal"
TABLE_STYLE = ("table", "Framework Table")
FROM_TEMPLATE: Mapping[str, tuple[str, str]] = {
    Style.BODY: ("paragraph", "Normal"),
    Style.TITLE: ("paragraph", "Title"),
    Style.SUBTITLE: ("paragraph", "Subtitle"),
    Style.HEADING_1: ("paragraph", "Heading 1"),
    Style.HEADING_2: ("paragraph", "Heading 2"),
    Style.CONTENTS_HEADING: ("paragraph", "TOC Heading"),
    Style.CONTENTS_1: ("paragraph", "TOC 1"),
    Style.ORGANISATION: ("paragraph", "Organisation"),
    Style.NOTE: ("paragraph", "Note"),
    Style.TABLE_NOTE: ("paragraph", "Table Note"),
    Style.HEADER: ("paragraph", "Header"),
    Style.FOOTER: ("paragraph", "Footer"),
    Style.TABLE: TABLE_STYLE,
    "DefaultParagraphFont": ("character", "Default Paragraph Font"),
    NORMAL_TABLE: ("table", "Normal Table"),
    "NoList": ("numbering", "No List"),
}
"""What a template may bring, by our identifier: the kind and the name of the style. Case does not matter."""

EXPECTED = (Style.TITLE, Style.SUBTITLE, Style.HEADING_1, Style.HEADING_2)
"""What a template should bring: the lack of any other is made up for without a word."""

_REFERENCES = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "numStyleLink", "styleLink")
_OUT_OF_THE_WAY = "Template"


@dataclass(frozen=True)
class Found:
    """A style of the template: its kind, identifier and name."""

    kind: str
    identifier: str
    name: str
    element: Element


def found_in(styles: Element) -> tuple[Found, ...]:
    """Every style of the styles part that has an identifier."""
    found = []
    for style in styles.iterchildren(name_of("style")):
        name = style.find(name_of("name"))
        identifier = style.get(name_of("styleId"), "")
        if identifier:
            said = identifier if name is None else name.get(name_of("val"), identifier)
            found.append(Found(style.get(name_of("type"), "paragraph"), identifier, said, style))
    return tuple(found)


def lacking(styles: Element) -> tuple[str, ...]:
    """The names of the styles that a template should bring and this one does not."""
    taken = _taken(found_in(styles), FROM_TEMPLATE)
    return tuple(FROM_TEMPLATE[identifier][1] for identifier in EXPECTED if identifier not in taken)


def conform(styles: Element, others: Iterable[Element], ours: Mapping[str, Xml], *, own_table: bool) -> None:
    """Give the template's styles our identifiers, and add those of ours that it lacks.

    `others` are the parts that refer to styles. Where `own_table`, a table style of the template's is not taken.
    """
    wanted = {each: kind_name for each, kind_name in FROM_TEMPLATE.items() if not (own_table and each == Style.TABLE)}
    found = found_in(styles)
    taken = _taken(found, wanted)
    renamed = {style.identifier: identifier for identifier, style in taken.items()}
    names = {"".join(name.split()).casefold() for name in (*ours, *(_name(xml) for xml in ours.values()))}
    for style in found:
        key = {"".join(word.split()).casefold() for word in (style.identifier, style.name)}
        if style not in taken.values() and key & names:
            renamed[style.identifier] = _put_aside(style, {each.identifier for each in found})
    for root in (styles, *others):
        _refer(root, renamed)
    for style in found:
        style.element.set(name_of("styleId"), renamed.get(style.identifier, style.identifier))
    for identifier, markup in ours.items():
        if identifier not in taken:
            _add(styles, markup)
    _speak_english(styles)


def _taken(found: Iterable[Found], wanted: Mapping[str, tuple[str, str]]) -> dict[str, Found]:
    by_name: dict[tuple[str, str], Found] = {}
    for style in found:
        by_name.setdefault((style.kind, style.name.casefold()), style)
    keys = {identifier: (kind, name.casefold()) for identifier, (kind, name) in wanted.items()}
    return {identifier: by_name[key] for identifier, key in keys.items() if key in by_name}


def _name(xml: Xml) -> str:
    """The name in the markup of one of our styles."""
    return xml.partition('<w:name w:val="')[2].partition('"')[0]


def _put_aside(style: Found, taken: set[str]) -> str:
    """Rename a style of the template's whose name or identifier one of ours has."""
    name = style.element.find(name_of("name"))
    if name is not None:
        name.set(name_of("val"), f"{style.name} ({_OUT_OF_THE_WAY.lower()})")
    identifier = f"{style.identifier}{_OUT_OF_THE_WAY}"
    while identifier in taken:
        identifier += _OUT_OF_THE_WAY
    return identifier


def _refer(root: Element, renamed: Mapping[str, str]) -> None:
    for reference in root.iter(*map(name_of, _REFERENCES)):
        old = reference.get(name_of("val"), "")
        reference.set(name_of("val"), renamed.get(old, old))


def _add(styles: Element, xml: Xml) -> None:
    add(styles, xml)
    added = styles[-1]
    if added.get(name_of("default")):
        for other in styles.iterchildren(name_of("style")):
            if other is not added and other.get(name_of("type")) == added.get(name_of("type")):
                other.attrib.pop(name_of("default"), None)


def _speak_english(styles: Element) -> None:
    """Make British English the language of everything, so that a screen reader reads it out rightly."""
    defaults = styles.find("/".join(map(name_of, ("docDefaults", "rPrDefault", "rPr"))))
    if defaults is not None and defaults.find(name_of("lang")) is None:
        add(defaults, element("lang", val=LANGUAGE))
    for language in styles.iter(name_of("lang")):
        language.set(name_of("val"), LANGUAGE)
