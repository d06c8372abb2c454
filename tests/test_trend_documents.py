"""Trends in the documents: from four quarters in the ledger on, and the rules of chance in words from twelve figures on."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring

from efreport.compose import compose
from efreport.compose.words import shown
from efreport.document import Document, IndicatorRow
from efreport.history import published_before, record_of
from efreport.ledger import Edition, append, editions
from efreport.model import Indicator, Origin, Polarity, State, Timing, Unit
from efreport.publication import essential_failures, read_document, run_document_rules
from efreport.publication.word import WordFile
from efreport.quarter import Quarter
from efreport.run import check, load
from efreport.values import parse_value
from efreport.writers import docx, xlsx
from tests.conftest import PROJECT, Run
from tests.made_up_history import publish_history
from tests.published import edited
from tests.three_returns import write_three

SIX = {
    "cp2": ("230", "236", "228", "236", "250", "253"),
    "cp12": ("90%", "88%", "n/a", "85%", "85%", "82%"),
    "ni65": ("", "", "", "", "19 weeks", "18.5 weeks"),
}
FOURTEEN = {"cp2": ("200", "230", "204", "232", "206", "262", "251", "268", "249", "266", "270", "252", "265", "253")}
CALM = ("260", "300", "270", "310", "280", "250", "300", "270", "290", "310", "280", "300", "290", "253")
TWO = {"cp2": ("250", "253")}
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the returns of 2014Q2, whose earlier quarters are still to be published."""
    shutil.copytree(PROJECT / "tests" / "config", tmp_path / "config")
    settings = tmp_path / "config" / "framework.toml"
    text = re.sub(r"(?m)^returns = .*$", 'returns = "../data"', settings.read_text(encoding="utf-8"))
    settings.write_text(re.sub(r"(?m)^output = .*$", 'output = "../output"', text), encoding="utf-8")
    write_three(tmp_path / "data")
    return tmp_path


def composed(project: Path, figures: Mapping[str, tuple[str, ...]], *, charts: bool = True) -> Document:
    framework = load(project / "config")
    if figures:
        publish_history(framework, Quarter(2014, 1), figures)
    outcome = check(framework, (), "2014Q2", lambda _: None)
    succession, records = published_before(framework, record_of(outcome.round, outcome.framework, outcome.assessed))
    return compose(
        outcome.round, outcome.framework, outcome.assessed, (), draft=False, charts=charts, succession=succession, records=records
    )  # fmt: skip


def rows(document: Document) -> dict[str, IndicatorRow]:
    return {row.code: row for table in document.indicator_tables for row in table.rows}


def words(text: str) -> str:
    return text.replace("\xa0", " ")


def test_six_quarters_are_drawn_and_said(project: Path) -> None:
    document = composed(project, SIX)
    assert document.quarters == (
        "Q4 2012/13", "Q1 2013/14", "Q2 2013/14", "Q3 2013/14", "Q4 2013/14", "Q1 2014/15", "Q2 2014/15",
    )  # fmt: skip
    trends = {code: row.trend for code, row in rows(document).items() if row.trend}
    assert {code: trend.text.words for code, trend in trends.items()} == {
        "CP2": "7 quarters: 228 to 306",
        "CP12 / FD8": "6 quarters: 65% to 90%",
    }
    assert trends["CP12 / FD8"].description == (
        "Line over the quarters, percent: Q4 2012/13 90%, Q1 2013/14 88%, Q2 2013/14 n/a, Q3 2013/14 85%, Q4 2013/14 85%, "
        "Q1 2014/15 82%, Q2 2014/15 65%."
    )


def test_fewer_than_four_quarters_change_nothing_in_the_documents(project: Path) -> None:
    assert not composed(project, TWO).quarters
    with_ledger = rows(composed(project, {}))
    assert not any(row.trend for row in with_ledger.values())


def test_from_twelve_figures_on_the_words_say_what_is_more_than_chance(project: Path) -> None:
    document = composed(project, FOURTEEN)
    row = rows(document)["CP2"]
    table = next(table for table in document.indicator_tables if row in table.rows)
    assert row.trend
    assert words(row.trend.text.words) == (
        "15 quarters: 200 to 306; more than chance: ten quarters running above the mean [note 1]"
    )
    assert words(table.notes[0]) == (
        "[note 1] More than chance: ten quarters running above the mean (Q1 2012/13 to Q2 2014/15): a change, neither way is "
        "better; mean 247.6, limits 184.9 to 310.3, from 15 figures."
    )


def test_a_latest_figure_that_is_nothing_special_is_called_so(project: Path) -> None:
    row = rows(composed(project, {"cp2": CALM}))["CP2"]
    assert row.trend
    assert row.trend.text.words == row.trend.in_full == "15 quarters: 250 to 310, the latest within its limits"


def test_a_latest_figure_that_is_missing_is_not_called_within_its_limits(project: Path) -> None:
    cp = project / "data" / "2014Q2"
    framework = load(project / "config")
    publish_history(framework, Quarter(2014, 1), FOURTEEN)
    for path in cp.glob("cp*"):
        path.unlink()
    row = rows(composed(project, {}))["CP2"]
    assert row.trend
    assert row.trend.text.words == "14 quarters: 200 to 270"


@pytest.mark.parametrize("figures", [SIX, FOURTEEN])
def test_the_documents_hold_every_trend_and_are_fit_to_publish(
    project: Path, figures: Mapping[str, tuple[str, ...]]
) -> None:
    document = composed(project, figures)
    for name, writer in (("a.docx", docx), ("a.xlsx", xlsx)):
        data = writer.render(document)
        assert data == writer.render(document)
        assert writer.missing(document, data) == ()
        assert not essential_failures(name, data)


def body_of(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read("word/document.xml").decode()


def test_word_draws_a_line_that_breaks_where_there_is_no_figure(project: Path) -> None:
    document = composed(project, SIX)
    root = fromstring(body_of(docx.render(document)))
    inlines = {each.find(f"{DRAWING}docPr").get("descr"): each for each in root.iter(f"{DRAWING}inline")}
    trend = rows(document)["CP12 / FD8"].trend
    assert trend
    path = next(inlines[trend.description].iter(f"{MAIN}path"))
    assert [each.tag.removeprefix(MAIN) for each in path] == ["moveTo", "lnTo", "moveTo", "lnTo", "lnTo", "lnTo"]
    heights = [int(point.get("y")) for point in path.iter(f"{MAIN}pt")]
    known = [number.amount for number in trend.numbers if number]
    assert sorted(range(6), key=lambda place: (-known[place], place)) == sorted(
        range(6), key=lambda place: (heights[place], place)
    )
    numbers = [each.get("id") for each in root.iter(f"{DRAWING}docPr")]
    assert len(numbers) == len(set(numbers))


def test_what_is_lost_of_a_trend_is_found(project: Path) -> None:
    document = composed(project, SIX)
    trend = rows(document)["CP2"].trend
    assert trend
    drawn = docx.render(document)
    other = _changed(drawn, "word/document.xml", trend.description, "Line.")
    assert trend.description in docx.missing(document, other)
    book = xlsx.render(document)
    assert "CP2: the sparkline" in xlsx.missing(
        document, _changed(book, "xl/worksheets/sheet4.xml", "<xm:sqref>A6<", "<xm:sqref>A9<")
    )
    assert "CP2: the sparkline" in xlsx.missing(
        document, _changed(book, "xl/worksheets/sheet4.xml", "History!G6:M6", "History!H6:M6")
    )
    assert "228" in xlsx.missing(document, _changed(book, "xl/worksheets/sheet4.xml", "<v>228<", "<v>227<"))


def _changed(data: bytes, part: str, old: str, new: str) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            target.writestr(name, content)
    return written.getvalue()


def test_excel_draws_lines_and_where_figures_are_missing_bars(project: Path) -> None:
    data = xlsx.render(composed(project, SIX))
    with zipfile.ZipFile(BytesIO(data)) as package:
        sheet = package.read("xl/worksheets/sheet4.xml").decode()
    groups = re.findall(
        r"<x14:sparklineGroup (.*?) displayEmptyCellsAs.*?<xm:f>(.*?)</xm:f><xm:sqref>(.*?)</xm:sqref>", sheet
    )
    assert groups == [
        ('lineWeight="1.5" markers="1"', "History!G6:M6", "A6"),
        ('type="column" minAxisType="custom" manualMin="0"', "History!G7:M7", "A7"),
    ]
    assert sheet.count("<x14:sparkline>") == 2


def test_without_charts_trends_are_said_and_not_drawn(project: Path) -> None:
    document = composed(project, SIX, charts=False)
    assert rows(document)["CP2"].trend
    drawn, book = docx.render(document), xlsx.render(document)
    assert "wps:wsp" not in body_of(drawn)
    with zipfile.ZipFile(BytesIO(book)) as package:
        assert b"sparkline" not in package.read("xl/worksheets/sheet4.xml")
    assert (docx.missing(document, drawn), xlsx.missing(document, book)) == ((), ())


def test_what_is_published_later_changes_nothing_in_an_earlier_framework(efreport: Run, project: Path) -> None:
    framework = load(project / "config")
    publish_history(framework, Quarter(2014, 1), SIX)
    assert efreport("build", "--quarter", "2014Q2", "-q").code == 0
    assert efreport("publish", "--quarter", "2014Q2", "--by", "Head of Performance", "-q").code == 0
    earlier = editions(framework.ledger)[-2]
    assert earlier.quarter == Quarter(2014, 1)
    corrected = Edition(
        quarter=earlier.quarter, number=2, origin=Origin.PUBLISHED, recorded_at="2015-02-01T09:00:00Z", by="Head",
        reason="CP2 was wrong", version="0.1.0", config_sha256="",
        rows=tuple(replace(row, figures={}) for row in earlier.rows),
    )  # fmt: skip
    outcome = check(framework, (), "2014Q2", lambda _: None)
    record = record_of(outcome.round, outcome.framework, outcome.assessed)
    before = published_before(framework, record)
    append(framework.ledger, lambda _: corrected)
    assert published_before(framework, record) == before
    assert [each.quarter.key for each in before[1]] == [
        "2012Q4",
        "2013Q1",
        "2013Q2",
        "2013Q3",
        "2013Q4",
        "2014Q1",
        "2014Q2",
    ]


def test_the_commands_build_check_and_publish_with_a_history(efreport: Run, project: Path) -> None:
    publish_history(load(project / "config"), Quarter(2014, 1), FOURTEEN)
    assert efreport("build", "--quarter", "2014Q2", "-q").code == 0
    assert efreport("build", "--quarter", "2014Q2", "--check", "-q").code == 0
    found = efreport("check-document", *sorted((project / "output").glob("*.*x")))
    assert (found.code, found.out.splitlines()[-1][-40:]) == (0, "Found no errors, no warnings and no notes."[-40:])


def test_a_drawing_that_says_nothing_is_found_among_those_that_are_put_away(project: Path) -> None:
    document = composed(project, SIX)
    data = docx.render(document)
    read = read_document("a.docx", data)
    assert isinstance(read, WordFile)
    assert read.has_drawings_put_away
    runs = run_document_rules((read,)).runs
    assert {run.rule: run.state for run in runs}["EF623"] is State.PASSED
    silent = edited(
        data, "word/document.xml", lambda body: re.sub(rb'(descr=")Line over the quarters, p[^"]*', rb"\1", body)
    )
    (failure,) = essential_failures("a.docx", silent)
    assert (failure.rule, failure.where.sheet) == ("EF623", "Table 3, row 3")


def test_a_figure_with_more_digits_than_excel_keeps_stays_words(project: Path) -> None:
    document = composed(project, {"cp12": ("90%", "88%", "17.501953143197096%", "85%", "85%", "82%")})
    row = rows(document)["CP12 / FD8"]
    assert row.trend
    said = row.trend.figures["Q2 2013/14"]
    assert (said.text.words, said.number) == ("17.501953143197096%", None)
    entered = shown(
        parse_value("17.501953143197096%"),
        Indicator("k", (), "Name", Unit.PERCENT, Polarity.HIGHER, Timing.STOCK),
        "Q2",
    )
    assert (entered.text.words, entered.number) == ("17.501953143197096%", None)
    for writer in (docx, xlsx):
        assert writer.missing(document, writer.render(document)) == ()
