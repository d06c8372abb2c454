"""What a change means: direction, judgement and comparability, kept apart. Works on values alone.

The rules are told in `docs/movement.md`.
"""

from efreport.movement.bars import (
    on_one_basis,
    restarts_in,
)
from efreport.movement.compare import (
    NOT_GIVEN,
    compare,
    compare_with_outturn,
    compare_with_year_ago,
    stand,
)
from efreport.movement.outcomes import (
    ARROWS,
    Direction,
    Judgement,
    Moved,
    Movement,
    NotCompared,
    Position,
    Standing,
    Stands,
)
from efreport.movement.pair import (
    bases,
    displayed,
    displayed_to,
    in_words,
    rounded,
    stated_period,
    within,
)
from efreport.movement.target import (
    AgainstTarget,
    Brag,
    NotRated,
    Rated,
    rate,
    target_for,
)
from efreport.movement.units import (
    CHANGE_UNITS,
    written_in,
)

__all__ = [
    "ARROWS",
    "CHANGE_UNITS",
    "NOT_GIVEN",
    "AgainstTarget",
    "Brag",
    "Direction",
    "Judgement",
    "Moved",
    "Movement",
    "NotCompared",
    "NotRated",
    "Position",
    "Rated",
    "Standing",
    "Stands",
    "bases",
    "compare",
    "compare_with_outturn",
    "compare_with_year_ago",
    "displayed",
    "displayed_to",
    "in_words",
    "on_one_basis",
    "rate",
    "restarts_in",
    "rounded",
    "stand",
    "stated_period",
    "target_for",
    "within",
    "written_in",
]
