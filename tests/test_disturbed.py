"""Seeded mutations of the 2014Q2 samples: every kind of defect is found at its own cell, and nothing else is reported."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from efreport import run
from efreport.model import Finding, Framework
from tests.disturbing import AREAS, KINDS, SAMPLES, put_together, rows_for, take_apart

SEEDS = range(4)


def findings(framework: Framework, path: Path) -> tuple[Finding, ...]:
    """What is said of one return of 2014Q2; the quarter before is that of the samples."""
    checked = run.check(framework, (path,), "2014Q2", lambda _: None).checked
    assert checked.faults == ()
    return checked.findings


def what(finding: Finding) -> tuple[str, str, int | str]:
    """What a finding is about, wherever its row stands."""
    return finding.rule, finding.indicator, finding.where.column if finding.indicator else finding.where.cell


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", KINDS)
def test_a_defect_is_found_at_its_cell_and_nothing_else(
    sample_framework: Framework, tmp_path: Path, name: str, seed: int
) -> None:
    kind, random_ = KINDS[name], random.Random(f"{name} {seed}")
    area = kind.area or random_.choice([each for each in AREAS if rows_for(kind, each, sample_framework)])
    codes = rows_for(kind, area, sample_framework)
    parts, order = take_apart(area), random_.sample(range(9), 9)
    undisturbed, path = (tmp_path / folder / f"{area}.xlsx" for folder in ("before", "2014Q2"))
    for each in (undisturbed, path):
        each.parent.mkdir()
    put_together(parts, undisturbed, order, random.Random(seed))
    before = findings(sample_framework, undisturbed)
    target = kind.defect(parts, parts.row_of(random_.choice(codes)) if codes else [], random_)
    place_of = put_together(parts, path, order, random.Random(seed))
    known = {what(each) for each in before}
    new = [each for each in findings(sample_framework, path) if what(each) not in known]
    if callable(target):
        places = {target(place_of)}
    else:
        places = {place_of(each) for each in (target if isinstance(target, list) else [target])}
    found = [each for each in new if each.rule in (kind.rule, kind.instead)]
    assert [each for each in new if each not in found and each.rule != kind.besides] == []
    assert len(found) == 1
    assert found[0].where.cell in places


@pytest.mark.parametrize("seed", SEEDS)
def test_a_deleted_row_is_missed(sample_framework: Framework, tmp_path: Path, seed: int) -> None:
    random_ = random.Random(seed)
    area = random_.choice(("cp", "cla", "adoption", "education"))
    parts = take_apart(area)
    missing = random_.choice(rows_for(KINDS["unknown code"], area, sample_framework))
    key = next(each.key for each in sample_framework.indicators() if " / ".join(each.codes) == missing)
    parts.rows.remove(parts.row_of(missing))
    path = tmp_path / f"{area}.xlsx"
    put_together(parts, path, list(range(9)), random_)
    errors = [each for each in findings(sample_framework, path) if each.severity.value == "error"]
    assert [(each.rule, each.indicator) for each in errors] == [("EF204", key)]


@pytest.mark.parametrize("column", range(9))
def test_a_deleted_column_is_missed_once(sample_framework: Framework, tmp_path: Path, column: int) -> None:
    random_ = random.Random(column)
    area = random_.choice(AREAS)
    parts = take_apart(area)
    heading = parts.headings[column][0]
    before = findings(sample_framework, SAMPLES / "2014Q2" / f"{area}.xlsx")
    order = [each for each in random_.sample(range(9), 9) if each != column]
    path = tmp_path / f"{area}.xlsx"
    place_of = put_together(parts, path, order, random_)
    known = {(each.rule, each.indicator) for each in before}
    new = [each for each in findings(sample_framework, path) if (each.rule, each.indicator) not in known]
    assert [(each.rule, each.where.cell) for each in new] == [("EF103", place_of(parts.headings[order[0]]))]
    assert f"“{heading}”" in new[0].message
