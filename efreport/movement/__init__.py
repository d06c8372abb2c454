"""What a change means: direction, judgement and comparability, kept apart. Works on values alone.

The rules are told in `docs/movement.md`.
"""

from efreport.movement.compare import (
    NOT_GIVEN,
    compare,
    compare_with_outturn,
    stand,
)
from efreport.movement.outcomes import (
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
    in_words,
    rounded,
    stated_period,
)
from efreport.movement.units import (
    written_in,
)

__all__ = [
    "NOT_GIVEN",
    "Direction",
    "Judgement",
    "Moved",
    "Movement",
    "NotCompared",
    "Position",
    "Standing",
    "Stands",
    "bases",
    "compare",
    "compare_with_outturn",
    "displayed",
    "in_words",
    "rounded",
    "stand",
    "stated_period",
    "written_in",
]
