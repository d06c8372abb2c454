"""A comparison in words, for whatever shows it: sentences and tables in the order in which a board member needs them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from efreport.comparison.changing import change_words, latest_words, revision_words
from efreport.comparison.facts import (
    Comparison,
    FigureChange,
    FindingChange,
    Kind,
    Revision,
    Since,
    WordsChange,
    WordsKind,
)
from efreport.model import Column, Figure, Origin, QuarterRecord, RecordedRow
from efreport.movement import Judgement, Moved, in_words, stated_period
from efreport.values import parse_value

NOTHING_CHANGED = "Nothing changed: both say the same of every indicator."
BLANK = "(nothing)"
WAS, IS_NOW, LATEST = "Was", "Is now", "Latest result"
MOST_PIECES = 3
Headings = Mapping[Column, str]


@dataclass(frozen=True)
class Said:
    """The words of one cell, and the judgement that they speak of, if they do."""

    words: str
    judgement: Judgement | None = None


@dataclass(frozen=True)
class Section:
    """A heading with a sentence, a table below it, or both. `area` says whether it is of one service area."""

    heading: str
    sentence: str = ""
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[Said, ...], ...] = ()
    area: bool = False


@dataclass(frozen=True)
class Told:
    """The whole comparison in words: what it is of, both sides, the gist, and the sections, the gravest first."""

    of: str
    then: str
    now: str
    gist: tuple[str, ...]
    sections: tuple[Section, ...]


def tell(comparison: Comparison, headings: Headings) -> Told:
    """Put a comparison into words. `headings` are those of config for the columns in the later side's quarter."""
    then, now = comparison.then, comparison.now
    of = now.quarter.label if then.quarter == now.quarter else f"{then.quarter.label} to {now.quarter.label}"
    sections = (
        *_revisions(comparison, headings),
        *_indicators(comparison),
        *_figures(comparison, headings),
        *_commentary(comparison),
        *_findings(comparison),
    )
    return Told(of, side_words(then), side_words(now), tuple(_gist(comparison)), sections)


def side_words(record: QuarterRecord) -> str:
    """Name a side: Q1 2014/15, edition 1, published 14 August 2014."""
    return f"{record.quarter.label}, {record.label}"


def _gist(comparison: Comparison) -> Iterator[str]:
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
    if comparison.then.quarter != comparison.now.quarter.previous:
        return f"{said}; the quarters do not follow one another, so no change is judged."
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


def _revisions(comparison: Comparison, headings: Headings) -> Iterator[Section]:
    if not comparison.revisions:
        return
    published = comparison.then.origin is not Origin.RETURNS
    rows = tuple(
        (
            *_named(each.row),
            Said(_period_words(each, comparison, headings)),
            Said(each.then.strip() or BLANK),
            Said(each.now.strip() or BLANK),
            Said(revision_words(each)),
        )
        for each in comparison.revisions
    )
    heading = "Published figures that read otherwise now" if published else "Figures that read otherwise now"
    yield Section(heading, headings=("Code", "Indicator", "Figure", WAS, IS_NOW, "Change"), rows=rows)


def _period_words(revision: Revision, comparison: Comparison, headings: Headings) -> str:
    """Name what a figure is of: the period that it names, its quarter, its year, or the comparator's printed heading."""
    quarter, value = comparison.now.quarter, parse_value(revision.now)
    stated = in_words(stated_period(value)) if isinstance(value, Figure) else ""
    match revision.column:
        case Column.LATEST:
            return stated if comparison.then.quarter != quarter else quarter.label
        case Column.PREVIOUS:
            return quarter.previous.label
        case Column.YEAR:
            return f"Outturn {quarter.year_before}"
        case column:
            return ", ".join(filter(None, (headings[column], stated)))


def _indicators(comparison: Comparison) -> Iterator[Section]:
    rows = [
        *((Said(word), *_named(row), Said(row.heading), Said(""), Said("")) for word, listed in
          (("Added", comparison.added), ("Dropped", comparison.dropped)) for row in listed),
        *((Said(f"Other {each.aspect.value}"), *_named(each.row), Said(each.row.heading), Said(each.then or BLANK),
           Said(each.now or BLANK)) for each in comparison.recast),
    ]  # fmt: skip
    if rows:
        headings = ("What", "Code", "Indicator", "Service area", WAS, IS_NOW)
        yield Section("Indicators added, dropped or described otherwise", headings=headings, rows=tuple(rows))


def _figures(comparison: Comparison, headings: Headings) -> Iterator[Section]:
    then, now = comparison.then.quarter.label, comparison.now.quarter.label
    if then == now:
        then, now = WAS, IS_NOW
    labels = {Column.LATEST: LATEST, Column.PREVIOUS: comparison.now.quarter.previous.label, Column.YEAR: "Outturn"}
    for heading, changes in groupby(comparison.figures, lambda each: each.row.heading):
        rows = tuple(_figure_row(each, {**headings, **labels}) for each in changes)
        yield Section(heading, headings=("Code", "Indicator", "Figure", then, now, "Change"), rows=rows, area=True)


def _figure_row(change: FigureChange, labels: Headings) -> tuple[Said, ...]:
    revised = f"; since given as {change.revised.strip()}" if change.revised else ""
    judgement = change.movement.judgement if isinstance(change.movement, Moved) else None
    words = latest_words(change) if change.movement else change_words(change.difference, change.row.unit, change.kind)
    return (
        *_named(change.row),
        Said(labels[change.column]),
        Said(f"{change.then.strip() or BLANK}{revised}"),
        Said(change.now.strip() or BLANK),
        Said(words, judgement),
    )


def _commentary(comparison: Comparison) -> Iterator[Section]:
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


def _short(words: str, longest: int = 80) -> str:
    words = " ".join(words.split())
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def _findings(comparison: Comparison) -> Iterator[Section]:
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


def _named(row: RecordedRow) -> tuple[Said, Said]:
    return Said(row.code), Said(" ".join(row.name.split()))


def counted(number: int, noun: str, several: str = "") -> str:
    """1 figure, 2 figures, no figures."""
    return f"{number or 'no'} {noun if number == 1 else several or f'{noun}s'}"
