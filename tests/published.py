"""Two documents in which nothing is amiss, written by hand so that no writer's change disturbs them, and ways to spoil them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO

from lxml import etree

MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "r": KINDS,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "dc": "http://purl.org/dc/elements/1.1/",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
}
W = f'xmlns:w="{NAMES["w"]}" xmlns:r="{KINDS}"'
S = f'xmlns="{NAMES["s"]}" xmlns:r="{KINDS}"'
TYPES = "application/vnd.openxmlformats-officedocument"
PROPERTIES = f"""<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="{NAMES["dc"]}"><dc:title>Early Intervention Performance Framework</dc:title>
<dc:creator>Sample City Council</dc:creator><dc:language>en-GB</dc:language></cp:coreProperties>"""

Edit = Callable[[bytes], bytes]


@cache
def written(form: str) -> bytes:
    """The document or the workbook as the bytes of a file."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {"docx": word_parts, "xlsx": excel_parts}[form]().items():
            archive.writestr(name, part)
    return made.getvalue()


def package(main: str, kinds: Mapping[str, str], related: Mapping[str, str]) -> dict[str, str]:
    """The parts that say what the others are, and what leads to what: the main part, and from there by kind."""
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{TYPES}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    folder, _, name = main.rpartition("/")
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f"{overrides}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{NAMES["rel"]}">'
        f'<Relationship Id="rId1" Type="{KINDS}/officeDocument" Target="{main}"/><Relationship Id="rId2" Type='
        '"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>",
        f"{folder}/_rels/{name}.rels": relations(related),
        "docProps/core.xml": PROPERTIES,
    }


def relations(related: Mapping[str, str]) -> str:
    """A part that leads to others: the kind of each by its target."""
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{KINDS}/{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(related.items(), 1)
    )
    return f'<Relationships xmlns="{NAMES["rel"]}">{listed}</Relationships>'


def word_parts() -> dict[str, str]:
    """A Word document: title, contents, two service areas with a table each, notes."""
    kinds = {
        "word/document.xml": "wordprocessingml.document.main", "word/styles.xml": "wordprocessingml.styles",
        "word/header1.xml": "wordprocessingml.header", "word/footer1.xml": "wordprocessingml.footer",
        "word/footer2.xml": "wordprocessingml.footer",
    }  # fmt: skip
    related = {"styles.xml": "styles", "header1.xml": "header", "footer1.xml": "footer", "footer2.xml": "footer"}
    page = '<w:p><w:r><w:t>Page </w:t></w:r><w:fldSimple w:instr=" PAGE "/><w:fldSimple w:instr=" NUMPAGES "/></w:p>'
    return package("word/document.xml", kinds, related) | {
        "word/document.xml": f"<w:document {W}><w:body>{word_body()}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {W}>{word_styles()}</w:styles>",
        "word/header1.xml": f"<w:hdr {W}><w:p><w:r><w:t>Sample City Council</w:t></w:r></w:p></w:hdr>",
        "word/footer1.xml": f"<w:ftr {W}>{page}</w:ftr>",
        "word/footer2.xml": f"<w:ftr {W}>{page}</w:ftr>",
    }


def word_styles() -> str:
    """Arial 12 for all text, headings, contents, and a table whose first row stands on grey."""
    named = (("Heading1", "heading 1", 0), ("Heading2", "heading 2", 1), ("TOC1", "toc 1", 9), ("TOC2", "toc 2", 9))
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:pPr><w:outlineLvl w:val="{level}"/></w:pPr></w:style>'
        for key, name, level in named
    )
    return (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial"/><w:color w:val="1F2427"/><w:sz w:val="24"/>'
        '<w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        f'{styles}<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/><w:tblStylePr w:type="firstRow">'
        '<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E6EBED"/></w:tcPr></w:tblStylePr></w:style>'
    )


def word_body() -> str:
    """The body, on landscape A4 with text 15136 twentieths of a point wide."""
    headings = (("Child Protection", 1), ("Plans", 2), ("Adoption", 1), ("Notes", 1))
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-2" \\h </w:instrText></w:r>'
    begin += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    entries = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="TOC{level}"/></w:pPr>{begin if number == 0 else ""}<w:hyperlink w:anchor="_Toc{number}">'
        f"<w:r><w:t>{words}</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>{number + 1}</w:t></w:r></w:hyperlink>"
        f"{ENDED if number == 3 else ''}</w:p>"
        for number, (words, level) in enumerate(headings)
    )
    first, second, third, fourth = (
        f'<w:p><w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr><w:bookmarkStart w:id="{number}" w:name="_Toc{number}"/>'
        f'<w:r><w:t>{words}</w:t></w:r><w:bookmarkEnd w:id="{number}"/></w:p>'
        for number, (words, level) in enumerate(headings)
    )
    counts = word_table("Counts", (7568, 7568), (("Service area", "Improved"), ("Child Protection", "2")))
    header = ("No", "Priority Indicator", "Latest", "Direction", "Commentary")
    rows = [
        (f"CP{n}", f"Measure {n}", f"{n}%", "▲ 1 pp, improved", f"More plans than in {n} others.") for n in (1, 2, 3)
    ]
    plans = word_table("Plans", (1136, 3000, 2000, 3000, 6000), (header, *rows))
    said = "<w:p><w:r><w:t>Arrows show the movement of the number.</w:t></w:r></w:p>"
    return (
        "<w:p><w:r><w:t>Early Intervention Performance Framework</w:t></w:r></w:p>"
        '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Summary</w:t></w:r></w:p>'
        f"{counts}<w:sdt><w:sdtContent>{entries}</w:sdtContent></w:sdt>{first}{second}{plans}{third}{said}{fourth}{said}"
        '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:footerReference w:type="default" r:id="rId3"/>'
        '<w:footerReference w:type="first" r:id="rId4"/><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
        '<w:pgMar w:top="1134" w:right="851" w:bottom="1021" w:left="851" w:header="482" w:footer="482" w:gutter="0"/>'
        "<w:titlePg/></w:sectPr>"
    )


ENDED = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def word_table(caption: str, widths: tuple[int, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    """A table with its first row as the header."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    written_rows = "".join(
        f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if number == 0 else ''}</w:trPr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>'
            for words, width in zip(row, widths, strict=True)
        )
        + "</w:tr>"
        for number, row in enumerate(rows)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{caption}"/><w:tblDescription w:val="One row for each."/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{written_rows}</w:tbl>"
    )


HEADINGS = ("Area", "Section", "No", "Priority Indicator", "Unit", "Latest", "Direction", "Change")
FIRST_ROW, LAST_ROW = 7, 41


def excel_parts() -> dict[str, str]:
    """A workbook: a cover, a table of 35 indicators, notes."""
    kinds = {
        "xl/workbook.xml": "spreadsheetml.sheet.main", "xl/styles.xml": "spreadsheetml.styles",
        "xl/tables/table1.xml": "spreadsheetml.table",
        **{f"xl/worksheets/sheet{number}.xml": "spreadsheetml.worksheet" for number in (1, 2, 3)},
    }  # fmt: skip
    sheets = {f"worksheets/sheet{number}.xml": "worksheet" for number in (1, 2, 3)}
    names = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(("Cover", "Framework", "Notes"), 1)
    )
    columns = "".join(f'<tableColumn id="{number}" name="{name}"/>' for number, name in enumerate(HEADINGS, 1))
    return package("xl/workbook.xml", kinds, {**sheets, "styles.xml": "styles"}) | {
        "xl/workbook.xml": f"<workbook {S}><bookViews><workbookView/></bookViews><sheets>{names}</sheets><definedNames>"
        '<definedName name="_xlnm.Print_Titles" localSheetId="1">Framework!$6:$6</definedName></definedNames></workbook>',
        "xl/styles.xml": f"<styleSheet {S}>{excel_styles()}</styleSheet>",
        "xl/worksheets/sheet1.xml": sheet([(1, [("Early Intervention Performance Framework", 1)])]),
        "xl/worksheets/sheet2.xml": sheet(excel_rows(), frozen=True),
        "xl/worksheets/sheet3.xml": sheet([(1, [("Notes", 1)]), (2, [("Arrows show the movement.", 2)])]),
        "xl/worksheets/_rels/sheet2.xml.rels": relations({"../tables/table1.xml": "table"}),
        "xl/tables/table1.xml": f'<table {S} id="1" displayName="Framework" ref="A6:H{LAST_ROW}">'
        f'<autoFilter ref="A6:H{LAST_ROW}"/><tableColumns count="8">{columns}</tableColumns></table>',
    }


def excel_rows() -> list[tuple[int, list[tuple[str | int | float, int]]]]:
    """The rows of the Framework sheet: each cell's content and style."""
    rows: list[tuple[int, list[tuple[str | int | float, int]]]] = [(1, [("Framework", 1)]), (2, [("Shorthand.", 2)])]
    rows.append((6, [(heading, 3) for heading in HEADINGS]))
    for row in range(FIRST_ROW, LAST_ROW + 1):
        words = [("Child Protection", 4), ("Plans", 4), (f"CP{row}", 4), (f"Measure {row}", 4), ("%", 4)]
        rows.append((row, [*words, (row / 100, 5), ("▲ 1 pp, improved", 6), (1, 7)]))
    return rows


def excel_styles() -> str:
    """Title, plain, header, wrapped, percentage, improved and change, in this order from 1 on."""
    fonts = "".join(
        f'<font>{bold}<sz val="{points}"/><color rgb="{colour}"/><name val="Arial"/><family val="2"/></font>'
        for bold, points, colour in (("", 11, "FF000000"), ("<b/>", 16, "FF1F4E5F"), ("<b/>", 11, "FFFFFFFF"))
    )
    fills = "".join(
        f'<fill><patternFill patternType="{kind}">{colour}</patternFill></fill>'
        for kind, colour in (
            ("none", ""),
            ("gray125", ""),
            ("solid", '<fgColor rgb="FF1F4E5F"/>'),
            ("solid", '<fgColor rgb="FFD8ECDB"/>'),
        )
    )
    wrap = '<alignment wrapText="1"/>'
    xfs = "".join(
        f'<xf numFmtId="{code}" fontId="{font}" fillId="{fill}" borderId="0" xfId="{style}">{inner}</xf>'
        for code, font, fill, style, inner in (
            (0, 0, 0, 0, ""), (0, 1, 0, 1, ""), (0, 0, 0, 0, ""), (0, 2, 2, 0, wrap), (0, 0, 0, 0, wrap), (9, 0, 0, 0, ""),
            (0, 0, 3, 0, wrap), (164, 0, 0, 0, ""),
        )
    )  # fmt: skip
    plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    return (
        '<numFmts count="1"><numFmt numFmtId="164" formatCode="+0;-0;0"/></numFmts>'
        f'<fonts count="3">{fonts}</fonts><fills count="4">{fills}</fills><borders count="1"><border/></borders>'
        f'<cellStyleXfs count="2">{plain * 2}</cellStyleXfs><cellXfs count="8">{xfs}</cellXfs><cellStyles count="2">'
        '<cellStyle name="Normal" xfId="0" builtinId="0"/><cellStyle name="Heading 1" xfId="1" builtinId="16"/></cellStyles>'
    )


def sheet(rows: list[tuple[int, list[tuple[str | int | float, int]]]], *, frozen: bool = False) -> str:
    """A sheet, each column twenty digits wide, set up for paper."""
    pane = '<pane ySplit="6" topLeftCell="A7" activePane="bottomLeft" state="frozen"/>' if frozen else ""
    where = ' pane="bottomLeft"' if frozen else ""
    data = "".join(
        f'<row r="{row}">'
        + "".join(_cell(f"{letter}{row}", *each) for letter, each in zip("ABCDEFGH", cells, strict=False))
        + "</row>"
        for row, cells in rows
    )
    columns = "".join(f'<col min="{number}" max="{number}" width="20" customWidth="1"/>' for number in range(1, 9))
    return (
        f'<worksheet {S}><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">{pane}'
        f'<selection{where} activeCell="A1" sqref="A1"/></sheetView></sheetViews><cols>{columns}</cols>'
        f'<sheetData>{data}</sheetData><pageSetup orientation="landscape" fitToHeight="0"/>'
        f"<headerFooter><oddFooter>Page &amp;P of &amp;N</oddFooter></headerFooter>{TABLE if frozen else ''}</worksheet>"
    )


TABLE = '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>'


def _cell(name: str, content: str | float, style: int) -> str:
    if isinstance(content, str):
        return f'<c r="{name}" s="{style}" t="inlineStr"><is><t>{content}</t></is></c>'
    return f'<c r="{name}" s="{style}"><v>{content}</v></c>'


def edited(data: bytes, part: str, edit: Edit) -> bytes:
    """The same file with one of its parts edited, or added where it is not there."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        names = package.namelist()
        for name in names:
            archive.writestr(name, edit(package.read(name)) if name == part else package.read(name))
        if part not in names:
            archive.writestr(part, edit(b""))
    return out.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """Every part of a file."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def tree(edit: Callable[[etree._Element], object]) -> Edit:
    """An edit of the part's XML."""

    def edited_tree(part: bytes) -> bytes:
        root = etree.fromstring(part)
        edit(root)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    return edited_tree


def found(root: etree._Element, path: str) -> list[etree._Element]:
    """The elements on a path; a case whose path leads nowhere is no case."""
    elements = root.xpath(path, namespaces=NAMES)
    assert elements, f"nothing at {path}"
    return elements


def drop(path: str) -> Edit:
    """Take the elements out."""

    def edit(root: etree._Element) -> None:
        for element in found(root, path):
            element.getparent().remove(element)

    return tree(edit)


def put(path: str, name: str, value: str) -> Edit:
    """Set an attribute of the elements; its name may have a prefix."""
    prefix, _, local = name.rpartition(":")
    full = f"{{{NAMES[prefix]}}}{local}" if prefix else local

    def edit(root: etree._Element) -> None:
        for element in found(root, path):
            element.set(full, value)

    return tree(edit)


def say(path: str, words: str) -> Edit:
    """Set the text of the elements."""

    def edit(root: etree._Element) -> None:
        for element in found(root, path):
            element.text = words

    return tree(edit)


def add(path: str, markup: str, at: int | None = None) -> Edit:
    """Put markup into each of the elements, as the child of that number, or last."""
    declared = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())

    def edit(root: etree._Element) -> None:
        for element in found(root, path):
            children = list(etree.fromstring(f"<x {declared}>{markup}</x>"))
            place = len(element) if at is None else at
            for offset, each in enumerate(children):
                element.insert(place + offset, each)

    return tree(edit)


def both(*edits: Edit) -> Edit:
    """Make several edits, one after the other."""

    def edit(part: bytes) -> bytes:
        for each in edits:
            part = each(part)
        return part

    return edit
