"""Reading returns: the table is found wherever it stands, rows by any code, and every cell keeps its place."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from efreport import run
from efreport.model import CellRef, Column, Figure, Framework, Return, Row, Severity, Unreadable, Value
from efreport.quarter import Quarter
from efreport.returns import NothingToRead, find_sources
from tests.casefiles import good_returns
from tests.workbooks import HEADINGS, make_workbook, write_workbook

CP = """
Service area | Child Protection (CP)
Quarter | Q2 2014/15
HEADINGS
CP2 | Number of children with a CP plan | 306 | 253 | 236 | n/a | n/a | CMT | More large sibling groups.
CP12 | % of ICPCs held within timescales | 85% | 82% | 90% | 64% | 70% | LSCB | Bookings are tracked daily.
CP14 | % of ICPCs resulting in a CP plan | 82% | 73% | 77% | 90% | 88% | LSCB | Better judgement.
"""

EARLIER = """
Service area | Child Protection (CP)
Quarter | Q1 2014/15
HEADINGS Q1
CP2 | Number of children with a CP plan | 253 | 240 | 236 | n/a | n/a | CMT | Few plans ended.
CP12 | % of ICPCs held within timescales | 82% | 84% | 90% | 64% | 70% | LSCB | Two conferences were put off.
CP14 | % of ICPCs resulting in a CP plan | 73% | 75% | 77% | 90% | 88% | LSCB | Lower than elsewhere.
"""


def read(framework: Framework, path: Path, quarter: str | None = None) -> run.Outcome:
    """Check what is there."""
    return run.check(framework, (path,), quarter, lambda _: None)


def read_one(framework: Framework, folder: Path, text: str, name: str = "cp.xlsx") -> Return:
    """Read one workbook, in which no error may be found."""
    outcome = read(framework, write_workbook(folder / "2014Q2" / name, text))
    assert [each.message for each in outcome.checked.findings if each.severity is Severity.ERROR] == []
    return outcome.round.returns[0]


def figures(row: Row) -> list[str]:
    """The texts of a row's figures."""
    return [cell.text for cell in row.figures.values()]


DISTURBED = {
    "as it was sent out": CP,
    "lower down, with a title and lines of text above": CP.replace(
        "Service area", "Early Intervention Performance Framework\n\nPlease return by Friday | to the team\nService area"
    ).replace("HEADINGS", "\n\n\nHEADINGS"),
    "with blank rows, section rows and notes": CP.replace("CP12", "\nSystem efficiency\n\nCP12").replace(
        "CP14", "Note: see the guidance\n| Outcomes |\nCP14"
    )
    + "\n\nCompleted by the team\n* provisional",
    "with the headings repeated for a second page": CP.replace("CP14", "HEADINGS\nCP14"),
    "to the right, behind blank columns": CP.replace("\nHEADINGS", "\n| | HEADINGS").replace("\nCP", "\n| | CP"),
    "with codes typed in their own way": CP.replace("CP2 |", "cp 2 |").replace("CP12 |", "FD8/cp12 |").replace("CP14 |", "C.P.14 |"),
    "with the area's key": CP.replace("Child Protection (CP)", "cp"),
    "with the area without its brackets": CP.replace("Child Protection (CP)", "CHILD PROTECTION"),
    "with the answers in the labels' cells": CP.replace("Service area |", "Service area:").replace("Quarter |", "Quarter:"),
    "with the quarter in another form": CP.replace("Q2 2014/15", "2014Q2"),
    "with numbers stored as text": CP.replace("| 306 |", "| '306 |").replace("85%", "'85%"),
    "with odd spaces": CP.replace("| 306 |", "| '\u00a0306\u00a0 |").replace("CP12", "\u00a0CP12 "),
}  # fmt: skip


@pytest.mark.parametrize("way", DISTURBED)
def test_the_same_facts_are_read_however_the_return_is_laid_out(framework: Framework, tmp_path: Path, way: str) -> None:
    text = DISTURBED[way].replace(
        "| | HEADINGS",
        "| | No | Priority Indicator | Latest Result (Q2) | Q1 | 2013/14 | SN average | England | Source | Comments",
    )
    found = read_one(framework, tmp_path, text)
    assert found.area is framework.area("cp")
    rows = found.by_key
    assert {key: [t.replace("\u00a0", " ").strip() for t in figures(row)] for key, row in rows.items()} == {
        "cp2": ["306", "253", "236", "n/a", "n/a"],
        "cp12": ["85%", "82%", "90%", "64%", "70%"],
        "cp14": ["82%", "73%", "77%", "90%", "88%"],
    }
    assert rows["cp14"].text(Column.COMMENTARY) == "Better judgement."


def test_columns_in_any_order_under_any_known_heading(framework: Framework, tmp_path: Path) -> None:
    text = """
    Quarter | Q2 2014/15
    Comments | latest  RESULT | Red or green? | 2013-14 Outturn | Previous quarter | Code | England | SN average. | Indicator | Source
    Fine. | 306 | g | 236 | 253 | CP2 | n/a | n/a | Number of children with a CP plan | CMT
    Fine. | 85% | g | 90% | 82% | CP12 | 70% | 64% | % of ICPCs held within timescales | CMT
    Fine. | 82% | r | 77% | 73% | CP14 | 88% | 90% | % of ICPCs resulting in a CP plan | CMT
    """
    found = read_one(framework, tmp_path, text)
    row = found.by_key["cp12"]
    assert {column: cell.text for column, cell in row.figures.items()} == {
        Column.LATEST: "85%",
        Column.PREVIOUS: "82%",
        Column.YEAR: "90%",
        Column.NEIGHBOURS: "64%",
        Column.NATIONAL: "70%",
    }
    assert str(row.figures[Column.LATEST].at) == "cp.xlsx › Return!B4"
    assert str(row.words[Column.CODE].at) == "cp.xlsx › Return!F4"


def test_the_table_is_found_on_another_sheet_and_hidden_sheets_are_not_read(
    framework: Framework, tmp_path: Path
) -> None:
    text = f"[sheet Guidance]\nFill in the return\n[hidden sheet Old]\n{CP.strip()}\n[sheet Quarter two]\n{CP.strip()}"
    outcome = read(framework, write_workbook(tmp_path / "2014Q2" / "cp.xlsx", text))
    assert outcome.round.returns[0].sheet == "Quarter two"
    assert [(each.rule, each.where.sheet) for each in outcome.checked.findings] == [("EF114", "Old")]


def test_rows_without_a_code_are_matched_by_name(framework: Framework, tmp_path: Path) -> None:
    text = """
    HEADINGS
    CLA21 | Number of children looked after | 565 | 529 | 500 | n/a | n/a | CMT | More.
    tbc | % of Children Looked After  visited in time. | New - not yet collected
    ni65 | Length of proceedings | 21 weeks | n/a | n/a | n/a | n/a | |
    """
    found = read_one(framework, tmp_path, text, "cla return Q2.xlsx")
    assert set(found.by_key) == {"cla21", "cla-tbc-visited", "ni65"}
    assert found.area is framework.area("cla")


@pytest.mark.parametrize(
    ("typed", "text", "amount", "decimals"),
    [
        ("22%", "22%", "22", 0),
        ("0.7451 as 0.0%", "74.5%", "74.51", 1),
        ("0.745 as 0%", "75%", "74.5", 0),
        ("'22%", "22%", "22", 0),
        ("'\u00a022\u202f%", "\u00a022\u202f%", "22", 0),
    ],
)
def test_a_value_is_what_excel_shows_unrounded(
    framework: Framework, tmp_path: Path, typed: str, text: str, amount: str, decimals: int
) -> None:
    found = read_one(framework, tmp_path, CP.replace("85%", typed))
    value = found.by_key["cp12"].figures[Column.LATEST].value
    assert isinstance(value, Figure)
    assert (value.text, value.amount, value.decimals) == (text, Decimal(amount), decimals)


def test_thousands(framework: Framework, tmp_path: Path) -> None:
    value = read_one(framework, tmp_path, CP.replace("306", "1,156")).by_key["cp2"].figures[Column.LATEST].value
    assert isinstance(value, Figure)
    assert (value.text, value.amount) == ("1,156", 1156)


def folder_of_quarters(tmp_path: Path) -> Path:
    """A folder with three quarters, of which the last has all returns."""
    for quarter in ("2013Q4", "2014Q1"):
        write_workbook(tmp_path / "data" / quarter / "cp.xlsx", EARLIER.replace("Q1 2014/15", quarter))
    (tmp_path / "data" / "notes").mkdir()
    for name, data in good_returns().items():
        path = tmp_path / "data" / "2014Q2" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return tmp_path / "data"


def test_of_a_folder_of_quarters_the_newest_is_taken(framework: Framework, tmp_path: Path) -> None:
    outcome = read(framework, folder_of_quarters(tmp_path))
    assert outcome.round.quarter == Quarter(2014, 2)
    assert outcome.others == (Quarter(2013, 4), Quarter(2014, 1))
    assert [found.workbook for found in outcome.round.returns] == [
        "2014Q2/cla.xlsx",
        "2014Q2/cp.xlsx",
        "2014Q2/education.xlsx",
    ]
    assert [found.rule for found in outcome.checked.findings] == ["EF410"]


def test_a_quarter_can_be_named(framework: Framework, tmp_path: Path) -> None:
    assert read(framework, folder_of_quarters(tmp_path), "Q1 2014/15").round.quarter == Quarter(2014, 1)
    with pytest.raises(NothingToRead, match="there are folders for 2013Q4, 2014Q1, 2014Q2"):
        read(framework, tmp_path / "data", "2015Q1")


def test_a_workbook_alone_tells_its_own_quarter(framework: Framework, tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "Downloads" / "cp.xlsx", CP)
    assert read(framework, path).round.quarter == Quarter(2014, 2)
    nameless = write_workbook(tmp_path / "Downloads" / "cp 2.xlsx", CP.replace("Quarter | Q2 2014/15", ""))
    with pytest.raises(NothingToRead, match="--quarter 2014Q2"):
        read(framework, nameless)


def test_a_path_given_twice_is_read_once(framework: Framework, tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "2014Q2" / "cp.xlsx", CP)
    assert len(find_sources((path, path, path.parent), None, 4).files) == 1


def damaged(change: str) -> bytes:
    """A workbook that somebody meddled with."""
    data = make_workbook(CP)
    if change == "cut":
        return data[: len(data) // 2]
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(made, "w") as out:
        for name in package.namelist():
            part = package.read(name)
            if change == "doctype" and name == "xl/styles.xml":
                part = b'<!DOCTYPE x [<!ENTITY e "boom">]>' + part
            if change == "no sheets" and name == "xl/workbook.xml":
                part = re.sub(rb"<sheet .*?/>", b"", part)
            if change == "broken" and name.startswith("xl/worksheets"):
                part = part[: len(part) // 2]
            out.writestr(name, part)
    return made.getvalue()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("cut", "damaged or was cut short"),
        ("doctype", "xl/styles.xml holds a document type declaration"),
        ("no sheets", "holds no sheet that can be read (it may hold charts only)"),
        ("broken", "damaged or unusual"),
    ],
)
def test_a_damaged_workbook_ends_in_one_finding(framework: Framework, tmp_path: Path, change: str, reason: str) -> None:
    path = tmp_path / "2014Q2" / "cp.xlsx"
    for name, data in good_returns().items():
        path.parent.mkdir(exist_ok=True)
        (path.parent / name).write_bytes(data)
    path.write_bytes(damaged(change))
    findings = read(framework, path.parent).checked.findings
    assert [(each.rule, each.where.workbook) for each in findings] == [("EF101", "cp.xlsx")]
    assert reason in findings[0].message


def test_a_return_is_never_changed(framework: Framework, tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "2014Q2" / "cp.xlsx", CP)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    read(framework, path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [inner.name for inner in path.parent.iterdir()] == ["cp.xlsx"]


def test_a_cell_a_million_rows_away_does_no_harm(framework: Framework, tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "2014Q2" / "cp.xlsx", CP)
    book = load_workbook(path)
    book["Return"]["XFD1048576"] = "far away"
    book.save(path)
    assert set(read(framework, path).round.returns[0].by_key) == {"cp2", "cp12", "cp14"}


def test_words_that_hold_a_number_are_no_code(framework: Framework, tmp_path: Path) -> None:
    text = CP.replace("CP12", "Section 47\nCP12").replace("CP14", "Key Stage 2\nTBC\nCP14") + "Updated 12 October 2014"
    assert set(read_one(framework, tmp_path, text).by_key) == {"cp2", "cp12", "cp14"}


@pytest.mark.parametrize("said", ["Q1 2014/15", "Q3 2014/15", "2013Q2"])
def test_an_old_quarter_in_the_head_moves_no_column(framework: Framework, tmp_path: Path, said: str) -> None:
    path = write_workbook(tmp_path / "2014Q2" / "cp.xlsx", CP.replace("Q2 2014/15", said))
    outcome = read(framework, path)
    assert figures(outcome.round.returns[0].by_key["cp2"]) == ["306", "253", "236", "n/a", "n/a"]
    assert [each.rule for each in outcome.checked.findings] == ["EF106"]


def test_last_quarters_return_is_read_by_its_own_headings(framework: Framework, tmp_path: Path) -> None:
    headings = HEADINGS.replace("(Q2) | Q1", "(Q1) | Q4")
    text = CP.replace("Q2 2014/15", "Q1 2014/15").replace("HEADINGS", headings)
    outcome = read(framework, write_workbook(tmp_path / "2014Q2" / "cp.xlsx", text))
    assert figures(outcome.round.returns[0].by_key["cp2"]) == ["306", "253", "236", "n/a", "n/a"]


def test_a_calculated_formula_is_its_result(framework: Framework, tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "2014Q2" / "cp.xlsx", CP.replace("306", "=300+6"))
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    changed, count = re.subn(rb"(300\+6</f>)<v(?: ?/>|></v>)", rb"\1<v>306</v>", parts[sheet])
    assert count == 1
    with zipfile.ZipFile(path, "w") as package:
        for name, part in (parts | {sheet: changed}).items():
            package.writestr(name, part)
    outcome = read(framework, path)
    assert outcome.checked.findings == ()
    assert outcome.round.returns[0].by_key["cp2"].figures[Column.LATEST].text == "306"


def test_several_paths_make_one_round(framework: Framework, tmp_path: Path) -> None:
    paths = [write_workbook(tmp_path / folder / "2014Q2" / "cp.xlsx", CP) for folder in ("a", "b")]
    found = run.check(framework, paths, None, lambda _: None)
    assert [each.rule for each in found.checked.findings] == ["EF108"]
    assert found.round.quarter == Quarter(2014, 2)


def test_a_workbook_beside_the_quarters_folders_is_said(framework: Framework, tmp_path: Path) -> None:
    data = folder_of_quarters(tmp_path)
    write_workbook(data / "cp late.xlsx", CP)
    findings = read(framework, data).checked.findings
    (found,) = (each for each in findings if each.rule != "EF410")
    assert (found.rule, found.where.workbook) == ("EF111", "cp late.xlsx")
    assert found.message == "Not read: it is beside the quarters' folders and not in one."


def test_a_cell_with_the_codes_of_two_indicators_is_neither(framework: Framework, tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "2014Q2" / "cp.xlsx", CP.replace("CP12 |", "CP12 / CP14 |"))
    findings = read(framework, path).checked.findings
    assert [(each.rule, each.where.cell) for each in findings] == [("EF201", "A5")]


def test_the_lines_of_signing_off_are_read_above_the_table_and_below_it(framework: Framework, tmp_path: Path) -> None:
    text = (
        CP.replace("HEADINGS", "Completed by | Performance lead\nHEADINGS")
        + "\nDate completed: 14 October 2014\nDate | x"
    )
    lines = read_one(framework, tmp_path, text).sign_off
    assert {line.value: (cell.text, cell.at.cell) for line, cell in lines.items()} == {
        "completed_by": ("Performance lead", "B3"),
        "completed_on": ("14 October 2014", "A9"),
    }


def test_cells_swallowed_by_merged_ones_are_no_cells_of_their_rows(framework: Framework, tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "2014Q2" / "cp.xlsx", CP + "[merged C4:D5]\n[merged A1:B1]")
    found = read(framework, path).round.returns[0]
    assert [(block.at.cell, block.range) for block in found.layout.merged] == [("C4", "C4:D5")]
    assert Column.LATEST in found.by_key["cp2"].figures
    assert Column.PREVIOUS not in found.by_key["cp2"].figures
    assert not {Column.LATEST, Column.PREVIOUS} & found.by_key["cp12"].figures.keys()


def quarter_of(framework: Framework, folder: Path, texts: dict[str, str]) -> list[tuple[str, CellRef, str]]:
    """Check a quarter's folder with these returns; give the errors."""
    for name, text in texts.items():
        write_workbook(folder / f"{name}.xlsx", text)
    found = read(framework, folder).checked.findings
    return [(each.rule, each.where, each.message) for each in found if each.severity is Severity.ERROR]


CLA = """
Service area | Children Looked After (CLA)
Quarter | Q1 2014/15
HEADINGS Q1
CLA21 | Number of children looked after | 529 | 500 | 500 | n/a | n/a | CMT | More admissions.
TBC | % of children looked after visited in time | New - not yet collected
NI 65 | Length of proceedings | 21 weeks | 20 weeks | n/a | n/a | n/a | |
"""
EDUCATION = """
Service area | Education
Quarter | Q1 2014/15
HEADINGS Q1
ED1 | % of pupils at level 4 | 80% *Prov (2014) | 79% (2013) | 79% (2013) | 74.8% *Prov (2014) | 78% *Prov (2014) | CMT | Fine.
LSCB14 | Attainment gap | 14.2% | 14.3% | 14.3% | 18.4% | 16.0% | LSCB | Narrower.
"""
OF_Q1 = {"cp": EARLIER, "cla": CLA, "education": EDUCATION}


def test_returns_that_all_name_another_quarter_are_one_finding(framework: Framework, tmp_path: Path) -> None:
    errors = quarter_of(framework, tmp_path / "2014Q2", OF_Q1)
    assert errors == [
        (
            "EF106",
            CellRef(),
            "All 3 returns say that they are for Q1 2014/15 (April to June 2014), "
            "but this quarter's framework is for Q2 2014/15 (July to September 2014).",
        )
    ]


def test_a_quarters_folder_copied_from_the_one_before_is_one_finding(framework: Framework, tmp_path: Path) -> None:
    for name, text in OF_Q1.items():
        write_workbook(tmp_path / "2014Q1" / f"{name}.xlsx", text)
        path = tmp_path / "2014Q2" / f"{name}.xlsx"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes((tmp_path / "2014Q1" / f"{name}.xlsx").read_bytes())
    found = [each for each in read(framework, tmp_path / "2014Q2").checked.findings if each.severity is Severity.ERROR]
    assert [(each.rule, str(each.where), each.message) for each in found] == [
        ("EF117", "", "All 3 returns are those of Q1 2014/15 again: every figure and commentary is the same.")
    ]


def test_a_table_for_another_quarter_is_told_by_the_place_of_its_latest_result(
    framework: Framework, tmp_path: Path
) -> None:
    def headings_for(latest: str, previous: str) -> Quarter | None:
        text = CP.replace("HEADINGS", HEADINGS.replace("Latest Result (Q2) | Q1", f"{latest} | {previous}"))
        return read(framework, write_workbook(tmp_path / "2014Q2" / "cp.xlsx", text)).round.returns[0].headings_for

    assert headings_for("Latest Result (Q3)", "Q2") == Quarter(2014, 3)
    assert headings_for("Latest Result (Q1)", "Q4") == Quarter(2014, 1)
    assert headings_for("Latest Result (Q2)", "Q4") is None
    assert headings_for("Latest result", "Q4") is None


def test_a_marked_copy_beside_its_original_is_told_from_it(framework: Framework, tmp_path: Path) -> None:
    for name in ("cp.xlsx", "cp - to put right.xlsx"):
        write_workbook(tmp_path / "2014Q2" / name, CP)
    (found,) = (each for each in read(framework, tmp_path / "2014Q2").checked.findings if each.rule == "EF108")
    assert str(found.where) == "cp - to put right.xlsx › Return!B1"
    assert found.message == "cp - to put right.xlsx is the marked copy of cp.xlsx, and both are in the folder."
    assert found.hint == "If the copy has been corrected, keep it and take cp.xlsx out; if not, take the copy out."


def test_an_empty_chart_sheet_does_no_harm(framework: Framework, tmp_path: Path) -> None:
    book = load_workbook(write_workbook(tmp_path / "2014Q2" / "cp.xlsx", CP))
    book.create_chartsheet("Chart", 0)
    book.save(tmp_path / "2014Q2" / "cp.xlsx")
    found = read(framework, tmp_path / "2014Q2" / "cp.xlsx")
    assert [each.rule for each in found.checked.findings] == []
    assert found.round.returns[0].sheet == "Return"


def latest_of(framework: Framework, folder: Path, typed: str) -> Value:
    """Read the latest result of CP2 as typed."""
    path = write_workbook(folder / "2014Q2" / "cp.xlsx", CP.replace("| 306 |", f"| {typed} |"))
    return read(framework, path).round.returns[0].rows[0].figures[Column.LATEST].value


@pytest.mark.parametrize(
    ("said", "detail"), [("(Q2)", "2014Q2"), ("(q1)", "2014Q1"), ("(Q3)", "2013Q3"), ("(Q4)", "2013Q4")]
)
def test_a_bare_quarter_is_the_last_one_that_was_over(
    framework: Framework, tmp_path: Path, said: str, detail: str
) -> None:
    value = latest_of(framework, tmp_path, f"306 {said}")
    assert isinstance(value, Figure)
    assert [each.detail for each in value.qualifiers] == [detail]


@pytest.mark.parametrize(
    ("typed", "hidden"),
    [
        ("306 as ;;;", True),
        ("306 as ;;", True),
        ("0 as 0;-0;;@", True),
        ("-3 as 0;;0", True),
        ("306 as 0;-0;;@", False),
        ("0 as 0;-0", False),
        ("0 as #,##0_);(#,##0);-", False),
    ],
)
def test_a_figure_that_its_format_hides_is_not_read(
    framework: Framework, tmp_path: Path, typed: str, hidden: bool
) -> None:
    value = latest_of(framework, tmp_path, typed)
    reason = value.reason if isinstance(value, Unreadable) else ""
    assert reason == ("its number format hides the figure" if hidden else "")


def test_two_copies_of_one_return_are_said_to_be_the_same(framework: Framework, tmp_path: Path) -> None:
    data = write_workbook(tmp_path / "2014Q2" / "cp.xlsx", CP).read_bytes()
    (tmp_path / "2014Q2" / "Copy of cp.xlsx").write_bytes(data)
    (found,) = (each for each in read(framework, tmp_path / "2014Q2").checked.findings if each.rule == "EF108")
    assert found.where.workbook == "Copy of cp.xlsx"
    assert found.message == (
        "There are two returns from “Child Protection (CP)”: cp.xlsx and Copy of cp.xlsx. They are the same file."
    )
