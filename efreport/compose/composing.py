"""Puts the parts together into one Document."""

from __future__ import annotations

from collections.abc import Sequence

from efreport.assessment import Assessed
from efreport.compose.areas import areas
from efreport.compose.cover import cover
from efreport.compose.notes import notes
from efreport.compose.quality import quality
from efreport.compose.style import style_of
from efreport.compose.trends import labels, trends_of
from efreport.compose.words import clean
from efreport.document import (
    Document,
)
from efreport.model import (
    Finding,
    Framework,
    QuarterRecord,
    Round,
    RuleRun,
    Succession,
)

ALONE = Succession()


def compose(
    round_: Round,
    framework: Framework,
    assessed: Sequence[Assessed],
    findings: Sequence[Finding],
    *,
    draft: bool,
    charts: bool = True,
    runs: Sequence[RuleRun] = (),
    waived: int = 0,
    succession: Succession = ALONE,
    records: Sequence[QuarterRecord] = (),
) -> Document:
    """Put the round's assessed indicators into words.

    `findings` are what the checks found: figures that do not add up are named on the first page, and in a draft the
    errors. Without `charts`, no pictures are drawn. `runs` says what became of every rule, and `waived` how many
    findings stand by agreement. `succession` says where the quarter's figures stand in the record of what was published. `records`
    are those of the quarters up to this one, for what is said of indicators over the quarters.
    """
    trends = trends_of(assessed, records)
    return Document(
        title=clean(framework.title),
        organisation=clean(framework.organisation),
        directorate=clean(framework.directorate),
        quarter=round_.quarter.in_full,
        quarter_key=round_.quarter.key,
        dated=round_.quarter.last_day,
        draft=draft,
        cover=tuple(cover(round_, framework, assessed, findings, draft=draft, charts=charts, succession=succession)),
        areas=tuple(areas(round_, framework, assessed, succession, trends, charts=charts)),
        notes=tuple(notes(round_, framework, None if draft else succession, has_trends=bool(trends))),
        quality=tuple(quality(round_, framework, findings, runs, waived)),
        style=style_of(framework.style),
        quarters=labels(trends.values()),
    )
