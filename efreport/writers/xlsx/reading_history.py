"""The History sheet read back: every figure, every word, and that each sparkline draws the figures of its own row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Final
from zipfile import ZipFile

from efreport.document import Document, Number, Text
from efreport.writers.formats import shown, value_of
from efreport.writers.xlsx.cells import clean
from efreport.writers.xlsx.history import HISTORY, IN_WORDS, history_contents, sentences, with_trends
from efreport.writers.xlsx.places import bounds_of
from efreport.writers.xlsx.seen import NOTHING, Row, Seen, part_of

# What stands in any other markup than this is taken for lost; that the sheet can be parsed is seen when it is checked.
DRAWN: Final = re.compile("<x14:sparkline><xm:f>([^<]*)</xm:f><xm:sqref>([^<]*)</xm:sqref></x14:sparkline>")


def absent_history(document: Document, data: bytes, rows: Sequence[Row]) -> Iterator[str]:
    """Give what of the trends is not on the sheet: a figure, words, or a sparkline of just those figures."""
    found = with_trends(document)
    if not found:
        return
    words = {cell.words for row in rows for cell in row}
    yield from (wanted for wanted in (*sentences(document), *document.quarters, IN_WORDS) if wanted not in words)
    start = next(
        (number for number, row in enumerate(rows, 1) if any(cell.words == IN_WORDS for cell in row)), len(rows)
    )
    for number, contents in enumerate(history_contents(document), start):
        cells = rows[number][1:] if number < len(rows) else ()
        for place, content in enumerate(contents):
            if not _holds(cells[place] if place < len(cells) else NOTHING, content):
                yield content.words if isinstance(content, Text) else shown(content)
    yield from _absent_lines(document, data, rows, start)


def _holds(cell: Seen, content: Text | Number) -> bool:
    match content:
        case Text():
            return cell.value is None and cell.words == clean(content.words)
        case Number():
            return cell.words == shown(content) and cell.value == float(value_of(content))


def _absent_lines(document: Document, data: bytes, rows: Sequence[Row], start: int) -> Iterator[str]:
    with ZipFile(BytesIO(data)) as package:
        markup = package.read(part_of(package, HISTORY)).decode()
    drawn = {place: area.removeprefix(f"{HISTORY}!") for area, place in DRAWN.findall(markup)}
    for row, (entry, trend) in enumerate(with_trends(document), start + 1):
        if not trend.drawn:
            continue
        area = drawn.get(f"A{row}")
        wanted = [float(value_of(number)) for number in trend.numbers if number]
        if area is None or wanted != _figures(area, rows, row):
            yield f"{entry.row.code}: the sparkline"


def _figures(area: str, rows: Sequence[Row], row: int) -> list[float]:
    first, top, last, bottom = bounds_of(area)
    if not top == bottom == row or row > len(rows):
        return []
    cells = rows[row - 1][first - 1 : last]
    return [cell.value for cell in cells if cell.value is not None]
