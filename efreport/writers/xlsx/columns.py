"""What stands in each column of the flat table; nothing of how the table is laid out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count

from efreport.document import Document, IndicatorRow, IndicatorTable, Number, PrintedColumn, Role, Text
from efreport.writers.xlsx.cells import NONE, one_line


@dataclass(frozen=True)
class Entry:
    """One row of the flat table: an indicator and the table of the section it comes from."""

    table: IndicatorTable
    row: IndicatorRow


@dataclass(frozen=True)
class FlatColumn:
    """A column of the flat table: its kind, heading and least width, and what stands in it."""

    kind: str
    heading: str
    width: float
    content: Callable[[Entry], Text | Number]
    signed: bool = False


def entries(document: Document) -> Iterator[Entry]:
    """Give the rows of the flat table, in printed order."""
    for table in document.indicator_tables:
        for row in table.rows:
            yield Entry(table, row)


def flat_columns(document: Document) -> tuple[FlatColumn, ...]:
    """Give the columns of the flat table: the framework's own in their order, and behind them what goes into detail."""
    printed = document.indicator_tables[0].columns if document.indicator_tables else ()
    columns = [
        FlatColumn("area", "Area", 15, lambda entry: Text(entry.table.area)),
        FlatColumn("section", "Section", 13, lambda entry: Text(entry.table.section)),
        *(flat for column in printed for flat in _own(column)),
        *(flat for column in printed for flat in _parts(column)),
        *_trend(document),
        FlatColumn("figure_notes", "Notes on the figures", 22, lambda entry: _said(figure_notes(entry.row))),
        FlatColumn("comparison_notes", "Notes on the comparison", 22, lambda entry: _said(comparison_notes(entry))),
    ]
    return tuple(_distinct(columns))


def _trend(document: Document) -> Iterator[FlatColumn]:
    if document.quarters:
        yield FlatColumn(
            "trend", "Trend", 22, lambda entry: _word(entry.row.trend.text.words if entry.row.trend else "")
        )


def figure_notes(row: IndicatorRow) -> tuple[str, ...]:
    """Give what qualifies the figures of a row."""
    return tuple(shown.note for shown in row.figures.values() if shown.note)


def comparison_notes(entry: Entry) -> tuple[str, ...]:
    """Give why there is no movement, the numbered notes that the row refers to, and what qualifies its status."""
    movement, target = entry.row.movement, entry.row.target
    referred = (entry.table.notes[number - 1] for number in entry.row.note_numbers)
    own = movement.note if movement.note and not movement.text.notes else ""
    return tuple(filter(None, (own, *referred, target.note if target else "")))


def _own(column: PrintedColumn) -> Iterator[FlatColumn]:
    match column.kind:
        case "code":
            yield FlatColumn("code", column.heading, 10, lambda entry: Text(entry.row.code))
        case "name":
            yield FlatColumn("name", column.heading, 26, lambda entry: Text(entry.row.name))
            yield FlatColumn("unit", "Unit", 11, lambda entry: Text(entry.row.unit))
        case "direction":
            yield FlatColumn("direction", column.heading, 18, lambda entry: entry.row.movement.text)
        case "target":
            yield FlatColumn("target", "Target", 9, lambda entry: _target_in(entry.row))
            yield FlatColumn(
                "status", "BRAG", 14, lambda entry: entry.row.target.status if entry.row.target else _word("")
            )
        case "source":
            yield FlatColumn("source", column.heading, 12, lambda entry: entry.row.source)
        case "commentary":
            yield FlatColumn("commentary", column.heading, 50, lambda entry: entry.row.commentary)
        case _:
            yield FlatColumn(column.kind, column.heading, 11, lambda entry: _figure_in(entry.row, column.kind))


def _parts(column: PrintedColumn) -> Iterator[FlatColumn]:
    """What a column says in short, one by one, to filter and sort by."""
    match column.kind:
        case "direction":
            yield from _movement()
        case "neighbours":
            heading = "Against statistical neighbours"
            yield FlatColumn("against_neighbours", heading, 20, lambda entry: _word(entry.row.against_neighbours))
        case "national":
            yield FlatColumn(
                "against_national", "Against national", 20, lambda entry: _word(entry.row.against_national)
            )
        case _:
            pass


def _movement() -> Iterator[FlatColumn]:
    yield FlatColumn("movement", "Movement", 10, lambda entry: _word(entry.row.movement.direction))
    yield FlatColumn("change", "Change", 8, lambda entry: entry.row.movement.change or _word(""), signed=True)
    yield FlatColumn("change_unit", "Change unit", 8, lambda entry: _word(entry.row.movement.change_unit))
    yield FlatColumn("judgement", "Judgement", 11, lambda entry: _word(entry.row.movement.judgement))


def _figure_in(row: IndicatorRow, kind: str) -> Text | Number:
    shown = row.figures.get(kind)
    return (shown.number or shown.text) if shown else _word("")


def _target_in(row: IndicatorRow) -> Text | Number:
    return (row.target.amount or row.target.text) if row.target else _word("")


def _word(word: str) -> Text:
    return Text(word) if word else Text(NONE, Role.GAP)


def _said(notes: Sequence[str]) -> Text:
    return _word("\n".join(notes))


def _distinct(columns: Iterable[FlatColumn]) -> Iterator[FlatColumn]:
    """Excel refuses a table with two headings that are the same in any case, or with one of several lines."""
    taken: set[str] = set()
    for column in columns:
        heading = one_line(column.heading)
        names = chain([heading], (f"{heading} ({number})" for number in count(2)))
        name = next(name for name in names if name.casefold() not in taken)
        taken.add(name.casefold())
        yield replace(column, heading=name)
