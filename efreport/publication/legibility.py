"""Rules EF811 to EF814: whether text can be read: contrast, size, typeface, and nothing told by colour alone."""

from __future__ import annotations

from collections.abc import Iterator

from efreport.model import Severity
from efreport.publication.base import Published, and_more, document_rule, quoted
from efreport.publication.colours import LEAST_CONTRAST, contrast, readable_on
from efreport.rules.base import Found

SMALLEST = 9


@document_rule("EF811", Severity.ERROR, Published)
def contrast_too_low(document: Published) -> Iterator[Found]:
    """Text stands out too little from what it stands on.

    The contrast of its colour to that of the cell, paragraph or page is less than 4.5 to 1. The colours that an Excel
    table's own style gives are not looked at.

    Why: many people cannot read it, and on a poor print nobody can. WCAG 1.4.3 asks for 4.5 to 1.

    How to put it right: make the text darker or what it stands on lighter; most simply, black text.

    Before: amber #FFC000 on white, 1.6 to 1
    After: black on amber, 13 to 1
    """
    for seen in document.looks:
        colour, fill = seen.look.colour or readable_on(seen.look.fill), seen.look.fill
        ratio = contrast(colour, fill)
        if ratio < LEAST_CONTRAST:
            # Rounded down, or 4.46 would be told as 4.5.
            shown = int(ratio * 10) / 10
            message = (
                f"{quoted(seen.words, 40)} is #{colour} on #{fill}, a contrast of {shown} to 1{and_more(seen.count)}."
            )
            yield Found(seen.where, message, "Make the text darker or what it stands on lighter, to at least 4.5 to 1.")


@document_rule("EF812", Severity.ERROR, Published)
def too_small(document: Published) -> Iterator[Found]:
    """Text is smaller than 9 points.

    Why: many people cannot read it on paper.

    How to put it right: make it at least 9 points, and 12 where there is room.

    Before: a note of 7 points
    After: a note of 9 points
    """
    for seen in document.looks:
        if seen.look.points < SMALLEST:
            message = f"{quoted(seen.words, 40)} is {seen.look.points:g} points{and_more(seen.count)}."
            yield Found(seen.where, message, "Make it at least 9 points, and 12 where there is room.")


@document_rule("EF813", Severity.WARNING, Published)
def not_sans_serif(document: Published) -> Iterator[Found]:
    """Text is in a typeface with serifs, or in a fancy one.

    Why: plain typefaces such as Arial are easier to read for people with dyslexia or poor sight.

    How to put it right: choose a sans serif typeface for the style.

    Before: Times New Roman
    After: Arial
    """
    fonts: dict[str, int] = {}
    for seen in document.looks:
        if not seen.look.is_plain:
            fonts[seen.look.font] = fonts.get(seen.look.font, 0) + seen.count
    for seen in document.looks:
        count = fonts.pop(seen.look.font, 0)
        if count:
            message = f"{quoted(seen.words, 40)} is in {seen.look.font}{and_more(count)}."
            yield Found(seen.where, message, "Choose a sans serif typeface such as Arial for its style.")


@document_rule("EF814", Severity.ERROR, Published)
def colour_alone(document: Published) -> Iterator[Found]:
    """A colour tells something that no words do.

    A cell is coloured and has no words, or only a blob, while its row goes on in another colour.

    Why: it is lost on a black-and-white print, to a screen reader and to one man in twelve. WCAG 1.4.1 forbids it.

    How to put it right: say in the cell what the colour means: red, amber, green, or better what they stand for.

    Before: a red cell
    After: a cell with the word “worsened”
    """
    for where, count in document.wordless:
        message = f"The cell says something by its colour alone{and_more(count, 'cell')}."
        yield Found(where, message, "Write into it what the colour means.")
