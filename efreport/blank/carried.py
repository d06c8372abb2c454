"""What stands in a blank return before anybody fills it in: rolled forward from the quarter before, and nothing guessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from efreport.model import (
    Column,
    Framework,
    Indicator,
    QuarterRecord,
    RecordedRow,
    ServiceArea,
    template_version,
)
from efreport.quarter import Quarter

AS_IT_WAS = (Column.NEIGHBOURS, Column.NATIONAL)


@dataclass(frozen=True)
class BlankRow:
    """One indicator to be filled in: the texts that are carried forward, and last quarter's source and commentary."""

    indicator: Indicator
    code: str
    carried: Mapping[Column, str]
    last_source: str = ""
    last_commentary: str = ""


@dataclass(frozen=True)
class BlankSection:
    """A section of the return; the first may have no heading."""

    heading: str
    rows: tuple[BlankRow, ...]


@dataclass(frozen=True)
class BlankReturn:
    """The return of one service area for one quarter. `version` changes with its codes, names, units and headings."""

    area: ServiceArea
    quarter: Quarter
    sections: tuple[BlankSection, ...]
    version: str
    last: QuarterRecord | None

    @property
    def rows(self) -> tuple[BlankRow, ...]:
        """Every indicator, in printed order."""
        return tuple(row for section in self.sections for row in section.rows)


def blank_returns(framework: Framework, quarter: Quarter, last: QuarterRecord | None) -> Iterator[BlankReturn]:
    """Give the blank return of every service area that reports in the quarter. `last` is the quarter before, if known."""
    for area in framework.reporting_in(quarter).areas:
        sections = tuple(
            BlankSection(section.heading, tuple(_row(each, framework, quarter, last) for each in section.indicators))
            for section in area.sections
        )
        yield BlankReturn(area, quarter, sections, template_version(area, framework, quarter), last)


def _row(indicator: Indicator, framework: Framework, quarter: Quarter, last: QuarterRecord | None) -> BlankRow:
    code = " / ".join(indicator.codes) or framework.no_code
    row = last.by_key.get(indicator.key) if last else None
    if row is None:
        return BlankRow(indicator, code, {})
    return BlankRow(indicator, code, dict(_carried(row, quarter)), row.source, row.commentary)


def _carried(row: RecordedRow, quarter: Quarter) -> Iterator[tuple[Column, str]]:
    """The outturn is carried within its year; in a new one it is another year's, which nobody has stated yet."""
    texts = {column: figure.text for column, figure in row.figures.items()}
    yield Column.PREVIOUS, texts.get(Column.LATEST, "")
    if quarter.previous.year_before == quarter.year_before:
        yield Column.YEAR, texts.get(Column.YEAR, "")
    for column in AS_IT_WAS:
        yield column, texts.get(column, "")
