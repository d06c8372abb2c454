"""Rule EF508: a commentary that gives another figure than its row does."""

from __future__ import annotations

from collections.abc import Iterator

from efreport.model import Column, Figure, Severity
from efreport.phrases import shortened
from efreport.rules.base import Found, Subject, heading_texts, label, rule
from efreport.rules.figures import can_be_true
from efreport.rules.likelihood import questioned
from efreport.rules.telling import given_instead


@rule("EF508", Severity.WARNING)
def commentary_gives_others(subject: Subject) -> Iterator[Found]:
    """The commentary gives another figure than the latest result.

    The commentary of a percentage gives percentages, of which none is the latest result and at least one is in no column of the
    row; or it says “from 40 to 8”, with the previous quarter's figure and another than the latest.

    Why: either the figure was mistyped, or the commentary is of another quarter or another row. The board reads both.

    How to put it right: check the figure and the commentary, and correct the one that is wrong.

    Before: 56%, with “Timeliness fell by 17 percentage points to 65%”
    After: 65%, with “Timeliness fell by 17 percentage points to 65%”
    """
    asked = questioned(subject)
    for found, row, indicator in subject.rows():
        cell, commentary = row.figures.get(Column.LATEST), row.words.get(Column.COMMENTARY)
        value = cell.value if cell and cell.at not in asked else None
        if not cell or not commentary or not isinstance(value, Figure) or not can_be_true(value, indicator):
            continue
        others = given_instead(commentary.text, value, row, indicator)
        if others:
            yield Found(
                cell.at,
                f"{label(indicator)}, “{heading_texts(found)[Column.LATEST]}”: the figure is {shortened(cell.text)}, but the "
                f"commentary in {commentary.at.cell} says {others}.",
                f"Check both, and correct {cell.at.cell} or the commentary.",
                indicator.key,
            )
