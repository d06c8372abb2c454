"""Every form that a value may have, in every column of two quarters, one of them published: each command can read it again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from efreport.history import record_of
from efreport.ledger import Edition, append
from efreport.model import Figure, Origin
from efreport.run import check, load
from efreport.values import GAP_FORMS, QUALIFIER_FORMS, parse_value
from tests.conftest import HERE, Run
from tests.workbooks import write_workbook

FORMS = [form.example for form in (*GAP_FORMS, *QUALIFIER_FORMS)]
INDICATOR = """
[[indicators]]
key = "f{number}"
codes = ["F{number}"]
name = "Measure {number}"
unit = "{unit}"
polarity = "higher"
timing = "flow"
"""


def unit_of(text: str) -> str:
    value = parse_value(text)
    return "percent" if isinstance(value, Figure) and "%" in text else "weeks" if "week" in text else "count"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with an indicator for each form, the returns of two quarters, and the first of them published."""
    config = tmp_path / "config"
    (config / "areas").mkdir(parents=True)
    areas = "".join(INDICATOR.format(number=number, unit=unit_of(text)) for number, text in enumerate(FORMS))
    (config / "areas" / "forms.toml").write_text(f'heading = "Forms"\n{areas}', "utf-8")
    settings = (HERE / "config" / "framework.toml").read_text("utf-8")
    (config / "framework.toml").write_text(
        re.sub(
            r"(?m)^areas = .*$",
            'areas = ["forms"]',
            settings.replace('"returns"', '"../returns"').replace('"output"', '"../output"'),
        ),
        "utf-8",
    )
    for quarter, short in (("2014Q1", "Q1"), ("2014Q2", "Q2")):
        rows = "\n".join(
            f"F{number} | Measure {number} | {' | '.join(typed(text) for _ in range(5))} | CMT | As it was."
            for number, text in enumerate(FORMS)
        )
        head = f"Service area | Forms\nQuarter | {short} 2014/15\nHEADINGS{' Q1' if short == 'Q1' else ''}\n"
        write_workbook(tmp_path / "returns" / quarter / "forms.xlsx", head + rows)
    framework = load(config)
    outcome = check(framework, (tmp_path / "returns" / "2014Q1",), "2014Q1", lambda _: None)
    said = record_of(outcome.round, outcome.framework, outcome.assessed, outcome.checked)
    append(
        framework.ledger,
        lambda _: Edition(
            quarter=said.quarter, number=1, origin=Origin.PUBLISHED, recorded_at="2014-08-14T09:00:00Z", by="Head of Performance",
            reason="", version="0.1.0", config_sha256="", rows=said.rows, findings=said.findings,
        ),
    )  # fmt: skip
    return tmp_path


def typed(text: str) -> str:
    """The text as text, so that nothing is made of it on the way into the cell."""
    return f"'{text}" if text else ""


def test_every_command_reads_every_form_that_was_published(efreport: Run, project: Path) -> None:
    built = efreport("build", "--quarter", "2014Q2", "--draft")
    assert (built.code, "Written: " in built.out) == (1, True), built.err
    compared = efreport("compare", "2014Q1", "2014Q2")
    assert (compared.code, compared.err) == (0, "")


def test_a_trend_reads_every_form_that_was_published(efreport: Run, project: Path) -> None:
    for number in (number for number, text in enumerate(FORMS) if re.search(r"\(?\bQ\d", text)):
        ran = efreport("trend", f"F{number}")
        assert (ran.code, ran.err) == (0, ""), FORMS[number]
