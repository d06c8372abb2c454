"""Targets: the status against them as a table with its edges, what config may say, and how documents show them."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from efreport.config import ConfigError, load_framework
from efreport.model import Framework, Indicator, Polarity, Target, Timing, Unit
from efreport.movement import NotRated, Rated, rate
from efreport.quarter import Quarter
from efreport.run import RULE_CODES
from efreport.values import parse_value
from tests.conftest import HERE, Run
from tests.test_documents import words_of
from tests.test_style import W, looks_in_word, word_part
from tests.three_returns import CLA, CP, EDUCATION
from tests.workbooks import write_workbook

PERCENT, DAYS = ("percent", "higher", "stock"), ("days", "lower", "flow")
Q2, Q4 = Quarter(2014, 2), Quarter(2014, 4)


def status(
    text: str,
    kind: tuple[str, str, str],
    targets: dict[str, str],
    tolerance: str = "2",
    margin: str = "",
    quarter: Quarter = Q2,
) -> str:
    """A figure's status in short: "amber -2", or why there is none."""
    better = Decimal(margin) if margin else None
    wanted = tuple(Target(period, Decimal(amount), Decimal(tolerance), better) for period, amount in targets.items())
    unit, polarity, timing = kind
    indicator = Indicator("key", (), "Name", Unit(unit), Polarity(polarity), Timing(timing), targets=wanted)
    match rate(parse_value(text), indicator, quarter):
        case Rated() as rated:
            caveats = f"; {'; '.join(rated.caveats)}" if rated.caveats else ""
            return f"{rated.brag.value} {rated.difference:+}{caveats}"
        case NotRated(_, reason):
            return reason
        case None:
            return "no target"


YEAR = {"2014/15": "80"}
STATUSES = [
    # higher is better: met, within tolerance and its edge, beyond it
    ("80%", PERCENT, YEAR, {}, "green +0"),
    ("81%", PERCENT, YEAR, {}, "green +1"),
    ("79%", PERCENT, YEAR, {}, "amber -1"),
    ("78%", PERCENT, YEAR, {}, "amber -2"),
    ("77%", PERCENT, YEAR, {}, "red -3"),
    ("77.9%", PERCENT, YEAR, {}, "red -2.1"),
    # no tolerance: a figure that misses is red
    ("79%", PERCENT, YEAR, {"tolerance": "0"}, "red -1"),
    # a margin and its edge
    ("90%", PERCENT, YEAR, {"margin": "10"}, "blue +10"),
    ("89.9%", PERCENT, YEAR, {"margin": "10"}, "green +9.9"),
    # lower is better
    ("20 days", DAYS, {"2014/15": "20"}, {}, "green +0"),
    ("22 days", DAYS, {"2014/15": "20"}, {}, "amber +2"),
    ("23 days", DAYS, {"2014/15": "20"}, {}, "red +3"),
    ("15 days", DAYS, {"2014/15": "20"}, {"margin": "5"}, "blue -5"),
    ("16 days", DAYS, {"2014/15": "20"}, {"margin": "5"}, "green -4"),
    # as displayed
    ("79.6%", PERCENT, YEAR, {"tolerance": "0"}, "red -0.4"),
    ("80%", PERCENT, {"2014/15": "79.5"}, {"tolerance": "0"}, "green +0.5"),
    # a quarter's own target goes before the year's; another year's is none
    ("76%", PERCENT, {"2014/15": "80", "2014Q2": "75"}, {}, "green +1"),
    ("76%", PERCENT, {"2013/14": "70", "2014Q1": "70"}, {}, "no target"),
    ("76%", PERCENT, {}, {}, "no target"),
    # no status: no figure, none in its unit, another period, part of a year
    ("", PERCENT, YEAR, {}, "no latest figure (not given)"),
    ("n/a", PERCENT, YEAR, {}, "no latest figure (n/a)"),
    ("about 80", PERCENT, YEAR, {}, "the latest figure cannot be read (about 80)"),
    ("80", PERCENT, YEAR, {}, "the latest figure (80) is not written as a percentage"),
    ("3 weeks", DAYS, {"2014/15": "20"}, {}, "the latest figure (3 weeks) is not written as days"),
    ("80% (2013)", PERCENT, YEAR, {}, "the latest figure is for 2013, the target for 2014/15"),
    ("80% (2013/14)", PERCENT, YEAR, {}, "the latest figure is for 2013/14, the target for 2014/15"),
    ("80% (2014)", PERCENT, YEAR, {}, "green +0"),
    ("80% as at 1 April 2014", PERCENT, YEAR, {}, "green +0"),
    ("80% as at 31 March 2015", PERCENT, YEAR, {}, "green +0"),
    ("80% as at 1 April 2015", PERCENT, YEAR, {}, "the latest figure is for 1 April 2015, the target for 2014/15"),
    ("80% (2015)", PERCENT, YEAR, {}, "green +0"),
    ("80% (2016)", PERCENT, YEAR, {}, "the latest figure is for 2016, the target for 2014/15"),
    ("80% as at 1 April 2014", PERCENT, {"2014Q2": "80"}, {}, "the latest figure is for 1 April 2014, the target for Q2 2014/15"),
    ("45", ("count", "higher", "flow"), YEAR, {}, "the figure is for part of 2014/15, the target for all of it"),
    ("45", ("count", "higher", "flow"), {"2014Q2": "40"}, {}, "green +5"),
    ("45", ("count", "higher", "cumulative over the year"), YEAR, {}, "the figure is for part of 2014/15, the target for all of it"),
    ("85", ("count", "higher", "cumulative over the year"), YEAR, {"quarter": Q4}, "green +5"),
    ("85", ("count", "higher", "year to date"), YEAR, {}, "the figure is for part of 2014/15, the target for all of it"),
    ("85%", ("percent", "higher", "year to date"), YEAR, {}, "green +5"),
    ("85", ("count", "higher", "stock"), YEAR, {}, "green +5"),
    ("85", ("rate per 10,000", "higher", "flow (annualised)"), YEAR, {}, "green +5"),
    # what must be said of the figure
    ("80% *Prov", PERCENT, YEAR, {}, "green +0; the latest figure is provisional"),
    ("80% (revised)", PERCENT, YEAR, {}, "green +0; the latest figure is revised"),
    ("80% (ongoing cases)", PERCENT, YEAR, {}, "green +0; the latest figure is on the basis “ongoing cases”"),
    # no way is better
    ("80", ("count", "neutral", "stock"), YEAR, {}, "neither way is better"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "targets", "more", "expected"), STATUSES)
def test_status(
    text: str, kind: tuple[str, str, str], targets: dict[str, str], more: dict[str, object], expected: str
) -> None:
    assert status(text, kind, targets, **more) == expected  # type: ignore[arg-type]


CP_FILE = "areas/cp.toml"
AFTER = 'timing = "flow"\n'
CP12 = f"{CP_FILE} › sections[1].indicators[2]"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A copy of the small config, to put targets into."""
    return Path(shutil.copytree(HERE / "config", tmp_path / "config"))


def with_facts(config: Path, facts: str, after: str = AFTER) -> Path:
    """Add facts to CP12, or to the first indicator with that line."""
    path = config / CP_FILE
    text = path.read_text("utf-8")
    assert after in text
    path.write_text(text.replace(after, f"{after}{facts}\n", 1), "utf-8")
    return config


MISTAKES = {
    "neither way is better": ("stock", 'targets = { "2014/15" = 300 }', [
        f"{CP_FILE} › sections[1].indicators[1].targets: an indicator for which neither way is better (polarity neutral) "
        "cannot have a target (in “cp2”)"
    ]),
    "no such year": ("flow", 'targets = { "2014/16" = 80 }', [
        f"{CP12}.targets.2014/16: “2014/16” is neither a year, like 2014/15, nor a quarter, like 2014Q2 (in “cp12”)"
    ]),
    "no such quarter": ("flow", 'targets = { "2014Q7" = 80 }', [
        f"{CP12}.targets.2014Q7: “2014Q7” is neither a year, like 2014/15, nor a quarter, like 2014Q2 (in “cp12”)"
    ]),
    "a unit": ("flow", 'targets = { "2014/15" = "80%" }', [f"{CP12}.targets.2014/15: “80%” is not a number (in “cp12”)"]),
    "more than all": ("flow", 'targets = { "2014/15" = 800 }', [
        f"{CP12}.targets.2014/15: “800” is more than 100%, and the indicator has no “may_exceed_100 = true” (in “cp12”)"
    ]),
    "below nought": ("flow", 'targets = { "2014/15" = -1 }', [
        f"{CP12}.targets.2014/15: “-1” is below nought, and the indicator has no “may_be_negative = true” (in “cp12”)"
    ]),
    "a tolerance of nothing": ("flow", "target_tolerance = 2", [
        f"{CP12}.target_tolerance: there are no “targets” that it could belong to (in “cp12”)"
    ]),
    "a margin of nought": ("flow", 'targets = { "2014/15" = 80 }\ntarget_margin = 0', [
        f"{CP12}.target_margin: “0” will not do: it must be more than 0 (in “cp12”)"
    ]),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes(config: Path, name: str) -> None:
    timing, facts, expected = MISTAKES[name]
    with_facts(config, facts, f'timing = "{timing}"\n')
    with pytest.raises(ConfigError) as fault:
        load_framework(config, RULE_CODES)
    assert [str(problem) for problem in fault.value.problems] == expected


def test_the_sample_has_no_targets(sample_framework: Framework) -> None:
    assert not sample_framework.has_targets


def build(efreport: Run, config: Path, tmp_path: Path) -> Path:
    """Build the small framework; give the output folder."""
    for name, text in (("cp", CP), ("cla", CLA), ("education", EDUCATION)):
        write_workbook(tmp_path / "data" / "2014Q2" / f"{name}.xlsx", text)
    ran = efreport(
        "build", "--quarter", "2014Q2", "--data", tmp_path / "data", "--config", config, "--out", tmp_path / "out"
    )
    assert ran.code == 0, ran.err
    return tmp_path / "out"


def test_documents_show_the_status_in_words_and_on_its_fill(efreport: Run, config: Path, tmp_path: Path) -> None:
    with_facts(config, 'targets = { "2014/15" = 66.5 }\ntarget_tolerance = 2')
    out = build(efreport, config, tmp_path)
    data = next(out.glob("*.docx")).read_bytes()
    body = word_part(data, "document")
    rows = [[words_of(cell) for cell in row.iter(f"{W}tc")] for row in body.iter(f"{W}tr")]
    by_code = {row[0]: row for row in rows}
    assert by_code["No"][5] == "Target and status"
    assert by_code["CP12 / FD8"][5] == "66.5%Amber: target not met, within tolerance"
    assert by_code["CP2"][5] == "No target"
    assert ("1F2427", "FCE8BD") in set(looks_in_word(data))
    sheet = load_workbook(next(out.glob("*.xlsx")))["Framework"]
    header, *cells = sheet[next(iter(sheet.tables.values())).ref]
    names = [cell.value for cell in header]
    target, brag = names.index("Target"), names.index("BRAG")
    found = {row[names.index("No")].value: row for row in cells}
    amber = found["CP12 / FD8"]
    assert (amber[target].value, amber[target].number_format) == (0.665, "0.0%")
    assert (amber[brag].value, amber[brag].fill.fgColor.rgb[2:]) == (
        "Amber: target not met, within tolerance",
        "FCE8BD",
    )
    assert (found["CP2"][target].value, found["CP2"][brag].value) == ("No target", "No target")


def test_a_target_without_a_status_says_why(efreport: Run, config: Path, tmp_path: Path) -> None:
    text = (config / "areas" / "education.toml").read_text("utf-8")
    path = config / "areas" / "education.toml"
    path.write_text(
        text.replace('polarity = "higher"\n', 'polarity = "higher"\ntargets = { "2014/15" = 82, "2014Q2" = 81 }\n', 1),
        "utf-8",
    )
    out = build(efreport, config, tmp_path)
    body = word_part(next(out.glob("*.docx")).read_bytes(), "document")
    cells = [words_of(cell) for cell in body.iter(f"{W}tc")]
    assert "81%No status: the latest figure is for 2014, the target for Q2 2014/15" in cells


def test_without_targets_there_is_no_column(efreport: Run, config: Path, tmp_path: Path) -> None:
    out = build(efreport, config, tmp_path)
    sheet = load_workbook(next(out.glob("*.xlsx")))["Framework"]
    assert not {"Target", "BRAG"} & {cell.value for row in sheet.iter_rows() for cell in row}
    assert "Target and status" not in {
        words_of(cell) for cell in word_part(next(out.glob("*.docx")).read_bytes(), "document").iter(f"{W}tc")
    }
