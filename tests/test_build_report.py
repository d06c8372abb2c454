"""build --report json and --dry-run: what programs are told of a build, and what it would do, to the letter."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from efreport.cli.exits import Exit
from tests.conftest import Ran, Run
from tests.test_run_record import everything
from tests.three_returns import CONFIG, NOTHING, spoil

STEM = "test-performance-framework-2014Q2"
OUT = Path("out")


@pytest.fixture
def project(tmp_path: Path, data: Path) -> Path:
    """A project of one's own: config, and returns beside it."""
    shutil.copytree(CONFIG, tmp_path / "config")
    return tmp_path


def build(efreport: Run, *more: object) -> Ran:
    return efreport("build", "--quarter", "2014Q2", "--data", "data", "--config", "config", "--out", "out", *more)


def said(ran: Ran) -> Any:
    """What a build said as JSON, the returns and the counts of rules apart, which `validate` is tested for."""
    assert ran.out.isascii()
    content = json.loads(ran.out)
    returns = content.pop("returns")
    assert [each["workbook"] for each in returns] == [f"2014Q2/{name}.xlsx" for name in ("cp", "cla", "education")]
    assert content.pop("checked").keys() == {
        "returns", "indicators", "rules", "rules_not_applicable", "rules_that_could_not_run",
    }  # fmt: skip
    return content


def document(project: Path, form: str, change: str, kept: str | None = None) -> dict[str, object]:
    """A document as a build says it."""
    data = (project / OUT / f"{STEM}.{form}").read_bytes()
    return {
        "path": str(OUT / f"{STEM}.{form}"),
        "sha256": hashlib.sha256(data).hexdigest(),
        "size": len(data),
        "change": change,
        "kept": kept and str(OUT / kept),
        "kept_because": "edited" if kept else None,
    }


def test_what_was_built_as_json(efreport: Run, project: Path) -> None:
    spoil(project / "data", "LSCB | More conferences led to a plan.", "LSCB |")
    whole = {
        "quarter": "2014Q2",
        "summary": {"errors": 0, "warnings": 1, "notes": 0, "waived": 0},
        "findings_by_rule": {"EF502": 1},
        "waived_by_rule": {},
        "draft": False,
        "dry_run": False,
        "check": False,
        "drafts_beside": [],
        "not_in_documents": [],
        "remarks": [],
        "exit_code": 0,
        "meaning": "done (warnings allowed)",
    }
    ran = build(efreport, "--report", "json")
    assert (ran.code, ran.err) == (0, "")
    assert said(ran) == whole | {"documents": [document(project, form, "new") for form in ("docx", "xlsx")]}
    with (project / OUT / f"{STEM}.docx").open("ab") as file:
        file.write(b"edited")
    planned = said(build(efreport, "--report", "json", "--dry-run", "--quiet"))
    ran = build(efreport, "--report", "json", "--quiet")
    done = {
        "documents": [
            document(project, "docx", "replaced", f"{STEM} (kept 1).docx"),
            document(project, "xlsx", "unchanged"),
        ]
    }
    assert said(ran) == whole | done
    assert planned == whole | done | {"dry_run": True}


def test_what_stops_a_build_as_json(efreport: Run, project: Path) -> None:
    spoil(project / "data", "65%", "about 65ish")
    ran = build(efreport, "--report", "json")
    assert ran.code == 1
    assert ran.err.endswith("No document was written.\n")
    stopped = said(ran)
    assert (stopped["summary"]["errors"], stopped["findings_by_rule"]) == (1, {"EF301": 1})
    assert (stopped["documents"], stopped["exit_code"]) == ([], 1)
    ran = build(efreport, "--report", "json", "--draft", "--format", "xlsx")
    assert (ran.code, ran.err) == (1, "")
    draft = said(ran)
    assert (draft["draft"], draft["exit_code"], draft["meaning"]) == (
        True, 1, "errors in the returns or the document",
    )  # fmt: skip
    assert [each["path"] for each in draft["documents"]] == [str(OUT / f"{STEM}-DRAFT.xlsx")]


def test_what_is_up_to_date_as_json(efreport: Run, project: Path) -> None:
    ran = build(efreport, "--report", "json", "--check", "--format", "xlsx")
    assert (ran.code, ran.err) == (5, "")
    compared = said(ran)
    path = str(OUT / f"{STEM}.xlsx")
    assert compared["documents"] == [{"path": path, "up_to_date": False, "reasons": ["it is not there"]}]
    assert (compared["check"], compared["exit_code"], compared["meaning"]) == (True, 5, Exit.OUT_OF_DATE.meaning)
    assert build(efreport, "--format", "xlsx").code == 0
    ran = build(efreport, "--report", "json", "--check", "--format", "xlsx")
    assert (ran.code, said(ran)["documents"]) == (0, [{"path": path, "up_to_date": True, "reasons": []}])


def test_each_of_several_projects_as_json(efreport: Run, project: Path) -> None:
    for name in ("barnet", "leeds"):
        shutil.copytree(CONFIG, project / name / "config")
        shutil.copytree(project / "data", project / name / "config" / "returns")
    spoil(project / "leeds" / "config" / "returns", "65%", "about 65ish")
    ran = efreport("build", "--project", "barnet", "--project", "leeds", "--report", "json", "--format", "xlsx")
    assert ran.code == 1
    assert ran.out.isascii()
    barnet, leeds = json.loads(ran.out)["projects"]
    report = barnet.pop("report")
    (written,) = report["documents"]
    assert barnet == {
        "project": "barnet",
        "quarter": "2014Q2",
        "summary": {"errors": 0, "warnings": 0, "notes": 0},
        "checked": {"returns": 3, "indicators": 8},
        "areas_due": None,
        "written": [str(project / written["path"])],
        "exit_code": 0,
        "meaning": "done (warnings allowed)",
        "said": "",
    }
    assert (written["change"], Path(written["path"]).parent) == ("new", Path("barnet") / "config" / "output")
    assert (leeds["report"]["exit_code"], leeds["report"]["documents"], leeds["exit_code"]) == (1, [], 1)
    assert "“about 65ish” cannot be read" in leeds["said"]
    ran = efreport("build", "--project", "barnet", "--check", "--report", "json", "--format", "xlsx")
    assert (ran.code, json.loads(ran.out)["projects"][0]["report"]["documents"][0]["up_to_date"]) == (0, True)


def test_a_dry_run_says_what_would_be_and_writes_nothing(efreport: Run, project: Path) -> None:
    before = everything(project)
    ran = build(efreport, "--dry-run")
    docx, xlsx = OUT / f"{STEM}.docx", OUT / f"{STEM}.xlsx"
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[1:] == [f"Would be written: {docx}", f"Would be written: {xlsx}"]
    assert everything(project) == before
    assert build(efreport).code == 0
    with (project / docx).open("ab") as file:
        file.write(b"edited")
    before = everything(project)
    ran = build(efreport, "--dry-run")
    assert ran.code == 0
    assert ran.out.splitlines()[1:] == [
        f"Would be written: {docx}",
        f"  The one that was there had been edited by somebody; it would be kept as {STEM} (kept 1).docx.",
        f"Would stay as it is: {xlsx}",
    ]
    assert everything(project) == before


def test_a_dry_run_of_a_published_quarter_keeps_what_was_published(efreport: Run, project: Path) -> None:
    assert build(efreport).code == 0
    published = efreport(
        "publish", "--quarter", "2014Q2", "--by", "Head of Performance", "--data", "data", "--config", "config", "--out", "out"
    )  # fmt: skip
    assert published.code == 0, published.err
    spoil(project / "data", "65%", "66%")
    before = everything(project)
    ran = build(efreport, "--dry-run", "--format", "xlsx")
    assert ran.code == 0, ran.err
    kept = f"  The one that was published would be kept as {STEM} (published 1).xlsx."
    assert ran.out.splitlines()[-2:] == [f"Would be written: {OUT / STEM}.xlsx", kept]
    assert everything(project) == before
    assert build(efreport, "--format", "xlsx").out.splitlines()[-1] == kept.replace("would be", "is")


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (("--out", "file"), 3, "The folder file could not be made, since file is a file. Name another folder.\n"),
        (("--out", "taken"), 3, f"{Path('taken') / STEM}.docx is a folder, so no file of that name can be written."),
        (("--template", "missing.dotx"), 2, "The template missing.dotx cannot be read (No such file or directory).\n"),
    ],
)
def test_a_dry_run_ends_as_a_build_would(
    efreport: Run, project: Path, options: tuple[str, ...], code: int, message: str
) -> None:
    (project / "file").write_text("a file")
    (project / "taken" / f"{STEM}.docx").mkdir(parents=True)
    words = ("build", "--quarter", "2014Q2", "--data", "data", "--config", "config", *options)
    before = everything(project)
    dry, real = efreport(*words, "--dry-run"), efreport(*words)
    assert (dry.code, dry.out, real.code) == (code, "", code)
    assert dry.err.startswith(message)
    assert dry.err == real.err
    assert everything(project) == before


def test_with_errors_a_dry_run_ends_with_1(efreport: Run, project: Path) -> None:
    spoil(project / "data", "65%", "about 65ish")
    assert build(efreport, "--dry-run").code == 1
    before = everything(project)
    ran = build(efreport, "--dry-run", "--draft", "--format", "xlsx")
    assert (ran.code, ran.out.splitlines()[-1]) == (1, f"Would be written: {OUT / STEM}-DRAFT.xlsx")
    assert everything(project) == before


def test_the_other_commands_that_write_say_what_they_would(efreport: Run, project: Path) -> None:
    spoil(project / "data", "65%", "about 65ish")
    where = ("--config", "config")
    before = everything(project)
    ran = efreport("validate", "data", *where, "--annotate", "marked", "--out", "findings.csv", "--dry-run")
    assert ran.code == 1
    assert ran.out.startswith("Would be written: findings.csv. Q2 2014/15 (July to September 2014): checked 3 returns")
    assert ran.err == f"Would be written: {Path('marked') / 'cp - to put right.xlsx'}\n"
    ran = efreport("export", "--data", "data", *where, "--out", "table.csv", "--dry-run")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out == (
        "Would be written: table.csv. Found 1 error, no warnings and no notes in the returns. See them with: efreport "
        "validate data --quarter 2014Q2 --config config\n"
    )
    ran = efreport("check-document", "data/2014Q2/cp.xlsx", "--out", "found.json", "--dry-run")
    assert ran.out.startswith("Would be written: found.json. Checked 1 document by ")
    for words in (("export", "--data", "data", *where), ("status", "--data", "data", *where)):
        ran = efreport(*words, "--format", "csv", "--out", "data", "--dry-run")
        assert (ran.code, ran.out) == (3, "")
        assert ran.err == "data is a folder, so no file of that name can be written. Name a file, or move the folder.\n"
    assert everything(project) == before


def test_without_errors_nothing_was_found(efreport: Run, project: Path) -> None:
    ran = efreport("export", "--data", "data", "--config", "config", "--out", "table.csv", "--dry-run")
    assert (ran.code, ran.out) == (0, f"Would be written: table.csv. Found {NOTHING} in the returns.\n")
