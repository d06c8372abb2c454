"""How each meaning looks: the workbook's named styles and nothing else; no cell is styled by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from efreport.document import Paint, Role
from efreport.document import Style as HouseStyle

TITLE: Final = "Title"
HEADING: Final = "Headline 1"
SUBHEADING: Final = "Headline 2"
CAPTION: Final = "Headline 3"
LINK: Final = "Hyperlink"
LINK_BELOW: Final = "Link below another"
LINE: Final = "Line"
TABLE_HEADER: Final = "Table header"
FIGURE_HEADER: Final = "Table header of figures"
FIGURE: Final = "Table figure"

FONT: Final = "Arial"
POINTS: Final = 11
ACCENT: Final = "1F4E5F"
RULE: Final = "BFC8CC"
QUIET: Final = "4A4A4A"
BLACK: Final = "000000"
LINK_BLUE: Final = "0B4F9E"
# Black on each of these is at least 12:1, and no meaning hangs on the fill: the words say it.
PAINTS: Mapping[Role, Paint] = {
    Role.IMPROVED: Paint("D8ECDB", BLACK),
    Role.WORSENED: Paint("F7DAD3", BLACK),
    Role.CHANGED: Paint("DCE8F3", BLACK),
    Role.NO_CHANGE: Paint("EBEBEB", BLACK),
    Role.WARNING: Paint("FFEDC2", BLACK),
    Role.BLUE: Paint("D6E6F7", BLACK),
    Role.GREEN: Paint("D7EEDC", BLACK),
    Role.AMBER: Paint("FCE8BD", BLACK),
    Role.RED: Paint("F7D5CC", BLACK),
}
BOLD: Final = (Role.WARNING,)
BOX_SIDES: Final = ("left", "right", "top", "bottom")


@dataclass(frozen=True)
class Font:
    """A font, its size in points and its colour."""

    name: str
    points: float
    bold: bool = False
    colour: str = BLACK
    underlined: bool = False


@dataclass(frozen=True)
class Border:
    """The same line on some sides of a cell; on none unless they are named."""

    line: str = ""
    colour: str = ""
    sides: tuple[str, ...] = ()


@dataclass(frozen=True)
class Alignment:
    """Where words stand in a cell, in Excel's own names, and whether they are wrapped."""

    horizontal: str = ""
    vertical: str = ""
    wrapped: bool = False
    indent: int = 0


@dataclass(frozen=True)
class NamedStyle:
    """A style by the name that Excel lists it under; `built_in` is Excel's own number for it, where it has one."""

    name: str
    font: Font
    fill: str = ""
    border: Border = Border()
    alignment: Alignment = Alignment()
    built_in: int | None = None


NO_FILL: Final = ""
WRAPPED: Final = Alignment(vertical="top", wrapped=True)
BOX: Final = Border("thin", RULE, BOX_SIDES)


@dataclass(frozen=True)
class Look:
    """What the house style settles for the workbook: fonts, the size of cells in points, and colours."""

    font: str
    heading_font: str
    points: float
    headings: str
    table_header: Paint
    paints: Mapping[Role, Paint]


def look_of(style: HouseStyle) -> Look:
    """Give the look that config asks for; the headings of the table are white on the colour of headings."""
    headings = style.headings or ACCENT
    return Look(
        font=style.font or FONT,
        heading_font=style.heading_font or style.font or FONT,
        points=style.sheet_points or POINTS,
        headings=headings,
        table_header=style.table_header or Paint(headings, "FFFFFF"),
        paints={**PAINTS, **style.paints},
    )


def cell_style(role: Role) -> str:
    """Name the style of a table cell."""
    return f"Table {role.value}"


def paragraph_style(role: Role) -> str:
    """Name the style of a paragraph."""
    return f"Paragraph {role.value}"


def running_style(role: Role) -> str:
    """Name the style of a paragraph whose lines run on over the columns beside them."""
    return f"Running {role.value}"


def named_styles(look: Look) -> tuple[NamedStyle, ...]:
    """Give every named style of the workbook, the default first."""
    normal = NamedStyle("Normal", _font(look), built_in=0)
    paragraphs = (made for role in Role for made in _paragraph(role, look))
    return (normal, *_headings(look), *_table_styles(look), *paragraphs)


def _headings(look: Look) -> tuple[NamedStyle, ...]:
    accent = look.headings
    rule = Border("medium", accent, ("bottom",))
    link = Font(look.font, look.points, colour=LINK_BLUE, underlined=True)
    return (
        NamedStyle(TITLE, font=_heading_font(look, 20), built_in=15),
        NamedStyle(HEADING, font=_heading_font(look, 16), built_in=16),
        NamedStyle(SUBHEADING, font=_heading_font(look, 13), border=rule, built_in=17),
        NamedStyle(CAPTION, font=_font(look, bold=True, colour=accent), built_in=18),
        NamedStyle(LINK, font=link, built_in=8),
        NamedStyle(LINK_BELOW, font=link, alignment=Alignment("left", indent=2)),
        NamedStyle(LINE, font=_font(look), alignment=Alignment(vertical="top")),
    )


def _table_styles(look: Look) -> tuple[NamedStyle, ...]:
    headers = (
        NamedStyle(
            name,
            font=_font(look, bold=True, colour=look.table_header.text),
            fill=look.table_header.fill,
            border=BOX,
            alignment=alignment,
        )
        for name, alignment in (
            (TABLE_HEADER, WRAPPED),
            (FIGURE_HEADER, Alignment("right", "top", wrapped=True, indent=1)),
        )
    )
    figure = NamedStyle(FIGURE, font=_font(look), border=BOX, alignment=Alignment("right", "top", indent=1))
    return (*headers, figure, *(_cell(role, look) for role in Role))


def _cell(role: Role, look: Look) -> NamedStyle:
    paint = look.paints.get(role)
    quiet = QUIET if role in (Role.GAP, Role.AWAITED, Role.NOTE) else BLACK
    return NamedStyle(
        cell_style(role),
        font=_font(look, colour=paint.text if paint else quiet),
        fill=paint.fill if paint else NO_FILL,
        border=BOX,
        alignment=WRAPPED,
    )


def _paragraph(role: Role, look: Look) -> tuple[NamedStyle, NamedStyle]:
    paint = look.paints.get(role)
    wrapped = NamedStyle(
        paragraph_style(role),
        font=_font(look, bold=role in BOLD, colour=paint.text if paint else BLACK),
        fill=paint.fill if paint else NO_FILL,
        alignment=WRAPPED,
    )
    return wrapped, replace(wrapped, name=running_style(role), alignment=Alignment(vertical="top"))


def _font(look: Look, *, bold: bool = False, colour: str = BLACK) -> Font:
    return Font(look.font, look.points, bold, colour)


def _heading_font(look: Look, points: float) -> Font:
    return Font(look.heading_font, points, bold=True, colour=look.headings)
