"""Commentary as service leads write it: what says why there is no figure, and what agrees with the figures of its row."""

from __future__ import annotations

from decimal import Decimal

import pytest

from efreport.model import Figure, Framework
from efreport.rules.agreement import disagreement
from efreport.rules.held import Held
from efreport.rules.reasons import says_why_none
from efreport.rules.since import Names
from tests.disturbing import AREAS, COMMENTARY, LATEST, take_apart

WHY_NONE = """
Dates from the court are being checked.
The health provider has not sent its quarterly return.
We are waiting for the DfE to publish the statistics.
Statistics are published in December.
The new case management system went live in August and the report has to be rebuilt.
Data cleansing in progress.
The team moved to Liquidlogic over the summer; reports are not ready yet.
Awaiting validation by the data team.
Figure to follow.
This is an annual measure, reported in Q4.
Annual indicator.
Reported annually in March.
Available in November.
Not reported this quarter as the cohort is too small.
Only 4 children, so the figure is suppressed.
This measure is no longer collected.
The definition has been changed by Ofsted and we cannot compare. The new figure will be reported from Q3.
Provisional figures show an error and have been withdrawn.
We could not run the report because of a fault with the server.
PARIS was down for two weeks at the quarter end, so the figure cannot be produced.
The data are currently being quality assured.
Data quality issues have been identified.
No data received from the provider.
The provider's return is late.
Health colleagues are unable to supply the data.
Information not available due to staff absence in the performance team.
Staff sickness has meant that the count could not be completed in time.
Unable to report owing to the migration to Mosaic.
Records are being matched with those of schools.
There were no children in the cohort this quarter.
No young people were due to be counted in this period.
The analyst has left and the post is vacant; the figure will be given next quarter.
Reporting is suspended until the new definition is agreed.
The figure for Q2 was not ready in time for this report.
The YJB publishes this two quarters in arrears.
This is reported a quarter in arrears.
Reported six months in arrears by the Ministry of Justice.
The Ministry of Justice has delayed publication.
We do not hold this data at present.
Census results are released in the new year.
Awaiting the results of the October school census.
Will be updated once the audit of case files is finished.
Figure under review.
The figure is being verified.
Numbers are being reconciled with finance.
Schools were closed so nothing is collected over the summer.
The survey is carried out once a year.
It was not possible to calculate a rate.
System error: the export double-counts siblings.
Recording problems after the move to the new form mean we can't rely on the figure.
The report is broken and IT are looking at it.
We have found mistakes in the recording and would rather not give a figure.
Not applicable in this quarter.
The indicator has been dropped from the national data set.
Measure under development.
Collection starts in January.
Collection of this measure has been paused.
Q2 figure due on 14 November.
The HMRC data lags by six months.
This cannot be measured until pupils have been assessed in the summer.
We expect to have the figure by Christmas.
Data lag: the latest available is Q1.
"""
OF_OTHER_THINGS = """
Timeliness fell by 17 percentage points to 65%.
Bookings are now tracked each day so that any clash is dealt with quickly.
Several large sibling groups came to conference in the quarter.
Family meetings are being held earlier, before an application is made.
Every remaining family has a lead worker.
An encouraging start, compared with 69% in 2013/14.
Foster carers have been asked to tell us directly about dental visits.
Two children await a court date.
There is no room for complacency.
A duty adviser is now on hand each day and has begun to trace young people.
A review of decisions by conference chairs found no evidence that plans were being made unnecessarily.
Neglect is recognised sooner, since there is closer management oversight.
"""
SAMPLES = [
    (str(row[LATEST][0]), str(row[COMMENTARY][0]))
    for quarter in ("2014Q1", "2014Q2")
    for area in AREAS
    for row in take_apart(area, quarter).rows
    if row[COMMENTARY][0]
]


@pytest.mark.parametrize("commentary", WHY_NONE.strip().splitlines())
def test_a_commentary_may_say_why_there_is_no_figure(commentary: str) -> None:
    assert says_why_none(commentary)


@pytest.mark.parametrize("commentary", OF_OTHER_THINGS.strip().splitlines())
def test_a_commentary_on_something_else_does_not(commentary: str) -> None:
    assert not says_why_none(commentary)


def test_every_gap_of_the_samples_is_explained_and_few_figures_are() -> None:
    """A commentary on a figure may speak of data too; where all of them seemed to, the test for gaps would be none."""
    gaps = [text for latest, text in SAMPLES if latest.startswith(("n/a", "Pending"))]
    figures = [text for latest, text in SAMPLES if latest[:1].isdigit()]
    assert len(gaps) == 3
    assert all(map(says_why_none, gaps))
    assert len(figures) == 101
    assert sum(map(says_why_none, figures)) == 13


# Indicator, latest, quarter before, year, neighbours and national average, and a commentary that is true beside them.
TRUE = """
cp2 | 306 | 253 | 236 | | | Up by 53 since Q1, to 306.
cp2 | 306 | 253 | 236 | | | There are now 306 children on a plan, 53 more than in Q1 and 70 more than at the end of 2013/14.
cp2 | 306 | 253 | 236 | | | Admissions rose by 12 in the quarter, mostly brothers and sisters.
cp2 | 306 | 253 | 236 | | | 118 children became subject to a plan and 65 came off one.
cp2 | 306 | 253 | 236 | | | We aim to bring numbers down from 306 to 280 by March.
cp2 | 306 | 253 | 236 | | | The number of children aged from 5 to 9 went up from 60 to 84.
cp2 | 306 | 253 | 236 | | | Numbers fell in August but rose again in September.
cp2 | 306 | 253 | 236 | | | An increase of 21% in the quarter.
cp2 | 306 | 253 | 236 | | | Numbers have risen by about 50 since the spring.
cp2 | 306 | 253 | 236 | | | Nearly a third higher than last year's outturn.
cp2 | 306 | 253 | 236 | | | Fewer children came off a plan than in Q1: 65 compared with 80.
cp2 | 306 | 253 | 236 | | | Three large families account for eighteen of the increase.
cp2 | 306 | 253 | 236 | | | Twelve more social workers are in post than in Q1.
cp2 | 306 | 253 | 236 | | | In July there were 270, in August 288 and at the end of September 306.
cp2 | 306 | 253 | 236 | | | The number of plans ended fell from 80 to 65.
cp2 | 306 | 253 | 236 | | | This is the highest number since 2009, when there were 312.
cp2 | 306 | 253 | 236 | | | Neglect is the main category for 160 children, emotional abuse for 98.
cp2 | 306 | 253 | 236 | | | The number of children with a plan has been rising since January. There were 241 then.
cp2 | 12 | 10 | 8 | | | Conferences were held for 10 families compared with 14 in Q1.
cp2 | 12 | 6 | 8 | | | The number has doubled since Q1.
cp2 | 11 | 6 | 8 | | | The number has nearly doubled since Q1.
cp2 | 306 | 253 | 236 | | | The team has doubled in size and bookings have halved in length.
cp2 | 306 | 253 | 236 | | | Referrals from schools have doubled.
cp12 | 65% | 82% | 90% | 64% | 70% | Timeliness fell by 17 percentage points to 65%.
cp12 | 65% | 82% | 90% | 64% | 70% | Only 65% were in time, 17 points down on Q1.
cp12 | 65% | 82% | 90% | 64% | 70% | 65% (52 of 80) were held in time. In Q1 it was 82% (41 of 50).
cp12 | 65% | 82% | 90% | 64% | 70% | The target of 85% was not met.
cp12 | 65% | 82% | 90% | 64% | 70% | We expect to be back at 80% by the end of Q3.
cp12 | 65% | 82% | 90% | 64% | 70% | Conferences rose by 30% in the quarter and chairs could not keep up.
cp12 | 65% | 82% | 90% | 64% | 70% | About two thirds were in time. In 20% of cases parents could not attend.
cp12 | 65% | 82% | 90% | 64% | 70% | Performance has worsened since Q1, but is close to that of statistical neighbours.
cp12 | 65% | 82% | 90% | 64% | 70% | The number of conferences rose by 12 to 92.
cp12 | 65% | 82% | 90% | 64% | 70% | Performance improved in September, when 78% were in time, after 58% in July and 60% in August.
cp12 | 65% | 82% | 90% | 64% | 70% | 40% of the late ones were late by a day or two.
cp12 | 65% | 82% | 90% | 64% | 70% | In the same quarter last year it was 88%.
cp12 | 65% | 82% | 90% | 64% | 70% | One point above statistical neighbours, and five below England.
cp12 | 65% | 82% | 90% | 64% | 70% | Bookings are tracked. Staff attendance improved to 92% over the same time.
cp12 | 65% | 82% | 90% | 64% | 70% | 25 percentage points lower than the 2013/14 outturn.
cp12 | 65% | 82% | 90% | 64% | 70% | A fall. Two chairs were off sick for six of the thirteen weeks.
cp12 | 64.6% | 82.4% | 90% | 64% | 70% | Down 18 percentage points on Q1.
cp12 | 65% | 82% | 90% | 64% | 70% | Down 18 percentage points on Q1, before rounding.
cp14 | 82% | 73% | 77% | 90% | 88% | Up 9 percentage points since Q1 and 5 since last year.
cp14 | 82% | 73% | 77% | 90% | 88% | An increase of 9 percentage points.
cp14 | 82% | 73% | 77% | 90% | 88% | Better than in Q1, still short of both comparators.
cp14 | 82% | 73% | 77% | 90% | 88% | 8 percentage points below statistical neighbours and 6 below England.
cp14 | 82% | 73% | 77% | 90% | 88% | Of the 80 conferences, 66 led to a plan.
cp14 | 82% | 73% | 77% | 90% | 88% | The proportion rose again, from 73% to 82%.
cp14 | 82% | 73% | 77% | 90% | 88% | The proportion has gone up although the number of plans made fell from 59 to 47.
cp14 | 82% | 73% | 77% | 90% | 88% | 18% of conferences did not lead to a plan.
cp14 | 82% | 73% | 77% | 90% | 88% | Over the past three years this has improved by 14 percentage points.
ni65 | 13% | 15% | 16% | 15% | 15% | Improved by 2 percentage points to 13%, better than both comparators.
ni65 | 13% | 15% | 16% | 15% | 15% | Performance has improved again.
ni65 | 13% | 15% | 16% | 15% | 15% | A fall of 2 percentage points, which is good.
ni65 | 13% | 15% | 16% | 15% | 15% | Two percentage points fewer than in Q1.
ni65 | 13% | 15% | 16% | 15% | 15% | 7 of 54 children, in two families.
lscb1 | 838 | 987 | 732 | 668 | 573 | The annualised rate came down by 149 to 838.
lscb1 | 838 | 987 | 732 | 668 | 573 | Referrals fell by 15% in the quarter.
lscb1 | 838 | 987 | 732 | 668 | 573 | 992 referrals were received, of which 41% came from the police.
lscb1 | 838 | 987 | 732 | 668 | 573 | The rate is 106 above 2013/14, 170 above statistical neighbours and 265 above England.
lscb1 | 838 | 987 | 732 | 668 | 573 | Police notifications rose by 62 to 407.
mash39 | 8 | 40 | | | | Referrals fell from 40 to 8, of whom 3 were boys.
mash39 | 8 | 40 | | | | A reduction of 32. Schools were closed for six weeks.
mash39 | 8 | 40 | | | | Down from forty to eight over the summer.
mash39 | 8 | 40 | | | | An unusually low number; in Q2 last year there were 14.
cla21 | 565 | 529 | 500 | | | 36 more children are looked after than in Q1. 71 came into care and 35 left.
cla21 | 565 | 529 | 500 | | | Numbers continue to rise: there were 36 more at the end of the quarter.
cla21 | 565 | 529 | 500 | | | A growth of 7% in the quarter and 13% since the end of 2013/14.
cla21 | 565 | 529 | 500 | | | Up 36, of whom 22 are in five sibling groups.
cla21 | 565 | 529 | 500 | | | A budget of £1.2m has been agreed for 25 more in-house carers by 2016.
cla48 | 96% | 82% | 76% | | | Contact has improved by 14 percentage points since Q1 and by 20 since 2013/14.
cla48 | 96% | 82% | 76% | | | All but two of 48 young people are in touch with us.
cla48 | 96% | 82% | 76% | | | Up from 76% in 2013/14 to 82% in Q1 and now 96%.
a1 | 757 | 850 | 794 | 645 | 697 | Children waited 757 days on average, 93 fewer than in Q1.
a1 | 757 | 850 | 794 | 645 | 697 | Without the two longest waits, of 1,410 and 1,622 days, the average would be 610.
a1 | 757 | 850 | 794 | 645 | 697 | Down by three months since Q1.
lscb12 | 21 | 18.5 | | | | Two and a half weeks longer than in Q1. 3 cases waited over 30 weeks.
lscb12 | 21 | 18.5 | | | | An increase of 2.5 weeks, to 21 weeks.
yo2 | 698 | 826 | 977 | 560 | 460 | The rate fell by 128 to 698. The number of young people fell from 62 to 53.
yo2 | 698 | 826 | 977 | 560 | 460 | Down again; a fall of 15% since Q1 and 29% since 2013/14.
lscb20 | 4.7% | 1.7% | | | | A rise of 3.0 percentage points to 4.7%, 8 children in all.
lscb17 | 5.0% | 5.5% | 5.6% | | 5.3% | Down to 5%. 61 young people are not in education, employment or training, 12 fewer than in Q1.
cla5 | 102 | 97 | 97 | | | Five more than in Q1. Courts have been slow to list final hearings.
cp2 | 306 | 253 | 236 | | | Waits for a first visit are down to 12 days for most families.
cp2 | 306 | 253 | 236 | | | In the north of the city the number fell to 84.
cla5 | 102 | 97 | 97 | | | No change was made to how these are counted.
"""
# The same with one that is not, and what is said of it.
UNTRUE = """
lscb2 | 32% | 25% | 32% | 22% | 23% | Re-referrals have fallen again, to 22%. | “Re-referrals have fallen again, to 22%”
lscb1 | 978 | 987 | 732 | 668 | 573 | The annualised rate came down by 149 to 838. | “down by 149 to 838”
cp2 | 306 | 253 | 236 | | | The number of children with a plan rose by 12 to 265. | “rose by 12 to 265”
cp2 | 381 | 253 | 236 | | | Numbers rose to 318. | “Numbers rose to 318”
lscb20 | 4.7% | 1.7% | | | | An increase of 3.2 percentage points. | “increase of 3.2 percentage points” | after 1.7%
cp12 | 65% | 82% | 90% | 64% | 70% | Timeliness fell from 82% to 60%. | “from 82% to 60%”
cp12 | 60% | 65% | 90% | 64% | 70% | Up by 5 percentage points. | “Up by 5 percentage points” | after 65%
cp2 | 306 | 253 | 236 | | | The number has doubled since Q1. | “doubled since Q1” | after 253
cp2 | 1300 | 1156 | | | | Up by 212 to 1,368. | “Up by 212 to 1,368”
mash39 | 18 | 40 | | | | Referrals fell from forty to eight. | “from forty to eight”
mash39 | 11 | 40 | | | | There were twelve fewer than in Q1. | “twelve fewer than in Q1” | after 40
cp12 | 65% | 82% | 90% | 64% | 70% | Performance has improved since Q1. | “Performance has improved since Q1” | after 82%
cp2 | 306 | 253 | 236 | | | Numbers fell in the quarter. | “Numbers fell in the quarter” | after 253
cp2 | 306 | 253 | 236 | | | No change. | “No change” | after 253
ni65 | 17% | 15% | 16% | 15% | 15% | A further improvement on Q1. | “A further improvement on Q1” | after 15%
cla21 | 556 | 529 | 500 | | | Numbers went up by 36 in the quarter to 565. | “up by 36 in the quarter to 565”
cla21 | 575 | 529 | 500 | | | A rise of 36 since Q1. | “rise of 36 since Q1” | after 529
cla48 | 86% | 82% | 76% | | | Contact has improved by 14 percentage points since Q1. | “improved by 14 percentage points since Q1” | after 82%
yo2 | 598 | 826 | 977 | 560 | 460 | The rate has come down by 128 since Q1. | “down by 128 since Q1” | after 826
cp14 | 82% | 73% | 77% | 90% | 88% | 10 percentage points above the national average. | “10 percentage points above the national average” | against 90% and 88%
a1 | 775 | 850 | 794 | 645 | 697 | Children waited 757 days on average, 93 fewer than in Q1. | 757, “93 fewer than in Q1”
lscb25 | 18 | 14 | 19 | | | 8 convictions in the quarter, down from 14 in Q1. | “8 convictions in the quarter, down from 14 in Q1”
cla34 | 49 | 95 | 93 | | | Little movement (94, compared with 95 in Q1). | “94, compared with 95 in Q1”
cp2 | 306 | 253 | 236 | | | Almost halved since last year. | “Almost halved since last year” | after 236
ed2 | 49.8% | 52% | 52% | 53.0% | 56.1% | Provisional data puts the city at 48.9%. | 48.9%
"""  # noqa: E501


def held(framework: Framework, line: list[str]) -> Held:
    """The figures of a line, as those of its indicator in Q2 2014/15."""
    indicator = next(each for each in framework.indicators() if each.key == line[0])
    latest, previous, year, neighbours, national = (_figures(typed) for typed in line[1:6])
    return Held(latest[0], previous, year, (*neighbours, *national), indicator, Names("Q2", "Q1", "2013/14"))


def _figures(typed: str) -> tuple[Figure, ...]:
    number = typed.rstrip("%")
    sign = "%" if number != typed else ""
    return (Figure(Decimal(number), len(number.partition(".")[2]), sign, (), typed),) if number else ()


def parts(line: str) -> list[str]:
    return [part.strip() for part in line.split("|")]


@pytest.mark.parametrize("line", TRUE.strip().splitlines())
def test_a_true_commentary_is_left_alone(sample_framework: Framework, line: str) -> None:
    assert disagreement(parts(line)[6], held(sample_framework, parts(line))) is None


@pytest.mark.parametrize("line", UNTRUE.strip().splitlines())
def test_a_commentary_that_contradicts_its_row_is_quoted(sample_framework: Framework, line: str) -> None:
    found = disagreement(parts(line)[6], held(sample_framework, parts(line)))
    assert found is not None
    assert [found.said, *filter(None, [found.instead])] == parts(line)[7:]
