"""An earlier quarter as it was published: the ledger's figures laid over what its returns in the folder say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from efreport.dated import value_in
from efreport.model import (
    Cell,
    CellRef,
    Column,
    Figure,
    FigureCell,
    Indicator,
    RecordedFigure,
    RecordedRow,
    Return,
    Round,
    Row,
    ServiceArea,
)
from efreport.quarter import Quarter

if TYPE_CHECKING:
    from efreport.ledger import Edition


class _Source(NamedTuple):
    """Where published figures stand: the edition in words, and its quarter."""

    label: str
    quarter: Quarter


def published_over(round_: Round | None, edition: Edition, wanted: Sequence[ServiceArea]) -> Round:
    """Give an earlier round as it was published: where a return in the folder says another figure, the published one.

    `wanted` are the areas of which it is asked; of one whose return is not there, what was published stands for it.
    """
    source = _Source(f"edition {edition.number} of {edition.quarter.key}", edition.quarter)
    published = {row.key: row for row in edition.rows}
    base = round_ or Round(edition.quarter, ())
    returns = [_as_published(found, published, source) for found in base.returns]
    for area in wanted:
        rows = tuple(_row(each, published[each.key], source) for each in area.indicators if each.key in published)
        if rows and base.return_of(area) is None:
            returns.append(Return(source.label, Path(source.label), "", "", area, None, None, None, None, {}, (), rows))
    return replace(base, returns=tuple(returns), published=source.label)


def _as_published(found: Return, published: Mapping[str, RecordedRow], source: _Source) -> Return:
    rows = tuple(
        replace(row, figures={**row.figures, **_otherwise(row, published[row.indicator.key], source)})
        if row.indicator and row.indicator.key in published
        else row
        for row in found.rows
    )
    return replace(found, rows=rows)


def _otherwise(row: Row, published: RecordedRow, source: _Source) -> dict[Column, FigureCell]:
    """The figures of a row that were published otherwise than its return now says."""
    return {
        column: _figure_cell(figure, source)
        for column, figure in published.figures.items()
        if column in row.figures and row.figures[column].text != figure.text
    }


def _row(indicator: Indicator, published: RecordedRow, source: _Source) -> Row:
    at = CellRef(source.label)
    figures = {column: _figure_cell(figure, source) for column, figure in published.figures.items()}
    words = {Column.SOURCE: Cell(at, published.source), Column.COMMENTARY: Cell(at, published.commentary)}
    return Row(at, indicator, figures, words)


def _figure_cell(figure: RecordedFigure, source: _Source) -> FigureCell:
    value = value_in(source.quarter, figure.text)
    if isinstance(value, Figure) and figure.amount is not None:
        value = replace(value, amount=figure.amount)
    return FigureCell(CellRef(source.label), figure.text, value)
