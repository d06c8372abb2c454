"""How a sheet opens and prints: paper, header, footer and what stays in sight; no contents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from efreport.document import Document
from efreport.spreadsheet_text import spelt_out
from efreport.writers.xlsx.cells import one_line

A3: Final = 8
A4: Final = 9
# A4 in landscape without its margins, in points; and the points of a digit of Arial 11, in which columns are counted.
SIDE_INCHES: Final = 0.4
TOP_INCHES: Final = 0.65
EDGE_INCHES: Final = 0.3
PAGE_WIDTHS: Final = {A4: 841.9 - 2 * 72 * SIDE_INCHES, A3: 1190.6 - 2 * 72 * SIDE_INCHES}
PAGE_HEIGHT: Final = 595.3 - 2 * 72 * TOP_INCHES
POINTS_OF_A_DIGIT: Final = 6
SPARE: Final = 0.95
# Excel refuses a header of more than 255 characters, and an escaped & counts twice.
LONGEST_TITLE: Final = 80
LONGEST_QUARTER: Final = 40


@dataclass(frozen=True)
class Page:
    """A printed page in landscape, one page wide: Excel's number of its paper, and header and footer in Excel's codes."""

    header: str
    footer: str
    paper: int = A4


@dataclass(frozen=True)
class Sheet:
    """A sheet by its name, its page, whether the lines between cells are shown, and whether the workbook opens on it."""

    name: str
    page: Page
    lines: bool = False
    opens: bool = False


@dataclass(frozen=True)
class Table:
    """An Excel table: its name, the area it fills, the row of its headings, which is repeated in print, and these.

    `kept` are the columns from the left that stay in sight, as the headings do.
    """

    name: str
    area: str
    header: int
    headings: tuple[str, ...]
    kept: int = 0


def page_of(document: Document, paper: int = A4) -> Page:
    """Give the page with the title, the quarter and the page numbers."""
    draft = "&CDRAFT" if document.draft else ""
    title, quarter = _escaped(document.title, LONGEST_TITLE), _escaped(document.quarter, LONGEST_QUARTER)
    owner = _escaped(document.organisation, LONGEST_TITLE)
    return Page(f"&L{title}{draft}&R{quarter}", f"&L{owner}&RPage &P of &N", paper)


def points_of_a_page(widths: Iterable[float]) -> float:
    """Give how tall all rows of a printed A4 page are on the screen, where columns of these widths fill its width."""
    scale = min(1, PAGE_WIDTHS[A4] / (sum(widths) * POINTS_OF_A_DIGIT))
    return SPARE * PAGE_HEIGHT / scale


def _escaped(words: str, longest: int) -> str:
    return spelt_out(one_line(words)[:longest]).replace("&", "&&")
