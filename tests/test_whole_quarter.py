"""A council's quarters from an empty folder to the published record, with the commands and programs that its people use."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from efreport.quarter import Quarter
from tests.conftest import Ran, Run

BY = ("--by", "Head of Performance")
QUARTERS = ("2014Q1", "2014Q2", "2014Q3", "2014Q4", "2015Q1", "2015Q2")
AREA = """heading = "Child Protection"

[[sections]]
heading = "Demand"

[[sections.indicators]]
key = "cp2"
codes = ["CP2"]
name = "Children with a child protection plan at the end of the quarter"
unit = "count"
polarity = "neutral"
timing = "stock"

[[sections.indicators]]
key = "cp12"
codes = ["CP12"]
name = "Conferences held within 15 days"
unit = "percent"
polarity = "higher"
timing = "flow"
"""
MASH = """heading = "Multi Agency Safeguarding Hub"

[[indicators]]
key = "mash39"
codes = ["MASH39"]
name = "New referrals in which exploitation is a concern"
unit = "count"
polarity = "neutral"
timing = "flow"
"""
Typed = Mapping[str, object]
NUMBERS: Mapping[str, tuple[Typed, ...]] = {
    "CP2": tuple({"latest": latest} for latest in (250, 306, 298, 305, 311, 290)),
    "CP12": tuple({"latest": latest} for latest in (0.82, 0.65, 0.7, 0.74, 0.79, 0.81)),
    "MASH39": tuple({"latest": latest} for latest in (40, 8, 31, 38, 42, 9)),
}
COLUMNS = ("code", "name", "latest", "previous", "year", "neighbours", "national", "source", "commentary")
SEASON = ("in the spring term", "over the summer", "in the autumn term", "in the winter")


def fill(path: Path, quarter: str, changed: Mapping[str, Typed] | None = None) -> None:
    """Fill a blank return in as a service lead would: into the open cells, and nothing else."""
    book = load_workbook(path)
    sheet = book["Return"]
    ended = Quarter(int(quarter[:4]), int(quarter[-1])).last_day
    sheet["B4"], sheet["B5"] = "Service lead", ended + timedelta(days=12)
    for row in rows(sheet):
        code = str(sheet.cell(row, 1).value)
        typed = {**NUMBERS[code][QUARTERS.index(quarter)], "source": "SMT"}
        typed["commentary"] = f"What we saw of {code} {SEASON[int(quarter[-1]) - 1]} of {quarter[:4]}, and why."
        for column in ("previous", "year", "neighbours", "national"):
            if sheet.cell(row, COLUMNS.index(column) + 1).value is None:
                typed[column] = "n/a"
        for column, value in (typed | dict((changed or {}).get(code, {}))).items():
            cell = sheet.cell(row, COLUMNS.index(column) + 1)
            assert not cell.protection.locked
            cell.value = value  # type: ignore[assignment]
    book.save(path)


def rows(sheet: Worksheet) -> list[int]:
    """The rows of the indicators."""
    return [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value in NUMBERS]


def save_in_libreoffice(path: Path) -> bool:
    """Open the workbook and save it again, as somebody without Excel would; no where there is no LibreOffice."""
    office = shutil.which("soffice")
    if office is None:
        return False
    profile = path.parent.parent / "office"
    out = path.parent.parent / "saved"
    words = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*words, "--outdir", out, path], check=True, capture_output=True, timeout=120)
    shutil.move(out / path.name, path)
    return True


@pytest.fixture
def council(tmp_path: Path, efreport: Run) -> Path:
    """The folder of a council that begins: a project of its own, with two service areas."""
    ran = efreport(
        "init", "council", "--organisation", "Our Council", "--quarter", "2014Q1", "--areas", "Child Protection, MASH"
    )  # fmt: skip
    assert (ran.code, ran.err) == (0, "")
    folder = tmp_path / "council"
    (folder / "config" / "areas" / "child-protection.toml").write_text(AREA, encoding="utf-8")
    (folder / "config" / "areas" / "mash.toml").write_text(MASH, encoding="utf-8")
    shutil.rmtree(folder / "returns" / "2014Q1")
    return folder


def test_six_quarters_of_a_council(efreport: Run, council: Path) -> None:
    def run(*words: object, code: int = 0) -> Ran:
        ran = efreport(*words, cwd=council)
        assert ran.code == code, (words, ran)
        return ran

    def published(quarter: str, *more: str) -> Ran:
        run("build", "--quarter", quarter, "-q")
        return run("publish", "--quarter", quarter, *BY, *more)

    # What was published before by hand is brought in.
    past = council / "past.csv"
    past.write_text(
        "Quarter,Code,Latest\r\n2013Q4,CP2,244\r\n2013Q4,CP12,85%\r\n2013Q4,MASH39,12\r\n", encoding="utf-8"
    )
    run("import", past, "--by", "Performance Officer", "--source", "Framework as published, board of 12 May 2014")

    # Blank returns are issued, with what is known filled in; the chasing list says that all is due.
    run("prepare", "--quarter", "2014Q1")
    first = council / "returns" / "2014Q1"
    assert run("status", "--missing", code=1).out.split() == ["child-protection", "mash"]
    ran = run("validate", code=1)
    for code in NUMBERS:
        assert f"EF307  {code}, “Latest Result (Q1)”: the cell is blank." in ran.out

    sheet = load_workbook(first / "child-protection.xlsx")["Return"]
    assert [[sheet.cell(row, column).value for column in (1, 3, 4)] for row in rows(sheet)] == [
        ["CP2", None, 244], ["CP12", None, 0.85],
    ]  # fmt: skip

    # One comes back with a percentage without its sign, one is begun in LibreOffice.
    fill(first / "child-protection.xlsx", "2014Q1", {"CP12": {"latest": "82"}})
    fill(first / "mash.xlsx", "2014Q1")
    saved = save_in_libreoffice(first / "mash.xlsx")
    ran = run("validate", code=1)
    assert "Return!C11  error    EF302  CP12, “Latest Result (Q1)”: “82” has no percent sign" in ran.out
    assert ran.out.count(" error ") == 1
    assert run("status", "--missing", code=1).out.split() == ["child-protection"]
    run("build", "--quarter", "2014Q1", code=1)
    run("validate", "--annotate", "to-send", "-q", code=1)
    (marked,) = (council / "to-send").glob("child-protection*.xlsx")
    note = load_workbook(marked)["Return"]["C11"].comment
    assert note is not None
    assert "has no percent sign" in note.text

    # It is put right and published.
    book = load_workbook(first / "child-protection.xlsx")
    book["Return"]["C11"] = 0.82
    book.save(first / "child-protection.xlsx")
    ran = run("validate")
    assert ran.out.endswith("Found no errors, no warnings and no notes.\n"), ran.out
    assert run("status", "--missing").out == ""
    assert "Published: edition 1 of 2014Q1, 3 indicators, 6 figures, by Head of Performance." in published("2014Q1").out

    # The next quarter is rolled forward. A figure of the last one is restated: first without a word, then with one.
    run("prepare", "--quarter", "2014Q2", "-q")
    second = council / "returns" / "2014Q2"
    sheet = load_workbook(second / "child-protection.xlsx")["Return"]
    assert [[sheet.cell(row, column).value for column in (1, 3, 4)] for row in rows(sheet)] == [
        ["CP2", None, 250], ["CP12", None, 0.82],
    ]  # fmt: skip
    shutil.copy(second / "child-protection.xlsx", council / "blank.xlsx")
    fill(second / "child-protection.xlsx", "2014Q2", {"CP2": {"previous": 253}})
    fill(second / "mash.xlsx", "2014Q2")
    restated = "CP2, “Q1”: 250 was published (edition 1 of 2014Q1), this return gives 253"
    assert f"warning  EF412  {restated}. Neither the cell nor the commentary" in run("validate").out
    shutil.copy(council / "blank.xlsx", second / "child-protection.xlsx")
    fill(second / "child-protection.xlsx", "2014Q2", {"CP2": {"previous": "253 (revised)"}})
    assert f"note     EF411  {restated} (revised). The return says that it was revised." in run("validate").out
    published("2014Q2")
    words = " ".join(cells(council / "output", "2014Q2"))
    assert "253 (revised) [r] [note 1]" in words
    assert "250 was published in edition 1 of 2014Q1" in text(council / "output", "2014Q2")
    revised = json.loads(run("compare", "2014Q1", "2014Q2", "--format", "json").out)
    assert "253 (revised)" in json.dumps(revised, ensure_ascii=False)

    # Four more quarters; then the first edition of one is corrected.
    for quarter in QUARTERS[2:]:
        run("prepare", "--quarter", quarter, "-q")
        for area in ("child-protection", "mash"):
            fill(council / "returns" / quarter / f"{area}.xlsx", quarter)
        published(quarter)
    last = council / "returns" / QUARTERS[-1] / "child-protection.xlsx"
    book = load_workbook(last)
    book["Return"]["C10"] = 291
    book.save(last)
    assert run("build", "--quarter", QUARTERS[-1], "--check", code=5).out.startswith("Out of date: ")
    published(QUARTERS[-1], "--reason", "One plan was counted late")
    listed = json.loads(run("history", "--format", "json").out)
    sealed = [f"{each['quarter']}/{each['edition']}" for each in listed]
    assert sealed == ["2013Q4/1", *(f"{each}/1" for each in QUARTERS), "2015Q2/2"]
    assert run("verify").out.endswith(
        "The ledger is as it was written: 8 entries, every seal is right and follows the one before.\n"
    )
    assert run("build", "--quarter", QUARTERS[-1], "--check").out.count("Up to date: ") == 2
    assert "290" in run("compare", f"{QUARTERS[-1]}/1", QUARTERS[-1]).out

    # Over the quarters there is a trend, and not yet enough for limits; last year's summer stands beside this one's.
    ran = run("trend", "MASH39", "CP2")
    assert re.search(r"(?m)^Q2 2015/16 +9 .* 8 ", ran.out), ran.out
    assert "Not enough points for limits: 7 of 12." in ran.out
    points = json.loads(run("trend", "CP2", "--format", "json").out)
    assert "291" in json.dumps(points)
    assert saved or shutil.which("soffice") is None


def document(output: Path, quarter: str) -> Path:
    """The Word document of a quarter."""
    return next(output.glob(f"*-{quarter}.docx"))


def cells(output: Path, quarter: str) -> list[str]:
    """The words of every cell of the tables of a document."""
    tables = docx.Document(str(document(output, quarter))).tables
    return [
        cell.text.replace("\N{NO-BREAK SPACE}", " ") for table in tables for row in table.rows for cell in row.cells
    ]


def text(output: Path, quarter: str) -> str:
    """The running text of a document."""
    return "\n".join(paragraph.text for paragraph in docx.Document(str(document(output, quarter))).paragraphs)
