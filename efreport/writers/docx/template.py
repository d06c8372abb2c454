"""A council's own Word template as it comes: is it one that can be used? What is taken from it is in `taking`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import docx
from docx.document import Document as Package
from docx.enum.section import WD_HEADER_FOOTER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from lxml.etree import XMLSyntaxError

from efreport.faults import UsageFault
from efreport.packages import ZIP, Damaged, PackageFault, TooLarge, TooManyParts, TooManyPieces, Unsafe, unpack
from efreport.writers.docx.page import CENTIMETRE, Page
from efreport.writers.docx.xml import Element, name_of, parsed

LEAST_TEXT_WIDTH = 14 * CENTIMETRE
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CONTENT_TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}.main+xml"
_DOCUMENT, _TEMPLATE = _MAIN.format("document"), _MAIN.format("template")
_MACROS = (
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
_VBA = "vbaProject"
_MARKUP = (".xml", ".rels")
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_LARGEST = 100_000_000
_MOST_PARTS = 5_000
_MOST_PIECES = 300_000
"""Elements and attributes; a template of a council has some ten thousand."""
_PAGE_NUMBER = re.compile(r"\bPAGE\b")
_SAVE_AGAIN = "open it in Word and save it again as a Word Document (.docx) or Word Template (.dotx)"
UNUSUAL = f"something in it is damaged or unusual; {_SAVE_AGAIN}"
_LETTER = {"width": 12240, "height": 15840, "margin": 1440, "edge": 720}
"""What Word takes for granted where a section does not say, in twentieths of a point."""


class TemplateFault(UsageFault):
    """The template cannot be used; the message says why and what to do, and the caller which file it is."""


@dataclass(frozen=True)
class Furniture:
    """A header or a footer of the template, and for which pages."""

    pages: WD_HEADER_FOOTER
    is_header: bool
    part: XmlPart

    @property
    def root(self) -> Element:
        """Its content."""
        return self.part.element

    @property
    def numbers_pages(self) -> bool:
        """Say whether it holds a page number."""
        instructions = (each.text or "" for each in self.root.iter(name_of("instrText")))
        simple = (each.get(name_of("instr"), "") for each in self.root.iter(name_of("fldSimple")))
        return any(_PAGE_NUMBER.search(each) for each in (*instructions, *simple))


@dataclass(frozen=True)
class Template:
    """A template that can be used: its package, its page, and the font and size in points of its running text."""

    package: Package
    page: Page
    font: str
    text_points: float
    furniture: tuple[Furniture, ...]


def opened(data: bytes) -> Template:
    """Open the bytes of a .docx or .dotx. Raises TemplateFault for anything else, and for one that is protected."""
    content = _as_document(data)
    try:
        package = docx.Document(BytesIO(content))
        template = Template(package, _page(package), _font(package), _text_points(package), tuple(_furniture(package)))
        settings = package.settings.element
    except Exception as fault:  # whatever python-docx and lxml say of bytes that are no document
        raise TemplateFault(f"it is damaged; {_SAVE_AGAIN}") from fault
    _refuse_protected(settings)
    if template.page.text_width < LEAST_TEXT_WIDTH:
        raise TemplateFault(
            f"its page has {template.page.text_width / CENTIMETRE:.1f} cm for text between the margins, and the tables need "
            f"at least {LEAST_TEXT_WIDTH // CENTIMETRE} cm; make its margins narrower, or turn its page to landscape"
        )
    return template


def _as_document(data: bytes) -> bytes:
    """Give the package with the content type of a document, which python-docx asks for."""
    if data.startswith(_COMPOUND_FILE):
        if _ENCRYPTED in data:
            raise TemplateFault(
                "it is protected with a password; in Word, take it off under File, Info, Protect Document"
            )
        raise TemplateFault(f"it is no .docx or .dotx; {_SAVE_AGAIN}")
    if not data.startswith(ZIP):
        raise TemplateFault(f"it is not a Word file; {_SAVE_AGAIN}")
    try:
        parts = unpack(data, most_bytes=_LARGEST, most_parts=_MOST_PARTS, most_pieces=_MOST_PIECES, pictures=True)
        return _repacked(parts)
    except PackageFault as fault:
        raise TemplateFault(f"{_why(fault)}; {_SAVE_AGAIN}") from fault


def _why(fault: PackageFault) -> str:
    match fault:
        case Unsafe():
            return f"{fault}, which no genuine template has"
        case TooLarge() | TooManyParts() | TooManyPieces():
            return "unpacked, it is far larger than any template"
        case Damaged() | _:
            return "it is damaged"


def _repacked(parts: dict[str, bytes]) -> bytes:
    types = parts.get(_CONTENT_TYPES, b"")
    if any(kind.encode() in types for kind in _MACROS) or any(_VBA in name for name in parts):
        raise TemplateFault("it holds macros, which a published document must not; save it without them as .dotx")
    if _DOCUMENT.encode() not in types and _TEMPLATE.encode() not in types:
        raise TemplateFault(f"it is not a Word file; {_SAVE_AGAIN}")
    _refuse_damaged(parts)
    copy = BytesIO()
    with ZipFile(copy, "w", ZIP_STORED) as target:
        for name, content in (parts | {_CONTENT_TYPES: types.replace(_TEMPLATE.encode(), _DOCUMENT.encode())}).items():
            target.writestr(name, content)
    return copy.getvalue()


def _refuse_damaged(parts: dict[str, bytes]) -> None:
    """Parse every part once: what nobody looks into here would still be in what is published."""
    for name, content in parts.items():
        if not name.lower().endswith(_MARKUP):
            continue
        try:
            root = parsed(content)
        except XMLSyntaxError as fault:
            raise TemplateFault(f"it is damaged; {_SAVE_AGAIN}") from fault
        if any(None in map(each.get, ("Id", "Type", "Target")) for each in root.iter(_RELATIONSHIP)):
            raise TemplateFault(f"it is damaged; {_SAVE_AGAIN}")


def _refuse_protected(settings: Element) -> None:
    protection = settings.find(name_of("documentProtection"))
    enforced = protection is not None and protection.get(name_of("enforcement")) in ("1", "true", "on")
    if enforced or settings.find(name_of("writeProtection")) is not None:
        raise TemplateFault(
            "it is protected against changes; in Word, stop that under Review, Restrict Editing, or File, Info"
        )


def _page(package: Package) -> Page:
    """Give the page of the template's last section, which is the one that a document goes on with."""
    last = list(package.sections)[-1]
    sides = (last.top_margin, last.right_margin, last.bottom_margin, last.left_margin)
    top, right, bottom, left = (_LETTER["margin"] if side is None else side.twips for side in sides)
    return Page(
        width=last.page_width.twips if last.page_width else _LETTER["width"],
        height=last.page_height.twips if last.page_height else _LETTER["height"],
        top=top,
        right=right,
        bottom=bottom,
        left=left,
        header=_LETTER["edge"] if last.header_distance is None else last.header_distance.twips,
        footer=_LETTER["edge"] if last.footer_distance is None else last.footer_distance.twips,
        gutter=last.gutter.twips if last.gutter else 0,
        first_differs=last.different_first_page_header_footer,
    )


def _furniture(package: Package) -> Iterator[Furniture]:
    """Give the headers and footers that the last section shows, its own or those of a section before it."""
    sections = [each._sectPr for each in package.sections]
    for pages in WD_HEADER_FOOTER:
        for is_header in (True, False):
            references = (
                each.get_headerReference(pages) if is_header else each.get_footerReference(pages)
                for each in reversed(sections)
            )
            reference = next((each for each in references if each is not None), None)
            if reference is None:
                continue
            part = package.part.related_parts[reference.rId]
            if not isinstance(part, XmlPart):
                raise TypeError(part.content_type)
            yield Furniture(pages, is_header, part)


def _font(package: Package) -> str:
    """Give the font of running text, as the style Normal, the defaults or the theme say; empty where none does."""
    styles = package.styles.element
    normal = "style[@w:type='paragraph'][@w:default='1']/w:rPr/w:rFonts"
    for place in (normal, "docDefaults/w:rPrDefault/w:rPr/w:rFonts"):
        for fonts in styles.xpath(f"w:{place}"):
            if named := fonts.get(name_of("ascii")):
                return str(named)
            if fonts.get(name_of("asciiTheme")):
                return _theme_font(package, str(fonts.get(name_of("asciiTheme"))))
    return ""


def _text_points(package: Package) -> float:
    """Give the size of running text in points: that of Normal or of the defaults, and 10 where neither says."""
    styles = package.styles.element
    normal = "style[@w:type='paragraph'][@w:default='1']/w:rPr/w:sz"
    for place in (normal, "docDefaults/w:rPrDefault/w:rPr/w:sz"):
        for size in styles.xpath(f"w:{place}"):
            return float(size.get(name_of("val"))) / 2
    return 10.0


def _theme_font(package: Package, which: str) -> str:
    part = next((rel.target_part for rel in package.part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.THEME), None)
    if part is None:
        return ""
    kind = "majorFont" if which.startswith("major") else "minorFont"
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    latin = parsed(part.blob).find(f".//{{{drawing}}}{kind}/{{{drawing}}}latin")
    return "" if latin is None else re.sub(r"\s*\(.*\)", "", str(latin.get("typeface")))
