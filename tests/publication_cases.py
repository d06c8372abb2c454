"""Every way of spoiling a document that a rule of documents is there for, and exactly what is then said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.published import KINDS, MAIN, NAMES, Edit, add, both, drop, put, say

STYLES = {"docx": "word/styles.xml", "xlsx": "xl/styles.xml"}
CORE = "docProps/core.xml"
COVER, FRAMEWORK = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
RELATIONS = "word/_rels/document.xml.rels"
SECOND_ROW = "(//w:tbl)[2]/w:tr[3]"
COMMENTS = f'<rel:Relationship Id="rId9" Type="{KINDS}/comments" Target="../comments1.xml"/>'
TWO_COMMENTS = f'<comments xmlns="{NAMES["s"]}"><commentList><comment ref="A1"/><comment ref="A2"/></commentList></comments>'.encode()
LEFT_COMMENT = f'<rel:Relationship Id="rId9" Type="{KINDS}/comments" Target="comments.xml"/>'
ONE_COMMENT = f'<w:comments xmlns:w="{NAMES["w"]}"><w:comment w:id="0"/></w:comments>'.encode()
OUTWARD = '<w:p><w:hyperlink r:id="rId99"><w:r><w:t>How neighbours are chosen</w:t></w:r></w:hyperlink></w:p>'
HERE = '<w:hyperlink w:anchor="_top"><w:r><w:t>here</w:t></w:r></w:hyperlink>'


def heading(number: int) -> str:
    """The path of a heading of the small document."""
    return f"(//w:p[starts-with(w:pPr/w:pStyle/@w:val, 'Heading')])[{number}]"


def cell(name: str) -> str:
    """The path of a cell of a sheet."""
    return f"//s:c[@r='{name}']"


def related(kind: str, target: str) -> Edit:
    """Let a part lead to something outside the file."""
    markup = f'<rel:Relationship Id="rId99" Type="{KINDS}/{kind}" Target="{target}" TargetMode="External"/>'
    return add("/rel:Relationships", markup)


def picture(words: str, around: str = "inline") -> str:
    """A picture in a paragraph of its own."""
    drawing = f'<wp:{around}><wp:docPr id="1" name="Picture 1" descr="{words}"/></wp:{around}>'
    return f"<w:p><w:r><w:drawing>{drawing}</w:drawing></w:r></w:p>"


@dataclass(frozen=True)
class Case:
    """A document with some parts edited, and all that is then found: place, rule and message, in order."""

    code: str
    form: str
    edits: Mapping[str, Edit]
    expected: Sequence[tuple[str, str, str]]


CASES = (
    Case(
        "EF601",
        "docx",
        {MAIN["docx"]: put("//w:pStyle[@w:val='Heading1']", "w:val", "Normal")},
        [
            ("", "EF601", "The document has no Heading 1."),
            ("Heading “Plans”", "EF602", "“Plans” is a Heading 2 and is the first heading."),
            ("Heading “Plans”", "EF606", "The contents have “Child Protection” where the heading is “Plans”."),
        ],
    ),
    Case(
        "EF602",
        "docx",
        {STYLES["docx"]: put("//w:style[@w:styleId='Heading2']/w:pPr/w:outlineLvl", "w:val", "2")},
        [
            ("Heading “Plans”", "EF602", "“Plans” is a Heading 3 and follows a Heading 1."),
            ("Heading “Adoption”", "EF606", "The contents have “Plans” where the heading is “Adoption”."),
        ],
    ),
    Case(
        "EF603",
        "docx",
        {MAIN["docx"]: drop(f"{heading(3)}/w:r")},
        [
            ("Heading “Child Protection”", "EF603", "A Heading 2 has no words."),
            ("Heading “Adoption”", "EF606", "The contents have “Plans” where the heading is “Adoption”."),
        ],
    ),
    Case(
        "EF604",
        "docx",
        {MAIN["docx"]: add("//w:body", "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Presenting needs</w:t></w:r></w:p>", 0)},
        [
            ("First page", "EF604", "“Presenting needs” was made bold by hand and is no heading."),
        ],
    ),
    Case(
        "EF605",
        "docx",
        {MAIN["docx"]: drop("//w:sdt")},
        [
            ("", "EF605", "There is no table of contents."),
        ],
    ),
    Case(
        "EF605",
        "docx",
        {MAIN["docx"]: drop("//w:hyperlink")},
        [
            ("", "EF605", "The table of contents has no entries."),
        ],
    ),
    Case(
        "EF606",
        "docx",
        {MAIN["docx"]: say(f"{heading(4)}/w:r/w:t", "Adoption Service")},
        [
            (
                "Heading “Adoption Service”",
                "EF606",
                "The contents have “Adoption” where the heading is “Adoption Service”.",
            ),
        ],
    ),
    Case(
        "EF606",
        "docx",
        {MAIN["docx"]: drop("(//w:hyperlink)[4]/..")},
        [
            ("", "EF606", "The contents have 3 entries for 4 headings."),
        ],
    ),
    Case(
        "EF607",
        "docx",
        {MAIN["docx"]: drop(f"{heading(4)}/w:bookmarkStart")},
        [
            ("Heading “Summary”", "EF607", "The link “Adoption 3” leads to a place that is not there."),
        ],
    ),
    Case(
        "EF608",
        "docx",
        {STYLES["docx"]: put("//w:docDefaults//w:lang", "w:val", "en-US")},
        [
            ("", "EF608", "The language of the text is en-US."),
        ],
    ),
    Case(
        "EF611",
        "docx",
        {MAIN["docx"]: drop("(//w:tbl)[2]//w:tblHeader")},
        [
            ("Table 2", "EF611", "Table 2 has no row marked as its header."),
        ],
    ),
    Case(
        "EF611",
        "docx",
        {MAIN["docx"]: drop("//w:tblHeader")},
        [("Table 1", "EF611", "Table 1 has no row marked as its header; the same holds for table 2.")],
    ),
    Case(
        "EF612",
        "docx",
        {MAIN["docx"]: drop("(//w:tbl)[2]//w:tblCaption")},
        [
            ("Table 2", "EF612", "Table 2 has no title for screen readers."),
        ],
    ),
    Case(
        "EF612",
        "docx",
        {MAIN["docx"]: both(drop("(//w:tbl)[2]//w:tblCaption"), drop("(//w:tbl)[2]//w:tblDescription"))},
        [
            ("Table 2", "EF612", "Table 2 has no title and no description for screen readers."),
        ],
    ),
    Case(
        "EF612",
        "docx",
        {MAIN["docx"]: drop("(//w:tbl)[2]//w:tblDescription")},
        [
            ("Table 2", "EF612", "Table 2 has no description for screen readers."),
        ],
    ),
    Case(
        "EF613",
        "docx",
        {MAIN["docx"]: put("(//w:tbl)[2]//w:tblLook", "w:firstRow", "0")},
        [
            ("Table 2", "EF613", "Table 2 does not say in its style options that its first row is its header."),
        ],
    ),
    Case(
        "EF614",
        "docx",
        {MAIN["docx"]: add(f"{SECOND_ROW}/w:tc[2]/w:tcPr", '<w:gridSpan w:val="2"/>')},
        [
            ("Table 2, row 3", "EF614", "Table 2 has merged cells."),
        ],
    ),
    Case(
        "EF614",
        "docx",
        {
            MAIN["docx"]: add(
                f"{SECOND_ROW}/w:tc[2]",
                "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Inner</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
            )
        },
        [
            ("Table 2, row 3", "EF614", "Table 2 holds another table in a cell."),
        ],
    ),
    Case(
        "EF615",
        "docx",
        {MAIN["docx"]: drop(f"{SECOND_ROW}/w:tc[2]/w:p/w:r")},
        [
            ("Table 2, row 3", "EF615", "Table 2 has an empty cell."),
        ],
    ),
    Case(
        "EF616",
        "docx",
        {MAIN["docx"]: drop(f"{SECOND_ROW}/w:trPr")},
        [
            ("Table 2, row 3", "EF616", "A row of table 2 may break across pages."),
        ],
    ),
    Case(
        "EF617",
        "docx",
        {MAIN["docx"]: put("(//w:tbl)[1]/w:tblGrid/w:gridCol[1]", "w:w", "30000")},
        [
            ("Table 1", "EF617", "Table 1 is 66.3 cm wide; the text is 26.7 cm."),
            ("Table 1", "EF618", "Table 1 has columns that do not add up to the width of the text."),
        ],
    ),
    Case(
        "EF618",
        "docx",
        {MAIN["docx"]: drop("(//w:tbl)[1]//w:tblLayout")},
        [
            ("Table 1", "EF618", "Table 1 has no fixed widths."),
        ],
    ),
    Case(
        "EF618",
        "docx",
        {MAIN["docx"]: put(f"{SECOND_ROW}/w:tc[2]/w:tcPr/w:tcW", "w:w", "100")},
        [
            ("Table 2", "EF618", "Table 2 has columns that do not add up to the width of the text."),
        ],
    ),
    Case(
        "EF621",
        "docx",
        {MAIN["docx"]: put("//w:pgSz", "w:w", "11906")},
        [
            ("", "EF621", "Section 1 is 21.0 by 21.0 cm, not landscape A4."),
            ("Table 1", "EF617", "Table 1 is 26.7 cm wide; the text is 18.0 cm."),
            (
                "Table 1",
                "EF618",
                "Table 1 has columns that do not add up to the width of the text; the same holds for table 2.",
            ),
            ("Table 2", "EF617", "Table 2 is 26.7 cm wide; the text is 18.0 cm."),
        ],
    ),
    Case(
        "EF622",
        "docx",
        {"word/footer2.xml": drop("//w:fldSimple")},
        [
            ("page footer", "EF622", "The first page of section 1 does not say “Page X of Y”."),
        ],
    ),
    Case(
        "EF623",
        "docx",
        {MAIN["docx"]: add("//w:body", picture(""), 0)},
        [
            ("First page", "EF623", "“Picture 1” has no alternative text."),
        ],
    ),
    Case(
        "EF623",
        "docx",
        {"word/header1.xml": add("/w:hdr", picture(""), 0)},
        [
            ("page header", "EF623", "“Picture 1” has no alternative text."),
        ],
    ),
    Case(
        "EF624",
        "docx",
        {MAIN["docx"]: add("//w:body", picture("A map", "anchor"), 0)},
        [
            ("First page", "EF624", "A picture or shape is not in line with the text."),
        ],
    ),
    Case(
        "EF625",
        "docx",
        {
            MAIN["docx"]: add(
                f"{heading(4)}", '<w:del w:id="9" w:author="A"><w:r><w:delText>John</w:delText></w:r></w:del>'
            )
        },
        [
            ("Heading “Adoption”", "EF625", "A tracked change is left."),
        ],
    ),
    Case(
        "EF626",
        "docx",
        {MAIN["docx"]: add(f"{SECOND_ROW}/w:tc[2]/w:p", '<w:r><w:commentReference w:id="0"/></w:r>')},
        [
            ("Table 2, row 3", "EF626", "A comment is left."),
        ],
    ),
    Case(
        "EF626",
        "docx",
        {RELATIONS: add("/rel:Relationships", LEFT_COMMENT), "word/comments.xml": lambda _: ONE_COMMENT},
        [
            ("", "EF626", "The file still holds a comment."),
        ],
    ),
    Case(
        "EF627",
        "docx",
        {MAIN["docx"]: add(f"{heading(4)}/w:r", "<w:rPr><w:vanish/></w:rPr>", 0)},
        [
            ("Heading “Adoption”", "EF627", "“Adoption” is hidden text."),
        ],
    ),
    Case(
        "EF701",
        "xlsx",
        {FRAMEWORK: drop(cell("A1"))},
        [
            ("Framework!A1", "EF701", "The sheet “Framework” has no title in A1."),
        ],
    ),
    Case(
        "EF702",
        "xlsx",
        {FRAMEWORK: put(cell("A1"), "s", "2")},
        [
            ("Framework!A1", "EF702", "The title of the sheet “Framework” is not in a heading style."),
        ],
    ),
    Case(
        "EF703",
        "xlsx",
        {FRAMEWORK: put("//s:row[@r='9']", "hidden", "1")},
        [
            ("Framework!A9", "EF703", "Row 9 is hidden."),
        ],
    ),
    Case(
        "EF703",
        "xlsx",
        {FRAMEWORK: put("//s:col[3]", "hidden", "1")},
        [
            ("Framework!C1", "EF703", "Column C is hidden."),
        ],
    ),
    Case(
        "EF703",
        "xlsx",
        {MAIN["xlsx"]: put("//s:sheet[3]", "state", "veryHidden")},
        [
            ("Notes", "EF703", "The sheet “Notes” is hidden."),
        ],
    ),
    Case(
        "EF703",
        "xlsx",
        {"xl/pivotCache/pivotCacheRecords1.xml": lambda _: b"<a/>"},
        [
            ("", "EF703", "The file keeps a copy of the records behind a pivot table."),
        ],
    ),
    Case(
        "EF704",
        "xlsx",
        {MAIN["xlsx"]: put("//s:workbookView", "activeTab", "1")},
        [
            ("", "EF704", "The workbook does not open on its first sheet."),
        ],
    ),
    Case(
        "EF704",
        "xlsx",
        {COVER: put("//s:selection", "activeCell", "F40")},
        [
            ("Cover", "EF704", "The sheet “Cover” opens with the cursor in F40."),
        ],
    ),
    Case(
        "EF705",
        "xlsx",
        {
            "xl/worksheets/_rels/sheet2.xml.rels": add("/rel:Relationships", COMMENTS),
            "xl/comments1.xml": lambda _: TWO_COMMENTS,
        },
        [
            ("Framework", "EF705", "The sheet “Framework” has a comment, and 1 more comment."),
        ],
    ),
    Case(
        "EF706",
        "xlsx",
        {FRAMEWORK: both(put(cell("F9"), "t", "e"), say(cell("F9") + "/s:v", "#REF!"))},
        [
            ("Framework!F9", "EF706", "The cell shows #REF!."),
        ],
    ),
    Case(
        "EF706",
        "xlsx",
        {FRAMEWORK: both(add(cell("F9"), "<s:f>F8+1</s:f>", 0), drop(cell("F9") + "/s:v"))},
        [
            ("Framework!F9", "EF706", "The formula has no stored result."),
        ],
    ),
    Case(
        "EF711",
        "xlsx",
        {COVER: add("//s:worksheet", '<s:mergeCells><s:mergeCell ref="A3:B4"/></s:mergeCells>')},
        [
            ("Cover!A3", "EF711", "The cells A3:B4 are merged."),
        ],
    ),
    Case(
        "EF712",
        "xlsx",
        {"xl/worksheets/_rels/sheet2.xml.rels": drop("//rel:Relationship")},
        [
            ("", "EF712", "The workbook has no Excel table."),
        ],
    ),
    Case(
        "EF713",
        "xlsx",
        {"xl/tables/table1.xml": put("//s:tableColumn[2]", "name", "Area")},
        [
            ("Framework!A6", "EF713", "Two columns of the table have the heading “Area”."),
            ("Framework!B6", "EF713", "Two columns of the table have the heading “Area”."),
        ],
    ),
    Case(
        "EF713",
        "xlsx",
        {"xl/tables/table1.xml": put("/s:table", "headerRowCount", "0")},
        [
            ("Framework!A6", "EF713", "The table “Framework” has no row of headings."),
        ],
    ),
    Case(
        "EF714",
        "xlsx",
        {FRAMEWORK: drop("//s:row[@r='10']")},
        [
            ("Framework!A10", "EF714", "Row 10 of the table is blank."),
            ("Framework!A10", "EF715", "A cell of the table “Framework” is empty, and 7 more cells."),
        ],
    ),
    Case(
        "EF714",
        "xlsx",
        {FRAMEWORK: drop("//s:row[@r>6]/s:c[starts-with(@r,'E')]")},
        [
            ("Framework!E6", "EF714", "A column of the table is blank."),
            ("Framework!E7", "EF715", "A cell of the table “Framework” is empty, and 34 more cells."),
        ],
    ),
    Case(
        "EF715",
        "xlsx",
        {FRAMEWORK: drop(cell("D9"))},
        [
            ("Framework!D9", "EF715", "A cell of the table “Framework” is empty."),
        ],
    ),
    Case(
        "EF716",
        "xlsx",
        {
            FRAMEWORK: add(
                "//s:sheetData",
                '<s:row r="60"><s:c r="A60" t="inlineStr"><s:is><s:t>* provisional</s:t></s:is></s:c></s:row>',
            )
        },
        [
            ("Framework!A60", "EF716", "“* provisional” stands below or beside the table “Framework”."),
        ],
    ),
    Case(
        "EF717",
        "xlsx",
        {FRAMEWORK: say(cell("D9") + "/s:is/s:t", "1,306")},
        [
            ("Framework!D9", "EF717", "“1,306” is stored as text."),
        ],
    ),
    Case(
        "EF721",
        "xlsx",
        {FRAMEWORK: say(cell("F9") + "/s:v", "12345678901234567890")},
        [
            ("Framework!F9", "EF721", "“1234567890123460000000%” is wider than its column and shows as ###."),
        ],
    ),
    Case(
        "EF722",
        "xlsx",
        {
            FRAMEWORK: both(
                say(cell("D9") + "/s:is/s:t", "word " * 300),
                put("//s:row[@r='9']", "ht", "45"),
                put("//s:row[@r='9']", "customHeight", "1"),
            )
        },
        [
            ("Framework!D9", "EF722", "“word word word word word word word word…” needs a taller row than it has."),
        ],
    ),
    Case(
        "EF723",
        "xlsx",
        {
            FRAMEWORK: both(
                put(cell("D9"), "s", "2"),
                say(cell("D9") + "/s:is/s:t", "A name that is too long for its column and does not wrap"),
            )
        },
        [
            ("Framework!D9", "EF723", "“A name that is too long for its column…” does not fit before the next cell."),
        ],
    ),
    Case(
        "EF724",
        "xlsx",
        {STYLES["xlsx"]: put("//s:numFmt", "formatCode", '0" percentage points"')},
        [
            ("Framework!H7", "EF724", "The number's format adds long words, and 34 more cells."),
        ],
    ),
    Case(
        "EF725",
        "xlsx",
        {FRAMEWORK: put("//s:pageSetup", "orientation", "portrait")},
        [
            ("Framework", "EF725", "The sheet “Framework” is not printed in landscape."),
        ],
    ),
    Case(
        "EF725",
        "xlsx",
        {FRAMEWORK: put("//s:pageSetup", "fitToWidth", "2")},
        [
            ("Framework", "EF725", "The sheet “Framework” is not printed fitted to one page's width."),
        ],
    ),
    Case(
        "EF726",
        "xlsx",
        {MAIN["xlsx"]: drop("//s:definedName[@name='_xlnm.Print_Titles']")},
        [
            ("Framework", "EF726", "The headings of the table “Framework” are not repeated on each printed page."),
        ],
    ),
    Case(
        "EF727",
        "xlsx",
        {FRAMEWORK: drop("//s:headerFooter")},
        [
            ("Framework", "EF727", "The printed pages of the sheet “Framework” do not say “Page X of Y”."),
        ],
    ),
    Case(
        "EF728",
        "xlsx",
        {
            MAIN["xlsx"]: add(
                "//s:definedNames",
                '<s:definedName name="_xlnm.Print_Area" localSheetId="1">Framework!$A$1:$H$40</s:definedName>',
            )
        },
        [
            ("Framework!A41", "EF728", "The cell is outside the print area, and 7 more cells."),
        ],
    ),
    Case(
        "EF729",
        "xlsx",
        {FRAMEWORK: drop("//s:pane")},
        [
            ("Framework", "EF729", "The headings of the table “Framework” do not stay in view."),
        ],
    ),
    Case(
        "EF802",
        "docx",
        {CORE: say("//dc:title", "Document1")},
        [
            ("", "EF802", "“Document1” is no title."),
        ],
    ),
    Case(
        "EF802",
        "xlsx",
        {CORE: drop("//dc:title")},
        [
            ("", "EF802", "The title among the properties is not set."),
        ],
    ),
    Case(
        "EF803",
        "docx",
        {CORE: say("//dc:language", "en-US")},
        [
            ("", "EF803", "The language among the properties is en-US."),
        ],
    ),
    Case(
        "EF804",
        "xlsx",
        {CORE: say("//dc:creator", "openpyxl")},
        [
            ("", "EF804", "The author among the properties is “openpyxl”."),
        ],
    ),
    Case(
        "EF805",
        "docx",
        {MAIN["docx"]: say(f"{SECOND_ROW}/w:tc[5]//w:t", "See Error! Bookmark not defined.")},
        [
            ("Table 2, row 3", "EF805", "“Error! Bookmark not defined” is a placeholder."),
        ],
    ),
    Case(
        "EF805",
        "xlsx",
        {FRAMEWORK: say(cell("D9") + "/s:is/s:t", "Measure {{ number }}")},
        [
            ("Framework!D9", "EF805", "“{{ number }}” is a placeholder."),
        ],
    ),
    Case(
        "EF806",
        "docx",
        {"word/vbaProject.bin": lambda _: b"a program"},
        [
            ("", "EF806", "The document holds macros."),
        ],
    ),
    Case(
        "EF807",
        "docx",
        {RELATIONS: related("image", "file://server/logo.png")},
        [
            ("", "EF807", "Content is taken from “file://server/logo.png”."),
        ],
    ),
    Case(
        "EF807",
        "xlsx",
        {"xl/_rels/workbook.xml.rels": related("externalLinkPath", "returns.xlsx")},
        [
            ("", "EF807", "Content is taken from “returns.xlsx”."),
        ],
    ),
    Case(
        "EF808",
        "docx",
        {RELATIONS: related("hyperlink", "https://example.org/"), MAIN["docx"]: add(heading(2) + "/..", OUTWARD, 0)},
        [
            ("First page", "EF808", "A link leads to https://example.org/."),
        ],
    ),
    Case(
        "EF809",
        "docx",
        {MAIN["docx"]: add("(//w:body/w:p)[1]", HERE)},
        [
            ("First page", "EF809", "A link “here” does not say where it leads."),
        ],
    ),
    Case(
        "EF811",
        "docx",
        {MAIN["docx"]: add(f"{SECOND_ROW}/w:tc[2]//w:r", '<w:rPr><w:color w:val="FFC000"/></w:rPr>', 0)},
        [
            ("Table 2, row 3", "EF811", "“Measure 2” is #FFC000 on #FFFFFF, a contrast of 1.6 to 1."),
        ],
    ),
    Case(
        "EF811",
        "xlsx",
        {STYLES["xlsx"]: put("//s:fonts/s:font[1]/s:color", "rgb", "FFFFC000")},
        [
            (
                "Framework!A2",
                "EF811",
                "“Shorthand.” is #FFC000 on #FFFFFF, a contrast of 1.6 to 1, and 246 more places.",
            ),
            (
                "Framework!G7",
                "EF811",
                "“▲ 1 pp, improved” is #FFC000 on #D8ECDB, a contrast of 1.3 to 1, and 34 more places.",
            ),
        ],
    ),
    Case(
        "EF812",
        "docx",
        {MAIN["docx"]: add(f"{SECOND_ROW}/w:tc[2]//w:r", '<w:rPr><w:sz w:val="14"/></w:rPr>', 0)},
        [
            ("Table 2, row 3", "EF812", "“Measure 2” is 7 points."),
        ],
    ),
    Case(
        "EF813",
        "docx",
        {MAIN["docx"]: add(f"{SECOND_ROW}/w:tc[2]//w:r", '<w:rPr><w:rFonts w:ascii="Cambria"/></w:rPr>', 0)},
        [
            ("Table 2, row 3", "EF813", "“Measure 2” is in Cambria."),
        ],
    ),
    Case(
        "EF813",
        "xlsx",
        {STYLES["xlsx"]: put("//s:fonts/s:font[2]/s:name", "val", "Georgia")},
        [
            ("Cover!A1", "EF813", "“Early Intervention Performance Framework” is in Georgia, and 2 more places."),
        ],
    ),
    Case(
        "EF814",
        "docx",
        {
            MAIN["docx"]: both(
                add(f"{SECOND_ROW}/w:tc[2]/w:tcPr", '<w:shd w:val="clear" w:fill="FF0000"/>'),
                say(f"{SECOND_ROW}/w:tc[2]//w:t", "●"),
            )
        },
        [
            ("Table 2, row 3", "EF811", "“●” is #1F2427 on #FF0000, a contrast of 3.9 to 1."),
            ("Table 2, row 3", "EF814", "The cell says something by its colour alone."),
        ],
    ),
    Case(
        "EF814",
        "xlsx",
        {FRAMEWORK: drop(cell("G9") + "/s:is")},
        [
            ("Framework!G9", "EF715", "A cell of the table “Framework” is empty."),
            ("Framework!G9", "EF814", "The cell says something by its colour alone."),
        ],
    ),
)
