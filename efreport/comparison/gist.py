"""What a comparison comes to, in a few sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from efreport.comparison.facts import Comparison, Kind, Since
from efreport.comparison.figures import judged
from efreport.comparison.told import side_words
from efreport.model import Column, Origin
from efreport.movement import Judgement, Moved
from efreport.phrases import counted

NOTHING_CHANGED = "Nothing changed: both say the same of every indicator."


def gist(comparison: Comparison) -> Iterator[str]:
    """Say how many figures, indicators and findings differ; or that nothing does."""
    if comparison.is_same:
        yield NOTHING_CHANGED
    else:
        yield _revised_sentence(comparison)
        yield f"Indicators: {len(comparison.added)} added, {len(comparison.dropped)} dropped, {_recast(comparison)} described otherwise."
        yield _latest_sentence(comparison)
    yield from _findings_gist(comparison)


def _revised_sentence(comparison: Comparison) -> str:
    number = len(comparison.revisions)
    what = "figure" if comparison.then.origin is Origin.RETURNS else "published figure"
    return f"{counted(number, what).capitalize()} read{'s' if number == 1 else ''} otherwise now, for the same period."


def _recast(comparison: Comparison) -> int:
    return len({each.row.key for each in comparison.recast})


def _latest_sentence(comparison: Comparison) -> str:
    if comparison.then.quarter == comparison.now.quarter:
        filled = sum(each.kind is Kind.GIVEN for each in comparison.figures)
        return f"{counted(filled, 'figure').capitalize()} {'is' if filled == 1 else 'are'} given where there was none."
    both = sum(row.key in comparison.then.by_key for row in comparison.now.rows)
    latest = [each for each in comparison.figures if each.column is Column.LATEST]
    said = f"Of {counted(both, 'indicator')} in both, {len(latest)} {'has' if len(latest) == 1 else 'have'} another latest result"
    if not judged(comparison.then.quarter, comparison.now.quarter):
        return f"{said}; the quarters neither follow one another nor are a year apart, so no change is judged."
    counts = Counter(
        each.movement.judgement if isinstance(each.movement, Moved) else Judgement.NOT_COMPARED for each in latest
    )
    told = (
        (counts[Judgement.IMPROVED], "improved"),
        (counts[Judgement.WORSENED], "worsened"),
        (counts[Judgement.NO_CHANGE], "within what counts as no change"),
        (counts[Judgement.CHANGED], "changed where neither way is better"),
        (counts[Judgement.NOT_COMPARED], "could not be compared"),
    )
    listed = ", ".join(f"{number} {words}" for number, words in told if number)
    return f"{said}{': ' if listed else ''}{listed}."


def _findings_gist(comparison: Comparison) -> Iterator[str]:
    if comparison.unchecked:
        sides = " and ".join(side_words(record) for record in comparison.unchecked)
        yield f"Findings are not compared: nothing was checked of {sides}."
        return
    counts = Counter(each.since for each in comparison.findings)
    yield "Findings of the checks: " + ", ".join(f"{counts[since]} {since.value}" for since in Since) + "."
