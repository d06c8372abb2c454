"""Rules EF313 to EF315 and EF507: how cells are written: Excel's errors in words, text for numbers, odd characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from efreport.model import Cell, CellRef, Column, Figure, FigureCell, Indicator, Return, Row, Severity
from efreport.phrases import listed, shortened
from efreport.rules.base import Found, Many, Subject, heading_texts, label, rule
from efreport.rules.commentary import failed
from efreport.rules.figures import can_be_true
from efreport.rules.together import alike, cell_ranges
from efreport.values import excel_error

MOST_NAMED_ALONE = 2
ODD_SPACES = "\u00a0\u2007\u2009\u202f"
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
DASHES = "‐‑‒–—−－﹣"
_WIDE = re.compile(r"[０-９％﹪．，（）／]")
_NUMBER_PART = re.compile(r"[^A-Za-z(\[*]*")
_ODD = re.compile(r"_x(?P<code>[0-9A-Fa-f]{4})_|[^ -~\n\r\t]")
"""What may be stray: an escape, or any character that is neither plain ASCII nor the end of a line."""
_NAMES = {
    0x000D: "a stray line end",
    0x000A: "a stray line end",
    0x0009: "a stray tab",
    0xFFFD: "a character that did not copy correctly",
}


class Typed(NamedTuple):
    """A figure that is held as text and can be true, with its cell, its indicator and its column's heading."""

    cell: FigureCell
    figure: Figure
    indicator: Indicator
    heading: str


@rule("EF313", Severity.ERROR)
def error_in_words(subject: Subject) -> Iterator[Found]:
    """A cell of words holds an Excel error.

    The name, source or commentary is an Excel error such as #REF! or #N/A, or a formula that was never calculated, so that
    there are no words to read. (Where the code is one, it is found as a code that is not in the framework.)

    Why: it would be printed as it is.

    How to put it right: replace the formula with the text.

    Before: #REF!
    After: CMT
    """
    for found, row, indicator in subject.rows():
        headings = heading_texts(found)
        for column, cell in row.words.items():
            if failed(cell):
                yield alike(
                    Found(
                        cell.at,
                        f"{label(indicator)}, “{headings[column]}”: “{shortened(cell.text)}” is "
                        f"{excel_error(cell.text) or cell.problem}.",
                        _how_to_mend(cell),
                        indicator.key,
                    ),
                    cell.at.column,
                )


def _how_to_mend(cell: Cell) -> str:
    if excel_error(cell.text) or "#ref!" in cell.text.casefold():
        return f"Replace the formula in {cell.at.cell} with the text."
    return f"Open the workbook in Excel, so that {cell.at.cell} is calculated, and save it; or replace the formula with the text."


@rule("EF314", Severity.NOTE)
def number_as_text(subject: Subject) -> Iterator[Found]:
    """Figures are typed as text.

    Excel holds them as words and not as numbers, mostly because the cells were formatted as Text before. They are listed
    once for each return. Figures with words beside them (80% *Prov) are text anyway and are not listed.

    Why: they are read as they look, so nothing is wrong in the framework; but Excel leaves them out of every sum.

    How to put it right: no action is needed. So that Excel can add them up, select them, click the green triangle and
    choose Convert to Number. If there is no triangle, choose General in the number format box on the Home tab and type
    the figure again.

    Before: '306
    After: 306
    """
    for found, typed in _texts(subject):
        for each in typed:
            if _is_plain(each.figure) and not _odd(each.cell.text):
                yield Found(
                    each.cell.at, "", "", each.indicator.key, many=Many("text", partial(_as_text, found), fewest=1)
                )


def _as_text(found: Return, texts: Sequence[Found]) -> Found:
    many = "1 figure is" if len(texts) == 1 else f"{len(texts)} figures are"
    they = "it is read as it looks" if len(texts) == 1 else "they are read as they look"
    return Found(
        CellRef(found.workbook, found.sheet),
        f"{many} typed as text ({cell_ranges([each.where for each in texts])}); {they}.",
        "No action needed. So that Excel can add these cells up: select them, click the green triangle beside them and "
        "choose Convert to Number. If there is no triangle, choose General in the number format box on the Home tab and "
        "type the figures again.",
        area=found.area.key if found.area else "",
    )


def _is_plain(figure: Figure) -> bool:
    return not figure.qualifiers and figure.unit_mark in ("", "%")


@rule("EF315", Severity.WARNING)
def odd_characters(subject: Subject) -> Iterator[Found]:
    """A figure holds odd characters.

    Unusual spaces, characters that cannot be seen, a dash in place of a minus, or unusually wide digits, as they come with
    text that was copied from Word, a web page or a PDF. The figure is used all the same. Where there are more than two in
    a return, they are listed together.

    Why: Excel takes such a cell for words and leaves it out of every sum, and the reason cannot be seen.

    How to put it right: clear the cell and type the figure again rather than pasting it.

    Before: 22 % copied from a web page, with an unusual space
    After: 22%
    """
    for found, typed in _texts(subject):
        many = Many("odd", partial(_many_odd, found), fewest=MOST_NAMED_ALONE + 1)
        for each in typed:
            if names := _odd(each.cell.text):
                yield Found(
                    each.cell.at,
                    f"{label(each.indicator)}, “{each.heading}”: “{shortened(each.cell.text)}” holds {listed(names)}. "
                    "It is used all the same.",
                    f"Clear {each.cell.at.cell} and type the figure again rather than pasting it.",
                    each.indicator.key,
                    many=many,
                )


def _many_odd(found: Return, spoilt: Sequence[Found]) -> Found:
    places = {each.where for each in spoilt}
    cells = (cell for row in found.rows for cell in row.figures.values() if cell.at in places)
    kinds = sorted({name for cell in cells for name in _odd(cell.text)})
    return Found(
        CellRef(found.workbook, found.sheet),
        f"{len(spoilt)} figures hold odd characters ({cell_ranges(places)}): {listed(kinds)}. They are used all the same.",
        "Clear each of these cells and type the figure again rather than pasting it.",
        area=found.area.key if found.area else "",
    )


def _texts(subject: Subject) -> Iterator[tuple[Return, list[Typed]]]:
    """Give each return with its figures that are text, of which nothing worse is said."""
    texts: dict[str, tuple[Return, list[Typed]]] = {}
    for found, row, indicator in subject.rows():
        _, typed = texts.setdefault(found.workbook, (found, []))
        typed.extend(_typed(row, indicator, heading_texts(found)))
    for found, typed in texts.values():
        yield found, sorted(typed, key=lambda each: each.cell.at)


def _typed(row: Row, indicator: Indicator, headings: Mapping[Column, str]) -> Iterator[Typed]:
    for column, cell in row.figures.items():
        if cell.as_text and isinstance(cell.value, Figure) and can_be_true(cell.value, indicator):
            yield Typed(cell, cell.value, indicator, headings[column])


def _odd(text: str) -> tuple[str, ...]:
    """Name the odd characters of the figure itself, in plain words; a dash in the words beside it is none."""
    match = _NUMBER_PART.match(text)
    part = match[0] if match else ""
    kinds = (
        ("an unusual space (probably pasted from Word)", any(each in ODD_SPACES for each in part)),
        ("a character that cannot be seen", any(each in INVISIBLE for each in text)),
        ("a dash in place of a minus", part.strip()[:1] in tuple(DASHES)),
        ("unusually wide digits", bool(_WIDE.search(part))),
    )
    return tuple(name for name, there in kinds if there)


@rule("EF507", Severity.WARNING)
def stray_characters(subject: Subject) -> Iterator[Found]:
    """Words hold stray characters.

    Characters that did not copy correctly: line ends that Excel shows as _x000D_, invisible control characters, bullets of
    a symbol font, or the mark of a character that was lost. They come with text that was pasted from another program.

    Why: they are printed as boxes, question marks or not at all.

    How to put it right: type the words again; or copy them again, and choose Home > Paste > Paste Special > Text.

    Before: Numbers are small._x000D_
    After: Numbers are small.
    """
    for found, row, indicator in subject.rows():
        headings = heading_texts(found)
        for column, cell in row.words.items():
            if stray := _stray(cell):
                yield alike(
                    Found(
                        cell.at,
                        f"{label(indicator)}, “{headings[column]}”: {stray}.",
                        f"Type the text in {cell.at.cell} again; or copy it again, and choose Home > Paste > Paste Special > Text.",
                        indicator.key,
                    ),
                    cell.at.column,
                )


def _stray(cell: Cell) -> str:
    """Name the first stray character and the words before it, or nothing."""
    for odd in _ODD.finditer(cell.text):
        if odd["code"]:
            name = _NAMES.get(int(odd["code"], 16), "a stray character")
            return f"{_after(cell.text[: odd.start()])} there is {name} ({odd[0]})"
        if _is_stray(odd[0]):
            return f"{_after(cell.text[: odd.start()])} there is {_named(odd[0])}"
    return ""


def _is_stray(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Co", "Cn") or character == "\ufffd"


def _named(character: str) -> str:
    if unicodedata.category(character) == "Co":
        return "a bullet or symbol of a font that others may not have"
    return _NAMES.get(ord(character), "an invisible character")


def _after(text: str) -> str:
    words = " ".join(text.split()[-4:])
    return f"after “{words}”" if words else "at the beginning"
