"""A made-up history: quarters of published figures in a ledger, each the next one's previous."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from efreport.ledger import Edition, Own, append
from efreport.model import Column, Figure, Framework, Indicator, Origin, RecordedFigure, RecordedRow
from efreport.movement import written_in
from efreport.quarter import Quarter
from efreport.values import parse_value

Figures = Mapping[str, Sequence[str]]
"""By the indicator's key, its latest results as they are printed, oldest quarter first; "" where it was not reported."""


def quarters_to(last: Quarter, count: int) -> tuple[Quarter, ...]:
    """Give that many quarters, the last one last."""
    quarters = [last]
    while len(quarters) < count:
        quarters.insert(0, quarters[0].previous)
    return tuple(quarters)


def publish_history(framework: Framework, last: Quarter, figures: Figures, path: Path | None = None) -> None:
    """Put an edition of every quarter up to the last one into the ledger of the framework."""
    count = max(map(len, figures.values()))
    for place, quarter in enumerate(quarters_to(last, count)):
        rows = tuple(
            row(indicator, framework, texts, place)
            for indicator in framework.indicators()
            if (texts := figures.get(indicator.key)) and texts[place]
        )
        year, month, day = str(quarter.next.last_day).split("-")
        entry = Edition(
            quarter=quarter,
            number=1,
            origin=Origin.PUBLISHED,
            recorded_at=f"{year}-{month}-{day}T09:00:00Z",
            by="Head of Performance",
            reason="",
            version="0.1.0",
            config_sha256="",
            rows=rows,
        )
        append(path or framework.ledger, _always(entry))


def _always(entry: Edition) -> Callable[[Own], Edition]:
    return lambda _: entry


def row(indicator: Indicator, framework: Framework, texts: Sequence[str], place: int) -> RecordedRow:
    """Give an indicator's row of one quarter, with the quarter before beside it."""
    area = framework.area(indicator.area)
    columns = {
        Column.LATEST: texts[place],
        Column.PREVIOUS: texts[place - 1] if place else "n/a",
        Column.NEIGHBOURS: "52" if indicator.key == "cp3" else "n/a",
        Column.NATIONAL: "n/a",
    }
    return RecordedRow(
        area.key, area.heading, "", indicator.key, " / ".join(indicator.codes) or framework.no_code, indicator.name,
        indicator.unit, indicator.polarity, {column: recorded(text, indicator) for column, text in columns.items()},
    )  # fmt: skip


def recorded(text: str, indicator: Indicator) -> RecordedFigure:
    """Give a figure as it is recorded: an amount where it is sure."""
    value = parse_value(text)
    sure = isinstance(value, Figure) and written_in(value, indicator.unit)
    return RecordedFigure(text, value.amount if sure and isinstance(value, Figure) else None)
