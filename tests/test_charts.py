"""The charts: which indicators they draw, that they hold the printed figures, and that they can be done without."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from efreport.compose import compose
from efreport.document import Block, Chart, Document
from efreport.model import Unit
from efreport.run import check, load
from efreport.writers import WRITERS
from tests.conftest import PROJECT, Run
from tests.readable import sample_document

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@pytest.fixture(scope="module")
def document() -> Document:
    """The framework of 2014Q2."""
    return sample_document()


@pytest.fixture(scope="module")
def package(document: Document) -> dict[str, bytes]:
    """The parts of its Word document."""
    with zipfile.ZipFile(io.BytesIO(WRITERS["docx"].render(document))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def printed(document: Document) -> dict[str, tuple[str, str, str]]:
    """The figures of each indicator that is drawn, as its table prints them, by its code."""
    kinds = ("latest", "neighbours", "national")
    return {
        row.code: tuple(row.figures[kind].text.words.split(" ")[0] for kind in kinds)
        for table in document.indicator_tables
        for row in table.rows
    }  # type: ignore[misc]


def label_of(point: etree._Element, format_code: str) -> str:
    """What a data label shows, by its number format."""
    value = float(point.findtext(f"{C}v", ""))
    places = len(match[1]) if (match := re.search(r"\.(0+)", format_code)) else 0
    percent = "%" in format_code
    return f"{value * (100 if percent else 1):.{places}f}{'%' if percent else ''}"


def test_each_chart_has_one_unit_and_the_indicators_with_both_comparators(document: Document) -> None:
    assert [(chart.unit, [name.split(" ")[0] for name in chart.categories]) for chart in document.charts] == [
        ("rate per 10,000", ["LSCB1"]),
        ("percent", ["FM2"]),
        ("percent", ["LSCB2"]),
        ("percent", ["CP12", "CP14", "NI"]),
        ("rate per 10,000", ["CP3"]),
        ("percent", ["CLA25", "CLA26", "Placement", "NI", "NI"]),
        ("rate per 10,000", ["CLA22"]),
        ("percent", ["Adoption"]),
        ("percent", ["LSCB23"]),
        ("rate per 100,000", ["YO2"]),
        ("percent", ["ED1", "ED2", "ED3", "LSCB16"]),
        ("percentage points", ["LSCB14", "LSCB15"]),
    ]


def test_charts_draw_and_say_the_figures_that_the_tables_print(document: Document, package: dict[str, bytes]) -> None:
    figures = printed(document)
    for number, chart in enumerate(document.charts, 1):
        root = etree.fromstring(package[f"word/charts/chart{number}.xml"])
        series = root.findall(f".//{C}ser")
        assert [each.findtext(f"{C}tx/{C}v") for each in series] == ["Latest", "Statistical neighbours", "National"]
        for index, name in enumerate(chart.categories):
            code = next(code for code in figures if name.startswith(f"{code} "))
            drawn = []
            for each in series:
                point = each.find(f"{C}val/{C}numLit/{C}pt[@idx='{index}']")
                label = each.find(f"{C}dLbls/{C}dLbl[{index + 1}]/{C}numFmt")
                assert point is not None
                assert label is not None
                drawn.append(label_of(point, label.get("formatCode", "")))
            assert tuple(drawn) == figures[code]
            latest, neighbours, national = figures[code]
            assert re.search(
                rf"{re.escape(name)}: Latest {re.escape(latest)}( \[p\])?, Statistical neighbours "
                rf"{re.escape(neighbours)}( \[p\])?, National {re.escape(national)}( \[p\])?\.",
                chart.description,
            )


def test_charts_stand_in_line_and_each_says_what_it_shows(document: Document, package: dict[str, bytes]) -> None:
    body = etree.fromstring(package["word/document.xml"])
    assert not list(body.iter(f"{WP}anchor"))
    described = [each.get("descr") for each in body.iter(f"{WP}docPr")]
    assert described == [chart.description for chart in document.charts]
    assert len(set(described)) == len(described) == 12


def test_bars_are_told_apart_without_colour(package: dict[str, bytes]) -> None:
    root = etree.fromstring(package["word/charts/chart4.xml"])
    fills = [etree.QName(each.find(f"{C}spPr")[0]).localname for each in root.findall(f".//{C}ser")]
    assert fills == ["solidFill", "pattFill", "solidFill"]
    dark, light = (root.findall(f".//{C}ser")[n].find(f"{C}spPr/{A}solidFill/{A}srgbClr").get("val") for n in (0, 2))
    assert sum(bytes.fromhex(light)) - sum(bytes.fromhex(dark)) > 400


def test_bars_begin_at_zero(package: dict[str, bytes]) -> None:
    for name in (name for name in package if name.startswith("word/charts/")):
        least = etree.fromstring(package[name]).find(f".//{C}valAx/{C}scaling/{C}min")
        assert least is not None
        assert least.get("val") == "0"


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/charts/chart4.xml", b"<c:v>0.65</c:v>", b"<c:v>0.64</c:v>"),
        ("word/charts/chart4.xml", b"CP14 % of", b"CP15 % of"),
        ("word/document.xml", b"CP14 % of ICPCs resulting in a CP Plan: Latest 82%", b"CP14: Latest 82%"),
    ],
)
def test_reading_back_notices_a_chart_that_is_not_right(
    document: Document, package: dict[str, bytes], part: str, old: bytes, new: bytes
) -> None:
    assert package[part].count(old) >= 1
    damaged = io.BytesIO()
    with zipfile.ZipFile(damaged, "w") as archive:
        for name, content in package.items():
            archive.writestr(name, content.replace(old, new) if name == part else content)
    assert WRITERS["docx"].missing(document, damaged.getvalue()) != ()


def test_no_charts(efreport: Run, tmp_path: Path) -> None:
    """The documents hold the same figures without them."""
    config = PROJECT / "config"
    ran = efreport("build", "--quarter", "2014Q2", "--config", config, "--out", tmp_path / "out", "--no-charts")
    assert ran.code == 0, ran.err
    document = next((tmp_path / "out").glob("*.docx"))
    with zipfile.ZipFile(document) as archive:
        assert not [name for name in archive.namelist() if "chart" in name]
        assert b"<w:drawing" not in archive.read("word/document.xml")


def test_many_indicators_of_one_unit_are_drawn_in_several_charts() -> None:
    outcome = check(load(PROJECT / "config"), (), "2014Q2", lambda _: None, whole=True)
    entry = next(entry for entry in outcome.assessed if entry.indicator.key == "cp12")
    many = tuple(
        replace(entry, indicator=replace(entry.indicator, key=f"x{n}", codes=(f"X{n}",), name="Word " * 50))
        for n in range(14)
    )
    assert entry.indicator.unit is Unit.PERCENT
    document = compose(outcome.round, outcome.framework, many, (), draft=False)
    assert [len(chart.categories) for chart in document.charts] == [6, 6, 2]
    assert [chart.title[-8:] for chart in document.charts] == ["(1 of 3)", "(2 of 3)", "(3 of 3)"]
    assert WRITERS["docx"].missing(document, WRITERS["docx"].render(document)) == ()


@pytest.mark.parametrize("name", ["Days taken for re-referrals within twelve months of an earlier one", "x" * 90])
def test_a_name_that_is_drawn_in_lines_that_end_in_a_hyphen_or_a_word_is_read_back(
    document: Document, name: str
) -> None:
    """Each line of a name is as long as the room beside the bars, which can end anywhere in it."""
    drawn = [
        replace(document, areas=tuple(_renamed(block, f"{'CP1 '[:lead]}{name}") for block in document.areas))
        for lead in range(5)
    ]
    assert any(b"re-\n" in part or b"xx\nx" in part for part in map(_chart_parts, drawn))
    for each in drawn:
        for form in ("docx", "xlsx"):
            assert WRITERS[form].missing(each, WRITERS[form].render(each)) == ()


def _renamed(block: Block, name: str) -> Block:
    return replace(block, categories=(name,) * len(block.categories)) if isinstance(block, Chart) else block


def _chart_parts(document: Document) -> bytes:
    with zipfile.ZipFile(io.BytesIO(WRITERS["docx"].render(document))) as package:
        return b"".join(package.read(part) for part in package.namelist() if "/charts/" in part)
