"""A document as text that a person can read and compare; `python -m tests.readable` renews that of the sample."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from efreport.compose import compose
from efreport.document import (
    Block,
    Chart,
    Document,
    Heading,
    IndicatorRow,
    IndicatorTable,
    Paragraph,
    Role,
    Table,
    Text,
)
from efreport.run import check, load
from tests.conftest import PROJECT

GOLDEN = Path(__file__).parent / "golden" / "framework-2014Q2.txt"
RENEW = "If every change is meant, renew it with: python -m tests.readable"


def sample_document() -> Document:
    """The framework of 2014Q2 as the build command composes it."""
    outcome = check(load(PROJECT / "config"), (), "2014Q2", lambda _: None, whole=True)
    checks = {"runs": outcome.checked.runs, "waived": len(outcome.checked.waived)}
    return compose(outcome.round, outcome.framework, outcome.assessed, outcome.checked.findings, draft=False, **checks)


def readable(document: Document) -> str:
    """Every block, one after the other; what a text is stands before it where it is more than plain."""
    lines = [document.title, document.quarter, document.organisation, document.directorate]
    parts = {
        "first page": document.cover,
        "areas": document.areas,
        "notes": document.notes,
        "data quality": document.quality,
    }
    for name, blocks in parts.items():
        lines += ["", f"===== {name} ====="]
        for block in blocks:
            lines += ["", *_lines(block)]
    return "\n".join(lines) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {block.words}"
        case Paragraph():
            yield _marked(block.text)
        case Table():
            yield f"table: {block.caption} ({block.description})"
            yield " | ".join(block.headings)
            yield from (" | ".join(map(_marked, row)) for row in block.rows)
        case IndicatorTable():
            yield f"indicators: {block.caption} ({block.description})"
            yield " | ".join(column.heading for column in block.columns)
            for row in block.rows:
                yield from _indicator(row)
            yield from block.notes
        case Chart():
            yield f"chart: {block.title} [{block.unit}]"
            yield block.description


def _indicator(row: IndicatorRow) -> Iterator[str]:
    yield f"- {row.code} {row.name} [{row.unit}]"
    for kind, shown in row.figures.items():
        below = f" / {_marked(row.positions[kind])}" if kind in row.positions else ""
        note = f" ({shown.note})" if shown.note else ""
        yield f"    {kind}: {_marked(shown.text)}{below}{note}"
    yield f"    direction: {_marked(row.movement.text)} ({row.movement.note or 'no note'})"
    yield f"    against: neighbours {row.against_neighbours}; national {row.against_national}"
    yield f"    commentary from {_marked(row.source)}: {_marked(row.commentary)}"


def _marked(text: Text) -> str:
    words = text.words.replace("\N{NO-BREAK SPACE}", "~")
    return words if text.role is Role.PLAIN else f"<{text.role.value}> {words}"


if __name__ == "__main__":
    GOLDEN.parent.mkdir(exist_ok=True)
    GOLDEN.write_text(readable(sample_document()), encoding="utf-8", newline="\n")
