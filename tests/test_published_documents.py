"""The documents that the samples give, as they would be published: valid, legible, in order, and whole when printed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator
from pypdf import PdfReader

from efreport.assessment import assess
from efreport.compose import compose
from efreport.document import Block, Document, Heading, IndicatorRow, IndicatorTable, Paragraph, Table
from efreport.model import Framework
from efreport.publication import read_document, run_document_rules
from efreport.publication.base import Published
from efreport.returns import find_sources, read_round
from efreport.writers import WRITERS
from tests.conftest import PROJECT
from tests.published import MAIN, NAMES, add, edited, parts, put

W = f"{{{NAMES['w']}}}"
FORMS = tuple(WRITERS)
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed, so nothing is converted")

# What the validator, which follows Microsoft's own, says of files that the schemas allow: parts that Word and Excel add
# when they save, and texts that Excel moves when it saves.
HARMLESS = re.compile(
    r"A required relationship type '[^']*/(?:fontTable|theme|settings)' is missing\."
    r"|Worksheet \S+ has \d+ inline-string cell\(s\).*",
    re.DOTALL,
)


@pytest.fixture(scope="module", params=["whole", "draft"])
def document(request: pytest.FixtureRequest, sample_framework: Framework) -> Document:
    """The framework of 2014Q2, and a draft of it with a return missing."""
    draft = request.param == "draft"
    sources = find_sources((PROJECT / "samples" / "2014Q2",), None, sample_framework.first_month)
    round_ = read_round(sources, sample_framework, lambda _: None, whole=True)
    return compose(round_, sample_framework, assess(round_, sample_framework), (), draft=draft)


@pytest.fixture(scope="module")
def rendered(document: Document) -> dict[str, bytes]:
    """The document in every format."""
    return {name: writer.render(document) for name, writer in WRITERS.items()}


@pytest.mark.parametrize("form", FORMS)
def test_the_checks_find_nothing(form: str, rendered: dict[str, bytes]) -> None:
    checked = run_document_rules([read_document(f"a.{form}", rendered[form])])
    assert checked.faults == ()
    assert [(str(each.where), each.rule, each.message) for each in checked.findings] == []


def violations(data: bytes, form: str, folder: Path) -> list[str]:
    """What the validator says of a file, without what is harmless."""
    path = folder / f"a.{form}"
    path.write_bytes(data)
    found = OpenXmlValidator(file_format=FileFormat.OFFICE_2019, max_errors=0).validate(path)
    return [str(each.description) for each in found.errors if not HARMLESS.fullmatch(str(each.description))]


@pytest.mark.parametrize("form", FORMS)
def test_valid_against_the_schemas(form: str, rendered: dict[str, bytes], tmp_path: Path) -> None:
    assert violations(rendered[form], form, tmp_path) == []


@pytest.mark.parametrize(
    ("form", "part", "edit"),
    [
        ("docx", MAIN["docx"], add("(//w:tbl)[1]/w:tblPr", '<w:tblStyle w:val="Grid"/>')),
        ("docx", MAIN["docx"], put("(//w:tc)[1]/w:tcPr/w:tcW", "w:w", "wide")),
        ("docx", MAIN["docx"], add("(//w:tc)[1]", "<w:unheardOf/>")),
        ("xlsx", "xl/worksheets/sheet1.xml", add("//s:worksheet", "<s:sheetData/>")),
        ("xlsx", "xl/worksheets/sheet1.xml", put("(//s:c)[1]", "t", "unheard of")),
    ],
)
def test_the_validator_notices(form: str, part: str, edit: Any, rendered: dict[str, bytes], tmp_path: Path) -> None:
    assert violations(edited(rendered[form], part, edit), form, tmp_path) != []


def luminance(colour: str) -> float:
    """The relative luminance of WCAG, worked out apart from the program's own."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("form", FORMS)
def test_every_text_stands_out_from_its_fill(form: str, rendered: dict[str, bytes]) -> None:
    published = read_document(f"a.{form}", rendered[form])
    assert isinstance(published, Published)
    pairs = {(seen.look.colour, seen.look.fill): seen.words for seen in published.looks}
    assert len(pairs) > 6
    assert len({fill for _, fill in pairs}) > 3
    for (colour, fill), words in pairs.items():
        light, dark = sorted((luminance(colour), luminance(fill)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (colour, fill, words)


def in_reading_order(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The texts of blocks as a person reads them: tables row by row."""
    for block in blocks:
        match block:
            case Heading():
                yield block.words
            case Paragraph():
                yield block.text.words
            case Table():
                yield from block.headings
                yield from (cell.words for row in block.rows for cell in row)
            case IndicatorTable():
                yield from (column.heading for column in block.columns)
                yield from (word_of(row, column.kind) for row in block.rows for column in block.columns)
                yield from block.notes


def word_of(row: IndicatorRow, kind: str) -> str:
    """What stands in a column of an indicator's row."""
    named = {
        "code": row.code,
        "name": row.name,
        "direction": row.movement.text.words,
        "source": row.source.words,
        "commentary": row.commentary.words,
    }
    return named[kind] if kind in named else row.figures[kind].text.words


def paragraphs(data: bytes) -> list[str]:
    """Every paragraph of the Word document that holds words and is no entry of the contents, in order."""
    root = etree.fromstring(parts(data)[MAIN["docx"]])
    found = []
    for paragraph in root.iter(f"{W}p"):
        if any(True for _ in paragraph.iterancestors(f"{W}sdt")):
            continue
        pieces = (
            (each.text or "") if each.tag == f"{W}t" else "\n"
            for run in paragraph.iter(f"{W}r")
            for each in run.iter(f"{W}t", f"{W}br")
        )
        found.append("".join(pieces))
    return [words for words in found if words.strip()]


def test_word_is_read_in_the_order_of_the_document(document: Document, rendered: dict[str, bytes]) -> None:
    expected = list(in_reading_order((*document.cover, *document.areas, *document.notes)))
    actual = paragraphs(rendered["docx"])
    places = iter(actual)
    lost = [words for words in expected if words not in places]
    assert lost == []
    assert len(expected) > 800


def test_excel_is_read_in_the_order_of_the_document(document: Document, rendered: dict[str, bytes]) -> None:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(rendered["xlsx"]))
    assert book.sheetnames[0] == "Cover"
    assert book.sheetnames.index("Framework") < book.sheetnames.index("Notes")
    table = next(iter(book["Framework"].tables.values()))
    names, *rows = ([str(cell.value) for cell in row] for row in book["Framework"][table.ref])
    area, section, commentary = (names.index(name) for name in ("Area", "Section", "Commentary"))
    expected = [
        [block.area, block.section, row.commentary.words] for block in document.indicator_tables for row in block.rows
    ]
    assert [[row[area], row[section], row[commentary]] for row in rows] == expected


@pytest.fixture(scope="module")
def printed(rendered: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, PdfReader]:
    """Both documents as LibreOffice converts them to tagged PDF."""
    folder = tmp_path_factory.mktemp("printed")
    options = json.dumps({"UseTaggedPDF": {"type": "boolean", "value": "true"}})
    found = {}
    for form, module in (("docx", "writer"), ("xlsx", "calc")):
        (folder / f"{form}.{form}").write_bytes(rendered[form])
        subprocess.run(
            [
                str(SOFFICE),
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless",
                "--convert-to",
                f"pdf:{module}_pdf_Export:{options}",
                "--outdir",
                str(folder),
                str(folder / f"{form}.{form}"),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        found[form] = PdfReader(folder / f"{form}.pdf")
    return found


def tags(pdf: PdfReader) -> Counter[str]:
    """How often each tag stands in the structure of a PDF."""
    counts: Counter[str] = Counter()
    waiting = [pdf.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        each = waiting.pop().get_object()
        if isinstance(each, list):
            waiting += each
        elif isinstance(each, dict):
            counts[str(each.get("/S", ""))] += 1
            waiting += [each["/K"]] if "/K" in each else []
    return counts


def squeezed(words: str) -> str:
    """Words without their spaces and line breaks, which a line's end in print may add or take."""
    return re.sub(r"[\s\u00ad]+", "", words)


@needs_libreoffice
def test_word_becomes_a_tagged_pdf(printed: dict[str, PdfReader], rendered: dict[str, bytes]) -> None:
    pdf, root = printed["docx"], etree.fromstring(parts(rendered["docx"])[MAIN["docx"]])
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"] == "en-GB"
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Early Intervention Performance Framework"
    found, styles = tags(pdf), Counter(each.get(f"{W}val") for each in root.iter(f"{W}pStyle"))
    headers = [
        cell
        for row in root.iter(f"{W}tr")
        if row.find(f"{W}trPr/{W}tblHeader") is not None
        for cell in row.iter(f"{W}tc")
    ]
    tables = len(list(root.iter(f"{W}tbl")))
    assert (found["/H1"], found["/H2"]) == (styles["Heading1"] + styles["HeadingOfSummary"], styles["Heading2"])
    assert (found["/Table"], found["/TH"]) == (tables, len(headers))
    assert found["/TOCI"] == styles["TOC1"]


@needs_libreoffice
def test_every_word_of_the_document_is_printed(document: Document, printed: dict[str, PdfReader]) -> None:
    text = "".join(squeezed(re.sub(r"(?m)^.*Page\d+of\d+$", "", page.extract_text())) for page in printed["docx"].pages)
    text = re.sub(r"Page\d+of\d+", "", text)
    running = squeezed(f"{document.organisation}{'DRAFT' if document.draft else ''}{document.title},{document.quarter}")
    text = text.replace(running, "")
    expected = chain(
        in_reading_order(document.cover), in_reading_order(document.areas), in_reading_order(document.notes)
    )
    assert [words for words in expected if squeezed(words) not in text] == []


@needs_libreoffice
def test_every_figure_of_the_workbook_is_printed(document: Document, printed: dict[str, PdfReader]) -> None:
    pages = [page.extract_text() for page in printed["xlsx"].pages]
    text = squeezed("".join(pages))
    assert "###" not in text
    assert squeezed(f"Page {len(pages)} of {len(pages)}") in text
    names = [row.name for table in document.indicator_tables for row in table.rows]
    shown = [each for table in document.indicator_tables for row in table.rows for each in row.figures.values()]
    gaps = [each.text.words for each in shown if not each.number]
    assert len(gaps) > 50
    assert [words for words in chain(names, gaps) if squeezed(words) not in text] == []
