"""Workbooks as they turn up: written by other programs, saved strictly, damaged, or made to do harm."""

from __future__ import annotations

import io
import re
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from itertools import count

import pytest
from openpyxl.styles.numbers import BUILTIN_FORMATS

from efreport.model import Limits, column_letters
from efreport.returns import allowance as allowances
from efreport.returns.allowance import Allowance
from efreport.returns.refusal import NotAWorkbook
from efreport.returns.sheet import Area, Sheet, SheetCell
from efreport.returns.sheets import read_sheets
from efreport.returns.workbook import open_book, read_worksheet
from efreport.returns.workbook.formats import BUILT_IN
from efreport.returns.workbook.formulas import moved
from efreport.returns.workbook.moments import from_serial
from efreport.returns.workbook.strings import unescaped
from efreport.returns.workbook.xml import Refused
from tests.odd_workbooks import HEAD, MAIN, packed, parts, relations, sheet, strict, strings, styles, workbook
from tests.workbooks import make_workbook

DAMAGED = "Excel may open it, but something in it is damaged or unusual"
GOOD = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>0.217</v></c></row>'


def seen(data: bytes) -> dict[str, str]:
    """What a person sees on the first sheet, by cell."""
    return {
        f"{column_letters(column)}{row}": cell.text
        for row, cells in read_sheets(data)[0].rows.items()
        for column, cell in cells.items()
    }


def cell_of(inner: str, **changed: str) -> SheetCell | None:
    """The cell A1 of a workbook in which `inner` is stored."""
    rows = read_sheets(packed(parts(f'<row r="1">{inner}</row>', **changed)))[0].rows
    return rows.get(1, {}).get(1)


STORED: dict[str, tuple[str, SheetCell | None]] = {
    "number": ("<c r='A1'><v>306</v></c>", SheetCell(1, 1, "306", Decimal(306))),
    "percentage": ("<c r='A1' s='1'><v>0.217</v></c>", SheetCell(1, 1, "21.7%", Decimal("21.7"))),
    "kind named": ("<c r='A1' t='n'><v>1.5E3</v></c>", SheetCell(1, 1, "1500", Decimal(1500))),
    "white space about it": ("<c r='A1'><v> 5\n</v></c>", SheetCell(1, 1, "5", Decimal(5))),
    "no number": ("<c r='A1'><v>12 (est)</v></c>", SheetCell(1, 1, "12 (est)")),
    "other digits": ("<c r='A1'><v>1_000</v></c>", SheetCell(1, 1, "1_000")),
    "beyond numbers": ("<c r='A1'><v>1e999</v></c>", SheetCell(1, 1, "inf")),
    "a number of 400 digits": (f"<c r='A1'><v>{'9' * 400}</v></c>", SheetCell(1, 1, "inf")),
    "no value": ("<c r='A1' s='1'/>", None),
    "empty value": ("<c r='A1'><v></v></c>", None),
    "style of no number": ("<c r='A1' s=''><v>0.5</v></c>", SheetCell(1, 1, "0.5", Decimal("0.5"))),
    "style not there": ("<c r='A1' s='99'><v>0.5</v></c>", SheetCell(1, 1, "0.5", Decimal("0.5"))),
    "true": ("<c r='A1' t='b'><v>1</v></c>", SheetCell(1, 1, "TRUE", None, "a yes-or-no answer, not a figure")),
    "false": ("<c r='A1' t='b'><v>false</v></c>", SheetCell(1, 1, "FALSE", None, "a yes-or-no answer, not a figure")),
    "error": ("<c r='A1' t='e'><v>#N/A</v></c>", SheetCell(1, 1, "#N/A")),
    "shared text": ("<c r='A1' t='s'><v>0</v></c>", SheetCell(1, 1, "CP2")),
    "result that is text": ("<c r='A1' t='str'><f>B1</f><v>CP_x0032_</v></c>", SheetCell(1, 1, "CP2")),
    "result that is no text": ('<c r="A1" t="str"><f>IF(B1="","",B1)</f><v></v></c>', None),
    "no result": (
        "<c r='A1'><f>B1/C1</f><v></v></c>",
        SheetCell(1, 1, "=B1/C1", None, "a formula that was never calculated"),
    ),
    "no result of a table": (
        "<c r='A1'><f t='dataTable' ref='A1:A9' r1='C1'/></c>",
        SheetCell(1, 1, "=", None, "a formula that was never calculated"),
    ),
    "inline": ("<c r='A1' t='inlineStr'><is><t>CP2</t></is></c>", SheetCell(1, 1, "CP2")),
    "inline, in runs": (
        "<c r='A1' t='inlineStr'><is><r><rPr><b/></rPr><t>CP</t></r><r><t xml:space='preserve'> 2</t></r></is></c>",
        SheetCell(1, 1, "CP 2"),
    ),
    "inline, as CDATA": (
        "<c r='A1' t='inlineStr'><is><t><![CDATA[a <b> & c]]></t></is></c>",
        SheetCell(1, 1, "a <b> & c"),
    ),
    "inline, of white space": ("<c r='A1' t='inlineStr'><is><t> \n</t></is></c>", None),
    "comments between": ("<c r='A1'><!-- a --><v>3<!-- b -->06</v><?c d?></c>", SheetCell(1, 1, "306", Decimal(306))),
    "an extension": (
        '<c r="A1"><v>5</v><extLst><ext><x:v xmlns:x="http://example.com/">6</x:v></ext></extLst></c>',
        SheetCell(1, 1, "5", Decimal(5)),
    ),
    "date": (
        "<c r='A1' s='2'><v>41730</v></c>",
        SheetCell(1, 1, "01/04/2014", None, "the cell holds a date, 1 April 2014"),
    ),
    "date that is none": ("<c r='A1' s='2'><v>-1e9</v></c>", SheetCell(1, 1, "#VALUE!")),
    "hours": ("<c r='A1' s='3'><v>1.25</v></c>", SheetCell(1, 1, "1 day, 6:00:00", None, "the cell holds a time")),
    "written date": (
        "<c r='A1' s='2' t='d'><v>2014-04-01</v></c>",
        SheetCell(1, 1, "01/04/2014", None, "the cell holds a date, 1 April 2014"),
    ),
    "written moment": (
        "<c r='A1' s='4' t='d'><v>2014-04-01T13:45:00.5Z</v></c>",
        SheetCell(1, 1, "1 Apr 2014 13:45", None, "the cell holds a date, 1 April 2014"),
    ),
    "written time": (
        "<c r='A1' s='5' t='d'><v>T13:45</v></c>",
        SheetCell(1, 1, "13:45", None, "the cell holds a time"),
    ),
    "written hours": (
        "<c r='A1' s='3' t='d'><v>PT30H5M</v></c>",
        SheetCell(1, 1, "1 day, 6:05:00", None, "the cell holds a time"),
    ),
    "written date that is none": ("<c r='A1' s='2' t='d'><v>2014-13-01</v></c>", SheetCell(1, 1, "2014-13-01")),
    "unknown kind": ("<c r='A1' t='new'><v>5</v></c>", SheetCell(1, 1, "5")),
}


@pytest.mark.parametrize(("inner", "expected"), STORED.values(), ids=STORED)
def test_what_a_cell_stores_is_read_as_excel_shows_it(inner: str, expected: SheetCell | None) -> None:
    assert cell_of(inner) == expected


SHARED = {
    "plain": ("<t>CP2</t>", "CP2"),
    "runs": ("<r><t>Up </t></r><r><rPr><b/></rPr><t>sharply</t></r>", "Up sharply"),
    "how it is pronounced": ("<t>課</t><rPh sb='0' eb='1'><t>カ</t></rPh><phoneticPr fontId='1'/>", "課"),
    "escaped": ("<t>one_x000D_\ntwo _x005F_x000D_ _x0041_ _xZZZZ_</t>", "one\ntwo _x000D_ A _xZZZZ_"),
    "ends of lines": ("<t>one_x000D_two_x000D__x000A_three&#13;\nfour_x0009_5</t>", "one\ntwo\nthree\nfour\t5"),
    "halves of a letter": ("<t>_xD83D__xDE00_, _xD83D_</t>", "\U0001f600, _xD83D_"),
    "unseen": ("<t>CP_x0007_2_xFFFF__x009f_</t>", "CP_x0007_2_xFFFF__x009f_"),
    "CDATA": ("<t><![CDATA[<CP2>]]> &amp; more</t>", "<CP2> & more"),
}


@pytest.mark.parametrize(("item", "expected"), SHARED.values(), ids=SHARED)
def test_texts_that_cells_share_are_read_as_excel_shows_them(item: str, expected: str) -> None:
    assert cell_of("<c r='A1' t='s'><v>0</v></c>", strings=strings(item)) == SheetCell(1, 1, expected)


def test_a_text_that_stands_in_no_item_is_no_part_of_the_next() -> None:
    stray = strings("<t>CP2</t>").replace("<si>", "<x><t>CP1</t></x><si>")
    assert cell_of("<c r='A1' t='s'><v>0</v></c>", strings=stray) == SheetCell(1, 1, "CP2")
    inner = "<c r='B1' t='inlineStr'><t>CP1</t></c><c r='A1' t='inlineStr'><is><t>CP2</t></is></c>"
    assert cell_of(inner) == SheetCell(1, 1, "CP2")


def test_only_what_excel_escapes_is_unescaped() -> None:
    assert unescaped("a_x1_b _x00_ _X000D_ _X0041_ x005F_") == "a_x1_b _x00_ _X000D_ _X0041_ x005F_"


def test_a_text_of_no_such_number_is_damage() -> None:
    with pytest.raises(NotAWorkbook, match=DAMAGED):
        cell_of("<c r='A1' t='s'><v>1</v></c>")
    with pytest.raises(NotAWorkbook, match=DAMAGED):
        cell_of("<c r='A1' t='s'><v>-1</v></c>")


def test_cells_and_rows_may_leave_out_their_places() -> None:
    rows = (
        "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row r='5'><c r='C5'><v>4</v></c><c><v>5</v></c></row>"
        "<row><c><v>6</v></c><c r='$B$9'><v>7</v></c></row><row r='11'><c r='A1'><v>8</v></c><c r='k11'><v>9</v></c></row>"
    )
    shown = {"A1": "8", "C1": "3", "C5": "4", "D5": "5", "A6": "6", "B9": "7", "K11": "9"}
    assert seen(packed(parts(rows))) == shown
    assert list(seen(packed(parts(rows)))) == list(shown)


def test_cells_and_rows_out_of_order_are_put_in_order() -> None:
    rows = "<row r='3'><c r='C3'><v>3</v></c><c r='A3'><v>1</v></c></row><row r='2'><c r='A2'><v>2</v></c></row>"
    found = read_sheets(packed(parts(rows)))[0].rows
    assert [(row, list(cells)) for row, cells in found.items()] == [(2, [1]), (3, [1, 3])]


@pytest.mark.parametrize("place", ["A0", "XFE1", "ZZZZ1", "A1048577", "A-1", "1A", "Ä1"])
def test_a_cell_at_no_place_of_a_sheet_is_damage(place: str) -> None:
    with pytest.raises(NotAWorkbook, match=DAMAGED):
        seen(packed(parts(f'<row><c r="{place}"><v>1</v></c></row>')))


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048577"><c><v>1</v></c></row>',
        f'<row r="{"9" * 4_000}"><c><v>1</v></c></row>',
        '<row r="0"><c><v>1</v></c></row>',
        f"<row>{'<c/>' * 16_385}</row>",
        f'<row><c r="A1"><f>{"A1+" * 3_000}1</f></c></row>',
    ],
    ids=["row too many", "row of 4,000 digits", "row of no number", "column too many", "formula too long"],
)
def test_what_no_sheet_of_excels_can_hold_is_damage(rows: str) -> None:
    with pytest.raises(NotAWorkbook, match=DAMAGED):
        seen(packed(parts(rows)))


ODD: dict[str, Callable[[dict[str, str]], dict[str, str]]] = {
    "as it is": lambda parts: parts,
    "strict": strict,
    "names in another case": lambda parts: {name.upper(): part for name, part in parts.items()},
    "backslashes in names": lambda parts: {name.replace("/", "\\"): part for name, part in parts.items()},
    "absolute targets": lambda parts: parts | {
        "xl/_rels/workbook.xml.rels": relations(
            worksheet="/xl/worksheets/sheet1.xml", sharedStrings="/XL/SharedStrings.xml", styles=r"\xl\styles.xml"
        )
    },
    "names that begin with a slash": lambda parts: {f"/{name}": part for name, part in parts.items()},
    "targets that go up": lambda parts: parts | {"_rels/.rels": relations(officeDocument="./xl/../xl/workbook.xml")},
    "names of its own": lambda parts: {
        name.replace("xl/workbook", "book/main").replace("xl/_rels/workbook", "book/_rels/main").replace("xl/", "book/"): part
        .replace("xl/workbook.xml", "book/main.xml")
        for name, part in parts.items()
    },
    "no relationships of the package": lambda parts: {name: part for name, part in parts.items() if name != "_rels/.rels"},
    "prefixes": lambda parts: parts | {
        name: re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", parts[name]).replace("xmlns=", "xmlns:x=")
        for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml")
    },
    "a fill that is none": lambda parts: parts | {"xl/styles.xml": parts["xl/styles.xml"].replace("<patternFill/>", "")},
    "no named style": lambda parts: parts | {
        "xl/styles.xml": re.sub("<cellStyleXfs>.*</cellStyleXfs>", "", parts["xl/styles.xml"])
    },
    "odd parts that nobody needs": lambda parts: parts | {
        "xl/pivotCache/pivotCacheDefinition1.xml": "<odd", "xl/drawings/drawing1.xml": "", "xl/theme/theme1.xml": "x",
        "docProps/core.xml": "<none/>", "xl/worksheets/_rels/sheet1.xml.rels": relations(drawing="../drawings/none.xml"),
    },
    "a used range that is not": lambda parts: parts | {
        "xl/worksheets/sheet1.xml": sheet(
            GOOD, '<dimension ref="A1:XFD1048576"/>', '<hyperlinks><hyperlink ref="A1:XFD1048576"/></hyperlinks>'
        )
    },
    "what Excel writes beside it": lambda parts: parts | {
        "xl/workbook.xml": workbook(before='<workbookPr filterPrivacy="1"/><workbookProtection lockStructure="1"/>', after=(
            '<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">Return!#REF!</definedName></definedNames>'
            '<pivotCaches><pivotCache cacheId="1" r:id="rId77"/></pivotCaches>'
        ))
    },
}  # fmt: skip


@pytest.mark.parametrize("change", ODD.values(), ids=ODD)
def test_a_workbook_of_another_program_is_read(change: Callable[[dict[str, str]], dict[str, str]]) -> None:
    (found,) = read_sheets(packed(change(parts(GOOD))))
    assert found == Sheet("Return", {1: {1: SheetCell(1, 1, "CP2"), 2: SheetCell(1, 2, "21.7%", Decimal("21.7"))}})


def test_without_styles_numbers_are_shown_as_they_are() -> None:
    made = {name: part for name, part in parts(GOOD).items() if name != "xl/styles.xml"}
    assert seen(packed(made)) == {"A1": "CP2", "B1": "0.217"}


def test_a_strict_workbook_reads_as_its_twin() -> None:
    data = make_workbook(
        "HEADINGS\nCP2 | Children with a plan | 236 | 22% | '306 | =B2/C2 | date: 2014-04-01 | TRUE | Words\n[merged A4:B5]"
    )
    read = {name: part.decode() for name, part in unpacked(data).items()}
    twin = packed(strict(read))
    assert MAIN.encode() not in unpacked(twin)["xl/worksheets/sheet1.xml"]
    assert read_sheets(twin) == read_sheets(data)
    assert len(read_sheets(data)[0].rows) == 2


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_sheets_are_told_apart() -> None:
    made = parts(GOOD) | {
        "xl/workbook.xml": workbook(
            "".join(
                f'<sheet name="{name}" sheetId="{number}" {state} r:id="rId{number}"/>'
                for number, (name, state) in enumerate(
                    (
                        ("Chart", ""),
                        ("Old", 'state="hidden"'),
                        ("A &amp; B", ""),
                        ("Deep", 'state="veryHidden"'),
                        ("Gone", ""),
                    ),
                    1,
                )
            )
            + '<sheet name="No part of its own" sheetId="9" r:id=""/>'
        ),
        "xl/_rels/workbook.xml.rels": relations(
            chartsheet="chartsheets/sheet1.xml",
            worksheet="worksheets/sheet1.xml",
            worksheet_="worksheets/sheet1.xml",
            worksheet__="worksheets/sheet1.xml",
            worksheet___="worksheets/sheet9.xml",
            sharedStrings="sharedStrings.xml",
        ),
        "xl/chartsheets/sheet1.xml": f'<chartsheet xmlns="{MAIN}"/>',
    }
    assert [(found.name, found.hidden) for found in read_sheets(packed(made))] == [
        ("Old", True),
        ("A & B", False),
        ("Deep", True),
    ]


def test_a_workbook_of_charts_alone_says_so() -> None:
    made = parts() | {
        "xl/_rels/workbook.xml.rels": relations(chartsheet="chartsheets/sheet1.xml"),
        "xl/chartsheets/sheet1.xml": f'<chartsheet xmlns="{MAIN}"/>',
    }
    with pytest.raises(NotAWorkbook, match=re.escape("holds no sheet that can be read (it may hold charts only)")):
        read_sheets(packed(made))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ('<definedName name="efreport_to_put_right">Return!$A$1</definedName>', 0),
        ('<definedName name="efreport_to_put_right" hidden="1">\'Return\'!$A$1</definedName>', 0),
        ('<definedName name="efreport_to_put_right">Other!$A$1</definedName>', 1),
        ('<definedName name="efreport_to_put_right">#REF!</definedName>', 1),
        ('<definedName name="efreport_to_put_right" localSheetId="0">Return!$A$1</definedName>', 1),
        ('<definedName name="other">Return!$A$1</definedName>', 1),
    ],
)
def test_the_sheet_that_efreport_put_in_is_no_part_of_the_return(name: str, kept: int) -> None:
    made = parts(GOOD, workbook=workbook(after=f"<definedNames>{name}</definedNames>"))
    assert len(read_sheets(packed(made))) == kept


def test_days_since_1904() -> None:
    rows = '<row><c s="2"><v>40268</v></c></row>'
    made = parts(rows, workbook=workbook(before='<workbookPr date1904="true"/>'))
    assert seen(packed(made)) == {"A1": "01/04/2014"}


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        (9, "4173050%"),
        (14, "01/04/2014"),
        (49, "41730.5"),
        (30, "41730.5"),
        (171, "41730.5"),
        ("", "41730.5"),
        ("[$-809]d/m", "1/4"),
    ],
)
def test_formats_by_number_and_by_text(number_format: int | str, shown: str) -> None:
    found = cell_of("<c s='0'><v>41730.5</v></c>", styles=styles(number_format))
    assert found is not None
    assert found.text == shown


def test_what_is_hidden_and_merged() -> None:
    rows = "".join(
        f'<row r="{row}" hidden="{int(row == 2)}"><c r="B{row}"><v>{row}</v></c></row>' for row in range(1, 6)
    )
    cols = (
        '<cols><col min="2" max="3" hidden="true"/><col min="5" hidden="1"/><col min="9" max="99" hidden="0"/></cols>'
    )
    blocks = '<mergeCells count="4"><mergeCell ref="A1:B2"/><mergeCell ref="B3"/><mergeCell ref="B4:XFD1048576"/><mergeCell ref="A:B"/>'
    (found,) = read_sheets(packed(parts(sheet=sheet(rows, cols, blocks + "</mergeCells>"))))
    assert {row: cells[2].text for row, cells in found.rows.items()} == {3: "3", 4: "4"}
    assert found.hidden_rows == {2}
    assert found.hidden_columns == {2, 3, 5}
    assert found.merged == (Area(1, 2, 1, 2), Area(3, 3, 2, 2), Area(4, 1048576, 2, 16384))


def test_a_shared_formula_is_given_as_seen_from_each_cell() -> None:
    assert moved('=A1:INDEX($B:C,3)&"A1"', 2, 1) == '=B3:INDEX($B:D,3)&"A1"'
    assert moved("=A1+B5", -2, 0) == "=#REF!+B3"
    assert moved("=SUM(A:B,1:2,XFD1)", 0, -1) == "=SUM(#REF!:A,1:2,XFC1)"
    assert moved("=SUM(1:2,$3:4,A$5,$A5)", 3, 1) == "=SUM(4:5,$3:7,B$5,$A8)"
    assert moved("=A1048575+A1048576+A1", 1, 0) == "=A1048576+#REF!+A2"
    assert moved("=XFC1+XFD1+A1", 0, 1) == "=XFD1+#REF!+B1"
    assert moved("=A2+A1", -1, 0) == "=A1+#REF!"
    assert moved("='A1 B2'!C3+Table[D4]+LOG10(E5)+F6_G7+H8.I9", 1, 1) == "='A1 B2'!D4+Table[D4]+LOG10(F6)+F6_G7+H8.I9"


def test_formats_by_number_are_those_that_a_library_knows() -> None:
    assert {str(number): text for number, text in BUILTIN_FORMATS.items() if number} == BUILT_IN


@pytest.mark.parametrize(
    ("serial", "day"),
    [
        (1, (1900, 1, 1)),
        (59, (1900, 2, 28)),
        (61, (1900, 3, 1)),
        (41730, (2014, 4, 1)),
    ],
)
def test_days_are_counted_with_the_29_february_that_1900_had_not(serial: float, day: tuple[int, int, int]) -> None:
    assert from_serial(serial, since_1904=False, elapsed=False) == datetime(*day)


@pytest.mark.parametrize("name", parts())
@pytest.mark.parametrize(
    "declared", ['<!DOCTYPE x [<!ENTITY a "b">]>', '<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd">', "<!DOCTYPE x>"]
)
def test_a_declaration_in_any_part_that_is_parsed_stops_the_parser(name: str, declared: str) -> None:
    made = {each: part.replace(HEAD, HEAD + declared) if each == name else part for each, part in parts(GOOD).items()}
    if name == "[Content_Types].xml":
        del made["_rels/.rels"]
    data = packed(made)
    with pytest.raises(Refused):
        read_all(data)
    with pytest.raises(NotAWorkbook, match=f"its part {re.escape(name)} holds a document type declaration"):
        read_sheets(data)


def read_all(data: bytes) -> None:
    """Read a workbook without the look at its parts that comes first."""
    book = open_book(unpacked(data), Allowance(Limits(), 0))
    for each in book.sheets:
        read_worksheet(book, each, Allowance(Limits(), 0))


def test_an_entity_that_was_not_declared_is_damage() -> None:
    with pytest.raises(NotAWorkbook, match=DAMAGED):
        seen(packed(parts(GOOD.replace("<v>0<", "<v>&a;<"))))


def test_parts_in_other_encodings_are_read() -> None:
    made: dict[str, bytes] = {name: part.encode() for name, part in parts(GOOD).items()}
    for name in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"):
        made[name] = made[name].decode().replace("UTF-8", "UTF-16").encode("utf-16")
    assert seen(packed(made)) == {"A1": "CP2", "B1": "21.7%"}


def test_a_hundred_thousand_blank_cells_cost_nothing() -> None:
    blanks = '<c s="1"/>' * 4
    blank = "".join(f'<row r="{row}" ht="15">{blanks}</row>' for row in range(2, 25_002))
    data = packed(parts(GOOD + blank))
    assert seen(data) == {"A1": "CP2", "B1": "21.7%"}
    book, allowance = open_book(unpacked(data), Allowance(Limits(), 0)), Allowance(Limits(cells=2), 0)
    tracemalloc.start()
    read_worksheet(book, book.sheets[0], allowance)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


def test_no_more_is_read_than_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed(parts("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"))
    assert len(read_sheets(data, Limits(cells=3))[0].rows) == 2
    with pytest.raises(NotAWorkbook, match="more than 2 of its cells hold something"):
        read_sheets(data, Limits(cells=2))
    moments = count(step=20)
    monkeypatch.setattr(allowances, "monotonic", lambda: next(moments))
    with pytest.raises(NotAWorkbook, match="reading it takes more than 30 seconds"):
        read_sheets(data)


THREE = "".join(f'<c r="A{row}"><v>1</v></c>' for row in range(1, 4))


@pytest.mark.parametrize("rows", [THREE, f"<row>{THREE}</row>"], ids=["outside of rows", "in another row"])
def test_cells_are_counted_wherever_they_stand(rows: str) -> None:
    with pytest.raises(NotAWorkbook, match="more than 2 of its cells hold something"):
        read_sheets(packed(parts(rows)), Limits(cells=2))


def test_a_row_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed(parts("<row>" + '<c r="A1"/>' * 60_000 + "</row>"))
    assert seen(data) == {}
    moments = count(step=10)
    monkeypatch.setattr(allowances, "monotonic", lambda: next(moments))
    with pytest.raises(NotAWorkbook, match="reading it takes more than 30 seconds"):
        read_sheets(data)


def test_thousands_of_merged_blocks_are_no_burden() -> None:
    rows = "".join(f"<row><c><v>{row}</v></c><c><v>1</v></c></row>" for row in range(1, 3_001))
    blocks = (
        "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(1, 3_001))
        + '<mergeCell ref="A4000:XFD1048576"/>' * 3_000
    )
    (found,) = read_sheets(packed(parts(sheet=sheet(rows, after=f"<mergeCells>{blocks}</mergeCells>"))))
    assert all(list(cells) == [1] for cells in found.rows.values())
    assert (len(found.rows), len(found.merged)) == (3_000, 6_000)
