"""The looks of `styles` said to Word: the content of the styles part. What a style looks like is not decided here."""

from __future__ import annotations

from efreport.writers.docx.styles import (
    ACCENT,
    BODY_POINTS,
    CELL_MARGIN,
    CHARACTER_LOOKS,
    FONT,
    HEADER_FILL,
    INK,
    LOOKS,
    RULE,
    CharacterLook,
    Look,
    Style,
)
from efreport.writers.docx.xml import NOTHING, Xml, element, joined

LANGUAGE = "en-GB"


def definitions() -> Xml:
    """Every style, in Word's own order of foundations first."""
    paragraphs, characters = map(_paragraph_style, LOOKS), map(_character_style, CHARACTER_LOOKS)
    return joined(_defaults(), *_foundations(), *paragraphs, *characters, *_table_styles())


def _defaults() -> Xml:
    fonts = element("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
    language = element("lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA")
    run = element("rPr", fonts, element("color", val=INK), _size(BODY_POINTS), language)
    paragraph = element("pPr", _spacing(4, 6, 1.1))
    return element("docDefaults", element("rPrDefault", run), element("pPrDefault", paragraph))


def _foundations() -> tuple[Xml, ...]:
    """The styles that Word takes for granted."""
    no_margins = element("tblCellMar", *_sides({"top": 0, "left": 0, "bottom": 0, "right": 0}))
    return (
        _style("paragraph", Style.BODY, "Normal", default=True),
        _style("character", "DefaultParagraphFont", "Default Paragraph Font", default=True),
        _style("table", "TableNormal", "Normal Table", element("tblPr", no_margins), default=True),
        _style("numbering", "NoList", "No List", default=True),
    )


def _style(kind: str, identifier: str, name: str, *content: Xml, default: bool = False) -> Xml:
    marked = {"default": 1} if default else {}
    return element("style", element("name", val=name), *content, type=kind, styleId=identifier, **marked)


def _paragraph_style(look: Look) -> Xml:
    return _style(
        "paragraph",
        look.style,
        look.name,
        element("basedOn", val=Style.BODY),
        element("next", val=Style.BODY),
        element("qFormat"),
        element("pPr", *_paragraph_properties(look)),
        element("rPr", *_run_properties(look.bold, look.colour), _size(look.points)),
    )


def _paragraph_properties(look: Look) -> tuple[Xml, ...]:
    return (
        joined(element("keepNext"), element("keepLines")) if look.together else NOTHING,
        element("pBdr", *(_rule(side, look.box_colour, space=5) for side in look.box)) if look.box else NOTHING,
        element("shd", val="clear", color="auto", fill=look.fill) if look.fill else NOTHING,
        element("tabs", *(element("tab", val=kind, pos=at) for kind, at in look.stops)) if look.stops else NOTHING,
        _spacing(look.before, look.after, look.lines),
        element("ind", left=look.indent, right=look.indent) if look.indent else NOTHING,
        element("jc", val=look.align) if look.align != "left" else NOTHING,
        element("textAlignment", val="top") if look.hangs else NOTHING,
        element("outlineLvl", val=look.level - 1) if look.level else NOTHING,
    )


def _character_style(look: CharacterLook) -> Xml:
    based_on = element("basedOn", val="DefaultParagraphFont")
    properties = element("rPr", *_run_properties(look.bold, look.colour))
    return _style("character", look.style, look.name, based_on, element("qFormat"), properties)


def _table_styles() -> tuple[Xml, ...]:
    """That of most tables, and a closer one for the first page, which must hold much."""
    return _table_style(Style.TABLE, "Framework Table", 45), _table_style(Style.CLOSE_TABLE, "Close Table", 10)


def _table_style(identifier: str, name: str, above_and_below: int) -> Xml:
    """The style of a table, with the space above and below the text of its cells."""
    edges = {"top": ACCENT, "bottom": ACCENT, "insideH": RULE, "insideV": RULE}
    fill = element("shd", val="clear", color="auto", fill=HEADER_FILL)
    margins = {"top": above_and_below, "left": CELL_MARGIN, "bottom": above_and_below, "right": CELL_MARGIN}
    return _style(
        "table",
        identifier,
        name,
        element("basedOn", val="TableNormal"),
        element(
            "tblPr",
            element("tblBorders", *(_rule(side, colour) for side, colour in edges.items())),
            element("tblCellMar", *_sides(margins)),
        ),
        element("tblStylePr", element("tcPr", fill, element("vAlign", val="bottom")), type="firstRow"),
    )


def _run_properties(bold: bool, colour: str) -> tuple[Xml, ...]:
    weight = joined(element("b"), element("bCs")) if bold else NOTHING
    return weight, element("color", val=colour) if colour else NOTHING


def _size(points: float) -> Xml:
    half_points = round(points * 2)
    return joined(element("sz", val=half_points), element("szCs", val=half_points))


def _spacing(before: float, after: float, lines: float) -> Xml:
    return element(
        "spacing",
        before=round(before * 20),
        after=round(after * 20),
        line=round(lines * 240),
        lineRule="auto",
    )


def _rule(side: str, colour: str, *, space: int = 0) -> Xml:
    return element(side, val="single", sz=8 if space else 4, space=space, color=colour)


def _sides(widths: dict[str, int]) -> tuple[Xml, ...]:
    return tuple(element(side, w=width, type="dxa") for side, width in widths.items())
