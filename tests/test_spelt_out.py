"""Words that look like the number of a character, such as _x0041_, are shown letter by letter wherever a workbook holds them."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest

from efreport.blank import blank_returns, guide, to_workbook
from efreport.document import Chart, Document, IndicatorTable
from efreport.history import quarter_record
from efreport.model import Column
from efreport.quarter import Quarter
from efreport.returns.sheets import read_sheets
from efreport.run import load
from efreport.spreadsheet_text import spelt_out
from efreport.writers import WRITERS
from tests.conftest import PROJECT
from tests.readable import sample_document

WORDS = "Form _x0041_ and _x000D_ in _x005F_x0041_, EX_x1_"
TAKEN_FOR_A_LETTER = re.compile(rb"(?<!_x005F)_x(?!005F)[0-9A-Fa-f]{4}_")


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("_x0041_", "_x005F_x0041_"),
        ("_x005F_x0041_", "_x005F_x005F_x005F_x0041_"),
        ("_x00e9__x00E9_", "_x005F_x00e9__x005F_x00E9_"),
        ("_x0041_x0041_", "_x005F_x0041_x005F_x0041_"),
        ("EX_x1_, _X0041_ and x0041_", "EX_x1_, _X0041_ and x0041_"),
    ],
)
def test_an_underscore_that_would_begin_a_number_is_given_by_its_own(words: str, held: str) -> None:
    assert spelt_out(words) == held


def with_words(document: Document) -> Document:
    """The document with the words in the first row's commentary, in a column's heading, a number's mark and the charts."""
    table = next(block for block in document.areas if isinstance(block, IndicatorTable))
    latest = table.rows[0].figures["latest"]
    assert latest.number
    marked = replace(latest, number=replace(latest.number, suffix=" _x0042_"))
    row = replace(
        table.rows[0],
        commentary=replace(table.rows[0].commentary, words=WORDS),
        figures={**table.rows[0].figures, "latest": marked},
    )
    areas = tuple(replace(block, rows=(row, *block.rows[1:])) if block is table else block for block in document.areas)
    columns = tuple(
        replace(column, heading="Said _x0043_") if column.kind == "commentary" else column for column in table.columns
    )
    areas = tuple(replace(block, columns=columns) if isinstance(block, IndicatorTable) else block for block in areas)
    areas = tuple(
        replace(block, title="Chart _x0044_", categories=(WORDS, *block.categories[1:]))
        if isinstance(block, Chart)
        else block
        for block in areas
    )
    return replace(document, title="Framework _x0045_", areas=areas)


@pytest.fixture(scope="module")
def document() -> Document:
    """The framework of 2014Q2 with the words in it."""
    return with_words(sample_document())


def test_the_workbook_shows_the_words_and_is_read_back(document: Document) -> None:
    data = WRITERS["xlsx"].render(document)
    assert WRITERS["xlsx"].missing(document, data) == ()
    framework = next(sheet for sheet in read_sheets(data) if sheet.name == "Framework")
    shown = {cell.text for row in framework.rows.values() for cell in row.values()}
    assert {WORDS, "Said _x0043_"} <= shown
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    held = parts["xl/worksheets/sheet3.xml"]
    assert b"_x005F_x0041_ and _x005F_x000D_ in _x005F_x005F_x005F_x0041_, EX_x1_" in held
    assert b"&amp;LFramework _x005F_x0045_" in held
    assert b'name="Said _x005F_x0043_"' in parts["xl/tables/table1.xml"]
    assert b" _x005F_x0042_" in parts["xl/styles.xml"]
    charts = b"".join(part for name, part in parts.items() if name.startswith("xl/charts/"))
    assert b"<c:v>Form _x005F_x0041_" in charts
    assert b"<a:t>Chart _x0044_</a:t>" in charts


def test_the_words_that_are_lost_are_missed(document: Document) -> None:
    unescaped = WRITERS["xlsx"].render(document)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(unescaped)) as package, zipfile.ZipFile(made, "w") as out:
        for name in package.namelist():
            out.writestr(name, package.read(name).replace(b"Form _x005F_x0041_", b"Form _x0041_"))
    assert WORDS in WRITERS["xlsx"].missing(document, made.getvalue())


def test_word_shows_the_words_as_they_are_and_its_charts_hold_them_as_excel_does(document: Document) -> None:
    data = WRITERS["docx"].render(document)
    assert WRITERS["docx"].missing(document, data) == ()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert WORDS.encode() in package.read("word/document.xml")
        charts = b"".join(package.read(name) for name in package.namelist() if name.startswith("word/charts/"))
    assert b"<c:v>Form _x005F_x0041_" in charts
    assert not TAKEN_FOR_A_LETTER.search(b"".join(re.findall(rb"<c:v>[^<]*</c:v>", charts)))


def test_a_blank_return_asks_and_carries_in_the_words_as_they_were() -> None:
    framework = load(PROJECT / "config")
    before = quarter_record(framework, Quarter(2014, 2), lambda _: None)
    made = next(iter(blank_returns(framework, Quarter(2014, 3), before)))
    row = made.sections[0].rows[0]
    row = replace(
        row,
        last_commentary=WORDS,
        indicator=replace(row.indicator, name="Named _x0046_", definition="Defined _x0047_"),
        carried={**row.carried, Column.PREVIOUS: "n/a _x0048_"},
    )
    made = replace(made, sections=(replace(made.sections[0], rows=(row,)),))
    data = to_workbook(made, replace(framework, title="Framework _x0045_"), guide(framework))
    shown = {cell.text for sheet in read_sheets(data) for row in sheet.rows.values() for cell in row.values()}
    assert {WORDS, "Named _x0046_", "n/a _x0048_", "Framework _x0045_"} <= shown
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        (notes,) = (package.read(name) for name in package.namelist() if "comments/" in name)
    assert b"Defined _x005F_x0047_" in notes
