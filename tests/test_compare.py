"""compare: what it says of two quarters, two editions and a draft, in every form, from the real command."""

from __future__ import annotations

import html
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from efreport.comparison import compare_records
from efreport.comparison.facts import Since
from efreport.comparison.wording import Piece, pieces_between
from efreport.history import record_of
from efreport.ledger import Edition, Own, append
from efreport.model import Origin, QuarterRecord, RecordedFinding
from efreport.quarter import Quarter
from efreport.reports.changes import changes_lines
from efreport.run import check, load
from efreport.run.sides import compare_sides
from tests.conftest import PROJECT, Run
from tests.three_returns import spoil, write_three
from tests.workbooks import write_workbook

CP_Q1 = """
Service area | Child Protection (CP)
Quarter | Q1 2014/15

HEADINGS Q1
CP2 | Number of children with a CP plan | 250 | 236 | 236 | n/a | n/a | CMT | More children came onto plans.
CP12 | % of ICPCs held within timescales | 82% | 85% | 90% | 64% | n/a | CMT | Requests reached the team in time.
CP14 | % of ICPCs resulting in a CP plan | 73% *Prov | 75% | 78% | n/a | n/a | LSCB | Fewer conferences led to a plan.
"""
"""What Q1 published: CP2 is revised in Q2, CP14's outturn as well, CP2's commentary is left as it is."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the returns of 2014Q2."""
    shutil.copytree(PROJECT / "tests" / "config", tmp_path / "config")
    settings = tmp_path / "config" / "framework.toml"
    text = re.sub(r"(?m)^returns = .*$", 'returns = "../data"', settings.read_text(encoding="utf-8"))
    settings.write_text(re.sub(r"(?m)^output = .*$", 'output = "../output"', text), encoding="utf-8")
    write_three(tmp_path / "data")
    return tmp_path


def publish(project: Path, quarter: str, returns: Path, reason: str = "") -> None:
    """Put the returns of a quarter into the ledger as published, on a day that stays the same."""
    framework = load(project / "config")
    outcome = check(framework, (returns,), quarter, lambda _: None)
    said = record_of(outcome.round, outcome.framework, outcome.assessed, outcome.checked)

    def edition(own: Own) -> Edition:
        number = len(own(said.quarter)) + 1
        return Edition(
            quarter=said.quarter, number=number, origin=Origin.PUBLISHED, recorded_at=f"2014-08-{13 + number}T09:00:00Z",
            by="Head of Performance", reason=reason, version="0.1.0", config_sha256="", rows=said.rows,
            findings=said.findings,
        )  # fmt: skip

    append(framework.ledger, edition)


@pytest.fixture
def published(project: Path) -> Path:
    """The same with 2014Q1 published, of child protection alone."""
    earlier = write_workbook(project / "data" / "2014Q1" / "cp.xlsx", CP_Q1)
    publish(project, "2014Q1", earlier)
    return project


def golden(name: str) -> str:
    return (PROJECT / "tests" / "golden" / f"compare-{name}").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "sides", [("2014Q1", "2014Q2"), ("2014Q2/returns", "Q1 2014/15 / 1")], ids=["forwards", "backwards"]
)
def test_two_quarters_the_gravest_first(efreport: Run, published: Path, sides: tuple[str, str]) -> None:
    ran = efreport("compare", *sides)
    assert (ran.code, ran.out, ran.err) == (0, golden("two-quarters.txt"), "")


def test_every_fact_for_programs(efreport: Run, published: Path) -> None:
    ran = efreport("compare", "2014Q1", "2014Q2", "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == golden("two-quarters.json")


def test_a_draft_an_edition_and_its_correction(efreport: Run, published: Path) -> None:
    """The draft against what was published says what the second edition against the first says then."""
    returns = published / "data" / "2014Q2"
    publish(published, "2014Q2", returns)
    corrected = "| 307 | 253 | 236 | Not held | 250 | CMT | "
    spoil(published / "data", "| 306 | 253 | 236 | n/a | n/a | CMT | More children came onto plans.", corrected)
    ran = efreport("compare", "2014Q2", "2014Q2/returns")
    assert (ran.code, ran.out, ran.err) == (0, golden("draft.txt"), "")
    publish(published, "2014Q2", returns, "One plan was counted late")
    ran = efreport("compare", "2014Q2/1", "2014Q2/2")
    in_words = golden("draft.txt").replace("the returns of 2014Q2", "edition 2, published 15 August 2014")
    assert ran.out.replace(" ", "") == in_words.replace("2014Q2/cp.xlsx", "cp.xlsx").replace(" ", "")
    ran = efreport("compare", "2014Q2", "2014Q2/returns")
    assert (ran.code, ran.out) == (
        0,
        "From: Q2 2014/15, edition 2, published 15 August 2014\n"
        "To:   Q2 2014/15, the returns of 2014Q2\n\n"
        "Nothing changed: both say the same of every indicator.\n"
        "Findings of the checks: 0 new, 0 fixed, 0 agreed since.\n",
    )


def test_indicators_added_dropped_and_described_otherwise(efreport: Run, published: Path) -> None:
    area = published / "config" / "areas" / "cp.toml"
    text = area.read_text(encoding="utf-8")
    for old, new in (
        ('name = "% of ICPCs held within timescales"', 'name = "% of ICPCs held in time"'),
        ('codes = ["CP2"]', 'codes = ["CP2a", "CP2"]'),
        ('polarity = "neutral"', 'polarity = "lower"'),
        ('key = "cp14"', 'key = "cp14-again"'),
    ):
        assert old in text
        text = text.replace(old, new)
    area.write_text(text, encoding="utf-8")
    spoil(published / "data", "% of ICPCs held within timescales", "% of ICPCs held in time")
    ran = efreport("compare", "2014Q1", "2014Q2")
    assert (ran.code, ran.out, ran.err) == (0, golden("described-otherwise.txt"), "")


@pytest.mark.parametrize(
    ("quarter", "change", "gist"),
    [
        (
            "2013Q3",
            "▼ 17 pp",
            "; the quarters neither follow one another nor are a year apart, so no change is judged.",
        ),
        ("2013Q2", "▼ 17 pp, worsened", ": 1 worsened, 1 changed where neither way is better, "),
    ],
)
def test_a_change_is_judged_from_the_quarter_before_and_from_the_same_one_last_year(
    efreport: Run, project: Path, quarter: str, change: str, gist: str
) -> None:
    heading = "No | Priority Indicator | Latest result | Previous quarter | 2012/13 | SN average | England | Source | Comments"
    label = f"Q{quarter[-1]} 2013/14"
    text = CP_Q1.replace("Q1 2014/15", label).replace("HEADINGS Q1", heading).replace("73% *Prov", "n/a")
    write_workbook(project / "data" / quarter / "cp.xlsx", text)
    ran = efreport("compare", quarter, "2014Q2")
    assert (ran.code, ran.err) == (0, "")
    assert f"have another latest result{gist}" in ran.out
    row = next(line for line in ran.out.splitlines() if line.startswith("  CP12 / FD8"))
    assert re.split(" {2,}", row.strip())[2:] == ["Latest result", "82%", "65%", change]


def test_as_a_word_document(efreport: Run, published: Path) -> None:
    ran = efreport("compare", "2014Q1", "2014Q2", "--out", "changes.docx", "--dry-run")
    assert ran.out.startswith("Would be written: changes.docx. ")
    assert not (published / "changes.docx").exists()
    ran = efreport("compare", "2014Q1", "2014Q2", "--out", "changes.docx")
    gist = " ".join(golden("two-quarters.txt").splitlines()[3:7])
    assert (ran.code, ran.out, ran.err) == (0, f"Written: changes.docx. {gist}\n", "")
    words = paragraphs(published / "changes.docx")
    assert words[:2] == ["Test Performance Framework: what changed", words[1]]
    assert "From: Q1 2014/15, edition 1, published 14 August 2014." in words
    for cell in ("250 (since 253)", "▼ 17 pp, worsened", "“in time.” became “late.”", "How to read this"):
        assert cell in words
    assert efreport("check-document", "changes.docx").code == 0


def paragraphs(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as package:
        body = package.read("word/document.xml").decode()
    found = re.findall(r"<w:p[ >].*?</w:p>", body, re.DOTALL)
    return [html.unescape("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", each))) for each in found]


def test_a_narrow_terminal_cuts_names_and_keeps_what_changed(published: Path) -> None:
    compared = compare_sides(load(published / "config"), ("2014Q1", "2014Q2"), None, lambda _: None)
    lines = [each.words for each in changes_lines(compared.told, 100)]
    for row in (
        "  Code        Indicator         Figure                Q1 2014/15       Q2 2014/15  Change",
        "  CP2         Number of child…  Latest result         250 (since 253)  306         ▲ 53, changed",
        "  CP14                          Statistical Neighbo…  n/a              90%         given now",
    ):
        assert row in lines


HOW = (
    "Write a side like 2014Q2 (the newest edition, else the returns), 2014Q2/1 (edition 1) or 2014Q2/returns (today's "
    "returns).\n"
)


@pytest.mark.parametrize(
    ("sides", "code", "said"),
    [
        (("2014Q1", "2014Q1/1"), 2, f"Both sides are edition 1, published 14 August 2014, and so the same. {HOW}"),
        (("2014Q1", "q1 2014/15"), 2, f"Both sides are 2014Q1, and so the same. {HOW}"),
        (("2014Q1/draft", "2014Q2"), 2, f"“2014Q1/draft” is no side of a comparison. {HOW}"),
        (("2014Q1/0", "2014Q2"), 2, f"“2014Q1/0” is no side of a comparison. {HOW}"),
        (("autumn", "2014Q2"), 2, "“autumn” is not a quarter; write it like 2014Q2 or Q2 2014/15.\n"),
        (("2014Q1/2", "2014Q2"), 3, "There is no edition 2 of 2014Q1 in <ledger>. There is 2014Q1/1.\n"),
        (("2014Q2/1", "2014Q1"), 3, "There is no edition 1 of 2014Q2 in <ledger>. Nothing of 2014Q2 was published or imported.\n"),
        (("2013Q4", "2014Q1"), 3, "There is no folder for 2013Q4 in <data>; there are folders for 2014Q1, 2014Q2.\n"),
        (("2014Q1", "2014Q2", "--format", "docx"), 2, "Name the file to write: --out changes.docx.\n"),
    ],
)  # fmt: skip
def test_what_is_no_side_of_a_comparison(
    efreport: Run, published: Path, sides: tuple[str], code: int, said: str
) -> None:
    ran = efreport("compare", *sides)
    err = ran.err.replace(str(published / "ledger.sqlite"), "<ledger>").replace(str(published / "data"), "<data>")
    assert (ran.code, ran.out, err) == (code, "", said)


@pytest.mark.parametrize(
    ("then", "now", "pieces"),
    [
        ("Numbers rose in July.", "Numbers rose in July.", ()),
        ("Numbers rose in July.", "Numbers rose\nsharply in July.", (Piece("", "sharply"),)),
        ("Numbers rose sharply in July.", "Numbers rose in July.", (Piece("sharply", ""),)),
        ("Numbers rose in July.", "Requests reached the team late.", ()),
    ],
)
def test_in_which_words_two_texts_differ(then: str, now: str, pieces: tuple[Piece, ...]) -> None:
    assert pieces_between(then, now) == pieces


def test_many_findings_are_known_again_each_once() -> None:
    """Twenty thousand on each side: one by one against all others, that would take minutes."""
    then = tuple(RecordedFinding("EF201", "error", f"{n} is unknown", "cp", "", f"A{n}") for n in range(20_000))
    now = (*(replace(each, cell=f"B{n}") for n, each in enumerate(then[1:])), then[1], replace(then[0], message="new"))
    records = [QuarterRecord(Quarter(2014, 2), Origin.PUBLISHED, "", (), findings) for findings in (then, now)]
    found = compare_records(records[0], records[1], {}).findings
    assert [(each.since, each.finding.message) for each in found] == [(Since.NEW, "new")]
