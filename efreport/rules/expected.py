"""Of which figures the board will ask for a commentary. No rule stands here."""

from __future__ import annotations

from efreport.assessment import Assessed
from efreport.model import Column
from efreport.movement import Judgement, Moved, Position, Standing, Stands
from efreport.phrases import shortened


def asks_for_commentary(entry: Assessed) -> bool:
    """Say whether the board will ask for a commentary on an indicator, whether there is one or not."""
    return entry.indicator.commentary_expected and bool(why_expected(entry))


def why_expected(entry: Assessed) -> str:
    """Say what the board saw that it will ask about; nothing where it will not."""
    latest, previous = (_text(entry, column) for column in (Column.LATEST, Column.PREVIOUS))
    if isinstance(entry.movement, Moved) and entry.movement.judgement is Judgement.WORSENED:
        return f"the figure got worse since last quarter ({previous} → {latest})"
    if _is_worse(entry.against_neighbours) and _is_worse(entry.against_national):
        neighbours, national = (_text(entry, column) for column in (Column.NEIGHBOURS, Column.NATIONAL))
        return f"{latest} is worse than both the statistical neighbours ({neighbours}) and the national average ({national})"
    return ""


def _text(entry: Assessed, column: Column) -> str:
    return shortened(entry.values[column].text)


def _is_worse(standing: Standing) -> bool:
    return isinstance(standing, Stands) and standing.position is Position.WORSE
