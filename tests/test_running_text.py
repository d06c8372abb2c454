"""Running text of the workbook: over all columns line by line, no cell merged, nothing cut off, and all of it found again."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from efreport.document import Document, Heading, Paragraph, Role, Table, Text
from efreport.writers import WRITERS
from efreport.writers.xlsx.heights import type_of
from efreport.writers.xlsx.running import running_lines
from tests.readable import sample_document

EXCEL = WRITERS["xlsx"]
WIDTHS = (20.0, 20.0)


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("One sentence. And one.", ["One sentence. And one."]),
        (
            "Sentences end lines. The next one has too little room here.",
            ["Sentences end lines.", "The next one has too little room here."],
        ),
        (
            "A sentence that is longer than one line is broken, but only between words.",
            ["A sentence that is longer than one line is", "broken, but only between words."],
        ),
        ("Of its own\nlines.", ["Of its own", "lines."]),
        ("x" * 99, ["x" * 99]),
        ("", []),
    ],
)
def test_lines_end_where_sentences_do(words: str, lines: list[str]) -> None:
    assert list(running_lines(words, WIDTHS, type_of("Arial", 11))) == lines


def test_bold_lines_hold_less() -> None:
    words = "Returns not received from three areas."
    assert len(list(running_lines(words, WIDTHS, type_of("Arial", 11)))) == 1
    assert len(list(running_lines(words, (18.0, 18.0), type_of("Arial", 11), bold=True))) == 2


@pytest.fixture(scope="module")
def document() -> Document:
    """The framework of 2014Q2, with a warning before its first heading."""
    sample = sample_document()
    return replace(sample, cover=(Paragraph(Text("Returns not received: Adoption.", Role.WARNING)), *sample.cover))


def sheet(document: Document, name: str) -> Worksheet:
    return load_workbook(io.BytesIO(EXCEL.render(document)))[name]


@pytest.mark.parametrize("name", ["Summary", "Notes"])
def test_no_line_is_wrapped_or_has_a_cell_beside_it_that_would_cut_it_off(document: Document, name: str) -> None:
    rows = [row for row in sheet(document, name).iter_rows() if row[0].style.startswith("Running")]
    assert len(rows) >= 5
    for row in rows:
        assert [cell.value for cell in row[1:] if cell.value is not None] == []
        assert not row[0].alignment.wrap_text


def test_the_colour_of_a_warning_goes_on_over_all_columns(document: Document) -> None:
    row = next(
        row for row in sheet(document, "Summary").iter_rows() if row[0].value == "Returns not received: Adoption."
    )
    assert {cell.style for cell in row} == {"Running warning"}


def test_a_line_that_is_lost_is_missed(document: Document) -> None:
    data = EXCEL.render(document)
    assert EXCEL.missing(document, data) == ()
    lost = "26 changed where neither way is better"
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(made, "w") as out:
        for name in package.namelist():
            part = package.read(name)
            out.writestr(name, part.replace(lost.encode(), b"") if name == "xl/worksheets/sheet2.xml" else part)
    (missed,) = EXCEL.missing(document, made.getvalue())
    assert lost in missed


def test_the_longest_column_of_a_table_that_would_be_crammed_is_the_widest(document: Document) -> None:
    long = "CP3 is 56, in a population of 47,400 that is 49.8 per 10,000, but CP2 is 236. " * 2
    table = Table("Doubts", "", ("Area", "Doubt"), ((Text("Education"), Text(long)),))
    shown = sheet(replace(document, cover=(*document.cover, Heading(1, "Doubts"), table)), "Summary")
    at = next(cell.row for row in shown.iter_rows() for cell in row if cell.value == "Doubt")
    assert [shown.cell(at, column).value for column in (1, 2)] == ["Doubt", "Area"]
    assert [shown.cell(at + 1, column).value for column in (1, 2)] == [long, "Education"]
