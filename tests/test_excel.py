"""The Excel workbook sheet by sheet: links, numbers that are numbers, charts that draw the cells, and the findings."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from lxml import etree
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from efreport.compose import compose
from efreport.document import Chart, Document, Heading, Number, Paragraph, Series, Table, Text
from efreport.model import Severity
from efreport.run import Outcome, check, load
from efreport.writers import WRITERS
from efreport.writers.formats import number_in, shown_by
from efreport.writers.xlsx.heights import type_of
from tests.conftest import PROJECT, Run
from tests.readable import sample_document

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
EXCEL = WRITERS["xlsx"]


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    """The sample of 2014Q2, read and checked."""
    return check(load(PROJECT / "config"), (), "2014Q2", lambda _: None, whole=True)


@pytest.fixture(scope="module")
def document() -> Document:
    """The framework of 2014Q2."""
    return sample_document()


@pytest.fixture(scope="module")
def data(document: Document) -> bytes:
    """Its workbook."""
    return EXCEL.render(document)


@pytest.fixture(scope="module")
def workbook(data: bytes) -> Workbook:
    """The same, opened."""
    return opened(data)


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def named(workbook: Workbook, name: str) -> list[list[object]]:
    """The values of the cells that a defined name stands for."""
    ((sheet, area),) = workbook.defined_names[name].destinations
    cells = workbook[sheet][area.replace("$", "")]
    return [[cell.value for cell in row] for row in cells] if isinstance(cells, tuple) else [[cells.value]]


def framework_rows(workbook: Workbook) -> list[dict[str, object]]:
    """The rows of the flat table by their headings."""
    headings, *rows = named(workbook, "Framework_table")
    return [dict(zip(map(str, headings), row, strict=True)) for row in rows]


def words_on(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def composed(outcome: Outcome, *, findings: bool = True, draft: bool = False, waived: int = 0) -> Document:
    found = outcome.checked.findings if findings else ()
    runs = outcome.checked.runs
    return compose(outcome.round, outcome.framework, outcome.assessed, found, draft=draft, runs=runs, waived=waived)


def test_every_sheet_opens_on_its_title_and_prints_on_pages_with_numbers(workbook: Workbook) -> None:
    assert workbook.sheetnames == ["Cover", "Summary", "Framework", "Data quality", "Notes"]
    assert workbook.active is workbook["Cover"]
    for sheet in workbook.worksheets:
        assert sheet["A1"].style in ("Title", "Headline 1")
        assert {selection.activeCell for selection in sheet.sheet_view.selection} == {"A1"}
        assert bool(sheet.sheet_view.tabSelected) == (sheet.title == "Cover")
        assert sheet.oddFooter.right.text == "Page &P of &N"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    for name in ("Framework", "Data quality"):
        sheet = workbook[name]
        (table,) = sheet.tables.values()
        assert table.autoFilter.ref == table.ref
        header = re.sub(r"\D+", "", table.ref.split(":")[0])
        assert sheet.print_title_rows == f"${header}:${header}"
        assert table.ref.endswith(str(sheet.max_row))


def test_the_contents_lead_to_every_sheet_and_to_the_first_row_of_every_area(workbook: Workbook) -> None:
    links = {
        str(cell.value): str(cell.hyperlink.location)
        for row in workbook["Cover"].iter_rows()
        for cell in row
        if cell.hyperlink
    }
    sheets = [location.split("!")[0].strip("'") for words, location in links.items() if location.endswith("!A1")]
    assert sheets == ["Summary", "Framework", "Data quality", "Notes"]
    rows = framework_rows(workbook)
    counts = Counter(str(row["Area"]) for row in rows)
    areas = {words: location for words, location in links.items() if not location.endswith("!A1")}
    assert list(areas) == [f"{area}: {count} indicator{'' if count == 1 else 's'}" for area, count in counts.items()]
    framework = workbook["Framework"]
    for words, location in areas.items():
        cell = framework[location.removeprefix("Framework!")]
        assert words.startswith(f"{cell.value}: ")
        assert framework.cell(cell.row - 1, 1).value != cell.value


def test_the_cover_is_short_and_says_what_must_be_known_first(outcome: Outcome, workbook: Workbook) -> None:
    words = words_on(workbook["Cover"])
    assert words[:2] == ["Early Intervention Performance Framework", "Q2 2014/15 (July to September 2014)"]
    assert any(each.startswith("Of 78 indicators, 16 improved") for each in words)
    assert len(words) < 25
    returns = tuple(found for found in outcome.round.returns if found.said_area.key != "adoption")
    partial = replace(outcome, round=replace(outcome.round, returns=returns))
    draft = opened(EXCEL.render(composed(partial, draft=True)))
    for name in ("Cover", "Summary"):
        assert "Returns not received: Adoption Service." in words_on(draft[name])
        assert "DRAFT. Not for publication: this framework has not been signed off." in words_on(draft[name])
    assert [str(draft[name]["A1"].value)[:5] for name in ("Summary", "Framework", "Data quality")] == ["DRAFT"] * 3
    assert {sheet.oddHeader.center.text for sheet in draft.worksheets} == {"DRAFT"}


def test_the_counts_are_numbers_that_agree_with_the_framework(workbook: Workbook) -> None:
    header, *rows, total = named(workbook, "Counts")
    counted = Counter((row["Area"], row["Judgement"]) for row in framework_rows(workbook))
    for area, indicators, *counts in rows:
        assert counts == [counted[area, str(judgement).lower()] for judgement in header[2:]]
        assert indicators == sum(map(int, map(str, counts)))
    assert total[1:] == [sum(column) for column in zip(*(row[1:] for row in rows), strict=True)]  # type: ignore[arg-type]


def test_figures_of_the_summary_are_numbers(workbook: Workbook) -> None:
    movements = {row[0]: row[1:3] for row in named(workbook, "Largest_movements")[1:]}
    assert movements["CP14 % of ICPCs resulting in a CP Plan"] == [0.73, 0.82]
    assert movements["LSCB12 Length of Care proceedings (ongoing cases)"] == [18.5, 21]
    for row in workbook["Summary"].iter_rows():
        for cell in row[1:]:
            assert not (isinstance(cell.value, str) and re.fullmatch(r"[\d.,]+%?( \[\w\])?", cell.value)), (
                cell.coordinate
            )


def test_no_number_is_wider_than_its_column(workbook: Workbook) -> None:
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, int | float):
                    seen = shown_by(cell.value, cell.number_format)
                    assert seen is not None
                    assert len(seen) + 2 <= sheet.column_dimensions[cell.column_letter].width, (sheet, cell)


def test_headings_of_figures_stand_over_them(workbook: Workbook) -> None:
    header = next(row for row in workbook["Framework"].iter_rows() if row[0].value == "Area")
    right = [cell.value for cell in header if cell.alignment.horizontal == "right"]
    assert right == [
        "Latest Result (Q2)",
        "Q1",
        "2013/14",
        "Statistical Neighbour Average",
        "National Average",
        "Change",
    ]


def test_names_stay_the_same_from_quarter_to_quarter(workbook: Workbook) -> None:
    assert set(workbook.defined_names) == {
        "Counts",
        "Framework_table",
        "Largest_movements",
        "Populations",
        "Quarter",
        "Returns",
    }
    assert named(workbook, "Quarter") == [["Q2 2014/15 (July to September 2014)"]]
    assert named(workbook, "Returns")[0][0] == named(workbook, "Counts")[0][0] == "Service area"


def test_charts_draw_cells_that_hold_the_figures_of_the_framework(
    document: Document, data: bytes, workbook: Workbook
) -> None:
    parts = parts_of(data)
    drawing = etree.fromstring(parts["xl/drawings/drawing1.xml"])
    wanted = [*(block for block in document.cover if isinstance(block, Chart)), *document.charts]
    assert [each.get("descr") for each in drawing.iter(f"{XDR}cNvPr")] == [chart.description for chart in wanted]
    assert len(wanted) == 13
    assert len(workbook["Summary"]._charts) == 13
    figures = {f"{row['No']} ": row for row in framework_rows(workbook)}
    columns = ("Latest Result (Q2)", "Statistical Neighbour Average", "National Average")
    for number, chart in enumerate(wanted, 1):
        series = list(etree.fromstring(parts[f"xl/charts/chart{number}.xml"]).iter(f"{C}ser"))
        assert len(series) == len(chart.series)
        for each, column in zip(series, columns, strict=False):
            names, values, title = (cells(workbook, each, part) for part in ("cat", "val", "tx"))
            assert names == list(chart.categories)
            assert title == [each.findtext(f"{C}tx//{C}v")]
            assert values == [float(point.text or "") for point in each.find(f"{C}val").iter(f"{C}v")]
            if not chart.stacked:
                rows = [
                    next(row for code, row in figures.items() if name.startswith(code)) for name in chart.categories
                ]
                assert values == [row[column] for row in rows]


def cells(workbook: Workbook, series: etree._Element, part: str) -> list[object]:
    """The values of the cells that a part of a series refers to."""
    sheet, area = series.findtext(f"{C}{part}//{C}f", "").split("!")
    found = workbook[sheet][area.replace("$", "")]
    return [row[0].value for row in found] if isinstance(found, tuple) else [found.value]


def test_a_part_of_nothing_has_no_figure_in_a_stacked_bar(data: bytes) -> None:
    root = etree.fromstring(parts_of(data)["xl/charts/chart1.xml"])
    assert root.find(f".//{C}grouping").get("val") == "stacked"
    for series in root.iter(f"{C}ser"):
        values = [point.findtext(f"{C}v") for point in series.find(f"{C}val").iter(f"{C}pt")]
        hidden = [label.find(f"{C}delete") is not None for label in series.iter(f"{C}dLbl")]
        assert hidden == [value == "0" for value in values]
    fills = {etree.tostring(series.find(f"{C}spPr")[0]) for series in root.iter(f"{C}ser")}
    assert len(fills) == 6


@pytest.mark.parametrize("value", [None, Number(Decimal("21.25"), 1)])
def test_what_no_cell_holds_is_not_drawn_from_cells(document: Document, value: Number | None) -> None:
    """Excel would draw a cell of words as 0."""
    figures = (Number(Decimal(22), 0, suffix=" weeks [p]"), value)
    chart = Chart("Length", "Bar chart.", "weeks", ("A1 one", "A2 two"), (Series("Latest", figures),))
    made = replace(document, areas=(Heading(1, "Adoption"), chart), cover=())
    parts = parts_of(EXCEL.render(made))
    assert EXCEL.missing(made, EXCEL.render(made)) == ()
    assert b"<c:f>" not in parts["xl/charts/chart1.xml"]
    assert parts["xl/charts/chart1.xml"].count(b"<c:dLbl>") == (1 if value is None else 2)
    whole = replace(chart, series=(Series("Latest", (figures[0], Number(Decimal(21), 0, suffix=" weeks"))),))
    made = replace(made, areas=(Heading(1, "Adoption"), whole))
    assert EXCEL.missing(made, EXCEL.render(made)) == ()
    assert b"<c:f>Summary!$B$" in parts_of(EXCEL.render(made))["xl/charts/chart1.xml"]


def test_without_charts_there_are_no_parts_of_them(outcome: Outcome) -> None:
    made = compose(outcome.round, outcome.framework, outcome.assessed, (), draft=False, charts=False)
    data = EXCEL.render(made)
    assert EXCEL.missing(made, data) == ()
    assert not [name for name in parts_of(data) if "chart" in name or "drawing" in name]
    assert b"<drawing" not in parts_of(data)["xl/worksheets/sheet2.xml"]
    assert not [words for words in words_on(opened(data)["Cover"]) if "charts" in words]


def test_data_quality_lists_every_finding_by_its_cell(outcome: Outcome, workbook: Workbook) -> None:
    sheet = workbook["Data quality"]
    (table,) = sheet.tables.values()
    header, *rows = [[cell.value for cell in row] for row in sheet[table.ref]]
    assert header == [
        "Severity",
        "Workbook",
        "Sheet",
        "Cell",
        "Service area",
        "Indicator",
        "Rule",
        "What is wrong",
        "How to put it right",
    ]
    found = outcome.checked.findings
    assert len(found) == len(rows) > 10
    for finding, (severity, book, sheet_name, cell, area, indicator, *others) in zip(found, rows, strict=True):
        assert severity == finding.severity.value.capitalize()
        assert (book, sheet_name) == (finding.where.workbook, finding.where.sheet)
        assert cell == (finding.where.cell or "Whole sheet")
        assert others == [finding.rule, finding.message, finding.hint]
        assert area in {each.heading for each in outcome.framework.areas}
        assert indicator == "No single indicator" if not finding.indicator else indicator != finding.indicator
    assert str(sheet["A2"].value).startswith(
        "The checks of the returns found no errors, 15 warnings and 4 notes. Checked: 11 returns, 78 indicators and "
    )


def test_findings_about_no_cell_say_so(outcome: Outcome) -> None:
    first, *_ = outcome.checked.findings
    workbook_only = replace(first, where=replace(first.where, sheet="", row=0, column=0), area="", indicator="")
    nowhere = replace(workbook_only, where=replace(workbook_only.where, workbook=""), hint="")
    checked = replace(outcome.checked, findings=(workbook_only, nowhere))
    made = composed(replace(outcome, checked=checked))
    (table,) = (block for block in made.quality if isinstance(block, Table))
    assert [[cell.words for cell in row][1:6] for row in table.rows] == [
        [first.where.workbook, "Whole workbook", "Whole workbook", "Not known", "No single indicator"],
        ["All returns", "All returns", "All returns", "All returns", "No single indicator"],
    ]
    assert table.rows[1][-1].words == "See what is wrong."


@pytest.mark.parametrize(("waived", "aside"), [(0, ""), (1, " 1 finding is waived and not listed.")])
def test_data_quality_without_findings_is_one_sentence(outcome: Outcome, waived: int, aside: str) -> None:
    made = composed(outcome, findings=False, waived=waived)
    sheet = opened(EXCEL.render(made))["Data quality"]
    rules = len(outcome.checked.runs)
    assert words_on(sheet)[1:] == [
        f"The checks found nothing to report: 11 returns, 78 indicators and {rules} rules (3 did not apply) were "
        f"checked.{aside}"
    ]
    assert not sheet.tables


def test_what_was_not_checked_is_not_said_to_be_clean(outcome: Outcome) -> None:
    made = compose(outcome.round, outcome.framework, outcome.assessed, (), draft=False)
    assert [block.text.words for block in made.quality if isinstance(block, Paragraph)] == [
        "The returns were not checked."
    ]


def test_word_does_not_list_the_findings(document: Document) -> None:
    body = parts_of(WRITERS["docx"].render(document))["word/document.xml"].decode()
    assert "the source of commentary is" not in body
    assert "does not add up" in body


def test_the_errors_of_a_draft_are_wide_enough_to_be_read(outcome: Outcome) -> None:
    errors = tuple(replace(finding, severity=Severity.ERROR) for finding in outcome.checked.findings)
    made = composed(replace(outcome, checked=replace(outcome.checked, findings=errors)), draft=True)
    data = EXCEL.render(made)
    assert EXCEL.missing(made, data) == ()
    words = words_on(opened(data)["Summary"])
    first = errors[0]
    assert f"{first.where}\n{first.rule}\n{first.message}\n{first.hint}" in words


def test_readers_are_told_in_their_own_words(outcome: Outcome) -> None:
    findings = tuple(
        replace(each, for_readers="The two totals differ.") if each.rule.startswith("EF40") else each
        for each in outcome.checked.findings
    )
    made = composed(replace(outcome, checked=replace(outcome.checked, findings=findings)))
    tables = {block.caption: block for block in (*made.cover, *made.quality) if isinstance(block, Table)}
    told = [row[1].words for row in tables["Figures that do not add up"].rows]
    assert told == ["The two totals differ."] * 2
    assert "The two totals differ." not in {cell.words for row in tables["What the checks found"].rows for cell in row}


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/charts/chart1.xml", b"<c:v>11</c:v>", b"<c:v>12</c:v>"),
        ("xl/charts/chart5.xml", b"<c:v>0.65</c:v>", b"<c:v>0.64</c:v>"),
        ("xl/charts/chart5.xml", b"CP14 % of", b"CP15 % of"),
        ("xl/charts/chart5.xml", b"Statistical neighbours", b"National"),
        ("xl/drawings/drawing1.xml", b"CP14 % of ICPCs resulting in a CP Plan: Latest 82%", b"CP14: Latest 82%"),
        ("xl/charts/chart5.xml", b"Summary!$B$", b"Summary!$C$"),
        ("xl/worksheets/sheet2.xml", b"<v>29</v>", b"<v>28</v>"),
        ("xl/worksheets/sheet2.xml", b"<v>0.82</v>", b"<v>0.28</v>"),
        ("xl/worksheets/sheet3.xml", b"<v>0.82</v>", b"<f>0.82</f><v>0.82</v>"),
        ("xl/worksheets/sheet3.xml", b' t="inlineStr"><is><t>CLA43<', b' t="e"><is><t>CLA43<'),
    ],
)
def test_reading_back_notices_a_chart_or_a_count_that_is_not_right(
    document: Document, data: bytes, part: str, old: bytes, new: bytes
) -> None:
    assert EXCEL.missing(document, data) == ()
    parts = parts_of(data)
    assert parts[part].count(old) >= 1
    damaged = io.BytesIO()
    with zipfile.ZipFile(damaged, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content.replace(old, new) if name == part else content)
    assert EXCEL.missing(document, damaged.getvalue()) != ()


@pytest.mark.parametrize("name", ["xl/charts/chart3.xml", "xl/drawings/drawing1.xml"])
def test_reading_back_notices_a_chart_that_is_not_there(document: Document, data: bytes, name: str) -> None:
    damaged = io.BytesIO()
    with zipfile.ZipFile(damaged, "w") as archive:
        for part, content in parts_of(data).items():
            if part != name:
                archive.writestr(part, content)
    assert EXCEL.missing(document, damaged.getvalue()) != ()


@pytest.mark.parametrize("lost", ["EF503", "Type the commentary in I21, or clear the source in H21."])
def test_reading_back_notices_a_finding_that_is_not_there(document: Document, lost: str) -> None:
    blocks = tuple(
        replace(block, rows=block.rows[1:]) if isinstance(block, Table) else block for block in document.quality
    )
    assert lost in EXCEL.missing(document, EXCEL.render(replace(document, quality=blocks)))


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("0", "0"),
        ("82%", "82"),
        ("18.40% [p]", "18.40"),
        ("1,156", "1156"),
        ("1,156.5", "1156.5"),
        ("-3", "-3"),
        ("12 [p] [r]", "12"),
    ],
)
def test_words_that_are_a_number(words: str, amount: str) -> None:
    found = number_in(words)
    assert found is not None
    assert found.amount == Decimal(amount)


@pytest.mark.parametrize(
    "words", ["", "007", "1,15", "82 %", "n/a", "2013/14", "-0", "1.", ".5", "1234567890123", "5 days"]
)
def test_words_that_are_no_number(words: str) -> None:
    assert number_in(words) is None


def test_commands_write_the_findings_into_the_workbook(efreport: Run, tmp_path: object) -> None:
    ran = efreport(
        "build", "--quarter", "2014Q2", "--config", PROJECT / "config", "--out", f"{tmp_path}/out", "--format", "xlsx"
    )
    assert ran.code == 0, ran.err
    written = re.search(r"Written: (.*\.xlsx)", ran.out + ran.err)
    assert written
    sheet = load_workbook(written[1])["Data quality"]
    assert str(sheet["A2"].value).startswith("The checks of the returns found no errors, 15 warnings and 4 notes.")
    assert re.search(r"\d+ rules", str(sheet["A2"].value))


def test_a_text_with_several_lines_is_one_text(document: Document) -> None:
    table = Table("Remarks", "Rows.", ("Area", "Remark"), ((Text("A\nB"), Text("word " * 80 + "\nmore")),), "Remarks")
    made = replace(document, cover=(Heading(1, "Remarks"), table), areas=())
    assert EXCEL.missing(made, EXCEL.render(made)) == ()


def test_a_council_without_a_directorate_has_no_line_for_one(document: Document) -> None:
    lines = words_on(opened(WRITERS["xlsx"].render(replace(document, directorate="")))["Cover"])
    assert lines[:4] == [document.title, document.quarter, document.organisation, lines[3]]
    assert lines[3].startswith("This workbook holds the figures of the framework")


def test_a_number_with_wide_letters_in_its_unit_has_a_column_that_shows_it() -> None:
    """Found by the target `documents`: counted in letters, a unit in other scripts is wider than its column."""
    arial = type_of("Arial", 11)
    assert arial.width_for_number("22%", 11) == 11
    assert arial.width_for_number("1,234,567.25 [p]", 11) == 19
    assert round(arial.width_for_number("21 ŴŴŴŴŴŴŴŴŴŴ", 11), 1) == 24.9
