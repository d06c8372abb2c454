"""The workbook read back: which texts and numbers of the document are not found in its cells; nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import chain, repeat
from math import isclose
from zipfile import ZipFile

from efreport.document import Block, Chart, Document, Heading, IndicatorTable, Number, Paragraph, Text, texts
from efreport.writers.formats import shown, value_of
from efreport.writers.xlsx.cells import clean, one_line
from efreport.writers.xlsx.columns import Entry, comparison_notes, entries, figure_notes, flat_columns
from efreport.writers.xlsx.cover import contents, lead
from efreport.writers.xlsx.history import HISTORY
from efreport.writers.xlsx.quality import QUALITY, title_of
from efreport.writers.xlsx.reading_charts import absent_charts
from efreport.writers.xlsx.reading_history import absent_history
from efreport.writers.xlsx.seen import NOTHING, Row, Seen, seen_in
from efreport.writers.xlsx.summary import SUMMARY, summary_blocks


def missing(document: Document, data: bytes) -> tuple[str, ...]:
    """Give every text and every figure of the document that is not in the workbook, each in its words."""
    with ZipFile(BytesIO(data)) as package:
        sheets = seen_in(package)
    names = ("Cover", SUMMARY, "Framework", QUALITY, "Notes")
    cover, summary, framework, quality, notes = (sheets.get(name, []) for name in names)
    areas = [block for block in document.areas if isinstance(block, Heading) and block.level == 1]
    front = (document.title, document.directorate, document.organisation, document.quarter)
    between = (block for block in document.areas if not isinstance(block, IndicatorTable) and block not in areas)
    return (
        *_absent((*front, *texts(lead(document)), *(words for _, words in contents(document))), cover),
        *_absent_blocks(summary_blocks(document), summary),
        *absent_charts(
            [block for block in summary_blocks(document) if isinstance(block, Chart)], data, {SUMMARY: summary}
        ),
        *_absent(texts(between), (*framework, *notes)),
        *_absent_indicators(document, framework),
        *absent_history(document, data, sheets.get(HISTORY, [])),
        *_absent(texts(title_of(document)[1]), quality),
        *_absent_blocks(document.notes, notes),
    )


def _absent(wanted: Iterable[str], rows: Iterable[Row]) -> Iterator[str]:
    """A text that the document has twice must be seen twice."""
    found = Counter(cell.words for row in rows for cell in row)
    for words in filter(None, wanted):
        if found[clean(words)]:
            found[clean(words)] -= 1
        else:
            yield words


def _absent_blocks(blocks: Sequence[Block], rows: Sequence[Row]) -> Iterator[str]:
    """A paragraph runs on from row to row; all else stands in a cell of its own."""
    yield from _absent(texts(block for block in blocks if not isinstance(block, Paragraph)), rows)
    said = _on_one_line(" ".join(row[0].words for row in rows if row))
    for words, times in Counter(
        _on_one_line(clean(each.text.words)) for each in blocks if isinstance(each, Paragraph)
    ).items():
        if said.count(words) < times:
            yield words


def _on_one_line(words: str) -> str:
    return " ".join(words.split())


def _absent_indicators(document: Document, rows: Sequence[Row]) -> Iterator[str]:
    start = next((number for number, row in enumerate(rows) if sum(bool(cell.words) for cell in row) > 1), len(rows))
    header = [cell.words for cell in rows[start]] if start < len(rows) else []
    places = {
        column.kind: header.index(column.heading) for column in flat_columns(document) if column.heading in header
    }
    for entry, row in zip(entries(document), chain(rows[start + 1 :], repeat(())), strict=False):
        yield from _absent_in(entry, {kind: row[place] for kind, place in places.items() if place < len(row)})
    referred = {note for entry in entries(document) for note in comparison_notes(entry)}
    for table in document.indicator_tables:
        # The target is two columns here, with headings of their own.
        own = (column.heading for column in table.columns if column.kind != "target")
        yield from (heading for heading in own if one_line(heading) not in header)
        yield from (note for note in table.notes if note not in referred)


def _absent_in(entry: Entry, cells: Mapping[str, Seen]) -> Iterator[str]:
    for kind, words in _texts_of(entry):
        if not _holds(cells.get(kind, NOTHING), Text(words)):
            yield words
    for kind, figure in entry.row.figures.items():
        if not _holds(cells.get(kind, NOTHING), figure.number or figure.text):
            yield figure.text.words
    target = entry.row.target
    if target and not _holds(cells.get("target", NOTHING), target.amount or target.text):
        yield target.text.words
    change = entry.row.movement.change
    if change and not _holds(cells.get("change", NOTHING), change, signed=True):
        yield shown(change, signed=True)
    for kind, notes in (("figure_notes", figure_notes(entry.row)), ("comparison_notes", comparison_notes(entry))):
        yield from (note for note in notes if clean(note) not in cells.get(kind, NOTHING).words)


def _texts_of(entry: Entry) -> Iterator[tuple[str, str]]:
    row, movement = entry.row, entry.row.movement
    yield from (("area", entry.table.area), ("section", entry.table.section))
    yield from (("code", row.code), ("name", row.name), ("unit", row.unit))
    yield from (("direction", movement.text.words), ("movement", movement.direction))
    yield from (("change_unit", movement.change_unit), ("judgement", movement.judgement))
    comparators = (("against_neighbours", row.against_neighbours), ("against_national", row.against_national))
    yield from ((kind, words) for kind, words in comparators if words)
    if row.trend:
        yield "trend", row.trend.text.words
    if row.target:
        yield "status", row.target.status.words
    yield from (("source", row.source.words), ("commentary", row.commentary.words))


def _holds(cell: Seen, content: Text | Number, *, signed: bool = False) -> bool:
    match content:
        case Text():
            return cell.value is None and cell.words == clean(content.words)
        case Number():
            as_shown = cell.words == shown(content, signed=signed)
            return as_shown and cell.value is not None and isclose(cell.value, value_of(content), rel_tol=1e-14)
