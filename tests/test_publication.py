"""The checks of finished documents: each rule on a document that was spoilt so, and any file at all is told plainly."""

from __future__ import annotations

import csv
import json
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from efreport import run
from efreport.faults import InternalFault
from efreport.model import CellRef, Checked, Finding, Severity, State
from efreport.publication import (
    CATALOGUE,
    DOCUMENT_RULES,
    UNREADABLE,
    DocumentRule,
    package,
    read_document,
    run_document_rules,
)
from efreport.publication.colours import contrast, numbered, readable_on, tinted
from efreport.publication.typefaces import is_plain
from efreport.rules.base import Found
from tests.conftest import PROJECT, Run
from tests.publication_cases import CASES, FRAMEWORK, Case, cell
from tests.published import MAIN, add, drop, edited, parts, put, say, written

PAGE = ("Why:", "How to put it right:", "Before:", "After:")
FORMS = ("docx", "xlsx")


def check(name: str, data: bytes) -> Checked:
    """Check the bytes of one document."""
    return run_document_rules([read_document(name, data)])


def said(checked: Checked) -> list[tuple[str, str, str]]:
    """What was found, as a case expects it."""
    assert checked.faults == ()
    places = (
        f"{each.where.sheet}!{each.where.cell}" if each.where.cell else each.where.sheet for each in checked.findings
    )
    return [(place, each.rule, each.message) for place, each in zip(places, checked.findings, strict=True)]


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_amiss_in_the_good_documents(form: str) -> None:
    assert said(check(f"a.{form}", written(form))) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.form}")
def test_case(case: Case) -> None:
    data = written(case.form)
    for part, edit in case.edits.items():
        data = edited(data, part, edit)
    checked = check(f"a.{case.form}", data)
    assert said(checked) == list(case.expected)
    assert case.code in {finding.rule for finding in checked.findings}
    assert all(finding.hint for finding in checked.findings)
    assert {finding.where.workbook for finding in checked.findings} == {f"a.{case.form}"}


def test_every_rule_has_a_case() -> None:
    assert {case.code for case in CASES} | {UNREADABLE} == {rule.code for rule in DOCUMENT_RULES}


def test_codes_are_used_once() -> None:
    assert len({rule.code for rule in CATALOGUE}) == len(CATALOGUE)


@pytest.mark.parametrize("rule", DOCUMENT_RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_page(rule: DocumentRule) -> None:
    assert rule.title
    places = [f"\n{rule.page}".find(f"\n{part}") for part in PAGE]
    assert -1 not in places
    assert places == sorted(places)


def zip_bomb() -> bytes:
    """A small file that is two megabytes unpacked."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + bytes(2**21))
    return made.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DOCTYPE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
DOCX, XLSX = MAIN["docx"], MAIN["xlsx"]
UNREADABLES: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "the file is empty (0 bytes)"),
    "text": (lambda: b"Indicator,Value\n", "this is not a document of Word or Excel, or it is badly damaged"),
    "old": (lambda: OLE + b"WordDocument", "this is a document of Word or Excel 97-2003 (.doc or .xls)"),
    "encrypted": (
        lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
        "the document is protected by a password or a sensitivity label",
    ),
    "cut short": (lambda: written("docx")[:-400], "the document is damaged or was cut short"),
    "other zip": (
        lambda: edited(written("docx"), "_rels/.rels", drop("/*/*")),
        "this is a zip file or another program's document, not one of Word or Excel",
    ),
    "doctype": (
        lambda: edited(written("docx"), DOCX, lambda part: DOCTYPE + part),
        f"its part {DOCX} holds a document type declaration, which no genuine document has",
    ),
    "not xml": (lambda: edited(written("xlsx"), FRAMEWORK, lambda part: part[:-9]), f"its part {FRAMEWORK} is damaged"),
    "part missing": (
        lambda: edited(written("xlsx"), XLSX, put("//s:sheet[2]", "r:id", "rId77")),
        "its part  is missing",
    ),
    "strict": (
        lambda: edited(written("docx"), DOCX, lambda part: part.replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main")),
        "it is saved as Strict Open XML, which few programs read",
    ),
    "powerpoint": (
        lambda: edited(written("docx"), DOCX, lambda _: b"<p:presentation xmlns:p='urn:p'/>"),
        "it is a document of another kind, such as PowerPoint's",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", UNREADABLES)
def test_a_file_that_cannot_be_read_is_one_finding(kind: str) -> None:
    make, reason = UNREADABLES[kind]
    checked = check("a.docx", make())
    assert said(checked) == [("", UNREADABLE, f"The document cannot be read: {reason}.")]
    assert checked.findings[0].hint


def test_what_is_unpacked_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "LARGEST_UNPACKED", 2**20)
    reason = "unpacked, the file would be far larger than any framework"
    assert said(check("a.docx", zip_bomb())) == [("", UNREADABLE, f"The document cannot be read: {reason}.")]


def test_no_damage_is_a_traceback() -> None:
    """Bytes and markup are spoilt at random: what cannot be read is told, and no rule breaks."""
    chance = random.Random(20140930)
    for form in FORMS:
        good = parts(written(form))
        for _ in range(150):
            name = chance.choice([name for name in good if name.endswith((".xml", ".rels"))])
            part = bytearray(good[name])
            for _ in range(chance.choice((1, 3))):
                start = chance.randrange(len(part))
                part[start : start + chance.choice((1, 6))] = chance.choice((b"", b"9", b'"', b"-1", b"<", b"NaN"))
            checked = check(f"a.{form}", edited(written(form), name, lambda _, part=bytes(part): part))
            assert checked.faults == (), (name, checked.faults[0].detail)


def test_values_that_are_no_numbers_break_no_rule() -> None:
    attributes = {
        "docx": ["w:sz w:val", "w:pgSz w:w", "w:gridCol w:w", "w:outlineLvl w:val", "w:tblLook w:val", "w:pStyle w:val", "w:tcW w:w"],
        "xlsx": ["s:c s", "s:c r", "s:row r", "s:col min", "s:col width", "s:c t", "s:xf fontId", "s:table ref", "s:selection pane"],
    }  # fmt: skip
    tried = 0
    for form, places in attributes.items():
        for place in places:
            element, name = place.split()
            for value in ("", "x", "-5", "1e400", "NaN", "99999999999999999999"):
                for part, content in parts(written(form)).items():
                    if f"<{element.removeprefix('s:')} ".encode() in content:
                        data = edited(written(form), part, put(f"//{element}", name, value))
                        assert check(f"a.{form}", data).faults == (), (place, value)
                        tried += 1
    assert tried > 100


def test_a_rule_that_raises_is_a_fault_and_the_others_go_on() -> None:
    def broken(_: object) -> Iterator[Found]:
        raise ZeroDivisionError("broken on purpose")
        yield

    data = edited(written("docx"), DOCX, drop("(//w:tbl)[2]//w:tblHeader"))
    rules = [replace(rule, check=broken) if rule.code == "EF601" else rule for rule in DOCUMENT_RULES]
    checked = run_document_rules([read_document("a.docx", data)], rules)
    assert [fault.rule for fault in checked.faults] == ["EF601"]
    assert [finding.rule for finding in checked.findings] == ["EF611"]


def test_a_rule_says_what_became_of_it() -> None:
    states = {each.rule: (each.state, each.detail) for each in check("a.docx", written("docx")).runs}
    assert states["EF601"] == (State.PASSED, "")
    assert states["EF623"] == (State.NOT_APPLICABLE, "the document has no picture")
    assert states["EF711"] == (State.NOT_APPLICABLE, "no Excel workbook was read")


def test_findings_come_in_the_order_of_the_document() -> None:
    data = edited(written("docx"), DOCX, drop("//w:tbl/w:tr[2]/w:trPr"))
    data = edited(
        data, DOCX, add("//w:body/w:p[last()]", "<w:r><w:rPr><w:sz w:val='10'/></w:rPr><w:t>small</w:t></w:r>")
    )
    found = [(place, rule) for place, rule, _ in said(check("a.docx", data))]
    assert found == [("Table 1, row 2", "EF616"), ("Table 2, row 2", "EF616"), ("Heading “Notes”", "EF812")]


def test_contrast_and_colours() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("767676", "FFFFFF") == pytest.approx(4.54, abs=0.005)
    assert contrast("FFC000", "FFFFFF") == pytest.approx(1.642, abs=0.005)
    assert (tinted("4472C4", 0.8), tinted("4472C4", -0.5)) == ("DAE3F3", "203864")
    assert (numbered(8), numbered(9), numbered(10), numbered(2), numbered(64)) == (
        "000000",
        "FFFFFF",
        "FF0000",
        "FF0000",
        None,
    )
    assert (readable_on("FFC000"), readable_on("1F4E5F")) == ("000000", "FFFFFF")


@pytest.mark.parametrize(
    ("font", "kind", "plain"),
    [("Arial", "roman", True), ("Cambria", "", False), ("Council Sans", "", True), ("Council Book", "roman", False)],
)
def test_a_known_typeface_goes_by_its_name_and_another_by_its_kind(font: str, kind: str, plain: bool) -> None:
    assert is_plain(font, kind) is plain


@pytest.mark.parametrize("form", FORMS)
def test_command_on_a_good_document(form: str, efreport: Run, tmp_path: Path) -> None:
    (tmp_path / f"a.{form}").write_bytes(written(form))
    ran = efreport("check-document", f"a.{form}")
    assert (ran.code, ran.err) == (0, "")
    assert re.fullmatch(
        rf"Checked 1 document by {len(DOCUMENT_RULES)} rules \(\d+ did not apply\)\. "
        r"Found no errors, no warnings and no notes\.\n",
        ran.out,
    )


def test_command_on_a_spoilt_and_an_unreadable_document(efreport: Run, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(edited(written("docx"), DOCX, drop("(//w:tbl)[2]//w:tblHeader")))
    (tmp_path / "b.xlsx").write_bytes(edited(written("xlsx"), FRAMEWORK, say(f"{cell('D9')}/s:is/s:t", "1,306")))
    (tmp_path / "c.xlsx").write_bytes(b"")
    ran = efreport("check-document", "a.docx", "b.xlsx")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out == (
        "a.docx\n"
        "  Table 2  error    EF611  Table 2 has no row marked as its header.\n"
        "                           Select its first row in Word and choose Table Layout > Repeat Header Rows.\n\n"
        "b.xlsx\n"
        "  Framework!D9  error    EF717  “1,306” is stored as text.\n"
        "                                Select the cells and choose Convert to Number.\n\n"
        f"Checked 2 documents by {len(DOCUMENT_RULES)} rules (3 did not apply). "
        "Found 2 errors, no warnings and no notes.\n"
    )
    ran = efreport("check-document", "a.docx", "c.xlsx", "--format", "json")
    assert ran.code == 3
    report = json.loads(ran.out)
    assert (report["checked"]["documents"], report["checked"]["rules"]) == (2, len(DOCUMENT_RULES))
    assert report["summary"] == {"errors": 2, "warnings": 0, "notes": 0}
    assert {each["rule"]: each["state"] for each in report["rules"]}["EF611"] == "found something"
    assert [(each["workbook"], each["sheet"], each["cell"], each["rule"]) for each in report["findings"]] == [
        ("a.docx", "Table 2", None, "EF611"), ("c.xlsx", None, None, "EF801"),
    ]  # fmt: skip


def test_reports_of_documents_for_programs(efreport: Run, tmp_path: Path) -> None:
    """Each holds the finding, and says what was checked."""
    (tmp_path / "a.docx").write_bytes(edited(written("docx"), DOCX, drop("(//w:tbl)[2]//w:tblHeader")))
    message, hint = (
        "Table 2 has no row marked as its header.",
        "Select its first row in Word and choose Table Layout > Repeat Header Rows.",
    )
    ran = efreport("check-document", "a.docx", "--out", "a.csv")
    said = ran.out.removeprefix("Written: a.csv. ").rstrip("\n")
    assert (ran.code, ran.err) == (1, "")
    assert said.startswith("Checked 1 document by ")
    rows = list(csv.reader((tmp_path / "a.csv").read_text("utf-8-sig").splitlines()))
    assert rows[1:] == [
        ["a.docx", "Table 2", "", "error", "EF611", message, hint],
        ["", "", "", "checked", "", said, ""],
    ]
    (log,) = json.loads(efreport("check-document", "a.docx", "--format", "sarif").out)["runs"]
    assert [(each["ruleId"], each["level"], each["message"]["text"]) for each in log["results"]] == [
        ("EF611", "error", f"{message} {hint}")
    ]
    assert [each["location"]["uri"] for each in log["artifacts"]] == ["a.docx"]
    assert len(log["tool"]["driver"]["rules"]) == len(DOCUMENT_RULES)
    assert efreport("check-document", "a.docx", "--format", "github").out == (
        f"::error file=a.docx,title=Table 2 EF611::{message} {hint}\n::notice title=What was checked::{said}\n"
    )


def test_a_table_outside_of_the_body_is_none_of_the_document() -> None:
    """Found by fuzzing: such a table was counted by one half of the reader only."""

    def beside(part: bytes) -> bytes:
        return re.sub(rb"(<w:body>.*</w:body>)", rb"\1\1", part, flags=re.DOTALL)

    whole = run_document_rules((read_document("a.docx", written("docx")),))
    checked = run_document_rules((read_document("a.docx", edited(written("docx"), DOCX, beside)),))
    assert checked.faults == ()
    assert [each.rule for each in checked.findings] == [each.rule for each in whole.findings]


def test_a_document_is_never_written_over(efreport: Run, tmp_path: Path) -> None:
    data = written("docx")
    (tmp_path / "a.docx").write_bytes(data)
    ran = efreport("check-document", "a.docx", "--format", "text", "--out", "a.docx")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "a.docx is one of the documents, and they are never written over. Name another file.\n"
    assert (tmp_path / "a.docx").read_bytes() == data


def test_command_on_what_is_no_file(efreport: Run, tmp_path: Path) -> None:
    ran = efreport("check-document", "nowhere.docx")
    assert (ran.code, ran.out, ran.err) == (3, "", "There is no file nowhere.docx.\n")
    ran = efreport("check-document", ".")
    assert (ran.code, ran.out, ran.err) == (3, "", ". is a folder; name the documents in it.\n")
    assert efreport("check-document").code == 2


def test_a_desirable_failure_is_no_error(efreport: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(edited(written("xlsx"), FRAMEWORK, drop("//s:headerFooter")))
    ran = efreport("check-document", "a.xlsx")
    assert ran.code == 0
    assert "warning  EF727" in ran.out
    assert efreport("check-document", "a.xlsx", "--quiet").out == ""


def test_rules_of_documents_are_listed_and_explained(efreport: Run) -> None:
    assert "EF811  error    Text stands out too little from what it stands on\n" in efreport("rules").out
    ran = efreport("explain", "ef811")
    assert ran.out.startswith("EF811 (error): Text stands out too little from what it stands on\n")


def test_build_moves_nothing_that_fails_an_essential_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from efreport.writers import Writer

    render = Writer.render

    def spoilt(self: Writer, document: object) -> bytes:
        data = render(self, document)  # type: ignore[arg-type]
        return edited(data, DOCX, drop("(//w:tbl)[2]//w:tblHeader")) if self.module.endswith("docx") else data

    framework = run.load(PROJECT / "config")
    outcome = run.check(framework, (PROJECT / "samples" / "2014Q2",), None, lambda _: None, whole=True)
    monkeypatch.setattr(Writer, "render", spoilt)
    with pytest.raises(
        InternalFault,
        match=r"2014Q2\.docx › Table 2 fails EF611: Table 2 has no row marked as its header\. Nothing was written\.",
    ):
        run.build(outcome, tmp_path / "out", ("xlsx", "docx"), lambda _: None, draft=False)
    assert not (tmp_path / "out").exists()


FAILS = (("EF811", "docx"), ("EF614", "docx"), ("EF811", "xlsx"))


@pytest.mark.parametrize(("code", "form"), FAILS)
def test_what_a_template_brings_is_told_from_what_is_our_own_fault(
    code: str, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what a template can bring, and only in the Word document, is laid at its door."""
    found = Finding(CellRef(f"a.{form}"), code, Severity.ERROR, "It fails.", "Mend it.")
    monkeypatch.setattr("efreport.publication.essential_failures", lambda *_: (found,))
    path = PROJECT / "samples" / "council-template.dotx"
    template = run.WordTemplate(path, path.read_bytes())
    outcome = run.check(run.load(PROJECT / "config"), (), "2014Q2", lambda _: None, whole=True)
    expected = run.TemplateNotFit if (code, form) == FAILS[0] else run.NotFitToPublish
    with pytest.raises(expected):
        run.build(outcome, tmp_path / "out", (form,), lambda _: None, draft=False, template=template)
    with pytest.raises(run.NotFitToPublish):
        run.build(outcome, tmp_path / "out", (form,), lambda _: None, draft=False)


def test_what_a_return_says_stops_no_build() -> None:
    from efreport.publication import essential_failures

    data = edited(written("xlsx"), FRAMEWORK, say(f"{cell('D9')}/s:is/s:t", "Error! Reference source not found."))
    assert [finding.rule for finding in check("a.xlsx", data).findings if finding.severity is Severity.ERROR] == [
        "EF805"
    ]
    assert essential_failures("a.xlsx", data) == ()
