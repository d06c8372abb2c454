"""How a text of Word looks once its own properties, its styles, its table's style and the defaults are put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from efreport.publication.base import Look
from efreport.publication.colours import WHITE, is_colour, theme_fonts
from efreport.publication.package import Element
from efreport.publication.typefaces import is_plain
from efreport.publication.word.names import VAL, W, child, number, value

HIGHLIGHTS = {
    "yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF", "magenta": "FF00FF", "blue": "0000FF", "red": "FF0000",
    "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000",
    "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0", "black": "000000", "white": "FFFFFF",
}  # fmt: skip
DEFAULT_FONT = "Times New Roman"
DEFAULT_HALF_POINTS = "20"


@dataclass(frozen=True)
class Part:
    """What of a look one level decides; what is empty is left to the level below it."""

    font: str = ""
    half_points: str = ""
    colour: str = ""
    fill: str = ""

    def over(self, other: Part) -> Part:
        """Put this level over another."""
        return Part(
            self.font or other.font,
            self.half_points or other.half_points,
            self.colour or other.colour,
            self.fill or other.fill,
        )


NOTHING = Part()


class Styles:
    """The styles of a document, and the looks that follow from them."""

    def __init__(self, styles: Element | None, theme: Element | None, fonts: Element | None) -> None:
        self.root = styles
        self._theme = theme_fonts(theme)
        self._kinds = {
            each.get(f"{W}name", "").casefold(): value(each, "family") for each in (fonts if fonts is not None else ())
        }
        self._parts: dict[tuple[str, ...], Part] = {}
        self._levels: dict[str, int] = {}

    @cached_property
    def _by_id(self) -> Mapping[str, Element]:
        found = self.root.iterchildren(f"{W}style") if self.root is not None else ()
        return {each.get(f"{W}styleId", ""): each for each in found}

    @cached_property
    def _default_paragraph(self) -> str:
        defaults = (
            key
            for key, each in self._by_id.items()
            if each.get(f"{W}type") == "paragraph" and each.get(f"{W}default") in ("1", "true")
        )
        return next(defaults, "")

    def chain(self, identifier: str) -> Iterator[Element]:
        """Give a style and all that it is based on, itself first."""
        seen: set[str] = set()
        while identifier in self._by_id and identifier not in seen:
            seen.add(identifier)
            yield self._by_id[identifier]
            identifier = value(self._by_id[identifier], "basedOn")

    def name(self, paragraph_style: str) -> str:
        """Give the name of a paragraph style in small letters, of the default one where none is given."""
        return value(self._by_id.get(paragraph_style or self._default_paragraph), "name").casefold()

    def level(self, paragraph: Element) -> int:
        """Give the level of a heading, 0 for other text."""
        own = child(paragraph, "pPr", "outlineLvl")
        if own is not None:
            return number(own.get(VAL), 9) % 9 + 1 if number(own.get(VAL), 9) < 9 else 0
        return self._style_level(value(paragraph, "pPr", "pStyle"))

    def _style_level(self, style: str) -> int:
        if style not in self._levels:
            found = (child(each, "pPr", "outlineLvl") for each in self.chain(style))
            level = next((number(each.get(VAL), 9) for each in found if each is not None), 9)
            named = self.name(style)
            if named.startswith("heading ") and level >= 9:
                level = number(named.removeprefix("heading "), 10) - 1
            self._levels[style] = level + 1 if 0 <= level < 9 else 0
        return self._levels[style]

    def language(self) -> str:
        """Give the language of all text that does not say its own."""
        found = child(self.root, "docDefaults", "rPrDefault", "rPr", "lang")
        return "" if found is None else found.get(VAL, "")

    def of_style(self, identifier: str) -> Part:
        """Give what a style and those below it decide."""
        key = ("style", identifier)
        if key not in self._parts:
            part = NOTHING
            for style in self.chain(identifier):
                part = part.over(self.of_properties(child(style, "rPr")))
                part = part.over(Part(fill=fill_of(child(style, "pPr", "shd"))))
            self._parts[key] = part
        return self._parts[key]

    def of_paragraph(self, identifier: str) -> Part:
        """Give what a paragraph's style decides, over the defaults of the document."""
        key = ("paragraph", identifier)
        if key not in self._parts:
            self._parts[key] = self.of_style(identifier or self._default_paragraph)
        return self._parts[key]

    @cached_property
    def defaults(self) -> Part:
        """Give what the document decides for all text, and where it does not, what Word does."""
        found = self.of_properties(child(self.root, "docDefaults", "rPrDefault", "rPr"))
        return found.over(Part(DEFAULT_FONT, DEFAULT_HALF_POINTS, "auto", ""))

    def of_table(self, identifier: str, parts: tuple[str, ...]) -> Part:
        """Give what a table's style decides for a cell that is among these of its parts (firstRow, firstCol, ...)."""
        key = ("table", identifier, *parts)
        if key not in self._parts:
            found = NOTHING
            for part in (*parts, ""):
                for style in self.chain(identifier):
                    found = found.over(self._of_table_part(style, part))
            self._parts[key] = found
        return self._parts[key]

    def _of_table_part(self, style: Element, part: str) -> Part:
        if not part:
            whole = self.of_properties(child(style, "rPr"))
            return whole.over(Part(fill=fill_of(child(style, "tcPr", "shd")) or fill_of(child(style, "tblPr", "shd"))))
        found = next((each for each in style.iterchildren(f"{W}tblStylePr") if each.get(f"{W}type") == part), None)
        own = self.of_properties(child(found, "rPr"))
        return own.over(Part(fill=fill_of(child(found, "tcPr", "shd"))))

    def of_properties(self, properties: Element | None) -> Part:
        """Give what run properties decide themselves."""
        if properties is None or not len(properties):
            return NOTHING
        fill = HIGHLIGHTS.get(value(properties, "highlight"), "") or fill_of(child(properties, "shd"))
        return Part(self._font(child(properties, "rFonts")), value(properties, "sz"), value(properties, "color"), fill)

    def _font(self, fonts: Element | None) -> str:
        if fonts is None:
            return ""
        theme = fonts.get(f"{W}asciiTheme", "")
        named = self._theme.get("major" if theme.startswith("major") else "minor", "") if theme else ""
        return named or fonts.get(f"{W}ascii", "")

    def look(self, part: Part) -> Look:
        """Give the look that a text has in the end. Text that Word colours itself has no colour here."""
        colour = part.colour.upper() if is_colour(part.colour) else ""
        fill = part.fill.upper() if is_colour(part.fill) else WHITE
        kind = self._kinds.get(part.font.casefold(), "")
        return Look(part.font, is_plain(part.font, kind), number(part.half_points) / 2, colour, fill)


def fill_of(shading: Element | None) -> str:
    """Give the colour of a shading, empty where it has none."""
    if shading is None:
        return ""
    fill = shading.get(f"{W}color" if shading.get(VAL) == "solid" else f"{W}fill", "")
    return fill if is_colour(fill) else ""
