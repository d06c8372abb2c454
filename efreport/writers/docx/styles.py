"""The named styles and how each looks in a design, as a table. How a look is said to Word is in `stylesheet`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from efreport.document import Role
from efreport.writers.docx.design import CELL_SPACE, INK, QUIET, RULE, Design


class Style(StrEnum):
    """The identifier of each style that is used by name."""

    BODY = "Normal"
    TITLE = "Title"
    SUBTITLE = "Subtitle"
    ORGANISATION = "Organisation"
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
    TABLE_NOTE = "TableNote"
    CHARTS = "Charts"
    STRONG = "Strong"
    OWNER = "Owner"
    IMPROVED = "Improved"
    WORSENED = "Worsened"
    GAP = "Gap"


ROLE_STYLES = {
    Role.IMPROVED: Style.IMPROVED,
    Role.WORSENED: Style.WORSENED,
    Role.NOT_COMPARED: Style.GAP,
    Role.AWAITED: Style.GAP,
    Role.GAP: Style.GAP,
    Role.NOTE: Style.GAP,
    Role.WARNING: Style.STRONG,
}


@dataclass(frozen=True)
class Look:
    """How a paragraph style looks: sizes and spaces in points, lines as a multiple of the size.

    `together` keeps the paragraph in one piece and with the next; `level` is that of a heading; `hangs` aligns what is
    on a line at its top; `box` names the sides that have a rule; `stops` are its tab stops and `indent` its indent, in
    twentieths of a point.
    """

    style: str
    name: str
    points: float
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
    font: str = ""


@dataclass(frozen=True)
class CharacterLook:
    """How a character style differs from the text around it."""

    style: str
    name: str
    bold: bool = False
    colour: str = ""


@dataclass(frozen=True)
class TableStyles:
    """The styles of the texts in one kind of table, and the `space` above and below them in twentieths of a point.

    Where `is_roomy`, its text is larger if the page has room. A table of `most_kept_whole` rows or fewer stays on a page.
    """

    prefix: str
    space: int = CELL_SPACE
    is_roomy: bool = False
    most_kept_whole: int = 0

    def points(self, design: Design) -> float:
        """The size of the text, which is that of the tables of indicators unless there is more room."""
        return design.plain_points if self.is_roomy else design.table_points

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

    def looks(self, design: Design) -> tuple[Look, ...]:
        """How these styles look; a heading stays with the row below it."""
        words, header = (
            Look(self.text, f"{self.prefix} Text", self.points(design), after=0, lines=1),
            design.table_header.text,
        )
        name = replace(words, style=self.row_name, name=f"{self.prefix} Row Name", bold=True)
        heading = replace(
            name, style=self.heading(of_figures=False), name=f"{self.prefix} Heading", colour=header, together=True
        )
        return (
            words,
            replace(words, style=self.figure, name=f"{self.prefix} Figure", align="right"),
            name,
            heading,
            replace(heading, style=self.heading(of_figures=True), name=f"{self.prefix} Figure Heading", align="right"),
        )


PLAIN_TABLE = TableStyles("Table", is_roomy=True)
SUMMARY_TABLE = TableStyles("Summary", space=5, most_kept_whole=24)
INDICATOR_TABLE = TableStyles("Indicator")


def looks(design: Design) -> tuple[Look, ...]:
    """How every paragraph style looks."""
    return (
        *_title_looks(design),
        *_summary_looks(design),
        Look(Style.NOTE, "Note", design.text_points - 1, colour=QUIET, before=4),
        _warning(design),
        *_contents_looks(design),
        *_page_looks(design),
        Look(Style.SEPARATOR, "Separator", 9, after=0, lines=0.5),
        Look(Style.TABLE_NOTE, "Table Note", design.table_points, colour=QUIET, before=3, after=2),
        Look(Style.CHARTS, "Charts", 9, before=2, after=4, lines=1, hangs=True),
        *PLAIN_TABLE.looks(design),
        *SUMMARY_TABLE.looks(design),
        *INDICATOR_TABLE.looks(design),
    )


def _title(design: Design) -> Look:
    return Look(
        Style.TITLE,
        "Title",
        22,
        bold=True,
        colour=design.headings,
        before=0,
        after=0,
        lines=1,
        together=True,
        font=design.heading_font,
    )


def _title_looks(design: Design) -> tuple[Look, ...]:
    text, title = design.text_points, _title(design)
    stops = (("right", design.page.text_width),)
    heading = replace(
        title, style=Style.HEADING_1, name="heading 1", points=18, before=20, after=8, level=1, box=("bottom",)
    )
    section = Look(
        Style.HEADING_2,
        "heading 2",
        text + 1,
        bold=True,
        before=14,
        lines=1,
        together=True,
        level=2,
        font=design.heading_font,
    )
    return (
        Look(Style.ORGANISATION, "Organisation", text, bold=True, colour=QUIET, after=0),
        title,
        Look(
            Style.SUBTITLE,
            "Subtitle",
            text,
            colour=QUIET,
            before=0,
            after=4,
            lines=1,
            stops=stops,
            font=design.heading_font,
        ),
        heading,
        section,
    )


def _summary_looks(design: Design) -> tuple[Look, ...]:
    """Those of the first page, set close, since it must hold much."""
    text, least = design.text_points, design.table_points
    heading = Look(
        Style.SUMMARY_HEADING,
        "Heading of Summary",
        max(text - 0.5, least),
        bold=True,
        colour=design.headings,
        before=4,
        after=2,
        lines=1,
        together=True,
        level=1,
        font=design.heading_font,
    )
    return (
        Look(Style.SUMMARY, "Summary", max(text - 1.5, least), after=1, lines=1),
        Look(Style.SUMMARY_NOTE, "Note of Summary", least, colour=QUIET, before=2, after=0, lines=1),
        heading,
    )


def _warning(design: Design) -> Look:
    return Look(
        Style.WARNING,
        "Warning",
        design.text_points,
        bold=True,
        colour=design.warning.text,
        before=8,
        after=10,
        indent=120,
        box=("top", "left", "bottom", "right"),
        box_colour=design.warning_rule,
        fill=design.warning.fill,
    )


def _contents_looks(design: Design) -> tuple[Look, ...]:
    stops = (("right", design.page.text_width),)
    return (
        replace(_title(design), style=Style.CONTENTS_HEADING, name="TOC Heading", points=18, before=14, after=8),
        Look(Style.CONTENTS_1, "toc 1", 11, before=0, after=3, lines=1, stops=stops),
    )


def _page_looks(design: Design) -> tuple[Look, ...]:
    width = design.page.text_width
    stops = (("center", width // 2), ("right", width))
    return (
        Look(Style.HEADER, "header", 9, colour=QUIET, after=0, stops=stops),
        Look(Style.FOOTER, "footer", 9, colour=QUIET, after=0, align="right"),
    )


def character_looks(design: Design) -> tuple[CharacterLook, ...]:
    """How every character style looks: those of our own, and one for each further role that config paints."""
    own = (
        CharacterLook(Style.STRONG, "Strong", bold=True),
        CharacterLook(Style.OWNER, "Owner", bold=True, colour=QUIET),
        CharacterLook(Style.IMPROVED, "Improved", bold=True, colour=design.paints[Role.IMPROVED].text),
        CharacterLook(Style.WORSENED, "Worsened", bold=True, colour=design.paints[Role.WORSENED].text),
        CharacterLook(Style.GAP, "Gap", colour=QUIET),
    )
    painted = (
        CharacterLook(_painted(role), f"Painted {role.value}", role is Role.WARNING, paint.text)
        for role, paint in design.of_config.items() if role not in (Role.IMPROVED, Role.WORSENED)
    )  # fmt: skip
    return (*own, *painted)


def character_style(role: Role, design: Design) -> str:
    """The character style of a text in a cell, empty where it looks like the text around it."""
    if role in design.of_config and role not in (Role.IMPROVED, Role.WORSENED):
        return _painted(role)
    return ROLE_STYLES.get(role, "")


def _painted(role: Role) -> str:
    return f"Painted{role.value.title().replace(' ', '')}"
