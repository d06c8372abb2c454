"""init: a project that loads, validates and builds; the sample from wherever it is; nothing ever written over."""

from __future__ import annotations

import json
import re
import sys
from datetime import date
from pathlib import Path

import pytest
import typer
from openpyxl import load_workbook

from efreport.cli import starting as command
from efreport.faults import UsageFault
from efreport.files import CannotWrite, plant, planting
from efreport.quarter import Quarter
from efreport.run import load
from efreport.run.starting import quarter_to_begin
from efreport.starting import NoSample, Project, areas_typed, new_project, sample, sample_project
from tests.conftest import PROJECT, Run

OPTIONS = (
    "--title", "Performance Framework", "--organisation", "Sample City Council", "--quarter", "2014Q3",
    "--areas", "mash, Child Protection",
)  # fmt: skip
FILES = [
    "README.txt", "config/framework.toml", "config/checks.toml", "config/rules.toml", "config/waivers.toml",
    "config/areas/mash.toml", "config/areas/child-protection.toml", "config/schemas/framework.schema.json",
    "config/schemas/area.schema.json", "config/schemas/checks.schema.json", "config/schemas/rules.schema.json",
    "config/schemas/waivers.schema.json", "config/schemas/style.schema.json", "returns/2014Q3/mash.xlsx",
    "returns/2014Q3/child-protection.xlsx",
]  # fmt: skip


def everything(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_what_would_be_written_and_what_is(efreport: Run, tmp_path: Path) -> None:
    ran = efreport("init", "new", *OPTIONS, "--dry-run")
    listed = "".join(f"  {name}\n" for name in FILES)
    assert (ran.code, ran.out, ran.err) == (0, f"Would be written: new\n{listed}Nothing was written.\n", "")
    assert not any(tmp_path.iterdir())
    ran = efreport("init", "new", *OPTIONS)
    assert (ran.code, ran.out, ran.err) == (
        0,
        "Written: new\n"
        "  README.txt\n"
        "  config: 4 files\n"
        "  config/areas: mash.toml, child-protection.toml\n"
        "  config/schemas: 6 files\n"
        "  returns/2014Q3: mash.xlsx, child-protection.xlsx\n"
        f"Next: read {Path('new', 'README.txt')}, which says what is where, and the quarter's commands in their order.\n",
        "",
    )
    assert everything(tmp_path / "new") == sorted(FILES)
    assert [path.name for path in tmp_path.iterdir()] == ["new"]
    assert (tmp_path / "new" / "output").is_dir()
    readme = (tmp_path / "new" / "README.txt").read_text(encoding="utf-8")
    assert readme.startswith("Performance Framework\nSample City Council\n\n")
    assert [line.strip() for line in readme.splitlines() if line.startswith("  efreport ")] == [
        "efreport prepare --quarter 2014Q3",
        "efreport status",
        "efreport validate",
        "efreport build --quarter 2014Q3 --draft",
        "efreport build --quarter 2014Q3",
        'efreport publish --quarter 2014Q3 --by "Head of Performance"',
        "efreport prepare --quarter 2014Q4",
    ]


def test_a_project_within_another_is_said(efreport: Run, tmp_path: Path) -> None:
    assert efreport("init", "outer", *OPTIONS, "-q").out == ""
    inner = Path("outer", "more", "inner")
    (tmp_path / "outer" / "more").mkdir()
    said = f"{inner} stands within another project, {(tmp_path / 'outer').resolve()}; move it out if that is not meant."
    for words in (["--dry-run"], []):
        ran = efreport("init", inner, *OPTIONS, *words)
        assert (ran.code, ran.err, ran.out.splitlines()[-1]) == (0, "", said)
    ran = efreport("init", "outer/third", *OPTIONS, "--format", "json")
    assert json.loads(ran.out)["within"] == str((tmp_path / "outer").resolve())


def test_a_new_project_goes_from_blank_to_published(efreport: Run, tmp_path: Path) -> None:
    assert efreport("init", ".", *OPTIONS, "-q").code == 0
    ran = efreport("status", "--on", "2015-01-10", "--missing")
    assert (ran.code, ran.out) == (1, "mash\nchild-protection\n")
    due = efreport("validate")
    assert due.code == 1
    assert re.findall(r"  error +(EF\d+)", due.out) == ["EF118", "EF307", "EF118", "EF307"]
    for name in ("mash", "child-protection"):
        path = tmp_path / "returns" / "2014Q3" / f"{name}.xlsx"
        book = load_workbook(path)
        sheet = book["Return"]
        sheet["B4"], sheet["B5"] = "Head of Service", date(2015, 1, 12)
        for row in range(8, sheet.max_row + 1):
            if sheet[f"A{row}"].value in ("MASH1", "MASH2", "MASH3", "CP1"):
                sheet[f"C{row}"] = {"MASH2": 0.9, "MASH3": 21.5}.get(str(sheet[f"A{row}"].value), 306)
                for column in "DEFG":
                    sheet[f"{column}{row}"] = "n/a"
        book.save(path)
    assert efreport("status", "--on", "2015-01-10", "--missing").out == ""
    ran = efreport("validate")
    assert (ran.code, ran.out.splitlines()[-1].rpartition(". ")[2]) == (0, "Found no errors, no warnings and no notes.")
    built = efreport("build", "--quarter", "2014Q3")
    assert (built.code, built.err) == (0, "")
    assert [path.name for path in sorted((tmp_path / "output").iterdir())] == [
        "performance-framework-2014Q3.docx", "performance-framework-2014Q3.xlsx", "run.json",
    ]  # fmt: skip
    assert efreport("publish", "--quarter", "2014Q3", "--by", "Head of Performance", "-q").code == 0
    assert (tmp_path / "ledger.sqlite").is_file()
    assert efreport("prepare", "-q").code == 0
    assert [path.name for path in sorted((tmp_path / "returns" / "2014Q4").iterdir())] == [
        "child-protection.xlsx", "mash.xlsx",
    ]  # fmt: skip


def test_the_example_is_the_sample(efreport: Run, tmp_path: Path) -> None:
    ran = efreport("init", "trial", "--example", "--format", "json")
    assert ran.code == 0
    said = json.loads(ran.out)
    assert {key: said[key] for key in ("folder", "quarter", "dry_run")} == {
        "folder": "trial", "quarter": "2014Q2", "dry_run": False,
    }  # fmt: skip
    trial = tmp_path / "trial"
    assert everything(trial) == sorted(said["files"])
    for quarter in ("2014Q1", "2014Q2"):
        own = {path.name: path.read_bytes() for path in (PROJECT / "samples" / quarter).iterdir()}
        assert {path.name: path.read_bytes() for path in (trial / "returns" / quarter).iterdir()} == own
    assert efreport("validate", cwd=trial).out == efreport("validate", cwd=PROJECT).out
    ran = efreport("build", "--quarter", "2014Q2", "--template", "council-template.dotx", cwd=trial)
    assert (ran.code, ran.err) == (0, "")
    assert len(list((trial / "output").glob("*.docx"))) == 1


@pytest.mark.parametrize("example", [False, True])
def test_every_config_file_names_a_schema_that_is_there(efreport: Run, tmp_path: Path, *, example: bool) -> None:
    assert efreport("init", "new", *(["--example"] if example else OPTIONS), "-q").code == 0
    config = tmp_path / "new" / "config"
    paths = list(config.rglob("*.toml"))
    assert len(paths) == (15 if example else 6)
    for path in paths:
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("#:schema ")
        schema = path.parent / first.removeprefix("#:schema ")
        assert config in schema.resolve().parents
        assert schema.read_bytes() == (PROJECT / "efreport" / "schemas" / schema.name).read_bytes()


def test_what_is_there_is_never_written_over(efreport: Run, tmp_path: Path) -> None:
    (tmp_path / "used" / "returns" / "2014Q3").mkdir(parents=True)
    (tmp_path / "used" / "returns" / "2014Q3" / "mash.xlsx").write_bytes(b"somebody's")
    (tmp_path / "used" / "README.txt").write_text("somebody's", encoding="utf-8")
    refused = "Nothing was written. Name a folder that is not there yet, or an empty one.\n"
    ran = efreport("init", "used", *OPTIONS)
    assert (ran.code, ran.out, ran.err) == (
        2, "", f"used is in use already: README.txt, returns/2014Q3/mash.xlsx. {refused}"
    )  # fmt: skip
    (tmp_path / "used" / "config").mkdir()
    (tmp_path / "used" / "config" / "notes.txt").write_text("somebody's", encoding="utf-8")
    ran = efreport("init", "used", "--example", "--dry-run")
    assert (ran.code, ran.out, ran.err) == (2, "", f"used is in use already: config/notes.txt, README.txt. {refused}")
    assert everything(tmp_path / "used") == ["README.txt", "config/notes.txt", "returns/2014Q3/mash.xlsx"]
    (tmp_path / "file").write_text("somebody's", encoding="utf-8")
    ran = efreport("init", "file", *OPTIONS)
    assert (ran.code, ran.out, ran.err) == (2, "", f"file is in use already: file. {refused}")


def test_a_folder_with_other_things_in_it_keeps_them(efreport: Run, tmp_path: Path) -> None:
    (tmp_path / "minutes.docx").write_bytes(b"somebody's")
    (tmp_path / "returns" / "2014Q2").mkdir(parents=True)
    assert efreport("init", ".", *OPTIONS, "-q").code == 0
    assert everything(tmp_path) == sorted(["minutes.docx", *FILES])


@pytest.mark.parametrize("there", [False, True])
def test_where_one_file_cannot_be_written_none_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, there: bool
) -> None:
    folder = tmp_path / "above" / "new"
    if there:
        folder.mkdir(parents=True)
        (folder / "minutes.docx").write_bytes(b"somebody's")
    before = everything(tmp_path), sorted(tmp_path.rglob("*"))
    moves = planting.move

    def refused(temporary: Path, path: Path) -> None:
        if path in (folder, folder / "config" / "b.toml"):
            raise PermissionError(13, "Access is denied", str(path))
        moves(temporary, path)

    monkeypatch.setattr(planting, "move", refused)
    contents = {"README.txt": b"1", "config/a.toml": b"2", "config/b.toml": b"3"}
    with pytest.raises(CannotWrite, match=r"could not be written \(Access is denied\), so nothing was\."):
        plant(folder, contents, ("output",))
    assert (everything(tmp_path), sorted(tmp_path.rglob("*"))) == before
    monkeypatch.undo()
    plant(folder, contents, ("output",))
    assert everything(folder) == sorted([*contents, *(["minutes.docx"] if there else [])])
    assert (folder / "output").is_dir()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--quarter", "2014Q5"), "“2014Q5” is not a quarter: a year has Q1 to Q4; write it like 2014Q2 or Q2 2014/15.\n"),
        (("--areas", "cp, Kinder für alle"),
         "“Kinder für alle” cannot be the name of a service area's file. Use letters from a to z, digits and hyphens, like "
         "child-protection; the heading that is printed can be changed in its file.\n"),
        (("--areas", "Child Protection, child-protection"), "The service area “child-protection” is named twice.\n"),
        (("--areas", " , "), 'Name at least one service area, like --areas "mash, Child Protection".\n'),
        (("--title", "  "), "--title is empty. Say something, or leave it out.\n"),
        (("--example", "--areas", "cp"), "--example copies the sample as it is, and goes with none of --areas.\n"),
    ],
)  # fmt: skip
def test_what_cannot_be_begun_is_said(efreport: Run, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    ran = efreport("init", "new", *words)
    assert (ran.code, ran.out, ran.err) == (2, "", said)
    assert not any(tmp_path.iterdir())


def test_whatever_it_is_called_the_config_loads(tmp_path: Path) -> None:
    title = 'The "best" \\ framework\N{PILE OF POO} \x7f'
    areas = areas_typed("cp, Child Protection, Children's Centres (0 to 5), ../Early Help")
    plant(tmp_path / "new", new_project(Project(title, "Sample City Council", Quarter(2014, 3), areas)))
    framework = load(tmp_path / "new" / "config")
    assert framework.title == title
    assert [(area.key, area.heading) for area in framework.areas] == [
        ("cp", "CP"), ("child-protection", "Child Protection"),
        ("childrens-centres", "Children's Centres (0 to 5)"), ("early-help", "../Early Help"),
    ]  # fmt: skip
    codes = [code for indicator in framework.indicators() for code in indicator.codes]
    assert codes == ["CP1", "CP2", "CP3", "CHILDPROTECTION1", "CC1", "EH1"]
    assert framework.returns_folder == tmp_path / "new" / "returns"


@pytest.mark.parametrize("name", ["con", "NUL", "com1", "a" * 61, "é", "(CLA)"])
def test_names_that_windows_or_a_path_would_take_otherwise_are_refused(name: str) -> None:
    with pytest.raises(UsageFault):
        areas_typed(name)


def test_what_is_not_given_is_asked_for_where_somebody_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []

    def answer(question: str, default: str) -> str:
        asked.append((question, default))
        return {"Name of the council": " Sample City\tCouncil "}.get(question, default)

    monkeypatch.setattr(typer, "prompt", answer)
    given = {"--title": None, "--organisation": None, "--quarter": "2014Q3", "--areas": None}
    project = command._project(given, asks=True)
    assert asked == [
        ("Title of the framework", "Early Intervention Performance Framework"),
        ("Name of the council", "Our Council"),
        ("Service areas, with commas between", "Child Protection"),
    ]
    assert (project.organisation, project.quarter) == ("Sample City Council", Quarter(2014, 3))
    asked.clear()
    assert command._project(given, asks=False).organisation == "Our Council"
    assert not asked


@pytest.mark.parametrize(
    ("form", "quiet", "terminal", "asks"),
    [
        ("text", False, True, True), ("json", False, True, False), ("text", True, True, False),
        ("text", False, False, False),
    ],
)  # fmt: skip
def test_nobody_is_asked_where_nobody_is_there(
    monkeypatch: pytest.MonkeyPatch, form: str, *, quiet: bool, terminal: bool, asks: bool
) -> None:
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: terminal, raising=False)
    assert command._asks(form, quiet=quiet) is asks


@pytest.mark.parametrize(
    ("today", "quarter"),
    [
        (date(2014, 10, 1), Quarter(2014, 2)), (date(2014, 9, 30), Quarter(2014, 1)), (date(2014, 12, 31), Quarter(2014, 2)),
        (date(2015, 1, 1), Quarter(2014, 3)), (date(2015, 4, 1), Quarter(2014, 4)), (date(2015, 7, 1), Quarter(2015, 1)),
    ],
)  # fmt: skip
def test_a_project_begins_with_the_quarter_that_has_ended_last(today: date, quarter: Quarter) -> None:
    assert quarter_to_begin(today) == quarter


def test_the_sample_is_found_in_an_installed_package_and_missed_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = sample_project()
    package = tmp_path / "efreport"
    monkeypatch.setattr(sample, "PACKAGE", package)
    with pytest.raises(NoSample, match="The sample framework did not come with this installation"):
        sample_project()
    for path in [*(PROJECT / "config").rglob("*.toml"), *(PROJECT / "samples").rglob("*.[dx][ol][ts]x")]:
        copy = package / "sample" / path.relative_to(PROJECT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    assert sample_project() == here


def test_a_build_takes_the_whole_sample_along(monkeypatch: pytest.MonkeyPatch) -> None:
    """What setup.py copies into a wheel is what `init --example` reads."""
    patterns = re.search(r"^SAMPLE = \((.*)\)$", (PROJECT / "setup.py").read_text(encoding="utf-8"), re.MULTILINE)
    assert patterns
    taken = {path for each in re.findall(r'"(.+?)"', patterns[1]) for path in PROJECT.glob(each)}
    read: set[Path] = set()
    for kind in ("read_bytes", "read_text"):
        original = getattr(Path, kind)

        def noted(path: Path, *arguments: object, original: object = original, **more: object) -> object:
            read.add(path)
            return original(path, *arguments, **more)  # type: ignore[operator]

        monkeypatch.setattr(Path, kind, noted)
    sample_project()
    monkeypatch.undo()
    outside = {path for path in read if PROJECT / "efreport" not in path.parents}
    assert len(outside) == 15 + 22 + 1
    assert outside <= taken
