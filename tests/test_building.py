"""EF318 where the year begins again: a count that goes on from last year's total."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from efreport.run import check, load
from tests.conftest import HERE
from tests.workbooks import HEADINGS, write_workbook

HEADINGS_OF = {
    "2014Q1": "HEADINGS Q1",
    "2014Q3": HEADINGS.replace("Q1", "before").replace("Q2", "Q3").replace("before", "Q2"),
}
TIMINGS = {"2014Q1": "year to date", "2014Q3": "school year to end of quarter"}


@pytest.mark.parametrize(
    ("quarter", "latest", "previous", "found"),
    [
        ("2014Q1", "158", "158", "CP2, “Latest Result (Q1)”: the figure is 158, no less than that of the whole year before: “158” "
         "(D4, “Q4”). The count starts again with the year in Q1."),
        ("2014Q1", "40", "158", ""),
        ("2014Q1", "2", "2", ""),
        ("2014Q3", "161", "158", "CP2, “Latest Result (Q3)”: the figure is 161, no less than that of the whole school year before: "
         "“158” (D4, “Q2”). The count starts again with the school year in Q3."),
        ("2014Q3", "40", "158", ""),
    ],
)  # fmt: skip
def test_a_count_that_should_have_started_again(
    tmp_path: Path, quarter: str, latest: str, previous: str, found: str
) -> None:
    shutil.copytree(HERE / "config", tmp_path / "config")
    area = tmp_path / "config" / "areas" / "cp.toml"
    text = area.read_text("utf-8")
    area.write_text(text.replace('timing = "stock"', f'timing = "{TIMINGS[quarter]}"', 1), "utf-8")
    write_workbook(
        tmp_path / quarter / "cp.xlsx",
        f"Service area | Child Protection (CP)\nQuarter | {quarter[4:]} 2014/15\n{HEADINGS_OF[quarter]}\n"
        f"CP2 | Number of children with a CP plan | {latest} | {previous} | n/a | n/a | n/a | CMT | As planned.\n",
    )
    outcome = check(load(tmp_path / "config"), (tmp_path / quarter,), quarter, lambda _: None)
    assert [each.message for each in outcome.checked.findings if each.rule == "EF318"] == ([found] if found else [])
