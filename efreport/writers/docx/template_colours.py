"""The colours of a template's styles, and whether what they hold can be read."""

from __future__ import annotations

from collections.abc import Iterator

from efreport.contrast import LEAST_CONTRAST, contrast, ratio_words, stands_out
from efreport.document import Paint
from efreport.writers.docx.conforming import FROM_TEMPLATE, TABLE_STYLE
from efreport.writers.docx.design import INK, PAPER
from efreport.writers.docx.styles import Style
from efreport.writers.docx.xml import Element, name_of

_LONGEST_CHAIN = 10


def faint_styles(styles: Element) -> Iterator[str]:
    """Give a sentence for each style that is taken from the template although its text stands out too little."""
    by_identifier = {each.get(name_of("styleId"), ""): each for each in styles.iterchildren(name_of("style"))}
    for style in by_identifier.values():
        name = _name(style)
        wanted = next((known for _, known in FROM_TEMPLATE.values() if known.casefold() == name.casefold()), "")
        if style.get(name_of("type")) != "paragraph" or not wanted:
            continue
        text = _inherited(style, by_identifier, "rPr/color", "val") or "000000"
        fill = _inherited(style, by_identifier, "pPr/shd", "fill") or PAPER
        if not stands_out(text, fill):
            yield f"The template's style “{wanted}” has text #{text} on #{fill}: {_too_little(text, fill)}."


def heading_colour_of(styles: Element) -> str:
    """Give the colour of the template's Heading 1; empty where it states none, or one that stands out too little."""
    by_identifier = {each.get(name_of("styleId"), ""): each for each in styles.iterchildren(name_of("style"))}
    kind, name = FROM_TEMPLATE[Style.HEADING_1]
    heading = next(
        (
            each
            for each in by_identifier.values()
            if (each.get(name_of("type")), _name(each).casefold()) == (kind, name.casefold())
        ),
        None,
    )
    colour = _inherited(heading, by_identifier, "rPr/color", "val")
    return colour if colour and stands_out(colour, PAPER) else ""


def table_header_of(styles: Element) -> tuple[Paint | None, str]:
    """Give what the headings of columns look like in the template's own table style, and a sentence if it cannot be used.

    None where the template has no such style, or one in which text would stand out too little.
    """
    kind, name = TABLE_STYLE
    for style in styles.iterchildren(name_of("style")):
        if (style.get(name_of("type")), _name(style).casefold()) == (kind, name.casefold()):
            header = Paint(_of_part(style, "firstRow", "fill") or PAPER, _of_part(style, "firstRow", "text") or INK)
            pairs = [header, *(Paint(_of_part(style, part, "fill") or PAPER, INK) for part in ("", "firstCol"))]
            faint = next((pair for pair in pairs if not stands_out(pair.text, pair.fill)), None)
            if faint is None:
                return header, ""
            reason = f"text #{faint.text} on #{faint.fill} has {_too_little(faint.text, faint.fill)}"
            return None, f"The template's table style “{name}” is not used: {reason}."
    return None, ""


def _too_little(text: str, fill: str) -> str:
    return f"a contrast of {ratio_words(contrast(text, fill))}, and text needs {LEAST_CONTRAST:g}:1"


def _name(style: Element) -> str:
    name = style.find(name_of("name"))
    return "" if name is None else str(name.get(name_of("val"), ""))


def _inherited(style: Element | None, styles: dict[str, Element], path: str, attribute: str) -> str:
    """A colour of the style or of what it is based on; empty where none is stated."""
    for _ in range(_LONGEST_CHAIN):
        if style is None:
            break
        if colour := _colour(style, path, attribute):
            return colour
        parent = style.find(name_of("basedOn"))
        style = None if parent is None else styles.get(parent.get(name_of("val"), ""))
    return ""


def _of_part(style: Element, part: str, what: str) -> str:
    """A colour of one part of a table style (its first row, say), or with no part of the whole."""
    path, attribute = ("tcPr/shd", "fill") if what == "fill" else ("rPr/color", "val")
    if not part:
        return _colour(style, path, attribute)
    for each in style.iterchildren(name_of("tblStylePr")):
        if each.get(name_of("type")) == part:
            return _colour(each, path, attribute)
    return ""


def _colour(holder: Element, path: str, attribute: str) -> str:
    found = holder.find("/".join(map(name_of, path.split("/"))))
    stated = "" if found is None else str(found.get(name_of(attribute), ""))
    is_colour = len(stated) == 6 and all(letter in "0123456789ABCDEFabcdef" for letter in stated)
    return stated.upper() if is_colour else ""
