"""Whatever words a return holds, in whatever field: every output can be parsed and shows them as words, and none is run."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import pytest
from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook

from efreport import run
from efreport.cli import terminal
from efreport.config import load_framework
from efreport.model import Column, Row
from efreport.phrases import visible
from efreport.reports import REPORTS, SUMMARIES
from efreport.reports.summary import summary_to_lines
from efreport.reports.text import to_lines
from efreport.returns.workbook.strings import unescaped
from efreport.run import Outcome
from efreport.run.building import build
from efreport.run.marking import annotate
from tests.conftest import HERE
from tests.three_returns import CP, write_three
from tests.workbooks import make_workbook

HERE_STANDS = "HERE STANDS"
"""What the sheet holds until its words are put in, as a program would write them, which openpyxl refuses to."""

ODD = (
    "[red]bold[/red] {0} {quarter} %s ${x} \\n ]]> <b>&amp;</b> <!--x--> 100% ::error::x, a:b \"q\" 'q' "
    "_x005F_x0041_ _x001B_[31mred_x001B_[0m _x0007__x0000__x0008__x000B__xFFFE__xFFFF__xD800__xDC00_ "
    "\u202eevil\u202c\u2066\u200bzero\u200d \x7f\x85\u2028\u2029 \ufeff👩‍👩‍👧 \U0001f1ec\U0001f1e7 عربي שלום \U0010ffff"
)
TEXTS = {
    "everything odd": ODD,
    "a formula": "=HYPERLINK(\"http://example.org/?\"&A1,\"Click\")",
    "a plus": "+1+cmd|' /C calc'!A0",
    "a minus": "-2+3+cmd|' /C calc'!A0",
    "an at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "a tab and a formula": "\t=1+1",
    "a line break and a formula": "\n=1+1",
    "a workflow command": "\n::error file=a,line=1::b%0A%25",
    "very long": "x" * 32_767,
    "many lines": "line\r\n" * 2_000,
}  # fmt: skip
RUN_AS_FORMULA = re.compile(r"\s*[=+\-@\t\r]")
OUTCOMES: dict[str, Outcome] = {}


@dataclass(frozen=True)
class Said:
    """What was found in a round whose cp.xlsx holds one text in every field, and what its documents hold."""

    outcome: Outcome
    folder: Path

    @property
    def commentary(self) -> str:
        """The commentary as it was read."""
        return self.row.text(Column.COMMENTARY)

    @property
    def row(self) -> Row:
        """The row of CP2."""
        return next(found for found in self.outcome.round.returns if found.path.stem == "cp").by_key["cp2"]


def with_text(text: str) -> bytes:
    """The child protection return with the text as commentary, source, name, figure, sheet's name and sign-off."""
    sheet = CP.replace("More children came onto plans.", HERE_STANDS)
    sheet = sheet.replace("Requests reached the team late.", "All well.").replace(
        "LSCB | More", f"{HERE_STANDS} | More"
    )
    sheet = sheet.replace("% of ICPCs resulting in a CP plan", HERE_STANDS).replace("| 77% |", f"| {HERE_STANDS} |")
    sheet = sheet.replace("\nHEADINGS", f"\nCompleted by | {HERE_STANDS}\n{HERE_STANDS}\nHEADINGS")
    sheet += f"\n\n{HERE_STANDS} | {HERE_STANDS}\nCP41 | {HERE_STANDS} | 82% | 73% | 77% | 90% | 88% | LSCB | More."
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(make_workbook(sheet))) as package,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for name in package.namelist():
            part = package.read(name).decode()
            if name == "xl/workbook.xml":
                title = re.sub(r"[\x00-\x1f\[\]:*?/\\]", "", text)[:31].strip() or "Return"
                part = part.replace('name="Return"', f"name={_attribute(title)}")
            part = part.replace(f"<t>{HERE_STANDS}", f'<t xml:space="preserve">{HERE_STANDS}')
            out.writestr(name, part.replace(HERE_STANDS, escape(text)))
    return made.getvalue()


def _attribute(text: str) -> str:
    return '"' + escape(text, {'"': "&quot;"}) + '"'


@pytest.fixture(params=TEXTS)
def said(request: pytest.FixtureRequest, tmp_path: Path) -> Said:
    """A draft round with the text in it."""
    folder = write_three(tmp_path / "returns")
    (folder / "2014Q2" / "cp.xlsx").write_bytes(with_text(TEXTS[request.param]))
    framework = load_framework(Path(shutil.copytree(HERE / "config", tmp_path / "config")), run.RULE_CODES)
    outcome = run.check(framework, (folder,), "2014Q2", lambda _: None)
    assert outcome.checked.faults == ()
    found = Said(outcome, tmp_path)
    assert found.commentary.strip()
    return found


def proper(text: str) -> str:
    """The text, which must be one that can be written as UTF-8."""
    assert text.encode("utf-8").decode("utf-8") == text
    return text


def strings(content: object) -> Iterator[str]:
    """Every string of what was read from JSON."""
    match content:
        case str():
            yield content
        case dict():
            for key, inner in content.items():
                yield key
                yield from strings(inner)
        case list():
            for inner in content:
                yield from strings(inner)


def squeezed(text: str) -> str:
    """The letters of a text without white space and without what XML cannot hold."""
    return "".join(re.sub("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text).split())


def test_documents(said: Said) -> None:
    built = build(said.outcome, said.folder / "out", ("docx", "xlsx"), lambda _: None, draft=True)
    word, excel = (file.path for file in built.written)
    document = docx.Document(str(word))
    texts = "".join(document.element.body.itertext())
    assert squeezed(said.commentary)[:500] in squeezed(texts)
    book = load_workbook(excel)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    held = [
        cell
        for cell in cells
        if isinstance(cell.value, str) and squeezed(said.commentary)[:500] in squeezed(unescaped(cell.value))
    ]
    assert held
    assert all(
        cell.quotePrefix
        for cell in cells
        if isinstance(cell.value, str) and cell.value[:1] in "=+-@" and cell.value[1:]
    )


def test_marked_copy(said: Said) -> None:
    for written in annotate(said.outcome, said.folder / "marked"):
        book = load_workbook(written.path)
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                assert not [cell.coordinate for cell in row if cell.data_type == "f"]


@pytest.mark.parametrize("form", ["csv", "json"])
def test_export(said: Said, form: str) -> None:
    text = proper(run.export(said.outcome, form))
    if form == "json":
        rows = json.loads(text)
        assert all(proper(each) for each in strings(rows) if each)
    else:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
        assert not CONTROL.search("".join(cell for row in rows for cell in row.values()))
        assert not [cell for row in rows for cell in row.values() if is_run(cell)]
    commentary = next(row["commentary"] for row in rows if row["key"] == "cp2")
    expected = said.commentary if form == "json" else visible(said.commentary)
    assert squeezed(expected)[:500] in squeezed(commentary)


def is_run(cell: str) -> bool:
    """Say whether a spreadsheet would run the cell as a formula."""
    return bool(RUN_AS_FORMULA.match(cell)) and not re.fullmatch(r"[-+]?[\d.,]*%?|-{1,3}", cell)


CONTROL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


def _text(text: str) -> None:
    assert not CONTROL.search(text)


def _json(text: str) -> None:
    assert all(proper(each) for each in strings(json.loads(text)) if each)


def _csv(text: str) -> None:
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if is_run(cell)]
    assert not CONTROL.search("".join(cell for row in rows for cell in row))


def _junit(text: str) -> None:
    assert fromstring(text.encode()).tag == "testsuites"


def _github(text: str) -> None:
    _text(text)
    assert all(re.match("::(?:error|warning|notice) ", line) for line in text.splitlines())


CHECKS: dict[str, Callable[[str], None]] = {
    "text": _text, "json": _json, "csv": _csv, "sarif": _json, "junit": _junit, "github": _github,
}  # fmt: skip


def test_reports(said: Said) -> None:
    assert set(CHECKS) == set(REPORTS)
    for form, check in CHECKS.items():
        check(proper(REPORTS[form](said.outcome.round, said.outcome.checked)))
    for form, summary in SUMMARIES.items():
        CHECKS[form](proper(summary(said.outcome.round, said.outcome.checked)))


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_terminal(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    stream = Terminal()
    facts = said.outcome.round, said.outcome.checked
    terminal.print_lines((*to_lines(*facts), *summary_to_lines(*facts)), stream)
    shown = re.sub(r"\x1b\[[\d;]*m", "", stream.getvalue())
    _text(shown)
    words = squeezed(visible(said.commentary))[:15]
    if words in squeezed("".join(finding.message for finding in said.outcome.checked.findings)):
        assert words in squeezed(shown)
