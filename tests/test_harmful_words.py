"""A quarter whose names, commentary, sign-off, file names and reasons mean harm: whatever any command gives is words alone."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook

from tests.conftest import Ran, Run
from tests.test_text_stays_text import CONTROL, is_run
from tests.three_returns import CLA, CONFIG, CP, EDUCATION
from tests.workbooks import make_workbook

SOUP = "[red]x[/red] <script>alert(1)</script> | a | b | [x](http://y) _x0041_ &lt; ]]>"
STEERING = "\u202ea\u2028b\x7f"
ROLE = "=Head [red]x[/red] \u202e\x1b[31m\x07\r\n2014-10-14 INFO all is well <b>&lt;"
LINK = '=HYPERLINK("http://x","y")'
NAMES = {
    "cp.toml": {
        "Child Protection (CP)": LINK,
        "Number of children with a CP plan": f"=1+1 {SOUP}",
        "% of ICPCs held within timescales": f"@SUM(1) {STEERING} {SOUP}",
        "% of ICPCs resulting in a CP plan": "+1+cmd|' /C calc'!A0",
    },
    "cla.toml": {"Children Looked After (CLA)": f"-2+3 {SOUP}", "Demand monitoring": f"-2+3 {SOUP}"},
    "framework.toml": {"Sample City Council": f"=Sample {SOUP}"},
}
IN_CELLS = {
    "More children came onto plans.": LINK,
    "Requests reached the team late.": f"{SOUP} _x001B_[31m _x0007_ _xD800_ _xFFFE_ a\r\nb {STEERING}",
    "More conferences led to a plan.": "@SUM(1+1)*cmd|' /C calc'!A0",
    "Numbers rose.": "-2+3+A1",
    "Cases took longer.": "\t=1+1",
    "Closing slowly.": "\r\n=1+1",
    "Team leader": f"{STEERING}@x =1",
}
FILES = {
    "=cp [red]cp[_red] \x1b[31m\u202e.xlsx": CP.replace("HEADINGS", "Completed by | Team leader\nHEADINGS"),
    "@cla [x](y) &lt; _x0041_.xlsx": CLA,
    "education.xlsx": EDUCATION,
}


def with_words(sheet: str) -> bytes:
    """The workbook of a sheet, in whose cells the harmful words stand as a program would write them."""
    named = {old: new for file in NAMES.values() for old, new in file.items() if old != "Child Protection (CP)"}
    words = IN_CELLS | {old: new.replace("_x0041_", "_x005F_x0041_") for old, new in named.items()}
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(make_workbook(sheet.replace("Child Protection (CP)", "cp")))) as package,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for name in package.namelist():
            part = package.read(name).decode()
            for old, new in words.items():
                text = escape(new).replace("\r", "&#13;")
                part = part.replace(f"<t>{old}</t>", f'<t xml:space="preserve">{text}</t>')
            out.writestr(name, part)
    return made.getvalue()


@pytest.fixture
def council(tmp_path: Path) -> Path:
    """A folder with such a config and such returns."""
    config = Path(shutil.copytree(CONFIG, tmp_path / "config"))
    for name, pairs in NAMES.items():
        path = config / name if name == "framework.toml" else config / "areas" / name
        text = path.read_text(encoding="utf-8")
        for old, new in pairs.items():
            assert f'"{old}"' in text
            text = text.replace(f'"{old}"', json.dumps(new))
        path.write_text(text, encoding="utf-8")
    returns = config / "returns" / "2014Q2"
    returns.mkdir(parents=True)
    for name, sheet in FILES.items():
        (returns / name).write_bytes(with_words(sheet))
    return tmp_path


def plain(text: str) -> str:
    """Text that steers no terminal."""
    assert not CONTROL.search(text)
    return text


def cells_of(text: str) -> list[list[str]]:
    """The cells of a CSV, none of which a spreadsheet would run."""
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if is_run(cell)]
    plain("".join(cell for row in rows for cell in row))
    return rows


def no_formulas(paths: Iterable[Path], own: str = r"(?!)") -> int:
    """See that no workbook holds a formula but our `own`; gives how many cells hold text."""
    texts = 0
    for path in paths:
        for sheet in load_workbook(path):
            cells = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
            assert not [cell.value for cell in cells if cell.data_type == "f" and not re.match(own, cell.value)]
            texts += len(cells)
    return texts


def parts_are_xml(path: Path) -> None:
    """See that every part of a package can be parsed, and holds no link to anywhere else."""
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                part = package.read(name)
                fromstring(part)
                assert b'TargetMode="External"' not in part
                assert b"<script>" not in part


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file names")
def test_every_output_of_a_quarter(efreport: Run, council: Path) -> None:
    def run(*words: object, code: int = 0) -> Ran:
        ran = efreport(*words, "--log-file", council / "run.log", cwd=council)
        assert ran.code == code, ran
        return Ran(ran.code, ran.out.replace("\r\n", "\n"), plain(ran.err.replace("\r\n", "\n")))

    of = ("--quarter", "2014Q2")
    plain(run("validate", *of).out)
    assert "[red]x[/red]" in plain(run("build", *of).out + run("publish", *of, "--by", ROLE).out)
    past = council / "past.csv"
    past.write_text(
        f'Quarter,Code,Latest,Commentary\n2014Q1,CP2,244,"=1+1 {STEERING}\x1b[31m{SOUP}"\n', encoding="utf-8"
    )
    plain(run("import", past, "--by", ROLE, "--source", f"+1 {SOUP} {STEERING}").out)
    first = next((council / "config" / "returns" / "2014Q2").glob("=cp*"))
    first.write_bytes(with_words(next(iter(FILES.values())).replace("306", "307")))
    run("build", *of, "--reason", ROLE)
    plain(run("publish", *of, "--by", ROLE, "--reason", ROLE).out)

    for words in (("history",), ("verify",), ("compare", "2014Q2/1", "2014Q2/2"), ("trend", "CP2"), ("status", *of)):
        plain(run(*words).out)
        json.loads(run(*words, "--format", "json").out)
    for words in (("status", *of), ("trend", "CP2", "CP12"), ("export", *of)):
        assert len(cells_of(run(*words, "--format", "csv").out)) > 3
    json.loads(run("export", *of, "--format", "json").out)
    assert fromstring(run("trend", "CP2", "--format", "svg").out).tag.endswith("svg")
    run("status", "--project", council, "--summary-file", council / "all.csv")
    cells_of((council / "all.csv").read_bytes().decode())

    run("compare", "2014Q2/1", "2014Q2/2", "--out", "changes.docx")
    run("status", *of, "--out", "chasing.xlsx")
    run("prepare", "--quarter", "2014Q3")
    run("validate", *of, "--annotate", "marked")
    output, blank = council / "config" / "output", council / "config" / "returns" / "2014Q3"
    books = [*output.glob("*.xlsx"), council / "chasing.xlsx", *(council / "marked").rglob("*.xlsx")]
    assert no_formulas(books) > 100
    assert no_formulas(blank.glob("*.xlsx"), own=r"=(?!1\+1|HYP)") > 50
    for path in (*books, *output.glob("*.docx"), council / "changes.docx", *blank.glob("*.xlsx")):
        parts_are_xml(path)
    json.loads((output / "run.json").read_bytes())

    lines = plain((council / "run.log").read_text(encoding="utf-8")).splitlines()
    assert all(re.match(r"\d{4}-\d\d-\d\dT[\d:+-]+  \w+-\w{6}  (info|warning|error)", each) for each in lines)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file names")
def test_chasing_mail_says_its_words_and_nothing_else(efreport: Run, council: Path) -> None:
    shutil.rmtree(council / "config" / "returns" / "2014Q2")
    (council / "config" / "returns" / "2014Q2").mkdir()
    mail = plain(efreport("status", "--quarter", "2014Q2", "--format", "markdown", cwd=council).out)
    assert [each for each in mail.splitlines() if each.startswith("## ")] == [
        '## =HYPERLINK("http\\://x","y")',
        "## \\-2+3 \\[red\\]x\\[/red\\] \\<script\\>alert(1)\\</script\\> \\| a \\| b \\| "
        "\\[x\\](http\\://y) \\_x0041\\_ \\&lt; \\]\\]\\>",
        "## Education",
    ]


@pytest.mark.parametrize(("word", "shown"), [("a\x1bb.csv", "\\x1b"), ("a\nb.csv", "\\n"), ("a\ufffeb.csv", "\\ufffe")])
def test_task_holds_no_word_that_xml_cannot(efreport: Run, tmp_path: Path, word: str, shown: str) -> None:
    ran = efreport("schedule", "--for", "windows", "validate", "--out", word)
    assert (ran.code, ran.out) == (2, "")
    assert f"holds “{shown}”, and no task may hold it." in ran.err
