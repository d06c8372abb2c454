"""The service areas: headings, notes and a table of indicators for each section."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from efreport.assessment import NOT_RECEIVED, Assessed
from efreport.compose.charts import charts as charts_of
from efreport.compose.targets import TARGET, TARGET_HEADING, target_shown
from efreport.compose.trends import trend_shown
from efreport.compose.words import (
    NO_COMMENTARY,
    Notes,
    as_revised,
    clean,
    code_of,
    movement_shown,
    position_shown,
    shown,
    standing_words,
    words_or,
)
from efreport.document import (
    Block,
    Heading,
    IndicatorRow,
    IndicatorTable,
    Paragraph,
    PrintedColumn,
    Role,
    Shown,
    Text,
)
from efreport.model import (
    COMPARATORS,
    FIGURE_COLUMNS,
    Column,
    Figure,
    Framework,
    Round,
    Section,
    ServiceArea,
    Succession,
)
from efreport.movement import (
    NOT_GIVEN,
)
from efreport.revisions import Revision, revisions
from efreport.trend.reading import Trend

NO_INDICATORS = "No indicators are reported in this section."
DIRECTION = "direction"
DIRECTION_HEADING = "Direction"


@dataclass(frozen=True)
class Past:
    """What earlier quarters add to an indicator's row, by its key: which figures were revised, and the trends.

    Trends are drawn where there are `charts`, else said.
    """

    revised: Mapping[str, Mapping[Column, Revision]]
    trends: Mapping[str, Trend]
    charts: bool


def areas(
    round_: Round,
    framework: Framework,
    assessed: Sequence[Assessed],
    succession: Succession,
    trends: Mapping[str, Trend],
    *,
    charts: bool,
) -> Iterator[Block]:
    """Give the blocks of every service area, in printed order."""
    columns = tuple(_columns(round_, framework))
    revised = {entry.indicator.key: revisions(entry, round_, succession) for entry in assessed}
    past = Past(revised, trends, charts)
    by_section = {key: tuple(rows) for key, rows in groupby(assessed, lambda a: (a.area.key, id(a.section)))}
    for area in framework.areas:
        yield Heading(1, clean(area.heading))
        if area.note:
            yield Paragraph(Text(clean(area.note), Role.NOTE))
        if round_.return_of(area) is None:
            yield Paragraph(Text("Return not received.", Role.WARNING))
        if charts and framework.style.benchmarks:
            of_area = [entry for entry in assessed if entry.area is area]
            yield from charts_of(of_area, framework.headings(round_.quarter), framework)
        for section in area.sections:
            yield from _section(area, section, by_section.get((area.key, id(section)), ()), columns, framework, past)


def _section(
    area: ServiceArea,
    section: Section,
    assessed: Sequence[Assessed],
    columns: tuple[PrintedColumn, ...],
    framework: Framework,
    past: Past,
) -> Iterator[Block]:
    if section.heading:
        yield Heading(2, clean(section.heading))
    if section.note:
        yield Paragraph(Text(clean(section.note), Role.NOTE))
    if not assessed:
        yield Paragraph(Text(NO_INDICATORS, Role.NOTE))
        return
    notes = Notes()
    rows = tuple(_row(entry, columns, framework, past, notes) for entry in assessed)
    place = f"{area.heading}: {section.heading}" if section.heading else area.heading
    yield IndicatorTable(
        caption=clean(place),
        description="One row for each indicator, with its figures, direction and commentary.",
        area=clean(area.heading),
        section=clean(section.heading) or "General",
        columns=columns,
        rows=rows,
        notes=notes.sentences(),
    )


def _columns(round_: Round, framework: Framework) -> Iterator[PrintedColumn]:
    for column, heading in framework.headings(round_.quarter).items():
        if column in COMPARATORS and not framework.style.benchmarks:
            continue
        yield PrintedColumn(column.value, clean(heading))
        if column is Column.PREVIOUS:
            yield PrintedColumn(DIRECTION, DIRECTION_HEADING)
            if framework.has_targets:
                yield PrintedColumn(TARGET, TARGET_HEADING)


def _row(
    entry: Assessed,
    columns: Sequence[PrintedColumn],
    framework: Framework,
    past: Past,
    notes: Notes,
) -> IndicatorRow:
    indicator = entry.indicator
    headings = {column.kind: column.heading for column in columns}
    figures: dict[str, Shown] = {
        column.value: shown(entry.values[column], indicator, headings[column.value])
        for column in FIGURE_COLUMNS
        if column.value in headings
    }
    for column, revision in past.revised[indicator.key].items():
        if column.value in figures:
            figures[column.value] = as_revised(figures[column.value], headings[column.value], revision, notes)
    if entry.source is None:
        figures[Column.LATEST.value] = Shown(Text(NOT_RECEIVED.capitalize(), Role.GAP))
    return IndicatorRow(
        code=code_of(indicator, framework.no_code),
        name=clean(indicator.name),
        unit=indicator.unit.value,
        figures=figures,
        movement=movement_shown(entry, notes),
        against_neighbours=standing_words(entry.against_neighbours) if framework.style.benchmarks else "",
        against_national=standing_words(entry.against_national) if framework.style.benchmarks else "",
        source=words_or(entry, Column.SOURCE, NOT_GIVEN.capitalize()),
        commentary=words_or(entry, Column.COMMENTARY, NO_COMMENTARY),
        positions=_positions(entry, notes) if framework.style.benchmarks else {},
        target=target_shown(entry.against_target, indicator) if TARGET in headings else None,
        trend=trend_shown(past.trends[indicator.key], notes, drawn=past.charts)
        if indicator.key in past.trends
        else None,
    )


def _positions(entry: Assessed, notes: Notes) -> dict[str, Text]:
    """Where the latest figure stands, below each comparator's figure that there is one to hold against."""
    standings = {Column.NEIGHBOURS: entry.against_neighbours, Column.NATIONAL: entry.against_national}
    has_latest = isinstance(entry.values[Column.LATEST], Figure)
    return {
        column.value: position_shown(standing, notes)
        for column, standing in standings.items()
        if has_latest and isinstance(entry.values[column], Figure)
    }
