"""How each meaning looks: the workbook's named styles and nothing else; no cell is styled by hand."""

from __future__ import annotations

from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.writer.theme import theme_xml

from efreport.document import Role

TITLE: Final = "Title"
HEADING: Final = "Headline 1"
SUBHEADING: Final = "Headline 2"
CAPTION: Final = "Headline 3"
LINK: Final = "Hyperlink"
LINE: Final = "Line"
DRAFT: Final = "Draft"
TABLE_HEADER: Final = "Table header"
FIGURE: Final = "Table figure"

ACCENT = "1F4E5F"
RULE = "BFC8CC"
# Black on each of these is at least 15:1, and no meaning hangs on the fill: the words say it.
FILLS = {
    Role.IMPROVED: "D8ECDB",
    Role.WORSENED: "F7DAD3",
    Role.CHANGED: "DCE8F3",
    Role.NO_CHANGE: "EBEBEB",
    Role.WARNING: "FFEDC2",
}
QUIET = "4A4A4A"
BOLD: Final = (Role.WARNING,)


def cell_style(role: Role) -> str:
    """Name the style of a table cell."""
    return f"Table {role.value}"


def paragraph_style(role: Role) -> str:
    """Name the style of a paragraph."""
    return f"Paragraph {role.value}"


def add_styles(workbook: Workbook) -> None:
    """Put every named style into the workbook, and make Arial 11 its default font."""
    # Widths of columns are counted in digits of the default font, and openpyxl has no public way to set it.
    workbook._fonts = IndexedList([_font()])  # type: ignore[attr-defined]
    workbook.loaded_theme = theme_xml.replace("Calibri", "Arial").replace("Cambria", "Arial")
    for style in (*_headings(), *_table_styles(), *map(_paragraph, Role)):
        workbook.add_named_style(style)


def _headings() -> tuple[NamedStyle, ...]:
    heading_rule = Border(bottom=Side("medium", ACCENT))
    return (
        NamedStyle(TITLE, font=_font(20, bold=True, colour=ACCENT), builtinId=15),
        NamedStyle(HEADING, font=_font(16, bold=True, colour=ACCENT), builtinId=16),
        NamedStyle(SUBHEADING, font=_font(13, bold=True, colour=ACCENT), border=heading_rule, builtinId=17),
        NamedStyle(CAPTION, font=_font(bold=True, colour=ACCENT), builtinId=18),
        NamedStyle(LINK, font=Font("Arial", 11, color="0B4F9E", underline="single"), builtinId=8),
        NamedStyle(DRAFT, font=_font(14, bold=True), fill=_fill(FILLS[Role.WARNING])),
        NamedStyle(LINE, font=_font(), alignment=Alignment(vertical="top")),
    )


def _table_styles() -> tuple[NamedStyle, ...]:
    header = NamedStyle(
        TABLE_HEADER,
        font=_font(bold=True, colour="FFFFFF"),
        fill=_fill(ACCENT),
        border=_box(),
        alignment=Alignment(vertical="top", wrap_text=True),
    )
    figure = NamedStyle(FIGURE, font=_font(), border=_box(), alignment=Alignment("right", "top", indent=1))
    return (header, figure, *map(_cell, Role))


def _cell(role: Role) -> NamedStyle:
    quiet = role in (Role.GAP, Role.NOTE)
    return NamedStyle(
        cell_style(role),
        font=_font(colour=QUIET if quiet else "000000"),
        fill=_fill(FILLS.get(role)),
        border=_box(),
        alignment=Alignment(vertical="top", wrap_text=True),
    )


def _paragraph(role: Role) -> NamedStyle:
    return NamedStyle(
        paragraph_style(role),
        font=_font(bold=role in BOLD),
        fill=_fill(FILLS.get(role)),
        alignment=Alignment(vertical="top", wrap_text=True),
    )


def _font(size: int = 11, *, bold: bool = False, colour: str = "000000") -> Font:
    return Font("Arial", size, bold=bold, color=colour, family=2)


def _fill(colour: str | None) -> PatternFill:
    return PatternFill("solid", fgColor=colour) if colour else PatternFill()


def _box() -> Border:
    line = Side("thin", RULE)
    return Border(left=line, right=line, top=line, bottom=line)
