"""Commentary as service leads write it: what says why there is no figure, and what says nothing of it."""

from __future__ import annotations

import pytest

from efreport.rules.reasons import says_why_none
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
