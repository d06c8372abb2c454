"""Looks of cells: the number by which a cell names its style, its number format and that it is text; and the styles part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple, TypeVar

from efreport.spreadsheet_text import spelt_out
from efreport.writers.xlsx.markup import MAIN, NOTHING, Xml, counted, element, part
from efreport.writers.xlsx.styles import BOX_SIDES, Alignment, Border, Font, NamedStyle

GENERAL: Final = "General"
BUILT_IN_FORMATS: Final[Mapping[str, int]] = {
    GENERAL: 0, "0": 1, "0.00": 2, "#,##0": 3, "#,##0.00": 4, "0%": 9, "0.00%": 10,
}  # fmt: skip
"""The numbers of the format codes that Excel knows by itself, as far as our figures need them."""

FIRST_OWN_FORMAT: Final = 164
# Excel takes the first two fills for none and for grey dots, whatever stands there.
FIRST_FILLS: Final = ("", "gray125")
T = TypeVar("T")


class _Look(NamedTuple):
    style: int
    code: str
    quoted: bool


class Looks:
    """The looks that the cells of a workbook share: each is put into it once, when a cell first has it.

    The first of the styles is the default: widths of columns are counted in digits of its font.
    """

    def __init__(self, styles: Sequence[NamedStyle]) -> None:
        self._styles = styles
        self._places = {style.name: place for place, style in enumerate(styles)}
        self._looks = {_Look(0, GENERAL, quoted=False): 0}
        self._numbers: dict[tuple[str, str, bool], int] = {}
        self._formats = dict(BUILT_IN_FORMATS)
        self._fonts = _numbered(style.font for style in styles)
        self._fills = _numbered([*FIRST_FILLS, *(style.fill for style in styles)])
        self._borders = _numbered(style.border for style in styles)

    def number(self, style: str, code: str = GENERAL, *, quoted: bool = False) -> int:
        """Give the number of a named style with a number format; `quoted` marks text that begins as a formula does."""
        key = style, code, quoted
        found = self._numbers.get(key)
        if found is None:
            self._formats.setdefault(code, FIRST_OWN_FORMAT + len(self._formats) - len(BUILT_IN_FORMATS))
            look = _Look(self._places[style], code, quoted)
            found = self._numbers[key] = self._looks.setdefault(look, len(self._looks))
        return found

    def part(self) -> bytes:
        """Give the styles part of the package, once all cells have their looks."""
        own = [(code, number) for code, number in self._formats.items() if number >= FIRST_OWN_FORMAT]
        root = element(
            "styleSheet",
            counted(
                "numFmts", (element("numFmt", numFmtId=number, formatCode=spelt_out(code)) for code, number in own)
            ),
            counted("fonts", map(_font, self._fonts)),
            counted("fills", map(_fill, self._fills)),
            counted("borders", map(_border, self._borders)),
            counted("cellStyleXfs", (self._format(style, 0) for style in self._styles)),
            counted("cellXfs", map(self._cell_format, self._looks)),
            counted("cellStyles", map(_named, range(len(self._styles)), self._styles)),
            xmlns=MAIN,
        )
        return part(root)

    def _format(self, style: NamedStyle, code: int, **attributes: int) -> Xml:
        aligned = {"applyAlignment": 1} if style.alignment != Alignment() else {}
        return element(
            "xf",
            _alignment(style.alignment) if aligned else NOTHING,
            numFmtId=code,
            fontId=self._fonts[style.font],
            fillId=self._fills[style.fill],
            borderId=self._borders[style.border],
            **aligned,
            **attributes,
        )

    def _cell_format(self, look: _Look) -> Xml:
        quoted = {"quotePrefix": 1} if look.quoted else {}
        return self._format(self._styles[look.style], self._formats[look.code], **quoted, xfId=look.style)


def _numbered(looks: Iterable[T]) -> dict[T, int]:
    """Those that differ, in the order in which they first come, each with its number."""
    return {look: number for number, look in enumerate(dict.fromkeys(looks))}


def _font(font: Font) -> Xml:
    return element(
        "font",
        element("b") if font.bold else NOTHING,
        element("u") if font.underlined else NOTHING,
        element("sz", val=font.points),
        _colour(font.colour),
        element("name", val=font.name),
        element("family", val=2),
    )


def _fill(colour: str) -> Xml:
    if colour in FIRST_FILLS:
        return element("fill", element("patternFill", patternType=colour or "none"))
    return element("fill", element("patternFill", element("fgColor", rgb=f"00{colour}"), patternType="solid"))


def _border(border: Border) -> Xml:
    sides = (
        element(side, _colour(border.colour), style=border.line) if side in border.sides else element(side)
        for side in BOX_SIDES
    )
    return element("border", *sides, element("diagonal"))


def _colour(colour: str) -> Xml:
    return element("color", rgb=f"00{colour}")


def _alignment(alignment: Alignment) -> Xml:
    said: dict[str, str | int] = {
        "horizontal": alignment.horizontal,
        "vertical": alignment.vertical,
        "wrapText": int(alignment.wrapped),
        "indent": alignment.indent,
    }
    return element("alignment", **{name: value for name, value in said.items() if value})


def _named(place: int, style: NamedStyle) -> Xml:
    known = {} if style.built_in is None else {"builtinId": style.built_in}
    return element("cellStyle", name=style.name, xfId=place, **known)
