"""A comparison in words, in the order in which a board member needs them."""

from __future__ import annotations

from efreport.comparison.facts import Comparison
from efreport.comparison.gist import gist
from efreport.comparison.tables import Headings, figures, indicators, revisions
from efreport.comparison.told import Told, side_words
from efreport.comparison.written import commentary, findings


def tell(comparison: Comparison, headings: Headings) -> Told:
    """Put a comparison into words. `headings` are those of config for the columns in the later side's quarter."""
    then, now = comparison.then, comparison.now
    of = now.quarter.label if then.quarter == now.quarter else f"{then.quarter.label} to {now.quarter.label}"
    sections = (
        *revisions(comparison, headings),
        *indicators(comparison),
        *figures(comparison, headings),
        *commentary(comparison),
        *findings(comparison),
    )
    return Told(of, side_words(then), side_words(now), tuple(gist(comparison)), sections)
