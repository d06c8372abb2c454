"""Every indicator of a round with its values and what they mean: worked out once, for rules, documents and exports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from efreport.model import (
    FIGURE_COLUMNS,
    Column,
    Figure,
    Framework,
    Gap,
    Indicator,
    NoFigure,
    Return,
    Round,
    Row,
    Section,
    ServiceArea,
    Value,
)
from efreport.movement import (
    AgainstTarget,
    Judgement,
    Moved,
    Movement,
    NotCompared,
    NotRated,
    Standing,
    compare,
    compare_with_outturn,
    rate,
    stand,
    target_for,
    written_in,
)

NOTHING = NoFigure(Gap.BLANK, "")
AWAITED = (Gap.AWAITED, Gap.NEVER_COLLECTED)
NOT_RECEIVED = "return not received"
NEIGHBOURS = "statistical neighbours"
NATIONAL = "national"


@dataclass(frozen=True)
class Assessed:
    """One indicator in one quarter: its row in the return (None where there is none), and the comparisons.

    `against_target` is None where the indicator has no target for the quarter.
    """

    area: ServiceArea
    section: Section
    indicator: Indicator
    source: Return | None
    row: Row | None
    values: Mapping[Column, Value]
    movement: Movement
    year_movement: Movement
    against_neighbours: Standing
    against_national: Standing
    against_target: AgainstTarget | None = None

    @property
    def judgement(self) -> Judgement:
        """What became of the indicator since the quarter before; awaited where its figure is only to come."""
        if isinstance(self.movement, Moved):
            return self.movement.judgement
        latest = self.values[Column.LATEST]
        awaited = isinstance(latest, NoFigure) and latest.gap in AWAITED
        return Judgement.AWAITED if awaited else Judgement.NOT_COMPARED

    def amount(self, column: Column) -> Decimal | None:
        """The amount of a column's figure; None where there is none, or none that is sure, since it is in another unit."""
        value = self.values[column]
        return value.amount if isinstance(value, Figure) and written_in(value, self.indicator.unit) else None


def assess(round_: Round, framework: Framework) -> tuple[Assessed, ...]:
    """Assess every indicator of the framework, in printed order."""
    found: list[Assessed] = []
    for area in framework.areas:
        source = round_.return_of(area)
        rows = source.by_key if source else {}
        for section in area.sections:
            for indicator in section.indicators:
                found.append(_assess(round_, area, section, indicator, source, rows.get(indicator.key)))
    return tuple(found)


def _assess(
    round_: Round,
    area: ServiceArea,
    section: Section,
    indicator: Indicator,
    source: Return | None,
    row: Row | None,
) -> Assessed:
    cells = row.figures if row else {}
    values = {column: cells[column].value if column in cells else NOTHING for column in FIGURE_COLUMNS}
    latest, quarter = values[Column.LATEST], round_.quarter
    if source is None:
        absent = NotCompared(NOT_RECEIVED)
        target = target_for(indicator, quarter)
        unrated = NotRated(target, NOT_RECEIVED) if target else None
        return Assessed(area, section, indicator, None, None, values, absent, absent, absent, absent, unrated)
    return Assessed(
        area,
        section,
        indicator,
        source,
        row,
        values,
        compare(latest, values[Column.PREVIOUS], indicator, quarter),
        compare_with_outturn(latest, values[Column.YEAR], indicator, quarter),
        stand(latest, values[Column.NEIGHBOURS], indicator, quarter, NEIGHBOURS),
        stand(latest, values[Column.NATIONAL], indicator, quarter, NATIONAL),
        rate(latest, indicator, quarter),
    )
