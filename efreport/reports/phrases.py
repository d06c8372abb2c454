"""How any text is put for people, whatever it says: counted, ended and made visible. It needs nothing else of ours."""

from __future__ import annotations

import unicodedata


def counted(number: int, noun: str) -> str:
    """1 error, 2 errors, no errors."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def ended(text: str) -> str:
    """End a sentence with a full stop where it has no end of its own."""
    text = text.rstrip()
    return text if text.endswith((".", "!", "?")) else f"{text}."


def visible(text: str) -> str:
    """Show control characters of a return as marks, so that no cell can steer what shows it; odd spaces are spaces."""
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(letter: str) -> str:
    if letter.isprintable() or letter == "\n":
        return letter
    return " " if letter == "\t" or unicodedata.category(letter) == "Zs" else "\N{REPLACEMENT CHARACTER}"
