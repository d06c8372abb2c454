"""prepare: blank returns that are rolled forward, pleasant to fill in, never over somebody's work, and read again."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from efreport.blank import blank_returns, guide, is_as_issued, mark_of, to_workbook
from efreport.blank.carried import BlankRow, BlankSection
from efreport.blank.figures import as_excel_holds_it
from efreport.blank.sheets import COVERS
from efreport.files import replace_known
from efreport.history import quarter_record
from efreport.model import Column, Framework, QuarterRecord, Timing, Unit, template_version
from efreport.quarter import Quarter
from efreport.run import check, load
from efreport.values import parse_value
from tests.conftest import PROJECT, Ran, Run
from tests.three_returns import write_three

NOTES = {
    "CP2": "Unit: count.\nCovers: the position at the end of the quarter.\nNeither way is better.",
    "CP12 / FD8": "Unit: percent.\nCovers: what happened in the quarter.\nHigher is better.",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the three returns of 2014Q2."""
    shutil.copytree(PROJECT / "tests" / "config", tmp_path / "config")
    settings = tmp_path / "config" / "framework.toml"
    settings.write_text(
        re.sub(r"(?m)^returns = .*$", 'returns = "../data"', settings.read_text(encoding="utf-8")), encoding="utf-8"
    )
    write_three(tmp_path / "data")
    return tmp_path


Q3 = Quarter(2014, 3)


def blank(framework: Framework, area: str = "cp", quarter: Quarter = Q3) -> bytes:
    """The blank return of an area, rolled forward from the returns of the quarter before."""
    last = quarter_record(framework, quarter.previous, lambda _: None)
    made = next(each for each in blank_returns(framework, quarter, last) if each.area.key == area)
    return to_workbook(made, framework, guide(framework))


def cells(sheet: Worksheet, first: int) -> list[list[object]]:
    """The values of the rows from that one on."""
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first)]


def test_the_whole_output(efreport: Run, project: Path) -> None:
    folder = project / "data" / "2014Q3"
    table = (
        "Service area                 Indicators  Carried  Blank return{}  Workbook\n"
        "Child Protection (CP)                 3       12  {}  cp.xlsx\n"
        "Children Looked After (CLA)           3        8  {}  cla.xlsx\n"
        "Education                             2        8  {}  education.xlsx\n\n"
        "Carried: figures that are filled in from the quarter before.\n"
        f"Folder: {folder}\n"
        "Q2 2014/15 is not published yet, so its figures may still be corrected: run this again once it is.\n"
    )
    head = "Blank returns for Q3 2014/15 (October to December 2014)\nRolled forward from the returns of 2014Q2.\n\n"
    ran = efreport("prepare", "--dry-run")
    would = ["would be written"] * 3
    assert (ran.code, ran.out, ran.err) == (0, head + table.format("    ", *would), "")
    assert not folder.exists()
    ran = efreport("prepare", "--quarter", "2014Q3")
    assert (ran.code, ran.out, ran.err) == (0, head + table.format("", *["written     "] * 3), "")
    assert sorted(path.name for path in folder.iterdir()) == ["cla.xlsx", "cp.xlsx", "education.xlsx"]
    begun = load_workbook(folder / "cp.xlsx")
    begun["Return"]["C10"] = 300
    begun.save(folder / "cp.xlsx")
    as_begun = (folder / "cp.xlsx").read_bytes()
    ran = efreport("prepare", "--quarter", "2014Q3", "--format", "json")
    assert [each["blank_return"] for each in json.loads(ran.out)["returns"]] == [
        "left as it is", "there already", "there already",
    ]  # fmt: skip
    assert (folder / "cp.xlsx").read_bytes() == as_begun
    ran = efreport("prepare", "--quarter", "2014Q3", "--area", "cp")
    assert ran.out.endswith(
        "Left as they are: they are other than a new one would be, so somebody may have begun to fill them in.\n"
    )


SINCE = "the config, last quarter's figures or efreport itself have changed since they were issued"


def states(ran: Ran) -> dict[str, str]:
    """What became of each blank return, by its area."""
    return {each["area"]: each["blank_return"] for each in json.loads(ran.out)["returns"]}


def change_last_quarter(project: Path) -> None:
    """Correct figures of all three areas' last quarter, so that their blank returns would hold others."""
    for area in ("cp", "cla", "education"):
        path = project / "data" / "2014Q2" / f"{area}.xlsx"
        book = load_workbook(path)
        for row in book.worksheets[0].iter_rows():
            for cell in row:
                if cell.value == "CMT":
                    cell.value = "LSCB"
                elif isinstance(cell.value, str) and len(cell.value) > 40:
                    cell.value = f"{cell.value} Corrected."
        book.save(path)


def test_a_blank_return_that_nobody_has_begun_is_replaced_where_it_is_outdated(efreport: Run, project: Path) -> None:
    folder = project / "data" / "2014Q3"
    assert efreport("prepare", "--quarter", "2014Q3", "-q").code == 0
    outdated = {path.name: path.read_bytes() for path in folder.iterdir()}
    change_last_quarter(project)
    begun = load_workbook(folder / "cp.xlsx")
    begun["Return"]["C10"] = 300
    begun.save(folder / "cp.xlsx")
    as_begun = (folder / "cp.xlsx").read_bytes()
    (folder / "~$cla.xlsx").write_bytes(b"somebody has it open")
    asked = ("prepare", "--quarter", "2014Q3", "--format", "json")
    expected = {"cp": "outdated, left as it is", "cla": "outdated, but open", "education": "replaced"}
    assert states(efreport(*asked, "--dry-run")) == expected
    assert (folder / "education.xlsx").read_bytes() == outdated["education.xlsx"]
    ran = efreport("prepare", "--quarter", "2014Q3")
    assert [re.split(" {2,}", line)[-2] for line in ran.out.splitlines()[4:7]] == [
        "outdated, left as it is", "outdated, but open", "replaced",
    ]  # fmt: skip
    assert ran.out.splitlines()[-3:] == [
        f"Replaced: nothing was filled in, and {SINCE}. If they were sent out already, send them again.",
        f"Outdated, left as they are: somebody has saved them, and {SINCE}. To see a new one: efreport prepare --quarter 2014Q3 "
        "--area KEY --out FOLDER",
        f"Outdated, but open: {SINCE}, and somebody has them open in Excel. Run the command again when they are closed.",
    ]
    assert (folder / "cp.xlsx").read_bytes() == as_begun
    assert (folder / "cla.xlsx").read_bytes() == outdated["cla.xlsx"]
    assert (folder / "education.xlsx").read_bytes() != outdated["education.xlsx"]
    (folder / "~$cla.xlsx").unlink()
    assert states(efreport(*asked)) == expected | {"cla": "replaced", "education": "there already"}
    assert sorted(path.name for path in folder.iterdir()) == ["cla.xlsx", "cp.xlsx", "education.xlsx"]


def test_a_blank_return_is_known_by_its_mark_after_it_was_saved(project: Path) -> None:
    framework = load(project / "config")
    data = blank(framework)
    assert is_as_issued(data)
    book = load_workbook(BytesIO(data))
    saved = BytesIO()
    book.save(saved)
    assert (is_as_issued(saved.getvalue()), mark_of(saved.getvalue())) == (False, mark_of(data))
    change_last_quarter(project)
    assert mark_of(blank(framework)) != mark_of(data)
    for other in (b"", b"PK", data[: len(data) // 2], (project / "data" / "2014Q2" / "cp.xlsx").read_bytes()):
        assert (is_as_issued(other), mark_of(other)) == (False, "")


def test_what_is_no_blank_return_of_ours_or_cannot_be_read_is_left(efreport: Run, project: Path) -> None:
    folder = project / "data" / "2014Q3"
    folder.mkdir()
    shutil.copy(project / "data" / "2014Q2" / "cp.xlsx", folder / "cp.xlsx")
    (folder / "cla.xlsx").mkdir()
    assert states(efreport("prepare", "--quarter", "2014Q3", "--format", "json")) == {
        "cp": "left as it is", "cla": "left as it is", "education": "written",
    }  # fmt: skip


def test_a_file_that_is_another_by_now_or_held_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "cp.xlsx"
    path.write_bytes(b"begun by now")
    assert not replace_known(path, b"as issued", b"new")
    assert path.read_bytes() == b"begun by now"

    def held(temporary: Path, place: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("efreport.files.writing.move", held)
    assert not replace_known(path, b"begun by now", b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["cp.xlsx"]


def test_what_cannot_be_prepared_is_said(efreport: Run, project: Path) -> None:
    ran = efreport("prepare", "--quarter", "2014Q3", "--area", "cx")
    assert (ran.code, ran.out, ran.err) == (
        2, "", "There is no service area “cx” in Q3 2014/15. There are: cp, cla, education.\n"
    )  # fmt: skip
    shutil.rmtree(project / "data")
    ran = efreport("prepare")
    assert (ran.code, ran.err) == (
        3, f"There is no quarter's folder in {project / 'data'}. Name one with --quarter.\n"
    )  # fmt: skip
    ran = efreport("prepare", "--quarter", "2014Q3", "--area", "cp")
    assert "Nothing is rolled forward: of Q2 2014/15 there is neither a return nor an edition." in ran.out
    assert (project / "data" / "2014Q3" / "cp.xlsx").exists()


def test_the_blank_return_is_rolled_forward(project: Path) -> None:
    framework = load(project / "config")
    book = load_workbook(BytesIO(blank(framework)))
    sheet = book["Return"]
    version = template_version(framework.area("cp"), framework, Quarter(2014, 3))
    assert cells(sheet, 1) == [
        ["Test Performance Framework", *[None] * 8],
        ["Service area", "Child Protection (CP)", *[None] * 7],
        ["Quarter", "Q3 2014/15", *[None] * 7],
        ["Completed by", *[None] * 8],
        ["Date completed", *[None] * 8],
        ["Template", version, *[None] * 7],
        [None] * 9,
        ["No", "Priority Indicator", "Latest Result (Q3)", "Q2", "2013/14", "Statistical Neighbour Average",
         "National Average", "Source of commentary", "Commentary"],
        ["Demand monitoring", *[None] * 8],
        ["CP2", "Number of children with a CP plan", None, 306, 236, "n/a", "n/a", None, None],
        ["CP12 / FD8", "% of ICPCs held within timescales", None, 0.65, 0.9, 0.64, 0.7, None, None],
        ["CP14", "% of ICPCs resulting in a CP plan", None, 0.82, 0.77, 0.9, 0.88, None, None],
        ["Outcomes", *[None] * 8],
    ]  # fmt: skip
    assert [sheet[f"C{row}"].number_format for row in (10, 11, 12)] == ["0", "0.0%", "0.0%"]
    assert [sheet[f"D{row}"].number_format for row in (10, 11, 12)] == ["0", "0%", "0%"]
    assert {sheet[f"A{row}"].value: sheet[f"B{row}"].comment.text for row in (10, 11)} == NOTES
    assert [row[3] for row in cells(book["Last quarter"], 4)] == [
        "More children came onto plans.", "Requests reached the team late.", "More conferences led to a plan.",
    ]  # fmt: skip


def test_only_what_is_asked_for_can_be_changed(project: Path) -> None:
    book = load_workbook(BytesIO(blank(load(project / "config"))))
    sheet = book["Return"]
    assert all(page.protection.sheet and not page.protection.password for page in book.worksheets)
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {"B4", "B5", *(f"{column}{row}" for row in (10, 11, 12) for column in "CDEFGHI")}
    offers = {str(each.sqref): (each.formula1, each.showErrorMessage) for each in sheet.data_validations.dataValidation}
    assert list(offers) == ["C9:C13", "D9:D13", "E9:E13", "F9:F13", "G9:G13", "H9:H13"]
    assert not any(refuses for _, refuses in offers.values())
    words = book["How to fill this in"]

    def offered(place: str) -> list[object]:
        return [row[0].value for row in words[offers[place][0].split("!")[1].replace("$", "")]]

    gaps = ["n/a", "Not yet published", "New - not yet collected", "Not held", "[c]", "No comparator"]
    assert offered("C9:C13") == gaps
    assert not [gap for gap in gaps if type(parse_value(gap)).__name__ != "NoFigure"]
    assert offered("H9:H13") == ["CMT", "LSCB"]


def test_a_new_year_has_no_outturn_yet(project: Path) -> None:
    framework = load(project / "config")
    shutil.copytree(project / "data" / "2014Q2", project / "data" / "2014Q4")
    sheet = load_workbook(BytesIO(blank(framework, quarter=Quarter(2015, 1))))["Return"]
    assert [row[:5] for row in cells(sheet, 8)][:3:2] == [
        ["No", "Priority Indicator", "Latest Result (Q1)", "Q4", "2014/15"],
        ["CP2", "Number of children with a CP plan", None, 306, None],
    ]


def test_what_is_due_is_said_of_a_blank_return_and_nothing_of_one_that_is_filled_in(
    efreport: Run, project: Path
) -> None:
    assert efreport("prepare", "-q").code == 0
    path = project / "data" / "2014Q3" / "cp.xlsx"
    ran = efreport("validate", path)
    assert ran.code == 1
    assert [line.split("  ")[-1] for line in ran.out.splitlines() if " error " in line] == [
        "“Latest Result (Q3)”: the whole column is blank, for all 3 indicators that are due.",
    ]
    book = load_workbook(path)
    sheet = book["Return"]
    sheet["B4"], sheet["B5"] = "Service lead", date(2015, 1, 12)
    for row, latest, source, commentary in (
        (10, 310, "CMT", "Four more children came onto plans than left them."),
        (11, 0.7, "LSCB", "Bookings are made earlier, and 70% were held in time."),
        (12, "Not yet published", "LSCB", "The outcomes of three conferences are still to be written up."),
    ):
        sheet[f"C{row}"], sheet[f"H{row}"], sheet[f"I{row}"] = latest, source, commentary
    book.save(path)
    ran = efreport("validate", path)
    assert (ran.code, ran.out.splitlines()[-1].rpartition(". ")[2]) == (0, "Found no errors, no warnings and no notes.")


@pytest.mark.parametrize(
    ("text", "unit", "held"),
    [
        ("22%", Unit.PERCENT, (0.22, "0%")),
        ("18.4%", Unit.PERCENT, (0.184, "0.0%")),
        ("1,156", Unit.COUNT, (1156, "#,##0")),
        ("49.8", Unit.RATE_10000, (49.8, "0.0")),
        ("-3", Unit.COUNT, (-3, "0")),
        ("80% *Prov (2014)", Unit.PERCENT, ("80% *Prov (2014)", "0.0%")),
        ("22", Unit.PERCENT, ("22", "0.0%")),
        ("=1+1", Unit.COUNT, ("=1+1", "#,##0")),
        ("", Unit.WEEKS, (None, "0.0")),
    ],
)
def test_a_carried_figure_is_held_as_it_was_shown(text: str, unit: Unit, held: tuple[object, str]) -> None:
    assert as_excel_holds_it(text, unit) == held


@pytest.mark.parametrize(
    ("last", "unit", "shown"),
    [
        ("22%", Unit.PERCENT, "0.0%"),
        ("18.4%", Unit.PERCENT, "0.0%"),
        ("18.42%", Unit.PERCENT, "0.00%"),
        ("3%", Unit.PERCENTAGE_POINTS, "0.0%"),
        ("80% *Prov (2014)", Unit.PERCENT, "0.0%"),
        ("", Unit.PERCENT, "0.0%"),
        ("50", Unit.RATE_10000, "0.0"),
        ("49.85", Unit.RATE_10000, "0.00"),
        ("1,156", Unit.COUNT, "#,##0"),
        ("306", Unit.COUNT, "0"),
        ("12.5", Unit.DAYS, "0.0"),
        ("6", Unit.WEEKS, "0.0"),
    ],
)
def test_a_latest_result_shows_the_decimals_that_are_typed(project: Path, last: str, unit: Unit, shown: str) -> None:
    framework = load(project / "config")
    first = framework.area("cp").indicators[0]
    row = BlankRow(replace(first, unit=unit), "CP2", {Column.PREVIOUS: last} if last else {})
    made = next(each for each in blank_returns(framework, Q3, None) if each.area.key == "cp")
    made = replace(made, sections=(BlankSection("", (row,)),))
    book = load_workbook(BytesIO(to_workbook(made, framework, guide(framework))))
    assert book["Return"]["C9"].number_format == shown


def test_a_percentage_counts_as_it_was_typed(efreport: Run, project: Path) -> None:
    assert efreport("prepare", "-q").code == 0
    path = project / "data" / "2014Q3" / "cp.xlsx"
    book = load_workbook(path)
    book["Return"]["C11"] = 0.896
    book.save(path)
    outcome = check(load(project / "config"), (path,), "2014Q3", lambda _: None)
    assert outcome.round.returns[0].by_key["cp12"].figures[Column.LATEST].text == "89.6%"


def test_every_sheet_prints_on_numbered_pages_with_narrow_margins(project: Path) -> None:
    for sheet in load_workbook(BytesIO(blank(load(project / "config")))).worksheets:
        assert sheet.oddFooter is not None
        assert sheet.oddFooter.right is not None
        assert sheet.oddFooter.right.text == "Page &P of &N"
        assert (sheet.page_margins.left, sheet.page_margins.right) == (0.4, 0.4)


@pytest.mark.parametrize("timing", Timing)
def test_every_timing_is_said_in_plain_words(timing: Timing) -> None:
    assert COVERS[timing] != timing.value
    assert not re.search("flow|stock", COVERS[timing])


def test_the_guide_asks_for_every_figure_where_nothing_was_rolled_forward(project: Path) -> None:
    framework = load(project / "config")
    last = quarter_record(framework, Q3.previous, lambda _: None)

    def steps(record: QuarterRecord | None) -> tuple[list[str], list[str]]:
        made = next(iter(blank_returns(framework, Q3, record)))
        book = load_workbook(BytesIO(to_workbook(made, framework, guide(framework))))
        said = [str(row[0].value) for row in book["How to fill this in"].iter_rows(min_row=3, max_row=10)]
        return book.sheetnames, said[: said.index("None")]

    assert steps(None) == (
        ["Return", "How to fill this in"],
        [
            "1.  Fill in the cells with a pale yellow background on the sheet “Return”: all figures, source and commentary of "
            "every indicator, and who completed the return and when, above the table.",
            "2.  Nothing is filled in from the quarter before, since no return of it is known. So type the figures of the "
            "quarter before and of the last year (its outturn) as well, as they were reported then: the latest result is "
            "compared with them.",
            "3.  Type the statistical neighbour and national averages as well, the newest that are published.",
            "4.  Type percentages with their sign (22%), and numbers without words. Where there is no figure, choose or type "
            "why.",
            "5.  Say in the commentary what changed and why, in your own words.",
            "6.  All other cells are locked, so that nothing slips. If one of them has to be put right, choose Review > Unprotect "
            "Sheet; no password is needed.",
            "7.  Do not add, delete or move columns. Save the workbook under the name that it has, and send it back.",
        ],
    )
    sheets, said = steps(last)
    assert sheets == ["Return", "How to fill this in", "Last quarter"]
    assert said[1].startswith("2.  Last quarter's figures are filled in as they were reported.")


def test_the_same_return_makes_the_same_bytes(project: Path) -> None:
    framework = load(project / "config")
    assert blank(framework) == blank(framework)


def test_the_newest_quarters_folder_that_is_still_empty_is_the_one_that_is_prepared(
    efreport: Run, project: Path
) -> None:
    """And one whose quarter before is empty is made with nothing rolled forward."""
    (project / "data" / "2014Q3").mkdir()
    ran = efreport("prepare")
    assert (ran.code, ran.out.splitlines()[:2], ran.err) == (
        0,
        [
            "Blank returns for Q3 2014/15 (October to December 2014)",
            "Rolled forward from the returns of 2014Q2.",
        ],
        "",
    )
    (project / "data" / "2015Q1").mkdir()
    ran = efreport("prepare", "--quarter", "2015Q2")
    assert (ran.code, ran.out.splitlines()[1]) == (
        0, "Nothing is rolled forward: of Q1 2015/16 there is neither a return nor an edition."
    )  # fmt: skip
