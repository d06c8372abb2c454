"""How two names of an indicator differ: what is said of them, and what is no difference."""

from __future__ import annotations

import pytest

from efreport.rules.wording import changes

ICPC = "% of ICPCs held within timescales (15 days from the most recent strategy meeting)"
COST = "Cost per child looked after per month in period"


@pytest.mark.parametrize(
    ("own", "name"),
    [
        (ICPC, "% of ICPCs held within timescales"),
        (ICPC, "Percentage of ICPC's held within timescale"),
        (ICPC, "% of ICPCs held within time"),
        (ICPC, "% of ICPCs held within timescales (15 days from the most rec"),
        (COST, "COST per child looked-after, per month in the period"),
        (COST, "Cost per child loked after per month in period"),
        ("Number of FTE staff: 1,200 hours", "No. of F.T.E. staff - 1200 hours"),
    ],
)
def test_the_same_name(own: str, name: str) -> None:
    assert changes(own, name) is None


@pytest.mark.parametrize(
    ("own", "name", "said"),
    [
        (COST, "Cost per child looked after per quarter in period", ("“quarter” instead of “month”",)),
        (
            COST,
            "Cost of each child looked after per month",
            ("“each” instead of “per”", "“in period” is missing"),
        ),
        (ICPC, "% of ICPCs held within timescales (20 days)", ("“20 days” is added",)),
        ("Children aged 0 to 5", "Children aged 0 to 15", ("“15” instead of “5”",)),
        ("Number of male offenders", "Number of female offenders", ("“female” instead of “male”",)),
        ("% of visits in time", "% of visits not in time", ("“not” is added",)),
        ("Rate of offences per 10,000", "Rate of offences per 100,000", ("“100,000” instead of “10,000”",)),
        (COST, "Number of fostering households", ()),
    ],
)
def test_another_name(own: str, name: str, said: tuple[str, ...]) -> None:
    assert changes(own, name) == said
