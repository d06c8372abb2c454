"""The sample framework's documents, read back: every figure, gap, direction and commentary, and the structure."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from itertools import pairwise

import docx
import pytest
from lxml import etree
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from efreport.assessment import assess
from efreport.compose import compose
from efreport.document import Document, IndicatorTable, texts
from efreport.model import Cell, Column, Framework, Round
from efreport.returns import find_sources, read_round
from efreport.writers import WRITERS
from tests.conftest import PROJECT

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FACTS = PROJECT / "samples" / "source" / "2014Q2.tsv"
NOT_GIVEN = "not given"


@pytest.fixture(scope="module")
def sample_round(sample_framework: Framework) -> Round:
    """The returns of 2014Q2."""
    sources = find_sources((PROJECT / "samples" / "2014Q2",), None, 4)
    return read_round(sources, sample_framework, lambda _: None, whole=True)


@pytest.fixture(scope="module")
def document(sample_round: Round, sample_framework: Framework) -> Document:
    """The framework of 2014Q2 as a document."""
    return compose(sample_round, sample_framework, assess(sample_round, sample_framework), (), draft=False)


@pytest.fixture(scope="module")
def rendered(document: Document) -> dict[str, bytes]:
    """The document in every format."""
    return {name: writer.render(document) for name, writer in WRITERS.items()}


@pytest.fixture(scope="module")
def word(rendered: dict[str, bytes]) -> etree._Element:
    """The body of the Word document."""
    with zipfile.ZipFile(io.BytesIO(rendered["docx"])) as package:
        return etree.fromstring(package.read("word/document.xml"))


@pytest.fixture(scope="module")
def workbook(rendered: dict[str, bytes]) -> Workbook:
    """The Excel workbook."""
    return load_workbook(io.BytesIO(rendered["xlsx"]))


def facts() -> list[dict[str, str]]:
    """The published facts, one row an indicator."""
    with FACTS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def lines_of(cell: etree._Element) -> str:
    """The paragraphs of a cell of Word, one line each."""
    return "\n".join(words_of(paragraph) for paragraph in cell.iter(f"{W}p"))


def words_of(element: etree._Element) -> str:
    """The text of a cell or paragraph of Word."""
    return "".join(part.text or "" for part in element.iter(f"{W}t"))


def indicator_rows(word: etree._Element) -> list[list[str]]:
    """The rows of every indicator table of the Word document, as words."""
    rows = []
    for table in word.iter(f"{W}tbl"):
        cells = [[lines_of(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
        if cells[0][:1] == ["No"]:
            rows += cells[1:]
    return rows


@pytest.mark.parametrize("form", WRITERS)
def test_every_word_of_the_document_comes_back(form: str, document: Document, rendered: dict[str, bytes]) -> None:
    assert WRITERS[form].missing(document, rendered[form]) == ()


@pytest.mark.parametrize("form", WRITERS)
def test_reading_back_notices_what_is_lost(form: str, document: Document, rendered: dict[str, bytes]) -> None:
    lost = document.indicator_tables[3].rows[0].commentary.words
    assert any(text == lost for text in texts(document.areas))
    damaged = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(rendered[form])) as package, zipfile.ZipFile(damaged, "w") as out:
        for name in package.namelist():
            out.writestr(name, package.read(name).replace(lost[:30].encode(), b"Something else altogether"))
    assert WRITERS[form].missing(document, damaged.getvalue()) != ()


@pytest.mark.parametrize("form", WRITERS)
def test_the_same_document_gives_the_same_bytes(form: str, document: Document, rendered: dict[str, bytes]) -> None:
    assert WRITERS[form].render(document) == rendered[form]


def test_word_holds_every_figure_and_commentary(word: etree._Element) -> None:
    rows = indicator_rows(word)
    assert len(rows) == 78
    for row, fact in zip(rows, facts(), strict=True):
        _, _, latest, previous, direction, year, neighbours, national, source, commentary = row
        figures = (latest, previous, year, *(cell.split("\n")[0] for cell in (neighbours, national)))
        published = (fact["latest"], fact["previous"], fact["year"], fact["neighbours"], fact["national"])
        assert figures == tuple(figure or NOT_GIVEN for figure in published), fact["key"]
        assert commentary == (fact["commentary"] or "No commentary given."), fact["key"]
        assert source == (fact["source"] or "Not given"), fact["key"]
        assert re.match(r"[▲▼►] .*(improved|worsened|changed|no change)|Not compared: \w|Awaited$", direction), fact[
            "key"
        ]


def test_word_says_in_words_where_the_latest_stands_against_a_comparator(word: etree._Element) -> None:
    rows = {row[0]: row[6:8] for row in indicator_rows(word)}
    assert rows["CP12"] == ["64%\nours is better", "70%\nours is worse"]
    assert rows["LSCB2 / CIN16"] == ["22%\nours is the same", "23%\nours is better"]
    assert rows["CP3"] == ["52\nours is higher", "38\nours is higher"]
    assert rows["CP2"] == ["n/a", "n/a"]
    assert rows["CIN6"] == ["385", "332"]
    assert rows["LSCB14"] == [
        "18.4% (2013)\nours is better [note\xa02] [note\xa03]",
        "16.0% *Prov (2014)\nours is better [note\xa01]",
    ]
    assert rows["Adoption Scorecard A1"] == [
        "645 (3-year average)\nnot compared [note\xa02]",
        "697 (3-year average)\nnot compared [note\xa03]",
    ]


def test_every_note_that_is_referred_to_stands_below_its_table_and_every_note_is_referred_to(
    document: Document, rendered: dict[str, bytes]
) -> None:
    for table in document.indicator_tables:
        referred = {
            int(number)
            for row in table.rows
            for text in (row.movement.text, *row.positions.values())
            for number in re.findall(r"\[note\xa0(\d+)\]", text.words)
        }
        assert [note.split(" ")[0] for note in table.notes] == [f"[note\xa0{n + 1}]" for n in range(len(table.notes))]
        assert referred == set(range(1, len(table.notes) + 1))
        assert referred == {number for row in table.rows for number in row.note_numbers}


def test_excel_holds_every_figure_as_a_number_or_in_words(workbook: Workbook) -> None:
    sheet = workbook["Framework"]
    table = next(iter(sheet.tables.values()))
    header, *rows = sheet[table.ref]
    names = [str(cell.value) for cell in header]
    assert len(set(names)) == len(names)
    assert len(rows) == 78
    for row, fact in zip(rows, facts(), strict=True):
        cells = dict(zip(names, row, strict=True))
        assert all(cell.value not in (None, "") for cell in row), fact["key"]
        for name, column in (("Latest Result (Q2)", "latest"), ("Q1", "previous"), ("2013/14", "year")):
            value, published = cells[name].value, fact[column]
            number = re.match(r"[\d.]+", published)
            if number is None:
                assert value == (published or NOT_GIVEN), fact["key"]
                continue
            percent = "%" in published.split(" ")[0]
            assert value == pytest.approx(float(number[0]) / (100 if percent else 1)), fact["key"]
            assert ("%" in cells[name].number_format) == percent, fact["key"]
            if " " in published and "weeks" not in published:
                assert published in str(cells["Notes on the figures"].value), fact["key"]
        assert cells["Commentary"].value == (fact["commentary"] or "No commentary given."), fact["key"]


def test_headings_are_real_and_none_is_skipped(word: etree._Element, sample_framework: Framework) -> None:
    levels, areas = [], []
    for paragraph in word.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = style.get(f"{W}val", "") if style is not None else ""
        if match := re.fullmatch(r"Heading(\d)", name):
            levels.append(int(match[1]))
            areas += [words_of(paragraph)] if match[1] == "1" else []
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert areas == [*(area.heading for area in sample_framework.areas), "Notes"]


def test_word_tables_are_accessible(word: etree._Element) -> None:
    tables = list(word.iter(f"{W}tbl"))
    assert len(tables) > 20
    for table in tables:
        assert table.find(f"{W}tblPr/{W}tblCaption") is not None
        assert table.find(f"{W}tblPr/{W}tblDescription") is not None
        assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
        assert not list(table.iter(f"{W}gridSpan", f"{W}vMerge"))
        assert not [inner for inner in table.iter(f"{W}tbl") if inner is not table]
        assert all(words_of(cell).strip() for cell in table.iter(f"{W}tc"))


def test_sections_and_placeholders_of_the_framework_are_kept(word: etree._Element) -> None:
    said = [words_of(paragraph) for paragraph in word.iter(f"{W}p")]
    for words in (
        "Presenting needs",
        "Note that all CLA measures exclude children in respite care, legal status V4.",
        "Youth Offending Service expenditure",
        "Need to add into Children's Services Portfolio report.",
        "No indicators are reported in this section.",
    ):
        assert words in said


def test_properties(rendered: dict[str, bytes], workbook: Workbook) -> None:
    word = docx.Document(io.BytesIO(rendered["docx"])).core_properties
    excel = workbook.properties
    for properties in (word, excel):
        assert "Early Intervention Performance Framework" in str(properties.title)
        assert properties.language == "en-GB"
        assert (properties.created.date().isoformat(), properties.modified.date().isoformat()) == ("2014-09-30",) * 2
    assert (word.author, excel.creator) == ("Sample City Council",) * 2


def test_excel_is_laid_out_to_be_read_and_printed(workbook: Workbook) -> None:
    assert workbook.sheetnames == ["Cover", "Summary", "Framework", "Data quality", "Notes"]
    assert workbook.active is workbook["Cover"]
    for sheet in workbook.worksheets:
        assert sheet["A1"].value
        assert not sheet.merged_cells.ranges
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    framework = workbook["Framework"]
    assert framework.print_title_rows
    assert framework.freeze_panes
    table = next(iter(framework.tables.values()))
    assert table.ref.endswith(str(framework.max_row))


def test_text_from_a_return_is_only_ever_text(sample_round: Round, sample_framework: Framework) -> None:
    nasty = '=HYPERLINK("x") <b>&amp; \x07\x1b[31m [red] \u202e 👶\r\nnew line\t'
    returns = []
    for found in sample_round.returns:
        rows = tuple(replace(row, words={**row.words, Column.COMMENTARY: Cell(row.at, nasty)}) for row in found.rows)
        returns.append(replace(found, rows=rows))
    round_ = replace(sample_round, returns=tuple(returns))
    document = compose(round_, sample_framework, assess(round_, sample_framework), (), draft=True)
    for writer in WRITERS.values():
        assert writer.missing(document, writer.render(document)) == ()
    book = load_workbook(io.BytesIO(WRITERS["xlsx"].render(document)))
    assert not [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]


def test_a_draft_says_so_first_and_a_missing_return_is_said(sample_round: Round, sample_framework: Framework) -> None:
    round_ = replace(sample_round, returns=tuple(r for r in sample_round.returns if r.said_area.key != "adoption"))
    document = compose(round_, sample_framework, assess(round_, sample_framework), (), draft=True)
    assert next(texts(document.cover)).startswith("DRAFT")
    assert "Returns not received: Adoption Service." in tuple(texts(document.cover))
    tables = [block for block in document.areas if isinstance(block, IndicatorTable) and "Adoption" in block.area]
    assert {row.figures["latest"].text.words for table in tables for row in table.rows} == {"Return not received"}
    assert sum(len(table.rows) for table in document.indicator_tables) == 78
