"""The first page, after which a reader can stop: what moved, what is worse than elsewhere, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from efreport.assessment import Assessed
from efreport.compose.correction import reads_otherwise, which_edition
from efreport.compose.counts import BY_AREA, counts_chart, counts_sentence, counts_table
from efreport.compose.doubts import draft_warning, left_out, not_adding_up, open_errors, without_errors
from efreport.compose.highlights import largest_movements, worse_than_both
from efreport.compose.words import clean
from efreport.document import Block, Heading, Paragraph, Role, Text
from efreport.model import Finding, Framework, Round, ServiceArea, Succession


def cover(
    round_: Round,
    framework: Framework,
    assessed: Sequence[Assessed],
    findings: Sequence[Finding],
    *,
    draft: bool,
    charts: bool,
    succession: Succession,
) -> Iterator[Block]:
    """Give the blocks of the first page, the most important first, since a long list runs over to the next page."""
    if draft:
        yield from draft_warning(findings)
    else:
        yield from which_edition(round_, succession)
    missing = [area for area in framework.areas if round_.return_of(area) is None]
    received = "" if missing else f" All {len(framework.areas)} returns were received."
    yield Paragraph(Text(f"{counts_sentence(assessed, round_.quarter)}{received}"))
    yield from _not_received(missing)
    if not draft:
        yield from reads_otherwise(round_, framework, assessed, succession.corrects)
    sure = without_errors(assessed, findings)
    yield from largest_movements(round_.quarter, framework, sure)
    if framework.style.benchmarks:
        yield from worse_than_both(round_.quarter, framework, sure)
    yield from left_out(len(assessed) - len(sure))
    yield from not_adding_up(framework, findings)
    yield Heading(1, BY_AREA)
    yield counts_table(framework, assessed)
    if charts:
        yield counts_chart(framework, assessed)
    if draft:
        yield from open_errors(findings)


def _not_received(missing: Sequence[ServiceArea]) -> Iterator[Block]:
    if missing:
        headings = "; ".join(area.heading for area in missing)
        yield Paragraph(Text(clean(f"Returns not received: {headings}."), Role.WARNING))
