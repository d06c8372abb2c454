"""The house style: contrast, what config may say, and that Word and Excel both obey it and stay readable."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook

from efreport.assessment import assess
from efreport.compose import compose
from efreport.compose.style import date_words
from efreport.config import ConfigError, load_framework
from efreport.contrast import contrast, ratio_words, stands_out
from efreport.document import Document, Paint, PrintedColumn, Role, Style, Text
from efreport.model import DateForm, Framework, HouseStyle, Round
from efreport.returns import find_sources, read_round
from efreport.run import RULE_CODES
from efreport.writers import WRITERS
from efreport.writers.docx.design import NARROW, Design, design_of
from efreport.writers.docx.widths import Measure, indicator_widths
from tests.conftest import HERE, PROJECT

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

# Worked out by hand from the formula; #767676 is the lightest grey that may stand on white.
RATIOS = [
    ("000000", "FFFFFF", "21:1"),
    ("FFFFFF", "FFFFFF", "1:1"),
    ("777777", "FFFFFF", "4.47:1"),
    ("767676", "FFFFFF", "4.54:1"),
    ("0000FF", "FFFFFF", "8.59:1"),
    ("FF0000", "FFFFFF", "3.99:1"),
    ("FFFFFF", "FFC000", "1.64:1"),
    ("FFFFFF", "00B050", "2.86:1"),
]


@pytest.mark.parametrize(("text", "fill", "ratio"), RATIOS)
def test_contrast(text: str, fill: str, ratio: str) -> None:
    assert ratio_words(contrast(text, fill)) == ratio
    assert ratio_words(contrast(fill, text)) == ratio
    assert stands_out(text, fill) == (float(ratio.removesuffix(":1")) >= 4.5)


def test_a_ratio_just_too_small_is_not_rounded_up() -> None:
    assert ratio_words(4.4999) == "4.49:1"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A copy of the small config, to put a house style into."""
    return Path(shutil.copytree(HERE / "config", tmp_path / "config"))


def style_of(config: Path, text: str) -> HouseStyle:
    """The house style of that text."""
    (config / "style.toml").write_text(text, "utf-8")
    return load_framework(config, RULE_CODES).style


def problems(config: Path, text: str) -> list[str]:
    """The problems of a house style."""
    with pytest.raises(ConfigError) as fault:
        style_of(config, text)
    return [str(problem) for problem in fault.value.problems]


def test_without_a_style_nothing_is_set(framework: Framework) -> None:
    assert framework.style == HouseStyle()


def test_the_style_of_the_manual_is_a_style(config: Path) -> None:
    page = (PROJECT / "docs" / "house-style.md").read_text("utf-8")
    example = re.findall(r"```toml\n(#:schema .*?style\.schema\.json\n.*?)```", page, re.DOTALL)
    style = style_of(config, example[0])
    assert style.template == config / "council.dotx"
    assert style.dates is DateForm.WORDS
    assert len(style.paints) == 13
    assert (style.text_points, style.table_points, style.sheet_points) == (12, 9, 11)


MISTAKES = {
    "white on amber": ('[colours]\namber = { fill = "#FFC000", text = "#FFFFFF" }', [
        "style.toml › colours.amber: the text #FFFFFF on the fill #FFC000 has a contrast of 1.64:1, and text needs 4.5:1; "
        "#000000 would have 12.79:1"
    ]),
    "black on a dark fill, since no text is named": ('[colours]\nred = { fill = "#8B0000" }', [
        "style.toml › colours.red: the text #000000 on the fill #8B0000 has a contrast of 2.09:1, and text needs 4.5:1; "
        "#FFFFFF would have 10.01:1"
    ]),
    "pale headings": ('[colours]\nheadings = "#9BC2E6"', [
        "style.toml › colours.headings: the text #9BC2E6 on the white of the page has a contrast of 1.86:1, and text needs "
        "4.5:1; choose a darker one"
    ]),
    "no colour": ('[colours]\nheadings = "navy"', [
        "style.toml › colours.headings: “navy” will not do. A colour is # and six hexadecimal digits, like #12505B."
    ]),
    "a text without its fill": ('[colours]\ngreen = { text = "#000000" }', ["style.toml › colours.green: the key “fill” is missing"]),
    "type too small": ("[sizes]\ntables = 8.5", ["style.toml › sizes.tables: “8.5” will not do: it must be at least 9"]),
    "another form of date": ('dates = "30.9.14"', [
        "style.toml › dates: “30.9.14” is not one of: 30 September 2014, 30 Sep 2014, 30/09/2014, 2014-09-30"
    ]),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes(config: Path, name: str) -> None:
    text, expected = MISTAKES[name]
    assert problems(config, text) == expected


DATES = [
    ("14 October 2014", DateForm.WORDS, "14 October 2014"),
    ("14/10/2014", DateForm.WORDS, "14 October 2014"),
    ("1st Oct 2014", DateForm.FIGURES, "01/10/2014"),
    ("2014-10-14", DateForm.SHORT_WORDS, "14 Oct 2014"),
    ("14 October 2014", DateForm.YEAR_FIRST, "2014-10-14"),
    ("14 October 2014", None, "14 October 2014"),
    ("14/10/14", DateForm.WORDS, "14/10/14"),
    ("31/02/2014", DateForm.WORDS, "31/02/2014"),
    ("14 Oktober 2014", DateForm.WORDS, "14 Oktober 2014"),
    ("mid October", DateForm.WORDS, "mid October"),
]


@pytest.mark.parametrize(("typed", "form", "printed"), DATES)
def test_dates(typed: str, form: DateForm | None, printed: str) -> None:
    assert date_words(typed, form) == printed


@pytest.mark.parametrize("form", DateForm)
def test_a_form_of_date_is_its_own_example(form: DateForm) -> None:
    assert form.write(date(2014, 9, 30)) == form.value


PAINTS = {
    Role.IMPROVED: Paint("CCE5FF", "003366"),
    Role.WORSENED: Paint("4A001F", "FFFFFF"),
    Role.CHANGED: Paint("FFFFFF", "333333"),
    Role.NO_CHANGE: Paint("222222", "EEEEEE"),
    Role.NOT_COMPARED: Paint("EEEEEE", "444444"),
    Role.GAP: Paint("F5F5F5", "555555"),
    Role.WARNING: Paint("5A2A6B", "FFFFFF"),
}
STRIKING = Style(
    headings="5A2A6B",
    table_header=Paint("5A2A6B", "FFFFFF"),
    paints=PAINTS,
    font="Verdana",
    heading_font="Tahoma",
    text_points=13,
    table_points=10,
    sheet_points=12,
)


@pytest.fixture(scope="module")
def sample_round(sample_framework: Framework) -> Round:
    """The returns of 2014Q2."""
    sources = find_sources((PROJECT / "samples" / "2014Q2",), None, 4)
    return read_round(sources, sample_framework, lambda _: None, whole=True)


@pytest.fixture(scope="module")
def document(sample_round: Round, sample_framework: Framework) -> Document:
    """The framework of 2014Q2 as a draft with a return that was not received, so that every role occurs."""
    returns = tuple(each for each in sample_round.returns if each.said_area and each.said_area.key != "adoption")
    round_ = replace(sample_round, returns=returns)
    return compose(round_, sample_framework, assess(round_, sample_framework), (), draft=True)


def with_every_role(document: Document) -> Document:
    """The document with a row for each role in place of its first table's, for their fills."""
    first = document.indicator_tables[0]
    rows = tuple(replace(first.rows[0], commentary=Text(f"As {role.value}.", role)) for role in Role)
    return replace(document, areas=tuple(replace(b, rows=rows) if b is first else b for b in document.areas))


def word_part(data: bytes, name: str) -> etree._Element:
    """A part of a Word document."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(f"word/{name}.xml"))


def looks_in_word(data: bytes) -> Iterator[tuple[str, str]]:
    """The text colour and the fill of every run in the body, by its own style, its paragraph's, and its cell."""
    styles = {style.get(f"{W}styleId"): style for style in word_part(data, "styles").iter(f"{W}style")}
    header_fill = styles["FrameworkTable"].find(f"{W}tblStylePr/{W}tcPr/{W}shd").get(f"{W}fill")
    for paragraph in word_part(data, "document").iter(f"{W}p"):
        named = styles[paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")]
        shading = named.find(f"{W}pPr/{W}shd")
        fill = "FFFFFF" if shading is None else shading.get(f"{W}fill")
        cell = paragraph.getparent()
        if cell.tag == f"{W}tc":
            is_header = cell.getparent().find(f"{W}trPr/{W}tblHeader") is not None
            shading = cell.find(f"{W}tcPr/{W}shd")
            fill = header_fill if is_header else fill if shading is None else shading.get(f"{W}fill")
        for run in paragraph.iter(f"{W}r"):
            own = run.find(f"{W}rPr/{W}rStyle")
            colours = [] if own is None else styles[own.get(f"{W}val")].findall(f"{W}rPr/{W}color")
            colours += named.findall(f"{W}rPr/{W}color")
            yield colours[0].get(f"{W}val") if colours else "1F2427", fill


def looks_in_excel(data: bytes) -> Iterator[tuple[str, str]]:
    """The text colour and the fill of every cell."""
    for sheet in load_workbook(io.BytesIO(data)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    fill = cell.fill.fgColor.rgb[2:] if cell.fill.fill_type else "FFFFFF"
                    yield cell.font.color.rgb[2:], fill


@pytest.mark.parametrize("style", [Style(), STRIKING], ids=["own", "striking"])
def test_every_text_stands_out_from_its_fill(document: Document, style: Style) -> None:
    styled = replace(with_every_role(document), style=style)
    word = set(looks_in_word(WRITERS["docx"].render(styled)))
    excel = set(looks_in_excel(WRITERS["xlsx"].render(styled)))
    assert len(word) > 6
    assert len(excel) > 6
    assert [pair for pair in word | excel if not stands_out(*pair)] == []


def test_both_writers_paint_as_config_says(document: Document) -> None:
    styled = replace(with_every_role(document), style=STRIKING)
    word = set(looks_in_word(WRITERS["docx"].render(styled)))
    excel = set(looks_in_excel(WRITERS["xlsx"].render(styled)))
    for paint in (*PAINTS.values(), Paint("5A2A6B", "FFFFFF")):
        assert (paint.text, paint.fill) in word
        assert (paint.text, paint.fill) in excel
    assert ("5A2A6B", "FFFFFF") in word & excel


@pytest.mark.parametrize("form", WRITERS)
def test_everything_is_still_there(document: Document, form: str) -> None:
    styled = replace(document, style=STRIKING)
    assert WRITERS[form].missing(styled, WRITERS[form].render(styled)) == ()


def test_word_has_the_fonts_and_sizes(document: Document) -> None:
    styles = word_part(WRITERS["docx"].render(replace(document, style=STRIKING)), "styles")
    defaults = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    assert defaults.find(f"{W}rFonts").get(f"{W}ascii") == "Verdana"
    assert defaults.find(f"{W}sz").get(f"{W}val") == "26"
    sizes = {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")}
    assert sizes["IndicatorText"].find(f"{W}rPr/{W}sz").get(f"{W}val") == "20"
    assert sizes["Heading1"].find(f"{W}rPr/{W}rFonts").get(f"{W}ascii") == "Tahoma"
    assert all(int(size.get(f"{W}val")) >= 18 for size in styles.iter(f"{W}sz"))


def test_excel_has_the_fonts_and_sizes_and_taller_rows(document: Document) -> None:
    plain = load_workbook(io.BytesIO(WRITERS["xlsx"].render(document)))["Framework"]
    sheet = load_workbook(io.BytesIO(WRITERS["xlsx"].render(replace(document, style=STRIKING))))["Framework"]
    assert (sheet["A1"].font.name, sheet["A2"].font.name, sheet["A2"].font.size) == ("Tahoma", "Verdana", 12)
    # What stands above the table takes more lines in a wide font.
    header, further = (int(next(iter(each.tables.values())).ref[1]) for each in (plain, sheet))
    tall = [row for row in range(header, plain.max_row + 1) if plain.row_dimensions[row].height]
    assert len(tall) > 50
    for row in tall:
        before, after = plain.row_dimensions[row].height, sheet.row_dimensions[row + further - header].height
        assert after > before or after == 409


def test_without_benchmarks_there_is_no_trace_of_them(sample_round: Round, sample_framework: Framework) -> None:
    framework = replace(sample_framework, style=HouseStyle(benchmarks=False))
    document = compose(sample_round, framework, assess(sample_round, framework), (), draft=False)
    kinds = {column.kind for table in document.indicator_tables for column in table.columns}
    assert not kinds & {"neighbours", "national"}
    assert document.charts == ()
    for writer in WRITERS.values():
        data = writer.render(document)
        assert writer.missing(document, data) == ()
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            text = "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))
        for heading in (
            "Statistical Neighbour Average",
            "National Average",
            "Against national",
            "of a comparator",
            "Worse than both",
        ):
            assert heading not in text


def test_dates_are_printed_in_the_form_of_the_style(sample_round: Round, sample_framework: Framework) -> None:
    framework = replace(sample_framework, style=HouseStyle(dates=DateForm.FIGURES))
    document = compose(sample_round, framework, assess(sample_round, framework), (), draft=False)
    words = etree.tostring(word_part(WRITERS["docx"].render(document), "document"), encoding="unicode")
    assert words.count(">14/10/2014<") == 11
    assert "14 October 2014" not in words


def test_our_own_page_is_wide() -> None:
    assert Design().page.text_width > NARROW


def test_no_code_or_figure_is_broken_in_a_wide_font(sample_document: Document) -> None:
    """Commentary gives way first."""
    design = design_of(STRIKING)
    measure = Measure(design.table_points, design.letter_width)
    columns = (*sample_document.indicator_tables[0].columns, PrintedColumn("target", "Target and status"))
    words = {column.kind: "25.0%" for column in columns}
    words |= {"code": "MASH39", "direction": "▼ 3.0 pp, worsened", "source": "Not given", "commentary": "Words. " * 200}
    texts = [[(Text(words[column.kind]),) for column in columns]]
    widths = indicator_widths(columns, texts, design)
    assert sum(widths) == design.page.text_width
    for column, width in zip(columns, widths, strict=True):
        assert width >= measure.widest_word([words[column.kind]]), column.kind
