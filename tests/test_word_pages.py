"""How the pages of the Word document fill: tall rows are made shorter by a wider commentary, and the tallest may break."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from efreport.document import Document
from efreport.writers import WRITERS
from tests.conftest import Run
from tests.readable import sample_document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SENTENCE = "Requests reached the team late, since schools were closed. "


@pytest.fixture(scope="module")
def document() -> Document:
    """The framework of 2014Q2."""
    return sample_document()


def with_commentary(document: Document, words: str) -> Document:
    """The document with these words as the commentary of its first indicator."""
    table = document.indicator_tables[0]
    row = replace(table.rows[0], commentary=replace(table.rows[0].commentary, words=words))
    areas = tuple(replace(each, rows=(row, *each.rows[1:])) if each is table else each for each in document.areas)
    return replace(document, areas=areas)


def first_table(document: Document, commentary: str) -> etree._Element:
    """The first table of indicators as Word has it, where its first row has this commentary."""
    data = WRITERS["docx"].render(with_commentary(document, commentary))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    columns = len(document.indicator_tables[0].columns)
    return next(each for each in body.iter(f"{W}tbl") if len(each.findall(f"{W}tblGrid/{W}gridCol")) == columns)


def stays_whole(table: etree._Element) -> list[bool]:
    """Of the heading and each row, whether it stays on one page."""
    return [row.find(f"{W}trPr/{W}cantSplit") is not None for row in table.iter(f"{W}tr")]


@pytest.mark.parametrize(("sentences", "whole"), [(1, True), (9, True), (18, False), (60, False)])
def test_a_row_stays_whole_unless_it_is_taller_than_a_third_of_a_page(
    document: Document, sentences: int, whole: bool
) -> None:
    assert stays_whole(first_table(document, SENTENCE * sentences)) == [True, whole, True]


def test_a_long_commentary_has_more_room_than_a_short_one(document: Document) -> None:
    short, long = (
        [int(column.get(f"{W}w", "")) for column in first_table(document, SENTENCE * count).iter(f"{W}gridCol")]
        for count in (1, 12)
    )
    assert sum(short) == sum(long)
    assert long[-1] > short[-1] * 1.15


def test_the_check_of_documents_agrees_with_rows_that_break(efreport: Run, document: Document, tmp_path: Path) -> None:
    path = tmp_path / "framework.docx"
    path.write_bytes(WRITERS["docx"].render(with_commentary(document, SENTENCE * 18)))
    ran = efreport("check-document", str(path))
    assert (ran.code, ran.out.splitlines()[-1]) == (
        0,
        "Checked 1 document by 58 rules (24 did not apply). Found no errors, no warnings and no notes.",
    )
