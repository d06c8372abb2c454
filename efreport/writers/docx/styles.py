"""The named styles and how each looks, as a table. How a look is said to Word is in `stylesheet`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from efreport.writers.docx.page import TEXT_WIDTH

FONT = "Arial"
BODY_POINTS = 12
CELL_MARGIN = 80
"""On the left and on the right of a cell's text, in twentieths of a point."""

ACCENT = "12505B"
INK = "1F2427"
QUIET = "4A5459"
GREEN = "14532D"
RED = "8A1C0A"
RULE = "B4BEC3"
HEADER_FILL = "E6EBED"
WARNING_FILL = "FDF3E7"
WARNING_RULE = "A33B00"


class Style(StrEnum):
    """The identifier of each style that is used by name."""

    BODY = "Normal"
    TITLE = "Title"
    SUBTITLE = "Subtitle"
    SUMMARY = "Summary"
    SUMMARY_NOTE = "NoteOfSummary"
    SUMMARY_HEADING = "HeadingOfSummary"
    HEADING_1 = "Heading1"
    HEADING_2 = "Heading2"
    NOTE = "Note"
    WARNING = "Warning"
    CONTENTS_HEADING = "TOCHeading"
    CONTENTS_1 = "TOC1"
    HEADER = "Header"
    FOOTER = "Footer"
    SEPARATOR = "Separator"
    TABLE = "FrameworkTable"
    CLOSE_TABLE = "CloseTable"
    TABLE_NOTE = "TableNote"
    CHARTS = "Charts"
    STRONG = "Strong"
    OWNER = "Owner"
    IMPROVED = "Improved"
    WORSENED = "Worsened"
    GAP = "Gap"


@dataclass(frozen=True)
class Look:
    """How a paragraph style looks: sizes and spaces in points, lines as a multiple of the size.

    `together` keeps the paragraph in one piece and with the next; `level` is that of a heading; `hangs` aligns what is
    on a line at its top; `box` names the sides that have a rule; `stops` are its tab stops and `indent` its indent, in
    twentieths of a point.
    """

    style: str
    name: str
    points: float = BODY_POINTS
    bold: bool = False
    colour: str = INK
    before: float = 0
    after: float = 6
    lines: float = 1.1
    together: bool = False
    align: str = "left"
    indent: int = 0
    level: int = 0
    box: tuple[str, ...] = ()
    box_colour: str = RULE
    fill: str = ""
    stops: tuple[tuple[str, int], ...] = ()
    hangs: bool = False


@dataclass(frozen=True)
class CharacterLook:
    """How a character style differs from the text around it."""

    style: Style
    name: str
    bold: bool = False
    colour: str = ""


@dataclass(frozen=True)
class TableStyles:
    """The styles of the texts in one kind of table and of the table itself, and how many rows no page may end within."""

    prefix: str
    points: float
    table: Style = Style.TABLE
    most_kept_whole: int = 0

    @property
    def text(self) -> str:
        """The style of words."""
        return f"{self.prefix}Text"

    @property
    def figure(self) -> str:
        """The style of figures, which are set to the right."""
        return f"{self.prefix}Figure"

    @property
    def row_name(self) -> str:
        """The style of the cell that names its row."""
        return f"{self.prefix}RowName"

    def heading(self, *, of_figures: bool) -> str:
        """The style of a column's heading."""
        return f"{self.prefix}FigureHeading" if of_figures else f"{self.prefix}Heading"

    def looks(self) -> tuple[Look, ...]:
        """How these styles look; a heading stays with the row below it."""
        words = Look(self.text, f"{self.prefix} Text", self.points, after=0, lines=1)
        name = replace(words, style=self.row_name, name=f"{self.prefix} Row Name", bold=True)
        heading = replace(name, style=self.heading(of_figures=False), name=f"{self.prefix} Heading", together=True)
        return (
            words,
            replace(words, style=self.figure, name=f"{self.prefix} Figure", align="right"),
            name,
            heading,
            replace(heading, style=self.heading(of_figures=True), name=f"{self.prefix} Figure Heading", align="right"),
        )


PLAIN_TABLE = TableStyles("Table", 10.5)
SUMMARY_TABLE = TableStyles("Summary", 9, Style.CLOSE_TABLE, most_kept_whole=24)
INDICATOR_TABLE = TableStyles("Indicator", 9)

_TITLE = Look(Style.TITLE, "Title", 24, bold=True, colour=ACCENT, before=0, after=0, lines=1, together=True)
_HEADING_1 = replace(
    _TITLE, style=Style.HEADING_1, name="heading 1", points=18, before=20, after=8, level=1, box=("bottom",)
)
_CONTENTS_HEADING = replace(_TITLE, style=Style.CONTENTS_HEADING, name="TOC Heading", points=18, before=14, after=8)
_WARNING = Look(
    Style.WARNING,
    "Warning",
    bold=True,
    before=8,
    after=10,
    indent=120,
    box=("top", "left", "bottom", "right"),
    box_colour=WARNING_RULE,
    fill=WARNING_FILL,
)
_HEADER_STOPS = (("center", TEXT_WIDTH // 2), ("right", TEXT_WIDTH))

LOOKS = (
    _TITLE,
    Look(Style.SUBTITLE, "Subtitle", 12, colour=QUIET, before=2, after=6, lines=1, stops=(("right", TEXT_WIDTH),)),
    _HEADING_1,
    Look(Style.SUMMARY, "Summary", 10.5, after=2, lines=1),
    Look(Style.SUMMARY_NOTE, "Note of Summary", 9, colour=QUIET, before=2, after=0, lines=1),
    Look(
        Style.SUMMARY_HEADING,
        "Heading of Summary",
        11.5,
        bold=True,
        colour=ACCENT,
        before=6,
        after=2,
        lines=1,
        together=True,
        level=1,
    ),
    Look(Style.HEADING_2, "heading 2", 13, bold=True, before=14, lines=1, together=True, level=2),
    Look(Style.NOTE, "Note", 11, colour=QUIET, before=4),
    _WARNING,
    _CONTENTS_HEADING,
    Look(Style.CONTENTS_1, "toc 1", 11, before=0, after=3, lines=1, stops=(("right", TEXT_WIDTH),)),
    Look(Style.HEADER, "header", 9, colour=QUIET, after=0, stops=_HEADER_STOPS),
    Look(Style.FOOTER, "footer", 9, colour=QUIET, after=0, align="right"),
    Look(Style.SEPARATOR, "Separator", 9, after=0, lines=0.5),
    Look(Style.TABLE_NOTE, "Table Note", INDICATOR_TABLE.points, colour=QUIET, before=3, after=2),
    Look(Style.CHARTS, "Charts", 9, before=2, after=4, lines=1, hangs=True),
    *PLAIN_TABLE.looks(),
    *SUMMARY_TABLE.looks(),
    *INDICATOR_TABLE.looks(),
)

CHARACTER_LOOKS = (
    CharacterLook(Style.STRONG, "Strong", bold=True),
    CharacterLook(Style.OWNER, "Owner", bold=True, colour=QUIET),
    CharacterLook(Style.IMPROVED, "Improved", bold=True, colour=GREEN),
    CharacterLook(Style.WORSENED, "Worsened", bold=True, colour=RED),
    CharacterLook(Style.GAP, "Gap", colour=QUIET),
)
