"""`efreport trend`: what it says of an indicator, in every form, from the ledger and from returns."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring

from efreport.contrast import contrast
from efreport.quarter import Quarter
from efreport.run import load
from tests.conftest import PROJECT, Run
from tests.made_up_history import publish_history
from tests.three_returns import write_three

SIX = {
    "cp2": ("230", "236", "228", "236", "250", "253"),
    "cp12": ("90%", "88%", "n/a", "85%", "85%", "82%"),
    "ni65": ("", "", "", "20 weeks", "19 weeks", "18.5 weeks"),
}
FOURTEEN = {"cp2": ("200", "230", "204", "232", "206", "262", "251", "268", "249", "266", "270", "252", "265", "253")}
SVG = "{http://www.w3.org/2000/svg}"


OF_TWO = """\
CP2  Number of children with a CP plan
Child Protection (CP); count, stock; neither way is better

            253                                           306
Q1 2014/15  o                                                  253
Q2 2014/15                                                  o  306

o figure

Quarter     Figure  Revised  Since the quarter before  Year before  Since then  Neighbours  National  From
Q1 2014/15       -      253  -                                   -  -                    -         -  next quarter's
Q2 2014/15     306        -  up 53, changed                      -  -                  n/a       n/a  returns

Q2 2014/15: 306; up 53 since Q1 2014/15, changed.
Not enough points for limits: 2 of 12.
"""
OF_SIX = """\
CP12 / FD8  % of ICPCs held within timescales
Child Protection (CP); percent, flow; higher is better

            65%                                           90%
Q4 2012/13                                                  o  90%
Q1 2013/14                                              o      88%
Q2 2013/14                                                     n/a
Q3 2013/14                                        o            85%
Q4 2013/14                                        o            85%
Q1 2014/15                                   o                 82%
Q2 2014/15  o                                                  65%

o figure

Quarter     Figure  Revised  Since the quarter before  Year before  Since then           Neighbours  National  From
Q4 2012/13     90%        -  -                                   -  -                           n/a       n/a  published
Q1 2013/14     88%        -  down 2 pp, worsened                 -  -                           n/a       n/a  published
Q2 2013/14     n/a        -  not compared [1]                    -  -                           n/a       n/a  published
Q3 2013/14     85%        -  not compared [2]                    -  -                           n/a       n/a  published
Q4 2013/14     85%        -  no change                         90%  down 5 pp, worsened         n/a       n/a  published
Q1 2014/15     82%        -  down 3 pp, worsened               88%  down 6 pp, worsened         n/a       n/a  published
Q2 2014/15     65%        -  down 17 pp, worsened              n/a  not compared [3]            64%       70%  returns

[1] no latest figure (n/a).
[2] no Q2 figure (n/a).
[3] no Q2 2013/14 figure (n/a).

Q2 2014/15: 65%; down 17 pp since Q1 2014/15, worsened; not compared with Q2 2013/14; \
better than statistical neighbours (64%) and worse than national (70%).
Not enough points for limits: 6 of 12.


NI 65  Length of proceedings
Children Looked After (CLA); weeks, stock; lower is better

            18.5                                         21.0
Q3 2013/14                               o                     20
Q4 2013/14            o                                        19
Q1 2014/15  o                                                  18.5
Q2 2014/15                                                  o  21

o figure

Quarter         Figure  Revised  Since the quarter before  Year before  Since then  Neighbours  National  From
Q3 2013/14    20 weeks        -  -                                   -  -                  n/a       n/a  published
Q4 2013/14    19 weeks        -  down 1 week, improved               -  -                  n/a       n/a  published
Q1 2014/15  18.5 weeks        -  no change                           -  -                  n/a       n/a  published
Q2 2014/15    21 weeks        -  up 2 weeks, worsened                -  -                  n/a       n/a  returns

Q2 2014/15: 21; up 2 weeks since Q1 2014/15, worsened.
Not enough points for limits: 4 of 12.
"""
OF_FIFTEEN = """\
CP2  Number of children with a CP plan
Child Protection (CP); count, stock; neither way is better

            185                                           310
Q4 2010/11  |     #                 :                       |  200
Q1 2011/12  |                #      :                       |  230
Q2 2011/12  |      #                :                       |  204
Q3 2011/12  |                 o     :                       |  232
Q4 2011/12  |       o               :                       |  206
Q1 2012/13  |                       :     #                 |  262
Q2 2012/13  |                       :#                      |  251
Q3 2012/13  |                       :       #               |  268
Q4 2012/13  |                       :#                      |  249
Q1 2013/14  |                       :      #                |  266
Q2 2013/14  |                       :        #              |  270
Q3 2013/14  |                       : #                     |  252
Q4 2013/14  |                       :      #                |  265
Q1 2014/15  |                       : #                     |  253
Q2 2014/15  |                       :                     # |  306

o figure   # more than chance   : mean   | limits

Quarter     Figure  Revised  Since the quarter before  Year before  Since then        Neighbours  National  From
Q4 2010/11     200        -  -                                   -  -                        n/a       n/a  published
Q1 2011/12     230        -  up 30, changed                      -  -                        n/a       n/a  published
Q2 2011/12     204        -  down 26, changed                    -  -                        n/a       n/a  published
Q3 2011/12     232        -  up 28, changed                      -  -                        n/a       n/a  published
Q4 2011/12     206        -  down 26, changed                  200  up 6, changed            n/a       n/a  published
Q1 2012/13     262        -  up 56, changed                    230  up 32, changed           n/a       n/a  published
Q2 2012/13     251        -  down 11, changed                  204  up 47, changed           n/a       n/a  published
Q3 2012/13     268        -  up 17, changed                    232  up 36, changed           n/a       n/a  published
Q4 2012/13     249        -  down 19, changed                  206  up 43, changed           n/a       n/a  published
Q1 2013/14     266        -  up 17, changed                    262  up 4, changed            n/a       n/a  published
Q2 2013/14     270        -  up 4, changed                     251  up 19, changed           n/a       n/a  published
Q3 2013/14     252        -  down 18, changed                  268  down 16, changed         n/a       n/a  published
Q4 2013/14     265        -  up 13, changed                    249  up 16, changed           n/a       n/a  published
Q1 2014/15     253        -  down 12, changed                  266  down 13, changed         n/a       n/a  published
Q2 2014/15     306        -  up 53, changed                    270  up 36, changed           n/a       n/a  returns

Q2 2014/15: 306; up 53 since Q1 2014/15, changed; up 36 since Q2 2013/14, changed.
Mean 247.6, limits 184.9 to 310.3, from 15 figures.
More than chance would bring:
  two of three quarters running near the lower limit (Q4 2010/11 to Q2 2011/12): a change, neither way is better
  ten quarters running above the mean (Q1 2012/13 to Q2 2014/15): a change, neither way is better
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the returns of 2014Q2, whose earlier quarters are still to be published."""
    shutil.copytree(PROJECT / "tests" / "config", tmp_path / "config")
    settings = tmp_path / "config" / "framework.toml"
    text = re.sub(r"(?m)^returns = .*$", 'returns = "../data"', settings.read_text(encoding="utf-8"))
    settings.write_text(re.sub(r"(?m)^output = .*$", 'output = "../output"', text), encoding="utf-8")
    write_three(tmp_path / "data")
    return tmp_path


def published(project: Path, figures: dict[str, tuple[str, ...]]) -> None:
    publish_history(load(project / "config"), Quarter(2014, 1), figures)


def test_two_quarters_from_the_returns_alone(efreport: Run, project: Path) -> None:
    ran = efreport("trend", "cp2")
    assert (ran.code, ran.out, ran.err) == (0, OF_TWO, "")


def test_six_quarters(efreport: Run, project: Path) -> None:
    published(project, SIX)
    ran = efreport("trend", "FD8", "ni65", encoding="cp1252")
    assert (ran.code, ran.out, ran.err) == (0, OF_SIX, "")


def test_fourteen_quarters(efreport: Run, project: Path) -> None:
    published(project, FOURTEEN)
    ran = efreport("trend", "number of children with a cp plan", encoding="ascii")
    assert (ran.code, ran.out, ran.err) == (0, OF_FIFTEEN, "")


def test_as_a_table(efreport: Run, project: Path) -> None:
    published(project, SIX)
    assert efreport("trend", "CP12", "CP2", "--out", "trend.csv").out == "Written: trend.csv\n"
    rows = list(csv.DictReader(io.StringIO((project / "trend.csv").read_text(encoding="utf-8"), newline="")))
    assert len(rows) == 14
    assert {name: cell for name, cell in rows[6].items() if cell} == {
        "quarter": "2014Q2",
        "key": "cp12",
        "code": "CP12 / FD8",
        "indicator": "% of ICPCs held within timescales",
        "area_heading": "Child Protection (CP)",
        "unit": "percent",
        "polarity": "higher",
        "timing": "flow",
        "as_published": "65%",
        "amount": "65",
        "change": "-17",
        "direction": "down",
        "judgement": "worsened",
        "year_ago": "n/a",
        "year_ago_judgement": "not compared",
        "year_ago_reason": "no Q2 2013/14 figure (n/a)",
        "neighbours": "64%",
        "against_neighbours": "better",
        "national": "70%",
        "against_national": "worse",
        "from": "returns",
        "joined": "yes",
    }


def test_as_json(efreport: Run, project: Path) -> None:
    published(project, FOURTEEN)
    (found,) = json.loads(efreport("trend", "CP2", "--format", "json").out)
    assert found["limits"] == {"mean": 247.6, "lower_limit": 184.9, "upper_limit": 310.3}
    assert [
        (each["signal"], each["from"], each["to"], each["side"], each["judgement"]) for each in found["signals"]
    ] == [("near_limit", "2010Q4", "2011Q2", "low", "changed"), ("one_side", "2012Q1", "2014Q2", "high", "changed")]
    assert found["quarters"][-1] == {
        "quarter": "2014Q2",
        "as_published": "306",
        "revised": "",
        "amount": 306,
        "aside": "",
        "change": 53,
        "direction": "up",
        "judgement": "changed",
        "reason": "",
        "year_ago": "270",
        "year_ago_amount": 270,
        "year_ago_change": 36,
        "year_ago_direction": "up",
        "year_ago_judgement": "changed",
        "year_ago_reason": "",
        "neighbours": "n/a",
        "against_neighbours": "not compared",
        "national": "n/a",
        "against_national": "not compared",
        "from": "returns",
        "joined": True,
    }


def test_as_a_picture(efreport: Run, project: Path) -> None:
    published(project, FOURTEEN)
    assert efreport("trend", "CP2", "--out", "cp2.svg", "--dry-run").out == "Would be written: cp2.svg\n"
    assert not (project / "cp2.svg").exists()
    assert efreport("trend", "CP2", "--out", "cp2.svg").out == "Written: cp2.svg\n"
    data = (project / "cp2.svg").read_bytes()
    root = fromstring(data)
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "title desc")
    assert root.findtext(f"{SVG}title") == "CP2 Number of children with a CP plan"
    assert root.findtext(f"{SVG}desc") == (
        "Line chart over 15 quarters, in numbers: "
        "Q4 2010/11 200, Q1 2011/12 230, Q2 2011/12 204, Q3 2011/12 232, Q4 2011/12 206, Q1 2012/13 262, "
        "Q2 2012/13 251, Q3 2012/13 268, Q4 2012/13 249, "
        "Q1 2013/14 266, Q2 2013/14 270, Q3 2013/14 252, Q4 2013/14 265, Q1 2014/15 253, Q2 2014/15 306. "
        "Mean 247.6, limits 184.9 to 310.3, from 15 figures. "
        "More than chance: two of three quarters running near the lower limit (Q4 2010/11 to Q2 2011/12): a change, neither way is better. "
        "More than chance: ten quarters running above the mean (Q1 2012/13 to Q2 2014/15): a change, neither way is better."
    )
    words = [each.text or "" for each in root.iter(f"{SVG}text")]
    figures = [*FOURTEEN["cp2"], "306"]
    assert [each for each in words if each in figures] == figures
    for each in root.iter(f"{SVG}text"):
        assert contrast((each.get("fill") or "").lstrip("#"), "FFFFFF") >= 4.5
    assert efreport("trend", "CP2", "--format", "svg").out.encode() == data


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("CP41",), 2, "There is no indicator CP41. Did you mean CP14 (% of ICPCs resulting in a CP plan)?\n"),
        (("gap",), 2, "There is no indicator gap. Did you mean LSCB14 (Attainment gap)?\n"),
        (("plum",), 2, "There is no indicator plum. The codes are those of config/areas.\n"),
        (
            ("CP2 / CP14",),
            2,
            "There is no indicator CP2 / CP14. It names 2: CP2 (Number of children with a CP plan), CP14 "
            "(% of ICPCs resulting in a CP plan). Name them one by one.\n",
        ),
        (("TBC",), 2, "TBC stands for indicators that have no code yet. Name the indicator by its name or its key.\n"),
        (("",), 2, "Name the indicator by its code, like CP3.\n"),
        (("CP2", "CP14", "--format", "svg"), 2, "A picture shows one indicator: ask for each by itself.\n"),
        (
            ("cla-tbc-visited", "--out", "x.doc"),
            2,
            "x.doc has the ending .doc, which says no format. Give it one of .txt, .json, .csv, .svg, or say the format with --format.\n",
        ),
    ],
)
def test_what_is_asked_for_wrongly(
    efreport: Run, project: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    ran = efreport("trend", *arguments)
    assert (ran.code, ran.out, ran.err) == (code, "", said)


def test_where_there_is_nothing_to_see(efreport: Run, project: Path) -> None:
    shutil.rmtree(project / "data")
    ran = efreport("trend", "CP2")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == (
        "Nothing is known of CP2 (Number of children with a CP plan): it is neither in what was published nor in the returns in "
        f"{project / 'data'}.\n"
    )
    published(project, SIX)
    ran = efreport("trend", "CP14")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.endswith(f"in the returns in {project / 'data'} of 2012Q4 to 2014Q1.\n")


def test_text_of_a_framework_cannot_run_as_a_formula(efreport: Run, project: Path) -> None:
    area = project / "config" / "areas" / "cp.toml"
    area.write_text(area.read_text("utf-8").replace("Number of children with a CP plan", "=SUM(A1)"), "utf-8")
    assert "'=SUM(A1)" in efreport("trend", "CP2", "--format", "csv").out
