"""How well a text stands out from the fill it stands on: the contrast ratio of the Web Content Accessibility Guidelines."""

from __future__ import annotations

from math import floor

LEAST_CONTRAST = 4.5
"""What WCAG 2.2 (success criterion 1.4.3, level AA) asks of text of any size that is not large."""

BLACK, WHITE = "000000", "FFFFFF"
_WEIGHTS = (0.2126, 0.7152, 0.0722)


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours, 1 to 21, whichever is the text. Colours are six hexadecimal digits.

    >>> round(contrast("FFFFFF", "000000"), 2)
    21.0
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def stands_out(text: str, fill: str) -> bool:
    """Say whether the text can be read on the fill by people with low vision."""
    return contrast(text, fill) >= LEAST_CONTRAST


def ratio_words(ratio: float) -> str:
    """Write a ratio as the guidelines do, cut off and never rounded up: 4.499 is 4.49:1, which is too little."""
    return f"{floor(ratio * 100) / 100:g}:1"


def _luminance(colour: str) -> float:
    """The relative luminance: 0 for black, 1 for white."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    return sum(weight * _linear(channel) for weight, channel in zip(_WEIGHTS, channels, strict=True))


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
