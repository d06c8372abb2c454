"""A line of a report for people, and what its parts are. How a style looks is the terminal's affair."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Style(Enum):
    """What part of a line is, for colour on top of its words."""

    PLAIN = "plain"
    HEADING = "heading"
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    HINT = "hint"


class Part(NamedTuple):
    """Some words of a line that look alike."""

    words: str
    style: Style = Style.PLAIN


class Line(NamedTuple):
    """One line, and how far it is indented where it is too long for the terminal."""

    parts: tuple[Part, ...]
    indent: int = 0

    @property
    def words(self) -> str:
        """The whole line without its styles."""
        return "".join(part.words for part in self.parts)


def line(words: str, style: Style = Style.PLAIN, indent: int = 0) -> Line:
    """Make a line that looks alike throughout."""
    return Line((Part(words, style),), indent)
