"""Colours as WCAG and Office reckon with them: contrast, themes, tints and Excel's numbered colours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from colorsys import hls_to_rgb, rgb_to_hls
from functools import lru_cache
from typing import Final

from efreport.publication.package import Element

LEAST_CONTRAST: Final = 4.5
BLACK: Final = "000000"
WHITE: Final = "FFFFFF"
_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

# Excel's 56 numbered colours, from number 8 on; the first eight are the same again.
_NUMBERED: Final = [
    "000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF", "800000", "008000", "000080",
    "808000", "800080", "008080", "C0C0C0", "808080", "9999FF", "993366", "FFFFCC", "CCFFFF", "660066", "FF8080",
    "0066CC", "CCCCFF", "000080", "FF00FF", "FFFF00", "00FFFF", "800080", "800000", "008080", "0000FF", "00CCFF",
    "CCFFFF", "CCFFCC", "FFFF99", "99CCFF", "FF99CC", "CC99FF", "FFCC99", "3366FF", "33CCCC", "99CC00", "FFCC00",
    "FF9900", "FF6600", "666699", "969696", "003366", "339966", "003300", "333300", "993300", "993366", "333399",
    "333333",
]  # fmt: skip


@lru_cache(maxsize=1_000)
def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours as WCAG 2.2 defines it, from 1 (the same) to 21 (black on white).

    >>> round(contrast("767676", "FFFFFF"), 2)
    4.54
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def readable_on(fill: str) -> str:
    """Give the colour that Word's automatic text takes on a fill: black, or white where the fill is dark."""
    return BLACK if _luminance(fill) > 0.18 else WHITE


def is_colour(words: str | None) -> bool:
    """Say whether the words are a colour in six hexadecimal digits."""
    return bool(words and _HEX.fullmatch(words))


@lru_cache(maxsize=1_000)
def tinted(colour: str, tint: float) -> str:
    """Give a colour made lighter (tint up to 1) or darker (down to -1), as Excel does."""
    hue, light, saturation = rgb_to_hls(*_parts(colour))
    light = light * (1 + tint) if tint < 0 else light + (1 - light) * tint
    return "".join(f"{round(part * 255):02X}" for part in hls_to_rgb(hue, min(1, max(0, light)), saturation))


def numbered(number: int) -> str | None:
    """Give one of Excel's numbered colours; None for those that follow the screen's own settings."""
    return _NUMBERED[number % 8 if number < 8 else number - 8] if 0 <= number < 64 else None


def theme_colours(theme: Element | None) -> Mapping[str, str]:
    """Give the colours of a theme by name: dk1, lt1, dk2, lt2, accent1 and so on."""
    scheme = theme.find(f".//{_DRAWING}clrScheme") if theme is not None else None
    colours: dict[str, str] = {"dk1": BLACK, "lt1": WHITE}
    for entry in scheme if scheme is not None else ():
        value = next((each.get("lastClr") or each.get("val") for each in entry), None)
        if is_colour(value):
            colours[str(entry.tag).rpartition("}")[2]] = str(value).upper()
    return colours


def theme_fonts(theme: Element | None) -> Mapping[str, str]:
    """Give the theme's typefaces for headings (major) and for text (minor)."""
    fonts: dict[str, str] = {}
    for part in ("major", "minor"):
        latin = theme.find(f".//{_DRAWING}{part}Font/{_DRAWING}latin") if theme is not None else None
        if latin is not None and latin.get("typeface"):
            fonts[part] = latin.get("typeface", "")
    return fonts
