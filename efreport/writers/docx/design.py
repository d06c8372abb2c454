"""What the house style and the page settle for the whole document: colours, sizes and room. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from efreport.document import Paint, Role
from efreport.document import Style as HouseStyle
from efreport.writers.docx.page import A4_LANDSCAPE, CENTIMETRE, Page

FONT = "Arial"
TEXT_POINTS, TABLE_POINTS = 12, 9
CELL_MARGIN = 80
"""On the left and on the right of a cell's text, in twentieths of a point."""

CELL_SPACE = 45
"""Above and below it, unless a table is set closer."""

ACCENT = "12505B"
INK = "1F2427"
QUIET = "4A5459"
GREEN = "14532D"
RED = "8A1C0A"
RULE = "B4BEC3"
WARNING_RULE = "A33B00"
PAPER = "FFFFFF"
HEADER = Paint("E6EBED", INK)
WARNING = Paint("FDF3E7", INK)
PAINTS: Mapping[Role, Paint] = {
    Role.IMPROVED: Paint("DCEFE1", GREEN),
    Role.WORSENED: Paint("FBE3D6", RED),
    Role.CHANGED: Paint("E3EBF3", INK),
    Role.NO_CHANGE: Paint("EFEFEC", INK),
    Role.BLUE: Paint("D6E6F7", INK),
    Role.GREEN: Paint("D7EEDC", INK),
    Role.AMBER: Paint("FCE8BD", INK),
    Role.RED: Paint("F7D5CC", INK),
}
"""The fills of cells and the text on them."""

NARROW = 21 * CENTIMETRE
"""On a page with less room than this, the words stand in a table of their own below that of the figures."""

_WIDTHS = {
    "Arial": 1.0, "Calibri": 1.0, "Carlito": 1.0, "Gill Sans MT": 1.0, "Helvetica": 1.0, "Liberation Sans": 1.0,
    "Times New Roman": 1.0, "Aptos": 1.05, "Cambria": 1.05, "Segoe UI": 1.05, "Trebuchet MS": 1.05, "Open Sans": 1.1,
    "Tahoma": 1.1,
}  # fmt: skip
"""How wide the bold letters of a font run beside those of Arial, rounded up."""

_WIDEST = 1.3
"""Verdana's; no common font for text is wider."""


@dataclass(frozen=True)
class Design:
    """How everything looks. `font` is what the text is in, whoever says so; `heading_font` is empty where it is the same.

    `paints` are the fills of cells and the text on them, `of_config` those of them that config sets.
    With `from_template`, fonts and page are a template's, and so is the table style unless `own_table_style`.
    """

    page: Page = A4_LANDSCAPE
    font: str = FONT
    heading_font: str = ""
    text_points: float = TEXT_POINTS
    table_points: float = TABLE_POINTS
    headings: str = ACCENT
    table_header: Paint = HEADER
    warning: Paint = WARNING
    warning_rule: str = WARNING_RULE
    paints: Mapping[Role, Paint] = field(default_factory=lambda: PAINTS)
    of_config: Mapping[Role, Paint] = field(default_factory=dict)
    from_template: bool = False
    own_table_style: bool = True

    @property
    def plain_points(self) -> float:
        """The size of the text in plain tables, which on a wide page have more room than those of indicators."""
        return self.table_points + (0 if self.is_narrow else 1.5)

    @property
    def letter_width(self) -> float:
        """How wide the letters run, as a multiple of Arial's; a font that is not known is taken for a wide one."""
        return _WIDTHS.get(self.font, _WIDEST)

    @property
    def is_narrow(self) -> bool:
        """Say whether the page has too little room for figures and commentary side by side."""
        return self.page.text_width < NARROW


def design_of(style: HouseStyle) -> Design:
    """Give the design that config asks for, on our own page."""
    warning = style.paints.get(Role.WARNING)
    font = style.font or FONT
    return Design(
        font=font,
        heading_font=style.heading_font if style.heading_font != font else "",
        text_points=style.text_points or TEXT_POINTS,
        table_points=style.table_points or TABLE_POINTS,
        headings=style.headings or ACCENT,
        table_header=style.table_header or HEADER,
        warning=warning or WARNING,
        warning_rule=warning.text if warning else WARNING_RULE,
        paints={**PAINTS, **style.paints},
        of_config=style.paints,
    )
