"""Marked copies: each author's own workbook with its findings at their cells, nothing in it lost, to be sent back."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from efreport import run
from efreport.markup.copies import ReturnChanged
from efreport.model import CellRef, Checked, Finding, Framework, Severity, Waived, Waiver
from efreport.quarter import Quarter
from efreport.returns.sheets import read_sheets
from tests.workbooks import make_workbook

GOOD = """
Service area | Child Protection (CP)
Quarter | Q2 2014/15
HEADINGS
CP2 | Number of children with a CP plan | 306 | 253 | 236 | n/a | n/a | CMT | More large sibling groups.
CP12 | % of ICPCs held within timescales | 85% | 82% | 90% | 64% | 70% | LSCB | Bookings are tracked daily.
CP14 | % of ICPCs resulting in a CP plan | 82% | 73% | 77% | 90% | 88% | LSCB | Better judgement.
"""
WRONG = GOOD.replace("| 85% |", "| 0.65 |").replace("CP14 |", "CP41 |")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LIST = "To put right"


def check(framework: Framework, path: Path) -> run.Outcome:
    return run.check(framework, (path,), "2014Q2", lambda _: None)


def save(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def mark(framework: Framework, folder: Path, data: bytes, name: str = "cp.xlsx") -> Path:
    """Save a return, check it, and give its marked copy."""
    outcome = check(framework, save(folder / "in" / name, data))
    (written,) = run.annotate(outcome, folder / "out")
    return written.path


def marked_again(framework: Framework, folder: Path, path: Path) -> Path:
    """Send a marked copy back as the return of that area, and mark it anew."""
    return mark(framework, folder / "again", path.read_bytes(), path.name)


def of(outcome: run.Outcome, *findings: Finding, waived: tuple[Waived, ...] = ()) -> run.Outcome:
    """The same return with other findings."""
    return replace(outcome, checked=Checked(findings, waived, ()))


def at(cell: str, message: str = "Wrong.", severity: Severity = Severity.ERROR, sheet: str = "Return") -> Finding:
    """A finding at a cell of cp.xlsx such as C5, or of a whole sheet where that is empty."""
    row, column = (int(cell[1:]), ord(cell[0]) - ord("A") + 1) if cell else (0, 0)
    return Finding(CellRef("cp.xlsx", sheet, row, column), "EF302", severity, message, f"Mend {cell or sheet}.")


def annotated(outcome: run.Outcome, folder: Path) -> Workbook:
    (written,) = run.annotate(outcome, folder)
    return load_workbook(written.path)


def notes(sheet: Worksheet) -> dict[str, str]:
    return {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}


def shaded(sheet: Worksheet) -> dict[str, str]:
    """The fill that efreport's own formats give to cells."""
    return {
        cell: rule.dxf.fill.bgColor.rgb
        for block in sheet.conditional_formatting
        for rule in block.rules
        if "efreport" in "".join(rule.formula)
        for cell in str(block.sqref).split()
    }


def listed(sheet: Worksheet) -> list[tuple[object, ...]]:
    """The rows of the list below its headings."""
    return [row for row in sheet.iter_rows(min_row=6, values_only=True) if any(row)]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(contents: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, data in contents.items():
            package.writestr(name, data)
    return made.getvalue()


def changed(data: bytes, part: str, *changes: tuple[str, str], new: dict[str, bytes] | None = None) -> bytes:
    """The workbook with words of a part put in others' place, each of which must be there, and with new parts."""
    contents = parts(data) | (new or {})
    text = contents[part].decode()
    for old, fresh in changes:
        assert old in text, (part, old)
        text = text.replace(old, fresh, 1)
    contents[part] = text.encode()
    return packed(contents)


# What the author finds


def test_the_list_opens_first_and_says_what_to_do(framework: Framework, tmp_path: Path) -> None:
    outcome = check(framework, save(tmp_path / "cp.xlsx", make_workbook(GOOD)))
    note, error = at("C5", "“Latest” is odd.", Severity.NOTE), at("A6", "The code is not known.")
    (written,) = run.annotate(of(outcome, note, error), tmp_path / "out")
    book = load_workbook(written.path)
    assert written.path.name == "cp - to put right.xlsx"
    assert book.sheetnames == [LIST, "Return"]
    assert book.active is not None
    assert book.active.title == LIST
    sheet = book[LIST]
    assert [sheet[f"A{row}"].value for row in (1, 2, 3, 4)] == [
        "To put right: cp.xlsx",
        "Put these right in this workbook, save it and send it back; this sheet, the notes and the shading can stay.",
        "1 error and 1 note. Errors must be put right before the framework can be made. "
        "Look at each warning and note, and leave what is right as it is.",
        "Hover over the red corner of a cell to read its note.",
    ]
    assert [cell.value for cell in sheet[5]] == [
        "Where",
        "How much it matters",
        "What is wrong",
        "How to put it right",
        "Rule",
    ]
    assert listed(sheet) == [
        ("Return!A6", "Error", "The code is not known.", "Mend A6.", "EF302"),
        ("Return!C5", "Note", "“Latest” is odd.", "Mend C5.", "EF302"),
    ]
    assert [sheet[cell].hyperlink.location for cell in ("A6", "A7")] == ["'Return'!A6", "'Return'!C5"]
    assert sheet.freeze_panes == "A6"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$5:$5"


def test_the_cells_of_a_checked_return_are_shaded_and_have_notes(framework: Framework, tmp_path: Path) -> None:
    outcome = check(framework, save(tmp_path / "cp.xlsx", make_workbook(WRONG)))
    sheet = annotated(outcome, tmp_path / "out")["Return"]
    assert [finding.where.cell for finding in outcome.checked.findings] == ["C5", "A6"]
    assert shaded(sheet) == {"C5": "FFF7D0C8", "A6": "FFF7D0C8"}
    messages = {finding.where.cell: finding.message for finding in outcome.checked.findings}
    assert {cell: messages[cell] in text for cell, text in notes(sheet).items()} == {"C5": True, "A6": True}


def test_findings_at_one_cell_are_all_in_its_note_and_the_worst_gives_the_shade(
    framework: Framework, tmp_path: Path
) -> None:
    outcome = check(framework, save(tmp_path / "cp.xlsx", make_workbook(GOOD)))
    found = at("C5", "Perhaps too high.", Severity.NOTE), at("C5", "Not a figure."), at("D5", "Odd.", Severity.WARNING)
    book = annotated(of(outcome, *found), tmp_path / "out")
    assert notes(book["Return"])["C5"] == (
        "To put right (efreport):\n"
        "Error (EF302): Not a figure.\nHow to put it right: Mend C5.\n"
        "Note (EF302): Perhaps too high.\nHow to put it right: Mend C5.\n"
        "(end of the note by efreport)"
    )
    assert shaded(book["Return"]) == {"C5": "FFF7D0C8", "D5": "FFFFEDC2"}
    assert [row[:2] for row in listed(book[LIST])] == [
        ("Return!C5", "Error"),
        ("Return!D5", "Warning"),
        ("Return!C5", "Note"),
    ]


def test_the_list_says_how_to_unprotect_a_protected_sheet(framework: Framework, tmp_path: Path) -> None:
    book = load_workbook(save(tmp_path / "cp.xlsx", make_workbook(GOOD)))
    book["Return"].protection.enable()
    book.save(tmp_path / "cp.xlsx")
    outcome = check(framework, tmp_path / "cp.xlsx")
    sheet = annotated(of(outcome, at("C5")), tmp_path / "out")[LIST]
    assert sheet["A4"].value == (
        "Hover over the red corner of a cell to read its note. A sheet of this workbook is protected: to change its cells, "
        "choose Review > Unprotect Sheet first. If a password is asked for, ask whoever made the workbook."
    )


def test_findings_of_a_whole_sheet_or_workbook_stand_without_a_cell(framework: Framework, tmp_path: Path) -> None:
    outcome = check(framework, save(tmp_path / "cp.xlsx", make_workbook(GOOD)))
    whole = replace(at(""), where=CellRef("cp.xlsx"))
    others = replace(at("C5"), where=CellRef("cla.xlsx", "Return", 5, 3)), replace(at(""), where=CellRef())
    book = annotated(of(outcome, whole, at(""), *others), tmp_path / "out")
    assert [row[0] for row in listed(book[LIST])] == ["The workbook", "The sheet “Return”"]
    assert book[LIST]["A6"].hyperlink is None
    assert notes(book["Return"]) == {}


def test_findings_that_stand_as_agreed_come_last_and_leave_the_cells_alone(
    framework: Framework, tmp_path: Path
) -> None:
    outcome = check(framework, save(tmp_path / "cp.xlsx", make_workbook(GOOD)))
    waiver = Waiver(1, "EF302", "cp12", "", (Quarter(2014, 2),), None, "The system cannot say.", "Head of service")
    book = annotated(of(outcome, at("C5"), waived=(Waived(at("D5", "Old."), waiver),)), tmp_path / "out")
    assert listed(book[LIST])[1:] == [
        ("Nothing to do: these have been agreed", None, None, None, None),
        ("Return!D5", "Error", "Old.", "Agreed by Head of service: The system cannot say.", "EF302"),
    ]
    assert list(notes(book["Return"])) == ["C5"]
    assert list(shaded(book["Return"])) == ["C5"]


def test_a_finding_in_merged_cells_is_put_where_it_is_seen(framework: Framework, tmp_path: Path) -> None:
    outcome = check(framework, save(tmp_path / "cp.xlsx", make_workbook(GOOD + "[merged C4:C6]")))
    book = annotated(of(outcome, at("C5", "Fifth."), at("C4", "Fourth.")), tmp_path / "out")
    assert list(shaded(book["Return"])) == ["C4"]
    assert "Fifth." in notes(book["Return"])["C4"]
    assert "Fourth." in notes(book["Return"])["C4"]


def test_links_lead_only_where_excel_can_go(framework: Framework, tmp_path: Path) -> None:
    data = make_workbook(f"[sheet Anna's]{WRONG}[hidden sheet Lists]\nCMT | LSCB")
    outcome = check(framework, save(tmp_path / "cp.xlsx", data))
    book = annotated(of(outcome, at("C5", sheet="Anna's"), at("A1", sheet="Lists")), tmp_path / "out")
    assert [row[0] for row in listed(book[LIST])] == ["Anna's!C5", "Lists!A1"]
    assert book[LIST]["A6"].hyperlink.location == "'Anna''s'!C5"
    assert book[LIST]["A7"].hyperlink is None


def test_hundreds_of_cells_are_all_marked(framework: Framework, tmp_path: Path) -> None:
    outcome = check(framework, save(tmp_path / "cp.xlsx", make_workbook(GOOD)))
    cells = [f"{column}{row}" for row in range(5, 105) for column in "CDEF"]
    book = annotated(of(outcome, *(at(cell) for cell in cells)), tmp_path / "out")
    assert sorted(shaded(book["Return"])) == sorted(notes(book["Return"])) == sorted(cells)
    assert len(listed(book[LIST])) == len(cells)


def test_text_stays_text(framework: Framework, tmp_path: Path) -> None:
    outcome = check(framework, save(tmp_path / "cp.xlsx", make_workbook(GOOD)))
    message = '=HYPERLINK("x")\x0b _x0041_ <b>&amp;\ud800'
    book = annotated(of(outcome, at("C5", message)), tmp_path / "out")
    cell = book[LIST]["C6"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    # _x005F_ is how the format writes an underscore that would else be taken for the start of a character's number.
    shown = '=HYPERLINK("x")\ufffd _x005F_x0041_ <b>&amp;\ufffd'
    assert cell.value == shown
    assert shown in notes(book["Return"])["C5"]


def test_a_long_note_is_cut_and_the_list_holds_the_whole(framework: Framework, tmp_path: Path) -> None:
    outcome = check(framework, save(tmp_path / "cp.xlsx", make_workbook(GOOD)))
    book = annotated(of(outcome, at("C5", "word " * 3_000), at("C5", "Second.")), tmp_path / "out")
    note = notes(book["Return"])["C5"]
    assert len(note) < 2_200
    assert note.endswith("word… The whole of it is on the sheet “To put right”.\n(end of the note by efreport)")
    assert [str(row[2])[-20:] for row in listed(book[LIST])] == ["word word word word ", "Second."]


@pytest.mark.parametrize(("words", "lines"), [("Short.", 5), ("word " * 300, 20)])
def test_the_box_of_a_note_is_large_enough_to_read_it(
    framework: Framework, tmp_path: Path, words: str, lines: int
) -> None:
    outcome = check(framework, save(tmp_path / "cp.xlsx", make_workbook(GOOD)))
    (written,) = run.annotate(of(outcome, at("C5", words)), tmp_path / "out")
    drawing = etree.fromstring(parts(written.path.read_bytes())["xl/drawings/vmlDrawing1.vml"])
    (anchor,) = [each.text for each in drawing.iter("{urn:schemas-microsoft-com:office:excel}Anchor")]
    left, _, top, over_top, right, _, bottom, under = (int(number) for number in anchor.split(","))
    # The sheet has columns of 64 pixels and rows of 20; the box stands to the right of the cell.
    assert left == 3
    assert (right - left) * 64 >= 300
    assert (bottom - top) * 20 + under - over_top >= lines * 15


# Nothing is lost


def full_workbook() -> bytes:
    """A return with what Excel keeps beside its cells: a text box, a label, a drop-down over another sheet, and more."""
    data = make_workbook(f"[sheet Guidance]\nRead this\n[sheet Return]{WRONG}[hidden sheet Lists]\nCMT | LSCB")
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    drop_down = (
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
        'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations count="1" '
        'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation type="list">'
        "<x14:formula1><xm:f>Lists!$A$1:$B$1</xm:f></x14:formula1><xm:sqref>H4:H6</xm:sqref></x14:dataValidation>"
        "</x14:dataValidations></ext></extLst>"
    )
    own_format = (
        '<conditionalFormatting sqref="C4:C6"><cfRule type="cellIs" priority="1" operator="greaterThan">'
        "<formula>300</formula></cfRule></conditionalFormatting>"
    )
    data = changed(
        data,
        "xl/worksheets/sheet2.xml",
        ('<sheetView workbookViewId="0">', '<sheetView tabSelected="1" workbookViewId="0">'),
        ("<v>253</v>", "<f>250+3</f><v>253</v>"),
        ("</sheetData>", f'</sheetData><sheetProtection sheet="1" password="CC1A" objects="1"/>{own_format}'),
        ("</worksheet>", f'<drawing xmlns:r="{office}" r:id="rId1"/>{drop_down}</worksheet>'),
        new={
            "xl/worksheets/_rels/sheet2.xml.rels": rels.format(
                f'<Relationship Id="rId1" Type="{office}/drawing" Target="../drawings/drawing1.xml"/>'
            ).encode(),
            "xl/drawings/drawing1.xml": (
                b'<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">'
                b"<!-- a text box: Please return by Friday --></xdr:wsDr>"
            ),
            "docMetadata/LabelInfo.xml": b"<labelList><label/></labelList>",
            "xl/printerSettings/printerSettings1.bin": bytes(range(256)),
            "xl/calcChain.xml": b'<calcChain xmlns="x"><c r="D4" i="2"/></calcChain>',
            "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macros",
        },
    )
    return changed(
        data,
        "xl/workbook.xml",
        ("<workbookProtection/>", '<workbookProtection lockStructure="1"/>'),
        ('activeTab="0"', 'activeTab="1"'),
        (
            "<definedNames/>",
            '<definedNames><definedName name="_xlnm.Print_Area" localSheetId="1">Return!$A$1:$I$6</definedName>'
            '<definedName name="Sources">Lists!$A$1:$B$1</definedName></definedNames>',
        ),
    )


def children(part: bytes, *without: str) -> list[bytes]:
    """What a sheet consists of, the named elements left out."""
    names = {MAIN + name for name in without}
    return [etree.tostring(each, method="c14n") for each in etree.fromstring(part) if each.tag not in names]


def test_every_other_part_of_the_workbook_is_byte_for_byte_as_it_was(framework: Framework, tmp_path: Path) -> None:
    original = full_workbook()
    before, after = parts(original), parts(mark(framework, tmp_path, original, "cp.xlsm").read_bytes())
    touched = {name for name in before if before[name] != after[name]}
    assert touched == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet2.xml",
        "xl/worksheets/_rels/sheet2.xml.rels",
    }
    assert set(after) - set(before) == {"xl/worksheets/sheet4.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"}
    # The marked sheet is no longer the selected one, and has formats and notes more; nothing else in it differs.
    marks = ("sheetViews", "conditionalFormatting", "legacyDrawing")
    assert children(before["xl/worksheets/sheet2.xml"], *marks) == children(after["xl/worksheets/sheet2.xml"], *marks)


def test_styles_are_only_added_to(framework: Framework, tmp_path: Path) -> None:
    original = full_workbook()
    before = etree.fromstring(parts(original)["xl/styles.xml"])
    after = etree.fromstring(parts(mark(framework, tmp_path, original).read_bytes())["xl/styles.xml"])
    for collection in ("fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles"):
        old, new = (list(root.find(MAIN + collection)) for root in (before, after))
        assert [etree.tostring(each) for each in new[: len(old)]] == [etree.tostring(each) for each in old], collection


def test_the_workbook_keeps_its_order_its_names_and_its_protection(framework: Framework, tmp_path: Path) -> None:
    copy = mark(framework, tmp_path, full_workbook())
    with pytest.warns(UserWarning, match="Data Validation extension"):
        book, calculated = load_workbook(copy), load_workbook(copy, data_only=True)
    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [
        (LIST, "visible"),
        ("Guidance", "visible"),
        ("Return", "visible"),
        ("Lists", "hidden"),
    ]
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == [LIST]
    assert (book["Return"].protection.sheet, book["Return"].protection.password) == (True, "CC1A")
    assert book.security.lockStructure
    assert book["Return"].print_area == "'Return'!$A$1:$I$6"
    assert book.defined_names["Sources"].attr_text == "Lists!$A$1:$B$1"
    assert (book["Return"]["D4"].value, calculated["Return"]["D4"].value) == ("=250+3", 253)
    assert [rule.type for block in book["Return"].conditional_formatting for rule in block.rules] == [
        "cellIs",
        "expression",
    ]
    priorities = {rule.type: rule.priority for block in book["Return"].conditional_formatting for rule in block.rules}
    assert priorities["expression"] < priorities["cellIs"]


def noted(data: bytes, cell: str, words: str, author: str = "Jane Smith") -> bytes:
    """The workbook with an author's note on a cell."""
    book = load_workbook(BytesIO(data))
    book["Return"][cell].comment = Comment(words, author)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def resaved(path: Path, **typed: object) -> bytes:
    """A marked copy as another program saves it, with values typed into cells of the return."""
    book = load_workbook(path)
    for cell, value in typed.items():
        book["Return"][cell].value = value
        if isinstance(value, float):
            book["Return"][cell].number_format = "0%"
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def test_an_authors_own_note_stays_above(framework: Framework, tmp_path: Path) -> None:
    data = noted(noted(make_workbook(WRONG), "C5", "Figure from Anna,\n1 October"), "D4", "As sent in July")
    found = notes(load_workbook(mark(framework, tmp_path, data))["Return"])
    assert found["C5"].startswith("Figure from Anna,\n1 October\n\nTo put right (efreport):\nError (EF302): ")
    assert found["D4"] == "As sent in July"


def test_a_conversation_on_a_cell_is_left_alone(framework: Framework, tmp_path: Path) -> None:
    data = noted(make_workbook(WRONG), "C5", "[Threaded comment]\nIs this right?", "tc={6B2A}")
    sheet = load_workbook(mark(framework, tmp_path, data))["Return"]
    assert notes(sheet)["C5"] == "[Threaded comment]\nIs this right?"
    assert "C5" in shaded(sheet)


def test_a_button_on_the_sheet_stays(framework: Framework, tmp_path: Path) -> None:
    data = noted(make_workbook(WRONG), "D4", "As sent in July")
    drawing = next(name for name in parts(data) if name.endswith(".vml"))
    button = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="_x0000_s3000"><v:textbox>Print<br>me</v:textbox></v:shape>'
    data = changed(data, drawing, ("</xml>", f"{button}</xml>"))
    after = parts(mark(framework, tmp_path, data).read_bytes())[drawing]
    assert b"Print<br/>me" in after
    assert b"_x0000_s3001" in after


# The copy comes back


def test_a_corrected_copy_is_clean(framework: Framework, tmp_path: Path) -> None:
    copy = mark(framework, tmp_path, make_workbook(WRONG))
    back = save(tmp_path / "back" / "cp.xlsx", resaved(copy, C5=0.85, A6="CP14"))
    outcome = check(framework, back)
    assert outcome.checked.findings == ()
    assert outcome.round.returns[0].sheet == "Return"
    assert outcome.round.returns[0].layout.others == ()
    assert run.annotate(outcome, tmp_path / "nothing") == ()
    assert not (tmp_path / "nothing").exists()


def test_the_list_is_no_return_even_where_the_return_has_no_table(framework: Framework, tmp_path: Path) -> None:
    outcome = check(framework, save(tmp_path / "in" / "cp.xlsx", make_workbook("Service area | Child Protection (CP)")))
    copy = run.annotate(outcome, tmp_path / "out")[0].path
    again = check(framework, copy)
    assert [replace(each, where=replace(each.where, workbook="")) for each in again.checked.findings] == [
        replace(each, where=replace(each.where, workbook="")) for each in outcome.checked.findings
    ]


@pytest.mark.parametrize("saved_by_another_program", [False, True])
def test_marking_again_replaces_what_was_there(
    framework: Framework, tmp_path: Path, saved_by_another_program: bool
) -> None:
    data = noted(make_workbook(WRONG), "C5", "Figure from Anna")
    copy = mark(framework, tmp_path, data)
    half = save(
        tmp_path / "half" / "cp.xlsx", resaved(copy, C5=0.85) if saved_by_another_program else copy.read_bytes()
    )
    outcome = check(framework, half)
    book = annotated(of(outcome, at("A6", "Still wrong.")), tmp_path / "second")
    assert book.sheetnames == [LIST, "Return"]
    assert [row[0] for row in listed(book[LIST])] == ["Return!A6"]
    assert list(shaded(book["Return"])) == ["A6"]
    assert notes(book["Return"]) == {
        "C5": "Figure from Anna",
        "A6": "To put right (efreport):\nError (EF302): Still wrong.\nHow to put it right: Mend A6.\n"
        "(end of the note by efreport)",
    }


def test_marking_again_with_the_same_findings_gives_the_same_copy(framework: Framework, tmp_path: Path) -> None:
    first = mark(framework, tmp_path, full_workbook())
    second = marked_again(framework, tmp_path, first)
    assert second.name == first.name
    before, after = parts(first.read_bytes()), parts(second.read_bytes())
    assert after.keys() == before.keys()
    # The list is called by its return's file name, which is another now.
    assert [name for name in before if before[name] != after[name]] == ["xl/worksheets/sheet4.xml"]


def test_what_an_author_adds_below_a_note_stays(framework: Framework, tmp_path: Path) -> None:
    copy = mark(framework, tmp_path, make_workbook(WRONG))
    found = notes(load_workbook(copy)["Return"])["C5"]
    answered = noted(copy.read_bytes(), "C5", f"{found}\nIt is 65%. Jane")
    note = notes(load_workbook(marked_again(framework, tmp_path, save(tmp_path / "cp.xlsx", answered)))["Return"])["C5"]
    assert note.count("To put right (efreport):") == 1
    assert note.startswith("\nIt is 65%. Jane\n\nTo put right")


def test_an_authors_own_sheet_of_that_name_stays(framework: Framework, tmp_path: Path) -> None:
    data = make_workbook(f"[sheet to put right]\nMy own list\n[sheet Return]{WRONG}")
    copy = mark(framework, tmp_path, data)
    book = load_workbook(copy)
    assert book.sheetnames == ["To put right (2)", "to put right", "Return"]
    assert book["to put right"]["A1"].value == "My own list"
    assert load_workbook(marked_again(framework, tmp_path, copy)).sheetnames == book.sheetnames


# Files


def test_the_return_is_never_touched(framework: Framework, tmp_path: Path) -> None:
    path = save(tmp_path / "in" / "cp.xlsx", make_workbook(WRONG))
    before = path.read_bytes(), path.stat().st_mtime_ns, sorted(path.parent.iterdir())
    run.annotate(check(framework, path), path.parent / "out")
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before[:2]
    assert sorted(path.parent.iterdir()) == sorted([*before[2], path.parent / "out"])


def test_a_return_without_findings_gets_no_copy(framework: Framework, tmp_path: Path) -> None:
    save(tmp_path / "2014Q2" / "cp.xlsx", make_workbook(WRONG))
    save(tmp_path / "2014Q2" / "broken.xlsx", b"")
    outcome = check(framework, tmp_path / "2014Q2")
    run.annotate(outcome, tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["cp - to put right.xlsx", "run.json"]


def test_the_same_return_gives_the_same_copy(framework: Framework, tmp_path: Path) -> None:
    data = full_workbook()
    first, second = (mark(framework, tmp_path / name, data).read_bytes() for name in ("one", "two"))
    assert first == second


def test_a_copy_that_somebody_has_edited_is_kept(framework: Framework, tmp_path: Path) -> None:
    copy = mark(framework, tmp_path, make_workbook(WRONG))
    save(copy, resaved(copy, C5=0.85))
    (written,) = run.annotate(check(framework, tmp_path / "in" / "cp.xlsx"), tmp_path / "out")
    assert written.kept is not None
    assert load_workbook(written.kept)["Return"]["C5"].value == 0.85


def test_two_returns_of_one_name_get_two_copies(framework: Framework, tmp_path: Path) -> None:
    for folder, text in (("a", WRONG), ("b", WRONG.replace("306", "307"))):
        save(tmp_path / folder / "cp.xlsx", make_workbook(text))
    outcome = run.check(framework, (tmp_path / "a", tmp_path / "b"), "2014Q2", lambda _: None)
    written = run.annotate(outcome, tmp_path / "out")
    assert [file.path.name for file in written] == ["cp - to put right.xlsx", "cp - to put right (2).xlsx"]
    assert [load_workbook(file.path)["Return"]["C4"].value for file in written] == [306, 307]


def test_a_return_that_changed_meanwhile_is_not_marked(framework: Framework, tmp_path: Path) -> None:
    path = save(tmp_path / "cp.xlsx", make_workbook(WRONG))
    outcome = check(framework, path)
    save(path, make_workbook(GOOD))
    with pytest.raises(ReturnChanged) as fault:
        run.annotate(outcome, tmp_path / "out")
    assert str(fault.value) == f"{path} was changed while it was being checked. Run the command again."
    path.unlink()
    with pytest.raises(ReturnChanged, match="could be read when it was checked"):
        run.annotate(outcome, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_workbook_that_cannot_be_marked_gets_its_list_alone(framework: Framework, tmp_path: Path) -> None:
    data = noted(make_workbook(WRONG), "D4", "As sent in July")
    drawing = next(name for name in parts(data) if name.endswith(".vml"))
    path = mark(framework, tmp_path, changed(data, drawing, ("</xml>", "<v:shape>")))
    book = load_workbook(path)
    assert path.name == "cp - list to put right.xlsx"
    assert book.sheetnames == [LIST]
    assert str(book[LIST]["A2"].value).startswith("Put these right in your own workbook, save it and send it back.")
    assert [row[0] for row in listed(book[LIST])] == ["Return!C5", "Return!A6"]
    assert book[LIST]["A6"].hyperlink is None
    assert read_sheets(path.read_bytes()) == ()


def test_copies_are_not_put_among_the_returns(framework: Framework, tmp_path: Path) -> None:
    outcome = check(framework, save(tmp_path / "cp.xlsx", make_workbook(WRONG)))
    with pytest.raises(run.AmongReturns) as fault:
        run.annotate(outcome, tmp_path / "elsewhere" / "..")
    assert str(fault.value) == (
        f"Marked copies cannot be put into {tmp_path / 'elsewhere' / '..'}: returns are read from it, and the copies "
        "would be taken for returns. Name another folder"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["cp.xlsx"]


def test_a_workbook_without_styles_is_marked_too(framework: Framework, tmp_path: Path) -> None:
    contents = parts(make_workbook("Service area | Child Protection (CP)\nHEADINGS\nCP2 | Plans | 306"))
    del contents["xl/styles.xml"]
    data = packed(contents)
    data = changed(data, "xl/_rels/workbook.xml.rels", ("styles.xml", "none.xml"), ("relationships/styles", "x"))
    data = changed(data, "[Content_Types].xml", ("/xl/styles.xml", "/xl/none.xml"))
    outcome = check(framework, save(tmp_path / "cp.xlsx", data))
    book = annotated(of(outcome, at("A3")), tmp_path / "out")
    assert shaded(book["Return"]) == {"A3": "FFF7D0C8"}
    assert book[LIST]["A1"].font.sz == 16
