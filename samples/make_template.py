"""Makes the example of a council's own Word template, `council-template.dotx`: an invented council, its logo and colours.

Run it from the project's folder after changing it: python samples/make_template.py
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Cm
from lxml import etree

TEMPLATE = Path(__file__).parent / "council-template.dotx"
COUNCIL = "Sample City Council"
SERVICE = "Children and Families Service"
BODY_TEXT = "Text in the body of a template is not used."
PLUM, GOLD, INK, QUIET, PALE = "5A2A6B", "C98A1B", "222222", "4F4757", "EFE8F2"
TEXT_FONT, HEADING_FONT = "Arial", "Trebuchet MS"
TEXT_WIDTH = 15138
LOGO_PIXELS = 192
FIXED = (1980, 1, 1, 0, 0, 0)
DATED = datetime(2014, 4, 1)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
WHITE = (255, 255, 255)
STYLES_WITH_EFFECTS = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"
NOT_USED = (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.CUSTOM_XML, STYLES_WITH_EFFECTS)


def main() -> None:
    """Write the template."""
    TEMPLATE.write_bytes(template())
    print(f"wrote {TEMPLATE.name}")


def template() -> bytes:
    """Give the template as the bytes of a .dotx, always the same."""
    document = docx.Document()
    drop_what_is_not_used(document)
    replace_content(document.styles.element, styles())
    set_page(document)
    document.add_paragraph(BODY_TEXT)
    fill_header(document)
    fill_footer(document)
    properties = document.core_properties
    properties.title = properties.comments = ""
    properties.author = properties.last_modified_by = COUNCIL
    properties.created = properties.modified = DATED
    written = BytesIO()
    document.save(written)
    return as_template(written.getvalue())


def drop_what_is_not_used(document: Document) -> None:
    """Drop the picture of the page and the data that python-docx begins every document with."""
    for relationships in (document.part.package.rels, document.part.rels):
        for key in [key for key, each in relationships.items() if each.reltype in NOT_USED]:
            del relationships[key]


def as_template(data: bytes) -> bytes:
    """Give a document as a template, every part with the same date."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(f"{WORD}.document.main".encode(), f"{WORD}.template.main".encode())
            target.writestr(zipfile.ZipInfo(name, FIXED), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def set_page(document: Document) -> None:
    """Make the page landscape A4."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.5)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(1.8)
    section.header_distance = section.footer_distance = Cm(0.8)


def fill_header(document: Document) -> None:
    """Put the logo and the council's name into the header."""
    paragraph = document.sections[0].header.paragraphs[0]
    picture = paragraph.add_run().add_picture(BytesIO(logo()), height=Cm(1.1))
    described = picture._inline.docPr
    described.set("name", "Logo")
    described.set("descr", f"Logo of {COUNCIL}")
    paragraph.add_run(f"\t{COUNCIL}")


def fill_footer(document: Document) -> None:
    """Put the service and the page numbers into the footer."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.add_run(f"{SERVICE}\tPage ")
    for instruction, between in (("PAGE", " of "), ("NUMPAGES", "")):
        field = f'<w:fldSimple xmlns:w="{W}" w:instr=" {instruction} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        paragraph._p.append(etree.fromstring(field))
        paragraph.add_run(between)


def replace_content(element: Any, content: str) -> None:
    """Put other elements in the place of all that an element holds."""
    holder = etree.fromstring(f'<w:holder xmlns:w="{W}">{content}</w:holder>')
    element.clear()
    element.extend(holder)


def styles() -> str:
    """Give the template's styles: those that efreport uses by name, and no others."""
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
    below = f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="4" w:color="{GOLD}"/></w:pBdr>'
    above = f'<w:pBdr><w:top w:val="single" w:sz="6" w:space="4" w:color="{GOLD}"/></w:pBdr>'
    keep, heading = "<w:keepNext/><w:keepLines/>", fonts(HEADING_FONT)
    return "".join(
        (
            f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(TEXT_FONT)}{look(INK, 11)}"
            '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
            "<w:pPrDefault/></w:docDefaults>",
            '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
            f"<w:pPr>{space(0, 6)}</w:pPr></w:style>",
            '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
            '<w:name w:val="Default Paragraph Font"/></w:style>',
            '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>',
            '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>',
            paragraph_style("Title", keep + space(6, 2), heading + look(PLUM, 28, bold=True)),
            paragraph_style("Subtitle", space(0, 10), heading + look(QUIET, 15)),
            paragraph_style("heading 1", keep + below + space(20, 8), heading + look(PLUM, 19, bold=True), level=1),
            paragraph_style("heading 2", keep + space(14, 6), heading + look(PLUM, 14, bold=True), level=2),
            paragraph_style("TOC Heading", keep + space(14, 6), heading + look(PLUM, 17, bold=True)),
            paragraph_style("toc 1", space(4, 0), look(INK, 11, bold=True)),
            paragraph_style("header", tab + space(0, 0), look(PLUM, 12, bold=True)),
            paragraph_style("footer", above + tab + space(0, 0), look(QUIET, 9)),
            paragraph_style("Organisation", space(0, 0), look(QUIET, 12, bold=True)),
            paragraph_style("Note", space(4, 6), look(QUIET, 11)),
            paragraph_style("Table Note", space(3, 2), look(QUIET, 9)),
            table_style(),
        )
    )


def paragraph_style(name: str, paragraph: str, run: str, level: int = 0) -> str:
    """Give a paragraph style; its identifier is its name in Word's own spelling."""
    identifier = "".join(word if word.isupper() else word.title() for word in name.split())
    identifier = {"Toc1": "TOC1"}.get(identifier, identifier)
    outline = f'<w:outlineLvl w:val="{level - 1}"/>' if level else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}{outline}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


def table_style() -> str:
    """Give the style of the tables: white headings on the council's colour."""
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'
        for side, size, colour in (("top", 8, PLUM), ("bottom", 8, PLUM), ("insideH", 4, "C9BBD0"))
    )
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 45), ("left", 80), ("bottom", 45), ("right", 80))
    )
    return (
        '<w:style w:type="table" w:styleId="FrameworkTable"><w:name w:val="Framework Table"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{edges}</w:tblBorders>'
        f'<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr>'
        f'<w:color w:val="FFFFFF"/></w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{PLUM}"/>'
        '<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr><w:tblStylePr w:type="firstCol"><w:tcPr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{PALE}"/></w:tcPr></w:tblStylePr></w:style>'
    )


def fonts(name: str) -> str:
    """Give a font for all scripts."""
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def look(colour: str, points: int, *, bold: bool = False) -> str:
    """Give weight, colour and size."""
    weight = "<w:b/><w:bCs/>" if bold else ""
    return f'{weight}<w:color w:val="{colour}"/><w:sz w:val="{points * 2}"/><w:szCs w:val="{points * 2}"/>'


def space(before: int, after: int) -> str:
    """Give the space around a paragraph, in points."""
    return f'<w:spacing w:before="{before * 20}" w:after="{after * 20}" w:line="252" w:lineRule="auto"/>'


def logo() -> bytes:
    """Draw the logo as a PNG: three rising bars under an arc, on a disc."""
    size = LOGO_PIXELS
    rows = b"".join(b"\0" + b"".join(bytes(pixel(x, y)) for x in range(size)) for y in range(size))
    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    # Not compressed here: the package is, and other versions of zlib would give other bytes.
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 0)) + chunk(b"IEND", b"")


def chunk(kind: bytes, content: bytes) -> bytes:
    """Give one chunk of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def pixel(x: int, y: int) -> tuple[int, int, int]:
    """Give the colour of a pixel, the mean of nine points in it."""
    points = [
        colour_at((x + i / 3 + 1 / 6) / LOGO_PIXELS, (y + j / 3 + 1 / 6) / LOGO_PIXELS)
        for i in range(3)
        for j in range(3)
    ]
    red, green, blue = (sum(parts) // len(points) for parts in zip(*points, strict=True))
    return red, green, blue


def colour_at(x: float, y: float) -> tuple[int, int, int]:
    """Give the colour of a point of the unit square."""
    from_centre = (x - 0.5) ** 2 + (y - 0.5) ** 2
    if from_centre > 0.25:
        return WHITE
    if from_centre > 0.19:
        return channels(GOLD)
    for left, top in ((0.26, 0.56), (0.44, 0.44), (0.62, 0.30)):
        if left <= x <= left + 0.12 and top <= y <= 0.70:
            return WHITE
    return channels(PLUM)


def channels(colour: str) -> tuple[int, int, int]:
    """Give red, green and blue of six hexadecimal digits."""
    return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:], 16)


if __name__ == "__main__":
    main()
