"""What a document is made of, from top to bottom: headings, paragraphs, tables and charts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from efreport.document.shown import IndicatorRow, PrintedColumn
from efreport.document.words import Number, Text


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is a service area or the notes, level 2 a section."""

    level: int
    words: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text."""

    text: Text


@dataclass(frozen=True)
class Table:
    """A plain table with one header row. The first column names the row.

    `name` is a single word that stays the same from quarter to quarter, for formulas and programs; empty for none.
    """

    caption: str
    description: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    name: str = ""


@dataclass(frozen=True)
class IndicatorTable:
    """The indicators of one section of one area, with the numbered notes that its rows refer to."""

    caption: str
    description: str
    area: str
    section: str
    columns: tuple[PrintedColumn, ...]
    rows: tuple[IndicatorRow, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Series:
    """One kind of figure in a chart: its name, and the figure of each category or None."""

    name: str
    values: tuple[Number | None, ...]


@dataclass(frozen=True)
class Chart:
    """Figures of the tables drawn side by side, all in one unit. `description` says them in words, for who cannot see it.

    Where it is `stacked`, the series of a category are parts of a whole and are drawn one after the other.
    """

    title: str
    description: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    stacked: bool = False


Block: TypeAlias = Heading | Paragraph | Table | IndicatorTable | Chart


def texts(blocks: Iterable[Block]) -> Iterator[str]:
    """Every text of the blocks in reading order, cell by cell: what any output must hold and give back.

    Not those of charts, which draw what the tables hold and may be left out.
    """
    for block in blocks:
        match block:
            case Heading():
                yield block.words
            case Paragraph():
                yield block.text.words
            case Table():
                yield from block.headings
                yield from (cell.words for row in block.rows for cell in row)
            case IndicatorTable():
                yield from (column.heading for column in block.columns)
                for row in block.rows:
                    yield from (
                        row.code,
                        row.name,
                        row.source.words,
                        row.commentary.words,
                        row.movement.text.words,
                    )
                    yield from (figure.text.words for figure in row.figures.values())
                    yield from (position.words for position in row.positions.values())
                    if row.target:
                        yield row.target.text.words
                    if row.trend:
                        yield row.trend.text.words
                yield from block.notes
            case Chart():
                pass
