"""The looks of `styles` said to Word: the content of the styles part. What a style looks like is not decided here."""

from __future__ import annotations

from efreport.writers.docx.design import CELL_MARGIN, CELL_SPACE, INK, RULE, Design
from efreport.writers.docx.styles import CharacterLook, Look, Style, character_looks, looks
from efreport.writers.docx.xml import NOTHING, Xml, element, joined

LANGUAGE = "en-GB"


def definitions(design: Design) -> Xml:
    """The content of the styles part."""
    return joined(_defaults(design), *style_definitions(design).values())


def style_definitions(design: Design) -> dict[str, Xml]:
    """Every style by its identifier, in Word's own order of foundations first."""
    paragraphs = {look.style: _paragraph_style(look, design) for look in looks(design)}
    characters = {look.style: _character_style(look) for look in character_looks(design)}
    return {**_foundations(), **paragraphs, **characters, Style.TABLE: _table_style(design)}


def _defaults(design: Design) -> Xml:
    language = element("lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA")
    ink = element("color", val=INK)
    run = element("rPr", _fonts(design.font), ink, _size(design.text_points), language)
    paragraph = element("pPr", _spacing(4, 6, 1.1))
    return element("docDefaults", element("rPrDefault", run), element("pPrDefault", paragraph))


def _fonts(font: str) -> Xml:
    return element("rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font) if font else NOTHING


def _foundations() -> dict[str, Xml]:
    """The styles that Word takes for granted."""
    no_margins = element("tblCellMar", *_sides({"top": 0, "left": 0, "bottom": 0, "right": 0}))
    normal_table = _style("table", "TableNormal", "Normal Table", element("tblPr", no_margins), default=True)
    font = "DefaultParagraphFont"
    return {
        Style.BODY: _style("paragraph", Style.BODY, "Normal", default=True),
        font: _style("character", font, "Default Paragraph Font", default=True),
        "TableNormal": normal_table,
        "NoList": _style("numbering", "NoList", "No List", default=True),
    }


def _style(kind: str, identifier: str, name: str, *content: Xml, default: bool = False) -> Xml:
    marked = {"default": 1} if default else {}
    return element("style", element("name", val=name), *content, type=kind, styleId=identifier, **marked)


def _paragraph_style(look: Look, design: Design) -> Xml:
    return _style(
        "paragraph",
        look.style,
        look.name,
        element("basedOn", val=Style.BODY),
        element("next", val=Style.BODY),
        element("qFormat"),
        element("pPr", *_paragraph_properties(look, design)),
        element("rPr", _fonts(look.font), *_run_properties(look.bold, look.colour), _size(look.points)),
    )


def _paragraph_properties(look: Look, design: Design) -> tuple[Xml, ...]:
    """A template's Normal may be indented or justified, so what is nought or left of ours is then said as well."""
    says_all = design.from_template
    return (
        joined(element("keepNext"), element("keepLines")) if look.together else NOTHING,
        element("pBdr", *(_rule(side, look.box_colour, space=5) for side in look.box)) if look.box else NOTHING,
        element("shd", val="clear", color="auto", fill=look.fill) if look.fill else NOTHING,
        element("tabs", *(element("tab", val=kind, pos=at) for kind, at in look.stops)) if look.stops else NOTHING,
        _spacing(look.before, look.after, look.lines),
        _indent(look.indent) if look.indent or says_all else NOTHING,
        element("jc", val=look.align) if look.align != "left" or says_all else NOTHING,
        element("textAlignment", val="top") if look.hangs else NOTHING,
        element("outlineLvl", val=look.level - 1) if look.level else NOTHING,
    )


def _indent(indent: int) -> Xml:
    return element("ind", left=indent, right=indent) if indent else element("ind", left=0, right=0, firstLine=0)


def _character_style(look: CharacterLook) -> Xml:
    based_on = element("basedOn", val="DefaultParagraphFont")
    properties = element("rPr", *_run_properties(look.bold, look.colour))
    return _style("character", look.style, look.name, based_on, element("qFormat"), properties)


def _table_style(design: Design) -> Xml:
    edges = {"top": design.headings, "bottom": design.headings, "insideH": RULE, "insideV": RULE}
    fill = element("shd", val="clear", color="auto", fill=design.table_header.fill)
    return _style(
        "table",
        Style.TABLE,
        "Framework Table",
        element("basedOn", val="TableNormal"),
        element(
            "tblPr",
            element("tblBorders", *(_rule(side, colour) for side, colour in edges.items())),
            cell_margins(CELL_SPACE),
        ),
        element("tblStylePr", element("tcPr", fill, element("vAlign", val="bottom")), type="firstRow"),
    )


def cell_margins(space: int) -> Xml:
    """The room around the text of a cell, with that space above and below it."""
    return element("tblCellMar", *_sides({"top": space, "left": CELL_MARGIN, "bottom": space, "right": CELL_MARGIN}))


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
