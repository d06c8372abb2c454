"""run.json, and `build --check`, which holds the documents on disk against it and today's inputs."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import validator_for

from tests.conftest import PROJECT, Run
from tests.three_returns import CONFIG, spoil

STEM = "test-performance-framework-2014Q2"
SCHEMA = json.loads((PROJECT / "efreport" / "schemas" / "run.schema.json").read_text("utf-8"))


def recorded(out: Path) -> Any:
    record = json.loads((out / "run.json").read_text("utf-8"))
    assert list(validator_for(SCHEMA).iter_errors(record)) == []
    return record


def everything(folder: Path) -> dict[str, tuple[str, int]]:
    """Every file and folder with what is in it and when it was last changed."""
    return {
        str(path): (hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "", path.stat().st_mtime_ns)
        for path in (folder, *sorted(folder.rglob("*")))
    }


@pytest.fixture
def project(tmp_path: Path, data: Path) -> Path:
    """A project of one's own: config, and returns beside it."""
    shutil.copytree(CONFIG, tmp_path / "config")
    return tmp_path


def asked(*more: object) -> tuple[object, ...]:
    return ("build", "--quarter", "2014Q2", "--data", "data", "--config", "config", "--out", "out", *more)


def test_the_record_says_what_the_documents_were_made_from(efreport: Run, project: Path) -> None:
    assert efreport(*asked()).code == 0
    (run,) = recorded(project / "out")["runs"]
    made = run["made"]
    assert (made["command"], made["quarter"], made["draft"], made["options"]) == (
        "build", "2014Q2", False, {"charts": True},
    )  # fmt: skip
    returns = [entry for entry in made["inputs"] if entry["role"] == "return"]
    assert [entry["path"] for entry in returns] == [f"data/2014Q2/{name}.xlsx" for name in ("cla", "cp", "education")]
    for entry in made["inputs"]:
        path = project / entry["path"]
        assert entry["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        assert entry["size"] == path.stat().st_size
    config = {str(path.relative_to(project)) for path in (project / "config").rglob("*.toml")}
    assert {entry["path"] for entry in made["inputs"] if entry["role"] == "config"} == config
    assert {"efreport", "python", "zlib", "lxml", "python-docx"} == set(made["versions"])
    assert made["counts"]["returns"] == 3
    assert [output["name"] for output in run["outputs"]] == [f"{STEM}.docx", f"{STEM}.xlsx"]
    for output in run["outputs"]:
        assert output["sha256"] == hashlib.sha256((project / "out" / output["name"]).read_bytes()).hexdigest()
    assert run["run"]["started"] <= run["run"]["written"]


def test_the_record_of_the_same_inputs_differs_in_time_and_id_alone(efreport: Run, project: Path) -> None:
    texts = []
    for _ in range(2):
        assert efreport(*asked("--format", "xlsx")).code == 0
        record = recorded(project / "out")
        texts.append((record["runs"][0].pop("run")["id"], json.dumps(record)))
    assert texts[0][0] != texts[1][0]
    assert texts[0][1] == texts[1][1]


def test_one_record_holds_several_quarters_drafts_and_runs_of_one_format(efreport: Run, project: Path) -> None:
    efreport(*asked())
    efreport(*asked("--draft", "--format", "xlsx"))
    efreport(*asked("--no-charts", "--format", "docx"))
    runs = recorded(project / "out")["runs"]
    assert [[output["name"].removeprefix(STEM) for output in run["outputs"]] for run in runs] == [
        ["-DRAFT.xlsx"], [".docx"], [".xlsx"],
    ]  # fmt: skip
    assert [run["made"]["draft"] for run in runs] == [True, False, False]
    assert len({run["run"]["id"] for run in runs}) == 3


def test_marked_copies_have_a_record_too(efreport: Run, project: Path) -> None:
    spoil(project / "data", "65%", "about 65ish")
    assert efreport("validate", "data", "--config", "config", "--annotate", "marked", "--quiet").code == 1
    (run,) = recorded(project / "marked")["runs"]
    assert (run["made"]["command"], run["made"]["counts"]["errors"]) == ("validate --annotate", 1)
    assert sum(run["made"]["findings"].values()) == 1


def test_check_says_what_has_changed_and_writes_nothing(efreport: Run, project: Path) -> None:
    out = Path("out")
    before = everything(project)
    ran = efreport(*asked("--check"))
    assert (ran.code, ran.err) == (5, "")
    assert (
        ran.out
        == f"Out of date: {out / STEM}.docx\n  It is not there.\nOut of date: {out / STEM}.xlsx\n  It is not there.\n"
    )
    assert everything(project) == before

    efreport(*asked())
    before = everything(project)
    ran = efreport(*asked("--check"))
    assert (ran.code, ran.out) == (0, f"Up to date: {out / STEM}.docx\nUp to date: {out / STEM}.xlsx\n")
    assert (efreport(*asked("--check", "--quiet")).out, everything(project)) == ("", before)

    os.utime(project / "data" / "2014Q2" / "cla.xlsx")
    assert efreport(*asked("--check")).code == 0
    spoil(project / "data", "306", "307")
    config = project / "config" / "framework.toml"
    config.write_text(config.read_text("utf-8").replace('organisation = "', 'organisation = "New '), "utf-8")
    (project / "out" / f"{STEM}.docx").write_bytes(b"edited")
    before = everything(project)
    ran = efreport(*asked("--check", "--format", "docx"))
    assert ran.code == 5
    assert ran.out == (
        f"Out of date: {out / STEM}.docx\n"
        "  It has been edited since it was made.\n"
        "  The return data/2014Q2/cp.xlsx has changed since it was made.\n"
        "  The config file config/framework.toml has changed since it was made.\n"
    )
    assert everything(project) == before


def test_check_names_a_new_return_a_missing_one_and_other_versions(efreport: Run, project: Path) -> None:
    cp = project / "data" / "2014Q2" / "cp.xlsx"
    cp.rename(project / "cp.xlsx")
    assert efreport(*asked("--draft", "--format", "xlsx")).code == 1
    (project / "cp.xlsx").rename(cp)
    (project / "data" / "2014Q2" / "education.xlsx").rename(project / "education.xlsx")
    record = recorded(project / "out")
    record["runs"][0]["made"]["versions"]["efreport"] = "0.0.9"
    (project / "out" / "run.json").write_text(json.dumps(record))
    ran = efreport(*asked("--draft", "--format", "xlsx", "--check", "--no-charts"))
    assert ran.code == 5
    from efreport import __version__

    assert ran.out.splitlines()[1:] == [
        "  The return data/2014Q2/cp.xlsx was not there or not read when it was made.",
        "  The return data/2014Q2/education.xlsx is no longer there, or no longer read.",
        "  It was made with charts.",
        f"  It was made with efreport 0.0.9, and this is {__version__}.",
    ]


def test_check_with_errors_in_the_returns_compares_nothing(efreport: Run, project: Path) -> None:
    efreport(*asked())
    spoil(project / "data", "65%", "about 65ish")
    ran = efreport(*asked("--check"))
    assert ran.code == 1
    assert "about 65ish" in ran.err
    assert ran.err.endswith("No document could be compared.\n")


@pytest.mark.parametrize("content", ["", '{"form": 1, "runs": [{}]}'])
def test_check_where_the_record_is_of_no_use(efreport: Run, project: Path, content: str) -> None:
    efreport(*asked("--format", "xlsx"))
    (project / "out" / "run.json").write_text(content)
    assert efreport(*asked("--format", "xlsx", "--check")).code == 0
    (project / "out" / f"{STEM}.xlsx").write_bytes(b"edited")
    ran = efreport(*asked("--format", "xlsx", "--check"))
    assert ran.out.endswith("  It is not known from what it was made, since run.json does not name it.\n")
