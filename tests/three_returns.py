"""The three returns of the small framework without an error, a mistake to put into one, and what is said of them."""

from __future__ import annotations

from pathlib import Path

from tests.workbooks import write_workbook

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "samples"
CONFIG = HERE / "config"

CP = """
Service area | Child Protection (CP)
Quarter | Q2 2014/15

HEADINGS
CP2 | Number of children with a CP plan | 306 | 253 | 236 | n/a | n/a | CMT | More children came onto plans.
CP12 | % of ICPCs held within timescales | 65% | 82% | 90% | 64% | 70% | LSCB | Requests reached the team late.
CP14 | % of ICPCs resulting in a CP plan | 82% | 73% | 77% | 90% | 88% | LSCB | More conferences led to a plan.
"""
CLA = """
Service area | cla
Quarter | Q2 2014/15

HEADINGS
CLA21 | Number of children looked after | 565 | 529 | 500 | n/a | n/a | CMT | Numbers rose.
TBC | % of children looked after visited in time
NI 65 | Length of proceedings | 21 weeks | 18.5 weeks | n/a | n/a | n/a | LSCB | Cases took longer.
"""
EDUCATION = """
Service area | Education
Quarter | Q2 2014/15

HEADINGS
ED1 | % of pupils at level 4 | 80% *Prov (2014) | 78% (2013) | 78% | n/a | n/a | CMT | Provisional.
LSCB14 | Attainment gap | 14.2% (2014) | 14.3% (2013) | 14.3% | n/a | n/a | LSCB | Closing slowly.
"""


def write_three(folder: Path) -> Path:
    """Write the three returns into the quarter's folder there."""
    for name, text in (("cp", CP), ("cla", CLA), ("education", EDUCATION)):
        write_workbook(folder / "2014Q2" / f"{name}.xlsx", text)
    return folder


def spoil(data: Path, old: str, new: str) -> None:
    """Write the child protection return again with a mistake in it."""
    assert old in CP
    write_workbook(data / "2014Q2" / "cp.xlsx", CP.replace(old, new))


def said(indicators: int, found: str) -> str:
    """What is said last of the three returns; how many rules there are, and did not apply, is not this test's affair."""
    rules = r"\d+ rules \(\d+ did not apply\)"
    return (
        rf"Q2 2014/15 \(July to September 2014\): checked 3 returns, {indicators} indicators, {rules}\. Found {found}\."
    )


NOTHING = "no errors, no warnings and no notes"
ONE_ERROR = "1 error, no warnings and no notes"
