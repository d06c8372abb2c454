"""What changed between two records, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from efreport.comparison import Comparison, FigureChange, Revision, Section, Told
from efreport.model import QuarterRecord, RecordedFinding, RecordedRow
from efreport.movement import Moved, NotCompared, Stands
from efreport.reports.aligned import aligned
from efreport.reports.lines import Line, Part, Style, line
from efreport.reports.plain_json import as_json

LONGEST = 40
SHORTEST = 16
READABLE = 30
NAMES, FIGURES = "Indicator", "Figure"
MARGIN = "  "
Facts = dict[str, object]


def changes_lines(told: Told, width: int = 0) -> Iterator[Line]:
    """Give the comparison as lines: both sides, the gist, then section by section.

    Names and what figures are of are cut further where lines would be wider than `width` characters; 0 for no limit.
    """
    yield line(f"From: {told.then}", indent=6)
    yield line(f"To:   {told.now}", indent=6)
    yield line("")
    yield from (line(words) for words in told.gist)
    for section in told.sections:
        yield line("")
        yield line(section.heading, Style.HEADING)
        if section.sentence:
            yield line(f"{MARGIN}{section.sentence}", indent=len(MARGIN))
        if section.rows:
            yield from (_indented(each, width) for each in _table(section, width))


def _table(section: Section, width: int) -> Iterator[Line]:
    """Columns in which nothing stands are left out, and a name that is the row's above: its code says which it is."""
    kept = [place for place, _ in enumerate(section.headings) if any(row[place].words.strip() for row in section.rows)]
    headings = [section.headings[place] for place in kept]
    rows = [[" ".join(row[place].words.split()) for place in kept] for row in section.rows]
    if NAMES in headings and "Code" in headings:
        place, before = headings.index(NAMES), ""
        for row in rows:
            before, row[place] = row[place], "" if row[place] == before else row[place]
    # The first column is a code or a word, and the last may go on below itself.
    between = sorted(range(1, len(headings) - 1), key=lambda place: headings[place] not in (NAMES, FIGURES))
    for place in between:
        if headings[place] == NAMES or width:
            _shorten(place, headings, rows, width - len(MARGIN) if width else 0)
    yield from aligned(headings, rows)


def _shorten(place: int, headings: Sequence[str], rows: Sequence[list[str]], width: int) -> None:
    """Cut what stands in a column to its longest, and further by as much as lines are too wide then."""
    widths = [max(map(len, column)) for column in zip(headings, *rows, strict=True)]
    widths[place] = min(LONGEST, widths[place])
    too_wide = sum(widths) + 2 * (len(widths) - 1) - width if width else 0
    longest = max(SHORTEST, widths[place] - max(0, too_wide))
    for row in rows:
        row[place] = f"{row[place][: longest - 1].rstrip()}…" if len(row[place]) > longest else row[place]


def _indented(each: Line, width: int) -> Line:
    """A last column that is too long goes on below itself, or as far to the left as it needs to be readable."""
    indent = each.indent + len(MARGIN)
    return Line((Part(MARGIN), *each.parts), min(indent, max(len(MARGIN), width - READABLE)) if width else indent)


def changes_json(comparison: Comparison) -> str:
    """Give every fact of the comparison as JSON, with the whole of each commentary."""
    content = {
        "then": _side(comparison.then),
        "now": _side(comparison.now),
        "same": comparison.is_same,
        "revisions": [_revision(each) for each in comparison.revisions],
        "added": [_indicator(row) for row in comparison.added],
        "dropped": [_indicator(row) for row in comparison.dropped],
        "described_otherwise": [
            _indicator(each.row) | {"aspect": each.aspect.value, "then": each.then, "now": each.now}
            for each in comparison.recast
        ],
        "figures": [_figure(each) for each in comparison.figures],
        "commentary": [
            _indicator(each.row)
            | {"what": each.kind.value, "then": each.then, "now": each.now}
            | {"words": [{"then": piece.then, "now": piece.now} for piece in each.pieces]}
            for each in comparison.commentary
        ],
        "sources": [
            _indicator(each.row) | {"then": each.then, "now": each.now} for each in comparison.sources
        ],
        "findings": [{"what": each.since.value} | _finding(each.finding) for each in comparison.findings],
        "findings_compared": not comparison.unchecked,
    }  # fmt: skip
    return as_json(content)


def _side(record: QuarterRecord) -> Facts:
    return {
        "quarter": record.quarter.key,
        "origin": record.origin.value,
        "label": record.label,
        "indicators": len(record.rows),
    }


def _indicator(row: RecordedRow) -> Facts:
    return {"area": row.area, "key": row.key, "code": row.code, "indicator": row.name, "unit": row.unit.value}


def _revision(each: Revision) -> Facts:
    stands = each.standing if isinstance(each.standing, Stands) else None
    return _indicator(each.row) | {
        "then_column": each.then_column.value,
        "column": each.column.value,
        "what": each.kind.value,
        "then": each.then,
        "now": each.now,
        "difference": float(stands.difference) if stands else None,
        "position": stands.position.value if stands else "",
    }


def _figure(each: FigureChange) -> Facts:
    moved = each.movement if isinstance(each.movement, Moved) else None
    reason = each.movement.reason if isinstance(each.movement, NotCompared) else ""
    change = moved.change if moved else each.difference
    return _indicator(each.row) | {
        "column": each.column.value,
        "what": each.kind.value,
        "then": each.then,
        "revised": each.revised,
        "now": each.now,
        "change": None if change is None else float(change),
        "judgement": moved.judgement.value if moved else "",
        "reason": "; ".join(moved.caveats) if moved else reason,
    }


def _finding(finding: RecordedFinding) -> Facts:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "area": finding.area,
        "key": finding.indicator,
        "cell": finding.cell,
        "message": finding.message,
        "waived": finding.waived,
    }
