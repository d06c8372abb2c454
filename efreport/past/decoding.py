"""The text of a table, in whichever encoding a program saved it, cut into lines and cells."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from efreport.model import Place, Problem

FIRST_LINES = 20
"""Among how many lines the headings are looked for."""
DELIMITERS = (",", ";", "\t", "|")
LIMITS = "set under [limits] in framework.toml"
LONGEST_LINE = 1_000_000
"""Characters of one line; the longest cell that Excel saves has 32,767."""
SMALLER = "Import it in parts, or raise the limit."
SAVE_AGAIN = "In Excel: File > Save As > CSV UTF-8 (Comma delimited) (*.csv)."
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_TEXT = (
    (b"PK\x03\x04", "an Excel workbook or another packed file"),
    (b"\xd0\xcf\x11\xe0", "a workbook of an old Excel"),
)


class NotATable(Exception):
    """The file is no table that can be read; holds the problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.message)


@dataclass(frozen=True)
class Line:
    """One row of a table: its number as Excel shows it, blank rows counted and a first line sep=; not, and its cells."""

    number: int
    cells: tuple[str, ...]


def text_of(data: bytes, file: str) -> str:
    """Decode a table: UTF-8 with or without byte order mark, UTF-16, else as Windows saves Western text.

    Raises NotATable for what is no text.
    """
    for start, kind in _NO_TEXT:
        if data.startswith(start):
            hint = f"{SAVE_AGAIN} A return as a workbook is imported as it is: name it with its ending .xlsx, and --quarter."
            raise NotATable(Problem(Place(file), f"This is {kind}, and no table saved as text.", hint))
    encodings = [name for mark, name in _BOMS if data.startswith(mark)] or ["utf-8", *_without_mark(data)]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise NotATable(Problem(Place(file), "This is no text: it holds characters that no text has.", SAVE_AGAIN))


def _without_mark(data: bytes) -> tuple[str, ...]:
    """UTF-16 without its mark is known by the empty half of most letters."""
    if b"\0" in data:
        return ("utf-16-le",) if data[1::2].count(0) >= data[::2].count(0) else ("utf-16-be",)
    return ("cp1252",)


def lines_of(text: str, file: str, known: Callable[[Sequence[str]], int], most_cells: int) -> list[Line]:
    """Cut a text into rows of cells, without the blank ones.

    The delimiter is the one with which `known` tells most headings in one row, and that which Excel's own first line
    (sep=;) names. Raises NotATable for a quotation mark that is not closed, for a line without end,
    and for more cells than are read.
    """
    for number, each in enumerate(io.StringIO(text, newline=""), 1):
        if len(each) > LONGEST_LINE:
            found = f"Line {number} of the file has more than {LONGEST_LINE:,} characters, far more than any row of figures."
            raise NotATable(Problem(Place(file), found, f"Look at the file in Excel. {SAVE_AGAIN}"))
    first, _, rest = text.partition("\n")
    said = first.strip().strip('"')
    named = said.casefold().startswith("sep=") and len(said) == len("sep=;")
    delimiter = said[-1] if named else max(DELIMITERS, key=lambda each: _most_known(text, each, known))
    lines: list[Line] = []
    cells = 0
    for line in _lines(rest if named else text, delimiter, file):
        cells += len(line.cells)
        if cells > most_cells:
            found = f"It has more than {most_cells:,} cells, which is the most that is read (cells, {LIMITS})."
            raise NotATable(Problem(Place(file), found, SMALLER))
        lines.append(line)
    return lines


def _most_known(text: str, delimiter: str, known: Callable[[Sequence[str]], int]) -> int:
    top = islice(io.StringIO(text, newline=""), FIRST_LINES)
    try:
        return max((known(cells) for cells in csv.reader(top, delimiter=delimiter)), default=0)
    except csv.Error:
        return 0


def _lines(text: str, delimiter: str, file: str) -> Iterator[Line]:
    number = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1):
            if any(cell.strip() for cell in cells):
                yield Line(number, tuple(cells))
    except csv.Error as fault:
        raise NotATable(_broken(Place(file, number + 1))) from fault


def _broken(place: Place) -> Problem:
    return Problem(
        place,
        "The cells of this row cannot be told apart: a quotation mark in it is not closed, or stands within a cell.",
        f"Open the table in Excel, look at the row, and save it again. {SAVE_AGAIN}",
    )
