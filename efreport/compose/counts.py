"""How many indicators improved, worsened and so on, in all and for each service area; each is counted once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from efreport.assessment import Assessed
from efreport.compose.words import clean
from efreport.document import Chart, Number, Series, Table, Text
from efreport.model import Framework, Unit
from efreport.movement import Judgement
from efreport.quarter import Quarter

BY_AREA = "Indicators by service area"
ALL_AREAS = "All service areas"


def counts_sentence(assessed: Sequence[Assessed], quarter: Quarter) -> str:
    """Say how many indicators there are and what became of them since the quarter before."""
    counts = Counter(entry.judgement for entry in assessed)
    return (
        f"Of {counts.total()} indicators, {counts[Judgement.IMPROVED]} improved on {quarter.previous.label}, "
        f"{counts[Judgement.WORSENED]} worsened and {counts[Judgement.NO_CHANGE]} showed no change. "
        f"{counts[Judgement.CHANGED]} changed where neither way is better, "
        f"{counts[Judgement.NOT_COMPARED]} could not be compared, each for a reason that is given, and "
        f"{counts[Judgement.AWAITED]} are awaited."
    )


def counts_table(framework: Framework, assessed: Sequence[Assessed]) -> Table:
    """Give the same for each service area, and for all."""
    rows = [_counts_row(area.heading, [entry for entry in assessed if entry.area is area]) for area in framework.areas]
    rows.append(_counts_row(ALL_AREAS, assessed))
    return Table(
        caption=BY_AREA,
        description="One row for each service area and one for all, with the number of indicators by judgement.",
        headings=("Service area", "Indicators", *(judgement.value.capitalize() for judgement in Judgement)),
        rows=tuple(rows),
        name="Counts",
    )


def counts_chart(framework: Framework, assessed: Sequence[Assessed]) -> Chart:
    """Give the same as a chart, of the service areas alone."""
    by_area = [Counter(entry.judgement for entry in assessed if entry.area is area) for area in framework.areas]
    names = tuple(clean(area.heading) for area in framework.areas)
    said = (f"{name}: {_said(counts)}." for name, counts in zip(names, by_area, strict=True))
    return Chart(
        title=BY_AREA,
        description=f"Bar chart. {BY_AREA}, by judgement. {' '.join(said)}",
        unit=Unit.COUNT.value,
        categories=names,
        series=tuple(
            Series(judgement.value.capitalize(), tuple(Number(Decimal(counts[judgement]), 0) for counts in by_area))
            for judgement in Judgement
        ),
        stacked=True,
    )


def _said(counts: Counter[Judgement]) -> str:
    return ", ".join(f"{counts[judgement]} {judgement.value}" for judgement in Judgement if counts[judgement]) or "none"


def _counts_row(heading: str, assessed: Sequence[Assessed]) -> tuple[Text, ...]:
    counts = Counter(entry.judgement for entry in assessed)
    numbers = (len(assessed), *(counts[judgement] for judgement in Judgement))
    return (Text(clean(heading)), *(Text(str(number)) for number in numbers))
