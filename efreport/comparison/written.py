"""What became of commentary and of findings, as sections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from efreport.comparison.facts import Comparison, FindingChange, Since, WordsChange, WordsKind
from efreport.comparison.told import BLANK, Said, Section
from efreport.model import Column
from efreport.phrases import counted, shortened

MOST_PIECES = 3
LONGEST = 80


def commentary(comparison: Comparison) -> Iterator[Section]:
    """Tell of each commentary what became of it; of two quarters, those written anew are only counted."""
    rewritten = sum(each.kind is WordsKind.REWRITTEN for each in comparison.commentary)
    moved = {each.row.key for each in comparison.figures if each.column is Column.LATEST}
    shown = [each for each in comparison.commentary if each.kind is not WordsKind.REWRITTEN or not _follows(comparison)]
    rows = [(Said(each.row.code), Said(_commentary_words(each, moved))) for each in shown]
    rows += [
        (Said(each.row.code), Said(f"Source of commentary: {each.then or BLANK}, now {each.now or BLANK}."))
        for each in comparison.sources
    ]
    sentence = f"{counted(rewritten, 'commentary', 'commentaries')} {'was' if rewritten == 1 else 'were'} written anew."
    if rows or (rewritten and _follows(comparison)):
        told = sentence.capitalize() if rewritten and _follows(comparison) else ""
        yield Section("Commentary", told, ("Code", "What became of it") if rows else (), tuple(rows))


def _follows(comparison: Comparison) -> bool:
    """Say whether the sides are of two quarters, of which other words are to be expected."""
    return comparison.then.quarter != comparison.now.quarter


def _commentary_words(change: WordsChange, moved: set[str]) -> str:
    match change.kind:
        case WordsKind.REPEATED:
            although = ", although the figure is another one" if change.row.key in moved else ""
            return f"The same word for word{although}: “{_short(change.now)}”"
        case WordsKind.MISSING:
            return f"None now; it was “{_short(change.then)}”"
        case WordsKind.NEW:
            return f"New: “{_short(change.now)}”"
        case WordsKind.REWRITTEN:
            return f"Written anew: “{_short(change.then)}” became “{_short(change.now)}”"
        case WordsKind.CHANGED:
            shown = [_piece_words(piece.then, piece.now) for piece in change.pieces[:MOST_PIECES]]
            more = len(change.pieces) - MOST_PIECES
            return "; ".join([*shown, *([f"and {more} more"] if more > 0 else [])])


def _piece_words(then: str, now: str) -> str:
    if not then:
        return f"“{_short(now)}” came in"
    if not now:
        return f"“{_short(then)}” was taken out"
    return f"“{_short(then)}” became “{_short(now)}”"


def _short(words: str) -> str:
    return shortened(words, LONGEST)


def findings(comparison: Comparison) -> Iterator[Section]:
    """Tell which findings are new, which were fixed, and which were agreed to since."""
    if comparison.findings:
        codes = {row.key: row.code for record in (comparison.then, comparison.now) for row in record.rows}
        rows = tuple(_finding_row(each, codes) for each in comparison.findings)
        headings = ("What", "Severity", "Rule", "Indicator", "Place", "What was found")
        yield Section("Findings of the checks", headings=headings, rows=rows)


def _finding_row(change: FindingChange, codes: Mapping[str, str]) -> tuple[Said, ...]:
    finding = change.finding
    agreed = f" Agreed: {finding.waived}" if change.since is Since.WAIVED else ""
    cells = (
        change.since.value.capitalize(), finding.severity, finding.rule, codes.get(finding.indicator, finding.indicator),
        finding.cell, f"{finding.message}{agreed}",
    )  # fmt: skip
    return tuple(Said(words) for words in cells)
