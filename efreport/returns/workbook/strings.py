"""Texts of a workbook: those that cells share, rich ones without their formats, and characters written as numbers."""

from __future__ import annotations

import re

from efreport.returns.workbook.package import Package
from efreport.returns.workbook.xml import Begin, End, in_workbooks, parse

_ESCAPED = re.compile(r"_x([Dd][89ABab][0-9A-Fa-f]{2})__x([Dd][C-Fc-f][0-9A-Fa-f]{2})_|_x([0-9A-Fa-f]{4})_")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class RunsOfText:
    """A text that may be in runs of several formats: gathers all of them, and leaves how they are pronounced."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.runs: list[str] = []
        self._spoken = False
        self.begins: dict[str, Begin] = {"t": self._begin_run, "rPh": self._begin_spoken}
        self.ends: dict[str, End] = {"t": self._end_run, "rPh": self._end_spoken}

    def take(self) -> str:
        """Give the text that was gathered, and begin another."""
        text = "".join(self.runs)
        self.runs.clear()
        return unescaped(text)

    def begin(self, _: dict[str, str]) -> None:
        """Begin a text: what stood outside of any is none of it."""
        self.runs.clear()

    def _begin_run(self, _: dict[str, str]) -> None:
        self.pieces.clear()

    def _end_run(self) -> None:
        if not self._spoken:
            self.runs.extend(self.pieces)

    def _begin_spoken(self, _: dict[str, str]) -> None:
        self._spoken = True

    def _end_spoken(self) -> None:
        self._spoken = False


def read_strings(package: Package, part: str | None) -> tuple[str, ...]:
    """Read the texts that cells share, by number; one of white space alone is given as no text at all."""
    if part is None:
        return ()
    found: list[str] = []
    runs = RunsOfText()

    def end() -> None:
        found.append(shown_text(runs.take()))

    begins = in_workbooks({**runs.begins, "si": runs.begin})
    counted = package.allowance.growing(found, runs.pieces, runs.runs)
    parse(package.part(part), begins, in_workbooks({**runs.ends, "si": end}), runs.pieces.append, counted)
    return tuple(found)


def shown_text(text: str) -> str:
    """Give the text, or none where it is white space alone, so that nothing is seen."""
    return text if text.strip() else ""


def unescaped(text: str) -> str:
    """Give the characters that a workbook writes as _x0041_ and the like; _x000D_ is the end of a line, as Excel shows it.

    One that cannot be seen at all, such as _x0007_, is left as it is written, so that it can be named and found.
    """
    if "_x" in text:
        text = _ESCAPED.sub(_character, text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _character(match: re.Match[str]) -> str:
    """Read one character, which may be written in two halves."""
    halves = (int(half, 16).to_bytes(2, "little") for half in match.groups() if half)
    character = b"".join(halves).decode("utf-16-le", "surrogatepass")
    return match[0] if _UNSEEN.search(character) else character
