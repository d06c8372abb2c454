"""Holds two records against each other, indicator by indicator."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence

from efreport.comparison.facts import (
    Aspect,
    Comparison,
    FindingChange,
    Recast,
    Since,
    SourceChange,
    WordsChange,
    WordsKind,
)
from efreport.comparison.figures import moved, revised
from efreport.comparison.wording import pieces_between, same_words
from efreport.model import Indicator, QuarterRecord, RecordedFinding, RecordedRow

Pairs = Sequence[tuple[RecordedRow, RecordedRow]]


def compare_records(
    then: QuarterRecord,
    now: QuarterRecord,
    indicators: Mapping[str, Indicator],
    unchecked: Sequence[QuarterRecord] = (),
) -> Comparison:
    """Say what changed from one record to another, which is of the same or a later quarter.

    `indicators` are those of config by key, for how each is judged; `unchecked` are the sides of which no findings are
    known.
    """
    pairs = [(then.by_key[row.key], row) for row in now.rows if row.key in then.by_key]
    return Comparison(
        then,
        now,
        revisions=tuple(each for pair in pairs for each in revised(*pair, then.quarter, now.quarter, indicators)),
        added=tuple(row for row in now.rows if row.key not in then.by_key),
        dropped=tuple(row for row in then.rows if row.key not in now.by_key),
        recast=tuple(_recast(pairs)),
        figures=tuple(each for pair in pairs for each in moved(*pair, then.quarter, now.quarter, indicators)),
        commentary=tuple(_commentary(pairs, of_one_quarter=then.quarter == now.quarter)),
        sources=tuple(_sources(pairs)),
        findings=() if unchecked else tuple(_findings(then.findings, now.findings)),
        unchecked=tuple(unchecked),
    )


def _recast(pairs: Pairs) -> Iterator[Recast]:
    for then, now in pairs:
        aspects = {
            Aspect.NAME: (then.name, now.name),
            Aspect.CODE: (then.code, now.code),
            Aspect.AREA: (then.heading, now.heading),
            Aspect.SECTION: (then.section, now.section),
            Aspect.UNIT: (then.unit.value, now.unit.value),
            Aspect.POLARITY: (then.polarity.value, now.polarity.value),
        }
        for aspect, (was, is_now) in aspects.items():
            if not same_words(was, is_now):
                yield Recast(now, aspect, was, is_now)


def _commentary(pairs: Pairs, *, of_one_quarter: bool) -> Iterator[WordsChange]:
    """The same words are told only of two quarters: within one, that is as it should be."""
    for then, now in pairs:
        was, is_now = then.commentary, now.commentary
        if same_words(was, is_now):
            if was.strip() and not of_one_quarter:
                yield WordsChange(now, WordsKind.REPEATED, was, is_now)
        elif not is_now.strip():
            yield WordsChange(now, WordsKind.MISSING, was, is_now)
        elif not was.strip():
            yield WordsChange(now, WordsKind.NEW, was, is_now)
        else:
            pieces = pieces_between(was, is_now)
            yield WordsChange(now, WordsKind.CHANGED if pieces else WordsKind.REWRITTEN, was, is_now, pieces)


def _sources(pairs: Pairs) -> Iterator[SourceChange]:
    for then, now in pairs:
        if not same_words(then.source, now.source):
            yield SourceChange(now, then.source, now.source)


def _findings(then: Sequence[RecordedFinding], now: Sequence[RecordedFinding]) -> Iterator[FindingChange]:
    """A finding is known again by its words, else by its rule and indicator: its cell may have moved, and its figures."""
    left = [finding for finding in then if not finding.waived]
    fresh = list(now)
    for known_by in (_exactly, _roughly):
        still, left, fresh = _paired(left, fresh, known_by)
        yield from (FindingChange(Since.WAIVED, finding) for finding in still if finding.waived)
    yield from (FindingChange(Since.NEW, finding) for finding in fresh if not finding.waived)
    yield from (FindingChange(Since.FIXED, finding) for finding in left)


def _paired(
    left: Sequence[RecordedFinding],
    fresh: Sequence[RecordedFinding],
    known_by: Callable[[RecordedFinding], tuple[str, ...]],
) -> tuple[list[RecordedFinding], list[RecordedFinding], list[RecordedFinding]]:
    """Give the fresh findings that were there before, each for the first such one left; then those left, and those fresh still."""
    before: defaultdict[tuple[str, ...], deque[int]] = defaultdict(deque)
    for place, finding in enumerate(left):
        before[known_by(finding)].append(place)
    gone: set[int] = set()
    still: list[RecordedFinding] = []
    new: list[RecordedFinding] = []
    for finding in fresh:
        if places := before[known_by(finding)]:
            gone.add(places.popleft())
            still.append(finding)
        else:
            new.append(finding)
    return still, [finding for place, finding in enumerate(left) if place not in gone], new


def _exactly(finding: RecordedFinding) -> tuple[str, ...]:
    return finding.rule, finding.area, finding.indicator, finding.message


def _roughly(finding: RecordedFinding) -> tuple[str, ...]:
    return finding.rule, finding.area, finding.indicator
