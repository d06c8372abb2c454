"""How each meaning looks: the workbook's named styles and nothing else; no cell is styled by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.writer.theme import theme_xml

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


def add_styles(workbook: Workbook, style: HouseStyle) -> None:
    """Put every named style into the workbook, and make the font of the text its default."""
    look = look_of(style)
    # Widths of columns are counted in digits of the default font, and openpyxl has no public way to set it.
    workbook._fonts = IndexedList([_font(look)])  # type: ignore[attr-defined]
    workbook.loaded_theme = theme_xml.replace("Calibri", look.font).replace("Cambria", look.heading_font)
    paragraphs = (_paragraph(role, look) for role in Role)
    for named in (*_headings(look), *_table_styles(look), *paragraphs):
        workbook.add_named_style(named)


def _headings(look: Look) -> tuple[NamedStyle, ...]:
    accent = look.headings
    rule = Border(bottom=Side("medium", accent))
    return (
        NamedStyle(TITLE, font=_heading_font(look, 20), builtinId=15),
        NamedStyle(HEADING, font=_heading_font(look, 16), builtinId=16),
        NamedStyle(SUBHEADING, font=_heading_font(look, 13), border=rule, builtinId=17),
        NamedStyle(CAPTION, font=_font(look, bold=True, colour=accent), builtinId=18),
        NamedStyle(LINK, font=Font(look.font, look.points, color=LINK_BLUE, underline="single"), builtinId=8),
        NamedStyle(
            LINK_BELOW,
            font=Font(look.font, look.points, color=LINK_BLUE, underline="single"),
            alignment=Alignment("left", indent=2),
        ),
        NamedStyle(LINE, font=_font(look), alignment=Alignment(vertical="top")),
    )


def _table_styles(look: Look) -> tuple[NamedStyle, ...]:
    headers = (
        NamedStyle(
            name,
            font=_font(look, bold=True, colour=look.table_header.text),
            fill=_fill(look.table_header),
            border=_box(),
            alignment=alignment,
        )
        for name, alignment in (
            (TABLE_HEADER, Alignment(vertical="top", wrap_text=True)),
            (FIGURE_HEADER, Alignment("right", "top", wrap_text=True, indent=1)),
        )
    )
    figure = NamedStyle(FIGURE, font=_font(look), border=_box(), alignment=Alignment("right", "top", indent=1))
    return (*headers, figure, *(_cell(role, look) for role in Role))


def _cell(role: Role, look: Look) -> NamedStyle:
    paint = look.paints.get(role)
    quiet = QUIET if role in (Role.GAP, Role.AWAITED, Role.NOTE) else BLACK
    return NamedStyle(
        cell_style(role),
        font=_font(look, colour=paint.text if paint else quiet),
        fill=_fill(paint),
        border=_box(),
        alignment=Alignment(vertical="top", wrap_text=True),
    )


def _paragraph(role: Role, look: Look) -> NamedStyle:
    paint = look.paints.get(role)
    return NamedStyle(
        paragraph_style(role),
        font=_font(look, bold=role in BOLD, colour=paint.text if paint else BLACK),
        fill=_fill(paint),
        alignment=Alignment(vertical="top", wrap_text=True),
    )


def _font(look: Look, size: float = 0, *, bold: bool = False, colour: str = BLACK) -> Font:
    return Font(look.font, size or look.points, bold=bold, color=colour, family=2)


def _heading_font(look: Look, size: float) -> Font:
    return Font(look.heading_font, size, bold=True, color=look.headings, family=2)


def _fill(paint: Paint | None) -> PatternFill:
    return PatternFill("solid", fgColor=paint.fill) if paint else PatternFill()


def _box() -> Border:
    line = Side("thin", RULE)
    return Border(left=line, right=line, top=line, bottom=line)
