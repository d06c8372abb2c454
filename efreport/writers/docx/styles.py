"""The named styles and how each looks in a design, as a table. How a look is said to Word is in `stylesheet`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from efreport.document import Role
from efreport.writers.docx.design import INK, QUIET, RULE, Design


class Style(StrEnum):
    """The identifier of each style that is used by name."""

    BODY = "Normal"
    ORGANISATION = "Organisation"
    TITLE = "Title"
    SUBTITLE = "Subtitle"
    HEADING_1 = "Heading1"
    HEADING_2 = "Heading2"
    NOTE = "Note"
    WARNING = "Warning"
    CONTENTS_HEADING = "TOCHeading"
    CONTENTS_1 = "TOC1"
    CONTENTS_2 = "TOC2"
    HEADER = "Header"
    FOOTER = "Footer"
    SEPARATOR = "Separator"
    TABLE = "FrameworkTable"
    TABLE_NOTE = "TableNote"
    STRONG = "Strong"
    IMPROVED = "Improved"
    WORSENED = "Worsened"
    GAP = "Gap"


ROLE_STYLES = {
    Role.IMPROVED: Style.IMPROVED,
    Role.WORSENED: Style.WORSENED,
    Role.NOT_COMPARED: Style.GAP,
    Role.GAP: Style.GAP,
    Role.NOTE: Style.GAP,
    Role.WARNING: Style.STRONG,
}


@dataclass(frozen=True)
class Look:
    """How a paragraph style looks: sizes and spaces in points, lines as a multiple of the size.

    `together` keeps the paragraph in one piece and with the next; `level` is that of
    a heading; `box` names the sides that have a rule; `stops` are its tab stops and `indent` its indent, in twentieths
    of a point.
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
    """The styles of the texts in one kind of table."""

    prefix: str

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

    def looks(self, points: float, header: str) -> tuple[Look, ...]:
        """How these styles look in that size and with headings of that colour; a heading stays with the row below it."""
        words = Look(self.text, f"{self.prefix} Text", points, after=0, lines=1)
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


PLAIN_TABLE = TableStyles("Table")
INDICATOR_TABLE = TableStyles("Indicator")


def looks(design: Design) -> tuple[Look, ...]:
    """How every paragraph style looks."""
    text, header = design.text_points, design.table_header.text
    return (
        *_title_looks(design),
        Look(Style.NOTE, "Note", text - 1, colour=QUIET, before=4),
        _warning(design),
        *_contents_looks(design),
        *_page_looks(design),
        Look(Style.SEPARATOR, "Separator", 9, after=0, lines=0.5),
        Look(Style.TABLE_NOTE, "Table Note", design.table_points, colour=QUIET, before=3, after=2),
        *PLAIN_TABLE.looks(design.plain_points, header),
        *INDICATOR_TABLE.looks(design.table_points, header),
    )


def _title(design: Design) -> Look:
    return Look(
        Style.TITLE,
        "Title",
        26,
        bold=True,
        colour=design.headings,
        before=4,
        after=2,
        lines=1,
        together=True,
        font=design.heading_font,
    )


def _title_looks(design: Design) -> tuple[Look, ...]:
    text, title = design.text_points, _title(design)
    heading = replace(
        title, style=Style.HEADING_1, name="heading 1", points=18, before=22, after=8, level=1, box=("bottom",)
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
        Look(Style.SUBTITLE, "Subtitle", text + 2, colour=QUIET, after=10, font=design.heading_font),
        heading,
        section,
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
    section = Look(Style.CONTENTS_2, "toc 2", 10, after=0, lines=1, indent=284, stops=stops)
    return (
        replace(_title(design), style=Style.CONTENTS_HEADING, name="TOC Heading", points=18, before=14, after=8),
        replace(section, style=Style.CONTENTS_1, name="toc 1", points=11, bold=True, before=3, together=True, indent=0),
        section,
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
        CharacterLook(Style.IMPROVED, "Improved", bold=True, colour=design.paints[Role.IMPROVED].text),
        CharacterLook(Style.WORSENED, "Worsened", bold=True, colour=design.paints[Role.WORSENED].text),
        CharacterLook(Style.GAP, "Gap", colour=QUIET),
    )
    further = [role for role in design.of_config if role not in (Role.IMPROVED, Role.WORSENED)]
    painted = (
        CharacterLook(_painted(role), f"Painted {role.value}", role is Role.WARNING, design.of_config[role].text)
        for role in further
    )
    return (*own, *painted)


def character_style(role: Role, design: Design) -> str:
    """The character style of a text in a cell, empty where it looks like the text around it."""
    if role in design.of_config and role not in (Role.IMPROVED, Role.WORSENED):
        return _painted(role)
    return ROLE_STYLES.get(role, "")


def _painted(role: Role) -> str:
    return f"Painted{role.value.title().replace(' ', '')}"
